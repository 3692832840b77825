import { checkArnValues, type CheckedArnValues } from '../../aws/actions/arn-template.js';
import { withActions, type OpenCatalog } from '../../aws/actions/open.js';
import { targetsOf } from '../../aws/actions/targets.js';
import { serviceOf } from '../../aws/service-of.js';
import type { Budget } from '../../iam/compare/budget.js';
import { limitedAccessWithin, type NewAccess } from '../../iam/compare/new-access.js';
import { toReadOptions } from '../../iam/compare/options.js';
import type { AnyPolicy, AnyStatement } from '../../iam/document.js';
import { readFacts, withFacts, type Facts, type ReadFacts } from '../../iam/facts/facts.js';
import { toSets } from '../../iam/layers/compared-layers.js';
import { decideLayers } from '../../iam/layers/decision.js';
import type { ReadLayers } from '../../iam/layers/layers.js';
import { isUnderRcps } from '../../iam/layers/rcp-scope.js';
import { actionMatcher } from '../../iam/match/action.js';
import { hasWildcards } from '../../iam/match/glob.js';
import { DEFAULT_READING } from '../../iam/reading.js';
import type { AccessRequest } from '../../iam/request.js';
import type { Guardrails } from '../input/guardrails.js';
import { underFacts } from './known.js';
import { nameDecision, type GuardrailLayers } from './layers.js';
import type { DenyingPolicy, GuardrailOutcome, UnknownStatusReason } from './report.js';
import { sliceFacts, sliceLayers, type Narrower } from './slice.js';

/** What is the same for all permissions. */
export type Setting = {
  guardrails: Guardrails;
  layers: GuardrailLayers;
  accounts: Pick<ReadLayers, 'principalAccount' | 'resourceAccount' | 'managementAccount'>;
  catalog: OpenCatalog | undefined;
  budget: Budget;
  /** The steps that all examples can take. */
  examples: Budget;
  /** What was found for permissions that the guardrails treat equally. */
  answers: Map<string, Answer>;
};

/** The policies that allow the requests: identity-based ones, or a trust policy. */
export type Subject = {
  layer: 'identity' | 'resource';
  action: string;
  policies: readonly AnyPolicy[];
  facts: Facts;
  /** What else the requests have in common, for the guardrails. */
  narrow?: Narrower;
  /** Whether all policies that can deny the requests are known. */
  isComplete: boolean;
};

/** Examples of requests that guardrails deny and that they leave, as far as that could be decided. */
type Answer = { lost: readonly NewAccess[]; left: readonly NewAccess[] };

/** What guardrails do to the requests that policies allow. */
export function judgeRequests(subject: Subject, setting: Setting): GuardrailOutcome {
  const { isComplete } = subject;
  const { lost, left } = answer(subject, setting);
  const [taken, remaining] = [lost, left].map((found) => found.find((each) => reasonOf(each) === undefined)?.witness);
  const doubt = doubtOf([...lost, ...left]);
  const status = statusOf(lost.length > 0, left.length > 0, taken !== undefined, remaining !== undefined);
  if (status === 'works') return isComplete ? { status } : { status: 'unknown', unknown: 'missingPolicy' };
  const examples = {
    ...(taken && { by: denying(named(taken, subject), subject, setting), lost: named(taken, subject) }),
    ...(remaining && { left: named(remaining, subject) }),
  };
  if (status === 'cutOff') return { status, ...examples };
  if (!isComplete) return { status: 'unknown', ...examples, unknown: 'missingPolicy' };
  return status === 'narrowed'
    ? { status, ...examples }
    : { status: 'unknown', ...examples, unknown: doubt as UnknownStatusReason };
}

function statusOf(mayLose: boolean, mayLeave: boolean, loses: boolean, leaves: boolean): GuardrailOutcome['status'] {
  if (!mayLose) return 'works';
  if (loses && !mayLeave) return 'cutOff';
  return loses && leaves ? 'narrowed' : 'unknown';
}

/** A request that guardrails leave of a permission that works, or why none is sure; neither if policies allow none. */
export function requestLeft(
  subject: Subject,
  setting: Setting,
): { left?: AccessRequest | undefined; doubt?: UnknownStatusReason | undefined } {
  const facts = readFacts(sliceFacts(subject.facts, subject.action));
  const found = ask(subject, limitsOf(subject, facts, setting), facts, setting).left();
  const left = found.find((each) => reasonOf(each) === undefined)?.witness;
  return { left: left && named(left, subject), doubt: doubtOf(found) };
}

/** A request with the name of its action in place of a stand-in. */
function named(request: AccessRequest, { action }: Subject): AccessRequest {
  return hasWildcards(action) ? request : { ...request, action };
}

/** The guardrails that can deny the requests of a permission. */
function limitsOf({ layer, action, narrow }: Subject, facts: ReadFacts, { layers }: Setting): GuardrailLayers {
  return underFacts(sliceLayers(layer === 'identity' ? layers : { rcps: layers.rcps }, action, narrow), facts);
}

/** Asks about requests without a name, so that permissions which are treated equally are asked about once. */
function answer(subject: Subject, setting: Setting): Answer {
  const { layer, action } = subject;
  const { accounts, catalog, answers } = setting;
  const isPattern = hasWildcards(action);
  const sliced = sliceFacts(subject.facts, action);
  const facts = readFacts(sliced);
  const limits = limitsOf(subject, facts, setting);
  if (isOpen(limits)) return { lost: [], left: [] };
  // Whether RCPs apply depends on the action.
  const name = isPattern || limits.rcps.length > 0 ? [serviceOf(action).toLowerCase(), isUnderRcps(action)] : [];
  const alike = subject.policies.map((policy) => ({
    ...policy,
    Statement: policy.Statement.map((statement) => (isPattern ? statement : withoutName(statement))),
  }));
  const key = JSON.stringify([layer, name, limits, sliced, alike, accounts]);
  const known = answers.get(key);
  if (known !== undefined && (known.lost.length === 0 || catalog === undefined)) return known;
  // Examples have the resources and the keys of the action.
  const exampleKey = `${key}${catalog === undefined ? '' : documentation(catalog, action)}`;
  const found = answers.get(exampleKey) ?? answerTo(ask(subject, limits, facts, setting));
  answers.set(key, found);
  answers.set(exampleKey, found);
  return found;
}

function answerTo({ lost: findLost, left: findLeft }: ReturnType<typeof ask>): Answer {
  const lost = findLost();
  return { lost, left: lost.length === 0 ? [] : findLeft() };
}

/** What AWS documents about requests for an action, without its name. */
function documentation(catalog: OpenCatalog, action: string): string {
  const targets = targetsOf(catalog, action, checkArnValues({}).value as CheckedArnValues);
  const described = targets.map(({ pattern, conditionKeys, typeConditionKeys }) => [
    pattern,
    ...conditionKeys,
    ...typeConditionKeys,
  ]);
  return targets.length === 0 ? action : JSON.stringify(described);
}

function withoutName({ Sid: _sid, ...statement }: AnyStatement): object {
  const { Action: _action, ...rest } = statement as Record<string, unknown>;
  return rest;
}

/** Whether every level allows everything and denies nothing. */
function isOpen({ scps = [], rcps, boundary }: GuardrailLayers): boolean {
  const levels = [...scps, ...rcps, ...(boundary === undefined ? [] : [boundary])] as (readonly AnyPolicy[])[];
  return levels.every((level) => {
    const statements = level.flatMap(({ Statement }) => Statement as AnyStatement[]);
    return statements.some(allowsAll) && statements.every(({ Effect }) => Effect === 'Allow');
  });
}

function allowsAll(statement: AnyStatement): boolean {
  const { Sid: _sid, ...elements } = statement as Record<string, unknown>;
  const { Effect, Action, Resource, Principal = '*', ...others } = elements;
  return (
    Effect === 'Allow' &&
    [Action, Resource, Principal].every((element) => element === '*') &&
    Object.keys(others).length === 0
  );
}

/** What can be asked: which requests guardrails deny, and which ones they leave. */
function ask(
  { layer, action, policies }: Subject,
  limits: GuardrailLayers,
  facts: ReadFacts,
  { accounts, catalog, budget, examples }: Setting,
): { lost: () => NewAccess[]; left: () => NewAccess[] } {
  const options = toReadOptions(facts, catalog && catalogOf(catalog, action), examples);
  const own: ReadLayers = { ...accounts, [layer]: policies };
  const sets = toSets([{ layers: { ...own, ...limits } }, { layers: own }], ['limited', 'own']);
  const { lost, left } = limitedAccessWithin(budget, sets, options);
  const isOwn = (each: NewAccess): boolean => each.layer === layer;
  return { lost: () => lost().filter(isOwn), left: () => left().filter(isOwn) };
}

/** What a catalog has about an action, or the actions of a pattern. */
function catalogOf(catalog: OpenCatalog, action: string): OpenCatalog {
  const prefix = serviceOf(action).toLowerCase();
  return hasWildcards(prefix) || prefix === '' ? catalog : withActions(catalog, prefix, actionMatcher([action]));
}

/** Why a request is not denied or allowed for sure. */
function reasonOf({ unknown, reading }: NewAccess): UnknownStatusReason | undefined {
  return unknown ?? (reading === undefined ? undefined : 'reading');
}

function doubtOf(found: readonly NewAccess[]): UnknownStatusReason | undefined {
  return found.map(reasonOf).find((reason) => reason !== undefined);
}

/** What denies a request. */
function denying(
  request: AccessRequest,
  { layer, policies, facts }: Subject,
  { accounts, layers, guardrails }: Setting,
): DenyingPolicy {
  const limits = layer === 'identity' ? layers : { rcps: layers.rcps };
  const all: ReadLayers = { ...accounts, ...limits, [layer]: policies };
  const { by } = decideLayers(all, withFacts(request, readFacts(facts), DEFAULT_READING), DEFAULT_READING);
  // Only for what a boundary does not allow can the decision depend on a resource-based policy, which is not given.
  return nameDecision(by ?? { layer: 'boundary' }, guardrails);
}
