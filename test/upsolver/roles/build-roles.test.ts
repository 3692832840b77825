import { describe, expect, it } from 'vitest';
import {
  buildManagementPolicy,
  buildRoles,
  buildServerPolicy,
  buildUpsolverPolicy,
  INTEGRATION_MODES,
  rolesFor,
  type RoleParameters,
} from '../../../src/index.js';
import { ACCOUNT, FULL_SCOPE, having, ORGANIZATION, PARAMETERS } from '../role-parameters.js';

describe('buildRoles without options', () => {
  it.each(INTEGRATION_MODES)('returns exactly the roles of the documentation for %s', (mode) => {
    const roles = buildRoles(mode, PARAMETERS);
    const page = rolesFor(mode, ORGANIZATION);
    expect(roles.map(({ role, name }) => [role, name])).toEqual(page.map(({ name }) => [name, name]));
    roles.forEach((role, index) => {
      expect(role.inlinePolicies.map(({ document }) => document)).toStrictEqual([page[index]?.policyDocument]);
      expect(role.managedPolicyArns).toEqual(page[index]?.managedPolicyArns);
      expect(role.description).toBe(page[index]?.purpose);
      expect([role.path, role.maxSessionDuration, role.tags]).toEqual(['/', 3600, []]);
      expect(role).not.toHaveProperty('permissionsBoundaryArn');
    });
  });

  it('gives each inline policy a name', () => {
    const names = [...buildRoles('private-vpc', PARAMETERS), ...buildRoles('upsolver-vpc', PARAMETERS)].map(
      ({ inlinePolicies }) => inlinePolicies[0]?.name,
    );
    expect(names).toEqual(['UpsolverManagementPolicy', 'UpsolverServerPolicy', 'UpsolverPolicy']);
  });

  it('returns descriptions and names that IAM accepts', () => {
    for (const { name, description, inlinePolicies } of [
      ...buildRoles('private-vpc', PARAMETERS),
      ...buildRoles('upsolver-vpc', PARAMETERS),
    ]) {
      // Source: IAM API model, roleDescriptionType and policyNameType.
      expect(description).toMatch(/^[\t\n\r\x20-\x7e\xa1-\xff]{1,1000}$/);
      for (const each of [name, ...inlinePolicies.map((policy) => policy.name)])
        expect(each).toMatch(/^[\w+=,.@-]{1,128}$/);
    }
  });

  it('returns an instance profile for the server role alone', () => {
    const profiles = [...buildRoles('private-vpc', PARAMETERS), ...buildRoles('upsolver-vpc', PARAMETERS)].map(
      ({ instanceProfile }) => instanceProfile,
    );
    expect(profiles).toEqual([undefined, { name: 'UpsolverServerRole', path: '/' }, undefined]);
  });
});

describe('buildRoles with options', () => {
  const role = (more: Partial<RoleParameters>) => buildRoles('private-vpc', having(more))[1];

  it('sets names, path, tags, permissions boundary and maximum session duration', () => {
    const built = role({
      namePrefix: 'prod-',
      nameSuffix: '-eu',
      path: '/vendors/upsolver/',
      tags: { Vendor: 'Upsolver', 'cost center': 'a:b/c=1' },
      permissionsBoundaryArn: `arn:aws:iam::${ACCOUNT}:policy/Boundary`,
      maxSessionDuration: 43_200,
    });
    expect(built).toMatchObject({
      role: 'UpsolverServerRole',
      name: 'prod-UpsolverServerRole-eu',
      path: '/vendors/upsolver/',
      instanceProfile: { name: 'prod-UpsolverServerRole-eu', path: '/vendors/upsolver/' },
      tags: [
        { key: 'Vendor', value: 'Upsolver' },
        { key: 'cost center', value: 'a:b/c=1' },
      ],
      permissionsBoundaryArn: `arn:aws:iam::${ACCOUNT}:policy/Boundary`,
      maxSessionDuration: 43_200,
    });
  });

  it('accepts an AWS managed policy of the partition as a permissions boundary', () => {
    const permissionsBoundaryArn = 'arn:aws-cn:iam::aws:policy/PowerUserAccess';
    expect(
      buildRoles('upsolver-vpc', having({ region: 'cn-north-1', permissionsBoundaryArn }))[0].permissionsBoundaryArn,
    ).toBe(permissionsBoundaryArn);
  });

  it('adds data access as a second policy to the role of the servers', () => {
    const dataAccess = [{ service: 's3' as const, bucket: 'acme-events' }];
    const names = (mode: 'private-vpc' | 'upsolver-vpc') =>
      buildRoles(mode, having({ dataAccess })).map(({ inlinePolicies }) => inlinePolicies.map(({ name }) => name));
    expect(names('private-vpc')).toEqual([
      ['UpsolverManagementPolicy'],
      ['UpsolverServerPolicy', 'UpsolverDataAccessPolicy'],
    ]);
    expect(names('upsolver-vpc')).toEqual([['UpsolverPolicy', 'UpsolverDataAccessPolicy']]);
  });

  it('narrows the policies as the builders of single policies do', () => {
    const [management, server] = buildRoles('private-vpc', having({ scope: FULL_SCOPE }));
    expect(management.inlinePolicies[0]?.document).toStrictEqual(
      buildManagementPolicy({ region: 'us-east-1', scope: FULL_SCOPE }),
    );
    expect(server.inlinePolicies[0]?.document).toStrictEqual(
      buildServerPolicy(ORGANIZATION.orgId, 'us-east-1', {
        withoutBucketAdministration: true,
        withoutStreamAdministration: true,
        stackStatusOnly: true,
      }),
    );
    const [upsolver] = buildRoles('upsolver-vpc', having({ scope: FULL_SCOPE, features: { kinesisStreams: false } }));
    expect(upsolver.inlinePolicies[0]?.document).toStrictEqual(
      buildUpsolverPolicy(ORGANIZATION.orgId, 'us-east-1', { scope: FULL_SCOPE, features: { kinesisStreams: false } }),
    );
  });

  it('returns new JSON at each call, and changes no input', () => {
    const parameters = having({
      scope: FULL_SCOPE,
      externalId: ['a1', 'b2'],
      tags: { a: 'b' },
      dataAccess: [{ service: 'sqs', queueArn: 'arn:aws:sqs:us-east-1:123456789012:q' }],
    });
    const before = JSON.stringify(parameters);
    const first = buildRoles('upsolver-vpc', parameters);
    expect(JSON.parse(JSON.stringify(first))).toStrictEqual(first);
    first[0].trustPolicy.Statement.forEach(({ Condition }) =>
      Object.assign(Condition?.StringEquals ?? {}, { 'sts:ExternalId': 'stranger' }),
    );
    first[0].inlinePolicies.forEach(({ document }) => document.Statement.splice(0));
    expect(JSON.stringify(parameters)).toBe(before);
    expect(buildRoles('upsolver-vpc', parameters)[0].inlinePolicies[0]?.document.Statement.length).toBeGreaterThan(9);
    expect(JSON.stringify(buildRoles('upsolver-vpc', parameters))).not.toContain('stranger');
  });
});
