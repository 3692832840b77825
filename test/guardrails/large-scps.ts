import { ORGANIZATION_ID, REGION } from './guardrails.js';

/*
 * Five service control policies of an organization that uses most of its 5,120 characters for each: 27 denials in all.
 * They have the form of real ones; the organization and its roles are made up.
 */

type ServiceControlPolicy = { name: string; document: { Version: '2012-10-17'; Statement: readonly object[] } };

const ADMINISTRATORS = [
  'arn:aws:iam::*:role/platform-admin',
  'arn:aws:iam::*:role/org-automation-*',
  'arn:aws:iam::*:role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_Administrator_*',
  'arn:aws:iam::*:role/stacksets-exec-*',
];
const unlessAdministrator = { ArnNotLike: { 'aws:PrincipalArn': ADMINISTRATORS } };

function deny(Sid: string, actions: string, Resource: string | string[], Condition?: object): object {
  const Action = actions.split(' ');
  return { Sid, Effect: 'Deny', Action, Resource, ...(Condition !== undefined && { Condition }) };
}

const denyOthers = (Sid: string, actions: string, Condition: object): object => ({
  Sid,
  Effect: 'Deny',
  NotAction: actions.split(' '),
  Resource: '*',
  Condition,
});

const policy = (name: string, ...Statement: object[]): ServiceControlPolicy => ({
  name,
  document: { Version: '2012-10-17', Statement },
});

export const LARGE_SCPS: readonly ServiceControlPolicy[] = [
  policy(
    'foundation',
    denyOthers(
      'Regions',
      'a4b:* access-analyzer:* account:* acm:* activate:* artifact:* aws-marketplace-management:* aws-marketplace:* ' +
        'aws-portal:* billing:* billingconductor:* budgets:* ce:* chatbot:* chime:* cloudfront:* compute-optimizer:* ' +
        'config:* consoleapp:* consolidatedbilling:* cur:* datapipeline:GetAccountLimits devicefarm:* directconnect:* ' +
        'ec2:DescribeRegions ec2:DescribeTransitGateways ec2:DescribeVpnGateways ecr-public:* fms:* freetier:* ' +
        'globalaccelerator:* health:* iam:* importexport:* invoicing:* iq:* kms:* license-manager:* mobileanalytics:* ' +
        'networkmanager:* notifications-contacts:* notifications:* organizations:* payments:* pricing:* ' +
        'quicksight:DescribeAccountSubscription resource-explorer-2:* route53-recovery-cluster:* ' +
        'route53-recovery-control-config:* route53-recovery-readiness:* route53:* route53domains:* ' +
        's3:CreateMultiRegionAccessPoint s3:DeleteMultiRegionAccessPoint s3:GetAccountPublicAccessBlock ' +
        's3:GetBucketLocation s3:GetBucketPolicyStatus s3:GetBucketPublicAccessBlock s3:ListAllMyBuckets ' +
        's3:ListMultiRegionAccessPoints s3:PutAccountPublicAccessBlock savingsplans:* shield:* sso:* sts:* support:* ' +
        'supportapp:* supportplans:* sustainability:* tag:GetResources tax:* trustedadvisor:* vendor-insights:* ' +
        'waf-regional:* waf:* wafv2:*',
      { StringNotEquals: { 'aws:RequestedRegion': [REGION, 'eu-central-1'] }, ...unlessAdministrator },
    ),
    deny('Leave', 'organizations:LeaveOrganization account:CloseAccount', '*'),
    deny(
      'Trails',
      'cloudtrail:DeleteTrail cloudtrail:PutEventSelectors cloudtrail:StopLogging cloudtrail:UpdateTrail',
      'arn:aws:cloudtrail:*:*:trail/org-*',
      unlessAdministrator,
    ),
    deny(
      'Recorders',
      'config:DeleteAggregationAuthorization config:DeleteConfigRule config:DeleteConfigurationRecorder ' +
        'config:DeleteDeliveryChannel config:DeleteRetentionConfiguration config:PutConfigurationRecorder ' +
        'config:PutDeliveryChannel config:StopConfigurationRecorder',
      '*',
      unlessAdministrator,
    ),
    deny('RootUser', '*', '*', { StringLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:root' } }),
  ),
  policy(
    'identity',
    deny('Users', 'iam:CreateAccessKey iam:CreateLoginProfile iam:CreateUser iam:UpdateLoginProfile', '*', {
      ...unlessAdministrator,
    }),
    deny(
      'PlatformRoles',
      'iam:AttachRolePolicy iam:CreateRole iam:DeleteRole iam:DeleteRolePermissionsBoundary iam:DeleteRolePolicy ' +
        'iam:DetachRolePolicy iam:PutRolePermissionsBoundary iam:PutRolePolicy iam:TagRole iam:UntagRole ' +
        'iam:UpdateAssumeRolePolicy iam:UpdateRole iam:UpdateRoleDescription',
      ['arn:aws:iam::*:role/platform-*', 'arn:aws:iam::*:role/org-*', 'arn:aws:iam::*:role/stacksets-exec-*'],
      unlessAdministrator,
    ),
    deny('Boundaries', 'iam:CreateRole iam:PutRolePermissionsBoundary', 'arn:aws:iam::*:role/workload-*', {
      StringNotLike: { 'iam:PermissionsBoundary': 'arn:aws:iam::*:policy/workload-boundary' },
      ...unlessAdministrator,
    }),
    deny(
      'Providers',
      'iam:AddClientIDToOpenIDConnectProvider iam:CreateOpenIDConnectProvider iam:CreateSAMLProvider ' +
        'iam:DeleteOpenIDConnectProvider iam:DeleteSAMLProvider iam:UpdateOpenIDConnectProviderThumbprint ' +
        'iam:UpdateSAMLProvider',
      '*',
      unlessAdministrator,
    ),
    deny('Passwords', 'iam:DeleteAccountPasswordPolicy iam:UpdateAccountPasswordPolicy', '*', unlessAdministrator),
    deny('PassPlatformRoles', 'iam:PassRole', ['arn:aws:iam::*:role/platform-*', 'arn:aws:iam::*:role/org-*'], {
      ...unlessAdministrator,
    }),
  ),
  policy(
    'compute',
    deny('MetadataTokens', 'ec2:RunInstances', 'arn:aws:ec2:*:*:instance/*', {
      StringNotEquals: { 'ec2:MetadataHttpTokens': 'required' },
    }),
    deny('MetadataOptions', 'ec2:ModifyInstanceMetadataOptions', '*', unlessAdministrator),
    deny('MetadataRole', '*', '*', {
      NumericLessThan: { 'ec2:RoleDelivery': '2.0' },
      ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/legacy-*' },
    }),
    deny('Encryption', 'ec2:CreateVolume ec2:RunInstances', 'arn:aws:ec2:*:*:volume/*', {
      Bool: { 'ec2:Encrypted': 'false' },
    }),
    deny('EncryptionDefault', 'ec2:DisableEbsEncryptionByDefault ec2:ModifyEbsDefaultKmsKeyId', '*', {
      ...unlessAdministrator,
    }),
    deny('LargeInstances', 'ec2:RunInstances', 'arn:aws:ec2:*:*:instance/*', {
      StringLike: {
        'ec2:InstanceType': [
          '*.metal',
          '*.metal-*',
          'p3*',
          'p4*',
          'p5*',
          'u-*',
          'x1*',
          'x2*',
          'trn*',
          'inf*',
          '*.48xlarge',
        ],
      },
      ...unlessAdministrator,
    }),
    deny('Tags', 'ec2:CreateVolume ec2:RunInstances', ['arn:aws:ec2:*:*:instance/*', 'arn:aws:ec2:*:*:volume/*'], {
      Null: { 'aws:RequestTag/CostCenter': 'true' },
      ArnNotLike: { 'aws:PrincipalArn': [...ADMINISTRATORS, 'arn:aws:iam::*:role/Upsolver*'] },
    }),
  ),
  policy(
    'network',
    deny(
      'Networks',
      'ec2:AcceptTransitGatewayVpcAttachment ec2:AcceptVpcPeeringConnection ec2:AssociateRouteTable ' +
        'ec2:AttachInternetGateway ec2:AttachVpnGateway ec2:CreateCustomerGateway ec2:CreateInternetGateway ' +
        'ec2:CreateNatGateway ec2:CreateRoute ec2:CreateRouteTable ec2:CreateSubnet ec2:CreateTransitGateway ' +
        'ec2:CreateVpc ec2:CreateVpcPeeringConnection ec2:CreateVpnConnection ec2:CreateVpnGateway ' +
        'ec2:DeleteInternetGateway ec2:DeleteNatGateway ec2:DeleteRoute ec2:DeleteRouteTable ec2:DeleteSubnet ' +
        'ec2:DeleteVpc ec2:DetachInternetGateway ec2:DisassociateRouteTable ec2:ModifySubnetAttribute ' +
        'ec2:ModifyVpcAttribute ec2:ReplaceRoute ec2:ReplaceRouteTableAssociation',
      '*',
      unlessAdministrator,
    ),
    deny('PublicAddresses', 'ec2:RunInstances', 'arn:aws:ec2:*:*:network-interface/*', {
      Bool: { 'ec2:AssociatePublicIpAddress': 'true' },
      ...unlessAdministrator,
    }),
    deny('FlowLogs', 'ec2:DeleteFlowLogs logs:DeleteLogGroup', [
      'arn:aws:ec2:*:*:vpc-flow-log/*',
      'arn:aws:logs:*:*:log-group:/org/*',
    ]),
    deny(
      'Accelerators',
      'directconnect:* globalaccelerator:Create* globalaccelerator:Update* networkmanager:*',
      '*',
      unlessAdministrator,
    ),
  ),
  policy(
    'data',
    deny('PublicBuckets', 's3:PutAccountPublicAccessBlock s3:PutBucketPublicAccessBlock', '*', unlessAdministrator),
    deny('Ownership', 's3:CreateBucket', '*', {
      StringNotEquals: { 's3:x-amz-object-ownership': 'BucketOwnerEnforced' },
    }),
    deny('OrgBuckets', 's3:DeleteBucket s3:DeleteBucketPolicy s3:PutBucketPolicy s3:PutLifecycleConfiguration', [
      'arn:aws:s3:::org-*',
      'arn:aws:s3:::aws-controltower-*',
    ]),
    deny('Keys', 'kms:DisableKey kms:ScheduleKeyDeletion kms:PutKeyPolicy', '*', {
      'ForAnyValue:StringLike': { 'kms:ResourceAliases': 'alias/org-*' },
      ...unlessAdministrator,
    }),
    deny('Perimeter', 'dynamodb:* kinesis:* kms:* s3:* secretsmanager:* sqs:*', '*', {
      StringNotEqualsIfExists: { 'aws:ResourceOrgID': ORGANIZATION_ID },
      ...unlessAdministrator,
    }),
  ),
];
