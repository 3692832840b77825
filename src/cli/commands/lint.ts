import { formatIssue, type Issue } from '../../core/issue.js';
import { defineCommand } from '../command.js';
import { KIND_OPTION, parsePolicyText, type KindOption } from '../policy-files.js';

type Options = KindOption & { strict?: boolean; json?: boolean };

export const addLintCommand = defineCommand<[string], Options>({
  name: 'lint',
  usage: '<POLICY.json>',
  summary: 'Lists errors and warnings of a policy',
  description:
    'Lists what IAM rejects in a policy (errors), and what IAM accepts although it has no effect or is dangerous ' +
    '(warnings). Does not check that actions and resources exist, or that the policy is within the size quotas of IAM.',
  declare: (command) =>
    command
      .argument('<POLICY.json>', 'Policy document; `-` is standard input')
      .option(...KIND_OPTION)
      .option('--strict', 'Exit with 1 for warnings as well')
      .option('--json', 'Print JSON'),
  exitStatus: { 0: 'no error', 1: 'error (--strict: or warning)', 2: 'invalid usage' },
  examples: ['upsolver-iam lint policy.json', 'upsolver-iam lint trust.json --kind trust --strict'],
  run: ([file], { kind, strict, json }, terminal) => {
    const result = parsePolicyText(terminal.read(file), kind);
    const issues = result.success ? result.warnings : result.issues;
    const isBad = strict ? issues.length > 0 : !result.success;
    return { json, data: issues, text: () => formatIssues(file, issues), exitCode: isBad ? 1 : 0 };
  },
});

function formatIssues(file: string, issues: readonly Issue[]): string {
  if (issues.length === 0) return `${file}: OK (no errors, no warnings)`;
  return issues.map((issue) => `${file}: ${issue.severity} ${issue.code}: ${formatIssue(issue)}`).join('\n');
}
