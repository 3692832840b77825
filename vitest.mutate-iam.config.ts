import { defineConfig } from 'vitest/config';

/**
 * The tests that a mutant of `src/iam` has to fail: its own, without those that take seconds, because each of them would
 * run for most mutants of the comparison.
 */
export default defineConfig({
  test: {
    // Stryker has a limit of its own.
    testTimeout: 60_000,
    include: ['test/iam/**/*.test.ts'],
    exclude: ['test/iam/compare/{hostile,laws,z3,managed-policies}.test.ts'],
  },
});
