import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** Tests of types are checked by the compiler, with all other types: `scripts/test.ts`. */
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 30_000, // comparisons in loops, on a machine that does other things, too
    maxWorkers: availableParallelism(), // by default one core is left idle: half of the machine, of two
    benchmark: { include: ['test/bench/*.bench.ts'] },
    coverage: {
      provider: 'v8',
      include: ['src/**'],
      reporter: ['text-summary', 'html'],
      thresholds: { lines: 100, branches: 100, functions: 100, statements: 100 },
    },
  },
});
