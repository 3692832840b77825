/** What a function returns, or the error of the expected class that it throws. Other errors go through. */
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
