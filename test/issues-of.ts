import { expect } from 'vitest';
import { InvalidInputError, type Issue } from '../src/index.js';

/** The issues of a call, which must throw our error; each is an error, so severities are left out. */
export function issuesOf(call: () => unknown): Omit<Issue, 'severity'>[] {
  try {
    call();
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    return error.issues.map(withoutSeverity);
  }
  throw new Error('the call did not throw');
}

/** The issue without its severity, which must be `error`. */
export function withoutSeverity({ severity, ...problem }: Issue): Omit<Issue, 'severity'> {
  expect(severity, problem.message).toBe('error');
  return problem;
}
