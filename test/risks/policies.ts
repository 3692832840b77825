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
