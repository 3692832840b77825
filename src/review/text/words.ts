import type { GuardrailStatus } from '../../guardrails/check/report.js';
import type { Relation } from '../../iam/compare/compare.js';
import type { UndecidedReason } from '../../iam/compare/difference.js';
import type { AccessRequest } from '../../iam/request.js';
import type { IntegrationMode } from '../../upsolver/catalogue/names.js';
import type { ComparedRole, ComparedStatus, Review, ReviewRisk, ReviewTrust, SignedDocument } from '../types.js';
import { plural, totalsOf, type Totals } from './counts.js';

/** The words of a review that its formats share. */

export const MODES: Readonly<Record<IntegrationMode, string>> = {
  'private-vpc': "Upsolver's servers run in the customer's VPC",
  'upsolver-vpc': "Upsolver's servers run in Upsolver's VPC",
};

export const KINDS: Readonly<Record<ReviewTrust['kind'], string>> = {
  AWS: 'AWS principal',
  Service: 'AWS service',
  Federated: 'Identity provider',
  CanonicalUser: 'Canonical user',
  anyone: 'Anyone',
};

/** How a role compares with the documented one: a word, what follows "The role", and a fragment. */
export const RELATION_WORDS: Readonly<Record<Relation, { title: string; sentence: string; short: string }>> = {
  equivalent: {
    title: 'As documented',
    sentence: "allows exactly what Upsolver's documentation grants",
    short: 'exactly what Upsolver documents',
  },
  narrower: {
    title: 'Narrower',
    sentence: "allows a part of what Upsolver's documentation grants, and nothing more",
    short: 'a part of what Upsolver documents, and nothing more',
  },
  broader: {
    title: 'Broader',
    sentence: "allows all that Upsolver's documentation grants, and more",
    short: 'more than Upsolver documents',
  },
  incomparable: {
    title: 'Different',
    sentence: "allows some requests that Upsolver's documentation does not grant, and lacks others",
    short: 'partly more than Upsolver documents, and partly less',
  },
  unknown: {
    title: 'Not decided',
    sentence: "could not be compared with Upsolver's documentation",
    short: 'the comparison with what Upsolver documents is undecided',
  },
};

/** From the best to the worst, for the one word of the verdict. */
const RELATION_ORDER: readonly Relation[] = ['equivalent', 'narrower', 'unknown', 'incomparable', 'broader'];

export function worstRelation(roles: readonly ComparedRole[]): Relation {
  const places = roles.map(({ relation }) => RELATION_ORDER.indexOf(relation));
  return RELATION_ORDER[Math.max(0, ...places)] as Relation;
}

export const COMPARED: Readonly<Record<ComparedStatus, string>> = {
  same: 'same',
  narrowed: 'narrowed',
  removed: 'removed',
  added: 'added',
  changed: 'changed',
  unknown: 'not decided',
};

/** What became of a risk. One is closed only if all policies were compared. */
export function riskSides(
  { documented, reviewed }: ComparedRole['risks'][number],
  { notCompared }: ComparedRole,
): Record<'documented' | 'reviewed', 'present' | 'not found' | 'closed'> {
  const gone = notCompared.length === 0 ? 'closed' : 'not found';
  return { documented: documented ? 'present' : 'not found', reviewed: reviewed ? 'present' : gone };
}

export const GUARDRAIL_WORDS: Readonly<Record<GuardrailStatus, string>> = {
  cutOff: 'cut off',
  narrowed: 'narrowed',
  unknown: 'unknown',
  works: 'works',
};

export const UNDECIDED: Readonly<Record<UndecidedReason, string>> = {
  variables: 'it depends on policy variables',
  mixedTypes: 'it depends on a condition key that is compared as values of several types',
  tooComplex: 'it is too complex to decide',
};

export const DOCUMENT_KINDS: Readonly<Record<SignedDocument['kind'], string>> = {
  trust: 'trust policy',
  inline: 'inline policy',
  managed: 'managed policy',
};

/** Who makes a request. */
export function idOfPrincipal(principal: NonNullable<AccessRequest['principal']>): string {
  return typeof principal === 'string' ? principal : Object.values(principal).join();
}

/** `3 high, 2 low`. */
export function severitiesInWords(risks: Totals['risks']): string {
  return risks.map(({ severity, count }) => `${count} ${severity}`).join(', ');
}

/** `1 managed policy is not known`, `2 managed policies are not known`. */
export function notKnownInWords(count: number): string {
  return count === 1 ? '1 managed policy is not known' : `${count} managed policies are not known`;
}

/** What a reviewer has to know first, and how urgent it is. Values are in backticks. */
export function verdictOf(review: Review): { tone: 'bad' | 'warning' | 'note'; sentences: string[] } {
  const { risks, warnings, notKnown } = totalsOf(review);
  const unknown = notKnown === 0 ? [] : [`What a role allows is not fully known: ${notKnownInWords(notKnown)}.`];
  const isBad = warnings.length > 0 || risks.some(({ severity }) => severity === 'critical' || severity === 'high');
  return {
    tone: isBad ? 'bad' : risks.length > 0 || notKnown > 0 ? 'warning' : 'note',
    sentences: [...warnings, ...unknown, riskVerdict(review)],
  };
}

function riskVerdict(review: Review): string {
  const { risks, closable, undecided, roles, notKnown } = totalsOf(review);
  if (risks.length === 0) {
    const where = notKnown === 0 ? '' : ' in the policies that are known';
    return `None of the ${review.knownRisks} known risks was found${where}. Read the limits below.`;
  }
  const subject = roles === 1 ? 'The role has' : 'The roles have';
  const count = risks.reduce((sum, each) => sum + each.count, 0);
  const closing = closable === 0 ? '' : ` Options of scope close ${closable === count ? 'all of them' : closable}.`;
  const open = undecided === 0 ? '' : ` ${plural(undecided, 'risk')} could not be decided.`;
  return `${subject} ${plural(count, 'known risk')}: ${severitiesInWords(risks)}.${closing}${open}`;
}

/** What closes a risk: options of scope, then other parameters. Names are in backticks. */
export function closedInWords({ closedBy, closedByParameters = [] }: ReviewRisk): ClosedInWords[] {
  return [
    ...closedBy.map(({ option, mightBreak }) => ({ name: option, what: `\`${option}\` of \`scope\``, mightBreak })),
    ...closedByParameters.map(({ parameter, condition, mightBreak }) => ({
      name: parameter,
      what: `the parameter \`${parameter}\` ${condition}`,
      mightBreak,
    })),
  ];
}

type ClosedInWords = { name: string; what: string; mightBreak: string };
