import { expect, it } from 'vitest';
import {
  checkQuotas,
  compareAccess,
  evaluateAccess,
  InvalidInputError,
  type AccessRequest,
  type Decision,
  type PolicyInput,
  type Relation,
} from '../../src/iam/index.js';
import cases from './real-cases.json' with { type: 'json' };

/* Cases from public reports about other tools, each with its source and the answer of AWS's documentation. */

type Case<Kind extends string, Input, Expected> = {
  id: string;
  kind: Kind;
  situation: string;
  input: Input;
  expected: Expected;
};

type RealCase =
  | Case<'evaluate', { policies: PolicyInput; request: AccessRequest }, Decision>
  | Case<'compare', { a: PolicyInput; b: PolicyInput }, Relation>
  | Case<'robust:evaluate', { policy: PolicyInput; context?: Record<string, string> }, string>
  | Case<'robust:quota', object, string>;

function answerOf(each: RealCase): string {
  switch (each.kind) {
    case 'evaluate':
      return evaluateAccess(each.input.policies, each.input.request).decision;
    case 'compare':
      return compareAccess(each.input.a, each.input.b).relation;
    case 'robust:evaluate': {
      const { policy, context = {} } = each.input;
      return evaluateAccess(policy, { action: 's3:GetObject', resource: 'arn:aws:s3:::b/k', context }).decision;
    }
    case 'robust:quota':
      try {
        checkQuotas(undefined as never, 'managed-policy');
      } catch (error) {
        if (error instanceof InvalidInputError) return 'InvalidInputError';
        throw error;
      }
      return 'an answer';
  }
}

/** Where a report only asks for an answer instead of a crash: the answer. */
const ANSWERS: Readonly<Record<string, string>> = { X01: 'allowed', X05: 'allowed', X07: 'InvalidInputError' };

it('the cases are complete', () => {
  expect(cases.map(({ id }) => id)).toStrictEqual([
    'E01',
    'E04',
    'E05',
    'E08',
    'E20',
    'C01',
    'C03',
    'C10',
    'C12',
    'X01',
    'X05',
    'X07',
  ]);
});

it.each(cases as unknown as RealCase[])('the answer to the real case $id is right: $situation', (each) => {
  expect(answerOf(each)).toBe(ANSWERS[each.id] ?? each.expected);
});
