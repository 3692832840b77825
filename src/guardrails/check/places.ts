import { arnFields } from '../../aws/arn.js';
import { isAccountId } from '../../aws/identifiers.js';
import { elementsOf, type AnyStatement } from '../../iam/document.js';
import { hasWildcards, matchesGlob } from '../../iam/match/glob.js';
import type { RoleKnowledge } from '../facts/facts-for.js';
import type { ResourcePlace, RoleSituation } from '../facts/role-facts.js';
import { judgeRequests, requestLeft, type Setting, type Subject } from './judge.js';
import type { GuardrailOutcome } from './report.js';
import { mapStatements, slicePolicies } from './slice.js';

/*
 * What ARNs say about Region and account is true of the requests for them, whatever is known of the role. Resources
 * with the same Region and account are judged together, and each such group on its own.
 */

/** What policies allow a role to do. */
export type RoleSubject = Subject & {
  situation: RoleSituation;
  /** What is known about the requests for resources in a place. */
  know: (place: ResourcePlace) => RoleKnowledge;
};

/** The resources of more places than this are judged together, as if nothing were known of their places. */
const MOST_PLACES = 32;

/** Nothing that differs from the Region and the account of the role. */
export const OWN: ResourcePlace = { region: undefined, accountId: undefined };
const ANYWHERE: ResourcePlace = { region: null, accountId: null };

type PlaceFinder = (pattern: string) => ResourcePlace;
type Group = { subject: Subject; setting: Setting };

/** What guardrails do to the requests that policies allow, for resources wherever they are. */
export function judgeEverywhere(subject: RoleSubject, setting: Setting): GuardrailOutcome {
  const { policies, situation } = subject;
  const placeOf = placeFinder(situation);
  const patterns = policies.flatMap(({ Statement }) => (Statement as AnyStatement[]).flatMap(allowedResources));
  const places = new Set(patterns.map(placeOf));
  if ([...places].every((place) => place === OWN)) return judgeRequests(subject, setting);
  return sumOf(
    [...places].map((place) => {
      const own = policies.map((policy) => mapStatements(policy, (statement) => partIn(place, statement, placeOf)));
      return inPlace(place, { ...subject, policies: own }, setting);
    }),
  );
}

/** The resources that a statement allows something on; all of them, if it names only others. */
function allowedResources(statement: AnyStatement): string[] {
  return statement.Effect === 'Deny' ? [] : [elementsOf(statement).Resource ?? '*'].flat();
}

/** What a statement allows in a place; what it denies, everywhere. */
function partIn(place: ResourcePlace, statement: AnyStatement, placeOf: PlaceFinder): AnyStatement | undefined {
  if (statement.Effect === 'Deny') return statement;
  const resources = allowedResources(statement).filter((pattern) => placeOf(pattern) === place);
  if (resources.length === 0) return undefined;
  return elementsOf(statement).Resource === undefined
    ? statement
    : ({ ...statement, Resource: resources } as AnyStatement);
}

function placeFinder(situation: RoleSituation): PlaceFinder {
  const known = new Map<string, ResourcePlace>([[JSON.stringify(OWN), OWN]]);
  return (pattern) => {
    const [, , , region = '', account = ''] = arnFields(pattern);
    const place = {
      region: named(region, situation.region, () => true),
      accountId: named(account, situation.accountId, isAccountId),
    };
    const name = JSON.stringify(place);
    const found = known.get(name) ?? (known.size < MOST_PLACES ? place : ANYWHERE);
    known.set(name, found);
    return found;
  };
}

/**
 * What a field of an ARN names: `undefined` if nothing else than that of the role, `null` if others that are not known.
 */
function named(field: string, own: string, isName: (value: string) => boolean): string | null | undefined {
  if (field === '' || matchesGlob(field, own)) return undefined;
  return hasWildcards(field) || !isName(field) ? null : field;
}

/** Judges requests for the resources of a place. */
function inPlace(place: ResourcePlace, subject: RoleSubject, setting: Setting): Group {
  if (place === OWN) return { subject, setting };
  const { facts, denied } = subject.know(place);
  const policies = [...subject.policies, ...slicePolicies(denied, subject.action)];
  const { accountId } = place;
  if (accountId === undefined) return { subject: { ...subject, facts, policies }, setting };
  const { resourceAccount: _own, ...others } = setting.accounts;
  const there = { ...subject, facts, policies };
  if (accountId !== null) {
    return { subject: there, setting: { ...setting, accounts: { ...others, resourceAccount: accountId } } };
  }
  // RCPs apply to accounts that are not known, whatever account is the management account.
  const { managementAccount, ...accounts } = others;
  const { scps: _none, ...layers } = setting.layers;
  const isExempt = managementAccount !== undefined && managementAccount === accounts.principalAccount;
  return { subject: there, setting: { ...setting, accounts, ...(isExempt && { layers }) } };
}

/** What guardrails do to all groups together: a permission works if it works for each, and is cut off if all are. */
function sumOf(groups: readonly Group[]): GuardrailOutcome {
  const outcomes = groups.map(({ subject, setting }) => judgeRequests(subject, setting));
  const statuses = new Set(outcomes.map(({ status }) => status));
  const [first] = outcomes as [GuardrailOutcome];
  if (statuses.size === 1) return first;
  const narrowed = outcomes.find(({ status }) => status === 'narrowed');
  if (narrowed !== undefined) return narrowed;
  const undecided = outcomes.find(({ status }) => status === 'unknown');
  if (undecided !== undefined) return undecided;
  const cutOff = outcomes.find(({ status }) => status === 'cutOff') as GuardrailOutcome;
  const remaining = groups
    .filter((_, index) => outcomes[index]?.status === 'works')
    .map(({ subject, setting }) => requestLeft(subject, setting));
  const left = remaining.find((each) => each.left !== undefined)?.left;
  if (left !== undefined) return { ...cutOff, status: 'narrowed', left };
  // What the role itself denies does not work because of the others.
  const unknown = remaining.find(({ doubt }) => doubt !== undefined)?.doubt;
  return unknown === undefined ? cutOff : { ...cutOff, status: 'unknown', unknown };
}
