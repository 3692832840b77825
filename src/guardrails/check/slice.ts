import { serviceOf } from '../../aws/service-of.js';
import { elementsOf, type AnyPolicy, type AnyStatement } from '../../iam/document.js';
import type { Facts, KnownKeys } from '../../iam/facts/facts.js';
import { actionMatcher } from '../../iam/match/action.js';
import { hasWildcards } from '../../iam/match/glob.js';
import { mayOverlap } from '../../iam/match/overlap.js';
import type { GuardrailLayers } from './layers.js';

/*
 * What is about one action. Guardrails deny hundreds of actions, and a role has dozens: each is compared with what
 * concerns it alone. For an action without wildcards, its name is then of no importance: actions that are treated
 * equally have the same slice.
 */

/** What a statement says about some requests; nothing if it cannot apply to them. */
export type Narrower = (statement: AnyStatement) => AnyStatement | undefined;

/**
 * The parts of guardrails that can apply to requests for an action.
 *
 * @param narrow What else the requests have in common.
 */
export function sliceLayers(layers: GuardrailLayers, action: string, narrow?: Narrower): GuardrailLayers {
  const test = sliceTest(action);
  const both: Narrower = (statement) => {
    const about = test(statement);
    return about && narrow ? narrow(about) : about;
  };
  return mapLevels(layers, (level) => level.map((each) => mapStatements(each, both)));
}

/** Guardrails with other policies in each level. */
export function mapLevels(
  { scps, rcps, boundary }: GuardrailLayers,
  change: (level: readonly AnyPolicy[]) => AnyPolicy[],
): GuardrailLayers {
  return {
    ...(scps && { scps: scps.map(change) }),
    rcps: rcps.map(change),
    ...(boundary !== undefined && { boundary: change(boundary) }),
  };
}

/** The statements of a policy that can apply to requests for an action. */
export function sliceStatements(policy: AnyPolicy, action: string): AnyStatement[] {
  return mapStatements(policy, sliceTest(action)).Statement;
}

/** The policies that have statements which can apply to requests for an action, with only these. */
export function slicePolicies(policies: readonly AnyPolicy[], action: string): AnyPolicy[] {
  return policies
    .map((policy): AnyPolicy => ({ ...policy, Statement: sliceStatements(policy, action) }) as AnyPolicy)
    .filter(({ Statement }) => Statement.length > 0);
}

/** A policy with what is left of its statements. */
export function mapStatements(policy: AnyPolicy, narrow: Narrower): AnyPolicy {
  return { ...policy, Statement: policy.Statement.flatMap((statement) => narrow(statement) ?? []) } as AnyPolicy;
}

function sliceTest(action: string): Narrower {
  const name = action.toLowerCase();
  return hasWildcards(action) ? (statement) => overlapping(statement, name) : (statement) => applying(statement, name);
}

/** The statement for every action, if it applies to one without wildcards. */
function applying(statement: AnyStatement, action: string): AnyStatement | undefined {
  const { Action, NotAction = [] } = elementsOf(statement);
  const applies =
    Action === undefined ? !actionMatcher([NotAction].flat())(action) : actionMatcher([Action].flat())(action);
  return applies ? withActions(statement, { Action: '*' }) : undefined;
}

/** The statement with those of its patterns that can match an action which a pattern matches. */
function overlapping(statement: AnyStatement, action: string): AnyStatement | undefined {
  const { Action, NotAction = [] } = elementsOf(statement);
  if (Action !== undefined) {
    const patterns = [Action].flat().filter((pattern) => mayOverlap(pattern.toLowerCase(), action));
    return patterns.length === 0 ? undefined : withActions(statement, { Action: patterns });
  }
  const service = serviceOf(action);
  const exempt = [NotAction].flat().filter((pattern) => mayOverlap(pattern.toLowerCase(), action));
  const isExempt = exempt.some(
    (pattern) => pattern === '*' || (!hasWildcards(service) && pattern.toLowerCase() === `${service}:*`),
  );
  if (isExempt) return undefined;
  return withActions(statement, exempt.length === 0 ? { Action: '*' } : { NotAction: exempt });
}

function withActions(statement: AnyStatement, actions: object): AnyStatement {
  const { Action: _action, NotAction: _notAction, ...rest } = elementsOf(statement) as Record<string, unknown>;
  return { ...rest, ...actions } as unknown as AnyStatement;
}

/** The facts about requests for an action. */
export function sliceFacts({ keys = {}, exceptions = [] }: Facts, action: string): Facts {
  const name = action.toLowerCase();
  if (hasWildcards(action)) {
    const about = exceptions.filter(({ actions }) =>
      actions.some((pattern) => mayOverlap(pattern.toLowerCase(), name)),
    );
    return { keys, exceptions: merged(about) };
  }
  const about = exceptions.filter(({ actions }) => actionMatcher(actions)(name));
  const [first] = about;
  if (first !== undefined && first.resources === undefined) return { keys: withOthers(keys, first) };
  return { keys, exceptions: about.map((each) => ({ ...each, actions: ['*'] })) };
}

type Exceptions = NonNullable<Facts['exceptions']>;

/** Exceptions with the same facts as one, where the first one that matches a request remains the same. */
function merged(exceptions: Exceptions): Exceptions {
  const groups: { same: string; actions: string[]; exception: Exceptions[number] }[] = [];
  for (const exception of exceptions) {
    const { actions, ...others } = exception;
    const same = JSON.stringify(others);
    const at = groups.findIndex((group) => group.same === same);
    const isApart = groups
      .slice(at)
      .every((group) =>
        group.actions.every((one) => actions.every((other) => !mayOverlap(one.toLowerCase(), other.toLowerCase()))),
      );
    if (at !== -1 && isApart) groups[at]?.actions.push(...actions);
    else groups.push({ same, actions: [...actions], exception });
  }
  return groups.map(({ actions, exception }) => ({ ...exception, actions }));
}

/** Facts with those of an exception in place of those about the same keys, in any letter case. */
export function withOthers(
  keys: KnownKeys,
  { keys: others = {}, unknown = [] }: { readonly keys?: KnownKeys; readonly unknown?: readonly string[] },
): KnownKeys {
  const named = new Set([...Object.keys(others), ...unknown].map((key) => key.toLowerCase()));
  const kept = Object.entries(keys).filter(([key]) => !named.has(key.toLowerCase()));
  return { ...Object.fromEntries(kept), ...others };
}
