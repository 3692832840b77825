import { describe, expect, it } from 'vitest';
import {
  buildManagementPolicy,
  buildServerPolicy,
  buildUpsolverPolicy,
  INTEGRATION_MODES,
  rolesFor,
} from '../../src/index.js';
import golden from '../golden/roles.json' with { type: 'json' };

const orgId = '12345678-1234-1234-1234-1234567890ab';
const regions = ['us-east-1', 'eu-west-1', 'us-gov-west-1', 'cn-north-1'] as const;

describe.each(INTEGRATION_MODES)('the documents of rolesFor(%s)', (mode) => {
  it.each(regions)('equal the golden documents in %s, in the same order', (region) => {
    const roles = rolesFor(mode, { orgId, region }).map(({ name, policyDocument, managedPolicyArns }) => {
      return { name, policyDocument, managedPolicyArns };
    });

    expect(roles).toStrictEqual(golden[mode][region]);
    expect(JSON.stringify(roles), 'order of keys, statements, actions and resources').toBe(
      JSON.stringify(golden[mode][region]),
    );
  });
});

describe.each(regions)('the builders in %s', (region) => {
  const [management, server] = golden['private-vpc'][region];
  const [upsolver] = golden['upsolver-vpc'][region];

  it('return the documents that rolesFor returns', () => {
    expect(buildManagementPolicy({ region })).toStrictEqual(management?.policyDocument);
    expect(buildServerPolicy(orgId, region)).toStrictEqual(server?.policyDocument);
    expect(buildUpsolverPolicy(orgId, region)).toStrictEqual(upsolver?.policyDocument);
  });

  it('give UpsolverRole the management statements, then the server statements', () => {
    expect(buildUpsolverPolicy(orgId, region).Statement).toStrictEqual([
      ...buildManagementPolicy({ region }).Statement,
      ...buildServerPolicy(orgId, region).Statement,
    ]);
  });
});

it('buildManagementPolicy without a Region returns the policy of the partition aws', () => {
  const [management] = golden['private-vpc']['us-east-1'];
  expect(buildManagementPolicy()).toStrictEqual(management?.policyDocument);
  expect(buildManagementPolicy({})).toStrictEqual(management?.policyDocument);
  expect(buildManagementPolicy({ region: undefined })).toStrictEqual(management?.policyDocument);
});
