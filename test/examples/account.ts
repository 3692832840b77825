import { buildRoles, type DeployableRole, type ManagedPolicyName, type PolicyDocument } from '../../src/index.js';
import { MANAGED_POLICY_SNAPSHOTS } from '../../src/upsolver/catalogue/managed-policy-snapshots.js';
import {
  encode,
  policyDetail,
  roleDetail,
  type ManagedPolicyDetail,
  type RoleDetail as Detail,
} from '../drift/account.js';
import { PARAMETERS } from '../upsolver/role-parameters.js';

/* A customer's account as the IAM API returns it: documents are URL-encoded. */

/** `RoleDetail` of `GetAccountAuthorizationDetails`. */
export type RoleDetail = Omit<Detail, 'AssumeRolePolicyDocument' | 'RolePolicyList' | 'PermissionsBoundary'> & {
  AssumeRolePolicyDocument: string;
  RolePolicyList: { PolicyName: string; PolicyDocument: string }[];
  PermissionsBoundary?: { PermissionsBoundaryType: string; PermissionsBoundaryArn: string };
};

/** `ManagedPolicyDetail` of the same. */
export type ManagedPolicy = Omit<ManagedPolicyDetail, 'PolicyVersionList'> & {
  PolicyVersionList: (Omit<ManagedPolicyDetail['PolicyVersionList'][number], 'Document'> & { Document: string })[];
};

export type Account = { roles: RoleDetail[]; policies: ManagedPolicy[]; maxSessionDuration?: number };

export function decode(document: string): unknown {
  return JSON.parse(decodeURIComponent(document));
}

/** An account with the roles of a mode in sync, after a number of other roles. */
export function accountOf(mode: 'private-vpc' | 'upsolver-vpc', others = 0, region = PARAMETERS.region): Account {
  const roles: DeployableRole[] = buildRoles(mode, { ...PARAMETERS, region });
  const strangers = Array.from({ length: others }, (_each, index) => ({
    ...(roles[0] as DeployableRole),
    name: `Team${index}`,
    inlinePolicies: [],
    managedPolicyArns: [],
  }));
  const arns = new Set(roles.flatMap(({ managedPolicyArns }) => managedPolicyArns));
  return { roles: [...strangers, ...roles].map(encodedRole), policies: [...arns].map(awsManagedPolicy) };
}

function awsManagedPolicy(arn: string): ManagedPolicy {
  const { document, version } = MANAGED_POLICY_SNAPSHOTS[arn.slice(arn.lastIndexOf('/') + 1) as ManagedPolicyName];
  return managedPolicy(arn, document, version);
}

export function managedPolicy(arn: string, document: PolicyDocument, version = 'v1'): ManagedPolicy {
  const { PolicyVersionList: versions, ...policy } = policyDetail(arn, document, version);
  return {
    ...policy,
    PolicyVersionList: versions.map((each) => ({ ...each, Document: encode(each.Document as PolicyDocument) })),
  };
}

function encodedRole(role: DeployableRole): RoleDetail {
  const { AssumeRolePolicyDocument: trustPolicy, RolePolicyList: policies, ...detail } = roleDetail(role);
  return {
    ...detail,
    AssumeRolePolicyDocument: encode(trustPolicy as object),
    RolePolicyList: policies.map(({ PolicyName, PolicyDocument: document }) => ({
      PolicyName,
      PolicyDocument: encode(document as object),
    })),
  };
}

/** A role of an account, to be changed. */
export function roleNamed(account: Account, name: string): RoleDetail {
  const found = account.roles.find(({ RoleName }) => RoleName === name);
  if (found === undefined) throw new Error(`no role ${name}`);
  return found;
}

/** Changes the role's inline policy. */
export function changePolicy(role: RoleDetail, change: (document: PolicyDocument) => void): void {
  const [policy] = role.RolePolicyList;
  if (policy === undefined) throw new Error('no inline policy');
  const document = decode(policy.PolicyDocument) as PolicyDocument;
  change(document);
  policy.PolicyDocument = encode(document);
}
