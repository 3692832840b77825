import { nameInArn } from '../aws/arn.js';
import { list, oneOf, optional, readData, record, text, type Reader } from '../core/data.js';
import type { Immutable } from '../core/immutable.js';
import { InvalidInputError } from '../core/issue.js';
import { quote } from '../core/quote.js';
import { pascalCase } from '../core/words.js';
import {
  LAKE_FORMATION_PERMISSIONS,
  type LakeFormationPermission,
  type LakeFormationResource,
} from '../upsolver/catalogue/lake-formation.js';
import type { LakeFormationGrant } from '../upsolver/roles/lake-formation-grants.js';

/* Grants of Lake Formation as every format reads them. */

/** A grant without its reason. */
export type Grant = {
  principalArn: string;
  catalogId: string;
  resource: LakeFormationResource;
  permissions: LakeFormationPermission[];
};

/* The types of the API are assignable to those of @aws-sdk/client-lakeformation, which need not be installed. */

/** What permissions are granted on, as the API of Lake Formation has it. */
export type LakeFormationResourceInput =
  | { Catalog: Record<string, never> }
  | { Database: { CatalogId: string; Name: string } }
  | { Table: { CatalogId: string; DatabaseName: string; Name: string } }
  | { Table: { CatalogId: string; DatabaseName: string; TableWildcard: Record<string, never> } }
  | { DataLocation: { CatalogId: string; ResourceArn: string } };

/** One grant of a batch. */
export type BatchPermissionsEntry = {
  Id: string;
  Principal: { DataLakePrincipalIdentifier: string };
  Resource: LakeFormationResourceInput;
  Permissions: LakeFormationPermission[];
  PermissionsWithGrantOption: LakeFormationPermission[];
};

type Kind = LakeFormationResource['kind'];

/** The members of a resource of each kind. */
const MEMBERS = {
  catalog: [],
  database: ['database'],
  table: ['database', 'table'],
  allTables: ['database'],
  dataLocation: ['locationArn'],
} as const satisfies Record<Kind, readonly string[]>;

type Members = { kind: Kind; database?: string; table?: string; locationArn?: string };

const resource: Reader<LakeFormationResource> = (value, path, report) => {
  const read = record<Members>({
    kind: oneOf(Object.keys(MEMBERS) as Kind[]),
    database: optional(text) as Reader<string>,
    table: optional(text) as Reader<string>,
    locationArn: optional(text) as Reader<string>,
  });
  const found = read(value, path, report) as Members | undefined;
  const missing = found?.kind === undefined ? [] : MEMBERS[found.kind].filter((name) => found[name] === undefined);
  for (const name of missing) report({ code: 'missing', path: [...path, name], message: `${quote(name)} is missing` });
  return found as LakeFormationResource;
};

/**
 * Reads grants as `lakeFormationGrants` returns them, also those that were saved as JSON.
 *
 * @throws {InvalidInputError} If the value is not a list of grants, or the list is empty.
 */
export function readLakeFormationGrants(value: readonly Immutable<LakeFormationGrant>[]): Grant[] {
  const read = record<Grant>({
    principalArn: text,
    catalogId: text,
    resource,
    permissions: list(oneOf(LAKE_FORMATION_PERMISSIONS)),
  });
  const hint = 'pass the result of `lakeFormationGrants`';
  const grants = readData(list(read), value, ['grants'], hint);
  if (grants.length > 0) return grants;
  throw new InvalidInputError([{ code: 'empty', path: ['grants'], message: 'the list of grants is empty', hint }]);
}

/** A grant as the API of Lake Formation has it, and CloudFormation with it. */
export function grantInput({
  principalArn,
  catalogId,
  resource: of,
  permissions,
}: Grant): Omit<BatchPermissionsEntry, 'Id'> {
  return {
    Principal: { DataLakePrincipalIdentifier: principalArn },
    Resource: resourceInput(of, catalogId),
    Permissions: [...permissions],
    PermissionsWithGrantOption: [],
  };
}

function resourceInput(of: LakeFormationResource, CatalogId: string): LakeFormationResourceInput {
  switch (of.kind) {
    case 'catalog':
      return { Catalog: {} };
    case 'database':
      return { Database: { CatalogId, Name: of.database } };
    case 'table':
      return { Table: { CatalogId, DatabaseName: of.database, Name: of.table } };
    case 'allTables':
      return { Table: { CatalogId, DatabaseName: of.database, TableWildcard: {} } };
    default:
      return { DataLocation: { CatalogId, ResourceArn: of.locationArn } };
  }
}

/** What a grant is called in a template. It follows from the grant alone: nothing else moves if one is added. */
export function nameGrant({ principalArn, resource: of }: Grant): string {
  const { kind, ...members } = of;
  const names = Object.values(members);
  const words = names.flatMap((name) => name.split(/[^A-Za-z0-9]+/)).map(pascalCase);
  const role = nameInArn(principalArn).replace(/[^A-Za-z0-9]/g, '');
  return `${role}${pascalCase(kind)}${words.join('').slice(0, 100)}${hashOf(JSON.stringify([principalArn, of]))}`;
}

/** FNV-1a: names that differ only in characters that a format does not have stay apart. */
function hashOf(value: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < value.length; index += 1) {
    hash = Math.imul(hash ^ value.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
}

/** Who runs it and what it takes, in every format. */
export const WHO_GRANTS =
  'Permissions in AWS Lake Formation for the roles of Upsolver. A data lake administrator deploys it, because only ' +
  'Lake Formation itself can grant them. They matter for databases and tables on which IAM_ALLOWED_PRINCIPALS has no ' +
  'permission: where that group still has Super, IAM alone decides. Tables and data locations have to exist.';
