import { indent } from '../../core/columns.js';
import { guarded } from '../../core/guard.js';
import { quote } from '../../core/quote.js';
import { explainReading, explainRequest } from '../../iam/explain.js';
import type { AccessDiff, DiffExample, DiffRow, RoleDiff } from './diff.js';
import {
  actionsInWords,
  allTermsInWords,
  allUnreadInWords,
  diffVerdict,
  headingOf,
  levelInWords,
  show,
  SIGNS,
} from './words.js';

/** What to print of a diff. */
export type ExplainDiffOptions = {
  /** Whether to print an example request for each row; by default `false`. */
  readonly examples?: boolean;
};

/**
 * Describes a diff in words: for each role and service the actions that are newly allowed, no longer allowed, or
 * allowed for other requests.
 *
 * @param diff What `diffRoles` or `diffPolicies` returned.
 * @param options `examples`: whether to print an example request for each row.
 * @returns A sentence, and a paragraph for each role that has a difference and for each part that was not read.
 * @throws {InvalidInputError} If it is no diff.
 *
 * @example
 * const allow = (Action: string[]): PolicyDocument =>
 *   ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] });
 * explainDiff(diffPolicies(allow(['s3:GetObject']), allow(['s3:GetObject', 's3:PutObject'])));
 * // 'New access: 1 difference.\n\nPolicies\n  s3\n  + s3:PutObject\n      on *'
 */
export function explainDiff(diff: AccessDiff, options: ExplainDiffOptions = {}): string {
  return guarded(
    'the diff',
    ['diff'],
    () => {
      const { examples = false } = options;
      const roles = diff.roles.map((role) => describeRole(role, examples));
      return [diffVerdict(diff), ...roles, ...allUnreadInWords(diff)].join('\n\n');
    },
    'use what `diffRoles` or `diffPolicies` returned',
  );
}

function describeRole(role: RoleDiff, examples: boolean): string {
  const lines = groupsOf(role.rows).flatMap(({ title, rows }) => [
    title,
    ...rows.flatMap((row) => describeRow(row, examples)),
  ]);
  return [
    headingOf(role),
    ...indent([...lines, ...remarksOf(role).map(({ sign, message }) => `${sign} ${message}`)]),
  ].join('\n');
}

/** The rows by part and service. */
export function groupsOf(rows: readonly DiffRow[]): { title: string; rows: DiffRow[] }[] {
  const groups = new Map<string, DiffRow[]>();
  for (const row of rows) {
    const title =
      row.part === 'trust' ? 'who can assume the role' : row.service === '*' ? 'several services' : row.service;
    groups.set(title, [...(groups.get(title) ?? []), row]);
  }
  return [...groups].map(([title, members]) => ({ title, rows: members }));
}

function describeRow(row: DiffRow, examples: boolean): string[] {
  const level = row.accessLevel === undefined ? '' : ` (${levelInWords(row)})`;
  const unreachable = row.unreachable ? ['no action that AWS documents makes such requests'] : [];
  return [
    `${SIGNS[row.change]} ${actionsInWords(row)}${level}`,
    ...indent(indent([...accessOf(row), ...unreachable, ...(examples ? examplesOf(row) : [])])),
  ];
}

/** On what the actions of a row are allowed; of a changed row, before and after. */
export function accessOf({ change, before, after }: DiffRow): string[] {
  if (change !== 'changed') return [allTermsInWords(change === 'added' ? after : before)];
  return [`before: ${allTermsInWords(before)}`, `after:  ${allTermsInWords(after)}`];
}

function examplesOf({ gained, lost }: DiffRow): string[] {
  return [...describeExample('newly allowed', gained), ...describeExample('no longer allowed', lost)];
}

function describeExample(title: string, example: DiffExample | undefined): string[] {
  if (example === undefined) return [];
  const { sid, policyName, statement } = example.statement;
  const place = sid === undefined ? `statement ${statement}` : quote(sid);
  const policy = policyName === undefined ? '' : ` of ${quote(policyName)}`;
  return [`${title}, by ${place}${policy}:`, ...indent(explainRequest(example.request).split('\n'))];
}

type Remark = { sign: '?' | '!' | 'i'; message: string; isLost?: boolean };

/** What is to be said of a role in addition to its rows. */
export function remarksOf({ readings = [], doubts, notes }: RoleDiff): Remark[] {
  return [
    ...readings.map(({ side, reading, request }) => ({
      sign: '!' as const,
      isLost: side === 'old',
      message:
        `If ${explainReading(reading)}: only the ${side} version allows ` +
        `${show(request.action)} on ${show(request.resource)}.`,
    })),
    ...doubts.map(({ message }) => ({ sign: '?' as const, message })),
    ...notes.map((message) => ({ sign: 'i' as const, message })),
  ];
}
