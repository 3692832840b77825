import { alignColumns, indent } from '../core/columns.js';
import { guarded } from '../core/guard.js';
import { quoteText } from '../core/quote.js';
import type { AccessComparison, RelationFound, Undecided } from './compare/compare.js';
import type { UndecidedReason } from './compare/difference.js';
import type { NewAccess } from './compare/new-access.js';
import type { AccessDecision, StatementOutcome } from './decide.js';
import type { Exemption, LayeredDecision } from './layers/decision.js';
import { LAYER_POLICIES, type LayerName } from './layers/layers.js';
import type { Reading } from './reading.js';
import type { AccessRequest, RequestPrincipal } from './request.js';

/** Longer values are truncated. */
const MAX_VALUE_LENGTH = 2048;

/**
 * Formats a request as aligned lines, with values in backticks and control characters escaped.
 *
 * @param request A request, such as the witness of a comparison.
 * @returns One line each for action, resource, every condition key and the principal.
 * @throws {InvalidInputError} If it is no request.
 *
 * @example
 * explainRequest({ action: 's3:GetObject', resource: '*', context: { 'aws:RequestTag/Team': 'a' } });
 * // 'action    `s3:GetObject`\nresource  `*`\ncontext   `aws:RequestTag/Team` = `a`'
 */
export function explainRequest(request: AccessRequest): string {
  return guarded('the request', ['request'], () => describeRequest(request));
}

function describeRequest(request: AccessRequest): string {
  const { action, resource, context = {}, principal, permissionsBoundary } = request;
  const rows = [
    ['action', show(action)],
    ['resource', show(resource)],
    ...Object.entries(context).map(([key, values], index) => [
      index === 0 ? 'context' : '',
      `${show(key)} = ${[values].flat().map(show).join(', ')}`,
    ]),
  ];
  if (principal !== undefined) {
    const boundary = permissionsBoundary === true ? ', with a permissions boundary' : '';
    rows.push(['principal', `${explainPrincipal(principal)}${boundary}`]);
  }
  return alignColumns(rows).join('\n');
}

function show(text: string): string {
  return quoteText(text, MAX_VALUE_LENGTH);
}

const DECISIONS = {
  allowed: 'Allowed: a statement allows the request, and none denies it.',
  explicitDeny: 'Denied (explicit): a Deny statement applies, which overrides every Allow statement.',
  implicitDeny: 'Denied (implicit): no statement allows the request.',
} as const;

/**
 * Describes a decision in words: the decision, and for each statement whether it applies or which element does not
 * match. Of layers, it names what decided, in the words of AWS's messages.
 *
 * @param decision What `evaluateAccess` returned.
 * @returns Lines of text, one for the decision and one for each statement.
 * @throws {InvalidInputError} If it is no decision.
 *
 * @example
 * explainAccess(evaluateAccess(policy, { action: 's3:GetObject', resource: '*' }));
 * // 'Denied (implicit): no statement allows the request.\n' +
 * //   '  statement 0 (Read)  Allow  does not apply: `Action` does not match'
 */
export function explainAccess(decision: AccessDecision | LayeredDecision): string {
  return guarded(
    'the decision',
    ['decision'],
    () => ('layers' in decision ? describeLayers(decision) : describeAccess(decision)),
    'use what `evaluateAccess` returned',
  );
}

function describeAccess(decision: AccessDecision): string {
  const { statements } = decision;
  const several = statements.some(({ policy }) => policy > 0);
  const rows = statements.map((outcome) => [nameOf(outcome, several), outcome.effect, explainOutcome(outcome)]);
  return [DECISIONS[decision.decision], ...indent(alignColumns(rows))].join('\n');
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

const EXEMPTIONS: Record<Exemption, string> = {
  managementAccount: 'has no effect in the management account',
  serviceLinkedRole: 'has no effect on service-linked roles',
  principal: 'has no effect on this kind of principal',
  service: 'has no effect on this action',
};

function describeLayers({ decision, by, missing = [], layers }: LayeredDecision): string {
  const rows = layers.flatMap(({ layer, level, statements, exempt }) => {
    const name = nameOfLayer({ layer, level });
    if (exempt !== undefined) return [[name, EXEMPTIONS[exempt]]];
    const several = statements.some(({ policy }) => policy > 0);
    if (statements.length === 0) return [[name, 'has no statements']];
    return statements.map((each) => [name, nameOf(each, several), each.effect, explainOutcome(each)]);
  });
  return [explainLayered(decision, by, missing), ...indent(alignColumns(rows))].join('\n');
}

function explainLayered(
  decision: LayeredDecision['decision'],
  by: LayeredDecision['by'],
  missing: readonly string[],
): string {
  if (by === undefined) {
    const [first, ...more] = missing.map((each) => `\`${each}\``);
    const omitted =
      more.length === 0 ? `${first}, which is omitted` : `${[first, ...more].join(' and ')}, which are omitted`;
    return `Unknown: the decision depends on ${omitted}.`;
  }
  const policy = LAYER_POLICIES[by.layer];
  if (decision === 'implicitDeny') return `Denied: because no ${policy} allows the action${atLevel(by)}.`;
  const { policy: index, statement, sid } = by;
  const found = { policy: index as number, statement: statement as number, ...(sid !== undefined && { sid }) };
  const place = `, ${nameOf(found, true)}`;
  if (decision === 'allowed') return `Allowed: by ${withArticle(policy)}${place}, and no layer denies it.`;
  return `Denied: with an explicit deny in ${withArticle(policy)}${atLevel(by)}${place}.`;
}

function withArticle(policy: string): string {
  return `${policy.startsWith('identity') ? 'an' : 'a'} ${policy}`;
}

function atLevel({ level }: { level?: number }): string {
  return level === undefined ? '' : ` at level ${level}`;
}

function nameOfLayer({ layer, level }: { layer: LayerName; level: number | undefined }): string {
  return level === undefined ? LAYER_POLICIES[layer] : `${LAYER_POLICIES[layer]} ${level}`;
}

const REASONS: Record<UndecidedReason, string> = {
  variables: 'it uses policy variables, and no values were found that resolve it',
  mixedTypes: 'a condition key is compared both as a string and as a number, a date or an IP address',
  tooComplex: 'its patterns or conditions exceed the step budget of a comparison',
};

/**
 * Describes a comparison in words: the relation, an example request for each difference, what could not be compared,
 * and the readings of AWS's documentation under which the relation is different.
 *
 * @param comparison What `compareAccess` returned.
 * @param names Names of the two sides, by default `A` and `B`.
 * @returns Paragraphs of text, separated by empty lines.
 * @throws {InvalidInputError} If it is no comparison.
 *
 * @example
 * explainComparison(compareAccess(read('s3:GetObject'), read('s3:Get*')), { a: 'new', b: 'old' });
 * // 'new is narrower than old: it allows part of what old allows.\n\n' +
 * //   'Only old allows:\n  action    `s3:Get`\n  resource  `*`'
 */
export function explainComparison(
  comparison: AccessComparison,
  names: { readonly a?: string; readonly b?: string } = {},
): string {
  return guarded(
    'the comparison',
    ['comparison'],
    () => describeComparison(comparison, names),
    'use what `compareAccess` returned',
  );
}

function describeComparison(comparison: AccessComparison, names: { readonly a?: string; readonly b?: string }): string {
  const { a = 'A', b = 'B' } = names;
  const others = (comparison.readings ?? []).map(
    ({ reading, ...found }) => `If ${explainReading(reading)}: ${explainFound(found, a, b)}`,
  );
  return [explainFound(comparison, a, b), ...others].join('\n\n');
}

/** Said of an example that is exact, and that nobody can try. */
const UNREACHABLE = 'No action that AWS documents makes such a request.';

function explainFound({ relation, onlyInA, onlyInB, ...found }: RelationFound, a: string, b: string): string {
  const { unknown = [], unreachable = [] } = found;
  const sentences = {
    equivalent: `${a} and ${b} are equivalent: they allow the same requests.`,
    narrower: `${a} is narrower than ${b}: it allows part of what ${b} allows.`,
    broader: `${a} is broader than ${b}: it allows all that ${b} allows, and more.`,
    incomparable: `${a} and ${b} are incomparable: each allows requests that the other does not.`,
    unknown: `Could not determine how ${a} relates to ${b}.`,
  };
  const blocks = [
    ['a', `Only ${a} allows:`, onlyInA],
    ['b', `Only ${b} allows:`, onlyInB],
  ] as const;
  return [
    sentences[relation],
    ...blocks.flatMap(([side, title, request]) =>
      request === undefined ? [] : [explainExample(title, request, unreachable.includes(side))],
    ),
    ...unknown.map((each) => explainUndecided(each, each.of === 'a' ? a : b)),
  ].join('\n\n');
}

function explainExample(title: string, request: AccessRequest, isUnreachable: boolean): string {
  const lines = [...describeRequest(request).split('\n'), ...(isUnreachable ? [UNREACHABLE] : [])];
  return [title, ...indent(lines)].join('\n');
}

/** A statement that could not be compared, as a sentence. */
export function explainUndecided(undecided: Omit<Undecided, 'of'>, name: string): string {
  const place = `${inLayer(undecided)}${nameOf(undecided, undecided.policy > 0)}`;
  return `Could not compare ${place} of ${name}: ${REASONS[undecided.reason]}.`;
}

/** The layer of a statement, before its name. */
function inLayer({ layer, level }: { layer?: LayerName; level?: number }): string {
  return layer === undefined ? '' : `${nameOfLayer({ layer, level })}, `;
}

/** What the other reading of each setting says. */
const OTHER_READING: Record<keyof Reading, string> = {
  colons: 'a `*` at the end of an ARN field stops at the colon',
  emptyValue: 'an empty condition value counts as absent',
  mistypedValue: 'a negated operator does not hold for a value of the wrong type',
  notPrincipal: '`NotPrincipal` exempts whoever is named, without the account',
  keyValues: 'a condition key can have values of any type, or none',
};

/** What another reading of AWS's documentation says. */
export function explainReading(reading: Partial<Reading>): string {
  return Object.keys(reading)
    .map((setting) => OTHER_READING[setting as keyof Reading])
    .join(' and ');
}

/**
 * Describes newly granted access in words, with an example request for each statement.
 *
 * @param found What `newAccess` returned.
 * @returns Paragraphs of text, separated by empty lines.
 * @throws {InvalidInputError} If it is no list of new access.
 *
 * @example
 * explainNewAccess([]); // 'No new access.'
 */
export function explainNewAccess(found: readonly NewAccess[]): string {
  return guarded('the new access', ['found'], () => describeNewAccess(found), 'use what `newAccess` returned');
}

function describeNewAccess(found: readonly NewAccess[]): string {
  if (found.length === 0) return 'No new access.';
  const several = found.some(({ policy }) => policy > 0);
  return found
    .map((each) => {
      const name = `${inLayer(each)}${nameOf(each, several)}`;
      const condition = each.reading === undefined ? '' : `If ${explainReading(each.reading)}: `;
      if (each.witness === undefined) {
        return `${condition}Could not compare ${name}: ${REASONS[each.unknown as UndecidedReason]}.`;
      }
      const title = `${condition}New access, granted by ${name}:`;
      return explainExample(title, each.witness, each.unreachable === true);
    })
    .join('\n\n');
}

/** The kind and the ID of a principal, whatever kind it is. */
function explainPrincipal(principal: string | RequestPrincipal): string {
  if (principal === 'anonymous') return 'anonymous';
  if (typeof principal === 'string') return `AWS ${show(principal)}`;
  const [kind, id] = Object.entries(principal)[0] ?? [];
  return `${kind ?? 'AWS'} ${show(String(id ?? ''))}`;
}
