import { formatIssue, type IssueCode } from '../../core/issue.js';
import { defineCommand, eitherOf, oneOfList } from '../command.js';
import { formatForPeople, formatPlace, nameOfFile, type LocatedIssue } from '../input/file-problem.js';
import type { Check } from '../output/check.js';
import { issueRule } from '../output/issue-rule.js';
import { checksToSarif } from '../output/sarif.js';
import { KIND_OPTION, readPolicyReports, type KindOption, type PolicyFile } from '../policy-files.js';
import type { Style } from '../style.js';

type Options = KindOption & { strict?: boolean; failOn?: string };
const FAIL_ON = ['error', 'warning', 'never'] as const;

export default defineCommand<[string[]], Options>({
  description:
    'Lists what IAM rejects in policies (errors), and what IAM accepts but has no effect or is dangerous (warnings). ' +
    'Does not check that actions and resources exist.',
  examples: ['upsolver-iam lint policy.json', 'upsolver-iam lint trust.json --kind trust --fail-on warning'],
  declare: (command) =>
    command
      .argument('<POLICY.json...>', 'Policy documents; `-` is standard input')
      .option(...KIND_OPTION)
      .option('--fail-on <severity>', `Exit with 1 for ${eitherOf(FAIL_ON)} (default: error)`)
      .option('--strict', 'Short for --fail-on warning'),
  formats: ['text', 'json', 'markdown', 'sarif', 'github', 'junit'],
  exitStatus: { 0: 'no error', 1: 'an error; with --fail-on warning, also a warning', 2: 'invalid input' },
  run: ([files], { kind, strict, failOn = strict ? 'warning' : 'error' }, terminal) => {
    const [limit] = oneOfList('failOn', 'severity', [failOn], FAIL_ON);
    const policies = readPolicyReports(files, kind, terminal);
    const all = policies.flatMap(({ issues }) => issues);
    const counted = limit === 'error' ? all.filter(({ severity }) => severity === 'error') : all;
    return {
      exitCode: limit === 'never' || counted.length === 0 ? 0 : 1,
      text: (style) => style.wrap(formatPolicies(policies, all, style)),
      report: { issues: all },
      checks: policies.map(toCheck),
      sarif: () => checksToSarif(policies.map(toCheck), (code) => issueRule(code as IssueCode)),
    };
  },
});

function formatPolicies(policies: readonly PolicyFile[], issues: readonly LocatedIssue[], style: Style): string {
  const good = policies.filter((policy) => policy.issues.length === 0);
  return [
    ...formatForPeople(issues, (issue) => formatFinding(issue, style)),
    ...good.map(({ file }) => `${nameOf(file)}: ${style.mark('good', 'OK')} (no errors, no warnings)`),
  ].join('\n');
}

function formatFinding(issue: LocatedIssue, style: Style): string {
  const { position: _position, file: _file, severity, code, ...rest } = issue;
  const mark = style.mark(severity === 'error' ? 'bad' : 'warning', severity);
  return `${formatPlace(issue)}: ${mark} ${code}: ${formatIssue({ code, ...rest })}`;
}

function nameOf(file: string): string {
  return formatPlace({ file: nameOfFile(file) });
}

function toCheck({ file, issues }: PolicyFile): Check {
  return {
    name: nameOf(file),
    findings: issues.map(({ severity: level, code, position, file: place, ...rest }) => ({
      level,
      code,
      file: place,
      ...(position && { position }),
      id: rest.path.join('.'),
      message: formatIssue({ code, ...rest }),
    })),
  };
}
