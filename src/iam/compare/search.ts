import type { Dimension, Literal } from './atom.js';
import { spend } from './budget.js';
import type { ComparedStatement } from './compile.js';
import { constrain, freeDimension, mayBeTrue, type DimensionScope, type DimensionState } from './dimension.js';

/** What is known about a request, dimension by dimension. */
export type Model = ReadonlyMap<Dimension, DimensionState>;

/** The model with additional literals, or `undefined` if no request satisfies all literals. */
export function assume(model: Model, literals: readonly Literal[], scope: DimensionScope): Model | undefined {
  const next = new Map(model);
  for (const literal of literals) {
    const state = constrain(stateOf(next, literal, scope), literal, scope);
    if (state === undefined) return undefined;
    next.set(literal.atom.dimension, state);
  }
  return next;
}

/**
 * Searches for a request that satisfies the model and to which none of the statements applies. Returns a model, or
 * `undefined` if and only if there is no such request.
 *
 * A model always has a request at hand. A statement that does not apply to this request needs no attention. In one that
 * applies, a literal has to be violated. Each possible way is followed, later ways under the assumption that the
 * earlier literals hold, so that no request is visited twice. Statements with at most one way left go first.
 *
 * @throws {TooComplexError} When the budget is used up.
 */
export function findModelAvoiding(
  start: Model,
  statements: readonly ComparedStatement[],
  scope: DimensionScope,
): Model | undefined {
  let model = start;
  for (;;) {
    const applying = statements.filter(({ literals }) =>
      literals.every((literal) => mayBeTrue(stateOf(model, literal, scope), literal)),
    );
    spend(scope.budget, statements.length + applying.length);
    if (applying.length === 0) return model;

    let ways: Way[] | undefined;
    for (const statement of applying) {
      const open = openWays(model, statement, scope);
      if (ways === undefined || open.length < ways.length) ways = open;
      if (ways.length <= 1) break;
    }
    const [only, ...others] = ways as Way[];
    if (only === undefined) return undefined;
    if (others.length > 0) return followAny([only, ...others], statements, scope);
    model = only.model;
  }
}

/** A violated literal, and the model in which it is violated. */
type Way = { model: Model; violated: Literal };

function openWays(model: Model, { literals }: ComparedStatement, scope: DimensionScope): Way[] {
  return literals.flatMap(({ atom, positive }) => {
    const next = assume(model, [{ atom, positive: !positive }], scope);
    return next === undefined ? [] : [{ model: next, violated: { atom, positive } }];
  });
}

function followAny(
  ways: readonly Way[],
  statements: readonly ComparedStatement[],
  scope: DimensionScope,
): Model | undefined {
  const earlier: Literal[] = [];
  for (const { model, violated } of ways) {
    const rest = assume(model, earlier, scope);
    const found = rest && findModelAvoiding(rest, statements, scope);
    if (found !== undefined) return found;
    earlier.push(violated);
  }
  return undefined;
}

function stateOf(model: Model, { atom }: Literal, scope: DimensionScope): DimensionState {
  return model.get(atom.dimension) ?? freeDimension(atom.dimension, scope);
}
