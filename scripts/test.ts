/**
 * Every gate, in one run: build, types, lint, format, then all tests. Prints, last, one line with the counts; a gate
 * counts as one. `--deep` runs everything at full strength: all counts of cases, coverage, every compiler.
 */
import { rmSync } from 'node:fs';
import { buildIfChanged } from './build-if-changed.js';
import { countTests, formatCount, sumCounts, type Count } from './counts.js';
import { run } from './run.js';

const REPORT = 'reports/tests.json';
const deep = process.argv.includes('--deep');

const gate = (passed: boolean): Count => ({ passed: Number(passed), failed: Number(!passed) });

/** The fast compiler, which checks the tests of types, too: they are part of the project. */
const FAST_COMPILER = ['node_modules/typescript-7/bin/tsc', '-p', '.'];

rmSync(REPORT, { force: true });
// The build comes first: the examples' types are those of the package.
const gates = [
  gate(buildIfChanged()),
  gate(run('node', FAST_COMPILER)),
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
