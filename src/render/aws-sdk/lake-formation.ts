import { groupBy } from '../../core/group-by.js';
import type { Immutable } from '../../core/immutable.js';
import type { LakeFormationGrant } from '../../upsolver/roles/lake-formation-grants.js';
import { grantInput, readLakeFormationGrants, WHO_GRANTS, type BatchPermissionsEntry } from '../lake-formation.js';
import { cliCommand } from './script.js';

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
  return groupBy(readLakeFormationGrants(grants), ({ catalogId }) => catalogId).flatMap((all) =>
    Array.from({ length: Math.ceil(all.length / MAX_ENTRIES) }, (_, batch) => ({
      CatalogId: all[0].catalogId,
      Entries: all
        .slice(batch * MAX_ENTRIES, (batch + 1) * MAX_ENTRIES)
        .map((grant, index) => ({ Id: String(index + 1), ...grantInput(grant) })),
    })),
  );
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
