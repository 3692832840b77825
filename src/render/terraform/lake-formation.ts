import type { Immutable } from '../../core/immutable.js';
import { snakeCase } from '../../core/words.js';
import type { LakeFormationResource } from '../../upsolver/catalogue/lake-formation.js';
import type { LakeFormationGrant } from '../../upsolver/roles/lake-formation-grants.js';
import type { Json } from '../json.js';
import { nameGrant, readLakeFormationGrants, WHO_GRANTS } from '../lake-formation.js';
import { requirements, toTemplates } from './expression.js';

/** A Terraform configuration with permissions of Lake Formation, as the object that a `*.tf.json` file holds. */
export type LakeFormationConfiguration = {
  '//': string;
  terraform: { [name: string]: Json };
  resource: { aws_lakeformation_permissions: { [name: string]: { [argument: string]: Json } } };
};

/**
 * Renders grants of Lake Formation as a Terraform configuration, apart from that of the roles: whoever applies it must
 * be a data lake administrator, and the roles must exist. A role that is a data lake administrator itself has implicit
 * permissions, which Terraform would show as a difference each time.
 *
 * @param grants What `lakeFormationGrants` returned.
 * @returns A new object for `JSON.stringify` and a file `*.tf.json`, with one resource for each grant.
 * @throws {InvalidInputError} If `grants` is not a list of grants, or is empty.
 *
 * @example
 * Object.values(toLakeFormationConfiguration(grants).resource.aws_lakeformation_permissions)[0]?.['permissions'];
 * // ['DESCRIBE']
 *
 * Source: Terraform AWS provider documentation, aws_lakeformation_permissions.
 */
export function toLakeFormationConfiguration(
  grants: readonly Immutable<LakeFormationGrant>[],
): LakeFormationConfiguration {
  const permissions = readLakeFormationGrants(grants).map((grant) => {
    const { principalArn, catalogId, resource, permissions: granted } = grant;
    const block = {
      principal: principalArn,
      permissions: granted,
      catalog_id: catalogId,
      ...resourceArguments(resource, catalogId),
    };
    return [snakeCase(nameGrant(grant)), toTemplates(block)] as const;
  });
  return {
    '//': WHO_GRANTS,
    terraform: requirements(),
    resource: {
      aws_lakeformation_permissions: Object.fromEntries(permissions) as {
        [name: string]: { [argument: string]: Json };
      },
    },
  };
}

function resourceArguments(resource: LakeFormationResource, catalog_id: string): { [argument: string]: Json } {
  switch (resource.kind) {
    case 'catalog':
      return { catalog_resource: true };
    case 'database':
      return { database: { name: resource.database, catalog_id } };
    case 'table':
      return { table: { database_name: resource.database, name: resource.table, catalog_id } };
    case 'allTables':
      return { table: { database_name: resource.database, wildcard: true, catalog_id } };
    default:
      return { data_location: { arn: resource.locationArn, catalog_id } };
  }
}
