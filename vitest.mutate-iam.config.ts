import { defineConfig } from 'vitest/config';

/**
 * The tests that a mutant of `src/iam` has to fail: its own, without those that take seconds, because each of them would
 * run for most mutants of the comparison. All files share the modules that are loaded, which halves the time of a mutant.
 */
export default defineConfig({
  test: {
    isolate: false,
    include: ['test/iam/**/*.test.ts'],
    exclude: ['test/iam/compare/{hostile,laws,z3,managed-policies}.test.ts'],
  },
});
