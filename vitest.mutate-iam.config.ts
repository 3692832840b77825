import { defineConfig } from 'vitest/config';

/**
 * The tests that have to detect the mutants of `src/iam`: its own tests, without those that take seconds, because each of
 * them would run for most mutants of the comparison.
 */
export default defineConfig({
  test: {
    // Stryker has its own limit.
    testTimeout: 60_000,
    include: ['test/iam/**/*.test.ts'],
    exclude: [
      'test/iam/compare/{hostile,laws,managed-policies,steps,z3}.test.ts',
      'test/iam/differences/laws.test.ts',
      'test/iam/{layers,reference}/agreement.test.ts',
      'test/iam/reference/z3-verdicts.test.ts',
    ],
  },
});
