import { readFileSync } from 'node:fs';

export type Count = { readonly passed: number; readonly failed: number };

/**
 * The tests that vitest reports, and the run itself: coverage below its threshold, a file that does not load or a
 * missing report fail the run, but no test.
 */
export function countTests(report: string, succeeded: boolean): Count {
  try {
    const { numPassedTests: passed, numFailedTests: failed } = JSON.parse(readFileSync(report, 'utf8')) as {
      numPassedTests: number;
      numFailedTests: number;
    };
    const isExplained = succeeded ? passed > 0 : failed > 0;
    return { passed, failed: isExplained ? failed : failed + 1 };
  } catch {
    return { passed: 0, failed: 1 };
  }
}

export function sumCounts(counts: readonly Count[]): Count {
  return counts.reduce((sum, { passed, failed }) => ({ passed: sum.passed + passed, failed: sum.failed + failed }), {
    passed: 0,
    failed: 0,
  });
}

/** The line that CI reads. */
export function formatCount({ passed, failed }: Count): string {
  return `${passed} passed, ${failed} failed`;
}
