import type { Issue } from '../core/issue.js';
import { kebabCase } from '../core/words.js';

/** Parameters whose name on the command line is not their own name in kebab case. */
const typedNames = new Map<unknown, string>([
  ['roleName', '<role>'],
  ['trustedAccountId', '--trusted-account'],
  ['permissionsBoundaryArn', '--boundary'],
  ['tags', '--tag'],
  ['scope.accountId', '--account'],
  ['scope.vpcId', '--vpc'],
  ['athena.accountId', '--account'],
  ['athena.databases', '--read-tables, --write-tables'],
  ['athena.results', '--query-results'],
  ['athena.workgroup', '--workgroup'],
  ['athena.catalogKey', '--catalog-key'],
  ['athena.dataLocations', '--data-locations'],
]);

/**
 * Returns the issue under the name by which the parameter is given on the command line: `--org-id` for `orgId`.
 *
 * @param command The command that was called; a mode is an argument of `roles` only.
 */
export function nameAsTyped(issue: Issue, command: string | undefined): Issue {
  const path = issue.path[0] === 'options' ? issue.path.slice(1) : issue.path;
  const [name, ...rest] = path;
  // Options and variables are named as they are typed.
  if (name === undefined || /^(?:--|UPSOLVER_)/.test(String(name))) return issue;
  // What is inside such a parameter is part of the text of its option.
  const nameOfPath = typedNames.get(path.slice(0, 2).join('.'));
  if (nameOfPath !== undefined) return { ...issue, path: [nameOfPath] };
  const argument = name === 'mode' && command === 'roles' ? '<mode>' : undefined;
  return { ...issue, path: [argument ?? typedNames.get(name) ?? `--${kebabCase(String(name))}`, ...rest] };
}
