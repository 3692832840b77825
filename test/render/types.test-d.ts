import type {
  AddRoleToInstanceProfileCommandInput,
  AttachRolePolicyCommandInput,
  CreateInstanceProfileCommandInput,
  CreateRoleCommandInput,
  PutRolePolicyCommandInput,
} from '@aws-sdk/client-iam';
import { describe, expectTypeOf, it } from 'vitest';
import {
  buildRoles,
  buildServerPolicy,
  type CataloguePolicy,
  type DeployableRole,
  type DeployableRolesOf,
} from '../../src/index.js';
import type { AwsSdkInput, toCreateRoleInput } from '../../src/render/aws-sdk/index.js';

type InputOf<Operation extends AwsSdkInput['operation']> = Extract<AwsSdkInput, { operation: Operation }>['input'];

describe('the inputs of toAwsSdkInputs', () => {
  it('are assignable to those of @aws-sdk/client-iam', () => {
    expectTypeOf<InputOf<'CreateRole'>>().toExtend<CreateRoleCommandInput>();
    expectTypeOf<InputOf<'AttachRolePolicy'>>().toExtend<AttachRolePolicyCommandInput>();
    expectTypeOf<InputOf<'PutRolePolicy'>>().toExtend<PutRolePolicyCommandInput>();
    expectTypeOf<InputOf<'CreateInstanceProfile'>>().toExtend<CreateInstanceProfileCommandInput>();
    expectTypeOf<InputOf<'AddRoleToInstanceProfile'>>().toExtend<AddRoleToInstanceProfileCommandInput>();
    expectTypeOf<ReturnType<typeof toCreateRoleInput>>().toExtend<CreateRoleCommandInput>();
  });
});

describe('buildRoles', () => {
  const parameters = { orgId: 'acme', region: 'us-east-1', trustedAccountId: '123456789012', externalId: 'acme' };

  it('returns a tuple of the roles of the mode', () => {
    expectTypeOf(buildRoles('private-vpc', parameters)).toEqualTypeOf<
      [DeployableRole<'UpsolverManagementRole'>, DeployableRole<'UpsolverServerRole'>]
    >();
    expectTypeOf(buildRoles('upsolver-vpc', parameters)).toEqualTypeOf<DeployableRolesOf<'upsolver-vpc'>>();
    // @ts-expect-error there is no second role
    void buildRoles('upsolver-vpc', parameters)[1];
  });

  it('requires the account and the external ID, and refuses unknown features and incomplete grants', () => {
    // @ts-expect-error no trusted account
    void (() => buildRoles('upsolver-vpc', { orgId: 'acme', region: 'us-east-1', externalId: 'acme' }));
    // @ts-expect-error no external id
    void (() => buildRoles('upsolver-vpc', { orgId: 'acme', region: 'us-east-1', trustedAccountId: '123456789012' }));
    // @ts-expect-error no such feature
    void (() => buildRoles('upsolver-vpc', { ...parameters, features: { athena: false } }));
    // @ts-expect-error a grant of S3 has a bucket
    void (() => buildRoles('upsolver-vpc', { ...parameters, dataAccess: [{ service: 's3' }] }));
  });
});

it('a policy that is built with options has actions of type string', () => {
  expectTypeOf(buildServerPolicy('acme', 'us-east-1', {})).toEqualTypeOf<CataloguePolicy>();
});
