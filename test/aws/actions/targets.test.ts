import { describe, expect, it } from 'vitest';
import {
  ACTION_CATALOG,
  fromIamData,
  requestTargets,
  servicesOf,
  type ActionCatalog,
} from '../../../src/aws/actions/index.js';
import { issuesOf } from '../../issues-of.js';
import { referenceOf, sorted, templatePattern } from './reference.js';

describe.each(servicesOf(ACTION_CATALOG))('requestTargets, for the actions of %s', async (prefix) => {
  const { actions, types } = await referenceOf(prefix);

  it('has the resource types of each action, with an ARN and the condition keys', () => {
    for (const action of actions) {
      const targets = requestTargets(ACTION_CATALOG, `${prefix}:${action.name}`);
      const typed = targets.filter(({ resourceType }) => resourceType !== '*');
      expect(typed.map(({ resourceType }) => resourceType).toSorted()).toEqual(
        action.resourceTypes.map(({ name }) => name).toSorted(),
      );
      for (const target of typed) {
        const row = action.resourceTypes.find(({ name }) => name === target.resourceType);
        const type = types.find(({ key }) => key === target.resourceType);
        const own = sorted([...action.conditionKeys, ...(row?.conditionKeys ?? [])]);
        expect(target.required).toBe(row?.required);
        expect(target.conditionKeys).toEqual(own);
        expect(target.typeConditionKeys).toEqual(sorted(type?.conditionKeys).filter((key) => !own.includes(key)));
        expect(target.example).toMatch(templatePattern(type?.arn ?? ''));
        expect(target.example).toMatch(templatePattern(target.pattern));
      }
    }
  });

  it('has a target without a resource, the last one, if no type is required', () => {
    for (const action of actions) {
      const places = requestTargets(ACTION_CATALOG, `${prefix}:${action.name}`).map((each) => each.resourceType);
      const isRequired = action.resourceTypes.some(({ required }) => required);
      expect(places.indexOf('*')).toBe(isRequired ? -1 : action.resourceTypes.length);
    }
  });
});

describe('requestTargets', () => {
  const typesOf = (action: string): string[] =>
    requestTargets(ACTION_CATALOG, action).map(({ resourceType }) => resourceType);

  it('begins with required types, and among equals with the one that the action is named after', () => {
    expect(typesOf('ec2:RunInstances').slice(0, 6)).toEqual([
      'instance',
      'image',
      'network-interface',
      'security-group',
      'subnet',
      'capacity-reservation',
    ]);
    expect(typesOf('s3:PutObject')).toEqual(['object', 'accesspointobject', '*']);
    expect(typesOf('glue:GetTable').slice(0, 1)).toEqual(['table']);
    expect(typesOf('s3:ListAllMyBuckets')).toEqual(['*']);
  });

  it('shows a request that people believe', () => {
    const names = { BucketName: 'us-east-1-upsolver-acme' };
    expect(requestTargets(ACTION_CATALOG, 'S3:putbucketpolicy', { accountId: '444455556666', names })).toEqual([
      {
        resourceType: 'bucket',
        required: true,
        pattern: 'arn:*:s3:::*',
        example: 'arn:aws:s3:::us-east-1-upsolver-acme',
        conditionKeys: expect.arrayContaining(['s3:TlsVersion', 's3:signatureversion']) as string[],
        typeConditionKeys: expect.any(Array) as string[],
      },
    ]);
    const [stream] = requestTargets(ACTION_CATALOG, 'kinesis:PutRecord', { region: 'eu-west-1' });
    expect(stream?.example).toBe('arn:aws:kinesis:eu-west-1:111122223333:stream/example-stream');
  });

  it('has nothing for an action that the catalog does not have', () => {
    expect(['s3:NoSuchAction', 'sagemaker:CreateModel', 'x', ''].flatMap(typesOf)).toEqual([]);
  });

  it('refuses its arguments, with every problem', () => {
    const none = undefined as unknown as string;
    const problems = issuesOf(() => requestTargets({} as ActionCatalog, none, { region: 'x', accountId: 'y' }));
    expect(problems.map(({ path }) => path.join('.'))).toEqual([
      'catalog.services',
      'action',
      'values.region',
      'values.accountId',
    ]);
    expect(issuesOf(() => requestTargets(ACTION_CATALOG, 's3:GetObject', { region: 'x' })).length).toBe(1);
  });

  it('names the part of a catalog that is wrong', () => {
    const action = {
      action: 's3:GetObject',
      accessLevels: ['Read'],
      resourceTypes: [{ name: 'object', required: true, conditionKeys: [] }],
      conditionKeys: [],
    };
    const withTypes = (resourceTypes: unknown): ActionCatalog =>
      ({ services: { s3: { actions: [action], resourceTypes, conditionKeys: [] } } }) as unknown as ActionCatalog;
    const arns = ['arn:${Partition}:s3:::${BucketName}/${ObjectName}'];
    const object = { name: 'object', arns, conditionKeys: [] };
    expect(requestTargets(withTypes([object, object]), 's3:GetObject').map(({ resourceType }) => resourceType)).toEqual(
      ['object'],
    );
    expect(issuesOf(() => requestTargets(withTypes([{ ...object, name: 'bucket' }]), 's3:GetObject'))).toEqual([
      {
        code: 'missing',
        path: ['catalog', 'services', 's3', 'resourceTypes'],
        message: '`object` is used, but not defined',
        hint: 'use ACTION_CATALOG, or what `fromIamData` returned',
      },
    ]);
    expect(
      issuesOf(() => requestTargets(withTypes([{ ...object, arns: [...arns, '*'] }]), 's3:GetObject')).map(
        ({ path }) => path,
      ),
    ).toEqual([['catalog', 'services', 's3', 'resourceTypes', 0, 'arns', 1]]);
  });

  it('has a target for each form of the ARNs of a type', () => {
    const catalog = fromIamData({
      version: '0.21.202609261',
      services: {
        lex: {
          actions: [
            {
              name: 'DeleteBot',
              accessLevel: 'Write',
              resourceTypes: [{ name: 'bot', required: true, conditionKeys: [] }],
              conditionKeys: [],
            },
          ],
          resourceTypes: [
            {
              key: 'bot',
              arn: 'arn:${Partition}:lex:${Region}:${Account}:bot/${BotId}, arn:${Partition}:lex:${Region}:${Account}:bot:${BotName}',
            },
          ],
          conditionKeys: [],
        },
      },
    });
    const targets = requestTargets(catalog, 'lex:DeleteBot');
    expect(targets.map(({ resourceType, pattern, example }) => [resourceType, pattern, example])).toEqual([
      ['bot', 'arn:*:lex:*:*:bot/*', 'arn:aws:lex:us-east-1:111122223333:bot/1234abcd-12ab-34cd-56ef-1234567890ab'],
      ['bot', 'arn:*:lex:*:*:bot:*', 'arn:aws:lex:us-east-1:111122223333:bot:example-bot'],
    ]);
  });
});
