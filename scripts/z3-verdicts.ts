/**
 * Compares the relations of `compareAccess` with those of z3 for random pairs of whole policies. Prints how often each
 * relation occurred and every pair on which they differ. Exit status 1 if there is one.
 *
 * `npx tsx scripts/z3-verdicts.ts --verdicts 2000 --seed 1`
 */
import { parseArgs } from 'node:util';
import { describeVerdict, isWrong, verdicts } from '../test/iam/reference/z3-verdicts.js';

const { values } = parseArgs({
  options: { verdicts: { type: 'string', default: '2000' }, seed: { type: 'string', default: '1' } },
});
const wanted = Number(values.verdicts);

const counts = new Map<string, number>();
let decided = 0;
let wrong = 0;
for await (const verdict of verdicts(Number(values.seed))) {
  const relation = verdict.z3 ?? 'not decided by z3';
  counts.set(relation, (counts.get(relation) ?? 0) + 1);
  if (verdict.z3 !== undefined) decided += 1;
  if (isWrong(verdict)) {
    wrong += 1;
    console.log(describeVerdict(verdict));
  }
  if (decided >= wanted) break;
}
for (const [relation, number] of counts) console.log(`${relation.padEnd(20)}${String(number).padStart(8)}`);
console.log(`${decided} verdicts, ${wrong} wrong`);
// z3's threads would keep the process alive.
process.exit(wrong === 0 ? 0 : 1);
