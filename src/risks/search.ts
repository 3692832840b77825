import type { Partition } from '../aws/partition.js';
import { lazy } from '../core/lazy.js';
import { createBudget, withAtMost, type Budget } from '../iam/compare/budget.js';
import { grantedOnlyBy, type UndecidedReason } from '../iam/compare/difference.js';
import type { ExampleChooser } from '../iam/compare/example.js';
import { createWorkspace, type Workspace } from '../iam/compare/workspace.js';
import { compilePolicies, type CompiledPolicies } from '../iam/compiled.js';
import { elementsOf, type AnyPolicy, type AnyStatement, type Effect } from '../iam/document.js';
import { actionMatcher, type ActionMatcher } from '../iam/match/action.js';
import { matchesGlob } from '../iam/match/glob.js';
import { overlapTest, SEGMENT } from '../iam/match/overlap.js';
import type { PolicyInput } from '../iam/read.js';
import { DEFAULT_READING } from '../iam/reading.js';
import type { AccessRequest } from '../iam/request.js';
import { conditionsOf, denial, namedTags, type NamedTag, type Resources } from './ask-conditions.js';
import { everyResource, exampleRequests, outlineOf, partitionsOf, withOtherName } from './examples.js';
import type { Ask, Step } from './table/row.js';

/** The place of a statement. */
export type StatementPlace = {
  /** Index of the policy, from 0. */
  policy: number;
  /** Index of the statement in its policy, from 0. */
  statement: number;
  sid?: string;
};

/** An allowed request with the statement that allows it, why that could not be decided, or neither. */
export type Answer = { request: AccessRequest; statement: StatementPlace } | UndecidedReason | 'none';

/** Steps for one question, so that a hard one leaves some to the others. */
const STEPS_PER_QUESTION = 150_000;

/** A statement with what finds out which actions it is about. */
type Source = { place: StatementPlace; statement: AnyStatement; matches: ActionMatcher };

/** The part of the policies that is about one action. */
type Slice = { action: string; policies: AnyPolicy[]; places: StatementPlace[][]; partitions: Partition[] };

/**
 * Searches policies for the steps of risks.
 *
 * For each action, only the statements about it are looked at. Examples that look like real requests are tried first;
 * if the policies allow none of them, an exact search decides.
 *
 * @param asks Everything that will be asked.
 * @param chooseExample Chooses a request in place of the one that an exact search found.
 * @param budget The steps that all searches can take together.
 * @returns A function that answers whether the policies allow a request of a step.
 */
export function createSearch(
  policies: readonly AnyPolicy[],
  asks: readonly Ask[],
  chooseExample?: ExampleChooser,
  budget: Budget = createBudget(),
): (step: Step) => Answer {
  const sources = policies.map(({ Version, Statement }, policy) => ({
    Version,
    statements: Statement.map((statement, index) => toSource(statement, policy, index)),
  }));
  const compiled = compilePolicies(policies as PolicyInput);
  const mayOverlap = overlapTest();
  const tags = namedTags(policies);
  const slices = new Map<string, Slice>();
  const sliceFor = (action: string, ask: Ask): Slice => {
    const name = `${action} ${ask.reach} ${ask.resource}`;
    const known = slices.get(name) ?? sliceOf(sources, action, ask, mayOverlap);
    slices.set(name, known);
    return known;
  };
  // All questions share what they learn about the policies.
  const workspace = lazy(() => createWorkspace([...policies, ...conditionsOf(asks, tags)], budget));
  const answers = new Map<string, Answer>();

  const questionsOf = (ask: Ask, action: string): Question[] => {
    const names = [ask, ...(ask.reach === 'other' ? [withOtherName(ask)] : [])];
    const [first, ...others] = names.map((each) => ({ ask: each, slice: sliceFor(action, each) }));
    // Without a Deny, no name makes a difference.
    const needed = [first as Question, ...others.filter(({ slice }) => hasStatement(slice, 'Deny'))];
    return needed.filter(({ slice }) => hasStatement(slice, 'Allow'));
  };
  const answer = (step: Step): Answer => {
    const questions = step.flatMap((ask) => ask.actions.flatMap((action) => questionsOf(ask, action)));
    for (const { ask, slice } of questions) {
      const found = findExample(ask, slice, compiled);
      if (found !== undefined) return found;
    }
    let undecided: UndecidedReason | undefined;
    for (const { ask, slice } of questions) {
      const found = withAtMost(STEPS_PER_QUESTION, budget, () =>
        findExactly(ask, slice, { tags, workspace: workspace(), chooseExample }),
      );
      if (typeof found === 'object') return found;
      if (found !== 'none') undecided ??= found;
    }
    return undecided ?? 'none';
  };
  return (step) => {
    const name = JSON.stringify(step);
    const known = answers.get(name) ?? answer(step);
    answers.set(name, known);
    return known;
  };
}

function toSource(statement: AnyStatement, policy: number, index: number): Source {
  const { Action, NotAction } = elementsOf(statement);
  const named = actionMatcher([Action ?? (NotAction as string[])].flat());
  return {
    place: { policy, statement: index, ...(statement.Sid !== undefined && { sid: statement.Sid }) },
    statement,
    matches: Action === undefined ? (action) => !named(action) : named,
  };
}

type Question = { ask: Ask; slice: Slice };

function hasStatement({ policies }: Slice, effect: Effect): boolean {
  return policies.some(({ Statement }) => Statement.some(({ Effect }) => Effect === effect));
}

/** The statements about one action and resources of an ask, for that action alone. */
function sliceOf(
  sources: readonly { Version: AnyPolicy['Version']; statements: readonly Source[] }[],
  action: string,
  ask: Ask,
  mayOverlap: (pattern: string, outline: string) => boolean,
): Slice {
  const outline = outlineOf(ask, SEGMENT);
  const isPossible = (pattern: string): boolean => mayOverlap(pattern, outline);
  const folded = action.toLowerCase();
  const places: StatementPlace[][] = [];
  const policies: AnyPolicy[] = [];
  const nothing: Slice = { action, policies: [], places: [], partitions: [] };
  for (const { Version, statements } of sources) {
    const own = statements.flatMap(({ place, statement, matches }) => {
      const only = matches(folded) ? onlyFor(statement, action, Version, ask, isPossible) : undefined;
      return only === undefined ? [] : [{ place, only }];
    });
    if (own.some(({ only }) => deniesAll(only))) return nothing;
    if (own.length === 0) continue;
    places.push(own.map(({ place }) => place));
    policies.push({ Version, Statement: own.map(({ only }) => only) } as AnyPolicy);
  }
  return { action, policies, places, partitions: partitionsOf(policies) };
}

/** Whether a statement about one action denies it whatever the request is. */
function deniesAll(statement: AnyStatement): boolean {
  const { Effect, Condition = {} } = statement;
  const { Resource = [] } = elementsOf(statement);
  return Effect === 'Deny' && [Resource].flat().includes('*') && Object.keys(Condition).length === 0;
}

/**
 * A statement for one action. An Allow statement is without the resources that are no resources of the ask; and, if the
 * ask is about resources that the policies do not name, without those that it names by a variable: they follow from who
 * makes the request. Nothing is left of it if it is about no other.
 */
function onlyFor(
  statement: AnyStatement,
  action: string,
  version: AnyPolicy['Version'],
  { reach }: Ask,
  isPossible: (pattern: string) => boolean,
): AnyStatement | undefined {
  const { Effect, Condition } = statement;
  const { Resource, NotResource } = elementsOf(statement);
  const rest = { ...(Condition && { Condition }) };
  if (Resource === undefined) return { Effect, Action: action, NotResource: NotResource as string[], ...rest };
  if (Effect === 'Deny') return { Effect, Action: action, Resource, ...rest };
  const named = reach === 'other' && version === '2012-10-17';
  const possible = [Resource]
    .flat()
    .filter((pattern) => !(named && /\$\{(?![*?$]\})/.test(pattern)) && isPossible(pattern));
  return possible.length === 0 ? undefined : { Effect, Action: action, Resource: possible, ...rest };
}

/** A request that looks like a real one. */
function findExample(
  ask: Ask,
  { action, policies, partitions }: Slice,
  compiled: CompiledPolicies,
): Answer | undefined {
  for (const request of exampleRequests(action, ask, policies, partitions)) {
    const { decision, statements } = compiled.evaluate(request);
    if (decision !== 'allowed') continue;
    const { policy, statement, sid } = statements.find(({ applies }) => applies) as (typeof statements)[number];
    return { request, statement: { policy, statement, ...(sid !== undefined && { sid }) } };
  }
  return undefined;
}

/** What all exact searches share. */
type Shared = { tags: readonly NamedTag[]; workspace: Workspace; chooseExample: ExampleChooser | undefined };

/** Searches for a request of the ask that the policies allow, by cheap questions first. */
function findExactly(ask: Ask, slice: Slice, shared: Shared): Answer {
  const search = (resources: Resources): Answer => findDenied(ask, slice, shared, resources);
  // An action without resources is authorized against `*`, which is no ARN.
  if (ask.resource === '*') return search({ NotResource: 'arn:*' });
  // A short pattern, which matches every such resource, and ARNs that no resource has.
  const wide = search({ Resource: outlineOf(ask, '*') });
  if (wide === 'none') return wide;
  const [example] = exampleRequests(slice.action, ask, slice.policies, slice.partitions) as [AccessRequest];
  const found = search({ Resource: example.resource });
  if (typeof found === 'object') return found;
  const every = everyResource(ask, slice.partitions);
  if (typeof wide === 'object' && every.some((pattern) => matchesGlob(pattern, wide.request.resource))) return wide;
  const precise = search({ Resource: every });
  return typeof precise === 'object' || precise === 'none' || typeof wide === 'object' ? precise : wide;
}

/** A request of the ask that the policies allow: one that they would no longer allow if the ask were denied. */
function findDenied(
  ask: Ask,
  { action, policies, places }: Slice,
  { tags, workspace, chooseExample }: Shared,
  resources: Resources,
): Answer {
  const denied = [...policies, denial(action, ask, tags, resources)];
  let undecided: UndecidedReason | undefined;
  for (const difference of grantedOnlyBy(policies, denied, DEFAULT_READING, workspace)) {
    const { statement, witness, context } = difference;
    if (witness !== undefined) {
      const chosen = context && chooseExample?.(witness, context);
      const place = places[statement.policy]?.[statement.statement] as StatementPlace;
      return { request: { ...(chosen?.request ?? witness), action }, statement: { ...place } };
    }
    undecided ??= difference.undecided;
  }
  return undecided ?? 'none';
}
