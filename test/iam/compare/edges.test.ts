import { describe, expect, it } from 'vitest';
import {
  compareAccess,
  evaluateAccess,
  newAccess,
  type PolicyDocument,
  type Statement,
} from '../../../src/iam/index.js';
import { findRisks } from '../../../src/risks/index.js';
import { allow, bucket, deny, on, policy, when } from './policies.js';

const relation = (a: PolicyDocument, b: PolicyDocument): string => compareAccess(a, b).relation;

describe('several values that mean the same', () => {
  it.each([
    ['IpAddress', '2001:db8::5', ['2001:db8::5', '2001:db8:0:0:0:0:0.0.0.5']],
    ['NumericEquals', '1.5', ['1.5', '1.50']],
    ['NumericEquals', '5', ['5', '5.0']],
    ['DateEquals', '2026-01-01T00:00:00.5Z', ['2026-01-01T00:00:00.5Z', '2026-01-01T00:00:00.5+00:00']],
    ['DateEquals', '99999999999999999', ['99999999999999999', '099999999999999999']],
  ])('a key can have several spellings of one value under %s %s', (operator, value, values) => {
    const all = when({ [`ForAllValues:${operator}`]: { k: value }, Null: { k: 'false' } });
    expect(compareAccess(all, when({ [operator]: { k: value } }))).toMatchObject({
      relation: 'broader',
      onlyInA: { context: { k: values } },
    });
  });

  it.each([
    ['IpAddress', '192.0.2.7'],
    ['StringEquals', 'a'],
  ])('a key can have one value twice under %s %s', (operator, value) => {
    const all = when({ [`ForAllValues:${operator}IfExists`]: { 'aws:CalledVia': value } });
    expect(compareAccess(all, when({ [`${operator}IfExists`]: { 'aws:CalledVia': value } }))).toMatchObject({
      relation: 'broader',
      onlyInA: { context: { 'aws:CalledVia': [value, value] } },
    });
  });
});

describe('keys of a type that the operator does not compare', () => {
  it.each([
    ['NotIpAddress', '10.0.0.0/8'],
    ['NumericNotEquals', '5'],
    ['DateNotEquals', '2026-01-01'],
  ])('a key with ARNs satisfies %s', (operator, value) => {
    const arn = 'arn:aws:iam::111122223333:role/example';
    expect(
      compareAccess(when({ [operator]: { 'aws:SourceArn': value }, Null: { 'aws:SourceArn': 'false' } }), policy()),
    ).toMatchObject({ relation: 'broader', onlyInA: { context: { 'aws:SourceArn': arn } } });
    const excluded = { ArnNotLike: { 'aws:SourceArn': arn } };
    const both = when({ ...excluded, [operator]: { 'aws:SourceArn': value }, Null: { 'aws:SourceArn': 'false' } });
    expect(relation(both, policy())).not.toBe('equivalent');
  });
});

describe('keys of the type Binary', () => {
  it('a key that is compared as bytes and as a number stays undecided', () => {
    const bytes = when({ BinaryEquals: { k: 'eA==' }, NumericEquals: { k: '1' } });
    expect(relation(bytes, policy())).toBe('equivalent');
    const types = { Null: { 'aws:SourceArn': 'false' }, NumericEquals: { 'aws:SourceArn': '1' } };
    expect(relation(when(types), policy())).not.toBe('broader');
  });
});

describe('statements that leave nothing only together', () => {
  it('four statements that cover all values of two keys are equivalent to one', () => {
    const [is, isNot] = ['StringEquals', 'StringNotEquals'];
    const cases = [is, isNot].flatMap((k) =>
      [is, isNot].map((j) => ({ [k!]: { k: 'x' }, [`${j}IfExists`]: { j: 'y' } })),
    );
    const four = policy(
      ...cases.map((Condition) => allow({ Condition })),
      allow({ Condition: { Null: { j: 'true' } } }),
    );
    expect(relation(policy(allow()), four)).toBe('equivalent');
  });

  it('a long list with other conditions contains only what meets them', () => {
    const list = Array.from({ length: 60 }, (_, index) => `arn:aws:s3:::b${index}/*`);
    const rest = (NotResource: string[], Condition?: object): Statement =>
      ({ Effect: 'Allow', Action: 's3:A', NotResource, ...(Condition && { Condition }) }) as Statement;
    const tagged = { StringEquals: { k: 'x' } };
    expect(relation(policy(rest(list, tagged)), policy(rest(list.slice(1))))).toBe('narrower');
    expect(relation(policy(rest(list)), policy(rest(list.slice(1), tagged)))).toBe('incomparable');
    expect(
      relation(policy(rest(list)), policy(deny({ Action: 's3:B' }), allow({ Action: 's3:A', Resource: list }))),
    ).toBe('incomparable');
    const home = policy(rest([...list, 'arn:aws:s3:::${u}/*']));
    expect(relation(home, policy(rest([...list.slice(1), 'arn:aws:s3:::${u}/*'])))).not.toBe('broader');
  });
});

describe('statements that are written twice', () => {
  it('newAccess lists each statement that grants new access, also equal ones', () => {
    const twice = policy({ ...allow(), Sid: 'x' }, { ...allow(), Sid: 'y' });
    expect(newAccess(policy(), twice).map(({ sid }) => sid)).toStrictEqual(['x', 'y']);
  });

  it('newAccess lists a statement of which another one grants a part', () => {
    const existing = when({ StringEquals: { k: '${u}' } });
    const proposed = when({ Null: { k: 'true' } }, { StringEqualsIfExists: { k: '${u}' } });
    expect(newAccess(existing, proposed).map(({ statement }) => statement)).toStrictEqual([0, 1]);
  });
});

describe('variables next to statements for single actions', () => {
  const bob = { StringEquals: { u: 'bob' } };
  const home = (Action: string | string[], more: Partial<Statement> = {}): Statement =>
    ({ ...allow({ Action, Resource: 'arn:aws:s3:::h/${u}', Condition: bob }), ...more }) as Statement;

  it('a policy with a statement for each action is equivalent, whatever is denied', () => {
    const a = policy(home(['s3:A', 's3:B']), deny({ Action: 's3:A', Resource: 'arn:aws:s3:::h/bob' }));
    const b = policy(home('s3:A'), home('s3:B'), home('s3:A', { Effect: 'Deny' }));
    expect(relation(a, b)).toBe('equivalent');
    expect(newAccess(b, a)).toStrictEqual([]);
  });

  it('an example request has the keys of variables that every request has', () => {
    const named = policy(allow({ Resource: 'arn:aws:s3:::*${aws:SecureTransport}*' }));
    const found = newAccess(named, policy(allow({ Resource: 'arn:aws:s3:::x' })));
    expect(found).toMatchObject([{ witness: { context: { 'aws:SecureTransport': 'true' } } }]);
    for (const { witness } of found) expect(evaluateAccess(named, witness!).decision).toBe('implicitDeny');
  });
});

describe('policies that are not plain data', () => {
  it('inherited elements do not count', () => {
    const inherits = (Action: string): Statement => Object.create(allow({ Action })) as Statement;
    expect(() => compareAccess(policy(inherits('s3:*')), policy(inherits('s3:Get*')))).toThrow('has no `Effect`');
  });

  it('null can be the prototype', () => {
    const plain = Object.assign(Object.create(null) as object, allow({ Action: 's3:*' })) as Statement;
    expect(relation(policy(plain), policy(allow({ Action: 's3:Get*' })))).toBe('broader');
  });
});

describe('partitions and Regions of risks', () => {
  const codes = (...statements: Statement[]): string[] => findRisks(policy(...statements)).map(({ code }) => code);

  it.each(['arn:aws-*:*:*:*:*', 'arn:aws?cn:*:*:*:*', 'arn:*:*:*:*:*'])(
    'findRisks understands the resource %s',
    (each) => {
      expect(codes(allow({ Action: ['iam:PassRole', 'ec2:RunInstances'], Resource: each }))).toContain(
        'passRoleToInstance',
      );
    },
  );

  it('findRisks finds what a Deny for one partition leaves', () => {
    const allowed = allow({ Action: ['iam:PassRole', 'ec2:RunInstances'], Resource: 'arn:*:*:*:*:*' });
    expect(codes(allowed, deny({ Action: '*', Resource: 'arn:aws:*' }))).toContain('passRoleToInstance');
  });

  it('findRisks finds resources in Regions with long names', () => {
    const region = allow({ Action: 'ec2:*', Resource: 'arn:aws-iso-f:ec2:us-isof-south-1:*:*' });
    expect(codes(allow({ Action: 'iam:PassRole' }), region)).toContain('passRoleToInstance');
  });
});

describe('long values', () => {
  const asks = (document: PolicyDocument, k: string): string =>
    evaluateAccess(document, { action: 's3:GetObject', resource: '*', context: { k } }).decision;

  it('a long run of zeros is read in one pass', () => {
    expect(asks(when({ NumericEquals: { k: '1' } }), `${'0'.repeat(500_000)}x`)).toBe('implicitDeny');
    expect(asks(when({ NumericEquals: { k: '1' } }), `${'0'.repeat(500_000)}1`)).toBe('allowed');
  });

  it('a long run of openings of variables is read in one pass', () => {
    expect(asks(when({ ArnLike: { k: '${'.repeat(100_000) } }), 'arn:a:b:c:d:e')).toBe('implicitDeny');
  });
});

describe('long lists of resources', () => {
  const excluding = (resourceOf: (index: number) => string): Statement => ({
    Effect: 'Deny',
    Action: '*',
    NotResource: Array.from({ length: 60 }, (_, index) => resourceOf(index)),
  });
  const folders = allow({ Resource: bucket('b*') });

  it('a list that no resource matches excludes nothing', () =>
    expect(
      relation(
        policy(
          folders,
          excluding((index) => `x${index}*`),
        ),
        on(bucket('c')),
      ),
    ).toBe('narrower'));

  it('a value of the list alone is used only if it satisfies all literals', () => {
    const denied = excluding((index) => bucket(`a${index}*`)) as Statement & { NotResource: string[] };
    const a = policy(folders, { ...denied, NotResource: [...denied.NotResource, bucket('b1*')] });
    expect(compareAccess(a, on(bucket('c')))).toMatchObject({ onlyInA: { resource: bucket('b1') } });
  });
});
