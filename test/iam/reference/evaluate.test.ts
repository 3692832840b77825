import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { filesOf, importsOf } from '../../module-graph.js';
import vectors from '../vectors/iam-vectors.json' with { type: 'json' };
import { createJudge } from './evaluate.js';
import type { Decision, Policy, Reading, Request, RequestPrincipal, Statement } from './language.js';

const FOLDER = 'test/iam/reference';

/** The parts of the reference: what decides, and not what compares it with the library. */
const EVALUATOR = ['address', 'arn', 'condition', 'evaluate', 'language', 'principals', 'text', 'values'];

describe('the reference evaluator', () => {
  it('shares no code with the library: it imports nothing but its own parts', () => {
    const files = EVALUATOR.map((name) => `${name}.ts`);
    expect(filesOf(FOLDER)).toEqual(expect.arrayContaining(files));
    const imports = files.flatMap((file) => importsOf(file, readFileSync(`${FOLDER}/${file}`, 'utf8')));
    expect(imports.length).toBeGreaterThan(10);
    expect(imports.filter(({ to }) => !files.includes(to))).toEqual([]);
  });
});

type Vector = { id: string; policy: Policy; request: Request; expected: string; denyKind?: string };

describe('the reference evaluator and the vectors', () => {
  it.each(vectors as unknown as Vector[])('decides $id as AWS documents it', (vector) => {
    const { policy, request, expected, denyKind } = vector;
    expect(createJudge([policy]).decide(request)).toBe(expected === 'allowed' ? 'allowed' : `${denyKind}Deny`);
  });
});

const REQUEST: Request = { action: 's3:GetObject', resource: 'arn:aws:s3:::b/k' };
const policyOf = (...statements: Partial<Statement>[]): Policy => ({
  Version: '2012-10-17',
  Statement: statements.map((statement) => ({ Effect: 'Allow', Action: '*', Resource: '*', ...statement })),
});

/** Whether one condition holds. */
function holds(
  operator: string,
  policyValues: string[],
  values: string[],
  reading: Partial<Reading> = {},
  context: Record<string, string> = {},
): boolean {
  const judge = createJudge([policyOf({ Condition: { [operator]: { k: policyValues } } })]);
  return judge.decide({ ...REQUEST, context: { K: values, ...context } }, reading) === 'allowed';
}

describe('conditions of the reference', () => {
  // Rows: no value, one that matches, one that does not, both.
  const requests = [[], ['a'], ['x'], ['a', 'x']];

  it.each<[operator: string, expected: boolean[]]>([
    ['StringEquals', [false, true, false, false]],
    ['StringNotEquals', [true, false, true, false]],
    ['StringEqualsIfExists', [true, true, false, false]],
    ['StringNotEqualsIfExists', [true, false, true, false]],
    ['ForAllValues:StringEquals', [true, true, false, false]],
    ['ForAnyValue:StringEquals', [false, true, false, true]],
    ['ForAllValues:StringNotEquals', [true, false, true, false]],
    ['ForAnyValue:StringNotEquals', [false, false, true, true]],
    ['ForAllValues:StringEqualsIfExists', [true, true, false, false]],
    ['ForAnyValue:StringEqualsIfExists', [true, true, false, true]],
    ['ForAnyValue:StringNotEqualsIfExists', [true, false, true, true]],
  ])('%s follows the truth table of missing and multivalued keys', (operator, expected) => {
    expect(requests.map((values) => holds(operator, ['a', 'b'], values))).toEqual(expected);
  });

  it('Null tells whether a key has a value, and an empty string is one only if the reading says so', () => {
    expect(requests.map((values) => holds('Null', ['true'], values))).toEqual([true, false, false, false]);
    expect(requests.map((values) => holds('Null', ['false'], values))).toEqual([false, true, true, true]);
    expect(holds('Null', ['true'], [''])).toBe(false);
    expect(holds('Null', ['true'], [''], { emptyValue: 'absent' })).toBe(true);
    expect(holds('ForAllValues:StringEquals', ['a'], ['', 'a'], { emptyValue: 'absent' })).toBe(true);
  });

  it.each<[operator: string, policyValue: string, value: string, expected: boolean]>([
    ['StringLike', 'a*b?', 'axxb\u{1F600}', true],
    ['StringLike', '?', '\u{1F600}', true],
    ['StringEquals', 'a*', 'ab', false],
    ['StringEqualsIgnoreCase', 'STRASSE', 'strasse', true],
    ['StringEqualsIgnoreCase', 'Σ', 'σ', false],
    ['NumericEquals', '1.50', '1.5', true],
    ['NumericLessThan', '10', '9.999999999999999999999', true],
    ['NumericEquals', '9007199254740993', '9007199254740992', false],
    ['NumericNotEquals', '1', 'x', true],
    ['NumericLessThan', '-1', '-1.5', true],
    ['DateEquals', '2026-01-01T01:00:00+01:00', '2026-01-01T00:00:00Z', true],
    ['DateEquals', '2026', '1767225600', true],
    ['DateEquals', '2024-03-01t00:00:00.0Z', '2024-02-29T23:00:00-01', true],
    ['DateEquals', '0000-03-01', '0000-02-29T24:00:00Z', false],
    ['DateLessThan', '1970-01-01', '1969-12-31T23:59:59.999999999Z', true],
    ['DateLessThan', '9999-12-31T23:59:59Z', '9223372036854775807', false],
    ['DateEquals', '9223372036854775808', '9223372036854775808', false],
    ['Bool', 'true', 'True', true],
    ['Bool', 'x', 'x', false],
    ['BinaryEquals', 'YQ==', 'YQ==', true],
    ['BinaryEquals', 'YQ', 'YR==', true],
    ['BinaryEquals', 'YQ=', 'YQ=', false],
    ['IpAddress', '203.0.113.7/24', '203.0.113.200', true],
    ['IpAddress', '0.0.0.0/0', '::1', false],
    ['IpAddress', '::ffff:0:0/96', '::ffff:192.0.2.1', true],
    ['IpAddress', '2001:DB8:1234:5678::/64', '2001:db8:1234:5678::9', true],
    ['NotIpAddress', '10.0.0.0/8', 'x', true],
    ['ArnLike', 'arn:aws:iam::*:role/a', 'arn:aws:iam::1:2:role/a', false],
    ['ArnEquals', 'arn:aws:logs:*:*:log-group:*', 'arn:aws:logs:r:1:log-group:a:b', true],
    ['ArnNotLike', 'arn:aws:s3:::b', 'x', true],
    ['ArnLike', '*:*:*:*:*:*', 'a:b:c:d:e:f', false],
    ['IpAddress', '10.0.0.0/8', '10.0.0.0/8', false],
  ])('%s compares %j with %j exactly: %s', (operator, policyValue, value, expected) => {
    expect(holds(operator, [policyValue], [value])).toBe(expected);
  });

  it('a negated operator fails for a value of the wrong type under the reading that says so', () => {
    for (const operator of ['NumericNotEquals', 'DateNotEquals', 'NotIpAddress', 'ArnNotLike']) {
      expect(holds(operator, ['1'], ['x'])).toBe(true);
      expect(holds(operator, ['1'], ['x'], { mistypedValue: 'fails' })).toBe(false);
    }
    expect(holds('StringNotEquals', ['1'], ['x'], { mistypedValue: 'fails' })).toBe(true);
  });

  it('the value of a variable is literal, and matches a colon only in the last component of an ARN', () => {
    expect(holds('StringLike', ['${v}'], ['ab'], {}, { v: 'a*' })).toBe(false);
    expect(holds('StringLike', ['${v}*'], ['a*b'], {}, { v: 'a*' })).toBe(true);
    expect(holds('ArnLike', ['arn:aws:iam::${v}:role/a'], ['arn:aws:iam::1:2:role/a'], {}, { v: '1:2' })).toBe(false);
    expect(holds('ArnLike', ['arn:aws:iam::1:${v}'], ['arn:aws:iam::1:a:b'], {}, { v: 'a:b' })).toBe(true);
  });
});

describe('variables of the reference', () => {
  const decide = (Resource: string, resource: string, context: Record<string, string>): Decision =>
    createJudge([policyOf({ Resource })]).decide({ ...REQUEST, resource, context });
  const allows = (entry: string, resource: string, context: Record<string, string> = {}): boolean =>
    decide(entry, resource, context) === 'allowed';

  it('are those of the page on variables', () => {
    const home = 'arn:aws:s3:::mybucket/${aws:username}/*';
    expect(allows(home, 'arn:aws:s3:::mybucket/David/x', { 'AWS:UserName': 'David' })).toBe(true);
    expect(allows(home, 'arn:aws:s3:::mybucket/Ana/x', { 'AWS:UserName': 'David' })).toBe(false);
    expect(allows(home, 'arn:aws:s3:::mybucket/David/x')).toBe(false);
    const team = "arn:aws:s3:::bucket-${aws:PrincipalTag/team, 'company-wide'}";
    expect(allows(team, 'arn:aws:s3:::bucket-company-wide')).toBe(true);
    expect(allows(team, 'arn:aws:s3:::bucket-red', { 'aws:PrincipalTag/team': 'red' })).toBe(true);
    expect(allows('arn:aws:s3:::b/${*}${?}${$}', 'arn:aws:s3:::b/*?$')).toBe(true);
    expect(allows('arn:aws:s3:::b/${*}', 'arn:aws:s3:::b/x')).toBe(false);
  });

  it('are not nested, not before the fifth colon, and literal if they are misspelt', () => {
    expect(allows('arn:aws:s3:::b/${${v}}', 'arn:aws:s3:::b/${bob}', { v: 'bob' })).toBe(true);
    expect(allows('arn:aws:s3:${v}:1:b', 'arn:aws:s3:r:1:b', { v: 'r' })).toBe(false);
    expect(allows("arn:aws:s3:::${v,'x'}", "arn:aws:s3:::${v,'x'}", { v: 'bob' })).toBe(true);
    expect(allows('arn:aws:s3:::${}${ v}', 'arn:aws:s3:::${}${ v}', { v: 'bob' })).toBe(true);
  });

  it('do not exist before version 2012-10-17, where they protect no colon of an ARN either', () => {
    const Statement = [
      { Effect: 'Allow', Action: '*', Resource: '*', Condition: { ArnEquals: { k: 'arn:b:c:d:${x:y}:f' } } },
    ];
    const request = { ...REQUEST, context: { k: 'arn:b:c:d:${x:y}:f' } };
    expect(createJudge([{ Statement } as Policy]).decide(request)).toBe('allowed');
    expect(createJudge([{ Version: '2012-10-17', Statement } as Policy]).decide(request)).toBe('implicitDeny');
  });

  it('belong to the version of their own document', () => {
    const resource = 'arn:aws:s3:::b/${v}';
    const old: Policy = { Version: '2008-10-17', Statement: { Effect: 'Deny', Action: '*', Resource: resource } };
    const policies = [policyOf({ Resource: resource }), old];
    const context = { v: 'x' };
    expect(createJudge(policies).decide({ ...REQUEST, resource: 'arn:aws:s3:::b/x', context })).toBe('allowed');
    expect(createJudge(policies).decide({ ...REQUEST, resource, context })).toBe('explicitDeny');
  });
});

describe('resources of the reference', () => {
  const allowAll: Statement[] = [{ Effect: 'Allow', Action: '*', Resource: '*' }];

  it.each<[entry: string, resource: string, cross: boolean, stay: boolean]>([
    ['arn:aws:sqs', 'arn:aws:sqs:us-east-1:1:q', true, true],
    ['arn:aws:x:*:1:f/*', 'arn:aws:x:us-east-2:9:store/abc:1:f/document.txt', true, false],
    ['arn:aws:x:*r:1:f', 'arn:aws:x:a:r:1:f', false, false],
    ['arn:aws:x:r:?:f', 'arn:aws:x:r:1:f', true, true],
    ['arn:aws:x:r:1:*', 'arn:aws:x:r:1:a:b', true, true],
    ['*', '*', true, true],
    ['arn:*:*:*:*:*', '*', false, false],
  ])('%s matches %s: %s, and %s if wildcards stay in their segment', (Resource, resource, cross, stay) => {
    const excluding: Statement = { Effect: 'Deny', Action: '*', NotResource: Resource };
    for (const [colons, expected] of [
      ['cross', cross],
      ['stay', stay],
    ] as const) {
      const [positive, negative] = [policyOf({ Resource }), { Statement: [...allowAll, excluding] }].map((policy) =>
        createJudge([policy]).decide({ ...REQUEST, resource }, { colons }),
      );
      expect([positive, negative]).toEqual(expected ? ['allowed', 'allowed'] : ['implicitDeny', 'explicitDeny']);
    }
  });
});

const USER = 'arn:aws:iam::444455556666:user/Bob';
const ROOT = 'arn:aws:iam::444455556666:root';
const ROLE = 'arn:aws:iam::444455556666:role/path/cross-account-read-only-role';
const SESSION = 'arn:aws:sts::444455556666:assumed-role/cross-account-read-only-role/cross-account-audit-app';

describe('principals of the reference', () => {
  const decide = (statement: Partial<Statement>, principal?: RequestPrincipal): Decision =>
    createJudge([policyOf(statement)]).decide({ ...REQUEST, ...(principal !== undefined && { principal }) });

  it.each<[Statement['Principal'], RequestPrincipal, boolean]>([
    ['*', 'anonymous', true],
    ['*', { Service: 's3.amazonaws.com' }, true],
    [{ AWS: '*' }, 'anonymous', true],
    [{ AWS: '*' }, { CanonicalUser: '79a5' }, true],
    [{ AWS: '*' }, { Service: 's3.amazonaws.com' }, false],
    [{ AWS: '*' }, { Federated: 'accounts.google.com' }, false],
    [{ AWS: '444455556666' }, USER, true],
    [{ AWS: '444455556666' }, USER.replace('aws', 'aws-cn'), true],
    [{ AWS: ROOT }, USER, true],
    [{ AWS: ROOT }, USER.replace('aws', 'aws-cn'), false],
    [{ AWS: ROOT }, 'anonymous', false],
    [{ AWS: ROLE }, SESSION, true],
    [{ AWS: ROLE }, { AWS: ROLE }, true],
    [{ AWS: SESSION }, ROLE, false],
    [{ AWS: USER }, USER.replace('Bob', 'bob'), false],
    [{ AWS: 'AROAEXAMPLE' }, 'AROAEXAMPLE:session', true],
    [{ AWS: 'AIDAEXAMPLE' }, 'AIDAEXAMPLE', true],
    [{ AWS: 'AROAEXAMPLE' }, 'AROAEXAMPLE2:session', false],
    [{ Service: ['a.amazonaws.com', 's3.amazonaws.com'] }, { Service: 's3.amazonaws.com' }, true],
    [{ CanonicalUser: '79a5' }, { CanonicalUser: '79a5' }, true],
    [{ Federated: '79a5' }, { CanonicalUser: '79a5' }, false],
  ])('%j names %j: %s', (Principal, principal, expected) => {
    expect(decide({ Principal: Principal! }, principal)).toBe(expected ? 'allowed' : 'implicitDeny');
  });

  it('decide nothing about an unknown caller, unless everyone is named or the answer does not depend on it', () => {
    expect(decide({ Principal: '*' })).toBe('allowed');
    expect(decide({ Principal: { AWS: USER } })).toBe('undetermined');
    expect(decide({ Principal: { AWS: USER }, Action: 's3:Put*' })).toBe('implicitDeny');
    const both = policyOf({ Principal: { AWS: USER } }, { Principal: '*' });
    expect(createJudge([both]).decide(REQUEST)).toBe('allowed');
  });
});

describe('NotPrincipal in the reference', () => {
  const decide = (
    AWS: string | string[],
    principal: RequestPrincipal,
    rest: { permissionsBoundary?: boolean } = {},
    reading: Partial<Reading> = {},
  ): Decision => {
    const deny: Partial<Statement> = { Effect: 'Deny', NotPrincipal: { AWS, Service: 's3.amazonaws.com' } };
    return createJudge([policyOf({ Principal: '*' }, deny)]).decide({ ...REQUEST, principal, ...rest }, reading);
  };

  it('exempts the user of the first example on its page, and nobody else in the account', () => {
    expect(decide([USER, ROOT], USER)).toBe('allowed');
    expect(decide([USER, '444455556666'], USER)).toBe('allowed');
    expect(decide([USER, ROOT], USER.replace('Bob', 'Alice'))).toBe('explicitDeny');
    expect(decide([USER, ROOT], ROOT)).toBe('allowed');
    expect(decide(USER, USER)).toBe('explicitDeny');
    expect(decide(USER, USER, {}, { notPrincipal: 'named' })).toBe('allowed');
    expect(decide(ROOT, USER, {}, { notPrincipal: 'named' })).toBe('explicitDeny');
  });

  it('exempts the session of the second example on its page, and no other session of the role', () => {
    expect(decide([SESSION, ROLE, ROOT], SESSION)).toBe('allowed');
    expect(decide([SESSION, ROLE, ROOT], `${SESSION}2`)).toBe('explicitDeny');
    expect(decide([SESSION, ROOT], SESSION)).toBe('explicitDeny');
    expect(decide([SESSION, ROLE], SESSION)).toBe('explicitDeny');
    expect(decide([ROLE], SESSION, {}, { notPrincipal: 'named' })).toBe('allowed');
  });

  it('exempts services by name, everyone by `*`, and never a principal with a boundary', () => {
    expect(decide(USER, { Service: 's3.amazonaws.com' })).toBe('allowed');
    expect(decide(USER, 'anonymous')).toBe('explicitDeny');
    expect(decide('*', 'anonymous')).toBe('allowed');
    expect(decide('*', USER)).toBe('allowed');
    expect(decide('*', USER, { permissionsBoundary: true })).toBe('explicitDeny');
    expect(decide([USER, ROOT], USER, { permissionsBoundary: true })).toBe('explicitDeny');
    expect(decide(['AIDAEXAMPLE', ROOT], 'AIDAEXAMPLE')).toBe('explicitDeny');
  });

  it('is refused with Allow', () => {
    expect(createJudge([policyOf({ NotPrincipal: { AWS: USER } })]).decide(REQUEST)).toBe('refused');
  });
});
