/** Thrown inside a comparison when it has used up its steps; never leaves it. */
export class TooComplexError extends Error {}

/**
 * The steps that a comparison may still take. Questions about patterns can be made exponentially hard; a count of steps,
 * unlike a clock, gives the same answer on every machine.
 */
export type Budget = { left: number };

/** @throws {TooComplexError} When nothing is left. */
export function spend(effort: Budget, steps: number): void {
  effort.left -= steps;
  if (effort.left < 0) throw new TooComplexError();
}
