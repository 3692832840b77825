import type {
  DeleteRoleCommandInput,
  DeleteRolePermissionsBoundaryCommandInput,
  DeleteRolePolicyCommandInput,
  DetachRolePolicyCommandInput,
  GetAccountAuthorizationDetailsCommandOutput,
  GetPolicyVersionCommandOutput,
  GetRoleCommandOutput,
  GetRolePolicyCommandOutput,
  ListAttachedRolePoliciesCommandOutput,
  ListInstanceProfilesForRoleCommandOutput,
  ListRolePoliciesCommandOutput,
  PutRolePermissionsBoundaryCommandInput,
  RemoveRoleFromInstanceProfileCommandInput,
  TagRoleCommandInput,
  UpdateAssumeRolePolicyCommandInput,
  UpdateRoleCommandInput,
} from '@aws-sdk/client-iam';
import { describe, expectTypeOf, it } from 'vitest';
import type { AccountInput, DriftReport, RepairCall, RoleParts } from '../../src/drift/index.js';

type InputOf<Operation extends RepairCall['operation']> = Extract<RepairCall, { operation: Operation }>['input'];

describe('the types of @aws-sdk/client-iam', () => {
  it('take the inputs of every call', () => {
    expectTypeOf<InputOf<'DeleteRole'>>().toExtend<DeleteRoleCommandInput>();
    expectTypeOf<InputOf<'DeleteRolePermissionsBoundary'>>().toExtend<DeleteRolePermissionsBoundaryCommandInput>();
    expectTypeOf<InputOf<'DeleteRolePolicy'>>().toExtend<DeleteRolePolicyCommandInput>();
    expectTypeOf<InputOf<'DetachRolePolicy'>>().toExtend<DetachRolePolicyCommandInput>();
    expectTypeOf<InputOf<'PutRolePermissionsBoundary'>>().toExtend<PutRolePermissionsBoundaryCommandInput>();
    expectTypeOf<InputOf<'RemoveRoleFromInstanceProfile'>>().toExtend<RemoveRoleFromInstanceProfileCommandInput>();
    expectTypeOf<InputOf<'TagRole'>>().toExtend<TagRoleCommandInput>();
    expectTypeOf<InputOf<'UpdateAssumeRolePolicy'>>().toExtend<UpdateAssumeRolePolicyCommandInput>();
    expectTypeOf<InputOf<'UpdateRole'>>().toExtend<UpdateRoleCommandInput>();
  });

  it('give what is read', () => {
    expectTypeOf<GetAccountAuthorizationDetailsCommandOutput>().toExtend<AccountInput>();
    expectTypeOf<GetAccountAuthorizationDetailsCommandOutput[]>().toExtend<AccountInput>();
    expectTypeOf<{
      role: GetRoleCommandOutput;
      attachedPolicies: ListAttachedRolePoliciesCommandOutput[];
      inlinePolicies: GetRolePolicyCommandOutput[];
      policyNames: ListRolePoliciesCommandOutput[];
      policyVersions: Record<string, GetPolicyVersionCommandOutput>;
      instanceProfiles: ListInstanceProfilesForRoleCommandOutput[];
    }>().toExtend<RoleParts>();
  });
});

it('a status is one of four', () => {
  expectTypeOf<DriftReport['status']>().toEqualTypeOf<'inSync' | 'drifted' | 'missing' | 'unreadable'>();
});
