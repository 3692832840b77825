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
      'Can do what only an administrator does in services that have nothing in common, such as to change identities ' +
      'and to delete keys, buckets, databases and instances.',
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
    remedy: 'Grant the actions that are needed, on the resources that are needed.',
  },
  createPolicyVersion: {
    category: 'administration',
    severity: 'critical',
    description: 'Can replace the content of a customer managed policy, and so grant itself any permission.',
    source: pathfinding('iam-001', 'iam-016', 'iam-020'),
    steps: [some(at.POLICY, 'iam:CreatePolicyVersion')],
  },
  setDefaultPolicyVersion: {
    category: 'escalation',
    severity: 'high',
    description: 'Can make an earlier version of a customer managed policy the default, which may grant more.',
    source: {
      name: 'Rhino Security Labs, "AWS IAM Privilege Escalation – Methods and Mitigation"',
      url: 'https://rhinosecuritylabs.com/aws/aws-privilege-escalation-methods-mitigation/',
    },
    steps: [some(at.POLICY, 'iam:SetDefaultPolicyVersion')],
  },
  attachUserPolicy: {
    category: 'administration',
    severity: 'critical',
    description: 'Can attach a powerful managed policy to a user, and so grant it any permission.',
    source: pathfinding('iam-008', 'iam-015'),
    steps: [unlimited(having(some(at.USER, 'iam:AttachUserPolicy'), { context: ATTACHED }))],
  },
  attachGroupPolicy: {
    category: 'administration',
    severity: 'critical',
    description: 'Can attach a powerful managed policy to a group, and so grant its users any permission.',
    source: pathfinding('iam-010'),
    steps: [having(some(at.GROUP, 'iam:AttachGroupPolicy'), { context: ATTACHED })],
  },
  attachRolePolicy: {
    category: 'administration',
    severity: 'critical',
    description: 'Can attach a powerful managed policy to a role, and so grant it any permission.',
    source: pathfinding('iam-009', 'iam-014', 'iam-019'),
    steps: [unlimited(having(some(at.ROLE, 'iam:AttachRolePolicy'), { context: ATTACHED }))],
  },
  putUserPolicy: {
    category: 'administration',
    severity: 'critical',
    description: 'Can write an inline policy of a user, and so grant it any permission.',
    source: pathfinding('iam-007', 'iam-018'),
    steps: [unlimited(some(at.USER, 'iam:PutUserPolicy'))],
  },
  putGroupPolicy: {
    category: 'administration',
    severity: 'critical',
    description: 'Can write an inline policy of a group, and so grant its users any permission.',
    source: pathfinding('iam-011'),
    steps: [some(at.GROUP, 'iam:PutGroupPolicy')],
  },
  putRolePolicy: {
    category: 'administration',
    severity: 'critical',
    description: 'Can write an inline policy of a role, and so grant it any permission.',
    source: pathfinding('iam-005', 'iam-017', 'iam-021'),
    steps: [unlimited(some(at.ROLE, 'iam:PutRolePolicy'))],
  },
  addUserToGroup: {
    category: 'escalation',
    severity: 'high',
    description: 'Can add a user to any group, such as one of administrators, and so gain its permissions.',
    source: pathfinding('iam-013'),
    steps: [other(at.GROUP, 'iam:AddUserToGroup')],
  },
  updateAssumeRolePolicy: {
    category: 'escalation',
    severity: 'critical',
    description: 'Can change who is trusted to assume any role, and then act as that role.',
    source: pathfinding('iam-012'),
    steps: [having(other(at.ROLE, 'iam:UpdateAssumeRolePolicy'), UNBOUNDED)],
  },
  removePermissionsBoundary: {
    category: 'escalation',
    severity: 'high',
    description: 'Can remove or replace the permissions boundary that limits a user or a role.',
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
    description: 'Can change an identity provider, and then sign in to the roles that trust it.',
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
    description: 'Can assume any role whose trust policy permits it, such as one that trusts the whole account.',
    source: pathfinding('sts-001'),
    steps: [other(at.ROLE, 'sts:AssumeRole')],
  },
  assumeRoot: {
    category: 'administration',
    severity: 'critical',
    description: 'Can act as the root user of member accounts for the tasks that AWS Organizations offers.',
    source: reference('AWS Security Token Service'),
    steps: [some(at.ROOT, 'sts:AssumeRoot')],
  },
  assignPermissionSet: {
    category: 'administration',
    severity: 'critical',
    description: 'Can assign any permission set of IAM Identity Center, and so give a user access to any account.',
    source: hackTricks('sso-and-identitystore'),
    steps: [other(at.PERMISSION_SET, 'sso:CreateAccountAssignment')],
  },
  changePermissionSet: {
    category: 'administration',
    severity: 'critical',
    description: 'Can add policies to a permission set of IAM Identity Center and provision it to accounts.',
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
    description: 'Can add a user to any group of IAM Identity Center, and so gain its access to accounts.',
    source: hackTricks('sso-and-identitystore'),
    steps: [
      [other(at.DIRECTORY_GROUP, 'identitystore:CreateGroupMembership'), plain('sso-directory:AddMemberToGroup')],
    ],
  },
  weakenOrganizationPolicies: {
    category: 'escalation',
    severity: 'high',
    description: 'Can change or detach service control policies and other policies of the organization.',
    source: reference('AWS Organizations'),
    steps: [other(at.ORGANIZATION_POLICY, 'organizations:DetachPolicy', 'organizations:UpdatePolicy')],
  },
} as const satisfies Record<string, RiskRow>;
