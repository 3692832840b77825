import { describe, expect, it } from 'vitest';
import { findPartition, regionPattern, regionProblems, serviceHosts } from '../../src/aws/partition.js';
import type { Problem } from '../../src/core/issue.js';
import {
  arnPrefix,
  ec2ServicePrincipal,
  InvalidInputError,
  partitionForRegion,
  PARTITIONS,
} from '../../src/iam/index.js';
import { issuesOf } from '../issues-of.js';

const cases = [
  [
    'aws',
    'ec2.amazonaws.com',
    [
      'us-east-1',
      'eu-west-1',
      'ap-southeast-7',
      'mx-central-1',
      'il-central-1',
      'af-south-1',
      'me-south-1',
      'sa-east-1',
      'ca-west-1',
    ],
  ],
  ['aws-cn', 'ec2.amazonaws.com.cn', ['cn-north-1', 'cn-northwest-1']],
  ['aws-us-gov', 'ec2.amazonaws.com', ['us-gov-west-1', 'us-gov-east-1']],
  ['aws-iso', 'ec2.c2s.ic.gov', ['us-iso-east-1', 'us-iso-west-1']],
  ['aws-iso-b', 'ec2.sc2s.sgov.gov', ['us-isob-east-1', 'us-isob-west-1']],
  ['aws-iso-e', 'ec2.amazonaws.com', ['eu-isoe-west-1']],
  ['aws-iso-f', 'ec2.amazonaws.com', ['us-isof-south-1', 'us-isof-east-1']],
  ['aws-eusc', 'ec2.amazonaws.com', ['eusc-de-east-1']],
] as const;

it('PARTITIONS has the eight partitions, the commercial one first', () => {
  expect(PARTITIONS).toStrictEqual(cases.map(([partition]) => partition));
});

describe.each(cases)('the partition %s', (partition, ec2, regions) => {
  it.each(regions)('contains the Region %s', (region) => expect(partitionForRegion(region)).toBe(partition));

  it('appears at the beginning of its ARNs', () => expect(arnPrefix(partition)).toBe(`arn:${partition}`));

  it('has a service principal of EC2', () => expect(ec2ServicePrincipal(partition)).toBe(ec2));
});

it('partitionForRegion recognizes a Region that is newer than the library by its form', () => {
  expect(partitionForRegion('ap-somewhere-12')).toBe('aws');
});

describe('a string that is not a Region', () => {
  it.each([
    '',
    'us-east',
    'US-EAST-1',
    'us-east-1a',
    'us-east-1-x',
    'xus-east-1',
    'eusc-fr-east-1',
    'us-gov-east',
    'global',
    '*',
    'cn_north_1',
    'cn-north-',
    'xcn-north-1',
    'cn-north-1x',
    'us-east-1\n',
  ])('is refused by partitionForRegion: %j', (region) => {
    expect(() => partitionForRegion(region)).toThrow(InvalidInputError);
  });

  it.each(cases.flatMap(([, , regions]) => [...regions]))(
    'is refused if it is %s with a dot before or after it',
    (region) => {
      expect(() => partitionForRegion(`${region}.`)).toThrow(InvalidInputError);
      expect(() => partitionForRegion(`.${region}`)).toThrow(InvalidInputError);
    },
  );

  const form = 'a Region looks like `us-east-1`, `us-gov-west-1` or `cn-north-1`';

  it.each<[region: string, ...problems: Problem[]]>([
    ['us-east-11'],
    ['', { code: 'missing', message: 'the Region is empty' }],
    [
      'us-east-1a',
      {
        code: 'availability_zone',
        message: '`us-east-1a` is an Availability Zone, not an AWS Region',
        hint: 'its Region is `us-east-1`',
      },
    ],
    [
      'us-gov-west-1b',
      {
        code: 'availability_zone',
        message: '`us-gov-west-1b` is an Availability Zone, not an AWS Region',
        hint: 'its Region is `us-gov-west-1`',
      },
    ],
    ['us-east-1A', { code: 'invalid_region', message: '`us-east-1A` is not an AWS Region', hint: form }],
    ['us-easta', { code: 'invalid_region', message: '`us-easta` is not an AWS Region', hint: form }],
    ['us-east-1?', { code: 'invalid_region', message: '`us-east-1?` is not an AWS Region', hint: form }],
    ['us-east-1ab', { code: 'invalid_region', message: '`us-east-1ab` is not an AWS Region', hint: form }],
    [
      'Cn-North-1 ',
      { code: 'invalid_region', message: '`Cn-North-1 ` is not an AWS Region', hint: 'did you mean `cn-north-1`?' },
    ],
  ])('is explained by regionProblems, and by partitionForRegion in the same words: %j', (region, ...problems) => {
    expect(regionProblems(region)).toStrictEqual(problems);
    const issues = problems.map((problem) => ({ ...problem, path: ['region'] }));
    if (issues.length > 0) expect(issuesOf(() => partitionForRegion(region))).toStrictEqual(issues);
  });

  it.each([
    [undefined, 'missing', 'the Region is missing'],
    [null, 'missing', 'the Region is missing'],
    [42, 'invalid_type', 'the Region must be a string, not `number`'],
    [['us-east-1'], 'invalid_type', 'the Region must be a string, not `array`'],
  ])('is refused if it is no string at all: %j', (region, code, message) => {
    expect(() => partitionForRegion(region as never)).toThrow(
      new InvalidInputError([{ code: code as 'missing', message, path: ['region'] }]),
    );
  });
});

it.each(['__proto__', 'constructor', 'AWS', '', undefined, null, Object.create(null)])(
  'arnPrefix and ec2ServicePrincipal refuse %j, which is not a partition',
  (name) => {
    for (const call of [arnPrefix, ec2ServicePrincipal]) {
      const issues = issuesOf(() => call(name as never));
      const { hint } = issues[0]!;
      expect(issues).toMatchObject([{ path: ['partition'], message: expect.stringContaining('AWS partition') }]);
      expect(hint).toBe(
        'one of `aws`, `aws-cn`, `aws-us-gov`, `aws-iso`, `aws-iso-b`, `aws-iso-e`, `aws-iso-f`, `aws-eusc`',
      );
    }
  },
);

it.each([
  ['us-east-1', 'aws', ['s3.us-east-1.amazonaws.com']],
  ['cn-north-1', 'aws-cn', ['s3.cn-north-1.amazonaws.com', 's3.cn-north-1.amazonaws.com.cn']],
  ['us-gov-west-1', 'aws-us-gov', ['s3.us-gov-west-1.amazonaws.com']],
  ['us-iso-east-1', 'aws-iso', ['s3.us-iso-east-1.amazonaws.com', 's3.us-iso-east-1.c2s.ic.gov']],
  ['us-isob-east-1', 'aws-iso-b', ['s3.us-isob-east-1.amazonaws.com', 's3.us-isob-east-1.sc2s.sgov.gov']],
  ['eu-isoe-west-1', 'aws-iso-e', ['s3.eu-isoe-west-1.amazonaws.com', 's3.eu-isoe-west-1.cloud.adc-e.uk']],
  ['us-isof-south-1', 'aws-iso-f', ['s3.us-isof-south-1.amazonaws.com', 's3.us-isof-south-1.csp.hci.ic.gov']],
  ['eusc-de-east-1', 'aws-eusc', ['s3.eusc-de-east-1.amazonaws.com', 's3.eusc-de-east-1.amazonaws.eu']],
] as const)('serviceHosts returns every host name of a service in %s', (region, partition, hosts) => {
  expect(serviceHosts('s3', region, partition)).toStrictEqual(hosts);
});

it('findPartition returns undefined for a string that is not a Region', () => {
  expect(findPartition('cn-north-1')).toBe('aws-cn');
  expect(findPartition('x')).toBeUndefined();
});

it('regionPattern matches the Regions of every partition and nothing else', () => {
  const pattern = RegExp(regionPattern());
  for (const region of ['us-east-1', 'cn-north-1', 'us-gov-west-1', 'us-isob-east-1', 'eusc-de-east-1']) {
    expect(pattern.test(region), region).toBe(true);
  }
  for (const text of ['us-east', 'us-east-1a', 'xus-east-1', 'us-east-1\n', '']) {
    expect(pattern.test(text), text).toBe(false);
  }
});
