import { describe, expect, it } from 'vitest';
import { CHECKS_OF_CODES, CHECKS_WITHOUT_CODE } from '../../scripts/policy-checks.js';
import { ISSUES } from '../../src/core/issue-codes.js';
import checks from '../iam/parse/access-analyzer-checks.json' with { type: 'json' };

describe('the checks of IAM Access Analyzer', () => {
  it('each have a code or a reason why they have none', () => {
    const found = [...Object.values(CHECKS_OF_CODES), ...Object.values(CHECKS_WITHOUT_CODE)].flat();
    expect([...new Set(found)].toSorted()).toEqual(checks);
    expect(checks.length).toBeGreaterThan(130);
  });

  it('have no code and a reason at the same time', () => {
    const without = Object.values(CHECKS_WITHOUT_CODE).flat();
    const withCode = new Set(Object.values(CHECKS_OF_CODES).flat());
    expect(without.filter((check) => withCode.has(check))).toEqual([]);
  });

  it('correspond to codes that occur in policies', () => {
    const codes = Object.keys(CHECKS_OF_CODES) as (keyof typeof ISSUES)[];
    expect(codes.filter((code) => !(ISSUES[code].occursIn as readonly string[]).includes('policy'))).toEqual([]);
  });
});
