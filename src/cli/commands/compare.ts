import { compareAccess, newAccess, type RelationFound } from '../../iam/compare/compare.js';
import type { AnyPolicy } from '../../iam/document.js';
import { explainComparison, explainNewAccess } from '../../iam/explain.js';
import { defineCommand } from '../command.js';
import { KIND_OPTION, readComparablePolicies, type KindOption } from '../policy-files.js';
import type { Outcome } from '../terminal.js';

type Options = KindOption & { json?: boolean; new?: boolean };

export const addCompareCommand = defineCommand<[string, string], Options>({
  name: 'compare',
  usage: '<A.json> <B.json>',
  summary: 'Checks whether one policy grants more than another',
  description:
    'Checks whether policy A grants more access than policy B. Compares what the policies allow, not how they are ' +
    'written, and prints an example request for each difference. A is the proposed policy, B the existing one.',
  declare: (command) =>
    command
      .argument('<A.json>', 'Proposed policy; `-` is standard input')
      .argument('<B.json>', 'Existing policy; `-` is standard input')
      .option(...KIND_OPTION)
      .option('--new', 'List the access that A grants and B does not, statement by statement')
      .option('--json', 'Print JSON'),
  exitStatus: { 0: 'no new access', 1: 'new access or undecided', 2: 'invalid input' },
  examples: [
    'upsolver-iam compare proposed.json existing.json',
    'upsolver-iam compare proposed.json existing.json --new --json',
  ],
  run: (files, { kind, json, new: isNew }, terminal) => {
    const [a, b] = readComparablePolicies(files, kind, terminal) as [AnyPolicy, AnyPolicy];
    return { json, ...(isNew ? listNewAccess(a, b) : compare(a, b, files)) };
  },
});

function listNewAccess(a: AnyPolicy, b: AnyPolicy): Omit<Outcome, 'json'> {
  const found = newAccess(b, a);
  return { data: found, text: () => explainNewAccess(found), exitCode: found.length === 0 ? 0 : 1 };
}

function compare(a: AnyPolicy, b: AnyPolicy, [fileA, fileB]: readonly [string, string]): Omit<Outcome, 'json'> {
  const comparison = compareAccess(a, b);
  const grantsNoMore = [comparison, ...(comparison.readings ?? [])].every(isNoMore);
  const text = (): string => explainComparison(comparison, { a: fileA, b: fileB });
  return { data: comparison, text, exitCode: grantsNoMore ? 0 : 1 };
}

function isNoMore({ relation }: RelationFound): boolean {
  return relation === 'equivalent' || relation === 'narrower';
}
