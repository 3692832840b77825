import { ACTION_CATALOG } from '../../aws/actions/built-in.js';
import { compareAccess, type AccessComparison, type Relation } from '../../iam/compare/compare.js';
import { newAccess, type NewAccess } from '../../iam/compare/new-access.js';
import type { AnyPolicy } from '../../iam/document.js';
import { explainComparison, explainNewAccess } from '../../iam/explain.js';
import { diffRule, type DiffFindingCode } from '../../review/diff/diff-sarif.js';
import { defineCommand, eitherOf, oneOfList } from '../command.js';
import type { Check, CheckFinding } from '../output/check.js';
import { checksToSarif } from '../output/sarif.js';
import { KIND_OPTION, readComparablePolicies, type KindOption } from '../policy-files.js';
import type { Style, Tone } from '../style.js';

type Options = KindOption & { new?: boolean; failOn?: string };

/** What `--fail-on` can name, with the relations of the new policy to the old one that pass. */
const PASSING = {
  new: ['equivalent', 'narrower'],
  lost: ['equivalent', 'broader'],
  any: ['equivalent'],
  never: ['equivalent', 'narrower', 'broader', 'incomparable', 'unknown'],
} satisfies Record<string, Relation[]>;
type FailOn = keyof typeof PASSING;
const FAIL_ON = Object.keys(PASSING) as FailOn[];

export default defineCommand<[string, string], Options>({
  description:
    'Checks whether a new policy grants more access than an old one. Compares what the policies allow, not how they ' +
    'are written, and prints an example request for each difference. The old policy comes first, as in every diff.',
  examples: ['upsolver-iam compare old.json new.json', 'upsolver-iam compare old.json new.json --new --json'],
  declare: (command) =>
    command
      .argument('<OLD.json>', 'Old policy; `-` is standard input')
      .argument('<NEW.json>', 'New policy; `-` is standard input')
      .option(...KIND_OPTION)
      .option('--new', 'List the access that only the new policy grants, statement by statement')
      .option('--fail-on <difference>', `Exit with 1 for access that is ${eitherOf(FAIL_ON)} (default: new)`),
  formats: ['text', 'json', 'markdown', 'sarif', 'github', 'junit'],
  exitStatus: {
    0: 'the new policy grants no more',
    1: 'it grants more, or the comparison is undecided',
    2: 'invalid input',
  },
  run: ([oldFile, newFile], { kind, new: isList, failOn = 'new' }, terminal) => {
    const [condition] = oneOfList('failOn', 'difference', [failOn], FAIL_ON) as [FailOn];
    const [old, proposed] = readComparablePolicies([oldFile, newFile], kind, terminal) as [AnyPolicy, AnyPolicy];
    const comparison = compareAccess(proposed, old, { catalog: ACTION_CATALOG });
    const relations = [comparison, ...(comparison.readings ?? [])].map(({ relation }) => relation);
    const passes = relations.every((each) => (PASSING[condition] as Relation[]).includes(each));
    const found = newAccess(old, proposed, { catalog: ACTION_CATALOG });
    const text = (style: Style): string => {
      const heading = `Old: ${oldFile}\nNew: ${newFile}`;
      const body = isList ? explainNewAccess(found) : explainComparison(comparison, { a: newFile, b: oldFile });
      const marked = markFirst(body, toneOf(comparison, passes), style);
      return style.wrap([style.dim(heading), marked].join('\n\n'));
    };
    const checks: Check[] = [
      {
        name: newFile,
        findings: findingsOf(condition, found, () => newAccess(proposed, old, { catalog: ACTION_CATALOG }), newFile),
      },
    ];
    return {
      exitCode: passes ? 0 : 1,
      text,
      report: isList ? { newAccess: found } : toData(comparison, oldFile, newFile),
      checks,
      sarif: () => checksToSarif(checks, (code) => diffRule(code as DiffFindingCode)),
    };
  },
});

/** Access that only the new policy grants is never marked as good, whatever the exit status counts. */
function toneOf({ relation, readings = [] }: AccessComparison, passes: boolean): Tone {
  if (relation === 'unknown') return 'unknown';
  const grantsNoMore = [relation, ...readings.map((each) => each.relation)].every((each) =>
    (PASSING.new as Relation[]).includes(each),
  );
  if (!passes) return 'bad';
  return grantsNoMore ? 'good' : 'warning';
}

function markFirst(text: string, tone: Tone, style: Style): string {
  const [first = '', ...rest] = text.split('\n');
  return [style.mark(tone, first), ...rest].join('\n');
}

/** The comparison with the files in place of A and B: `relation` is that of the new policy to the old one. */
function toData(comparison: AccessComparison, oldFile: string, newFile: string): object {
  const { readings, ...found } = comparison;
  return {
    old: oldFile,
    new: newFile,
    ...rename(found),
    ...(readings && { readings: readings.map(({ reading, ...each }) => ({ reading, ...rename(each) })) }),
  };
}

function rename({ relation, onlyInA, onlyInB, unknown }: Omit<AccessComparison, 'readings'>): object {
  return {
    relation,
    ...(onlyInA && { onlyInNew: onlyInA }),
    ...(onlyInB && { onlyInOld: onlyInB }),
    ...(unknown && { unknown: unknown.map((each) => ({ ...each, of: each.of === 'a' ? 'new' : 'old' })) }),
  };
}

/** The findings for a condition of `--fail-on`: access that only the new policy grants, or only the old one. */
function findingsOf(
  condition: FailOn,
  gained: readonly NewAccess[],
  findLost: () => readonly NewAccess[],
  newFile: string,
): CheckFinding[] {
  const level = condition === 'never' ? 'note' : 'error';
  const list = (code: string, found: readonly NewAccess[]): CheckFinding[] =>
    found.map((each) => ({ level, code, file: newFile, id: idOf(each), message: messageOf(code, each) }));
  return [
    ...(condition === 'lost' ? [] : list('newAccess', gained)),
    ...(condition === 'lost' || condition === 'any' ? list('lostAccess', findLost()) : []),
  ];
}

function idOf({ policy, statement, reading }: NewAccess): string {
  return JSON.stringify([policy, statement, reading]);
}

function messageOf(code: string, each: NewAccess): string {
  const lines = explainNewAccess([each]).split('\n');
  const text = lines.map((line) => line.trim().replace(/ {2,}/, ' ')).join('; ');
  return code === 'newAccess' ? text : text.replace('New access, granted by', 'Lost access, granted before by');
}
