import type { Immutable } from '../../core/immutable.js';
import type { LakeFormationPermission, LakeFormationResource } from '../../upsolver/catalogue/lake-formation.js';
import type { LakeFormationGrant } from '../../upsolver/roles/lake-formation-grants.js';
import { readLakeFormationGrants, WHO_GRANTS, type Grant } from '../lake-formation.js';
import { cliCommand } from './script.js';

/* The types are assignable to those of @aws-sdk/client-lakeformation, which need not be installed. */

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

/** The input of one call of `BatchGrantPermissions`. */
export type BatchGrantPermissionsInput = { CatalogId: string; Entries: BatchPermissionsEntry[] };

/** The most entries of a call. Source: AWS Lake Formation API Reference, BatchGrantPermissions. */
const MAX_ENTRIES = 20;

/**
 * Returns the inputs of `BatchGrantPermissions` that grant everything, with at most 20 entries in each. It never calls
 * AWS.
 *
 * The call succeeds even if it has granted nothing: its answer lists the entries that failed as `Failures`. Whoever
 * sends the inputs must be a data lake administrator.
 *
 * @param grants What `lakeFormationGrants` returned.
 * @returns Inputs for `BatchGrantPermissionsCommand` of `@aws-sdk/client-lakeformation`, in the order of the grants.
 * @throws {InvalidInputError} If `grants` is not a list of grants, or is empty.
 *
 * @example
 * toBatchGrantPermissionsInputs(grants)[0]?.Entries[0]?.Permissions; // ['DESCRIBE']
 *
 * Source: AWS Lake Formation API Reference, BatchGrantPermissions.
 */
export function toBatchGrantPermissionsInputs(
  grants: readonly Immutable<LakeFormationGrant>[],
): BatchGrantPermissionsInput[] {
  const byCatalog = new Map<string, Grant[]>();
  for (const grant of readLakeFormationGrants(grants)) {
    byCatalog.set(grant.catalogId, [...(byCatalog.get(grant.catalogId) ?? []), grant]);
  }
  return [...byCatalog].flatMap(([CatalogId, all]) =>
    Array.from({ length: Math.ceil(all.length / MAX_ENTRIES) }, (_, batch) => ({
      CatalogId,
      Entries: all.slice(batch * MAX_ENTRIES, (batch + 1) * MAX_ENTRIES).map(toEntry),
    })),
  );
}

function toEntry({ principalArn, catalogId, resource, permissions }: Grant, index: number): BatchPermissionsEntry {
  return {
    Id: String(index + 1),
    Principal: { DataLakePrincipalIdentifier: principalArn },
    Resource: resourceInput(resource, catalogId),
    Permissions: [...permissions],
    PermissionsWithGrantOption: [],
  };
}

function resourceInput(resource: LakeFormationResource, CatalogId: string): LakeFormationResourceInput {
  switch (resource.kind) {
    case 'catalog':
      return { Catalog: {} };
    case 'database':
      return { Database: { CatalogId, Name: resource.database } };
    case 'table':
      return { Table: { CatalogId, DatabaseName: resource.database, Name: resource.table } };
    case 'allTables':
      return { Table: { CatalogId, DatabaseName: resource.database, TableWildcard: {} } };
    default:
      return { DataLocation: { CatalogId, ResourceArn: resource.locationArn } };
  }
}

/**
 * Renders a POSIX shell script that grants permissions in Lake Formation with the AWS CLI. It exits with 1 if a call
 * fails or its answer is anything but an empty list of failures, and sends no further calls.
 *
 * @param grants What `lakeFormationGrants` returned.
 * @returns The script. Every argument is quoted, whatever it contains.
 * @throws {InvalidInputError} If `grants` is not a list of grants, or is empty.
 *
 * @example
 * toLakeFormationScript(grants).split('\n')[0]; // '#!/bin/sh'
 *
 * Source: AWS CLI Command Reference, lakeformation batch-grant-permissions; POSIX, "Shell Command Language".
 */
export function toLakeFormationScript(grants: readonly Immutable<LakeFormationGrant>[]): string {
  const calls = toBatchGrantPermissionsInputs(grants).map((input) => {
    const command = cliCommand({ operation: 'BatchGrantPermissions', input }, 'lakeformation');
    return `\nanswer=$(${command} \\\n  --output json)\nassert_granted "$answer"`;
  });
  return [
    '#!/bin/sh',
    ...WHO_GRANTS.split('. ').map((sentence) => `# ${sentence.replace(/\.$/, '')}.`),
    'set -eu',
    '',
    '# The call succeeds even if it has granted nothing: only an empty list of failures means success.',
    'assert_granted() {',
    `  case $(printf '%s' "$1" | tr -d ' \\t\\r\\n') in`,
    `    '' | '{}' | '{"Failures":[]}') ;;`,
    `    *)`,
    `      printf 'not granted: %s\\n' "$1" >&2`,
    '      exit 1',
    '      ;;',
    '  esac',
    '}',
    ...calls,
    '',
  ].join('\n');
}
