import { describe, expect, it } from 'vitest';
import { safeParsePolicy, type PolicyKind } from '../../../src/iam/index.js';
import cases from './real-cases.json' with { type: 'json' };

/** What a case expects: `valid`, `refused`, `anyWarning`, or `noWarning:` and a code. */
function outcome(policy: unknown, kind: PolicyKind): { isValid: boolean; warnings: string[] } {
  const result = safeParsePolicy(policy, kind);
  return { isValid: result.success, warnings: result.success ? result.warnings.map(({ code }) => code) : [] };
}

describe('policies from public reports', () => {
  it.each(cases)('safeParsePolicy answers case $id as AWS does: $expected ($source)', ({ input, expected }) => {
    const { isValid, warnings } = outcome(input.policy, input.policyKind as PolicyKind);
    expect(isValid).toBe(expected !== 'refused');
    if (expected === 'anyWarning') expect(warnings.length).toBeGreaterThan(0);
    const [, code] = expected.split('noWarning:');
    expect(warnings).not.toContain(code);
  });
});
