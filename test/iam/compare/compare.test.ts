import { describe, expect, it } from 'vitest';
import {
  compareAccess,
  evaluateAccess,
  newAccess,
  type ConditionBlock,
  type PolicyDocument,
  type Relation,
  type TrustPolicyDocument,
} from '../../../src/iam/index.js';
import { allow, bucket, deny, doing, on, policy, when } from './policies.js';

describe('compareAccess', () => {
  it.each<[what: string, a: PolicyDocument, b: PolicyDocument, relation: Relation]>([
    ['the same', doing('s3:Get*'), doing('s3:Get*'), 'equivalent'],
    ['actions in another case', doing('S3:GETOBJECT'), doing('s3:GetObject'), 'equivalent'],
    ['an action of a pattern', doing('s3:GetObject'), doing('s3:Get*'), 'narrower'],
    ['every action', doing('*'), doing('*:*'), 'equivalent'],
    ['a letter that is two in lower case', doing('x:\u0130'), policy(), 'broader'],
    ['such a letter in a service', doing('\u0130:*'), policy(), 'broader'],
    ['a question mark', doing('s3:Get?bject'), doing('s3:GetObject'), 'broader'],
    ['no statement', policy(), doing('s3:GetObject'), 'narrower'],
    ['an action that no request has', doing('s3:Get Object'), policy(), 'equivalent'],
    ['a union against one pattern', on(bucket('a*'), bucket('b*')), on(bucket('?*')), 'narrower'],
    ['patterns that cross', on(bucket('team-*')), on(bucket('*-prod')), 'incomparable'],
    [
      'a Deny that crosses',
      policy(allow({ Resource: bucket('team-*') }), deny({ Resource: bucket('*-prod') })),
      on(bucket('team-*')),
      'narrower',
    ],
    [
      'a Deny of what is not allowed',
      policy(allow({ Resource: bucket('a') }), deny({ Resource: bucket('b') })),
      on(bucket('a')),
      'equivalent',
    ],
    [
      'NotResource, inverted',
      policy({ Effect: 'Allow', Action: 's3:GetObject', NotResource: bucket('a') }),
      policy({ Effect: 'Allow', Action: 's3:GetObject', NotResource: bucket('a*') }),
      'broader',
    ],
    [
      'NotAction and what it leaves out',
      policy({ Effect: 'Allow', NotAction: 's3:*', Resource: '*' }, allow({ Action: 's3:*' })),
      doing('*'),
      'equivalent',
    ],
    ['NotAction and everything', policy({ Effect: 'Allow', NotAction: 's3:*', Resource: '*' }), doing('*'), 'narrower'],
    [
      'NotAction and what it names',
      policy({ Effect: 'Allow', NotAction: 's3:*', Resource: '*' }),
      doing('s3:*'),
      'incomparable',
    ],
    [
      'NotAction of more',
      policy({ Effect: 'Allow', NotAction: ['s3:*', 'ec2:*'], Resource: '*' }),
      policy({ Effect: 'Allow', NotAction: 's3:*', Resource: '*' }),
      'narrower',
    ],
    ['NotAction of everything', policy({ Effect: 'Allow', NotAction: '*', Resource: '*' }), policy(), 'equivalent'],
    ['NotResource of everything', policy({ Effect: 'Allow', Action: '*', NotResource: '*' }), policy(), 'equivalent'],
    ['a short ARN', on('arn:aws:s3'), on('arn:aws:s3:*:*:*'), 'equivalent'],
    ['every resource and every ARN', on('*'), on('arn:*:*:*:*:*'), 'broader'],
    [
      'a rectangle and its four parts',
      policy(allow({ Action: ['s3:A', 's3:B'], Resource: [bucket('a'), bucket('b')] })),
      policy(
        ...['s3:A', 's3:B'].flatMap((Action) =>
          [bucket('a'), bucket('b')].map((Resource) => allow({ Action, Resource })),
        ),
      ),
      'equivalent',
    ],
    [
      'patterns of actions and resources, and their four parts',
      policy(allow({ Action: ['s3:A*', 's3:B*'], Resource: [bucket('a*'), bucket('b*')] })),
      policy(
        ...['s3:A*', 's3:B*'].flatMap((Action) =>
          [bucket('a*'), bucket('b*')].map((Resource) => allow({ Action, Resource })),
        ),
      ),
      'equivalent',
    ],
    [
      'a character beside all that are named',
      on(bucket('?')),
      on(
        bucket('\u2d30'),
        ...Array.from({ length: 192 - 33 }, (_, n) =>
          bucket(`\${${String.fromCharCode(n + 33)}}`).replace(/\$\{([^*?$])\}/, '$1'),
        ),
      ),
      'broader',
    ],
    ['a resource that is no ARN', on('a*'), on('arn:*'), 'equivalent'],
    ['an emoji for a question mark', on(bucket('?')), on(bucket('\u{1f600}')), 'broader'],
    [
      'halves of characters, which no request has',
      on(bucket('\ud83d'), bucket('\ud83dx'), bucket('\udc00'), bucket('x\udc00')),
      policy(),
      'equivalent',
    ],
    ['whole characters', on(bucket('\u{1f600}')), policy(), 'broader'],
    ['resources that no request has', on('bucket', 'xarn:aws:s3:::b', 'arn:aws:s3:::', ''), policy(), 'equivalent'],
    ['the resource *, escaped', on('${*}'), policy(), 'broader'],
    ['a service that no request has', doing('s 3:A', ':A', 's3:', 'A', 's3:A:B'), policy(), 'equivalent'],

    [
      'two blocks and their sum',
      when({ IpAddress: { ip: ['10.0.0.0/9', '10.128.0.0/9'] } }),
      when({ IpAddress: { ip: '10.0.0.0/8' } }),
      'equivalent',
    ],
    [
      'a block in a block',
      when({ IpAddress: { ip: '10.1.0.0/16' } }),
      when({ IpAddress: { ip: '10.0.0.0/8' } }),
      'narrower',
    ],
    [
      'NotIpAddress, inverted',
      when({ NotIpAddress: { ip: '10.1.0.0/16' } }),
      when({ NotIpAddress: { ip: '10.0.0.0/8' } }),
      'broader',
    ],
    [
      'addresses of both families',
      when({ IpAddress: { ip: '0.0.0.0/0' } }),
      when({ IpAddress: { ip: '::/0' } }),
      'incomparable',
    ],
    [
      'the last address',
      when({ IpAddress: { ip: '255.255.255.255' } }),
      when({ IpAddress: { ip: '255.255.255.254/31' } }),
      'narrower',
    ],

    [
      'numbers, one of several',
      when({ NumericEquals: { n: ['1', '2'] } }),
      when({ NumericLessThanEquals: { n: '2' } }),
      'narrower',
    ],
    [
      'a number and its spellings',
      when({ NumericEquals: { n: '1' } }),
      when({ NumericEquals: { n: '01.0' } }),
      'equivalent',
    ],
    [
      'numbers side by side',
      when({ NumericLessThan: { n: '1' } }),
      when({ NumericLessThan: { n: '1.000000000000000000001' } }),
      'narrower',
    ],
    [
      'halves of the line',
      when({ NumericLessThan: { n: '5' } }, { NumericGreaterThanEquals: { n: '5' } }),
      when({ NumericLessThan: { n: '9' } }, { NumericGreaterThanEquals: { n: '9' } }),
      'equivalent',
    ],
    ['negative numbers', when({ NumericLessThan: { n: '-1.5' } }), when({ NumericLessThan: { n: '-1' } }), 'narrower'],

    [
      'an instant in two zones',
      when({ DateLessThan: { d: '2026-01-01T00:00:00Z' } }),
      when({ DateLessThan: { d: '2026-01-01T01:00:00+01:00' } }),
      'equivalent',
    ],
    [
      'an instant in seconds',
      when({ DateEquals: { d: '1767225600' } }),
      when({ DateEquals: { d: '2026-01-01' } }),
      'equivalent',
    ],
    [
      'before and until',
      when({ DateLessThan: { d: '2026-01-01' } }),
      when({ DateLessThanEquals: { d: '2026-01-01' } }),
      'narrower',
    ],
    [
      'seconds that look like a year',
      when({ DateLessThan: { d: '1970-01-01T00:20:00Z' } }),
      when({ DateLessThan: { d: '01200' } }),
      'equivalent',
    ],
    ['no address', when({ IpAddress: { ip: 'x' } }), policy(), 'equivalent'],
    [
      'instants beyond the calendar',
      when({ DateGreaterThan: { d: '999999999999999' } }),
      when({ DateGreaterThan: { d: '999999999999998' } }),
      'narrower',
    ],
    ['early instants', when({ DateLessThan: { d: '-1' } }), when({ DateLessThan: { d: '0001-01-01' } }), 'broader'],
    [
      'a number and a date',
      when({ NumericLessThan: { e: '10' } }),
      when({ DateLessThan: { e: '10' } }),
      'incomparable',
    ],

    ['a condition', when({ StringEquals: { k: 'a' } }), doing('s3:GetObject'), 'narrower'],
    ['a value of a pattern', when({ StringEquals: { k: 'ab' } }), when({ StringLike: { k: 'a*' } }), 'narrower'],
    ['literal wildcards', when({ StringEquals: { k: 'a*' } }), when({ StringEquals: { k: 'ab' } }), 'incomparable'],
    ['letter case', when({ StringEquals: { k: 'A1' } }), when({ StringEqualsIgnoreCase: { k: 'a1' } }), 'narrower'],
    [
      'negated, and the key is absent',
      when({ StringNotEquals: { k: 'a' } }),
      when({ StringNotEquals: { k: 'a' }, Null: { k: 'false' } }),
      'broader',
    ],
    [
      'a value or none',
      when({ StringEqualsIfExists: { k: 'a' } }),
      when({ StringEquals: { k: 'a' } }, { Null: { k: 'true' } }),
      'equivalent',
    ],
    [
      'true, false or absent',
      when({ Bool: { k: 'true' } }, { Bool: { k: 'false' } }),
      when({ Null: { k: 'false' } }),
      'narrower',
    ],
    [
      'bytes and their spellings',
      when({ BinaryEquals: { k: 'YQ==' } }),
      when({ StringEquals: { k: ['YQ', 'YR', 'YS', 'YT'] } }),
      'broader',
    ],
    ['whole bytes', when({ BinaryEquals: { k: 'YWJj' } }), when({ StringEquals: { k: 'YWJj' } }), 'equivalent'],
    [
      'two bytes',
      when({ BinaryEquals: { k: 'YWI' } }),
      when({ StringLike: { k: 'YW?' } }, { StringLike: { k: 'YW?=' } }),
      'narrower',
    ],
    ['no bytes', when({ BinaryEquals: { k: '!' } }), policy(), 'equivalent'],
    ['no truth value', when({ Bool: { k: 'yes' } }), policy(), 'equivalent'],
    [
      'fields of an ARN',
      when({ ArnLike: { k: 'arn:aws:iam::*:role/x' } }),
      when({ StringLike: { k: 'arn:aws:iam::*:role/x' } }),
      'narrower',
    ],
    ['no ARN', when({ ArnLike: { k: 'role/x' } }), policy(), 'equivalent'],
    [
      'no ARN, where another is excluded',
      when({ ArnNotLike: { k: 'arn:aws:iam::1:role/x' }, StringLike: { k: 'x*' } }),
      policy(),
      'broader',
    ],
    [
      'a variable where there are none',
      when({ NumericEquals: { k: '${a}' } }, { Bool: { k: '${a}' } }),
      policy(),
      'equivalent',
    ],
    [
      'all of several',
      when({ 'ForAllValues:StringEquals': { m: 'a' } }),
      when({ 'ForAllValues:StringEquals': { m: ['a', 'b'] } }),
      'narrower',
    ],
    [
      'all and any of several',
      when({ 'ForAllValues:StringEquals': { m: 'a' } }),
      when({ 'ForAnyValue:StringEquals': { m: 'a' } }),
      'incomparable',
    ],
    [
      'two of several',
      when({ 'ForAnyValue:StringEquals': { m: 'a' }, 'ForAnyValue:StringLike': { m: 'b' } }),
      when({ 'ForAnyValue:StringEquals': { m: 'a' } }),
      'narrower',
    ],
    [
      'all and any of a tag, which has one value',
      when({ 'ForAnyValue:StringEquals': { 'aws:RequestTag/t': 'a' } }),
      when({ 'ForAllValues:StringEquals': { 'aws:RequestTag/t': 'a' } }),
      'narrower',
    ],
    [
      'a value of a key that is absent',
      when({ Null: { k: 'true' }, StringEquals: { k: 'a' } }),
      policy(),
      'equivalent',
    ],
    ['contradictions', when({ StringEquals: { k: 'a' }, StringLike: { k: 'b*' } }), policy(), 'equivalent'],
    [
      'a text that is a number',
      when({ StringEquals: { k: '5' }, NumericLessThan: { k: '4' } }),
      policy(),
      'equivalent',
    ],
    [
      'a pattern that a number fits',
      when({ StringLike: { k: '*' }, NumericLessThan: { k: '4' } }),
      when({ NumericLessThan: { k: '4' } }),
      'equivalent',
    ],
    [
      'a number that no text is',
      when({ StringLike: { k: 'a*' }, NumericLessThan: { k: '4' }, NumericGreaterThan: { k: '4' } }),
      policy(),
      'equivalent',
    ],
    [
      'texts that exclude each other beside a number',
      when({ StringLike: { k: 'a*' }, StringNotLike: { k: '*' }, NumericLessThan: { k: '4' } }),
      policy(),
      'equivalent',
    ],
  ])('%s', (_what, a, b, relation) => {
    const result = compareAccess(a, b);
    expect(result.relation).toBe(relation);
    const { onlyInA, onlyInB } = result;
    if (onlyInA)
      expect([a, b].map((each) => evaluateAccess(each, onlyInA).decision === 'allowed')).toStrictEqual([true, false]);
    if (onlyInB)
      expect([a, b].map((each) => evaluateAccess(each, onlyInB).decision === 'allowed')).toStrictEqual([false, true]);
  });

  it.each([
    ['s3:A', 'a'],
    ['s3:A', 'b'],
    ['s3:B', 'a'],
    ['s3:B', 'b'],
  ])('finds the part of a rectangle that is missing: %s on %s', (action, name) => {
    const parts = ['s3:A', 's3:B'].flatMap((each) => ['a', 'b'].map((other) => [each, other] as const));
    const others = parts.filter((part) => part.join() !== `${action},${name}`);
    const whole = policy(allow({ Action: ['s3:A*', 's3:B*'], Resource: [bucket('a*'), bucket('b*')] }));
    const rest = policy(...others.map(([each, other]) => allow({ Action: `${each}*`, Resource: bucket(`${other}*`) })));
    expect(compareAccess(whole, rest)).toStrictEqual({
      relation: 'broader',
      onlyInA: { action, resource: bucket(name) },
    });
  });

  it('passes over what the own policies deny', () => {
    const denying = (name: string): PolicyDocument =>
      policy(allow({ Action: 's3:*' }), deny({ Action: '*', Resource: bucket(name) }));
    expect(compareAccess(denying('secret'), denying('secret*'))).toStrictEqual({
      relation: 'broader',
      onlyInA: { action: 's3:x', resource: bucket('secretx') },
    });
  });

  it('shows a request for each difference, with names as the policies write them', () => {
    expect(
      compareAccess(when({ StringLike: { 'aws:RequestTag/Name': '*upsolver*' } }), doing('s3:GetObjectTagging')),
    ).toStrictEqual({
      relation: 'incomparable',
      onlyInA: { action: 's3:GetObject', resource: '*', context: { 'aws:RequestTag/Name': 'upsolver' } },
      onlyInB: { action: 's3:GetObjectTagging', resource: '*' },
    });
  });

  it('searches a statement that appears twice once, at its first place', () => {
    const [first, second] = [allow({ Action: 's3:A', Resource: bucket('x') }), allow({ Action: 's3:B' })];
    expect(compareAccess(policy(first, second, first), policy())).toStrictEqual({
      relation: 'broader',
      onlyInA: { action: 's3:A', resource: bucket('x') },
    });
  });

  it('gives all values of a key with several', () => {
    const both = when({ 'ForAnyValue:StringEquals': { m: 'a' }, 'ForAnyValue:StringLike': { M: 'b' } });
    expect(compareAccess(both, policy())).toStrictEqual({
      relation: 'broader',
      onlyInA: { action: 's3:GetObject', resource: '*', context: { m: ['a', 'b'] } },
    });
  });

  it('takes lists of policies as their union', () => {
    const [read, write] = [doing('s3:GetObject'), doing('s3:PutObject')];
    expect(compareAccess([read, write], doing('s3:PutObject', 's3:GetObject'))).toStrictEqual({
      relation: 'equivalent',
    });
    expect(compareAccess([read, policy(deny({ Action: 's3:*' }))], policy())).toStrictEqual({ relation: 'equivalent' });
  });

  it('keeps a hostile key an ordinary one', () => {
    const block = JSON.parse('{"StringEquals":{"__proto__":"a"}}') as ConditionBlock;
    const { relation, onlyInA } = compareAccess(when(block), policy());
    expect(relation).toBe('broader');
    expect(JSON.stringify(onlyInA?.context)).toBe('{"__proto__":"a"}');
  });

  it('says where a key is both a text and a number, and no text settles it', () => {
    const mixed = allow({ Condition: { StringLike: { k: '?*77' }, NumericLessThan: { k: '100' } } });
    expect(compareAccess(policy({ ...mixed, Sid: 'Mixed' }), policy())).toStrictEqual({
      relation: 'unknown',
      unknown: [{ reason: 'mixedTypes', of: 'a', policy: 0, statement: 0, sid: 'Mixed' }],
    });
    expect(compareAccess(policy(), policy(mixed))).toStrictEqual({
      relation: 'unknown',
      unknown: [{ reason: 'mixedTypes', of: 'b', policy: 0, statement: 0 }],
    });
    const guarded = policy(deny({ Condition: { StringEquals: { k: '-977' } } }));
    expect(compareAccess(policy(mixed), guarded)).toStrictEqual({
      relation: 'broader',
      onlyInA: { action: 's3:GetObject', resource: '*', context: { k: '-977' } },
    });
    // One way is enough, though another is not decided.
    expect(compareAccess(policy(mixed, allow()), policy(mixed)).relation).toBe('broader');
    expect(compareAccess(policy(mixed), policy(deny({ Condition: { StringEquals: { k: '1' } } }))).relation).toBe(
      'unknown',
    );
  });
});

describe('readings', () => {
  it('tells of colons that a wildcard may cross', () => {
    const crossing = on('arn:aws:sqs:*:1:q');
    expect(compareAccess(crossing, on('arn:aws:sqs:*:*:*q')).relation).toBe('narrower');
    const { relation, readings } = compareAccess(
      crossing,
      policy(deny({ Resource: 'arn:aws:sqs:*:1:q' }), allow({ Resource: 'arn:aws:sqs:*:1:q' })),
    );
    expect([relation, readings]).toStrictEqual(['broader', undefined]);
    const inField = on('arn:aws:sqs:*-1:1:q');
    const across = on('arn:aws:sqs:*:2:*-1:1:q');
    expect(compareAccess(policy(...inField.Statement, ...across.Statement), inField)).toMatchObject({
      relation: 'broader',
    });
    expect(compareAccess(on('arn:aws:sqs:*:z'), on('arn:aws:sqs:*:*:z')).readings).toBeUndefined();
  });

  it('tells of a star whose reach decides', () => {
    const comparison = compareAccess(on('arn:aws:sqs:*:1:q'), on('arn:aws:sqs:*:1:q', 'arn:aws:sqs:a:b:c:1:q'));
    expect(comparison).toStrictEqual({
      relation: 'equivalent',
      readings: [
        {
          reading: { colons: 'stay' },
          relation: 'narrower',
          onlyInB: { action: 's3:GetObject', resource: 'arn:aws:sqs:a:b:c:1:q' },
        },
      ],
    });
  });

  it.each<[what: string, a: PolicyDocument, more: string]>([
    ['in the field before the last', on('arn:aws:sqs:r:1*:q'), 'arn:aws:sqs:r:1:2:q'],
    ['behind other letters', on('arn:aws:s*:b:c:x'), 'arn:aws:s3:a:b:c:x'],
    ['in a list of others', on(bucket('z'), 'arn:aws:sqs:*:1:q'), 'arn:aws:sqs:a:b:c:1:q'],
    [
      'in one of several statements',
      policy(allow({ Action: 's3:A' }), allow({ Resource: 'arn:aws:sqs:*:1:q' })),
      'arn:aws:sqs:a:b:c:1:q',
    ],
    ['in an ARN that is cut off', on('arn:a*:b'), 'arn:aws:x:b:c:d:e'],
  ])('tells of a star %s', (_what, a, resource) => {
    const b = policy(...a.Statement, allow({ Resource: resource }));
    expect(compareAccess(a, b)).toStrictEqual({
      relation: 'equivalent',
      readings: [{ reading: { colons: 'stay' }, relation: 'narrower', onlyInB: { action: 's3:GetObject', resource } }],
    });
  });

  it('are told where the default leaves it open', () => {
    const mixed = allow({ Action: 's3:M', Condition: { StringLike: { k: '?*77' }, NumericLessThan: { k: '100' } } });
    const star = allow({ Resource: 'arn:aws:sqs:*:1:q' });
    const resource = 'arn:aws:sqs:a:b:c:1:q';
    expect(compareAccess(policy(mixed, star, allow({ Resource: resource })), policy(star))).toStrictEqual({
      relation: 'unknown',
      unknown: [{ reason: 'mixedTypes', of: 'a', policy: 0, statement: 0 }],
      readings: [{ reading: { colons: 'stay' }, relation: 'broader', onlyInA: { action: 's3:GetObject', resource } }],
    });
  });

  it('tells of a wrong type under one of several operators', () => {
    const negated = when({ StringLike: { k: '*' }, NumericNotEquals: { n: '5' } });
    const ranges = [
      { NumericLessThan: { n: '5' } },
      { NumericGreaterThan: { n: '5' } },
      { Null: { n: 'true' } },
    ] as const;
    const others = policy(...ranges.map((range) => allow({ Condition: { StringLike: { k: '*' }, ...range } })));
    expect(compareAccess(negated, others)).toStrictEqual({
      relation: 'broader',
      onlyInA: { action: 's3:GetObject', resource: '*', context: { k: '', n: 'x' } },
      readings: [{ reading: { mistypedValue: 'fails' }, relation: 'equivalent' }],
    });
  });

  it('tells of the empty text', () => {
    expect(compareAccess(when({ StringEquals: { k: '' } }), policy())).toStrictEqual({
      relation: 'broader',
      onlyInA: { action: 's3:GetObject', resource: '*', context: { k: '' } },
      readings: [{ reading: { emptyValue: 'absent' }, relation: 'equivalent' }],
    });
  });

  it('tells of values of the wrong type under a negated operator', () => {
    const negated = when({ NumericNotEquals: { n: '5' } });
    const ranges = when({ NumericLessThan: { n: '5' } }, { NumericGreaterThan: { n: '5' } }, { Null: { n: 'true' } });
    expect(compareAccess(negated, ranges)).toStrictEqual({
      relation: 'broader',
      onlyInA: { action: 's3:GetObject', resource: '*', context: { n: 'x' } },
      readings: [{ reading: { mistypedValue: 'fails' }, relation: 'equivalent' }],
    });
    const noRole = when({ ArnNotLike: { r: 'arn:aws:iam::1:role/*' } });
    const others = policy(allow(), deny({ Condition: { ArnLike: { r: 'arn:aws:iam::1:role/*' } } }));
    expect(compareAccess(noRole, others)).toStrictEqual({
      relation: 'equivalent',
      readings: [
        {
          reading: { mistypedValue: 'fails' },
          relation: 'narrower',
          onlyInB: { action: 's3:GetObject', resource: '*', context: { r: '' } },
        },
      ],
    });
    expect(compareAccess(when({ StringNotEquals: { k: 'a' }, StringLike: { k: 'b*' } }), policy())).toStrictEqual({
      relation: 'broader',
      onlyInA: { action: 's3:GetObject', resource: '*', context: { k: 'b' } },
    });
    expect(compareAccess(when({ DateNotEquals: { d: '2026' } }), when({ NotIpAddress: { d: '::/0' } })).relation).toBe(
      'incomparable',
    );
  });
});

describe('variables', () => {
  const home = (name: string): string => bucket(`home/${name}`);
  const named = (Condition: ConditionBlock): PolicyDocument => when(Condition);
  const user = '${aws:username}';

  it.each<[what: string, a: PolicyDocument, b: PolicyDocument, relation: Relation]>([
    ['the same', on(home(`${user}/*`)), on(home(`${user}/*`)), 'equivalent'],
    ['the same key in another case', on(home(`${user}/*`)), on(home('${AWS:UserName}/*')), 'equivalent'],
    ['a wildcard in its place', on(home(`${user}/*`)), on(home('*')), 'narrower'],
    ['a part of it', on(home(`${user}/a*`)), on(home(`${user}/*`)), 'narrower'],
    ['a name in its place', on(home(`${user}/*`)), on(home('bob/*')), 'incomparable'],
    ['another variable', on(home(user)), on(home('${aws:userid}')), 'incomparable'],
    [
      'the same, denied',
      policy(allow({ Resource: home(user) }), deny({ Resource: home(user) })),
      policy(),
      'equivalent',
    ],
    ['a default', on(home("${aws:username, 'x'}")), on(home(user)), 'broader'],
    ['escaped wildcards', on(home('${*}')), on(home('*')), 'narrower'],
    ['a question mark in its place', on(home(user)), on(home('?')), 'incomparable'],
    ['no variable before the sixth field', on('arn:aws:s3::${a}:b'), on('arn:aws:s3::${c}:b'), 'incomparable'],
    [
      'the same in a condition',
      named({ StringEquals: { k: user } }),
      named({ StringEquals: { k: user } }),
      'equivalent',
    ],
    [
      'a condition on the key, present',
      named({ StringEquals: { k: user } }),
      named({ Null: { k: 'false' } }),
      'narrower',
    ],
    ['a condition like it', named({ StringLike: { k: `${user}*` } }), named({ StringEquals: { k: user } }), 'broader'],
    [
      'literal wildcards beside it',
      named({ StringEquals: { k: `a*${user}` } }),
      named({ StringLike: { k: `a\${*}*` } }),
      'narrower',
    ],
    ['letter case', named({ StringEqualsIgnoreCase: { k: user } }), named({ StringEquals: { k: user } }), 'broader'],
    ['negated', named({ StringNotEquals: { k: user } }), named({ StringEquals: { k: user } }), 'incomparable'],
    [
      'a resource that it excludes',
      policy({ Effect: 'Allow', Action: 's3:GetObject', NotResource: home(user) }),
      on('*'),
      'narrower',
    ],
    [
      'escapes and defaults in a condition',
      named({ StringEquals: { k: "${?}${aws:username, 'd'}" } }),
      named({ StringLike: { k: '${?}*' } }),
      'narrower',
    ],
    ['not one value', named({ StringEquals: { k: user } }), named({ StringNotEquals: { k: 'a' } }), 'incomparable'],
    [
      'a number beside it',
      named({ StringEquals: { k: user }, NumericEquals: { k: '1' } }),
      named({ StringEquals: { k: user } }),
      'narrower',
    ],
    [
      'any of several',
      named({ 'ForAnyValue:StringEquals': { k: user } }),
      named({ 'ForAnyValue:StringEquals': { k: user } }),
      'equivalent',
    ],
    [
      'any of several, and one',
      named({ 'ForAnyValue:StringEquals': { k: user } }),
      named({ StringEquals: { k: user } }),
      'unknown',
    ],
    ['a text with halves of characters', on(home(user), home('\udc00')), on(home(user)), 'equivalent'],
    ['halves of characters in a list', on(home(user)), on(home('\udc00'), home('')), 'incomparable'],
    ['a name in a list with a wildcard', on(home('a')), on(home(user), home('*')), 'narrower'],
    [
      'a value that is not, in a list',
      named({ StringNotEquals: { k: 'a' } }),
      named({ StringEquals: { k: ['a', user] } }),
      'incomparable',
    ],
    [
      'negated, and more',
      named({ StringNotEquals: { k: user }, StringEquals: { j: 'a' } }),
      named({ StringNotEquals: { k: user } }),
      'narrower',
    ],
    ['halves of characters that look like symbols', on(home(user)), on(home('\udc00')), 'broader'],
    [
      'an ARN with one before its last field',
      named({ ArnLike: { k: 'arn:aws:iam::${a}:role/x' } }),
      named({ ArnLike: { k: 'arn:aws:iam::*:role/x' } }),
      'narrower',
    ],
    [
      'a pattern with the fields of an ARN',
      named({ StringLike: { k: 'arn:aws:iam::${a}:role/x' } }),
      named({ StringLike: { k: 'arn:aws:iam::*:role/x' } }),
      'narrower',
    ],
    [
      'a text with the fields of an ARN',
      named({ StringEquals: { k: 'arn:aws:iam::${a}:role/x' } }),
      named({ StringLike: { k: 'arn:aws:iam::*:role/x' } }),
      'narrower',
    ],
    [
      'letter case beside it',
      named({ StringEqualsIgnoreCase: { k: `A${user}` } }),
      named({ StringLike: { k: 'A*' } }),
      'incomparable',
    ],
    [
      'a wildcard beside it',
      named({ StringLike: { k: `a*${user}` } }),
      named({ StringLike: { k: 'a${*}*' } }),
      'incomparable',
    ],
    [
      'everything and more excluded',
      policy({ Effect: 'Allow', Action: '*', NotResource: ['*', home(user)] }),
      policy(),
      'equivalent',
    ],
    [
      'a value that the absent key does not have',
      policy(allow({ Resource: home("${aws:username, 'q'}"), Condition: { StringLike: { 'aws:username': 'z*' } } })),
      policy(),
      'unknown',
    ],
    [
      'a default that two names keep away',
      policy(
        allow({
          Resource: home("${aws:username, 'q'}"),
          Condition: { StringNotEquals: { 'aws:username': ['x', 'y'] } },
        }),
      ),
      on(home(user)),
      'incomparable',
    ],
    [
      'a variable before the last field of an ARN, alone',
      named({ ArnLike: { k: 'arn:aws:iam::${a}:role/x' } }),
      policy(),
      'broader',
    ],
    ['a variable in an ARN, alone', named({ ArnLike: { k: `arn:aws:iam::1:user/${user}` } }), policy(), 'broader'],
    [
      'ARNs',
      named({ ArnLike: { k: `arn:aws:iam::1:user/${user}` } }),
      named({ ArnLike: { k: 'arn:aws:iam::1:user/*' } }),
      'narrower',
    ],
  ])('%s', (_what, a, b, relation) => {
    const { onlyInA, onlyInB, ...rest } = compareAccess(a, b);
    expect(rest.relation).toBe(relation);
    if (onlyInA)
      expect([a, b].map((each) => evaluateAccess(each, onlyInA).decision === 'allowed')).toStrictEqual([true, false]);
    if (onlyInB)
      expect([a, b].map((each) => evaluateAccess(each, onlyInB).decision === 'allowed')).toStrictEqual([false, true]);
  });

  it('that a resource excludes leave more than a wildcard in their place does', () => {
    const but = (NotResource: string): PolicyDocument =>
      policy({ Effect: 'Allow', Action: 's3:GetObject', NotResource });
    expect(compareAccess(but(home(user)), but(home('*'))).onlyInA).toStrictEqual({
      action: 's3:GetObject',
      resource: home(''),
    });
  });

  it('are literal text in the older version of the language', () => {
    const old = (resource: string): PolicyDocument => ({ ...on(resource), Version: '2008-10-17' });
    expect(compareAccess(old(home(user)), on(home(user))).relation).toBe('incomparable');
    expect(compareAccess(old(home(user)), on(home('${$}{aws:username}'))).relation).toBe('equivalent');
    expect(
      compareAccess(policy(...on(home(user), 'z').Statement), {
        ...policy(...on(home(user), 'z').Statement),
        Version: '2008-10-17',
      }).relation,
    ).toBe('incomparable');
    const both: ConditionBlock = { 'ForAnyValue:StringEquals': { m: 'a' }, 'ForAnyValue:StringLike': { m: 'b' } };
    expect(
      compareAccess({ ...policy(allow({ Resource: home('${m}'), Condition: both })), Version: '2008-10-17' }, policy()),
    ).toStrictEqual({
      relation: 'broader',
      onlyInA: { action: 's3:GetObject', resource: home('${m}'), context: { m: ['a', 'b'] } },
    });
  });

  it('leave a question open that no values settle, and say which statement it is', () => {
    const twice = policy({ ...allow({ Resource: home(`${user}${user}`) }), Sid: 'Twice' });
    const notTwice = policy(
      allow({ Resource: home('*') }),
      deny({ Condition: { StringNotLike: { 'aws:username': 'zz*yx' } } }),
    );
    expect(compareAccess(twice, notTwice).relation).toBe('incomparable');
    const same = policy(allow({ Resource: home(user) }), deny({ Condition: { StringLike: { 'aws:username': '*' } } }));
    expect(compareAccess(same, policy())).toStrictEqual({
      relation: 'unknown',
      unknown: [{ reason: 'variables', of: 'a', policy: 0, statement: 0 }],
    });
  });

  it('are settled statement by statement', () => {
    const denied = deny({ Action: 's3:PutObject', Condition: { StringLike: { 'aws:username': '*' } } });
    const two = policy(
      allow({ Resource: home(user) }),
      allow({ Action: 's3:PutObject', Resource: home(user) }),
      denied,
    );
    expect(newAccess(policy(), two)).toStrictEqual([
      {
        policy: 0,
        statement: 0,
        witness: { action: 's3:GetObject', resource: home('x'), context: { 'aws:username': 'x' } },
      },
      { policy: 0, statement: 1, unknown: 'variables' },
    ]);
  });

  it('are settled by different values, beside what needs none, and told in the order of the statements', () => {
    const bob = allow({
      Action: 's3:PutObject',
      Resource: home(user),
      Condition: { StringEquals: { 'aws:username': 'bob' } },
    });
    const proposed = [
      policy(allow({ Resource: home(user) }), allow({ Action: 's3:A' })),
      policy(bob, allow({ Action: 's3:B' })),
    ];
    expect(newAccess(policy(), proposed)).toStrictEqual([
      {
        policy: 0,
        statement: 0,
        witness: { action: 's3:GetObject', resource: home('x'), context: { 'aws:username': 'x' } },
      },
      { policy: 0, statement: 1, witness: { action: 's3:A', resource: '*' } },
      {
        policy: 1,
        statement: 0,
        witness: { action: 's3:PutObject', resource: home('bob'), context: { 'aws:username': 'bob' } },
      },
      { policy: 1, statement: 1, witness: { action: 's3:B', resource: '*' } },
    ]);
  });

  it('leave it open beside what is too much of it', () => {
    // To put a text of this length to the patterns again takes too many steps.
    const long = bucket(`${'?'.repeat(20_000)}*`);
    const denied = deny({ Action: 's3:PutObject', Condition: { StringLike: { 'aws:username': '*' } } });
    const open = policy(
      allow({ Action: 's3:PutObject', Resource: home(user) }),
      { ...allow({ Resource: long }), Sid: 'Long' },
      denied,
    );
    expect(compareAccess(open, policy())).toStrictEqual({
      relation: 'unknown',
      unknown: [
        { reason: 'tooComplex', of: 'a', policy: 0, statement: 1, sid: 'Long' },
        { reason: 'variables', of: 'a', policy: 0, statement: 0 },
      ],
    });
  });
});

describe('trust policies', () => {
  const trust = (
    Principal: TrustPolicyDocument['Statement'][number]['Principal'],
    Condition?: ConditionBlock,
  ): TrustPolicyDocument => ({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal, ...(Condition && { Condition }) }],
  });
  const account = '111122223333';
  const root = `arn:aws:iam::${account}:root`;
  const role = `arn:aws:iam::${account}:role/path/Deploy`;

  it.each<[what: string, a: TrustPolicyDocument, b: TrustPolicyDocument, relation: Relation]>([
    ['an account, written both ways', trust({ AWS: account }), trust({ AWS: root }), 'equivalent'],
    ['a role of the account', trust({ AWS: role }), trust({ AWS: account }), 'narrower'],
    [
      'a session of the role',
      trust({ AWS: `arn:aws:sts::${account}:assumed-role/Deploy/me` }),
      trust({ AWS: role }),
      'narrower',
    ],
    [
      'an account and a service',
      trust({ AWS: account, Service: 'ec2.amazonaws.com' } as never),
      trust({ Service: ['ec2.amazonaws.com'], AWS: [account] } as never),
      'equivalent',
    ],
    ['everyone', trust('*'), trust({ AWS: '*' }), 'broader'],
    ['two accounts', trust({ AWS: [account, '444455556666'] }), trust({ AWS: account }), 'broader'],
    [
      'accounts that are used up',
      trust({ AWS: ['999999999999', '888888888888', '777777777777'] }),
      trust({ AWS: '*' }),
      'narrower',
    ],
    ['a service', trust({ Service: 'ec2.amazonaws.com' }), trust({ Service: 'lambda.amazonaws.com' }), 'incomparable'],
    ['a provider', trust({ Federated: 'a.example' }), trust({ Federated: ['b.example', 'a.example'] }), 'narrower'],
    [
      'an external id',
      trust({ AWS: account }, { StringEquals: { 'sts:ExternalId': 'x1' } }),
      trust({ AWS: account }),
      'narrower',
    ],
    [
      'a user of the name that others get',
      trust({ AWS: `arn:aws:iam::${account}:user/other` }),
      trust({ AWS: account }),
      'narrower',
    ],
    ['all strangers but one', trust({ AWS: ['999999999999', '999999999998'] }), trust({ AWS: '*' }), 'narrower'],
  ])('%s', (_what, a, b, relation) => expect(compareAccess(a, b).relation).toBe(relation));

  it('let everyone in but those whom a Deny names, whatever their names', () => {
    const Principal = { AWS: '*', Service: 'other.amazonaws.com', Federated: 'other.example.com' };
    const denied = { Effect: 'Deny', Action: '*', Principal } as TrustPolicyDocument['Statement'][number];
    const everyone = trust('*');
    expect(compareAccess({ ...everyone, Statement: [...everyone.Statement, denied] }, policy())).toStrictEqual({
      relation: 'broader',
      onlyInA: { action: 'sts:AssumeRole', resource: '*', principal: { Service: 'otherother.amazonaws.com' } },
    });
  });

  it('have a principal in their witnesses', () => {
    expect(compareAccess(trust({ AWS: account }), trust({ AWS: role })).onlyInA).toStrictEqual({
      action: 'sts:AssumeRole',
      resource: '*',
      principal: { AWS: `arn:aws:iam::${account}:user/other` },
    });
  });

  it('may exclude principals, as resource policies do', () => {
    const except = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', NotPrincipal: { AWS: account } }],
    };
    expect(compareAccess(except as never, trust('*')).relation).toBe('narrower');
  });
});

describe('newAccess', () => {
  it('names each statement that grants more, with a request', () => {
    const proposed = policy(
      { ...allow(), Sid: 'Old' },
      { ...allow({ Action: ['s3:GetObject', 's3:PutObject'] }), Sid: 'Write' },
      allow({ Action: 's3:DeleteObject' }),
    );
    expect(newAccess(doing('s3:GetObject'), [policy(), proposed])).toStrictEqual([
      { policy: 1, statement: 1, sid: 'Write', witness: { action: 's3:PutObject', resource: '*' } },
      { policy: 1, statement: 2, witness: { action: 's3:DeleteObject', resource: '*' } },
    ]);
  });

  it('sees a Deny that is gone', () => {
    const guarded = policy(allow({ Action: 's3:*' }), deny({ Resource: bucket('secret') }));
    expect(newAccess(guarded, doing('s3:*'))).toStrictEqual([
      { policy: 0, statement: 0, witness: { action: 's3:GetObject', resource: bucket('secret') } },
    ]);
  });

  it('says what is open', () => {
    const open = when({ StringLike: { k: '?*77' }, NumericLessThan: { k: '100' } });
    expect(newAccess(policy(), open)).toStrictEqual([{ policy: 0, statement: 0, unknown: 'mixedTypes' }]);
  });
});
