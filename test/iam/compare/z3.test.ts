import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { compareAccess, type PolicyDocument } from '../../../src/iam/index.js';
import { count } from '../../deep.js';
import { createZ3, matches, not, type Ask } from '../reference/z3.js';

/* A second opinion: the same questions on wildcards, put to the solver z3. */

const QUESTIONS = count(40, 2000);
const SEED = 20_261_124;

const matching = (patterns: string[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*', Condition: { StringLike: { k: patterns } } }],
});

const pattern = fc
  .array(fc.constantFrom('a', 'b', 'a', 'b', '*', '*', '?'), { minLength: 1, maxLength: 4 })
  .map((symbols) => symbols.join(''));
const patterns = fc.array(pattern, { minLength: 1, maxLength: 3 });

describe('compareAccess and z3', { timeout: 400_000 }, () => {
  let ask: Ask;
  beforeAll(async () => {
    ask = await createZ3(50_000);
  });

  it(`compareAccess agrees with z3 on ${QUESTIONS} questions of whether patterns cover patterns`, async () => {
    const questions = fc.sample(fc.tuple(patterns, patterns), { numRuns: QUESTIONS * 1.1, seed: SEED });
    let decided = 0;
    let included = 0;
    for (const [inner, outer] of questions) {
      const differ = await ask({ text: 'String' }, [matches('text', inner), not(matches('text', outer))]);
      if (differ === 'unknown') continue;
      const { onlyInA } = compareAccess(matching(inner), matching(outer));
      expect(onlyInA !== undefined, `${inner} in ${outer}`).toBe(differ);
      decided += 1;
      if (!differ) included += 1;
    }
    expect(decided).toBeGreaterThanOrEqual(QUESTIONS);
    // Questions with one answer only would show nothing.
    expect(included).toBeGreaterThan(QUESTIONS / 10);
    expect(included).toBeLessThan((QUESTIONS * 9) / 10);
  });
});
