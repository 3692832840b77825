import type { Immutable } from '../../core/immutable.js';
import { kebabCase } from '../../core/words.js';
import type { DeployableRole } from '../../upsolver/roles/deployable-role.js';
import { toAwsSdkInputs } from './inputs.js';

/**
 * Renders a POSIX shell script that creates roles with the AWS CLI. It stops at the first call that fails. An existing
 * role is such a failure: nothing is overwritten.
 *
 * @param roles What `buildRoles` returned.
 * @returns The script. Every argument is quoted, whatever it contains.
 * @throws {InvalidInputError} If `roles` is not a list of roles, or a role still contains the placeholder
 *   `UPSOLVER_ORG_ID`.
 *
 * @example
 * toAwsCliScript(buildRoles('upsolver-vpc', parameters)).split('\n')[0]; // '#!/bin/sh'
 *
 * Source: AWS CLI Command Reference, iam; POSIX, "Shell Command Language".
 */
export function toAwsCliScript(roles: readonly Immutable<DeployableRole>[]): string {
  const calls = toAwsSdkInputs(roles);
  const names = roles.map(({ role }) => role).join(' and ');
  return [
    '#!/bin/sh',
    `# Creates ${names} with the AWS CLI, in the account of the current credentials.`,
    'set -eu',
    ...calls.map((call) => `\n${cliCommand(call)}`),
    '',
  ].join('\n');
}

/** A call of AWS as a command of the AWS CLI. */
export function cliCommand({ operation, input }: { operation: string; input: object }, service = 'iam'): string {
  const name = kebabCase(operation);
  const options = Object.entries(input).map(
    ([option, value]: [string, unknown]) => [kebabCase(option), optionText(value)] as const,
  );
  // The command would read these as another option, or as a location to load; version 1 also loads from the web.
  const isMisread = options.some(([, text]) => /^(?:-|(?:fileb?|https?):\/\/)/.test(text));
  const lines = isMisread
    ? [`--cli-input-json ${quoteArgument(JSON.stringify(input))}`]
    : options.map(([option, text]) => `--${option} ${quoteArgument(text)}`);
  return [`aws ${service} ${name}`, ...lines].join(' \\\n  ');
}

function optionText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value);
}

/** A string as one argument of a POSIX shell, whatever it contains. */
export function quoteArgument(value: string): string {
  return `'${value.replaceAll("'", String.raw`'\''`)}'`;
}
