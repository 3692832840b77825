import { defineConfig } from 'vitest/config';

/** The tests that a mutant of `src/upsolver` can fail, without those that take seconds each. */
export default defineConfig({
  test: {
    // Stryker has its own limit.
    testTimeout: 60_000,
    include: ['test/{core,aws,upsolver,risks}/**/*.test.ts'],
    exclude: ['test/upsolver/parameters/json-schema.test.ts', 'test/upsolver/service-reference.test.ts'],
  },
});
