import { describe, expect, it } from 'vitest';
import { evaluateAccess, parsePolicy, type AccessRequest } from '../../src/iam/index.js';
import vectors from './vectors/iam-vectors.json' with { type: 'json' };

/*
 * Decisions taken from AWS's documentation, as data. `expected` is the verdict of the one policy alone; `confidence` is
 * high where AWS's own text says so, medium where it follows from it or where AWS's pages disagree.
 */

type Vector = {
  id: string;
  policy: object;
  policyType: 'identity' | 'trust';
  request: AccessRequest;
  expected: string;
  denyKind?: string;
};

it('the vectors are all there, most of them allowed or denied by the text of AWS itself', () => {
  expect(vectors).toHaveLength(154);
  expect(new Set(vectors.map(({ id }) => id)).size).toBe(154);
  expect(vectors.filter(({ confidence }) => confidence === 'high')).toHaveLength(139);
  expect(vectors.filter(({ expected }) => expected === 'denied')).toHaveLength(71);
});

describe('vector', () => {
  it.each(vectors as unknown as Vector[])('$id', ({ policy, policyType, request, expected, denyKind }) => {
    const decision = expected === 'allowed' ? 'allowed' : `${denyKind}Deny`;
    expect(evaluateAccess(parsePolicy(policy, policyType), request).decision).toBe(decision);
  });
});
