/**
 * Every gate, in one run: build, types, lint, format, then all tests. Prints, last, one line with the counts; a gate
 * counts as one. `--deep` runs everything at full strength: all counts of cases, coverage, every compiler.
 */
import { rmSync } from 'node:fs';
import { buildIfChanged } from './build-if-changed.js';
import { FAST_COMPILER } from './compiler.js';
import { countTests, formatCount, sumCounts, type Count } from './counts.js';
import { run } from './run.js';

const REPORT = 'reports/tests.json';
const deep = process.argv.includes('--deep');

const gate = (passed: boolean): Count => ({ passed: Number(passed), failed: Number(!passed) });

rmSync(REPORT, { force: true });
// The build comes first: the examples' types are those of the package.
const gates = [
  gate(buildIfChanged()),
  // Tests of types are part of the project: the compiler is what runs them.
  gate(run('node', [FAST_COMPILER, '-p', '.'])),
  ...(deep ? [gate(run('npx', ['tsc']))] : []),
  gate(run('npx', ['oxlint', '--deny-warnings'])),
  gate(run('npx', ['oxfmt', '--check', '.'])),
];
const succeeded = run(
  'npx',
  [
    'vitest',
    'run',
    ...(deep ? ['--coverage'] : []),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${REPORT}`,
  ],
  deep ? { DEEP: '1' } : {},
);

const total = sumCounts([...gates, countTests(REPORT, succeeded)]);
console.log(`\n${formatCount(total)}`);
process.exitCode = total.failed === 0 ? 0 : 1;
