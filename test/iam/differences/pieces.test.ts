import { describe, expect, it } from 'vitest';
import {
  accessDifferences,
  compareAccess,
  type AccessClass,
  type PolicyDocument,
  type Statement,
} from '../../../src/iam/index.js';
import { allow, bucket, deny, doing, NOTHING, on, policy } from '../compare/policies.js';
import { SMALL_CATALOG } from './small-catalog.js';

type Listed = Omit<AccessClass, 'example' | 'statement'>;

const addedTo = (before: PolicyDocument, after: PolicyDocument, options: object = {}): Listed[] =>
  accessDifferences(before, after, options).added.map(({ example: _example, statement: _statement, ...rest }) => rest);

const names = (count: number): string[] => Array.from({ length: count }, (_, index) => bucket(`a${index}`));

const resources = (...listed: string[]): Pick<Listed, 'resources'> => ({ resources: listed });

describe('the resources of classes', () => {
  const get = { actions: ['s3:GetObject'], isPartial: false };

  it('are only those that differ, up to 25 resources of a statement', () => {
    expect(addedTo(on(...names(24)), on(...names(25)))).toStrictEqual([
      { ...get, isPartial: true, ...resources(bucket('a24')) },
    ]);
    expect(addedTo(on(...names(25)), on(...names(26)))).toStrictEqual([
      { ...get, isPartial: true, ...resources(...names(26)) },
    ]);
  });

  it('do not repeat what a pattern of the same statement matches', () => {
    expect(addedTo(NOTHING, on(bucket('a*'), ...names(30)))).toStrictEqual([{ ...get, ...resources(bucket('a*')) }]);
    expect(addedTo(NOTHING, on(bucket('a'), bucket('a'), bucket('A')))).toStrictEqual([
      { ...get, ...resources(bucket('a'), bucket('A')) },
    ]);
    expect(addedTo(NOTHING, on(bucket('a*'), bucket('ab*')))).toStrictEqual([{ ...get, ...resources(bucket('a*')) }]);
  });

  it('keep apart what a variable may match', () => {
    const both = [bucket('${aws:username}*'), bucket('bob')];
    expect(addedTo(NOTHING, on(...both))).toStrictEqual([{ ...get, ...resources(...both) }]);
    // 26 resources stay together, so that all are listed.
    const many = [bucket('${aws:username}*'), bucket('x/${aws:username}'), bucket('x/*'), ...names(23)];
    expect(addedTo(NOTHING, on(...many))).toStrictEqual([{ ...get, ...resources(...many) }]);
  });

  it('do not have what an earlier pattern has that another class lists, or that is no difference', () => {
    expect(addedTo(NOTHING, on(bucket('a*'), bucket('ab*'), bucket('*c')))).toStrictEqual([
      { ...get, ...resources(bucket('a*')) },
      { ...get, ...resources(bucket('*c')), notResources: [bucket('a*'), bucket('ab*')] },
    ]);
    expect(addedTo(on(bucket('a*')), on(bucket('a*'), bucket('?b'), bucket('c')))).toStrictEqual([
      { ...get, isPartial: true, ...resources(bucket('?b'), bucket('c')), notResources: [bucket('a*')] },
    ]);
  });

  it('keep apart the short form of an ARN, which matches more than its text', () => {
    const [wild, short] = ['*3', 'arn:aws:s3'];
    expect(addedTo(NOTHING, on(wild, short))).toStrictEqual([{ ...get, ...resources(wild, short) }]);
    expect(addedTo(on(wild), on(wild, short))).toStrictEqual([
      { ...get, isPartial: true, ...resources(short), notResources: [wild] },
    ]);
  });

  it.each([undefined, '2008-10-17' as const])('take no variable for one in a policy of version %s', (Version) => {
    const old = (...Statement: Statement[]) => ({ ...(Version && { Version }), Statement }) as PolicyDocument;
    const [literal, bob] = [bucket('${aws:username}'), bucket('bob')];
    const Condition = { StringEquals: { 'aws:username': 'bob' } };
    const one = old(allow({ Resource: [literal, bob], Condition }));
    const listed = { ...get, condition: Condition };
    expect(addedTo(NOTHING, one)).toStrictEqual([{ ...listed, ...resources(literal, bob) }]);
    expect(addedTo(old(allow({ Resource: literal })), one)).toStrictEqual([
      { ...listed, isPartial: true, ...resources(bob), notResources: [literal] },
    ]);
    const two = old(allow({ Resource: literal }), allow({ Resource: bob, Condition }));
    expect(addedTo(NOTHING, two)).toStrictEqual([
      { ...get, ...resources(literal) },
      { ...listed, ...resources(bob) },
    ]);
    // What a policy says is read in its own version only.
    const own = policy(allow({ Resource: [literal, bucket('c')], Condition }));
    expect(accessDifferences(on(bob), [own, old(deny({ Action: 'x:y' }))]).added).toMatchObject([
      { resources: [bucket('c')], statement: { policy: 0, statement: 0 } },
    ]);
    const both = [old(allow({ Resource: literal })), policy(allow({ Resource: bob, Condition }))];
    expect(accessDifferences(NOTHING, both).added.map((each) => [each.statement.policy, each.resources])).toEqual([
      [0, [literal]],
      [1, [bob]],
    ]);
    const same = [old(allow({ Resource: bob })), policy(allow({ Resource: bob }))];
    expect(accessDifferences(NOTHING, same).added).toMatchObject([{ statement: { policy: 0 }, resources: [bob] }]);
  });

  it('stay as they are in NotResource', () => {
    const after = policy({ Effect: 'Allow', Action: ['s3:A', 's3:B'], NotResource: [bucket('a'), bucket('a*')] });
    expect(addedTo(NOTHING, after)).toStrictEqual([
      { actions: ['s3:A', 's3:B'], notResources: [bucket('a'), bucket('a*')], isPartial: false },
    ]);
  });

  it('are apart from a pattern whose wildcard ends at a colon', () => {
    const [wild, plain] = ['arn:aws:s3:*c:1:x', 'arn:aws:s3:a:b:c:1:x'];
    const before = policy(allow({ Resource: wild }));
    const after = policy(allow({ Resource: [wild, plain] }));
    expect(accessDifferences(before, after).added).toMatchObject([{ resources: [plain], notResources: [wild] }]);
    expect(compareAccess(before, after).relation).toBe('narrower');
  });
});

describe('the actions of classes', () => {
  const all = { resources: ['*'], isPartial: false };

  it('do not repeat what a pattern of the same statement matches, in any letter case', () => {
    expect(addedTo(NOTHING, doing('s3:Get*', 'S3:GETOBJECT', 's3:PutObject'))).toStrictEqual([
      { actions: ['s3:Get*', 's3:PutObject'], ...all },
    ]);
    const rest = policy({ Effect: 'Allow', NotAction: ['s3:Get*', 's3:getobject', 'ec2:*'], Resource: '*' });
    expect(addedTo(NOTHING, rest)).toStrictEqual([{ actions: ['ec2:*', 's3:Get*'], isInverted: true, ...all }]);
  });

  it('do not have those of an earlier pattern that another class lists, or that are no difference', () => {
    expect(addedTo(NOTHING, doing('s3:*', 's3:Get*', '*:GetObject'))).toStrictEqual([
      { actions: ['s3:*'], ...all },
      { actions: ['*:GetObject'], notActions: ['s3:*', 's3:Get*'], ...all },
    ]);
    expect(addedTo(NOTHING, doing('s3:Get*', 's3:get*', '*:GetObject'))).toStrictEqual([
      { actions: ['s3:Get*'], ...all },
      { actions: ['*:GetObject'], notActions: ['s3:Get*', 's3:get*'], ...all },
    ]);
    // Patterns that have nothing in common with the class are not listed.
    expect(addedTo(doing('s3:Get*'), doing('s3:Get*', 'ec2:Run*', 's3:*Object'))).toStrictEqual([
      { actions: ['ec2:Run*'], ...all },
      { actions: ['s3:*Object'], notActions: ['s3:Get*'], ...all, isPartial: true },
    ]);
  });

  it('are all listed, however many there are', () => {
    const many = Array.from({ length: 70 }, (_, index) => `s3:A${index + 10}`);
    expect(addedTo(doing('s3:A10'), doing(...many))).toStrictEqual([{ actions: many.slice(1), ...all }]);
  });

  it('of NotAction are all but those of every pattern', () => {
    const rest = (...NotAction: string[]) => policy({ Effect: 'Allow', NotAction, Resource: '*' });
    const [added, ...others] = accessDifferences(rest('ec2:*', 's3:*', 'iam:X'), rest('ec2:*', 's3:*')).added;
    expect(others).toEqual([]);
    expect(added).toStrictEqual({
      actions: ['ec2:*', 's3:*'],
      isInverted: true,
      ...all,
      isPartial: true,
      example: { action: 'iam:X', resource: '*' },
      statement: { policy: 0, statement: 0 },
    });
  });

  it('are named by a catalog, and those that it does not have are listed as the statement spells them', () => {
    const after = doing('x:Get*', 'x:GetNew', 'x:PutA', 'x:New', 'X:LISTA', 'y:*');
    expect(addedTo(NOTHING, after, { catalog: SMALL_CATALOG })).toStrictEqual([
      { actions: ['x:PutA'], accessLevel: 'Write', ...all },
      { actions: ['x:GetA', 'x:GetB'], accessLevel: 'Read', ...all },
      { actions: ['x:ListA'], accessLevel: 'List', ...all },
      { actions: ['x:Get*', 'x:New', 'y:*'], undocumented: true, ...all },
    ]);
    expect(addedTo(doing('x:PutA'), doing('x:PutA', 'x:GetA', 'x:New'), { catalog: SMALL_CATALOG })).toStrictEqual([
      { actions: ['x:GetA'], accessLevel: 'Read', ...all },
      { actions: ['x:New'], undocumented: true, unreachable: true, ...all },
    ]);
  });

  it('are named by a catalog also if the statement says which it does not have', () => {
    const after = policy({ Effect: 'Allow', NotAction: ['x:Get*', 'x:SetPolicy'], Resource: '*' });
    expect(addedTo(NOTHING, after, { catalog: SMALL_CATALOG })).toStrictEqual([
      { actions: ['x:PutA'], accessLevel: 'Write', ...all },
      { actions: ['x:ListA'], accessLevel: 'List', ...all },
      { actions: ['x:Get*', 'x:SetPolicy'], isInverted: true, undocumented: true, ...all },
    ]);
  });

  it('are partial if the other side has some of them', () => {
    const partial = (before: PolicyDocument, after: PolicyDocument, options: object = {}): unknown[] =>
      addedTo(before, after, options).map(({ actions, isPartial }) => [...actions, isPartial]);
    const other = policy({ Effect: 'Allow', NotAction: 's3:*', Resource: bucket('a') });
    expect(partial(other, doing('s3:X', 'ec2:Y'))).toEqual([
      ['s3:X', false],
      ['ec2:Y', true],
    ]);
    const some = policy(allow({ Action: ['ec2:X', 's3:GETObject'], Resource: bucket('a') }));
    expect(partial(some, doing('s3:Get*', 's3:Put*'))).toEqual([
      ['s3:Get*', true],
      ['s3:Put*', false],
    ]);
    const rest = policy({ Effect: 'Allow', NotAction: 's3:*', Resource: '*' });
    expect(partial(policy(allow({ Action: 'ec2:X', Resource: bucket('a') })), rest)).toEqual([['s3:*', true]]);
    const denied = policy(deny({ Action: 's3:PutObject' }));
    expect(partial(denied, doing('s3:PutObject'))).toEqual([['s3:PutObject', false]]);
    const undocumented = policy(allow({ Action: 'x:New1', Resource: bucket('a') }));
    expect(partial(undocumented, doing('x:New*', 'y:*'), { catalog: SMALL_CATALOG })).toEqual([
      ['x:New*', 'y:*', true],
    ]);
  });

  it('have an example that no earlier pattern has', () => {
    const { added } = accessDifferences(doing('s3:Get*'), doing('s3:Get*', 's3:*Object'));
    expect(added).toMatchObject([{ actions: ['s3:*Object'], notActions: ['s3:Get*'], isPartial: true }]);
    expect(added[0]?.example.action).toMatch(/^s3:(?!get).*object$/i);
  });
});
