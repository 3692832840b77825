import { groupBy } from '../../core/group-by.js';
import { createBudget, type Budget } from '../compare/budget.js';
import { withoutKnown, type Case } from '../compare/cases.js';
import { grantedOnlyBy } from '../compare/difference.js';
import { noteOf, type Example } from '../compare/example.js';
import type { ReadOptions } from '../compare/options.js';
import type { ExampleContext, StatementDifference, UndecidedReason } from '../compare/statement-search.js';
import { createWorkspace } from '../compare/workspace.js';
import { elementsOf, type AnyPolicy, type AnyStatement, type ConditionBlock } from '../document.js';
import { actionMatcher } from '../match/action.js';
import { hasWildcards } from '../match/glob.js';
import { mayOverlap } from '../match/overlap.js';
import { firstLayers, type PolicySet } from '../policy-set.js';
import type { Reading } from '../reading.js';
import type { AccessRequest, Caller } from '../request.js';
import { actionPieces, denying, mayShareActions, pieceOf, resourcePieces, withPieces, type Piece } from './pieces.js';
import { unionsOf } from './unions.js';

type Place = StatementDifference['statement'];

/** A class of requests that one side allows and the other does not. */
export type FoundClass = Piece & {
  place: Place;
  condition: ConditionBlock | undefined;
  /** Whether the other side allows some of the actions as well. */
  isPartial: boolean;
  /** Chooses the example. What the class is does not depend on it. */
  example: () => AccessRequest;
  isReachable: boolean;
  undecided?: undefined;
};

/** A statement that could not be compared. */
type Undecided = { place: Place; undecided: UndecidedReason };

/** A part of a statement that has a difference, before examples are chosen. */
type Part = Piece & { witness: AccessRequest; context: ExampleContext };

/** A part, and how to choose its example. */
export type ChosenPart = Piece & { isPartial: boolean; isReachable: boolean; example: () => Example };

/**
 * The classes of one side, statement by statement. What is decided does not depend on the catalog.
 *
 * @param merge What becomes of the parts of a statement.
 * @param own The steps to split statements. A statement for which they do not suffice stays whole.
 */
export function findClasses(
  of: 'a' | 'b',
  cases: readonly Case[],
  reading: Reading,
  { catalog, chooseExample }: ReadOptions,
  merge: (parts: readonly ChosenPart[]) => readonly ChosenPart[] = mergeParts,
  own: Budget = createBudget(),
): (FoundClass | Undecided)[] {
  const found = new Map<string, FoundClass | Undecided>();
  for (const { a, b, workspace, known } of cases) {
    const [inner, outer] = of === 'a' ? [a, b] : [b, a];
    const mayAllow = actionsOf(outer);
    const earlierIn = new Map<string, AnyPolicy[]>();
    for (const { statement: place, witness, undecided, context } of byPlace(
      grantedOnlyBy(inner, outer, reading, workspace),
    )) {
      const policy = inner.policies[place.policy] as AnyPolicy;
      const statement = policy.Statement[place.statement] as AnyStatement;
      const { callers } = workspace;
      // Statements of other first layers can apply where the layers of their routes do not allow the request.
      const earlier = earlierIn.get(startOf(inner, place)) ?? [];
      const scope = { inner, outer, reading, earlier, catalog, callers, budget: own };
      const parts = partsOf(statement, place, scope);
      earlierIn.set(startOf(inner, place), denying(earlier, policy, [{ ...statement, Effect: 'Deny' }]));
      if (parts === undefined && witness === undefined) {
        found.set(`${place.policy}.${place.statement} undecided`, { place, undecided: undecided as UndecidedReason });
        continue;
      }
      const isPlain = statement.Condition === undefined && [elementsOf(statement).Resource].flat().includes('*');
      const choose = ({ witness: first, context: source }: Part): Example => chooseExample(first, source);
      const chosen = (parts ?? [{ ...wholeOf(statement), witness, context } as Part]).map((part): ChosenPart => {
        // AWS documents a request on any resource for each action that the catalog has.
        const early = isPlain && part.accessLevel !== undefined ? undefined : choose(part);
        const { witness: _witness, context: _context, ...piece } = part;
        return {
          ...piece,
          isPartial: mayAllow(piece),
          isReachable: early?.isReachable ?? true,
          example: () => early ?? choose(part),
        };
      });
      for (const { example, ...piece } of merge(chosen)) {
        const key = JSON.stringify([place, piece]);
        if (found.has(key)) continue;
        found.set(key, {
          ...piece,
          place,
          condition: statement.Condition,
          example: () => withoutKnown(example().request, known),
        });
      }
    }
  }
  return [...found.values()];
}

type Scope = {
  inner: PolicySet;
  outer: PolicySet;
  reading: Reading;
  /** Policies that deny what earlier statements allow. */
  earlier: readonly AnyPolicy[];
  catalog: ReadOptions['catalog'];
  callers: readonly Caller[];
  budget: Budget;
};

/** The parts of a statement that the other side does not allow; `undefined` if some part is not decided. */
function partsOf(
  statement: AnyStatement,
  place: Place,
  { inner, outer, reading, earlier, catalog, callers, budget }: Scope,
): Part[] | undefined {
  const found: Part[] = [];
  const actions = actionPieces(statement, catalog);
  // Pieces name nothing that the policies do not: all searches share what is known about them.
  const workspace = createWorkspace([...inner.policies, ...outer.policies, ...earlier], budget, callers);
  for (const { resources, notResources } of resourcePieces(statement)) {
    const others: AnyStatement[] =
      notResources.length === 0 ? [] : [{ Effect: 'Deny', Action: '*', Resource: [...notResources] }];
    // Named actions do not overlap: one search has all of them.
    const [together, apart] = [
      actions.filter(({ notActions }) => notActions.length === 0),
      actions.filter(({ notActions }) => notActions.length > 0),
    ];
    for (const some of [...chunksOf(together), ...apart.map((each) => [each])]) {
      const notActions = some.flatMap((each) => each.notActions);
      const denied = denying(earlier, inner.policies[place.policy] as AnyPolicy, [
        ...others,
        ...(notActions.length > 0 ? [{ Effect: 'Deny', Action: notActions, Resource: '*' } as AnyStatement] : []),
      ]);
      const pieces = some.map((piece) => pieceOf(statement, { ...piece, resources }));
      const set = withPieces(inner, place, pieces, denied);
      for (const { statement: at, witness, undecided, context } of byPlace(
        grantedOnlyBy(set, outer, reading, workspace),
      )) {
        if (undecided !== undefined) return undefined;
        const piece = some[at.statement] as (typeof some)[number];
        // What the catalog has is not repeated.
        const excluded = piece.undocumented === true ? [] : piece.notActions;
        found.push({ ...piece, notActions: excluded, resources, notResources, witness, context } as Part);
      }
    }
  }
  return found;
}

/** Pieces that are searched together: each example is confirmed by a look at all of them. */
const CHUNK = 32;

function chunksOf<Value>(values: readonly Value[]): Value[][] {
  const count = Math.ceil(values.length / CHUNK);
  return Array.from({ length: count }, (_, index) => values.slice(index * CHUNK, (index + 1) * CHUNK));
}

/** The routes that a statement begins; equal for statements that allow requests together with the same layers. */
function startOf({ routes = [] }: PolicySet, { policy }: Place): string {
  return routes.flatMap((route, index) => (firstLayers([route]).has(policy) ? [index] : [])).join();
}

type Difference = StatementDifference & { context?: ExampleContext };

/**
 * What each statement grants, or why that is not decided, in their order. A statement of several routes has several
 * results, of which one that grants something is the best.
 */
function byPlace(differences: Iterable<Difference>): Difference[] {
  const found = new Map<string, Difference>();
  for (const difference of differences) {
    const { policy, statement } = difference.statement;
    const before = found.get(`${policy}.${statement}`);
    const isBetter = before?.witness === undefined && (difference.witness ?? difference.undecided) !== undefined;
    if (isBetter) found.set(`${policy}.${statement}`, difference);
  }
  const place = ({ statement: { policy, statement } }: Difference): [number, number] => [policy, statement];
  return [...found.values()].toSorted((a, b) => place(a)[0] - place(b)[0] || place(a)[1] - place(b)[1]);
}

/** A statement that is not split. */
function wholeOf(statement: AnyStatement): Piece {
  const { Action, NotAction = [], Resource, NotResource } = elementsOf(statement);
  return {
    actions: [Action ?? NotAction].flat(),
    isInverted: Action === undefined,
    resources: {
      ...(Resource !== undefined && { Resource }),
      ...(NotResource !== undefined && { NotResource }),
    },
    notActions: [],
    notResources: [],
  };
}

/** Parts with the same resources in one, if their actions have the same level; then those with the same actions. */
function mergeParts(parts: readonly ChosenPart[]): ChosenPart[] {
  const byResource = groupBy(parts, ({ actions: _actions, notActions: _excluded, example: _example, ...same }) =>
    JSON.stringify(same),
  ).flatMap((group) =>
    unionsOf(group, (part) => ({ patterns: part.actions, excluded: part.notActions }), mayShareActions).map(
      ({ values, patterns, excluded }) => ({ ...worst(values), actions: patterns, notActions: excluded }),
    ),
  );
  return groupBy(byResource, ({ resources: _resources, notResources: _excluded, example: _example, ...same }) =>
    JSON.stringify(same),
  ).flatMap((group): ChosenPart[] => {
    if (group[0].resources.Resource === undefined) return group;
    return unionsOf(
      group,
      ({ resources: { Resource = [] }, notResources }) => ({ patterns: [Resource].flat(), excluded: notResources }),
      mayOverlap,
    ).map(({ values: [like], patterns, excluded }) => ({
      ...like,
      resources: { Resource: patterns },
      notResources: excluded,
    }));
  });
}

/** The part with the example that reviewers know best. */
function worst(parts: readonly [ChosenPart, ...ChosenPart[]]): ChosenPart {
  const [best] = parts.toSorted((a, b) => noteOf(a.actions[0] as string) - noteOf(b.actions[0] as string));
  return best as ChosenPart;
}

/** Whether a set may allow some of the actions of a piece: on some resource, under some condition. */
function actionsOf({ policies, routes = [[[...policies.keys()]]] }: PolicySet): (piece: Piece) => boolean {
  const tests = policies.map(({ Statement }) =>
    (Statement as AnyStatement[]).flatMap((statement) => {
      if (statement.Effect !== 'Allow') return [];
      const { Action, NotAction = [] } = elementsOf(statement);
      const patterns = [Action ?? NotAction].flat();
      return [{ matches: actionMatcher(patterns), isInverted: Action === undefined, patterns }];
    }),
  );
  const mayAllow = (policy: number, { isInverted }: Piece, action: string): boolean =>
    (tests[policy] as (typeof tests)[number]).some((test) => {
      if (isInverted) return true;
      if (!hasWildcards(action)) return test.matches(action.toLowerCase()) !== test.isInverted;
      return test.isInverted || test.patterns.some((pattern) => mayShareActions(pattern, action));
    });
  return (piece) =>
    piece.actions.some((action) =>
      routes.some((route) => route.every((layer) => layer.some((policy) => mayAllow(policy, piece, action)))),
    );
}
