import { describe, expect, it } from 'vitest';
import { evaluateAccess, type AccessRequest } from '../../../src/iam/index.js';
import { buildRoles, buildTrustPolicy, type DeployableRole } from '../../../src/index.js';
import { ACCOUNT, having } from '../role-parameters.js';

describe('the trust policies', () => {
  it.each([
    ['us-east-1', 'aws', 'ec2.amazonaws.com'],
    ['cn-north-1', 'aws-cn', 'ec2.amazonaws.com.cn'],
    ['us-gov-west-1', 'aws-us-gov', 'ec2.amazonaws.com'],
  ])('trust the account or EC2 in the partition of %s, in roles and by name', (region, partition, service) => {
    const account = {
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'assumeWithExternalId',
          Effect: 'Allow',
          Principal: { AWS: `arn:${partition}:iam::111122223333:root` },
          Action: 'sts:AssumeRole',
          Condition: { StringEquals: { 'sts:ExternalId': 'acme-external-id' } },
        },
      ],
    };
    const instances = {
      Version: '2012-10-17',
      Statement: [
        { Sid: 'assumeByInstances', Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' },
      ],
    };
    const [management, server] = buildRoles('private-vpc', having({ region }));
    expect(management.trustPolicy).toStrictEqual(account);
    expect(server.trustPolicy).toStrictEqual(instances);
    expect(buildRoles('upsolver-vpc', having({ region }))[0].trustPolicy).toStrictEqual(account);
    const trust = { region, trustedAccountId: '111122223333', externalId: 'acme-external-id' };
    expect(buildTrustPolicy('UpsolverManagementRole', trust)).toStrictEqual(account);
    expect(buildTrustPolicy('UpsolverRole', trust)).toStrictEqual(account);
    expect(buildTrustPolicy('UpsolverServerRole', { region })).toStrictEqual(instances);
  });

  it('have several external IDs as a list, and a list of one as a string', () => {
    const ids = (externalId: string | string[]) =>
      buildRoles('upsolver-vpc', having({ externalId }))[0].trustPolicy.Statement[0]?.Condition?.StringEquals?.[
        'sts:ExternalId'
      ];
    expect(ids(['one', 'two'])).toEqual(['one', 'two']);
    expect(ids(['one'])).toBe('one');
  });
});

describe('a confused deputy', () => {
  const externalId = ['acme-external-id', 'second-id'];
  const [upsolverRole] = buildRoles('upsolver-vpc', having({ externalId }));
  const [management, server] = buildRoles('private-vpc', having({ externalId }));
  const assume = (role: DeployableRole, principal: AccessRequest['principal'], ids: string[]) =>
    evaluateAccess(role.trustPolicy, {
      action: 'sts:AssumeRole',
      resource: `arn:aws:iam::${ACCOUNT}:role/${role.name}`,
      ...(principal !== undefined && { principal }),
      context: { 'sts:ExternalId': ids },
    }).decision;
  const upsolver = 'arn:aws:iam::111122223333:role/deployer';

  it.each<[string, string, string[], string]>([
    ['allowed with the external ID', upsolver, ['acme-external-id'], 'allowed'],
    ['allowed with the second external ID', upsolver, ['second-id'], 'allowed'],
    ['refused with the external ID of another customer', upsolver, ['other-customer'], 'implicitDeny'],
    ['refused without an external ID', upsolver, [], 'implicitDeny'],
    ['refused with the external ID in upper case', upsolver, ['ACME-EXTERNAL-ID'], 'implicitDeny'],
    ['refused with a wildcard', upsolver, ['*'], 'implicitDeny'],
    [
      'refused from another account, even with the external ID',
      'arn:aws:iam::999999999999:role/deployer',
      ['acme-external-id'],
      'implicitDeny',
    ],
  ])('is %s', (_what, principal, ids, decision) => {
    expect(assume(upsolverRole, principal, ids)).toBe(decision);
    expect(assume(management, principal, ids)).toBe(decision);
  });

  it('cannot assume the server role, which trusts EC2 alone', () => {
    expect(assume(server, { Service: 'ec2.amazonaws.com' }, [])).toBe('allowed');
    expect(assume(server, { Service: 'lambda.amazonaws.com' }, [])).toBe('implicitDeny');
    expect(assume(server, upsolver, ['acme-external-id'])).toBe('implicitDeny');
    expect(assume(management, { Service: 'ec2.amazonaws.com' }, ['acme-external-id'])).toBe('implicitDeny');
  });
});
