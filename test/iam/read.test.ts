import { describe, expect, it } from 'vitest';
import { readPolicies, type PolicyInput } from '../../src/iam/read.js';
import { issuesOf } from '../issues-of.js';

const statement = { Effect: 'Allow', Action: ['s3:Get*'], Resource: '*' };
const policy = (...Statement: unknown[]): PolicyInput => ({ Version: '2012-10-17', Statement }) as PolicyInput;
const withoutResource = { Effect: 'Deny', Action: 's3:Get*' };
const condition = (Condition: unknown): object => ({ ...statement, Condition });

describe('readPolicies', () => {
  it.each<[string, unknown]>([
    ['a statement', statement],
    ['an ID', { ...statement, Sid: 'a' }],
    ['what is excepted', { Effect: 'Allow', NotAction: 's3:*', NotResource: ['*'] }],
    ['a principal', { ...withoutResource, Principal: { AWS: ['111122223333'], Service: 'ec2.amazonaws.com' } }],
    ['everyone', { ...statement, Principal: '*' }],
    ['principals that are exempt', { ...withoutResource, NotPrincipal: { AWS: '111122223333' } }],
    ['conditions', condition({ StringLike: { a: 'b', c: ['d', 'e'] }, Null: { f: 'true' } })],
    ['no condition', condition({})],
  ])('uses a document as it is, with %s', (_, entry) => {
    const document = policy(entry);
    expect(readPolicies(document)[0]).toBe(document);
    const list = [document, document] as PolicyInput;
    expect(readPolicies(list)).toBe(list);
  });

  it.each<[string, unknown, unknown]>([
    ['a number of a condition', condition({ NumericEquals: { a: 1 } }), condition({ NumericEquals: { a: '1' } })],
    ['an operator in another case', condition({ stringlike: { a: 'b' } }), condition({ StringLike: { a: 'b' } })],
  ])('reads a document that has another form: %s', (_, entry, expected) => {
    expect(readPolicies(policy(entry))).toEqual([policy(expected)]);
  });

  it.each<[string, unknown]>([
    ['no object', 'Allow'],
    ['a list', [statement]],
    ['an unknown member', { ...statement, Actions: 's3:*' }],
    ['an unknown effect', { ...statement, Effect: 'allow' }],
    ['an ID that is no string', { ...statement, Sid: {} }],
    ['no action', { Effect: 'Allow', Resource: '*' }],
    ['actions twice', { ...statement, NotAction: 's3:*' }],
    ['an action that is no string', { ...statement, Action: ['s3:*', {}] }],
    // oxlint-disable-next-line no-sparse-arrays
    ['a hole', { ...statement, Action: ['s3:*', ,] }],
    ['a resource that is no string', { ...statement, Resource: {} }],
    ['resources twice', { ...statement, NotResource: '*' }],
    ['no resource', { Effect: 'Allow', Action: 's3:*', Resource: null }],
    ['an unknown principal', { ...withoutResource, Principal: { Everyone: '*' } }],
    ['a principal that is no string', { ...withoutResource, Principal: { AWS: [{}] } }],
    ['principals twice', { ...withoutResource, Principal: '*', NotPrincipal: { AWS: '*' } }],
    ['exempt from Allow', { ...withoutResource, Effect: 'Allow', NotPrincipal: { AWS: '*' } }],
    ['a condition that is none', condition(null)],
    ['a list of conditions', condition([])],
    ['an unknown operator', condition({ StringMatches: { a: 'b' } })],
    ['an operator twice', condition({ StringLike: { a: 'b' }, stringLike: { a: 'b' } })],
    ['an operator without keys', condition({ StringLike: 'a' })],
    ['a key twice', condition({ StringLike: { a: 'b', A: 'b' } })],
    ['a value that is none', condition({ StringLike: { a: {} } })],
  ])('throws for a statement with %s', (_, entry) => {
    expect(issuesOf(() => readPolicies(policy(entry)))).not.toEqual([]);
  });

  it('names the parameter and the policy in the paths of problems', () => {
    const wrong = policy({ ...statement, Effect: 'allow' });
    const paths = (input: PolicyInput, name?: string): unknown =>
      issuesOf(() => readPolicies(input, name)).map(({ path }) => path);
    const path = ['Statement', 0, 'Effect'];
    expect(paths(wrong)).toEqual([path]);
    expect(paths(wrong, 'a')).toEqual([['a', ...path]]);
    expect(paths([policy(statement), wrong] as PolicyInput)).toEqual([[1, ...path]]);
    expect(paths([policy(statement), wrong] as PolicyInput, 'a')).toEqual([['a', 1, ...path]]);
  });

  it.each<[string, object]>([
    ['Version', { Version: '2013-10-17' }],
    ['Id', { Id: {} }],
    ['Statement', { Statement: 'Allow' }],
    ['Statements', { Statements: [] }],
  ])('throws for a document with a wrong %s', (member, changed) => {
    const wrong = { ...(policy(statement) as object), ...changed } as unknown as PolicyInput;
    expect(issuesOf(() => readPolicies(wrong)).map(({ path }) => path[0])).toContain(member);
  });
});
