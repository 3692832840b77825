import { ACTION_CATALOG } from '../../aws/actions/built-in.js';
import { attempt } from '../../core/attempt.js';
import { asError, InvalidInputError, type Issue } from '../../core/issue.js';
import { diffToMarkdown } from '../../review/diff/diff-markdown.js';
import { diffPolicies, diffRoles } from '../../review/diff/diff-roles.js';
import { diffFindings, diffToSarif, unreadFindings } from '../../review/diff/diff-sarif.js';
import type { AccessDiff } from '../../review/diff/diff.js';
import { explainDiff } from '../../review/diff/explain-diff.js';
import type { DiffRoles } from '../../review/diff/read-roles.js';
import { headingOf } from '../../review/diff/words.js';
import { defineCommand, eitherOf, oneOfList, repeated } from '../command.js';
import {
  alignSides,
  BUILT_IN_SIDES,
  isBuiltIn,
  readSide,
  withExamples,
  type RolesSide,
  type SideOfDiff,
  type SidesOfDiff,
} from '../diff-sides.js';
import { diffTable, markVerdict, TABLE_COLUMNS } from '../diff-table.js';
import { formatPlace, nameOfFile } from '../input/file-problem.js';
import { assertReadOnce } from '../input/open-input.js';
import { readSettings } from '../key-values.js';
import { assertOneKind } from '../policy-files.js';
import { addRoleOptions, type RoleOptions } from '../role-options.js';
import type { Style } from '../style.js';
import { VERSION } from '../version.js';

type Options = RoleOptions & { role?: string; parameter?: string[]; explain?: boolean; failOn?: string };

/** What `--fail-on` can name, and when it fails. What could not be compared may be any of these. */
const FAILS = {
  new: ({ gained, isUndecided }) => gained > 0 || isUndecided,
  lost: ({ lost, isUndecided }) => lost > 0 || isUndecided,
  any: ({ gained, lost, isUndecided }) => gained + lost > 0 || isUndecided,
  never: () => false,
} satisfies Record<string, (diff: AccessDiff) => boolean>;
type FailOn = keyof typeof FAILS;
const FAIL_ON = Object.keys(FAILS) as FailOn[];

export default defineCommand<[string, string], Options>({
  description:
    'Lists every difference in access between two versions of policies or roles, by role and service, worst access ' +
    'level first. Compares what is allowed, not how it is written. A side is a policy, output of the AWS CLI, a ' +
    'CloudFormation template in JSON or YAML, the output of `terraform show -json`, or the export of an account; ' +
    '`page` stands for the roles that Upsolver documents, and `page+scope` for the same with --scope.',
  examples: [
    'upsolver-iam diff old.json new.json',
    'upsolver-iam diff page page+scope --mode private-vpc \\\n' +
      '      --scope withoutPolicyReads,region --account 444455556666',
    'upsolver-iam diff export.json template.yaml --role UpsolverServerRole \\\n      --explain',
  ],
  declare: (command) =>
    addRoleOptions(
      command
        .argument('<OLD>', `Old version: a file, \`-\` for standard input, or ${eitherOf(BUILT_IN_SIDES)}`)
        .argument('<NEW>', 'New version, in one of the same forms'),
      `for ${BUILT_IN_SIDES.join(' and ')}`,
    )
      .option('--role <name>', 'Compare this role only')
      .option('--parameter <name=value>', 'Parameter of a CloudFormation template. Repeat it for several', repeated)
      .option('--explain', 'Print an example request for each difference')
      .option('--fail-on <difference>', `Exit with 1 for access that is ${eitherOf(FAIL_ON)} (default: new)`),
  formats: ['text', 'json', 'markdown', 'sarif', 'github', 'junit'],
  exitStatus: {
    0: 'no new access',
    1: 'new access, or something could not be compared',
    2: 'invalid input',
  },
  run: ([oldName, newName], { failOn = 'new', role, parameter = [], explain = false, ...options }, terminal) => {
    const [condition] = oneOfList('failOn', 'difference', [failOn], FAIL_ON) as [FailOn];
    const names = [oldName, newName];
    assertReadOnce(names.filter((name) => !isBuiltIn(name)));
    const given = { ...options, parameters: readSettings(parameter, 'parameter') };
    const chosen = names.every(isBuiltIn) ? withExamples(given) : given;
    const aligned = alignSides(
      readAll(names, (name) => readSide(name, chosen, terminal)),
      role,
    );
    const diff = diffSides(aligned);
    const notes = [...new Set(aligned.sides.flatMap((side) => side.notes))];
    return {
      exitCode: FAILS[condition](diff) ? 1 : 0,
      text: (style) => formatDiff(diff, { names, notes, explain }, style),
      report: { old: oldName, new: newName, ...diff, ...(notes.length > 0 && { notes }) },
      markdown: () => [diffToMarkdown(diff).trimEnd(), ...notes].join('\n\n'),
      sarif: () => diffToSarif(diff, VERSION),
      checks: [
        ...diff.roles.map((each) => ({ name: headingOf(each), findings: diffFindings(each) })),
        ...(diff.unread === undefined ? [] : [{ name: newName, findings: unreadFindings(diff) }]),
      ],
    };
  },
});

/** @throws {InvalidInputError} With the problems of both sides. */
function readAll(names: readonly string[], read: (name: string) => SideOfDiff): [SideOfDiff, SideOfDiff] {
  const problems: Issue[] = [];
  const sides = names.flatMap((name) => {
    const side = attempt(InvalidInputError, () => read(name));
    if (!(side instanceof InvalidInputError)) return [side];
    problems.push(...side.issues.map(asError));
    return [];
  });
  if (problems.length > 0) throw new InvalidInputError(problems);
  return sides as [SideOfDiff, SideOfDiff];
}

function diffSides(aligned: SidesOfDiff): AccessDiff {
  const options = { catalog: ACTION_CATALOG };
  if (aligned.kind === 'policies') {
    const [old, next] = aligned.sides;
    assertOneKind([old, next].map(({ name, policyKind }) => ({ file: name, kind: policyKind })));
    return diffPolicies(old.document, next.document, options);
  }
  const [old, next] = aligned.sides;
  return diffRoles(withFile(old), withFile(next), options);
}

/** The roles of a side, and what was not read of its file. */
function withFile({ name, roles, issues }: RolesSide): DiffRoles {
  const file = formatPlace({ file: nameOfFile(name) });
  return { roles, issues: issues.map((issue) => ({ ...issue, file })) };
}

function formatDiff(
  diff: AccessDiff,
  {
    names: [oldName, newName],
    notes,
    explain,
  }: { names: readonly string[]; notes: readonly string[]; explain: boolean },
  style: Style,
): string {
  const heading = style.dim(`Old: ${oldName}\nNew: ${newName}`);
  const isTable = !explain && style.columns !== Infinity && style.columns >= TABLE_COLUMNS;
  const [, ...roles] = explainDiff(diff, { examples: explain }).split('\n\n');
  const body = isTable ? diffTable(diff, style) : style.wrap([markVerdict(diff, style), ...roles].join('\n\n'));
  return [style.wrap(heading), body, ...notes.map((note) => style.wrap(note))].join('\n\n');
}
