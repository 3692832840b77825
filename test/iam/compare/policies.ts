import type { ConditionBlock, PolicyDocument, Statement } from '../../../src/iam/index.js';

/** Short ways to write policies. */

export type Parts = { Action?: string | string[]; Resource?: string | string[]; Condition?: ConditionBlock };

export const allow = ({ Action = 's3:GetObject', Resource = '*', Condition }: Parts = {}): Statement => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...(Condition && { Condition }),
});
export const deny = (parts: Parts): Statement => ({ ...allow(parts), Effect: 'Deny' });
export const policy = (...statements: Statement[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: statements,
});
/** A policy that allows nothing. */
export const NOTHING = policy(deny({ Action: 'x:Nothing' }));
export const on = (...Resource: string[]): PolicyDocument => policy(allow({ Resource }));
export const doing = (...Action: string[]): PolicyDocument => policy(allow({ Action }));
export const when = (Condition: ConditionBlock, ...more: ConditionBlock[]): PolicyDocument =>
  policy(...[Condition, ...more].map((each) => allow({ Condition: each })));
export const bucket = (pattern: string): string => `arn:aws:s3:::${pattern}`;
