import * as at from './resources.js';
import {
  hackTricks,
  having,
  other,
  pathfinding,
  plain,
  reference,
  some,
  type Ask,
  type RiskRow,
  type Step,
} from './row.js';

/** Without a permissions boundary, which limits what the target can do after the change. */
const UNBOUNDED = { absent: ['iam:PermissionsBoundary'] };

/** Without a permissions boundary, or with one that limits nothing. */
function unlimited(ask: Ask): Step {
  const boundary = { 'iam:PermissionsBoundary': ['arn:*:iam::aws:policy/AdministratorAccess'] };
  return [having(ask, UNBOUNDED), having(ask, { context: { ...ask.context, ...boundary } })];
}

/** Policies of which any one is enough: managed by AWS, or one that the account has. */
const POWERFUL_POLICIES = [
  'arn:*:iam::aws:policy/AdministratorAccess',
  'arn:*:iam::aws:policy/IAMFullAccess',
  'arn:*:iam::aws:policy/PowerUserAccess',
  'arn:*:iam::*:policy/OrganizationAdministrator',
];
const ATTACHED = { 'iam:PolicyARN': POWERFUL_POLICIES };

/** Permissions over identities: policies, principals, federation and the organization. */
export const IDENTITY_RISKS = {
  administratorAccess: {
    category: 'administration',
    severity: 'critical',
    description:
      'Can administer unrelated services: attach powerful policies to roles, terminate instances, and delete ' +
      'buckets, keys, tables, databases and topics.',
    source: {
      name: 'IAM User Guide, "Apply least-privilege permissions"',
      url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html',
    },
    steps: [
      unlimited(having(some(at.ROLE, 'iam:AttachRolePolicy'), { context: ATTACHED })),
      other(at.BUCKET, 's3:DeleteBucket'),
      other(at.INSTANCE, 'ec2:TerminateInstances'),
      other(at.KEY, 'kms:ScheduleKeyDeletion'),
      other(at.TABLE, 'dynamodb:DeleteTable'),
      other(at.DATABASE, 'rds:DeleteDBInstance'),
      other(at.TOPIC, 'sns:DeleteTopic'),
    ],
    remedy: 'Grant only the required actions on the required resources.',
  },
  createPolicyVersion: {
    category: 'administration',
    severity: 'critical',
    description:
      'Can create a new default version of a customer managed policy, and so grant any permission through it.',
    source: pathfinding('iam-001', 'iam-016', 'iam-020'),
    steps: [some(at.POLICY, 'iam:CreatePolicyVersion')],
  },
  setDefaultPolicyVersion: {
    category: 'escalation',
    severity: 'high',
    description: 'Can restore an earlier version of a customer managed policy, which may grant more.',
    source: {
      name: 'Rhino Security Labs, "AWS IAM Privilege Escalation – Methods and Mitigation"',
      url: 'https://rhinosecuritylabs.com/aws/aws-privilege-escalation-methods-mitigation/',
    },
    steps: [some(at.POLICY, 'iam:SetDefaultPolicyVersion')],
  },
  attachUserPolicy: {
    category: 'administration',
    severity: 'critical',
    description: 'Can attach a powerful managed policy, such as `AdministratorAccess`, to a user.',
    source: pathfinding('iam-008', 'iam-015'),
    steps: [unlimited(having(some(at.USER, 'iam:AttachUserPolicy'), { context: ATTACHED }))],
  },
  attachGroupPolicy: {
    category: 'administration',
    severity: 'critical',
    description: 'Can attach a powerful managed policy, such as `AdministratorAccess`, to a group.',
    source: pathfinding('iam-010'),
    steps: [having(some(at.GROUP, 'iam:AttachGroupPolicy'), { context: ATTACHED })],
  },
  attachRolePolicy: {
    category: 'administration',
    severity: 'critical',
    description: 'Can attach a powerful managed policy, such as `AdministratorAccess`, to a role.',
    source: pathfinding('iam-009', 'iam-014', 'iam-019'),
    steps: [unlimited(having(some(at.ROLE, 'iam:AttachRolePolicy'), { context: ATTACHED }))],
  },
  putUserPolicy: {
    category: 'administration',
    severity: 'critical',
    description: 'Can add or replace an inline policy of a user, and so grant the user any permission.',
    source: pathfinding('iam-007', 'iam-018'),
    steps: [unlimited(some(at.USER, 'iam:PutUserPolicy'))],
  },
  putGroupPolicy: {
    category: 'administration',
    severity: 'critical',
    description: 'Can add or replace an inline policy of a group, and so grant its users any permission.',
    source: pathfinding('iam-011'),
    steps: [some(at.GROUP, 'iam:PutGroupPolicy')],
  },
  putRolePolicy: {
    category: 'administration',
    severity: 'critical',
    description: 'Can add or replace an inline policy of a role, and so grant the role any permission.',
    source: pathfinding('iam-005', 'iam-017', 'iam-021'),
    steps: [unlimited(some(at.ROLE, 'iam:PutRolePolicy'))],
  },
  addUserToGroup: {
    category: 'escalation',
    severity: 'high',
    description:
      'Can add a user to any group, such as `Administrators`, and so grant the user the permissions of the group.',
    source: pathfinding('iam-013'),
    steps: [other(at.GROUP, 'iam:AddUserToGroup')],
  },
  updateAssumeRolePolicy: {
    category: 'escalation',
    severity: 'critical',
    description: 'Can change the trust policy of any role, and then act as that role.',
    source: pathfinding('iam-012'),
    steps: [having(other(at.ROLE, 'iam:UpdateAssumeRolePolicy'), UNBOUNDED)],
  },
  removePermissionsBoundary: {
    category: 'escalation',
    severity: 'high',
    description: 'Can remove the permissions boundary of a user or a role, or replace it with a powerful policy.',
    source: hackTricks('iam'),
    steps: [
      [
        some(at.ROLE, 'iam:DeleteRolePermissionsBoundary'),
        some(at.USER, 'iam:DeleteUserPermissionsBoundary'),
        having(some(at.ROLE, 'iam:PutRolePermissionsBoundary'), {
          context: { 'iam:PermissionsBoundary': POWERFUL_POLICIES },
        }),
        having(some(at.USER, 'iam:PutUserPermissionsBoundary'), {
          context: { 'iam:PermissionsBoundary': POWERFUL_POLICIES },
        }),
      ],
    ],
  },
  changeIdentityProvider: {
    category: 'escalation',
    severity: 'high',
    description: 'Can change any SAML or OpenID Connect identity provider, and then assume the roles that trust it.',
    source: hackTricks('iam'),
    steps: [
      [
        other(at.SAML_PROVIDER, 'iam:UpdateSAMLProvider'),
        other(at.OIDC_PROVIDER, 'iam:UpdateOpenIDConnectProviderThumbprint', 'iam:AddClientIDToOpenIDConnectProvider'),
      ],
    ],
  },
  assumeAnyRole: {
    category: 'escalation',
    severity: 'high',
    description: 'Can assume any role whose trust policy allows it, such as a role that trusts the whole account.',
    source: pathfinding('sts-001'),
    steps: [other(at.ROLE, 'sts:AssumeRole')],
  },
  assumeRoot: {
    category: 'administration',
    severity: 'critical',
    description: 'Can perform privileged tasks as the root user of member accounts of the organization.',
    source: reference('AWS Security Token Service'),
    steps: [some(at.ROOT, 'sts:AssumeRoot')],
  },
  assignPermissionSet: {
    category: 'administration',
    severity: 'critical',
    description:
      'Can assign any permission set of IAM Identity Center to a user or group, and so give them access to accounts.',
    source: hackTricks('sso-and-identitystore'),
    steps: [other(at.PERMISSION_SET, 'sso:CreateAccountAssignment')],
  },
  changePermissionSet: {
    category: 'administration',
    severity: 'critical',
    description:
      'Can add policies to a permission set of IAM Identity Center, and provision the permission set to accounts.',
    source: hackTricks('sso-and-identitystore'),
    steps: [
      some(
        at.PERMISSION_SET,
        'sso:PutInlinePolicyToPermissionSet',
        'sso:AttachManagedPolicyToPermissionSet',
        'sso:AttachCustomerManagedPolicyReferenceToPermissionSet',
      ),
      some(at.PERMISSION_SET, 'sso:ProvisionPermissionSet'),
    ],
  },
  joinDirectoryGroup: {
    category: 'escalation',
    severity: 'high',
    description: 'Can add a user to any group of IAM Identity Center, and so give the user the access of the group.',
    source: hackTricks('sso-and-identitystore'),
    steps: [
      [other(at.DIRECTORY_GROUP, 'identitystore:CreateGroupMembership'), plain('sso-directory:AddMemberToGroup')],
    ],
  },
  weakenOrganizationPolicies: {
    category: 'escalation',
    severity: 'high',
    description: 'Can change or detach any policy of the organization, such as a service control policy.',
    source: reference('AWS Organizations'),
    steps: [other(at.ORGANIZATION_POLICY, 'organizations:DetachPolicy', 'organizations:UpdatePolicy')],
  },
} as const satisfies Record<string, RiskRow>;
