/**
 * Every gate, in one run: build, types, lint, then all tests with coverage, those of the packed package among them.
 * Prints, last, one line with the counts; a gate counts as one.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';

const REPORT = 'reports/tests.json';

type Count = { passed: number; failed: number };

function run(command: string, args: string[]): boolean {
  console.log(`\n> ${command} ${args.join(' ')}`);
  return spawnSync(command, args, { stdio: 'inherit', shell: process.platform === 'win32' }).status === 0;
}

/** The tests that vitest reports, and the run itself: coverage below its threshold fails the run, but no test. */
function countTests(succeeded: boolean): Count {
  try {
    const report = JSON.parse(readFileSync(REPORT, 'utf8')) as { numPassedTests: number; numFailedTests: number };
    const tests = { passed: report.numPassedTests, failed: report.numFailedTests };
    return succeeded || tests.failed > 0 ? tests : { passed: tests.passed, failed: 1 };
  } catch {
    return { passed: 0, failed: 1 };
  }
}

rmSync(REPORT, { force: true });
// The build comes first: the examples' types are those of the package.
const gates = [
  run('npm', ['run', 'build']),
  run('npx', ['tsc']),
  run('npx', ['oxlint', '--deny-warnings']),
  run('npx', ['oxfmt', '--check', '.']),
];
const tests = countTests(
  run('npx', ['vitest', 'run', '--coverage', '--reporter=default', '--reporter=json', `--outputFile.json=${REPORT}`]),
);

const passed = gates.filter(Boolean).length + tests.passed;
const failed = gates.filter((gate) => !gate).length + tests.failed;
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
