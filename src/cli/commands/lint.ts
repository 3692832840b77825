import { formatIssue } from '../../core/issue.js';
import { defineCommand } from '../command.js';
import { formatForPeople, formatPlace, nameOfFile, type LocatedIssue } from '../input/file-problem.js';
import { KIND_OPTION, readPolicyReports, type KindOption, type PolicyFile } from '../policy-files.js';

type Options = KindOption & { strict?: boolean; json?: boolean };

export const addLintCommand = defineCommand<[string[]], Options>({
  name: 'lint',
  usage: '<POLICY.json...>',
  summary: 'Lists errors and warnings of policies',
  description:
    'Lists what IAM rejects in a policy (errors), and what IAM accepts although it has no effect or is dangerous ' +
    '(warnings). Does not check that actions and resources exist, or that the policy is within the size quotas of IAM.',
  declare: (command) =>
    command
      .argument('<POLICY.json...>', 'Policy documents; `-` is standard input')
      .option(...KIND_OPTION)
      .option('--strict', 'Exit with 1 for warnings as well')
      .option('--json', 'Print JSON'),
  exitStatus: { 0: 'no error', 1: 'error (--strict: or warning)', 2: 'invalid input' },
  examples: ['upsolver-iam lint policy.json', 'upsolver-iam lint trust.json --kind trust --strict'],
  run: ([files], { kind, strict, json }, terminal) => {
    const policies = readPolicyReports(files, kind, terminal);
    const isBad = policies.some(({ document, issues }) => document === undefined || (strict && issues.length > 0));
    const data = policies.flatMap(({ issues }) => issues);
    return { json, data, text: () => formatPolicies(policies, data), exitCode: isBad ? 1 : 0 };
  },
});

function formatPolicies(policies: readonly PolicyFile[], issues: readonly LocatedIssue[]): string {
  const good = policies.filter((policy) => policy.issues.length === 0);
  return [
    ...formatForPeople(issues, formatFinding),
    ...good.map(({ file }) => `${formatPlace({ file: nameOfFile(file) })}: OK (no errors, no warnings)`),
  ].join('\n');
}

function formatFinding(issue: LocatedIssue): string {
  const { position: _position, ...rest } = issue;
  return `${formatPlace(issue)}: ${issue.severity} ${issue.code}: ${formatIssue(rest)}`;
}
