import { defineConfig } from 'vitest/config';

/**
 * The tests that a mutant of `src` can fail: not those of types, of the build and of the documentation; nor those that
 * take seconds, because each of them would run for each mutant of the comparison.
 */
export default defineConfig({
  test: { include: ['test/{iam,upsolver,cli}/**/*.test.ts'], exclude: ['test/upsolver/new-mode.test.ts', 'test/iam/compare/{hostile,laws,z3,managed-policies}.test.ts'] },
});
