import type { StandardSchemaV1 } from '@standard-schema/spec';
import { describe, expectTypeOf, it } from 'vitest';
import {
  buildDataAccessPolicy,
  buildManagementPolicy,
  buildRoles,
  buildServerPolicy,
  buildUpsolverPolicy,
  integrationModeSchema,
  managedPolicyArn,
  orgIdSchema,
  permissionsFor,
  regionSchema,
  rolesFor,
  type IntegrationMode,
  type ManagementAction,
  type ManagementPolicy,
  type OrganizationRole,
  type PolicyDocument,
  type Role,
  type ServerAction,
  type ServerPolicy,
  type UpsolverPolicy,
} from '../../src/index.js';

const organization = { orgId: 'acme', region: 'us-east-1' };

describe('actions', () => {
  it('are unions of literals in policies', () => {
    expectTypeOf(buildServerPolicy('acme', 'us-east-1').Statement[0]!.Action).toEqualTypeOf<
      ('s3:*' | 'kinesis:ListStreams' | 'kinesis:*' | 'cloudwatch:PutMetricData')[]
    >();
    expectTypeOf(buildManagementPolicy().Statement[0]!.Action).toEqualTypeOf<ManagementAction[]>();
    expectTypeOf(buildUpsolverPolicy('', '').Statement[0]!.Action).toEqualTypeOf<(ManagementAction | ServerAction)[]>();
    expectTypeOf<'ec2:RunInstances'>().toExtend<ManagementAction>();
    expectTypeOf<'ec2:StopInstances'>().not.toExtend<ManagementAction>();
    expectTypeOf<string>().not.toExtend<ManagementAction>();
  });

  it('are unions of literals in permissions', () => {
    expectTypeOf(permissionsFor('UpsolverServerRole')[0]!.action).toEqualTypeOf<ServerAction | 's3:ListAllMyBuckets'>();
    expectTypeOf(permissionsFor('UpsolverManagementRole')[0]!.action).toEqualTypeOf<ManagementAction>();
  });
});

describe('rolesFor', () => {
  it('returns a tuple of two roles for private-vpc', () => {
    expectTypeOf(rolesFor('private-vpc')).toEqualTypeOf<[Role<'UpsolverManagementRole'>, Role<'UpsolverServerRole'>]>();
    // @ts-expect-error there is no third role
    void rolesFor('private-vpc')[2];
  });

  it('returns a tuple of one role for upsolver-vpc', () => {
    expectTypeOf(rolesFor('upsolver-vpc')).toEqualTypeOf<[Role<'UpsolverRole'>]>();
    // @ts-expect-error there is no second role
    void rolesFor('upsolver-vpc')[1];
  });

  it('returns policies of literal types without an organization', () => {
    const [role] = rolesFor('upsolver-vpc');
    const [management, server] = rolesFor('private-vpc');
    const { Statement } = server.policyDocument;
    expectTypeOf(Statement[0].Sid).toEqualTypeOf<'upsolverBucketAccess'>();
    expectTypeOf(Statement[0].Resource[1]).toEqualTypeOf<'arn:aws:s3:::us-east-1-upsolver-UPSOLVER_ORG_ID/*'>();
    expectTypeOf(Statement[3].Action).toEqualTypeOf<['cloudwatch:PutMetricData']>();
    expectTypeOf(role.policyDocument.Statement[5].Sid).toEqualTypeOf<'upsolverBucketAccess'>();
    expectTypeOf(management.managedPolicyArns[0]).toEqualTypeOf<
      'arn:aws:iam::aws:policy/AWSCloudFormationReadOnlyAccess' | undefined
    >();
    expectTypeOf(server.placeholders).toEqualTypeOf<'UPSOLVER_ORG_ID'[]>();
    expectTypeOf(role.policyDocument).toExtend<PolicyDocument>();
  });

  it('returns the policies of an organization if it is given one', () => {
    expectTypeOf(rolesFor('upsolver-vpc', organization)).toEqualTypeOf<[OrganizationRole<'UpsolverRole'>]>();
    expectTypeOf(rolesFor('private-vpc', organization)[1].policyDocument).toEqualTypeOf<
      ReturnType<typeof buildServerPolicy>
    >();
  });

  it('accepts a mode that is known only at run time', () => {
    const mode = 'private-vpc' as IntegrationMode;
    expectTypeOf(rolesFor(mode)).toExtend<Role[]>();
    expectTypeOf(rolesFor(mode, organization)).toExtend<OrganizationRole[]>();
  });

  it('accepts no other mode', () => {
    // @ts-expect-error the page calls it "My VPC", the library private-vpc
    expectTypeOf(rolesFor).toBeCallableWith('my-vpc');
  });
});

it('an ARN of a managed policy is a literal', () => {
  expectTypeOf(
    managedPolicyArn('AmazonAthenaFullAccess', 'aws-cn'),
  ).toEqualTypeOf<'arn:aws-cn:iam::aws:policy/AmazonAthenaFullAccess'>();
});

it('the validators are Standard Schemas', () => {
  expectTypeOf(orgIdSchema).toExtend<StandardSchemaV1<string>>();
  expectTypeOf(regionSchema).toExtend<StandardSchemaV1<string>>();
  expectTypeOf(integrationModeSchema).toExtend<StandardSchemaV1<IntegrationMode>>();
  expectTypeOf<StandardSchemaV1.InferOutput<typeof integrationModeSchema>>().toEqualTypeOf<IntegrationMode>();
});

describe('parameters declared `as const`', () => {
  const parameters = {
    orgId: 'acme',
    region: 'us-east-1',
    trustedAccountId: '111122223333',
    externalId: ['acme-1', 'acme-2'],
    dataAccess: [{ service: 'kms', keyArn: 'arn:aws:kms:us-east-1:111122223333:key/1', via: ['s3'] }],
    scope: { accountId: '444455556666', passRoles: ['UpsolverServerRole'], tagOnCreateOnly: true },
    features: { athenaTables: false },
    tags: { Team: 'data' },
  } as const;

  it('are accepted by every builder', () => {
    expectTypeOf(buildRoles<'private-vpc'>).toBeCallableWith('private-vpc', parameters);
    expectTypeOf(buildDataAccessPolicy).toBeCallableWith(parameters.dataAccess);
    expectTypeOf(buildManagementPolicy).toBeCallableWith({ scope: parameters.scope } as const);
    expectTypeOf(buildServerPolicy).toBeCallableWith('acme', 'us-east-1', { features: parameters.features } as const);
  });
});

describe('hovers', () => {
  it('show a named type for each policy', () => {
    expectTypeOf(buildManagementPolicy).returns.toEqualTypeOf<ManagementPolicy>();
    expectTypeOf(buildServerPolicy('acme', 'us-east-1')).toEqualTypeOf<ServerPolicy>();
    expectTypeOf(buildUpsolverPolicy('acme', 'us-east-1')).toEqualTypeOf<UpsolverPolicy>();
  });
});
