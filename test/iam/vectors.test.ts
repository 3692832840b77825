import { describe, expect, it } from 'vitest';
import { evaluateAccess, parsePolicy, type AccessRequest } from '../../src/iam/index.js';
import vectors from './vectors/iam-vectors.json' with { type: 'json' };

/*
 * Decisions from AWS's documentation, as data. `expected` is the decision of the policy alone; `confidence` is `high`
 * if AWS's text says it, `medium` if it follows from the text or AWS's pages disagree.
 */

type Vector = {
  id: string;
  policy: object;
  policyType: 'identity' | 'trust';
  request: AccessRequest;
  expected: string;
  denyKind?: string;
};

// The counts guard completeness: other implementations use the file, and a lost vector would fail no other test.
it('the file of vectors is complete', () => {
  expect(vectors).toHaveLength(154);
  expect(new Set(vectors.map(({ id }) => id)).size).toBe(154);
  expect(vectors.filter(({ confidence }) => confidence === 'high')).toHaveLength(139);
  expect(vectors.filter(({ expected }) => expected === 'denied')).toHaveLength(71);
});

describe('vector', () => {
  it.each(vectors as unknown as Vector[])(
    "evaluateAccess decides the vector $id as AWS's documentation does",
    ({ policy, policyType, request, expected, denyKind }) => {
      const decision = expected === 'allowed' ? 'allowed' : `${denyKind}Deny`;
      expect(evaluateAccess(parsePolicy(policy, policyType), request).decision).toBe(decision);
    },
  );
});
