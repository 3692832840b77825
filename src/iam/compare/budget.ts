/** Thrown inside a comparison that has used up its steps. Never leaves the comparison. */
export class TooComplexError extends Error {}

/**
 * The steps that a comparison may still take. Questions about patterns can be exponentially hard. A count of steps,
 * unlike a clock, gives the same answer on every machine.
 */
export type Budget = { left: number };

/** Steps for a call, both directions and all readings together: well under a second. */
const STEPS_PER_CALL = 1_500_000;

/*
 * Prices. A step is about the time that the automaton needs to read one character in one state. The numbers say how
 * many cheaper operations take as long.
 */

/** Tests of one value against one atom. */
export const TESTS_PER_STEP = 10;

/** Steps of the evaluator that matches a string against patterns. */
export const MATCH_STEPS_PER_STEP = 100;

/** Reading all strings of policies again, with other values for their variables. */
export const STEPS_PER_CHARACTER = 4;

/** Asking whether a statement can apply together with another one. */
export const STEPS_PER_STATEMENT = 10;

/** A full budget, or one with other steps. */
export function createBudget(left: number = STEPS_PER_CALL): Budget {
  return { left };
}

/** Steps for values of variables that are likely to make a difference. */
export const STEPS_FOR_LIKELY_VALUES = 200_000;

/** Runs a part of a search that may take some steps of a budget only. */
export function withAtMost<Result>(steps: number, budget: Budget, run: () => Result): Result {
  const reserved = Math.max(0, budget.left - steps);
  budget.left -= reserved;
  try {
    return run();
  } finally {
    budget.left = Math.max(0, budget.left) + reserved;
  }
}

/**
 * Takes steps from a budget.
 *
 * @throws {TooComplexError} When the budget is used up.
 */
export function spend(budget: Budget, steps: number): void {
  budget.left -= steps;
  if (budget.left < 0) throw new TooComplexError();
}

/** Steps to choose the examples of a call, after everything is decided. */
export const STEPS_FOR_EXAMPLES = 500_000;

/** Runs something with other steps than those of a budget, which keeps its own. */
export function withOwn<Result>(own: Budget, budget: Budget, run: () => Result): Result {
  const { left } = budget;
  budget.left = own.left;
  try {
    return run();
  } finally {
    own.left = Math.max(0, budget.left);
    budget.left = left;
  }
}
