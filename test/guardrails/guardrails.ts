import type { GuardrailKind } from '../../src/guardrails/index.js';

/*
 * Guardrails as organizations have them, written for a made-up organization after the shape of public ones, each with
 * what it leaves of Upsolver's roles. What is expected was derived by hand from the policies and the facts below.
 */

export const ACCOUNT_ID = '444455556666';
export const ORGANIZATION_ID = 'o-a1b2c3d4e5';
export const REGION = 'eu-west-1';
export const UPSOLVER_ORG_ID = '12345678-1234-1234-1234-1234567890ab';
/** The account that assumes the roles, in another organization. */
export const TRUSTED_ACCOUNT_ID = '111122223333';
/** The account that owns the images of Upsolver's servers. */
export const IMAGE_OWNER = '428641199958';

export type Status = 'works' | 'narrowed' | 'cutOff';

/** The resources of one launch, each of which is authorized by itself. */
export type LaunchResource = 'instance' | 'volume' | 'network-interface' | 'subnet' | 'image' | 'security-group';

/** What is left of a role. What is not listed works. `*` is every permission of the role. */
export type Expected = {
  cutOff?: readonly string[];
  narrowed?: readonly string[];
  /** Of `ec2:RunInstances`: which of its authorizations are concerned. One that is cut off cuts off the launch. */
  launch?: Partial<Record<LaunchResource, Exclude<Status, 'works'>>>;
  /** Of the call that assumes the role, if it does not work. */
  assume?: Exclude<Status, 'works'>;
};

export type ExampleRole = 'UpsolverManagementRole' | 'UpsolverServerRole' | 'UpsolverRole';

export type ExampleGuardrail = {
  id: string;
  kind: Exclude<GuardrailKind, 'boundary'>;
  /** What it is for; the public policies that have the same shape. */
  like: string;
  document: { Version: '2012-10-17'; Statement: readonly object[] };
  /** A role that is not listed works as a whole. `UpsolverRole` has what both other roles have, if it is not listed. */
  expected: Partial<Record<ExampleRole, Expected>>;
  /** What the status does not say. */
  note?: string;
};

/** Keys that every request of a role has, with their value; `null`: that no request has. */
export type ExampleFacts = {
  keys: Readonly<Record<string, string | null>>;
  exceptions: readonly {
    actions: readonly string[];
    resources?: readonly string[];
    keys: Readonly<Record<string, string | null>>;
  }[];
};

const IMAGES = ['arn:aws:ec2:*::image/*'];

/** What is known of the requests that a role makes. Servers in the customer's VPC have the role of their instance. */
export function factsOf(role: ExampleRole): ExampleFacts {
  return {
    keys: {
      'aws:RequestedRegion': REGION,
      'aws:PrincipalArn': `arn:aws:iam::${ACCOUNT_ID}:role/${role}`,
      'aws:PrincipalAccount': ACCOUNT_ID,
      'aws:PrincipalOrgID': ORGANIZATION_ID,
      'aws:PrincipalIsAWSService': 'false',
      'aws:ResourceAccount': ACCOUNT_ID,
      'aws:ResourceOrgID': ORGANIZATION_ID,
      'aws:MultiFactorAuthPresent': 'false',
      'aws:SecureTransport': 'true',
      'ec2:SourceInstanceARN':
        role === 'UpsolverServerRole' ? `arn:aws:ec2:${REGION}:${ACCOUNT_ID}:instance/i-0123456789abcdef0` : null,
    },
    exceptions: [
      { actions: ['iam:*', 's3:ListAllMyBuckets'], keys: { 'aws:RequestedRegion': 'us-east-1' } },
      {
        actions: ['ec2:RunInstances'],
        resources: IMAGES,
        keys: { 'aws:ResourceAccount': IMAGE_OWNER, 'aws:ResourceOrgID': null, 'ec2:Owner': IMAGE_OWNER },
      },
    ],
  };
}

/** What is known of the call that assumes a role: by Upsolver's account, or by EC2 for its instances. */
export function assumeFactsOf(role: ExampleRole): ExampleFacts {
  const caller =
    role === 'UpsolverServerRole'
      ? { 'aws:PrincipalIsAWSService': 'true', 'aws:PrincipalAccount': null, 'aws:PrincipalArn': null }
      : {
          'aws:PrincipalIsAWSService': 'false',
          'aws:PrincipalAccount': TRUSTED_ACCOUNT_ID,
          'aws:PrincipalArn': `arn:aws:iam::${TRUSTED_ACCOUNT_ID}:role/integration`,
        };
  return { keys: { ...caller, 'aws:PrincipalOrgID': null, 'aws:SecureTransport': 'true' }, exceptions: [] };
}

/** What is expected of a role. */
export function expectedOf({ expected }: ExampleGuardrail, role: ExampleRole): Expected {
  const found = expected[role];
  if (found !== undefined || role !== 'UpsolverRole') return found ?? {};
  const { UpsolverManagementRole: management = {}, UpsolverServerRole: server = {} } = expected;
  const { assume: _assume, ...ofServer } = server;
  return {
    ...management,
    ...ofServer,
    cutOff: [...(management.cutOff ?? []), ...(server.cutOff ?? [])],
    narrowed: [...(management.narrowed ?? []), ...(server.narrowed ?? [])],
  };
}

type Definition = Omit<ExampleGuardrail, 'kind' | 'document'>;

function policy(...statements: readonly object[]): ExampleGuardrail['document'] {
  return { Version: '2012-10-17', Statement: statements };
}

function scp(definition: Definition, ...statements: readonly object[]): ExampleGuardrail {
  const denials = statements.map((statement) => ({ Effect: 'Deny', ...statement }));
  return { ...definition, kind: 'scp', document: policy(...denials) };
}

function rcp(definition: Definition, ...statements: readonly object[]): ExampleGuardrail {
  const denials = statements.map((statement) => ({ Effect: 'Deny', Principal: '*', ...statement }));
  return { ...definition, kind: 'rcp', document: policy(...denials) };
}

const PLATFORM_ROLES = ['arn:aws:iam::*:role/platform-admin', 'arn:aws:iam::*:role/org-automation-*'];
const notPlatform = { ArnNotLike: { 'aws:PrincipalArn': PLATFORM_ROLES } };
const outsideRegions = { StringNotEquals: { 'aws:RequestedRegion': [REGION, 'eu-central-1'] } };
const withoutMfa = { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } };
const otherOrganization = { 'aws:PrincipalOrgID': ORGANIZATION_ID };
const notService = { BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } };
const INSTANCES = 'arn:aws:ec2:*:*:instance/*';
const VOLUMES = 'arn:aws:ec2:*:*:volume/*';

const IAM_OF_MANAGEMENT = [
  'iam:ListPolicies',
  'iam:GetPolicyVersion',
  'iam:GetPolicy',
  'iam:ListRoles',
  'iam:ListInstanceProfiles',
  'iam:AddRoleToInstanceProfile',
  'iam:ListInstanceProfilesForRole',
  'iam:ListAttachedRolePolicies',
  'iam:ListAccountAliases',
  'iam:PassRole',
];

const launch = (resource: LaunchResource, status: Exclude<Status, 'works'>, ...others: string[]): Expected => ({
  [status]: ['ec2:RunInstances', ...others],
  launch: { [resource]: status },
});

export const GUARDRAILS: readonly ExampleGuardrail[] = [
  scp(
    {
      id: 'regions-with-exempt-services',
      like: 'aws-samples/service-control-policy-examples, Region-controls',
      expected: {},
    },
    {
      Sid: 'OnlyOurRegions',
      NotAction: [
        'cloudfront:*',
        'iam:*',
        'kms:*',
        'organizations:*',
        'route53:*',
        's3:ListAllMyBuckets',
        'sts:*',
        'support:*',
      ],
      Resource: '*',
      Condition: { ...outsideRegions, ...notPlatform },
    },
  ),
  scp(
    {
      id: 'regions-of-control-tower',
      like: 'AWS Control Tower, Region deny control for an organizational unit',
      expected: {},
    },
    {
      Sid: 'RegionDenyOfUnit',
      NotAction: [
        'access-analyzer:*',
        'account:*',
        'billing:*',
        'budgets:*',
        'ce:*',
        'cloudfront:*',
        'config:*',
        'cur:*',
        'directconnect:*',
        'ec2:DescribeRegions',
        'ec2:DescribeTransitGateways',
        'globalaccelerator:*',
        'health:*',
        'iam:*',
        'kms:*',
        'organizations:*',
        'pricing:*',
        'route53:*',
        's3:GetAccountPublicAccessBlock',
        's3:GetBucketLocation',
        's3:ListAllMyBuckets',
        'sso:*',
        'sts:*',
        'support:*',
        'waf:*',
        'wafv2:*',
      ],
      Resource: '*',
      Condition: {
        ...outsideRegions,
        ArnNotLike: { 'aws:PrincipalARN': ['arn:*:iam::*:role/AWSControlTowerExecution'] },
      },
    },
  ),
  scp(
    {
      id: 'regions-without-exemption',
      like: 'welldone-cloud/aws-scps-for-sandbox-and-training-accounts, other Regions',
      expected: {
        UpsolverManagementRole: { cutOff: IAM_OF_MANAGEMENT },
        UpsolverServerRole: { cutOff: ['s3:ListAllMyBuckets'] },
      },
    },
    { Sid: 'OneRegion', Action: '*', Resource: '*', Condition: { StringNotEquals: { 'aws:RequestedRegion': REGION } } },
  ),
  scp(
    {
      id: 'allowed-services',
      like: 'welldone-cloud/aws-scps-for-sandbox-and-training-accounts, other services',
      expected: { UpsolverServerRole: { cutOff: ['kinesis:ListStreams', 'kinesis:*'] } },
    },
    {
      Sid: 'ListedServices',
      NotAction: [
        'athena:*',
        'cloudwatch:*',
        'dynamodb:*',
        'ec2:*',
        'glue:*',
        'iam:*',
        'kms:*',
        'lambda:*',
        'logs:*',
        'rds:*',
        's3:*',
        'sns:*',
        'sqs:*',
        'sts:*',
      ],
      Resource: '*',
    },
  ),
  scp(
    {
      id: 'imdsv2',
      like: 'ScaleSec/terraform_aws_scp, require_imdsv2; cloudposse, DenyEC2WithNoIMDSv2',
      expected: { UpsolverManagementRole: launch('instance', 'narrowed') },
      note: 'a launch without the setting is denied: it must request `required`',
    },
    {
      Sid: 'InstanceMetadataTokens',
      Action: 'ec2:RunInstances',
      Resource: INSTANCES,
      Condition: { StringNotEquals: { 'ec2:MetadataHttpTokens': 'required' } },
    },
  ),
  scp(
    {
      id: 'imds-hop-limit',
      like: 'ScaleSec/terraform_aws_scp, imdsv2_max_hop',
      expected: { UpsolverManagementRole: launch('instance', 'narrowed') },
      note: 'a launch that sets no hop limit is not denied',
    },
    {
      Sid: 'InstanceMetadataHops',
      Action: 'ec2:RunInstances',
      Resource: INSTANCES,
      Condition: { NumericGreaterThan: { 'ec2:MetadataHttpPutResponseHopLimit': '2' } },
    },
  ),
  scp(
    {
      id: 'instance-types',
      like: 'aws-samples, instances of a specific type; primeharbor, Gov-DenyUnapprovedInstanceTypes',
      expected: { UpsolverManagementRole: launch('instance', 'narrowed') },
      note: 'only small instances remain, which cannot carry the load; Spot Instance requests do not have this key',
    },
    {
      Sid: 'SmallInstances',
      Action: 'ec2:RunInstances',
      Resource: INSTANCES,
      Condition: { StringNotEquals: { 'ec2:InstanceType': ['t3.micro', 't3.small', 't4g.micro'] } },
    },
  ),
  scp(
    {
      id: 'own-images',
      like: 'ScaleSec/terraform_aws_scp, restrict_ami_owner',
      expected: { UpsolverManagementRole: launch('image', 'cutOff') },
    },
    {
      Sid: 'ImagesOfOurAccounts',
      Action: 'ec2:RunInstances',
      Resource: IMAGES,
      Condition: { StringNotEquals: { 'ec2:Owner': ['amazon', '777788889999'] } },
    },
  ),
  scp(
    {
      id: 'tagged-images',
      like: 'ScaleSec/terraform_aws_scp, require_ami_tag',
      expected: { UpsolverManagementRole: launch('image', 'narrowed') },
      note: "what is left is impossible: the tags of another account's image are not visible",
    },
    {
      Sid: 'ApprovedImages',
      Action: 'ec2:RunInstances',
      Resource: IMAGES,
      Condition: { StringNotEquals: { 'ec2:ResourceTag/approved': 'true' } },
    },
  ),
  scp(
    {
      id: 'no-public-address',
      like: 'ScaleSec/terraform_aws_scp, deny_public_ec2_ip; cloudposse, DenyEC2AssociatePublicIp',
      expected: { UpsolverManagementRole: launch('network-interface', 'narrowed') },
      note: 'Elastic IP addresses remain possible',
    },
    {
      Sid: 'PrivateInterfaces',
      Action: 'ec2:RunInstances',
      Resource: 'arn:aws:ec2:*:*:network-interface/*',
      Condition: { Bool: { 'ec2:AssociatePublicIpAddress': 'true' } },
    },
  ),
  scp(
    {
      id: 'encrypted-volumes',
      like: 'cloudposse/terraform-aws-service-control-policies, RequireEBSEncryption',
      expected: { UpsolverManagementRole: launch('volume', 'narrowed', 'ec2:CreateVolume') },
    },
    {
      Sid: 'VolumesAtRest',
      Action: ['ec2:CreateVolume', 'ec2:RunInstances'],
      Resource: VOLUMES,
      Condition: { Bool: { 'ec2:Encrypted': 'false' } },
    },
  ),
  scp(
    {
      id: 'attach-encrypted-volumes',
      like: 'AWS Control Tower, CT.EC2.PV.2',
      expected: { UpsolverManagementRole: { narrowed: ['ec2:AttachVolume'] } },
    },
    {
      Sid: 'AttachEncrypted',
      Action: 'ec2:AttachVolume',
      Resource: 'arn:*:ec2:*:*:volume/*',
      Condition: { Bool: { 'ec2:Encrypted': 'false' }, ...notPlatform },
    },
  ),
  scp(
    {
      id: 'mfa-to-stop-instances',
      like: 'ScaleSec/terraform_aws_scp, require_mfa_actions; cloudposse, DenyEC2ApiWithNoMFA',
      expected: { UpsolverManagementRole: { cutOff: ['ec2:TerminateInstances'] } },
    },
    {
      Sid: 'StopWithMfa',
      Action: ['ec2:StopInstances', 'ec2:TerminateInstances'],
      Resource: '*',
      Condition: withoutMfa,
    },
  ),
  scp(
    {
      id: 'mfa-for-everything',
      like: 'ScaleSec/terraform_aws_scp, deny_actions_no_mfa; cloudposse, DenyIAMNoMFA',
      expected: { UpsolverManagementRole: { cutOff: ['*'] }, UpsolverServerRole: { cutOff: ['*'] } },
    },
    {
      Sid: 'AllWithMfa',
      NotAction: [
        'iam:ChangePassword',
        'iam:CreateVirtualMFADevice',
        'iam:EnableMFADevice',
        'iam:GetUser',
        'iam:ListMFADevices',
        'iam:ListVirtualMFADevices',
        'iam:ResyncMFADevice',
        'sts:GetSessionToken',
      ],
      Resource: '*',
      Condition: withoutMfa,
    },
  ),
  scp(
    {
      id: 'mfa-to-delete-objects',
      like: 'AWS Control Tower, GRRESTRICTS3DELETEWITHOUTMFA; ScaleSec, require_mfa_delete',
      expected: { UpsolverServerRole: { narrowed: ['s3:*'] } },
      note: 'objects cannot be deleted, so retention and compaction fail',
    },
    {
      Sid: 'DeleteWithMfa',
      Action: ['s3:DeleteObject', 's3:DeleteBucket'],
      Resource: '*',
      Condition: withoutMfa,
    },
  ),
  scp(
    {
      id: 'no-s3-deletion',
      like: 'cloudposse/terraform-aws-service-control-policies, DenyS3DeleteBucketsAndObjects',
      expected: { UpsolverServerRole: { narrowed: ['s3:*'] } },
      note: 'objects cannot be deleted, so retention and compaction fail',
    },
    {
      Sid: 'KeepObjects',
      Action: ['s3:DeleteBucket', 's3:DeleteObject', 's3:DeleteObjectVersion'],
      Resource: '*',
    },
  ),
  scp(
    {
      id: 'encryption-header',
      like: 'aws-samples, unencrypted object uploads; ScaleSec, deny_unencrypted_uploads',
      expected: { UpsolverServerRole: { narrowed: ['s3:*'] } },
      note: 'default encryption of the bucket is not enough: each upload needs the header',
    },
    {
      Sid: 'UploadWithHeader',
      Action: 's3:PutObject',
      Resource: '*',
      Condition: { Null: { 's3:x-amz-server-side-encryption': 'true' } },
    },
    {
      Sid: 'UploadEncrypted',
      Action: 's3:PutObject',
      Resource: '*',
      Condition: { StringNotEquals: { 's3:x-amz-server-side-encryption': ['AES256', 'aws:kms'] } },
    },
  ),
  scp(
    {
      id: 'block-public-access',
      like: 'cloudposse/terraform-aws-service-control-policies, DenyS3BucketsPublicAccess',
      expected: { UpsolverServerRole: { narrowed: ['s3:*'] } },
      note: 'the public access settings of buckets, including the dedicated one, cannot be changed',
    },
    {
      Sid: 'KeepBlockPublicAccess',
      Action: ['s3:PutBucketPublicAccessBlock', 's3:PutAccountPublicAccessBlock'],
      Resource: '*',
    },
  ),
  scp(
    {
      id: 'bucket-ownership',
      like: 'aws-samples/service-control-policy-examples, ACL disablement for new buckets',
      expected: { UpsolverServerRole: { narrowed: ['s3:*'] } },
      note: 'affects whoever creates the bucket',
    },
    {
      Sid: 'NewBucketsWithoutAcls',
      Action: 's3:CreateBucket',
      Resource: '*',
      Condition: { StringNotEquals: { 's3:x-amz-object-ownership': 'BucketOwnerEnforced' } },
    },
  ),
  scp(
    {
      id: 'tag-at-creation',
      like: 'AWS Organizations User Guide, examples for tagging resources',
      expected: {
        UpsolverManagementRole: {
          narrowed: ['ec2:RunInstances', 'ec2:CreateVolume'],
          launch: { instance: 'narrowed', volume: 'narrowed' },
        },
      },
      note: 'works once the tag is configured in Upsolver',
    },
    {
      Sid: 'CostCenter',
      Action: ['ec2:RunInstances', 'ec2:CreateVolume'],
      Resource: [INSTANCES, VOLUMES],
      Condition: { Null: { 'aws:RequestTag/CostCenter': 'true' } },
    },
  ),
  scp(
    {
      id: 'no-role-changes',
      like: 'cloudposse, DenyIAMRolesChanges; aws-samples, modifications of specific IAM roles',
      expected: {},
      note: 'affects whoever deploys the roles',
    },
    {
      Sid: 'RolesByPlatform',
      Action: [
        'iam:AttachRolePolicy',
        'iam:CreateRole',
        'iam:DeleteRole',
        'iam:DeleteRolePolicy',
        'iam:DetachRolePolicy',
        'iam:PutRolePermissionsBoundary',
        'iam:PutRolePolicy',
        'iam:UpdateAssumeRolePolicy',
        'iam:UpdateRole',
      ],
      Resource: 'arn:aws:iam::*:role/*',
      Condition: notPlatform,
    },
  ),
  scp(
    {
      id: 'iam-by-administrators',
      like: 'a common denial of all IAM actions, except by one role',
      expected: { UpsolverManagementRole: { cutOff: IAM_OF_MANAGEMENT } },
    },
    { Sid: 'IamByPlatform', Action: 'iam:*', Resource: '*', Condition: notPlatform },
  ),
  scp(
    {
      id: 'network-team',
      like: 'aws/lza-universal-configuration, GRNETSEC2',
      expected: { UpsolverManagementRole: { cutOff: ['ec2:AllocateAddress', 'ec2:AssociateAddress'] } },
    },
    {
      Sid: 'NetworkByPlatform',
      Action: [
        'ec2:AcceptVpcPeeringConnection',
        'ec2:AllocateAddress',
        'ec2:AssociateAddress',
        'ec2:AttachInternetGateway',
        'ec2:CreateInternetGateway',
        'ec2:CreateNatGateway',
        'ec2:CreateVpc',
        'ec2:CreateVpcPeeringConnection',
        'ec2:DeleteVpc',
      ],
      Resource: '*',
      Condition: notPlatform,
    },
  ),
  scp(
    {
      id: 'leave-organization',
      like: 'aws-samples/service-control-policy-examples, member accounts leaving the organization',
      expected: {},
    },
    { Sid: 'Stay', Action: 'organizations:LeaveOrganization', Resource: '*' },
  ),
  scp(
    {
      id: 'resource-perimeter',
      like: 'aws-samples/data-perimeter-policy-examples, resource_perimeter_scp',
      expected: { UpsolverManagementRole: launch('image', 'cutOff') },
    },
    {
      Sid: 'OurData',
      Action: ['dynamodb:*', 'ecr:*', 'kinesis:*', 'kms:*', 's3:*', 'secretsmanager:*', 'sns:*', 'sqs:*'],
      Resource: '*',
      Condition: { StringNotEqualsIfExists: { 'aws:ResourceOrgID': ORGANIZATION_ID } },
    },
    {
      Sid: 'OurImages',
      Action: 'ec2:RunInstances',
      Resource: IMAGES,
      Condition: { StringNotEquals: { 'aws:ResourceOrgID': ORGANIZATION_ID, 'ec2:Owner': 'amazon' } },
    },
  ),
  scp(
    {
      id: 'network-perimeter-of-instances',
      like: 'aws-samples/data-perimeter-policy-examples, network_perimeter_ec2_scp',
      expected: { UpsolverServerRole: { narrowed: ['*'] }, UpsolverRole: {} },
      note: "works only through the listed VPC, or if an AWS service calls on the role's behalf",
    },
    {
      Sid: 'InstancesInOurNetwork',
      Action: '*',
      Resource: '*',
      Condition: {
        Bool: { 'aws:ViaAWSService': 'false' },
        Null: { 'ec2:SourceInstanceARN': 'false' },
        StringNotEquals: { 'aws:SourceVpc': 'vpc-0a1b2c3d4e5f60718' },
      },
    },
  ),
  rcp(
    {
      id: 'identity-perimeter',
      like: 'aws-samples/data-perimeter-policy-examples, identity_perimeter_rcp',
      expected: { UpsolverManagementRole: { assume: 'cutOff' } },
    },
    {
      Sid: 'OurIdentities',
      Action: ['kms:*', 's3:*', 'secretsmanager:*', 'sqs:*', 'sts:AssumeRole', 'sts:SetContext'],
      Resource: '*',
      Condition: {
        StringNotEqualsIfExists: { ...otherOrganization, 'aws:PrincipalAccount': ['999900001111'] },
        ...notService,
      },
    },
  ),
  rcp(
    {
      id: 'assume-role-from-organization',
      like: 'AWS Control Tower, CT.STS.PV.1',
      expected: { UpsolverManagementRole: { assume: 'cutOff' } },
    },
    {
      Sid: 'AssumeByOurs',
      Action: ['sts:AssumeRole', 'sts:SetContext'],
      Resource: '*',
      Condition: {
        StringNotEqualsIfExists: otherOrganization,
        ArnNotLikeIfExists: { 'aws:PrincipalArn': 'arn:aws:iam::999900001111:role/partner-*' },
        ...notService,
      },
    },
  ),
  rcp(
    {
      id: 'assume-role-approval',
      like: 'primeharbor/aws-service-control-policies, Sec-AssumeRoleApproval',
      expected: { UpsolverManagementRole: { assume: 'cutOff' }, UpsolverServerRole: { assume: 'cutOff' } },
      note: 'without an exemption for AWS services, EC2 cannot assume the role of an instance',
    },
    {
      Sid: 'AssumeByApproved',
      Action: 'sts:AssumeRole',
      Resource: '*',
      Condition: { StringNotEquals: { 'aws:PrincipalAccount': [ACCOUNT_ID, '999900001111'] } },
    },
  ),
  rcp(
    {
      id: 'kms-for-uploads',
      like: 'AWS Control Tower, CT.S3.PV.6',
      expected: { UpsolverServerRole: { narrowed: ['s3:*'] } },
      note: 'each upload needs the header that names a KMS key',
    },
    {
      Sid: 'UploadWithKey',
      Action: 's3:PutObject',
      Resource: '*',
      Condition: { Null: { 's3:x-amz-server-side-encryption-aws-kms-key-id': 'true' } },
    },
  ),
  rcp(
    {
      id: 'https-only',
      like: 'aws-samples/resource-control-policy-examples, HTTPS connections',
      expected: {},
    },
    {
      Sid: 'Tls',
      Action: ['kms:*', 's3:*', 'secretsmanager:*', 'sqs:*', 'sts:*'],
      Resource: '*',
      Condition: { BoolIfExists: { 'aws:SecureTransport': 'false' } },
    },
  ),
  rcp(
    {
      id: 's3-writes-from-organization',
      like: 'aws/lza-universal-configuration, GRS3DPB',
      expected: {},
    },
    {
      Sid: 'WritesByOurs',
      Action: ['s3:DeleteObject', 's3:PutBucketPolicy', 's3:PutObject', 's3:PutObjectAcl'],
      Resource: '*',
      Condition: { StringNotEqualsIfExists: otherOrganization, ...notService },
    },
  ),
];
