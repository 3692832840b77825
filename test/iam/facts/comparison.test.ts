import { describe, expect, it } from 'vitest';
import { compareAccess, evaluateAccess, newAccess, type Facts, type PolicyInput } from '../../../src/iam/index.js';
import { allow, deny, policy } from '../layers/layer-vectors.js';

const REGION = 'aws:RequestedRegion';
const inRegion = policy(allow({ Condition: { StringEquals: { [REGION]: 'eu-west-1' } } }));
const everything = policy(allow());

describe('a comparison under facts', () => {
  const relation = (a: object, b: object, keys: Facts['keys']): unknown =>
    compareAccess(a as typeof everything, b as typeof everything, { facts: { keys: keys ?? {} } });

  it.each<[string, object, Facts['keys']]>([
    ['a condition that holds', { StringEquals: { [REGION]: ['eu-west-1', 'us-east-1'] } }, { [REGION]: 'eu-west-1' }],
    ['a key that is absent', { Null: { 'aws:SourceVpc': 'true' } }, { 'aws:SourceVpc': null }],
    [
      'several values',
      { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a', 'b', 'c'] } },
      { 'aws:TagKeys': ['a', 'b'] },
    ],
    [
      'a variable',
      { StringEquals: { 'aws:PrincipalTag/Team': '${aws:username}' } },
      { 'aws:username': 'a*', 'aws:PrincipalTag/Team': 'a*' },
    ],
    [
      'a default',
      { StringEquals: { 'aws:PrincipalTag/Team': "${aws:username, 'x'}" } },
      { 'aws:username': null, 'aws:PrincipalTag/Team': 'x' },
    ],
    ['a number', { NumericLessThan: { 's3:max-keys': '10' } }, { 's3:max-keys': '9.5' }],
    [
      'all conditions of several operators',
      { Bool: { 'aws:SecureTransport': 'true' }, ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/a*' } },
      { 'aws:SecureTransport': 'true', 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/ab' },
    ],
  ])('knows that %s makes no difference', (_, Condition, keys) => {
    expect(relation(policy(allow({ Condition })), everything, keys)).toEqual({ relation: 'equivalent' });
    expect(compareAccess(policy(allow({ Condition })), everything).relation).toBe('narrower');
  });

  it('drops a statement whose condition does not hold, and keeps the places of others', () => {
    const a = policy(
      { ...allow({ Condition: { StringEquals: { [REGION]: 'x' } } }), Sid: 'Gone' },
      allow({ Action: 's3:A' }),
    );
    const facts = { keys: { [REGION]: 'eu-west-1' } };
    expect(newAccess(policy(deny()), a, { facts })).toEqual([
      { policy: 0, statement: 1, witness: { action: 's3:A', resource: '*' } },
    ]);
  });

  it('decides conditions of trust policies', () => {
    const trust = (Condition?: object): PolicyInput =>
      policy({
        Effect: 'Allow',
        Principal: { AWS: '111122223333' },
        Action: 'sts:AssumeRole',
        ...(Condition && { Condition }),
      } as never);
    const compare = (tag: string): string =>
      compareAccess(
        { resource: trust({ StringEquals: { 'aws:PrincipalTag/team': 'data' } }) },
        { resource: trust() },
        { facts: { keys: { 'aws:PrincipalTag/team': tag } } },
      ).relation;
    expect([compare('data'), compare('sales')]).toEqual(['equivalent', 'narrower']);
  });

  it('resolves variables of resources, with characters that are wildcards elsewhere', () => {
    const home = (Resource: string): object => policy(allow({ Resource }));
    const keys = { 'aws:username': 'a*${x}' };
    expect(relation(home('arn:aws:s3:::b/${aws:username}/*'), home('arn:aws:s3:::b/a${*}${$}{x}/*'), keys)).toEqual({
      relation: 'equivalent',
    });
    expect(
      relation(
        policy(allow({ NotResource: 'arn:aws:s3:::b/${aws:username}' })),
        policy(allow({ NotResource: 'arn:aws:s3:::b/a${*}${$}{x}' })),
        keys,
      ),
    ).toEqual({
      relation: 'equivalent',
    });
    // What is not known stays a variable, with its default.
    expect(
      relation(
        home("arn:aws:s3:::b/${aws:username}/${aws:userid, 'me'}"),
        home("arn:aws:s3:::b/a/${aws:userid, 'me'}"),
        { 'aws:username': 'a' },
      ),
    ).toEqual({ relation: 'equivalent' });
    // What is no variable stays what it is.
    expect(
      relation(home('arn:aws:s3:::b/${${aws:username}}'), home('arn:aws:s3:::b/${$}{a}'), { 'aws:username': 'a' }),
    ).toEqual({ relation: 'equivalent' });
    expect(
      relation(
        { ...home('arn:aws:s3:::${aws:username}'), Version: '2008-10-17' },
        { ...home('arn:aws:s3:::a'), Version: '2008-10-17' },
        { 'aws:username': 'a' },
      ),
    ).not.toEqual({
      relation: 'equivalent',
    });
  });

  it('decides a known key that is compared with one that is not known, and does not repeat it', () => {
    const same = policy(allow({ Condition: { StringEquals: { 'aws:PrincipalOrgID': '${aws:ResourceOrgID}' } } }));
    expect(relation(same, policy(deny()), { 'aws:PrincipalOrgID': 'o-1' })).toEqual({
      relation: 'broader',
      onlyInA: { action: 'x:x', resource: '*', context: { 'aws:ResourceOrgID': 'o-1' } },
    });
    const listed = policy(allow({ Condition: { 'ForAnyValue:StringEquals': { 'aws:TagKeys': '${aws:username}' } } }));
    expect(relation(listed, policy(deny()), { 'aws:TagKeys': ['a', 'b'] })).toEqual({
      relation: 'broader',
      onlyInA: { action: 'x:x', resource: '*', context: { 'aws:username': 'a' } },
    });
  });

  it.each([
    ['matches no resource', { Resource: 'arn:aws:s3:::${aws:username}' }, policy(deny())],
    ['exempts no resource', { NotResource: 'arn:aws:s3:::${aws:username}' }, everything],
    [
      'adds nothing to other resources',
      { Resource: ['arn:aws:s3:::${aws:username}', 'arn:aws:s3:::a'] },
      policy(allow({ Resource: 'arn:aws:s3:::a' })),
    ],
  ])('knows that a variable of an absent key %s', (_, parts, b) => {
    const a = policy(allow(parts));
    expect(relation(a, b, { 'aws:username': null })).toEqual({ relation: 'equivalent' });
    expect(relation(a, b, {})).not.toEqual({ relation: 'equivalent' });
  });

  it('considers only requests with one value of a key that has one, wherever a set operator compares it', () => {
    const organization = '${aws:ResourceOrgID}';
    const set = { 'ForAllValues:StringEquals': { 'x:other': organization, 'ec2:Owner': organization } };
    const one = { StringEquals: { 'ec2:Owner': '${aws:SourceIdentity}' } };
    const [ofSet, ofOne] = [allow({ Action: 's3:A', Condition: set }), allow({ Action: 's3:B', Condition: one })];
    const alone = policy(ofSet);
    const both = policy(ofSet, ofOne);
    const facts = { keys: { 'ec2:Owner': '111122223333' } };
    for (const policies of [alone, both, [both, policy(deny({ Action: 's3:C' }))]]) {
      const found = newAccess(policy(deny()), policies, { facts });
      expect(found.map(({ witness }) => [witness?.action, witness?.context])).toEqual([
        ['s3:A', { 'aws:ResourceOrgID': '111122223333' }],
        ...(policies === alone ? [] : [['s3:B', { 'aws:SourceIdentity': '111122223333' }]]),
      ]);
      for (const { witness } of found) expect(evaluateAccess(policies, witness!, { facts }).decision).toBe('allowed');
    }
  });

  it('considers all of several values and no others', () => {
    const keys = { 'aws:TagKeys': ['a', 'b'] };
    const tagged = (operator: string, user: string): PolicyInput =>
      policy(
        allow({ Condition: { [operator]: { 'aws:TagKeys': '${aws:userid}' }, StringLike: { 'aws:userid': user } } }),
      );
    const against = (of: PolicyInput): string => compareAccess(of, policy(deny()), { facts: { keys } }).relation;
    const relations = (operator: string) => ['a', 'b', 'c'].map((user) => against(tagged(operator, user)));
    expect(relations('ForAnyValue:StringEquals')).toEqual(['broader', 'broader', 'equivalent']);
    expect(relations('ForAllValues:StringEquals')).toEqual(['equivalent', 'equivalent', 'equivalent']);
  });

  it('decides nothing of an absent key in a resource that is no ARN, except that it is absent', () => {
    const other = policy(allow({ Resource: '*${aws:username}' }));
    expect(relation(other, everything, { 'aws:username': null })).toMatchObject({ relation: 'narrower' });
    expect(relation(other, policy(deny()), { 'aws:username': null })).toEqual({ relation: 'equivalent' });
    const present = policy(allow({ Condition: { Null: { 'aws:username': 'false' } } }));
    expect(relation(present, policy(deny()), { 'aws:username': null })).toEqual({ relation: 'equivalent' });
  });

  it('keeps the default of a variable that has several values', () => {
    const listed = policy(allow({ Resource: "arn:aws:s3:::${aws:TagKeys, 'a'}" }));
    const keys = { 'aws:TagKeys': ['a', 'b'] };
    expect(relation(listed, policy(allow({ Resource: 'arn:aws:s3:::a' })), keys)).toEqual({ relation: 'equivalent' });
  });

  it('leaves open what depends on the reading', () => {
    const notANumber = policy(allow({ Condition: { NumericNotEquals: { 's3:max-keys': '1' } } }));
    const facts = { keys: { 's3:max-keys': 'x' } };
    expect(compareAccess(notANumber, everything, { facts })).toEqual({
      relation: 'equivalent',
      readings: [
        {
          reading: { mistypedValue: 'fails' },
          relation: 'narrower',
          onlyInB: { action: 'x:x', resource: '*' },
        },
      ],
    });
  });

  it('says that variables in the ARN of a known key are undecided', () => {
    const own = policy(
      allow({ Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::${aws:ResourceAccount}:role/a' } } }),
    );
    const facts = { keys: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/a' } };
    expect(compareAccess(own, policy(deny()), { facts })).toEqual({
      relation: 'unknown',
      unknown: [{ reason: 'variables', of: 'a', policy: 0, statement: 0 }],
    });
    const asked = { action: 's3:A', resource: '*', context: { 'aws:ResourceAccount': '111122223333' } };
    expect(evaluateAccess(own, asked, { facts }).decision).toBe('allowed');
  });

  it('knows the value of a variable in a resource that is no ARN', () => {
    const keys = { 'aws:username': 'a' };
    const ending = policy(allow({ Resource: '*${aws:UserName}' }));
    expect(relation(ending, policy(allow({ Resource: '*a' })), keys)).toEqual({ relation: 'equivalent' });
    expect(relation(ending, policy(allow({ Resource: '*b' })), keys)).toMatchObject({ relation: 'incomparable' });
  });

  it('considers exceptions only if a policy names their keys', () => {
    const facts = { exceptions: [{ actions: ['iam:*'], keys: { [REGION]: 'us-east-1' } }] };
    expect(compareAccess(policy(allow({ Action: 's3:A' })), policy(deny()), { facts })).toEqual({
      relation: 'broader',
      onlyInA: { action: 's3:A', resource: '*' },
    });
    expect(compareAccess(inRegion, policy(deny()), { facts }).relation).toBe('broader');
  });
});
