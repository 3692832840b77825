import { expectTypeOf, it } from 'vitest';
import type { BatchGrantPermissionsInput } from '../../../src/render/aws-sdk/index.js';

/*
 * The input of BatchGrantPermissionsCommand, as far as it concerns what is granted here, in the form that
 * @aws-sdk/client-lakeformation gives to its types: each member can be `undefined`.
 */

type SdkPermission =
  | 'ALL'
  | 'ALTER'
  | 'ASSOCIATE'
  | 'CREATE_CATALOG'
  | 'CREATE_DATABASE'
  | 'CREATE_TABLE'
  | 'DATA_LOCATION_ACCESS'
  | 'DELETE'
  | 'DESCRIBE'
  | 'DROP'
  | 'INSERT'
  | 'SELECT'
  | 'SUPER_USER';

type SdkInput = {
  CatalogId?: string | undefined;
  Entries:
    | {
        Id: string | undefined;
        Principal?: { DataLakePrincipalIdentifier?: string | undefined } | undefined;
        Resource?:
          | {
              Catalog?: { Id?: string | undefined } | undefined;
              Database?: { CatalogId?: string | undefined; Name: string | undefined } | undefined;
              Table?:
                | {
                    CatalogId?: string | undefined;
                    DatabaseName: string | undefined;
                    Name?: string | undefined;
                    TableWildcard?: object | undefined;
                  }
                | undefined;
              DataLocation?: { CatalogId?: string | undefined; ResourceArn: string | undefined } | undefined;
            }
          | undefined;
        Permissions?: SdkPermission[] | undefined;
        PermissionsWithGrantOption?: SdkPermission[] | undefined;
      }[]
    | undefined;
};

it('the inputs of BatchGrantPermissions are assignable to those of the AWS SDK', () => {
  expectTypeOf<BatchGrantPermissionsInput>().toExtend<SdkInput>();
});
