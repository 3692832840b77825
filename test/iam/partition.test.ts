import { describe, expect, it } from 'vitest';
import { arnPrefix, ec2ServicePrincipal, InvalidInputError, partitionForRegion, PARTITIONS } from '../../src/iam/index.js';
import { issuesOf } from '../issues-of.js';

const cases = [
  ['aws', 'ec2.amazonaws.com', ['us-east-1', 'eu-west-1', 'ap-southeast-7', 'mx-central-1', 'il-central-1', 'af-south-1', 'me-south-1', 'sa-east-1', 'ca-west-1']],
  ['aws-cn', 'ec2.amazonaws.com.cn', ['cn-north-1', 'cn-northwest-1']],
  ['aws-us-gov', 'ec2.amazonaws.com', ['us-gov-west-1', 'us-gov-east-1']],
  ['aws-iso', 'ec2.c2s.ic.gov', ['us-iso-east-1', 'us-iso-west-1']],
  ['aws-iso-b', 'ec2.sc2s.sgov.gov', ['us-isob-east-1', 'us-isob-west-1']],
  ['aws-iso-e', 'ec2.amazonaws.com', ['eu-isoe-west-1']],
  ['aws-iso-f', 'ec2.amazonaws.com', ['us-isof-south-1', 'us-isof-east-1']],
  ['aws-eusc', 'ec2.amazonaws.com', ['eusc-de-east-1']],
] as const;

it('there are eight partitions, all of them tested', () => {
  expect(PARTITIONS).toEqual(cases.map(([partition]) => partition));
});

describe.each(cases)('partition %s', (partition, ec2, regions) => {
  it.each(regions)('has the region %s', (region) => expect(partitionForRegion(region)).toBe(partition));

  it('begins its ARNs with its name', () => expect(arnPrefix(partition)).toBe(`arn:${partition}`));

  it('has its service principal of EC2', () => expect(ec2ServicePrincipal(partition)).toBe(ec2));
});

it('a region that is newer than the library is recognised by its form', () => {
  expect(partitionForRegion('ap-somewhere-12')).toBe('aws');
});

describe('what is not a region', () => {
  it.each(['', 'us-east', 'US-EAST-1', 'us-east-1a', 'us-east-1-x', 'xus-east-1', 'eusc-fr-east-1', 'us-gov-east', 'global', '*', 'cn_north_1', 'cn-north-', 'xcn-north-1', 'cn-north-1x', 'us-east-1\n'])('%j', (region) => {
    expect(() => partitionForRegion(region)).toThrow(InvalidInputError);
  });

  it.each(cases.flatMap(([, , regions]) => [...regions]))('%s with something before or after', (region) => {
    expect(() => partitionForRegion(`${region}.`)).toThrow(InvalidInputError);
    expect(() => partitionForRegion(`.${region}`)).toThrow(InvalidInputError);
  });

  it.each([
    ['us-east-1a', 'availability_zone', 'its Region is `us-east-1`'],
    ['us-gov-west-1b', 'availability_zone', 'its Region is `us-gov-west-1`'],
    ['us-east-11', undefined, undefined],
    ['us-east-1A', 'invalid_region', 'a Region looks like `us-east-1`, `us-gov-west-1` or `cn-north-1`'],
    ['us-easta', 'invalid_region', 'a Region looks like `us-east-1`, `us-gov-west-1` or `cn-north-1`'],
    ['us-east-1?', 'invalid_region', 'a Region looks like `us-east-1`, `us-gov-west-1` or `cn-north-1`'],
    ['Cn-North-1 ', 'invalid_region', 'did you mean `cn-north-1`?'],
  ])('%j gets the right answer', (region, code, hint) => {
    try {
      expect(partitionForRegion(region)).toBe('aws');
      expect(code).toBeUndefined();
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      expect(error.issues).toMatchObject([{ code, hint, path: ['region'] }]);
    }
  });

  it.each([
    [undefined, 'missing', 'the region is missing'],
    [null, 'missing', 'the region is missing'],
    [42, 'invalid_type', 'the region must be a string, not `number`'],
    [['us-east-1'], 'invalid_type', 'the region must be a string, not `array`'],
  ])('%j', (region, code, message) => {
    expect(() => partitionForRegion(region as never)).toThrow(
      new InvalidInputError([{ code: code as 'missing', message, path: ['region'] }]),
    );
  });
});

it.each(['__proto__', 'constructor', 'AWS', '', undefined, null, Object.create(null)])('%j is not a partition', (name) => {
  for (const call of [arnPrefix, ec2ServicePrincipal]) {
    const issues = issuesOf(() => call(name as never));
    expect(issues).toHaveLength(1);
    expect(issues[0]).toMatchObject({ path: ['partition'], hint: expect.stringContaining('`aws-eusc`') });
    expect(issues[0]?.message).toContain('AWS partition');
  }
});
