import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { countTests, formatCount, sumCounts } from '../../scripts/counts.js';

const folder = mkdtempSync(join(tmpdir(), 'upsolver-iam-counts-'));
const report = join(folder, 'tests.json');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function counted(numPassedTests: number, numFailedTests: number, succeeded: boolean): string {
  writeFileSync(report, JSON.stringify({ numPassedTests, numFailedTests }));
  return formatCount(countTests(report, succeeded));
}

describe('the counts of a test run', () => {
  it('are those of its report', () => {
    expect(counted(12, 0, true)).toBe('12 passed, 0 failed');
    expect(counted(12, 3, false)).toBe('12 passed, 3 failed');
  });

  it('have one failure more if the run failed, but no test: coverage is too low, say', () => {
    expect(counted(12, 0, false)).toBe('12 passed, 1 failed');
  });

  it('have a failure if no test ran', () => {
    expect(counted(0, 0, true)).toBe('0 passed, 1 failed');
  });

  it('are one failure without a report, or with one that is not JSON', () => {
    expect(countTests(join(folder, 'missing.json'), true)).toEqual({ passed: 0, failed: 1 });
    writeFileSync(report, '{ "numPassedTests": 1');
    expect(countTests(report, true)).toEqual({ passed: 0, failed: 1 });
  });

  it('add up', () => {
    const one = { passed: 1, failed: 0 };
    expect(formatCount(sumCounts([one, { passed: 2, failed: 3 }, one]))).toBe('4 passed, 3 failed');
    expect(formatCount(sumCounts([]))).toBe('0 passed, 0 failed');
  });
});
