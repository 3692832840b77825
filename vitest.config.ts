import { availableParallelism } from 'node:os';
import { configDefaults, defineConfig } from 'vitest/config';
import { deep } from './test/deep.js';

/** Tests that replace modules of Node need a module registry for each file; all others share one, in half the time. */
const MOCKING = ['test/cli/{main,read}.test.ts'];

/**
 * Tests that take long and find what rarely breaks: recipes and examples as a whole, other versions of packages, whole
 * policies in z3, steps, and tools of the tests and of releases.
 */
const DEEP_ONLY = [
  'test/{action,ci-recipe,recipes,types}.test.ts',
  'test/examples/{commands,kits,lambda-template,step-functions}.test.ts',
  'test/iam/compare/steps.test.ts',
  'test/iam/reference/{generate,z3-verdicts}.test.ts',
  'test/package/{recipes,zod}.test.ts',
  'test/scripts/published-manifest.test.ts',
];

/** Tests of types are checked by the compiler, with all other types: `scripts/test.ts`. */
export default defineConfig({
  test: {
    testTimeout: 30_000, // comparisons in loops, on a machine that does other things, too
    maxWorkers: availableParallelism(), // by default one core is left idle: half of the machine, of two
    projects: [
      {
        extends: true,
        test: {
          name: 'tests',
          isolate: false,
          include: ['test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...MOCKING, ...(deep ? [] : DEEP_ONLY)],
          benchmark: { include: ['test/bench/*.bench.ts'] },
        },
      },
      { extends: true, test: { name: 'with mocks', include: MOCKING } },
    ],
    coverage: {
      provider: 'v8',
      include: ['src/**'],
      reporter: ['text-summary', 'html'],
      thresholds: { 100: true },
    },
  },
});
