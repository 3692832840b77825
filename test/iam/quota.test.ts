import { describe, expect, it } from 'vitest';
import { checkQuotas, POLICY_ATTACHMENTS, type PolicyDocument } from '../../src/iam/index.js';
import { issuesOf } from '../issues-of.js';

/** A policy of exactly so many characters. */
function policyOf(size: number): PolicyDocument {
  const document = (Sid: string): PolicyDocument => ({
    Version: '2012-10-17',
    Statement: [{ Sid, Effect: 'Allow', Action: '*', Resource: '*' }],
  });
  return document('x'.repeat(size - JSON.stringify(document('')).length));
}

describe('checkQuotas', () => {
  it.each([
    ['managed-policy', 6144],
    ['role-inline', 10_240],
    ['user-inline', 2048],
    ['group-inline', 5120],
    ['trust-policy', 2048],
    ['session-policy', 2048],
    ['service-control-policy', 5120],
    ['resource-control-policy', 5120],
  ] as const)('checkQuotas for %s: %i characters fit, one more does not', (attachment, limit) => {
    const more = attachment === 'trust-policy' ? { maximum: 4096 } : {};
    expect(checkQuotas(policyOf(limit), attachment)).toStrictEqual([
      { attachment, used: limit, limit, left: 0, fits: true, ...more },
    ]);
    expect(checkQuotas([policyOf(limit + 1)], attachment)).toStrictEqual([
      { attachment, used: limit + 1, limit, left: -1, fits: false, ...more },
    ]);
  });

  it('checkQuotas adds up inline policies and measures others one by one', () => {
    const policies = [policyOf(1500), policyOf(1000)];
    expect(checkQuotas(policies, 'role-inline').map(({ used }) => used)).toStrictEqual([2500]);
    expect(checkQuotas(policies, 'user-inline').map(({ fits }) => fits)).toStrictEqual([false]);
    expect(checkQuotas(policies, 'managed-policy').map(({ used }) => used)).toStrictEqual([1500, 1000]);
  });

  it('POLICY_ATTACHMENTS has every place that AWS documents a limit for', () =>
    expect(POLICY_ATTACHMENTS).toHaveLength(8));

  it.each(['inline', '__proto__', undefined])('checkQuotas rejects the attachment %j', (attachment) => {
    const issues = issuesOf(() => checkQuotas([], attachment as never));
    expect(issues).toMatchObject([{ path: ['attachment'], hint: expect.stringContaining('`trust-policy`') }]);
    expect(issues[0]?.message).toContain('policy attachment');
  });
});
