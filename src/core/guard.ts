import { InvalidInputError, unreadable } from './issue.js';

/**
 * Runs a function that only reads an input. Whatever is thrown because of the input becomes a problem of it.
 *
 * @param what What it is, with its article.
 * @param hint Where to get a valid value.
 * @throws {InvalidInputError} What the function throws, or that the input cannot be read.
 */
export function guarded<Result>(what: string, path: (string | number)[], run: () => Result, hint?: string): Result {
  try {
    return run();
  } catch (error) {
    if (error instanceof InvalidInputError) throw error;
    if (hint === undefined) throw new InvalidInputError([{ ...unreadable(what), path }]);
    throw new InvalidInputError([{ code: 'invalid_type', path, message: `${what} has another form`, hint }]);
  }
}
