import type { PolicyDocument, Statement, TrustPolicyDocument } from '../../../src/iam/index.js';
import type { AccountExport, RoleDetail } from '../account.js';

/** One change of a role in an account in which all roles were in sync. */
export type RoleChange = {
  name: string;
  /** Changes of different areas do not affect each other. */
  area: string;
  apply: (role: RoleDetail, account: AccountExport) => void;
};

/** A statement in the form in which the library builds it. */
export type BuiltStatement = {
  Sid: string;
  Action: string[];
  Resource: string[];
  Condition?: Record<string, Record<string, string>>;
};

export const ALLOW_ALL: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
};

/** The role's own policy. */
export const documentOf = (role: RoleDetail): PolicyDocument =>
  role.RolePolicyList[0]!.PolicyDocument as PolicyDocument;

export const statementOf = (role: RoleDetail, sid: string): Statement =>
  documentOf(role).Statement.find(({ Sid }) => Sid === sid)!;

/** The first statement of the trust policy. */
export const trustOf = (role: RoleDetail): TrustPolicyDocument['Statement'][number] =>
  (role.AssumeRolePolicyDocument as TrustPolicyDocument).Statement[0]!;
