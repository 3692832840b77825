#!/bin/sh
# Creates UpsolverRole with the AWS CLI, in the account of the current credentials.
set -eu

aws iam create-role \
  --role-name 'UpsolverRole' \
  --path '/' \
  --assume-role-policy-document '{"Version":"2012-10-17","Statement":[{"Sid":"assumeWithExternalId","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"sts:ExternalId":"acme-external-id"}}}]}' \
  --description 'Lets Upsolver'\''s servers in Upsolver'\''s VPC do what both other roles allow.' \
  --max-session-duration '3600'

aws iam attach-role-policy \
  --role-name 'UpsolverRole' \
  --policy-arn 'arn:aws:iam::aws:policy/AWSCloudFormationReadOnlyAccess'

aws iam attach-role-policy \
  --role-name 'UpsolverRole' \
  --policy-arn 'arn:aws:iam::aws:policy/AmazonAthenaFullAccess'

aws iam put-role-policy \
  --role-name 'UpsolverRole' \
  --policy-name 'UpsolverPolicy' \
  --policy-document '{"Version":"2012-10-17","Statement":[{"Sid":"validateAndMonitor","Effect":"Allow","Action":["ec2:DescribeSpotInstanceRequests","ec2:DescribeAddresses","ec2:DescribeInstances","ec2:DescribeSecurityGroups","ec2:DescribeInstanceStatus","ec2:DescribeTags","ec2:DescribeImages","ec2:DescribeImageAttribute","ec2:DescribeSpotPriceHistory","cloudwatch:PutMetricData","cloudwatch:GetMetricStatistics","cloudwatch:ListMetrics","cloudwatch:DescribeAlarmHistory","cloudwatch:DescribeAlarmsForMetric","cloudwatch:DescribeAlarms","iam:ListPolicies","iam:GetPolicyVersion","iam:GetPolicy","iam:ListRoles","iam:ListInstanceProfiles","iam:AddRoleToInstanceProfile","iam:ListInstanceProfilesForRole","iam:ListAttachedRolePolicies","iam:ListAccountAliases","iam:PassRole"],"Resource":["*"]},{"Sid":"requestSpotAndAddresses","Effect":"Allow","Action":["ec2:RequestSpotInstances","ec2:CancelSpotInstanceRequests","ec2:CreateTags","ec2:AssociateAddress","ec2:DisassociateAddress","ec2:AllocateAddress","ec2:ReleaseAddress"],"Resource":["*"]},{"Sid":"createNamedUpsolver","Effect":"Allow","Action":["ec2:CreateVolume","ec2:RunInstances"],"Resource":["*"],"Condition":{"StringLike":{"aws:RequestTag/Name":"*upsolver*"}}},{"Sid":"useNamedUpsolver","Effect":"Allow","Action":["ec2:TerminateInstances","ec2:StartInstances","ec2:AttachVolume","ec2:DeleteVolume","ec2:RunInstances"],"Resource":["*"],"Condition":{"StringLike":{"ec2:ResourceTag/Name":"*upsolver*"}}},{"Sid":"launchFromImageIntoSubnet","Effect":"Allow","Action":["ec2:RunInstances"],"Resource":["arn:aws:ec2:*:*:network-interface/*","arn:aws:ec2:*:*:subnet/*","arn:aws:ec2:*::image/*"]},{"Sid":"upsolverBucketAccess","Effect":"Allow","Action":["s3:*"],"Resource":["arn:aws:s3:::us-east-1-upsolver-12345678-1234-1234-1234-1234567890ab","arn:aws:s3:::us-east-1-upsolver-12345678-1234-1234-1234-1234567890ab/*"]},{"Sid":"listStreams","Effect":"Allow","Action":["kinesis:ListStreams"],"Resource":["*"]},{"Sid":"upsolverManagedStream","Effect":"Allow","Action":["kinesis:*"],"Resource":["arn:aws:kinesis:*:*:stream/upsolver_*"]},{"Sid":"sendScalingMetrics","Effect":"Allow","Action":["cloudwatch:PutMetricData"],"Resource":["*"]}]}'
