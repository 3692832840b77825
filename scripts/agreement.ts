/**
 * Compares the library with the reference evaluator of `test/iam/reference`: decisions of random requests, relations
 * and new access of random pairs. Prints how often each feature of the language occurred, and every kind of
 * disagreement with a minimal reproduction. Exit status 1 if there is any.
 *
 * `npx tsx scripts/agreement.ts --requests 1000000 --pairs 50000 --seed 1`
 */
import { parseArgs } from 'node:util';
import { countPair, countRequest, featureTable, type Counts } from '../test/iam/reference/features.js';
import {
  describeDisagreement,
  minimize,
  runComparisons,
  runDecisions,
  samples,
  type Found,
} from '../test/iam/reference/run.js';

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '1000000' },
    pairs: { type: 'string', default: '50000' },
    seed: { type: 'string', default: '1' },
    show: { type: 'string', default: '5' },
  },
});
const [requests, pairs, seed, show] = [values.requests, values.pairs, values.seed, values.show].map(Number) as [
  number,
  number,
  number,
  number,
];

/** Requests of one pair of policies whose decisions are compared. */
const PER_PAIR = 20;
/** Requests that try to refute the relation of a pair, for each kind of context. */
const REFUTING = 20;

const counts: Counts = new Map();
const byLaw = new Map<string, Found[]>();
let total = 0;
const collect = (found: readonly Found[]): void => {
  for (const each of found) {
    total += 1;
    byLaw.set(each.law, [...(byLaw.get(each.law) ?? []).slice(0, 200), each]);
  }
};

let decided = 0;
let start = performance.now();
const seconds = (): string => ((performance.now() - start) / 1000).toFixed(1);
for (const sample of samples(seed, Math.ceil(requests / PER_PAIR))) {
  const { requests: drawn, found } = runDecisions(sample, Math.min(PER_PAIR, requests - decided));
  decided += drawn.length;
  countPair(counts, sample.pair);
  for (const request of drawn) countRequest(counts, request);
  collect(found);
}
console.log(`${decided.toLocaleString('en-US')} requests decided, in ${seconds()} s`);

start = performance.now();
for (const sample of samples(seed, pairs)) collect(runComparisons(sample, REFUTING));
console.log(`${pairs.toLocaleString('en-US')} pairs compared, in ${seconds()} s\n`);
console.log(featureTable(counts));

/** The smallest cases first, and one of each kind. */
for (const [law, found] of byLaw) {
  console.log(`\n${law}: ${found.length}${found.length > 200 ? ' or more' : ''} disagreements`);
  const kinds = new Map<string, Found>();
  for (const each of found.toSorted((one, other) => JSON.stringify(one).length - JSON.stringify(other).length)) {
    if (kinds.size >= show) break;
    const minimal = minimize(each);
    const kind = JSON.stringify([minimal.a, minimal.b, minimal.reading]);
    if (!kinds.has(kind)) console.log(describeDisagreement(minimal));
    kinds.set(kind, minimal);
  }
}
console.log(`\n${total.toLocaleString('en-US')} disagreements`);
process.exitCode = total === 0 ? 0 : 1;
