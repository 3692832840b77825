import { describe, expect, it, vi } from 'vitest';
import { count } from '../../deep.js';
import { describeDisagreement, minimize, runComparisons, runDecisions, samples, type Found } from './run.js';

/*
 * The library and the reference on the same random policies and requests. `scripts/agreement.ts` does the same for any
 * number and seed, with the counts of what occurred.
 */

const SEED = 20_261_126;
const PER_PAIR = 20;
const REQUESTS = count(1500, 1_000_000);
const PAIRS = count(60, 5000);

vi.setConfig({ testTimeout: 1_800_000 });

/** Fails with the smallest of the cases, made smaller still. */
function expectNone(found: readonly Found[]): void {
  const [smallest] = found.toSorted((a, b) => JSON.stringify(a).length - JSON.stringify(b).length);
  if (smallest === undefined) return;
  expect.fail(`${found.length} disagreements, for example:\n${describeDisagreement(minimize(smallest))}`);
}

describe('the library and the reference evaluator', () => {
  it(`evaluateAccess decides ${REQUESTS} requests as the reference does, under every reading`, () => {
    const found: Found[] = [];
    let decided = 0;
    for (const sample of samples(SEED, REQUESTS / PER_PAIR)) {
      const run = runDecisions(sample, PER_PAIR);
      decided += run.requests.length;
      found.push(...run.found.slice(0, 5));
    }
    expect(decided).toBe(REQUESTS);
    expectNone(found);
  });

  const byLaw = new Map<string, Found[]>();
  it(`compareAccess and newAccess answer for ${PAIRS} pairs of policies`, () => {
    for (const sample of samples(SEED, PAIRS)) {
      for (const found of runComparisons(sample, PER_PAIR)) {
        byLaw.set(found.law, [...(byLaw.get(found.law) ?? []), found]);
      }
    }
  });

  it.each([
    'policies are compared if and only if they are valid',
    'an example request of a comparison is confirmed by the reference',
    'an example request has values that its keys can have',
    'no request refutes a relation (typed values)',
    'no request refutes a relation (any values)',
    'newAccess accepts valid policies and nothing else',
    'an example request of newAccess is granted by that very statement',
    'newAccess lists every statement that grants new access',
  ])('%s', (law) => {
    const found = byLaw.get(law) ?? [];
    byLaw.delete(law);
    expectNone(found);
  });

  it('no other law is broken', () => {
    expect([...byLaw.keys()]).toEqual([]);
  });
});
