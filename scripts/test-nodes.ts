/**
 * Runs the unit tests, and the packed package, under other versions of Node, which the npm package `node` brings.
 * `npm run test:nodes` for all, `npm run test:nodes -- 22` for some.
 */
import { run } from './run.js';

const given = process.argv.slice(2);
const versions = given.length > 0 ? given : ['20', '22', '24', '26'];

const failed = versions.filter((version) => {
  console.log(`\n> Node ${version}`);
  return !run('npx', ['-y', `node@${version}`, 'node_modules/vitest/vitest.mjs', 'run']);
});
console.log(`\n${versions.length - failed.length} passed, ${failed.length} failed`);
process.exitCode = failed.length === 0 ? 0 : 1;
