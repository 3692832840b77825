import { defineConfig } from 'vitest/config';

/**
 * The tests that a mutant of `src/upsolver` can fail: not those of types, of the build and of the documentation; nor one
 * that compiles the package, because it would do so for each mutant.
 */
export default defineConfig({
  test: { include: ['test/{upsolver,cli}/**/*.test.ts'], exclude: ['test/upsolver/new-mode.test.ts'] },
});
