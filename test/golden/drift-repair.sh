#!/bin/sh
# Restores IAM roles with the AWS CLI.
set -eu

# UpsolverManagementRole
test "$(aws sts get-caller-identity --query Account --output text)" = 444455556666 || {
  echo 'The next calls are for account 444455556666. Use its credentials.' >&2
  exit 1
}
aws iam update-assume-role-policy \
  --role-name 'UpsolverManagementRole' \
  --policy-document '{"Version":"2012-10-17","Statement":[{"Sid":"assumeWithExternalId","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"sts:ExternalId":"acme-external-id"}}}]}'

aws iam put-role-policy \
  --role-name 'UpsolverManagementRole' \
  --policy-name 'UpsolverManagementPolicy' \
  --policy-document '{"Version":"2012-10-17","Statement":[{"Sid":"validateAndMonitor","Effect":"Allow","Action":["ec2:DescribeSpotInstanceRequests","ec2:DescribeAddresses","ec2:DescribeInstances","ec2:DescribeSecurityGroups","ec2:DescribeInstanceStatus","ec2:DescribeTags","ec2:DescribeImages","ec2:DescribeImageAttribute","ec2:DescribeSpotPriceHistory","cloudwatch:PutMetricData","cloudwatch:GetMetricStatistics","cloudwatch:ListMetrics","cloudwatch:DescribeAlarmHistory","cloudwatch:DescribeAlarmsForMetric","cloudwatch:DescribeAlarms","iam:ListPolicies","iam:GetPolicyVersion","iam:GetPolicy","iam:ListRoles","iam:ListInstanceProfiles","iam:AddRoleToInstanceProfile","iam:ListInstanceProfilesForRole","iam:ListAttachedRolePolicies","iam:ListAccountAliases","iam:PassRole"],"Resource":["*"]},{"Sid":"requestSpotAndAddresses","Effect":"Allow","Action":["ec2:RequestSpotInstances","ec2:CancelSpotInstanceRequests","ec2:CreateTags","ec2:AssociateAddress","ec2:DisassociateAddress","ec2:AllocateAddress","ec2:ReleaseAddress"],"Resource":["*"]},{"Sid":"createNamedUpsolver","Effect":"Allow","Action":["ec2:CreateVolume","ec2:RunInstances"],"Resource":["*"],"Condition":{"StringLike":{"aws:RequestTag/Name":"*upsolver*"}}},{"Sid":"useNamedUpsolver","Effect":"Allow","Action":["ec2:TerminateInstances","ec2:StartInstances","ec2:AttachVolume","ec2:DeleteVolume","ec2:RunInstances"],"Resource":["*"],"Condition":{"StringLike":{"ec2:ResourceTag/Name":"*upsolver*"}}},{"Sid":"launchFromImageIntoSubnet","Effect":"Allow","Action":["ec2:RunInstances"],"Resource":["arn:aws:ec2:*:*:network-interface/*","arn:aws:ec2:*:*:subnet/*","arn:aws:ec2:*::image/*"]}]}'

# UpsolverServerRole
test "$(aws sts get-caller-identity --query Account --output text)" = 444455556666 || {
  echo 'The next calls are for account 444455556666. Use its credentials.' >&2
  exit 1
}
aws iam attach-role-policy \
  --role-name 'UpsolverServerRole' \
  --policy-arn 'arn:aws:iam::aws:policy/AWSCloudFormationReadOnlyAccess'

aws iam tag-role \
  --role-name 'UpsolverServerRole' \
  --tags '[{"Key":"Vendor","Value":"Upsolver"},{"Key":"Stage","Value":"prod"}]'

aws iam create-instance-profile \
  --instance-profile-name 'UpsolverServerRole' \
  --path '/' \
  --tags '[{"Key":"Vendor","Value":"Upsolver"},{"Key":"Stage","Value":"prod"}]'

aws iam add-role-to-instance-profile \
  --instance-profile-name 'UpsolverServerRole' \
  --role-name 'UpsolverServerRole'
