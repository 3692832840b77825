import type { ConditionBlock, PolicyDocument, Statement } from '../../src/iam/index.js';

export function policy(...statements: Statement[]): PolicyDocument {
  return { Version: '2012-10-17', Statement: statements };
}

export function allow(
  Action: string | string[],
  Resource: string | string[] = '*',
  Condition: ConditionBlock = {},
  Sid?: string,
): Statement {
  return { ...(Sid !== undefined && { Sid }), Effect: 'Allow', Action, Resource, Condition };
}

export function deny(
  Action: string | string[],
  Resource: string | string[] = '*',
  Condition: ConditionBlock = {},
): Statement {
  return { Effect: 'Deny', Action, Resource, Condition };
}

/** A role with a critical, a high and a medium risk, of which one has steps in two policies. */
export const RISKY_ROLE = {
  name: 'Worker',
  inlinePolicies: [
    { name: 'policy-0', document: policy(allow('iam:PassRole', '*', {}, 'pass'), allow('iam:PutRolePolicy')) },
    { name: 'policy-1', document: policy(allow('ecs:RunTask')) },
  ],
  managedPolicyArns: [],
};
