import { buildRoles, type DeployableRole, type ManagedPolicyName, type PolicyDocument } from '../../src/index.js';
import { MANAGED_POLICY_SNAPSHOTS } from '../../src/upsolver/catalogue/managed-policy-snapshots.js';
import { ACCOUNT, PARAMETERS } from '../upsolver/role-parameters.js';

/* A customer's account, as AWS IAM tells of it. */

type Named = { PolicyName: string; PolicyArn: string };

/** `RoleDetail` of `GetAccountAuthorizationDetails`, with `Date` as it is in JSON. */
export type RoleDetail = {
  Path: string;
  RoleName: string;
  RoleId: string;
  Arn: string;
  CreateDate: string;
  AssumeRolePolicyDocument: string;
  InstanceProfileList: {
    Path: string;
    InstanceProfileName: string;
    InstanceProfileId: string;
    Arn: string;
    CreateDate: string;
    Roles: object[];
  }[];
  RolePolicyList: { PolicyName: string; PolicyDocument: string }[];
  AttachedManagedPolicies: Named[];
  PermissionsBoundary?: { PermissionsBoundaryType: string; PermissionsBoundaryArn: string };
  Tags: { Key: string; Value: string }[];
};

/** `ManagedPolicyDetail` of the same. */
export type ManagedPolicy = {
  PolicyName: string;
  Arn: string;
  DefaultVersionId: string;
  PolicyVersionList: { VersionId: string; IsDefaultVersion: boolean; Document: string; CreateDate: string }[];
};

export type Account = { roles: RoleDetail[]; policies: ManagedPolicy[]; maxSessionDuration?: number };

const CREATED = '2026-03-10T05:16:23.000Z';

/** As AWS encodes documents: by RFC 3986. */
export function encode(document: object): string {
  return encodeURIComponent(JSON.stringify(document)).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

export function decode(document: string): unknown {
  return JSON.parse(decodeURIComponent(document));
}

/** The account in which the roles of a mode have been set up; between many roles of others. */
export function accountOf(mode: 'private-vpc' | 'upsolver-vpc', others = 0, region = PARAMETERS.region): Account {
  const roles: DeployableRole[] = buildRoles(mode, { ...PARAMETERS, region });
  const strangers = Array.from({ length: others }, (_each, index) =>
    roleDetail({ ...(roles[0] as DeployableRole), name: `Team${index}`, inlinePolicies: [], managedPolicyArns: [] }),
  );
  const arns = new Set(roles.flatMap(({ managedPolicyArns }) => managedPolicyArns));
  return { roles: [...strangers, ...roles.map(roleDetail)], policies: [...arns].map(awsManagedPolicy) };
}

function awsManagedPolicy(arn: string): ManagedPolicy {
  const { document, version } = MANAGED_POLICY_SNAPSHOTS[arn.slice(arn.lastIndexOf('/') + 1) as ManagedPolicyName];
  return managedPolicy(arn, document, version);
}

export function managedPolicy(Arn: string, document: PolicyDocument, version = 'v1'): ManagedPolicy {
  const current = { VersionId: version, IsDefaultVersion: true, Document: encode(document), CreateDate: CREATED };
  return {
    PolicyName: Arn.slice(Arn.lastIndexOf('/') + 1),
    Arn,
    DefaultVersionId: version,
    PolicyVersionList: [current],
  };
}

/** The role of an account that is to be changed. */
export function roleNamed(account: Account, name: string): RoleDetail {
  const found = account.roles.find(({ RoleName }) => RoleName === name);
  if (found === undefined) throw new Error(`no role ${name}`);
  return found;
}

/** Changes the document of the role's own policy. */
export function changePolicy(role: RoleDetail, change: (document: PolicyDocument) => void): void {
  const [policy] = role.RolePolicyList;
  if (policy === undefined) throw new Error('no inline policy');
  const document = decode(policy.PolicyDocument) as PolicyDocument;
  change(document);
  policy.PolicyDocument = encode(document);
}

function roleDetail({
  name,
  path,
  trustPolicy,
  inlinePolicies,
  managedPolicyArns,
  tags,
  instanceProfile,
}: DeployableRole): RoleDetail {
  const role = {
    Path: path,
    RoleName: name,
    RoleId: `AROA${name.toUpperCase().slice(0, 16)}`,
    Arn: `arn:aws:iam::${ACCOUNT}:role${path}${name}`,
    CreateDate: CREATED,
    AssumeRolePolicyDocument: encode(trustPolicy),
  };
  const profile = instanceProfile && {
    Path: instanceProfile.path,
    InstanceProfileName: instanceProfile.name,
    InstanceProfileId: `AIPA${name.toUpperCase().slice(0, 16)}`,
    Arn: `arn:aws:iam::${ACCOUNT}:instance-profile${instanceProfile.path}${instanceProfile.name}`,
    CreateDate: CREATED,
    Roles: [role],
  };
  return {
    ...role,
    InstanceProfileList: profile ? [profile] : [],
    RolePolicyList: inlinePolicies.map((policy) => ({
      PolicyName: policy.name,
      PolicyDocument: encode(policy.document),
    })),
    AttachedManagedPolicies: managedPolicyArns.map((PolicyArn) => ({
      PolicyName: PolicyArn.slice(PolicyArn.lastIndexOf('/') + 1),
      PolicyArn,
    })),
    Tags: tags.map(({ key, value }) => ({ Key: key, Value: value })),
  };
}
