import type { PolicyDocument as LambdaPolicyDocument } from 'aws-lambda';
import { describe, expectTypeOf, it } from 'vitest';
import { checkQuotas, compareAccess, evaluateAccess, formatPolicy, newAccess } from '../../src/iam/index.js';
import {
  buildManagementPolicy,
  buildServerPolicy,
  buildUpsolverPolicy,
  rolesFor,
  type ConditionBlock,
  type ConditionOperator,
  type PolicyDocument,
  type Principal,
  type Statement,
  type TrustPolicyDocument,
} from '../../src/index.js';
import { findRisks } from '../../src/risks/index.js';

/** The shape of `PolicyDocument` in @pulumi/aws 7.48, with its `Input<T>` as the union that it is. */
type PulumiInput<T> = T | Promise<T>;
type PulumiPrincipal =
  | string
  | { AWS: PulumiInput<string | string[]> }
  | { Service: PulumiInput<string | string[]> }
  | { Federated: PulumiInput<string | string[]> };
type PulumiStatement = {
  Sid?: PulumiInput<string>;
  Effect: PulumiInput<'Allow' | 'Deny'>;
  Principal?: PulumiInput<PulumiPrincipal>;
  Action?: PulumiInput<string | string[]>;
  NotAction?: PulumiInput<string | string[]>;
  Resource?: PulumiInput<string | string[]>;
  NotResource?: PulumiInput<string | string[]>;
  Condition?: PulumiInput<Record<string, unknown>>;
};
type PulumiPolicyDocument = {
  Version: PulumiInput<'2008-10-17' | '2012-10-17'>;
  Id?: PulumiInput<string>;
  Statement: PulumiInput<PulumiInput<PulumiStatement>[]>;
};

describe('a document is assignable without a cast', () => {
  it('a document is assignable to PolicyDocument of @types/aws-lambda', () => {
    expectTypeOf<PolicyDocument>().toExtend<LambdaPolicyDocument>();
    expectTypeOf<TrustPolicyDocument>().toExtend<LambdaPolicyDocument>();
    expectTypeOf(buildManagementPolicy()).toExtend<LambdaPolicyDocument>();
    expectTypeOf(buildServerPolicy('', '')).toExtend<LambdaPolicyDocument>();
    expectTypeOf(buildUpsolverPolicy('', '')).toExtend<LambdaPolicyDocument>();
    expectTypeOf(
      rolesFor('upsolver-vpc', { orgId: '', region: '' })[0].policyDocument,
    ).toExtend<LambdaPolicyDocument>();
  });

  it('a document is assignable to PolicyDocument of @pulumi/aws', () => {
    expectTypeOf<PolicyDocument>().toExtend<PulumiPolicyDocument>();
    expectTypeOf<TrustPolicyDocument>().toExtend<PulumiPolicyDocument>();
    expectTypeOf(buildManagementPolicy()).toExtend<PulumiPolicyDocument>();
  });

  it('a document is assignable to our own PolicyDocument', () => {
    expectTypeOf(buildManagementPolicy()).toExtend<PolicyDocument>();
    expectTypeOf(buildUpsolverPolicy('', '')).toExtend<PolicyDocument>();
  });
});

describe('Statement', () => {
  it('a statement has exactly one of Action and NotAction, and of Resource and NotResource', () => {
    expectTypeOf<{ Effect: 'Allow'; Action: 's3:*'; Resource: '*' }>().toExtend<Statement>();
    expectTypeOf<{ Effect: 'Deny'; NotAction: string[]; NotResource: string[] }>().toExtend<Statement>();
    expectTypeOf<{ Effect: 'Allow'; Action: 's3:*'; NotAction: 's3:*'; Resource: '*' }>().not.toExtend<Statement>();
    expectTypeOf<{ Effect: 'Allow'; Action: 's3:*'; Resource: '*'; NotResource: '*' }>().not.toExtend<Statement>();
    expectTypeOf<{ Effect: 'Allow'; Action: 's3:*' }>().not.toExtend<Statement>();
    expectTypeOf<{ Effect: 'Allow'; Resource: '*' }>().not.toExtend<Statement>();
    expectTypeOf<{ Effect: 'allow'; Action: 's3:*'; Resource: '*' }>().not.toExtend<Statement>();
  });

  it('a statement keeps the union of its actions', () => {
    expectTypeOf<{ Effect: 'Allow'; Action: ['s3:Get']; Resource: '*' }>().not.toExtend<Statement<'s3:Put'>>();
  });
});

describe('ConditionOperator', () => {
  it('ConditionOperator has every form of an operator', () => {
    expectTypeOf<'StringLike'>().toExtend<ConditionOperator>();
    expectTypeOf<'StringLikeIfExists'>().toExtend<ConditionOperator>();
    expectTypeOf<'ForAllValues:StringEquals'>().toExtend<ConditionOperator>();
    expectTypeOf<'ForAnyValue:ArnNotLikeIfExists'>().toExtend<ConditionOperator>();
    expectTypeOf<'NumericGreaterThanEquals'>().toExtend<ConditionOperator>();
    expectTypeOf<'DateLessThan'>().toExtend<ConditionOperator>();
    expectTypeOf<'NotIpAddress'>().toExtend<ConditionOperator>();
    expectTypeOf<'Null'>().toExtend<ConditionOperator>();
  });

  it('ConditionOperator has no other form', () => {
    expectTypeOf<'NullIfExists'>().not.toExtend<ConditionOperator>();
    expectTypeOf<'ForAnyValue:Null'>().not.toExtend<ConditionOperator>();
    expectTypeOf<'stringlike'>().not.toExtend<ConditionOperator>();
    expectTypeOf<'StringMatches'>().not.toExtend<ConditionOperator>();
    expectTypeOf<'IfExistsStringLike'>().not.toExtend<ConditionOperator>();
    expectTypeOf<string>().not.toExtend<ConditionOperator>();
  });

  it('a condition block has operators as its keys', () => {
    expectTypeOf<keyof ConditionBlock>().toEqualTypeOf<ConditionOperator>();
  });
});

describe('Principal', () => {
  it('a principal can have several kinds', () => {
    expectTypeOf<{ AWS: string[]; Service: 'ec2.amazonaws.com' }>().toExtend<Principal>();
    expectTypeOf<'*'>().toExtend<Principal>();
    expectTypeOf<'123456789012'>().not.toExtend<Principal>();
    expectTypeOf<{ Account: '123456789012' }>().not.toExtend<Principal>();
  });
});

describe('policies declared `as const`', () => {
  const policy = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: ['s3:GetObject'], Resource: '*' }],
  } as const;

  it('are accepted wherever policies are', () => {
    expectTypeOf(evaluateAccess).toBeCallableWith(policy, { action: 's3:GetObject', resource: '*' });
    expectTypeOf(compareAccess).toBeCallableWith([policy, policy], policy);
    expectTypeOf(newAccess).toBeCallableWith(policy, policy);
    expectTypeOf(checkQuotas).toBeCallableWith(policy, 'role-inline');
    expectTypeOf(formatPolicy).toBeCallableWith(policy);
    expectTypeOf(findRisks).toBeCallableWith([policy]);
  });
});
