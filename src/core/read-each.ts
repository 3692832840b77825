import { attempt } from './attempt.js';
import { InvalidInputError } from './issue.js';

/**
 * Calls all readers, and returns what they return.
 *
 * @throws {InvalidInputError} With the problems of all readers.
 */
export function readEach<Values extends readonly unknown[]>(
  ...readers: { [Index in keyof Values]: () => Values[Index] }
): Values {
  const results = readers.map((read) => attempt(InvalidInputError, read as () => unknown));
  const issues = results.flatMap((result) => (result instanceof InvalidInputError ? result.issues : []));
  if (issues.length > 0) throw new InvalidInputError(issues);
  return results as unknown as Values;
}
