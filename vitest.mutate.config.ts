import { defineConfig } from 'vitest/config';

/** The tests that a mutant of `src` can fail: not those of types, of the build and of the documentation. */
export default defineConfig({
  test: { include: ['test/{iam,upsolver,cli}/**/*.test.ts'], exclude: ['test/upsolver/new-mode.test.ts'] },
});
