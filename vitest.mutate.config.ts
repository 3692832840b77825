import { defineConfig } from 'vitest/config';

/** The tests that a mutant of `src/upsolver` can fail, without those that take seconds each. */
export default defineConfig({
  test: {
    include: ['test/{core,aws,upsolver,risks,cli}/**/*.test.ts'],
    exclude: ['test/upsolver/parameters/json-schema.test.ts', 'test/upsolver/service-reference.test.ts'],
  },
});
