import { describe, expect, it } from 'vitest';
import { describeVerdict, isWrong, verdicts, type Verdict } from './z3-verdicts.js';

const VERDICTS = 200;
const SEED = 1;

describe('compareAccess and z3', { timeout: 1_200_000 }, () => {
  it(`compareAccess agrees with z3 on ${VERDICTS} pairs of whole policies`, async () => {
    const decided: Verdict[] = [];
    for await (const verdict of verdicts(SEED)) {
      if (verdict.z3 !== undefined) decided.push(verdict);
      if (decided.length >= VERDICTS) break;
      // Verdicts that z3 cannot give must stay rare.
      if (verdict.seed > VERDICTS * 2) break;
    }
    expect(decided).toHaveLength(VERDICTS);
    expect(decided.filter(isWrong).map(describeVerdict).join('\n')).toBe('');
    // Verdicts of one kind only would show nothing.
    expect(new Set(decided.map(({ z3 }) => z3)).size).toBe(4);
  });
});
