import { describe, expect, it } from 'vitest';
import { parsePolicy, safeParsePolicy } from '../../../src/iam/index.js';
import { buildRoles, rolesFor, type DeployableRole } from '../../../src/index.js';
import { toAwsCliScript, toAwsSdkInputs, toCreateRoleInput } from '../../../src/render/aws-sdk/index.js';
import { toCloudFormation } from '../../../src/render/cloudformation/index.js';
import { toTerraform } from '../../../src/render/terraform/index.js';
import page from '../../fixtures/source-page.json' with { type: 'json' };
import { issuesOf } from '../../issues-of.js';
import { PARAMETERS } from '../role-parameters.js';

const [management, server] = rolesFor('private-vpc');
const [upsolver] = rolesFor('upsolver-vpc');

describe('rolesFor without an organization', () => {
  it("has the policies of Upsolver's documentation, placeholder included", () => {
    expect(server.policyDocument).toStrictEqual({ Version: '2012-10-17', ...page.serverPolicy });
    const withoutSids = management.policyDocument.Statement.map(({ Sid: _sid, ...rest }) => rest);
    expect({ Statement: withoutSids }).toStrictEqual(page.managementPolicy);
    expect(upsolver.policyDocument.Statement).toStrictEqual([
      ...management.policyDocument.Statement,
      ...server.policyDocument.Statement,
    ]);
  });

  it('has the ARNs of the managed policies in the partition of us-east-1', () => {
    const [cloudFormation, athena] = [
      'arn:aws:iam::aws:policy/AWSCloudFormationReadOnlyAccess',
      'arn:aws:iam::aws:policy/AmazonAthenaFullAccess',
    ];
    expect(management.managedPolicyArns).toEqual([cloudFormation]);
    expect(server.managedPolicyArns).toEqual([athena, cloudFormation]);
    expect(upsolver.managedPolicyArns).toEqual([cloudFormation, athena]);
  });

  it('names the placeholders that have to be replaced, none for the management role', () => {
    expect(management.placeholders).toEqual([]);
    expect(server.placeholders).toEqual(['UPSOLVER_ORG_ID']);
    expect(upsolver.placeholders).toEqual(['UPSOLVER_ORG_ID']);
    for (const { policyDocument, placeholders } of [management, server, upsolver]) {
      expect(JSON.stringify(policyDocument).includes('UPSOLVER_ORG_ID')).toBe(placeholders.length === 1);
    }
  });

  it('returns new data at each call', () => {
    rolesFor('private-vpc')[1].policyDocument.Statement.pop();
    expect(rolesFor('private-vpc')[1].policyDocument.Statement).toHaveLength(4);
  });

  it('has policies that IAM accepts, with a warning for each placeholder', () => {
    for (const { policyDocument, placeholders } of [management, server, upsolver]) {
      expect(parsePolicy(policyDocument)).toStrictEqual(policyDocument);
      const result = safeParsePolicy(policyDocument);
      const warned = (result.success ? result.warnings : []).filter(({ code }) => code === 'placeholder');
      const message = '`UPSOLVER_ORG_ID` looks like a placeholder; no new S3 bucket can have that name';
      // The bucket, and the objects in it.
      expect(warned.map((warning) => warning.message)).toEqual(placeholders.flatMap(() => [message, message]));
    }
  });
});

describe('a role that still has the placeholder', () => {
  const roles: DeployableRole[] = buildRoles('private-vpc', PARAMETERS);
  roles[1]!.inlinePolicies[0]!.document = server.policyDocument;

  it.each<[name: string, deploy: () => unknown]>([
    ['toCloudFormation', () => toCloudFormation(roles)],
    ['toTerraform', () => toTerraform(roles)],
    ['toAwsSdkInputs', () => toAwsSdkInputs(roles)],
    ['toAwsCliScript', () => toAwsCliScript(roles)],
  ])('is refused by %s', (_name, deploy) => {
    const message = 'UpsolverServerRole contains the placeholder `UPSOLVER_ORG_ID` in place of an organization ID';
    expect(issuesOf(deploy)).toEqual([
      { code: 'placeholder', path: [1], message, hint: 'build the role for your organization' },
    ]);
  });

  it('is also found in `NotResource`', () => {
    const [role] = buildRoles('upsolver-vpc', PARAMETERS);
    role.inlinePolicies[0]!.document.Statement = [
      { Effect: 'Deny', Action: 's3:*', NotResource: 'arn:aws:s3:::us-east-1-upsolver-UPSOLVER_ORG_ID' },
    ];
    expect(issuesOf(() => toTerraform([role])).map(({ code }) => code)).toEqual(['placeholder']);
  });

  it.each([
    { tags: { note: 'UPSOLVER_ORG_ID' } },
    { externalId: 'UPSOLVER_ORG_ID' },
    { namePrefix: 'UPSOLVER_ORG_ID-' },
  ])('is not found where the name is only a word: %j', (more) => {
    expect(toAwsSdkInputs(buildRoles('upsolver-vpc', { ...PARAMETERS, ...more })).length).toBeGreaterThan(3);
  });

  it('is created without its policies by toCreateRoleInput, which has nothing to refuse', () => {
    expect(toCreateRoleInput(roles[1]!)).not.toHaveProperty('PolicyDocument');
  });
});
