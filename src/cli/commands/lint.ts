import { formatIssue, type Issue } from '../../core/issue.js';
import { defineCommand, eitherOf, oneOfList } from '../command.js';
import type { Check } from '../output/check.js';
import { KIND_OPTION, parsePolicyText, type KindOption } from '../policy-files.js';
import type { Style } from '../style.js';

type Options = KindOption & { strict?: boolean; failOn?: string };
type Linted = { file: string; issues: Issue[] };

const FAIL_ON = ['error', 'warning', 'never'] as const;

export default defineCommand<[string[]], Options>({
  description:
    'Lists what IAM rejects in policies (errors), and what IAM accepts although it has no effect or is dangerous ' +
    '(warnings). Does not check that actions and resources exist.',
  examples: ['upsolver-iam lint policy.json', 'upsolver-iam lint trust.json --kind trust --fail-on warning'],
  declare: (command) =>
    command
      .argument('<POLICY.json...>', 'Policy documents; `-` is standard input')
      .option(...KIND_OPTION)
      .option('--fail-on <severity>', `Exit with 1 for ${eitherOf(FAIL_ON)} (default: error)`)
      .option('--strict', 'Short for --fail-on warning'),
  formats: ['text', 'json', 'markdown', 'github', 'junit'],
  exitStatus: { 0: 'no error', 1: 'an error (--fail-on warning: or a warning)', 2: 'invalid usage' },
  run: ([files], { kind, strict, failOn = strict ? 'warning' : 'error' }, terminal) => {
    const [limit] = oneOfList('failOn', 'severity', [failOn], FAIL_ON);
    const linted = files.map((file): Linted => {
      const result = parsePolicyText(terminal.read(file), kind);
      return { file, issues: result.success ? result.warnings : result.issues };
    });
    const all = linted.flatMap(({ issues }) => issues);
    const counted = limit === 'error' ? all.filter(({ severity }) => severity === 'error') : all;
    return {
      exitCode: limit === 'never' || counted.length === 0 ? 0 : 1,
      text: (style) => linted.map((each) => formatLinted(each, style)).join('\n'),
      data: linted.flatMap(({ file, issues }) => issues.map((issue) => ({ file, ...issue }))),
      checks: linted.map(toCheck),
    };
  },
});

function formatLinted({ file, issues }: Linted, style: Style): string {
  if (issues.length === 0) return `${file}: ${style.mark('good', 'OK')} (no errors, no warnings)`;
  return issues
    .map((issue) => {
      const tone = issue.severity === 'error' ? 'bad' : 'warning';
      return style.wrap(`${file}: ${style.mark(tone, issue.severity)} ${issue.code}: ${formatIssue(issue)}`);
    })
    .join('\n');
}

function toCheck({ file, issues }: Linted): Check {
  return {
    name: file,
    findings: issues.map((issue) => {
      const { severity: level, code, position, ...rest } = issue;
      return { level, code, file, ...(position && { position }), message: formatIssue({ code, ...rest }) };
    }),
  };
}
