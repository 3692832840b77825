import { InvalidInputError, type Issue } from '../src/index.js';

/** The issues of a call, which must throw our error. */
export function issuesOf(call: () => unknown): Issue[] {
  try {
    call();
  } catch (error) {
    if (error instanceof InvalidInputError) return error.issues;
    throw error;
  }
  throw new Error('the call did not throw');
}
