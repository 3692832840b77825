import { describe, expect, it } from 'vitest';
import {
  compareAccess,
  evaluateAccess,
  newAccess,
  type ConditionBlock,
  type PolicyDocument,
  type Relation,
  type ResourcePolicyDocument,
  type TrustPolicyDocument,
} from '../../../src/iam/index.js';
import { allow, bucket, deny, doing, on, policy, when } from './policies.js';

describe('compareAccess', () => {
  it.each<[what: string, a: PolicyDocument, b: PolicyDocument, relation: Relation]>([
    ['equal policies', doing('s3:Get*'), doing('s3:Get*'), 'equivalent'],
    ['actions in another letter case', doing('S3:GETOBJECT'), doing('s3:GetObject'), 'equivalent'],
    ['an action that a pattern matches', doing('s3:GetObject'), doing('s3:Get*'), 'narrower'],
    ['one action and every action', doing('*'), doing('*:*'), 'equivalent'],
    ['an action letter whose lowercase form has two characters', doing('x:\u0130'), policy(), 'broader'],
    ['a service letter whose lowercase form has two characters', doing('\u0130:*'), policy(), 'broader'],
    ['a question mark in an action', doing('s3:Get?bject'), doing('s3:GetObject'), 'broader'],
    ['a policy without statements', policy(), doing('s3:GetObject'), 'narrower'],
    ['an action that no request has', doing('s3:Get Object'), policy(), 'equivalent'],
    ['a union against one pattern', on(bucket('a*'), bucket('b*')), on(bucket('?*')), 'narrower'],
    ['overlapping patterns', on(bucket('team-*')), on(bucket('*-prod')), 'incomparable'],
    [
      'a Deny that overlaps the Allow',
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
      'a larger NotResource',
      policy({ Effect: 'Allow', Action: 's3:GetObject', NotResource: bucket('a') }),
      policy({ Effect: 'Allow', Action: 's3:GetObject', NotResource: bucket('a*') }),
      'broader',
    ],
    [
      'NotAction and the actions that it excludes, together',
      policy({ Effect: 'Allow', NotAction: 's3:*', Resource: '*' }, allow({ Action: 's3:*' })),
      doing('*'),
      'equivalent',
    ],
    ['NotAction and everything', policy({ Effect: 'Allow', NotAction: 's3:*', Resource: '*' }), doing('*'), 'narrower'],
    [
      'NotAction and the actions that it names',
      policy({ Effect: 'Allow', NotAction: 's3:*', Resource: '*' }),
      doing('s3:*'),
      'incomparable',
    ],
    [
      'NotAction with more actions',
      policy({ Effect: 'Allow', NotAction: ['s3:*', 'ec2:*'], Resource: '*' }),
      policy({ Effect: 'Allow', NotAction: 's3:*', Resource: '*' }),
      'narrower',
    ],
    ['NotAction of everything', policy({ Effect: 'Allow', NotAction: '*', Resource: '*' }), policy(), 'equivalent'],
    ['NotResource of everything', policy({ Effect: 'Allow', Action: '*', NotResource: '*' }), policy(), 'equivalent'],
    ['an ARN with missing fields', on('arn:aws:s3'), on('arn:aws:s3:*:*:*'), 'equivalent'],
    ['every resource and every ARN', on('*'), on('arn:*:*:*:*:*'), 'broader'],
    [
      'two actions on two resources, and the four single pairs',
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
      'a resource character that no pattern names',
      on(bucket('?')),
      on(
        bucket('\u2d30'),
        ...Array.from({ length: 192 - 33 }, (_, n) =>
          bucket(`\${${String.fromCharCode(n + 33)}}`).replace(/\$\{([^*?$])\}/, '$1'),
        ),
      ),
      'broader',
    ],
    ['a resource that is not an ARN', on('a*'), on('arn:*'), 'equivalent'],
    ['an emoji for a question mark', on(bucket('?')), on(bucket('\u{1f600}')), 'broader'],
    [
      'lone surrogates, which no request has',
      on(bucket('\ud83d'), bucket('\ud83dx'), bucket('\udc00'), bucket('x\udc00')),
      policy(),
      'equivalent',
    ],
    ['complete surrogate pairs', on(bucket('\u{1f600}')), policy(), 'broader'],
    ['resources that no request has', on('bucket', 'xarn:aws:s3:::b', 'arn:aws:s3:::', ''), policy(), 'equivalent'],
    ['the resource *, escaped', on('${*}'), policy(), 'broader'],
    ['a service that no request has', doing('s 3:A', ':A', 's3:', 'A', 's3:A:B'), policy(), 'equivalent'],

    [
      'two CIDR blocks and the block of both',
      when({ IpAddress: { ip: ['10.0.0.0/9', '10.128.0.0/9'] } }),
      when({ IpAddress: { ip: '10.0.0.0/8' } }),
      'equivalent',
    ],
    [
      'a CIDR block in a larger one',
      when({ IpAddress: { ip: '10.1.0.0/16' } }),
      when({ IpAddress: { ip: '10.0.0.0/8' } }),
      'narrower',
    ],
    [
      'NotIpAddress with a larger block',
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
      'an interval up to the last address',
      when({ IpAddress: { ip: '255.255.255.255' } }),
      when({ IpAddress: { ip: '255.255.255.254/31' } }),
      'narrower',
    ],

    [
      'one of several numbers',
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
      'adjacent numbers',
      when({ NumericLessThan: { n: '1' } }),
      when({ NumericLessThan: { n: '1.000000000000000000001' } }),
      'narrower',
    ],
    [
      'numbers below and from a limit, together',
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
      'a date before and a date up to',
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
    ['a value that is not an address', when({ IpAddress: { ip: 'x' } }), policy(), 'equivalent'],
    [
      'instants after the year 9999',
      when({ DateGreaterThan: { d: '999999999999999' } }),
      when({ DateGreaterThan: { d: '999999999999998' } }),
      'narrower',
    ],
    [
      'instants before 1970',
      when({ DateLessThan: { d: '-1' } }),
      when({ DateLessThan: { d: '0001-01-01' } }),
      'broader',
    ],
    [
      'a number and a date',
      when({ NumericLessThan: { e: '10' } }),
      when({ DateLessThan: { e: '10' } }),
      'incomparable',
    ],

    ['a condition', when({ StringEquals: { k: 'a' } }), doing('s3:GetObject'), 'narrower'],
    ['a value of a pattern', when({ StringEquals: { k: 'ab' } }), when({ StringLike: { k: 'a*' } }), 'narrower'],
    ['literal wildcards', when({ StringEquals: { k: 'a*' } }), when({ StringEquals: { k: 'ab' } }), 'incomparable'],
    [
      'an operator that ignores letter case',
      when({ StringEquals: { k: 'A1' } }),
      when({ StringEqualsIgnoreCase: { k: 'a1' } }),
      'narrower',
    ],
    [
      'a negated operator and an absent key',
      when({ StringNotEquals: { k: 'a' } }),
      when({ StringNotEquals: { k: 'a' }, Null: { k: 'false' } }),
      'broader',
    ],
    [
      'IfExists and the absent key',
      when({ StringEqualsIfExists: { k: 'a' } }),
      when({ StringEquals: { k: 'a' } }, { Null: { k: 'true' } }),
      'equivalent',
    ],
    [
      'Bool values and the absent key',
      when({ Bool: { k: 'true' } }, { Bool: { k: 'false' } }),
      when({ Null: { k: 'false' } }),
      'equivalent',
    ],
    [
      'bytes and their spellings',
      when({ BinaryEquals: { k: 'YQ==' } }),
      when({ StringEquals: { k: ['YQ', 'YR', 'YS', 'YT'] } }),
      'broader',
    ],
    [
      'Base64 without padding',
      when({ BinaryEquals: { k: 'YWJj' } }),
      when({ StringEquals: { k: 'YWJj' } }),
      'equivalent',
    ],
    [
      'two bytes',
      when({ BinaryEquals: { k: 'YWI' } }),
      when({ StringLike: { k: 'YW?' } }, { StringLike: { k: 'YW?=' } }),
      'narrower',
    ],
    ['a value that is not Base64', when({ BinaryEquals: { k: '!' } }), policy(), 'equivalent'],
    ['a value that is not a Boolean', when({ Bool: { k: 'yes' } }), policy(), 'equivalent'],
    [
      'fields of an ARN',
      when({ ArnLike: { k: 'arn:aws:iam::*:role/x' } }),
      when({ StringLike: { k: 'arn:aws:iam::*:role/x' } }),
      'narrower',
    ],
    ['a value that is not an ARN', when({ ArnLike: { k: 'role/x' } }), policy(), 'equivalent'],
    [
      'a value that is not an ARN under a negated ARN operator',
      when({ ArnNotLike: { k: 'arn:aws:iam::1:role/x' }, StringLike: { k: 'x*' } }),
      policy(),
      'broader',
    ],
    [
      'a variable under an operator without variables',
      when({ NumericEquals: { k: '${a}' } }, { Bool: { k: '${a}' } }),
      policy(),
      'equivalent',
    ],
    [
      'ForAllValues',
      when({ 'ForAllValues:StringEquals': { m: 'a' } }),
      when({ 'ForAllValues:StringEquals': { m: ['a', 'b'] } }),
      'narrower',
    ],
    [
      'ForAllValues and ForAnyValue',
      when({ 'ForAllValues:StringEquals': { m: 'a' } }),
      when({ 'ForAnyValue:StringEquals': { m: 'a' } }),
      'incomparable',
    ],
    [
      'two values of a multivalued key',
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
    ['contradictory conditions', when({ StringEquals: { k: 'a' }, StringLike: { k: 'b*' } }), policy(), 'equivalent'],
    [
      'a string that is a number',
      when({ StringEquals: { k: '5' }, NumericLessThan: { k: '4' } }),
      policy(),
      'equivalent',
    ],
    [
      'a pattern that a number matches',
      when({ StringLike: { k: '*' }, NumericLessThan: { k: '4' } }),
      when({ NumericLessThan: { k: '4' } }),
      'equivalent',
    ],
    [
      'a number that no string of the policy is',
      when({ StringLike: { k: 'a*' }, NumericLessThan: { k: '4' }, NumericGreaterThan: { k: '4' } }),
      policy(),
      'equivalent',
    ],
    [
      'contradictory strings and a number',
      when({ StringLike: { k: 'a*' }, StringNotLike: { k: '*' }, NumericLessThan: { k: '4' } }),
      policy(),
      'equivalent',
    ],
  ])('compareAccess decides the case: %s', (_what, a, b, relation) => {
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
  ])('compareAccess finds the missing part of a product of actions and resources: %s on %s', (action, name) => {
    const parts = ['s3:A', 's3:B'].flatMap((each) => ['a', 'b'].map((other) => [each, other] as const));
    const others = parts.filter((part) => part.join() !== `${action},${name}`);
    const whole = policy(allow({ Action: ['s3:A*', 's3:B*'], Resource: [bucket('a*'), bucket('b*')] }));
    const rest = policy(...others.map(([each, other]) => allow({ Action: `${each}*`, Resource: bucket(`${other}*`) })));
    expect(compareAccess(whole, rest)).toStrictEqual({
      relation: 'broader',
      onlyInA: { action, resource: bucket(name) },
    });
  });

  it('compareAccess skips requests that the policies themselves deny', () => {
    const denying = (name: string): PolicyDocument =>
      policy(allow({ Action: 's3:*' }), deny({ Action: '*', Resource: bucket(name) }));
    expect(compareAccess(denying('secret'), denying('secret*'))).toStrictEqual({
      relation: 'broader',
      onlyInA: { action: 's3:x', resource: bucket('secretx') },
    });
  });

  it('compareAccess returns a request for each difference, with names spelled as in the policies', () => {
    expect(
      compareAccess(when({ StringLike: { 'aws:RequestTag/Name': '*upsolver*' } }), doing('s3:GetObjectTagging')),
    ).toStrictEqual({
      relation: 'incomparable',
      onlyInA: { action: 's3:GetObject', resource: '*', context: { 'aws:RequestTag/Name': 'upsolver' } },
      onlyInB: { action: 's3:GetObjectTagging', resource: '*' },
    });
  });

  it('compareAccess searches a statement that appears twice once, in its first position', () => {
    const [first, second] = [allow({ Action: 's3:A', Resource: bucket('x') }), allow({ Action: 's3:B' })];
    expect(compareAccess(policy(first, second, first), policy())).toStrictEqual({
      relation: 'broader',
      onlyInA: { action: 's3:A', resource: bucket('x') },
    });
  });

  it('compareAccess returns all values of a multivalued key', () => {
    const both = when({ 'ForAnyValue:StringEquals': { m: 'a' }, 'ForAnyValue:StringLike': { M: 'b' } });
    expect(compareAccess(both, policy())).toStrictEqual({
      relation: 'broader',
      onlyInA: { action: 's3:GetObject', resource: '*', context: { m: ['a', 'b'] } },
    });
  });

  it('compareAccess treats a list of policies as their union', () => {
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

  it('compareAccess reports mixedTypes for a key that is compared as a string and as a number', () => {
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
  it('compareAccess reports the reading in which a wildcard stops at colons', () => {
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

  it('compareAccess reports the other reading if a star at the end of a field decides', () => {
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
  ])('compareAccess reports the other reading for a star %s', (_what, a, resource) => {
    const b = policy(...a.Statement, allow({ Resource: resource }));
    expect(compareAccess(a, b)).toStrictEqual({
      relation: 'equivalent',
      readings: [{ reading: { colons: 'stay' }, relation: 'narrower', onlyInB: { action: 's3:GetObject', resource } }],
    });
  });

  it('compareAccess reports other readings even if the default reading is undecided', () => {
    const mixed = allow({ Action: 's3:M', Condition: { StringLike: { k: '?*77' }, NumericLessThan: { k: '100' } } });
    const star = allow({ Resource: 'arn:aws:sqs:*:1:q' });
    const resource = 'arn:aws:sqs:a:b:c:1:q';
    expect(compareAccess(policy(mixed, star, allow({ Resource: resource })), policy(star))).toStrictEqual({
      relation: 'unknown',
      unknown: [{ reason: 'mixedTypes', of: 'a', policy: 0, statement: 0 }],
      readings: [{ reading: { colons: 'stay' }, relation: 'broader', onlyInA: { action: 's3:GetObject', resource } }],
    });
  });

  it('compareAccess reports the reading of the empty string', () => {
    expect(compareAccess(when({ StringEquals: { k: '' } }), policy())).toStrictEqual({
      relation: 'broader',
      onlyInA: { action: 's3:GetObject', resource: '*', context: { k: '' } },
      readings: [{ reading: { emptyValue: 'absent' }, relation: 'equivalent' }],
    });
  });

  it('compareAccess reports the reading of wrong types for a key that has another type', () => {
    const noRole = when({ ArnNotLike: { k: 'arn:aws:iam::1:role/*' }, StringLike: { k: '*' } });
    const others = policy(
      allow({ Condition: { StringLike: { k: '*' } } }),
      deny({ Condition: { ArnLike: { k: 'arn:aws:iam::1:role/*' } } }),
    );
    expect(compareAccess(noRole, others)).toStrictEqual({
      relation: 'equivalent',
      readings: [
        {
          reading: { mistypedValue: 'fails' },
          relation: 'narrower',
          onlyInB: { action: 's3:GetObject', resource: '*', context: { k: 'x' } },
        },
      ],
    });
  });

  it('compareAccess considers values of the type of a key, and reports the reading of all values', () => {
    const mixed = when({ NumericNotEquals: { n: '5' } });
    const ranges = when({ NumericLessThan: { n: '5' } }, { NumericGreaterThan: { n: '5' } }, { Null: { n: 'true' } });
    expect(compareAccess(mixed, ranges)).toStrictEqual({
      relation: 'equivalent',
      readings: [
        {
          reading: { keyValues: 'any' },
          relation: 'broader',
          onlyInA: { action: 's3:GetObject', resource: '*', context: { n: 'x' } },
        },
      ],
    });
  });
});

describe('variables', () => {
  const home = (name: string): string => bucket(`home/${name}`);
  const named = (Condition: ConditionBlock): PolicyDocument => when(Condition);
  const user = '${aws:username}';

  it.each<[what: string, a: PolicyDocument, b: PolicyDocument, relation: Relation]>([
    ['the same variable', on(home(`${user}/*`)), on(home(`${user}/*`)), 'equivalent'],
    ['the same variable in another letter case', on(home(`${user}/*`)), on(home('${AWS:UserName}/*')), 'equivalent'],
    ['a wildcard in place of the variable', on(home(`${user}/*`)), on(home('*')), 'narrower'],
    ['a longer resource with the variable', on(home(`${user}/a*`)), on(home(`${user}/*`)), 'narrower'],
    ['a literal in place of the variable', on(home(`${user}/*`)), on(home('bob/*')), 'incomparable'],
    ['another variable', on(home(user)), on(home('${aws:userid}')), 'incomparable'],
    [
      'the same variable in a Deny',
      policy(allow({ Resource: home(user) }), deny({ Resource: home(user) })),
      policy(),
      'equivalent',
    ],
    ['a variable with a default', on(home("${aws:username, 'x'}")), on(home(user)), 'broader'],
    ['escaped wildcards', on(home('${*}')), on(home('*')), 'narrower'],
    ['a question mark in place of the variable', on(home(user)), on(home('?')), 'incomparable'],
    [
      'what looks like a variable before the sixth field',
      on('arn:aws:s3::${a}:b'),
      on('arn:aws:s3::${c}:b'),
      'incomparable',
    ],
    [
      'the same variable in a condition',
      named({ StringEquals: { k: user } }),
      named({ StringEquals: { k: user } }),
      'equivalent',
    ],
    [
      'a condition on the key of the variable',
      named({ StringEquals: { k: user } }),
      named({ Null: { k: 'false' } }),
      'narrower',
    ],
    [
      'an operator with wildcards and the same variable',
      named({ StringLike: { k: `${user}*` } }),
      named({ StringEquals: { k: user } }),
      'broader',
    ],
    [
      'literal wildcards next to the variable',
      named({ StringEquals: { k: `a*${user}` } }),
      named({ StringLike: { k: `a\${*}*` } }),
      'narrower',
    ],
    [
      'a variable under an operator that ignores letter case',
      named({ StringEqualsIgnoreCase: { k: user } }),
      named({ StringEquals: { k: user } }),
      'broader',
    ],
    [
      'a variable under a negated operator',
      named({ StringNotEquals: { k: user } }),
      named({ StringEquals: { k: user } }),
      'incomparable',
    ],
    [
      'a variable in an excluded resource',
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
    [
      'a variable whose key has several values',
      named({ StringEquals: { k: user } }),
      named({ StringNotEquals: { k: 'a' } }),
      'incomparable',
    ],
    [
      'a number next to the variable',
      named({ StringEquals: { k: user }, NumericEquals: { k: '1' } }),
      named({ StringEquals: { k: user } }),
      'narrower',
    ],
    [
      'a variable under ForAnyValue',
      named({ 'ForAnyValue:StringEquals': { k: user } }),
      named({ 'ForAnyValue:StringEquals': { k: user } }),
      'equivalent',
    ],
    [
      'a variable under ForAnyValue, and a single value',
      named({ 'ForAnyValue:StringEquals': { k: user } }),
      named({ StringEquals: { k: user } }),
      'broader',
    ],
    ['a string with lone surrogates', on(home(user), home('\udc00')), on(home(user)), 'equivalent'],
    ['lone surrogates in a list', on(home(user)), on(home('\udc00'), home('')), 'incomparable'],
    ['a name in a list with a wildcard', on(home('a')), on(home(user), home('*')), 'narrower'],
    [
      'an excluded value in a list',
      named({ StringNotEquals: { k: 'a' } }),
      named({ StringEquals: { k: ['a', user] } }),
      'incomparable',
    ],
    [
      'a variable under a negated operator, and more values',
      named({ StringNotEquals: { k: user }, StringEquals: { j: 'a' } }),
      named({ StringNotEquals: { k: user } }),
      'narrower',
    ],
    ['lone surrogates that look like symbols', on(home(user)), on(home('\udc00')), 'broader'],
    [
      'an ARN with a variable before its last field',
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
      'a string with the fields of an ARN',
      named({ StringEquals: { k: 'arn:aws:iam::${a}:role/x' } }),
      named({ StringLike: { k: 'arn:aws:iam::*:role/x' } }),
      'narrower',
    ],
    [
      'letter case next to the variable',
      named({ StringEqualsIgnoreCase: { k: `A${user}` } }),
      named({ StringLike: { k: 'A*' } }),
      'incomparable',
    ],
    [
      'a wildcard next to the variable',
      named({ StringLike: { k: `a*${user}` } }),
      named({ StringLike: { k: 'a${*}*' } }),
      'incomparable',
    ],
    [
      'NotResource with everything',
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
      'a default that two conditions exclude',
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
      'variables under ARN operators',
      named({ ArnLike: { k: `arn:aws:iam::1:user/${user}` } }),
      named({ ArnLike: { k: 'arn:aws:iam::1:user/*' } }),
      'narrower',
    ],
  ])('compareAccess decides the case with variables: %s', (_what, a, b, relation) => {
    const { onlyInA, onlyInB, ...rest } = compareAccess(a, b);
    expect(rest.relation).toBe(relation);
    if (onlyInA)
      expect([a, b].map((each) => evaluateAccess(each, onlyInA).decision === 'allowed')).toStrictEqual([true, false]);
    if (onlyInB)
      expect([a, b].map((each) => evaluateAccess(each, onlyInB).decision === 'allowed')).toStrictEqual([false, true]);
  });

  it('a variable in NotResource leaves more than a wildcard in its place', () => {
    const but = (NotResource: string): PolicyDocument =>
      policy({ Effect: 'Allow', Action: 's3:GetObject', NotResource });
    expect(compareAccess(but(home(user)), but(home('*'))).onlyInA).toStrictEqual({
      action: 's3:GetObject',
      resource: home('example'),
    });
  });

  it('variables are literal in the older version of the language', () => {
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

  /** No values satisfy these conditions, but no two of them contradict each other. */
  const chain = { StringEquals: { a: '${b}', b: '${c}' }, StringNotEquals: { a: '${c}' } };

  it('compareAccess names the statement whose variables no values resolve', () => {
    const twice = policy({ ...allow({ Resource: home(`${user}${user}`) }), Sid: 'Twice' });
    const notTwice = policy(
      allow({ Resource: home('*') }),
      deny({ Condition: { StringNotLike: { 'aws:username': 'zz*yx' } } }),
    );
    expect(compareAccess(twice, notTwice).relation).toBe('incomparable');
    expect(compareAccess(policy(allow({ Condition: chain })), policy())).toStrictEqual({
      relation: 'unknown',
      unknown: [{ reason: 'variables', of: 'a', policy: 0, statement: 0 }],
    });
    const denied = deny({ Condition: { StringLike: { 'aws:username': '*' } } });
    expect(compareAccess(policy(allow({ Resource: home(user) }), denied), policy()).relation).toBe('equivalent');
  });

  it('variables are resolved statement by statement', () => {
    const two = policy(allow({ Resource: home(user) }), allow({ Action: 's3:PutObject', Condition: chain }));
    expect(newAccess(policy(), two)).toStrictEqual([
      {
        policy: 0,
        statement: 0,
        witness: { action: 's3:GetObject', resource: home('x'), context: { 'aws:username': 'x' } },
      },
      { policy: 0, statement: 1, unknown: 'variables' },
    ]);
  });

  it('newAccess returns statements in order, even if different values resolve their variables', () => {
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

  it('a statement with variables and one that is too complex both have their reasons', () => {
    // To put a text of this length to the patterns again takes too many steps.
    const long = bucket(`${'?'.repeat(20_000)}*`);
    const open = policy(allow({ Action: 's3:PutObject', Condition: chain }), {
      ...allow({ Resource: long }),
      Sid: 'Long',
    });
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
    ['an account as digits and as an ARN', trust({ AWS: account }), trust({ AWS: root }), 'equivalent'],
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
      'strangers if the highest account ID is named',
      trust({ AWS: ['999999999999', '888888888888', '777777777777'] }),
      trust({ AWS: '*' }),
      'narrower',
    ],
    ['a service', trust({ Service: 'ec2.amazonaws.com' }), trust({ Service: 'lambda.amazonaws.com' }), 'incomparable'],
    [
      'an identity provider',
      trust({ Federated: 'a.example' }),
      trust({ Federated: ['b.example', 'a.example'] }),
      'narrower',
    ],
    [
      'an external ID',
      trust({ AWS: account }, { StringEquals: { 'sts:ExternalId': 'x1' } }),
      trust({ AWS: account }),
      'narrower',
    ],
    [
      'a user with the name of the unnamed user',
      trust({ AWS: `arn:aws:iam::${account}:user/other` }),
      trust({ AWS: account }),
      'narrower',
    ],
    ['everyone except one account', trust({ AWS: ['999999999999', '999999999998'] }), trust({ AWS: '*' }), 'narrower'],
  ])('compareAccess decides the case of trust policies: %s', (_what, a, b, relation) =>
    expect(compareAccess(a, b).relation).toBe(relation),
  );

  it('a trust policy for everyone except those in a Deny is broader than one for no one', () => {
    const Principal = { AWS: '*', Service: 'other.amazonaws.com', Federated: 'other.example.com' };
    const denied = { Effect: 'Deny', Action: '*', Principal } as TrustPolicyDocument['Statement'][number];
    const everyone = trust('*');
    expect(compareAccess({ ...everyone, Statement: [...everyone.Statement, denied] }, policy())).toStrictEqual({
      relation: 'broader',
      onlyInA: { action: 'sts:AssumeRole', resource: '*', principal: { Service: 'otherother.amazonaws.com' } },
    });
  });

  it('requests for trust policies have a principal', () => {
    expect(compareAccess(trust({ AWS: account }), trust({ AWS: role })).onlyInA).toStrictEqual({
      action: 'sts:AssumeRole',
      resource: '*',
      principal: { AWS: `arn:aws:iam::${account}:user/other` },
    });
  });

  it('compareAccess understands NotPrincipal in resource-based policies', () => {
    const everyone = { Effect: 'Allow', Action: 's3:*', Resource: '*', Principal: '*' } as const;
    const guarded = (AWS: string[]): ResourcePolicyDocument => ({
      Version: '2012-10-17',
      Statement: [everyone, { Effect: 'Deny', Action: 's3:*', Resource: '*', NotPrincipal: { AWS } }],
    });
    const bob = `arn:aws:iam::${account}:user/Bob`;
    expect(compareAccess(guarded([bob, root]), guarded([root]))).toStrictEqual({
      relation: 'broader',
      onlyInA: { action: 's3:x', resource: '*', principal: { AWS: bob } },
    });
    expect(compareAccess(guarded([bob]), guarded([]))).toStrictEqual({
      relation: 'equivalent',
      readings: [
        {
          reading: { notPrincipal: 'named' },
          relation: 'broader',
          onlyInA: { action: 's3:x', resource: '*', principal: { AWS: bob } },
        },
      ],
    });
  });
});

describe('newAccess', () => {
  it('newAccess returns each statement that grants more, with a request', () => {
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

  it('newAccess notices a removed Deny', () => {
    const guarded = policy(allow({ Action: 's3:*' }), deny({ Resource: bucket('secret') }));
    expect(newAccess(guarded, doing('s3:*'))).toStrictEqual([
      { policy: 0, statement: 0, witness: { action: 's3:GetObject', resource: bucket('secret') } },
    ]);
  });

  it('newAccess returns the reason for a statement that could not be compared', () => {
    const open = when({ StringLike: { k: '?*77' }, NumericLessThan: { k: '100' } });
    expect(newAccess(policy(), open)).toStrictEqual([{ policy: 0, statement: 0, unknown: 'mixedTypes' }]);
  });
});
