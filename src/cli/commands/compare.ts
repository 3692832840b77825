import {
  compareAccess,
  newAccess,
  type AccessComparison,
  type NewAccess,
  type Relation,
} from '../../iam/compare/compare.js';
import type { AnyPolicy } from '../../iam/document.js';
import { explainComparison, explainNewAccess } from '../../iam/explain.js';
import { defineCommand, eitherOf, oneOfList } from '../command.js';
import type { CheckFinding } from '../output/check.js';
import { KIND_OPTION, readPolicyFiles, type KindOption } from '../policy-files.js';
import type { Style, Tone } from '../style.js';

type Options = KindOption & { new?: boolean; failOn?: string };

/** What `--fail-on` can name, with the relations of the new policy to the old one that pass. */
const PASSING = {
  new: ['equivalent', 'narrower'],
  lost: ['equivalent', 'broader'],
  any: ['equivalent'],
  never: ['equivalent', 'narrower', 'broader', 'incomparable', 'unknown'],
} satisfies Record<string, Relation[]>;
const FAIL_ON = Object.keys(PASSING) as (keyof typeof PASSING)[];

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
  formats: ['text', 'json', 'markdown', 'github', 'junit'],
  exitStatus: {
    0: 'the new policy grants no more',
    1: 'it grants more, or that cannot be decided',
    2: 'invalid input',
  },
  run: ([oldFile, newFile], { kind, new: isList, failOn = 'new' }, terminal) => {
    const [condition] = oneOfList('failOn', 'difference', [failOn], FAIL_ON) as [keyof typeof PASSING];
    const [old, proposed] = readPolicyFiles([oldFile, newFile], kind, terminal) as [AnyPolicy, AnyPolicy];
    const comparison = compareAccess(proposed, old);
    const relations = [comparison, ...(comparison.readings ?? [])].map(({ relation }) => relation);
    const passes = relations.every((each) => (PASSING[condition] as Relation[]).includes(each));
    const found = newAccess(old, proposed);
    const text = (style: Style): string => {
      const heading = `Old: ${oldFile}\nNew: ${newFile}`;
      const body = isList ? explainNewAccess(found) : explainComparison(comparison, { a: newFile, b: oldFile });
      return style.wrap([style.dim(heading), markFirst(body, passes, comparison.relation, style)].join('\n\n'));
    };
    return {
      exitCode: passes ? 0 : 1,
      text,
      data: isList ? found : toData(comparison, oldFile, newFile),
      checks: [{ name: newFile, findings: findingsOf(found, comparison.relation, oldFile, newFile) }],
    };
  },
});

function markFirst(text: string, passes: boolean, relation: Relation, style: Style): string {
  const tone: Tone = passes ? 'good' : relation === 'unknown' ? 'unknown' : 'bad';
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

function findingsOf(found: readonly NewAccess[], relation: Relation, oldFile: string, newFile: string): CheckFinding[] {
  const listed = found.map((each): CheckFinding => ({
    level: 'error',
    code: 'newAccess',
    file: newFile,
    message: explainNewAccess([each])
      .split('\n')
      .map((line) => line.trim())
      .join('; '),
  }));
  if (listed.length > 0 || relation === 'equivalent' || relation === 'narrower') return listed;
  return [{ level: 'error', code: 'undecided', file: newFile, message: `cannot be compared with ${oldFile}` }];
}
