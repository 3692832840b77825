import { defineConfig } from 'vitest/config';

/** The tests that a mutant of `src/upsolver` can fail, also those of the accounts file, whose schema is there. */
export default defineConfig({
  test: {
    // Stryker has its own limit.
    testTimeout: 60_000,
    include: ['test/{core,aws,upsolver,risks}/**/*.test.ts', 'test/cli/config/*.test.ts'],
    exclude: ['test/upsolver/service-reference.test.ts'],
  },
});
