/** Calls a function and returns its result, or the error that it throws if it is of the expected class. */
export function attempt<Result, Expected extends Error>(
  expected: new (...args: never[]) => Expected,
  run: () => Result,
): Result | Expected {
  try {
    return run();
  } catch (error) {
    if (error instanceof expected) return error;
    throw error;
  }
}
