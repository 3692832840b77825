import { alignColumns, indent } from '../core/columns.js';
import { quoteText } from '../core/quote.js';
import type { AccessComparison, NewAccess, RelationFound, Undecided } from './compare/compare.js';
import type { UndecidedReason } from './compare/difference.js';
import type { AccessDecision, StatementOutcome } from './evaluate.js';
import type { Reading } from './reading.js';
import type { AccessRequest } from './request.js';

/** The longest value that a text shows whole. */
const LONGEST_VALUE = 2048;

/**
 * A request as aligned lines; values in backticks, with control characters escaped.
 *
 * @example
 * explainRequest({ action: 's3:GetObject', resource: '*', context: { 'aws:RequestTag/Team': 'a' } });
 * // 'action    `s3:GetObject`\nresource  `*`\ncontext   `aws:RequestTag/Team` = `a`'
 */
export function explainRequest({ action, resource, context = {}, principal }: AccessRequest): string {
  const rows = [
    ['action', show(action)],
    ['resource', show(resource)],
    ...Object.entries(context).map(([key, values], index) => [
      index === 0 ? 'context' : '',
      `${show(key)} = ${[values].flat().map(show).join(', ')}`,
    ]),
  ];
  if (principal !== undefined) {
    const [kind, id] =
      typeof principal === 'string' ? ['AWS', principal] : (Object.entries(principal)[0] as [string, string]);
    rows.push(['principal', `${kind} ${show(id)}`]);
  }
  return alignColumns(rows).join('\n');
}

function show(text: string): string {
  return quoteText(text, LONGEST_VALUE);
}

const DECISIONS = {
  allowed: 'Allowed: a statement allows it, and none denies it.',
  explicitDeny: 'Denied: a statement denies it, whatever others allow.',
  implicitDeny: 'Denied: no statement allows it.',
} as const;

/**
 * A decision in words: the verdict, and for each statement whether it applies or what kept it from applying.
 *
 * @example
 * explainAccess(evaluateAccess(policy, { action: 's3:GetObject', resource: '*' }));
 * // 'Denied: no statement allows it.\n  statement 0 (Read)  Allow  does not apply: `Action` does not match'
 */
export function explainAccess({ decision, statements }: AccessDecision): string {
  const several = statements.some(({ policy }) => policy > 0);
  const rows = statements.map((outcome) => [nameOf(outcome, several), outcome.effect, explainOutcome(outcome)]);
  return [DECISIONS[decision], ...indent(alignColumns(rows))].join('\n');
}

function nameOf(
  { policy, statement, sid }: { policy: number; statement: number; sid?: string },
  several: boolean,
): string {
  const name = `${several ? `policy ${policy}, ` : ''}statement ${statement}`;
  return sid === undefined || sid === '' ? name : `${name} (${sid})`;
}

function explainOutcome({ mismatch }: StatementOutcome): string {
  if (mismatch === undefined) return 'applies';
  if (mismatch.element !== 'Condition') return `does not apply: \`${mismatch.element}\` does not match`;
  return `does not apply: the condition ${show(mismatch.operator)} on ${show(mismatch.key)} does not hold`;
}

const REASONS: Record<UndecidedReason, string> = {
  variables: 'it has policy variables, and no values were found that settle it',
  mixedTypes: 'a condition key is compared both as a text and as a number, a date or an address',
  tooComplex: 'its patterns or conditions need more steps than a comparison takes',
};

/**
 * A comparison in words: the relation, a request for each difference, what is not known, and under which other readings
 * of AWS's documents the relation is another one.
 *
 * @param names How the two sides are called, `A` and `B` if they are left out.
 *
 * @example
 * explainComparison(compareAccess(read('s3:GetObject'), read('s3:Get*')), { a: 'new', b: 'old' });
 * // 'new is narrower than old: it allows a part of what old allows.\n\nOnly old allows:\n  action    `s3:Get`\n  resource  `*`'
 */
export function explainComparison(comparison: AccessComparison, names: { a?: string; b?: string } = {}): string {
  const { a = 'A', b = 'B' } = names;
  const others = (comparison.readings ?? []).map(
    ({ reading, ...found }) => `If ${explainReading(reading)}: ${explainFound(found, a, b)}`,
  );
  return [explainFound(comparison, a, b), ...others].join('\n\n');
}

function explainFound({ relation, onlyInA, onlyInB, unknown = [] }: RelationFound, a: string, b: string): string {
  const sentences = {
    equivalent: `${a} and ${b} are equivalent: there is no request that one allows and the other does not.`,
    narrower: `${a} is narrower than ${b}: it allows a part of what ${b} allows.`,
    broader: `${a} is broader than ${b}: it allows all that ${b} allows, and more.`,
    incomparable: `${a} and ${b} are incomparable: each allows what the other does not.`,
    unknown: `It is not known how ${a} lies to ${b}.`,
  };
  const blocks = [
    [`Only ${a} allows:`, onlyInA],
    [`Only ${b} allows:`, onlyInB],
  ] as const;
  return [
    sentences[relation],
    ...blocks.flatMap(([title, request]) =>
      request === undefined ? [] : [[title, ...indent(explainRequest(request).split('\n'))].join('\n')],
    ),
    ...unknown.map((each) => explainUndecided(each, each.of === 'a' ? a : b)),
  ].join('\n\n');
}

function explainUndecided(undecided: Undecided, name: string): string {
  return `Not decided is ${nameOf(undecided, undecided.policy > 0)} of ${name}: ${REASONS[undecided.reason]}.`;
}

function explainReading({ colons, emptyValue }: Partial<Reading>): string {
  if (colons !== undefined) return 'a `*` at the end of a field of an ARN stops at the colon';
  if (emptyValue !== undefined) return 'an empty value of a condition key is no value';
  return 'a negated operator fails for a value of the wrong type';
}

/**
 * What a proposal newly grants, in words.
 *
 * @example
 * explainNewAccess([]); // 'Nothing is newly granted.'
 */
export function explainNewAccess(found: readonly NewAccess[]): string {
  if (found.length === 0) return 'Nothing is newly granted.';
  const several = found.some(({ policy }) => policy > 0);
  return found
    .map((each) => {
      const name = nameOf(each, several);
      if (each.witness === undefined) return `Not decided is ${name}: ${REASONS[each.unknown as UndecidedReason]}.`;
      return [`Newly granted by ${name}:`, ...indent(explainRequest(each.witness).split('\n'))].join('\n');
    })
    .join('\n\n');
}
