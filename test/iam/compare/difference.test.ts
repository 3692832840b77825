import { describe, expect, it } from 'vitest';
import type { Budget } from '../../../src/iam/compare/budget.js';
import { grantedOnlyBy, type StatementDifference } from '../../../src/iam/compare/difference.js';
import { reasonFor } from '../../../src/iam/compare/statement-search.js';
import { createWorkspace } from '../../../src/iam/compare/workspace.js';
import { compareAccess, type ConditionBlock, type PolicyDocument, type Statement } from '../../../src/iam/index.js';
import { DEFAULT_READING } from '../../../src/iam/reading.js';
import { allow, bucket, deny, doing, on, policy, when } from './policies.js';

const withoutContext = (found: Iterable<StatementDifference & { context?: unknown }>): StatementDifference[] =>
  Array.from(found, ({ context: _context, ...difference }) => difference);
const differences = (a: PolicyDocument, b: PolicyDocument, budget?: Budget): StatementDifference[] =>
  withoutContext(grantedOnlyBy([a], [b], DEFAULT_READING, createWorkspace([a, b], budget)));
const home = (name: string): string => bucket(`home/${name}`);
const relation = (a: PolicyDocument, b: PolicyDocument) => compareAccess(a, b).relation;

it('a request without variables that the evaluator does not confirm is reported as a defect', () => {
  expect(() => reasonFor(new Map())).toThrow('please report this');
});

describe('grantedOnlyBy', () => {
  it('grantedOnlyBy uses the default reading and a full budget if it is given none', () => {
    expect(withoutContext(grantedOnlyBy([doing('s3:A')], [doing('s3:B')]))).toStrictEqual([
      { statement: { policy: 0, statement: 0 }, witness: { action: 's3:A', resource: '*' } },
    ]);
  });

  it('grantedOnlyBy has a result for each Allow statement of the first layers, if all is too complex', () => {
    const set = { policies: [doing('s3:A'), doing('s3:*'), doing('s3:B')], routes: [[[0], [1]]] };
    const workspace = createWorkspace(set.policies, { left: 0 });
    expect(withoutContext(grantedOnlyBy(set, [policy()], DEFAULT_READING, workspace))).toStrictEqual([
      { statement: { policy: 0, statement: 0 }, undecided: 'tooComplex' },
    ]);
  });

  it('grantedOnlyBy has a result for each Allow statement, also for those that appear again', () => {
    const a = policy(
      allow({ Action: 's3:A' }),
      deny({ Action: 's3:D' }),
      { ...allow({ Action: 's3:B' }), Sid: 'B' },
      allow({ Action: 'S3:a' }),
    );
    expect(differences(a, doing('s3:A'))).toStrictEqual([
      { statement: { policy: 0, statement: 0 } },
      { statement: { policy: 0, statement: 2, sid: 'B' }, witness: { action: 's3:B', resource: '*' } },
      { statement: { policy: 0, statement: 3 } },
    ]);
  });

  it('grantedOnlyBy reports every Allow statement as too complex if the policies cannot be read', () => {
    const a = policy(allow({ Action: 's3:A' }), deny({ Action: 's3:D' }), { ...allow({ Action: 's3:B' }), Sid: 'B' });
    expect(differences(a, doing('s3:A'), { left: 5 })).toStrictEqual([
      { statement: { policy: 0, statement: 0 }, undecided: 'tooComplex' },
      { statement: { policy: 0, statement: 2, sid: 'B' }, undecided: 'tooComplex' },
    ]);
  });

  it('grantedOnlyBy names the statement of which the search is too complex', () => {
    const [one, other] = ['a', 'b'].map((letter) => bucket(`*${letter}${'?'.repeat(30)}`)) as [string, string];
    const never: Statement = { Effect: 'Deny', Action: '*', NotResource: other };
    const a = policy(allow({ Resource: one }), allow({ Action: 's3:A', Resource: one }), never);
    const b = on(bucket('c'));
    expect(differences(a, b, { left: 10_000 }).map(({ undecided }) => undecided)).toStrictEqual([
      'tooComplex',
      'tooComplex',
    ]);
  });

  it('a Deny that can never apply, or that a Deny of the other side contains, makes no difference', () => {
    const own = [allow({ Action: 's3:*' }), deny({ Action: 's3:Put*', Resource: bucket('a*') })];
    const never = deny({ Action: '*', Condition: { StringEquals: { k: 'a' }, StringLike: { k: 'b*' } } });
    const contained = deny({ Action: ['s3:PutA', 's3:PutB'], Resource: bucket('ab*') });
    expect(relation(policy(...own), policy(...own, never, contained))).toBe('equivalent');
    expect(relation(policy(...own), policy(...own, deny({ Action: 's3:Put*', Resource: '*' })))).toBe('broader');
  });
});

describe('statements with variables', () => {
  const bob: ConditionBlock = { StringEquals: { u: 'bob' } };
  const mine = (name: string, Condition: ConditionBlock = bob): Statement =>
    allow({ Action: '*', Resource: home(name), Condition });

  it.each<[what: string, a: PolicyDocument, b: PolicyDocument, relation: string]>([
    ['a condition of the statement', policy(mine('${u}')), policy(mine('bob')), 'equivalent'],
    [
      'one of two values',
      policy(mine('${u}', { StringEquals: { u: ['ann', 'bob'] } })),
      policy(mine('bob')),
      'broader',
    ],
    [
      'a Deny with one condition',
      policy(
        allow({ Action: '*', Resource: home('${u}') }),
        deny({ Action: '*', Condition: { StringNotEquals: { u: 'bob' } } }),
      ),
      policy(mine('bob')),
      'equivalent',
    ],
    [
      'alternatives of a condition that may be absent',
      when({ StringEqualsIfExists: { k: '${u}' }, ...bob }),
      when({ Null: { k: 'true' }, ...bob }, { StringEquals: { k: 'bob', u: 'bob' } }),
      'equivalent',
    ],
    ['a value that a default cannot have', policy(mine("${u, 'q'}")), policy(mine('bob'), mine('q')), 'narrower'],
    [
      'a value that no request has',
      policy(mine('${u}', { StringEquals: { u: ['bob', 'ann'] }, StringLike: { u: 'b*' } })),
      policy(mine('bob')),
      'equivalent',
    ],
    [
      'a key with several values that is compared as one value',
      policy(mine('${aws:TagKeys}', { StringEquals: { 'aws:TagKeys': 'bob' } })),
      policy(mine('bob', { StringEquals: { 'aws:TagKeys': 'bob' } })),
      'equivalent',
    ],
    [
      'five conditions that may be absent',
      when({ StringEqualsIfExists: { a: '${u}', b: '${u}', c: '${u}', d: '${u}', e: '${u}' } }),
      when({ StringEqualsIfExists: { a: '${u}', b: '${u}', c: '${u}', d: '${u}' } }),
      'narrower',
    ],
  ])('variables are decided by trying all their values: %s', (_what, a, b, expected) => {
    expect(relation(a, b)).toBe(expected);
  });

  it('a statement stays undecided if another variable has no few values', () => {
    const chain = { StringEquals: { u: 'bob', a: '${v}', v: '${w}' }, StringNotEquals: { a: '${w}' } };
    const both = policy(allow({ Action: '*', Resource: home('${u}/x'), Condition: chain }));
    expect(compareAccess(both, policy())).toStrictEqual({
      relation: 'unknown',
      unknown: [{ reason: 'variables', of: 'a', policy: 0, statement: 0 }],
    });
  });

  it('a statement whose variables have too many values for the budget is too complex', () => {
    const names = Array.from({ length: 20 }, (_, index) => `name${index}`);
    const a = policy(mine('${u}', { StringEquals: { u: names } }));
    const b = policy(...names.map((name) => mine(name, { StringEquals: { u: name } })));
    expect(differences(a, b)).toStrictEqual([{ statement: { policy: 0, statement: 0 } }]);
    expect(differences(a, b, { left: 5000 })).toStrictEqual([
      { statement: { policy: 0, statement: 0 }, undecided: 'tooComplex' },
    ]);
  });
});
