import type { PolicyDocument, TrustPolicyDocument } from '../../src/iam/index.js';
import { buildRoles, type DeployableRole, type IntegrationMode, type RoleParameters } from '../../src/index.js';
import { MANAGED_POLICY_SNAPSHOTS } from '../../src/upsolver/catalogue/managed-policy-snapshots.js';
import { ACCOUNT, PARAMETERS } from '../upsolver/role-parameters.js';

/* An account as `aws iam get-account-authorization-details` prints it, with all fields that AWS returns. */

export type RoleDetail = {
  Path: string;
  RoleName: string;
  RoleId: string;
  Arn: string;
  CreateDate: string;
  AssumeRolePolicyDocument: TrustPolicyDocument | string;
  InstanceProfileList: {
    Path: string;
    InstanceProfileName: string;
    InstanceProfileId: string;
    Arn: string;
    CreateDate: string;
    Roles: object[];
  }[];
  RolePolicyList: { PolicyName: string; PolicyDocument: PolicyDocument | string | object }[];
  AttachedManagedPolicies: { PolicyName: string; PolicyArn: string }[];
  PermissionsBoundary?: { PermissionsBoundaryType: 'PermissionsBoundaryPolicy'; PermissionsBoundaryArn: string };
  Tags: { Key: string; Value: string }[];
  RoleLastUsed: object;
  /** Only `GetRole` returns it. */
  MaxSessionDuration?: number;
};

export type ManagedPolicyDetail = {
  PolicyName: string;
  PolicyId: string;
  Arn: string;
  Path: string;
  DefaultVersionId: string;
  AttachmentCount: number;
  PermissionsBoundaryUsageCount: number;
  IsAttachable: boolean;
  PolicyVersionList: {
    Document: PolicyDocument | string;
    VersionId: string;
    IsDefaultVersion: boolean;
    CreateDate: string;
  }[];
};

export type AccountExport = {
  UserDetailList: object[];
  GroupDetailList: object[];
  RoleDetailList: RoleDetail[];
  Policies: ManagedPolicyDetail[];
  IsTruncated: boolean;
};

const CREATED = '2026-11-01T09:00:00+00:00';

/** Parameters with tags, so that a role can lose them. */
export const TAGGED: RoleParameters = { ...PARAMETERS, tags: { Vendor: 'Upsolver', Stage: 'prod' } };

export const rolesOf = (mode: IntegrationMode, more: Partial<RoleParameters> = {}): DeployableRole[] =>
  buildRoles(mode, { ...TAGGED, ...more });

/** An account with the roles in sync, next to other roles, users and policies. */
export function exportOf(roles: readonly DeployableRole[], account: string = ACCOUNT): AccountExport {
  return {
    UserDetailList: [
      { UserName: 'alice', Arn: `arn:aws:iam::${account}:user/alice`, UserPolicyList: [], AttachedManagedPolicies: [] },
    ],
    GroupDetailList: [],
    RoleDetailList: [...roles.map((role) => roleDetail(role, account)), linkedRole(account)],
    Policies: (['AWSCloudFormationReadOnlyAccess', 'AmazonAthenaFullAccess'] as const)
      .filter((name) =>
        roles.some(({ managedPolicyArns }) => managedPolicyArns.some((arn) => arn.endsWith(`/${name}`))),
      )
      .map((name) =>
        policyDetail(
          `arn:aws:iam::aws:policy/${name}`,
          MANAGED_POLICY_SNAPSHOTS[name].document,
          MANAGED_POLICY_SNAPSHOTS[name].version,
        ),
      ),
    IsTruncated: false,
  };
}

export function roleDetail(role: DeployableRole, account: string = ACCOUNT): RoleDetail {
  const arn = (kind: string, name: string): string => `arn:aws:iam::${account}:${kind}${role.path}${name}`;
  const { instanceProfile } = role;
  return {
    Path: role.path,
    RoleName: role.name,
    RoleId: `AROA${role.name.toUpperCase().slice(0, 16)}`,
    Arn: arn('role', role.name),
    CreateDate: CREATED,
    AssumeRolePolicyDocument: structuredClone(role.trustPolicy),
    InstanceProfileList: instanceProfile
      ? [
          {
            Path: instanceProfile.path,
            InstanceProfileName: instanceProfile.name,
            InstanceProfileId: 'AIPAEXAMPLEEXAMPLE01',
            Arn: arn('instance-profile', instanceProfile.name),
            CreateDate: CREATED,
            Roles: [],
          },
        ]
      : [],
    RolePolicyList: role.inlinePolicies.map(({ name, document }) => ({
      PolicyName: name,
      PolicyDocument: structuredClone(document),
    })),
    AttachedManagedPolicies: role.managedPolicyArns.map(attachment),
    ...(role.permissionsBoundaryArn !== undefined && {
      PermissionsBoundary: {
        PermissionsBoundaryType: 'PermissionsBoundaryPolicy' as const,
        PermissionsBoundaryArn: role.permissionsBoundaryArn,
      },
    }),
    Tags: role.tags.map(({ key, value }) => ({ Key: key, Value: value })),
    RoleLastUsed: {},
  };
}

export function attachment(arn: string): { PolicyName: string; PolicyArn: string } {
  return { PolicyName: arn.slice(arn.lastIndexOf('/') + 1), PolicyArn: arn };
}

export function policyDetail(arn: string, document: PolicyDocument, version = 'v1'): ManagedPolicyDetail {
  return {
    PolicyName: arn.slice(arn.lastIndexOf('/') + 1),
    PolicyId: 'ANPAEXAMPLEEXAMPLE01',
    Arn: arn,
    Path: '/',
    DefaultVersionId: version,
    AttachmentCount: 1,
    PermissionsBoundaryUsageCount: 0,
    IsAttachable: true,
    PolicyVersionList: [
      // An older version, which must not be used.
      {
        Document: { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }] },
        VersionId: 'v0',
        IsDefaultVersion: false,
        CreateDate: CREATED,
      },
      { Document: structuredClone(document), VersionId: version, IsDefaultVersion: true, CreateDate: CREATED },
    ],
  };
}

function linkedRole(account: string): RoleDetail {
  const path = '/aws-service-role/spot.amazonaws.com/';
  return {
    Path: path,
    RoleName: 'AWSServiceRoleForEC2Spot',
    RoleId: 'AROAEXAMPLEEXAMPLE02',
    Arn: `arn:aws:iam::${account}:role${path}AWSServiceRoleForEC2Spot`,
    CreateDate: CREATED,
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: 'spot.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    },
    InstanceProfileList: [],
    RolePolicyList: [],
    AttachedManagedPolicies: [attachment('arn:aws:iam::aws:policy/aws-service-role/AWSEC2SpotServiceRolePolicy')],
    Tags: [],
    RoleLastUsed: {},
  };
}

/** A document as the SDK returns it: URL-encoded according to RFC 3986. */
export function encode(document: object): string {
  return encodeURIComponent(JSON.stringify(document)).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** An account with five kinds of drift in two roles. */
export function driftedExport(): AccountExport {
  const account = exportOf(rolesOf('private-vpc'));
  const [management, server] = account.RoleDetailList as [RoleDetail, RoleDetail];
  const trust = management.AssumeRolePolicyDocument as TrustPolicyDocument;
  delete trust.Statement[0]?.Condition;
  const document = management.RolePolicyList[0]?.PolicyDocument as PolicyDocument;
  document.Statement.splice(1, 1);
  Object.assign(server, { InstanceProfileList: [], Tags: [] });
  server.AttachedManagedPolicies.pop();
  return account;
}
