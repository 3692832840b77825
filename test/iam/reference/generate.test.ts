import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { count } from '../../deep.js';
import { createJudge } from './evaluate.js';
import { countPair, countRequest, FEATURES, type Counts } from './features.js';
import { anySample, drawRequests, sampleOf } from './generate.js';
import type { Decision } from './language.js';

const PAIRS = 5_000;
/** The rarest form of an operator occurs about once in 500 pairs. */
const AT_LEAST = 3;

describe('the generated policies and requests', () => {
  const counts: Counts = new Map();
  const decisions = new Map<Decision, number>();
  let differences = 0;
  beforeAll(() => {
    for (let seed = 0; seed < PAIRS; seed += 1) {
      const { pair, draw } = sampleOf(seed);
      countPair(counts, pair);
      const [judgeA, judgeB] = [createJudge(pair.a), createJudge(pair.b)];
      for (const request of drawRequests(draw, pair, 2, 'any')) {
        countRequest(counts, request);
        const [inA, inB] = [judgeA.decide(request), judgeB.decide(request)];
        decisions.set(inA, (decisions.get(inA) ?? 0) + 1);
        if (inA !== inB) differences += 1;
      }
    }
  }, 120_000);

  it.each(FEATURES)(`have the feature "%s" at least ${AT_LEAST} times in ${PAIRS} pairs`, (feature) => {
    expect(counts.get(feature) ?? 0).toBeGreaterThanOrEqual(AT_LEAST);
  });

  it('have no feature that is not listed', () => {
    expect([...counts.keys()].filter((feature) => !FEATURES.includes(feature))).toEqual([]);
  });

  it('are near each other: each decision is common, and the sides of a pair often differ', () => {
    for (const decision of ['allowed', 'explicitDeny', 'implicitDeny'] as const) {
      expect(decisions.get(decision) ?? 0, decision).toBeGreaterThan((PAIRS * 2) / 12);
    }
    for (const decision of ['undetermined', 'refused'] as const) expect(decisions.get(decision)).toBeGreaterThan(10);
    expect(differences).toBeGreaterThan((PAIRS * 2) / 12);
  });

  it('are the same for the same seed', () => {
    fc.assert(
      fc.property(anySample, ({ seed, pair, draw }) => {
        const again = sampleOf(seed);
        expect(again.pair).toStrictEqual(pair);
        const requests = drawRequests(draw, pair, 3, 'typed');
        expect(drawRequests(again.draw, again.pair, 3, 'typed')).toStrictEqual(requests);
      }),
      { numRuns: 50, seed: 1 },
    );
  });

  it('a pair that is written differently is decided alike by the reference, whatever the reading', () => {
    const pairs = count(800, 3000);
    let rewritten = 0;
    for (let seed = 0; seed < pairs; seed += 1) {
      const { pair, draw } = sampleOf(seed);
      if (pair.origin !== 'rewritten') continue;
      rewritten += 1;
      const [judgeA, judgeB] = [createJudge(pair.a), createJudge(pair.b)];
      for (const request of drawRequests(draw, pair, 10, 'any')) {
        for (const reading of [{}, { colons: 'stay' }, { emptyValue: 'absent' }, { mistypedValue: 'fails' }] as const) {
          expect(judgeA.decide(request, reading), `seed ${seed}`).toBe(judgeB.decide(request, reading));
        }
      }
    }
    expect(rewritten).toBeGreaterThan(pairs / 7);
  });
});
