/** `findRisks` on the five largest AWS managed policies of the fixture: at most 3 seconds of CPU together. */
import { readFileSync } from 'node:fs';
import type { PolicyDocument } from '../src/iam/index.js';
import type * as Risks from '../src/risks/index.js';

// The built library: what tsx makes of the sources is slower.
const { findRisks } = (await import(new URL('../dist/risks/index.js', import.meta.url).href)) as typeof Risks;
const managed = JSON.parse(readFileSync('test/fixtures/aws-managed-policies.json', 'utf8')) as Record<
  string,
  Record<string, PolicyDocument>
>;
const policies = Object.entries(managed)
  .map(([name, versions]) => ({ name, document: Object.values(versions).at(-1) as PolicyDocument }))
  .toSorted((a, b) => JSON.stringify(b.document).length - JSON.stringify(a.document).length)
  .slice(0, 5);

function secondsOf(run: () => unknown): number {
  const start = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

const rows = policies.map(({ name, document }) => ({
  policy: name,
  characters: JSON.stringify(document).length,
  risks: findRisks(document).length,
  seconds: Number(secondsOf(() => findRisks(document)).toFixed(3)),
}));
console.table(rows);
console.log(`together: ${rows.reduce((sum, { seconds }) => sum + seconds, 0).toFixed(2)} s of CPU`);
