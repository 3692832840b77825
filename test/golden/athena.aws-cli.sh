#!/bin/sh
# Creates UpsolverManagementRole and UpsolverServerRole with the AWS CLI, in the account of the current credentials.
set -eu

aws iam create-role \
  --role-name 'UpsolverManagementRole' \
  --path '/' \
  --assume-role-policy-document '{"Version":"2012-10-17","Statement":[{"Sid":"assumeWithExternalId","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"sts:ExternalId":"acme-external-id"}}}]}' \
  --description 'Lets Upsolver create and manage its servers in the customer'\''s VPC.' \
  --max-session-duration '3600'

aws iam attach-role-policy \
  --role-name 'UpsolverManagementRole' \
  --policy-arn 'arn:aws:iam::aws:policy/AWSCloudFormationReadOnlyAccess'

aws iam put-role-policy \
  --role-name 'UpsolverManagementRole' \
  --policy-name 'UpsolverManagementPolicy' \
  --policy-document '{"Version":"2012-10-17","Statement":[{"Sid":"validateAndMonitor","Effect":"Allow","Action":["ec2:DescribeSpotInstanceRequests","ec2:DescribeAddresses","ec2:DescribeInstances","ec2:DescribeSecurityGroups","ec2:DescribeInstanceStatus","ec2:DescribeTags","ec2:DescribeImages","ec2:DescribeImageAttribute","ec2:DescribeSpotPriceHistory","cloudwatch:PutMetricData","cloudwatch:GetMetricStatistics","cloudwatch:ListMetrics","cloudwatch:DescribeAlarmHistory","cloudwatch:DescribeAlarmsForMetric","cloudwatch:DescribeAlarms","iam:ListPolicies","iam:GetPolicyVersion","iam:GetPolicy","iam:ListRoles","iam:ListInstanceProfiles","iam:AddRoleToInstanceProfile","iam:ListInstanceProfilesForRole","iam:ListAttachedRolePolicies","iam:ListAccountAliases","iam:PassRole"],"Resource":["*"]},{"Sid":"requestSpotAndAddresses","Effect":"Allow","Action":["ec2:RequestSpotInstances","ec2:CancelSpotInstanceRequests","ec2:CreateTags","ec2:AssociateAddress","ec2:DisassociateAddress","ec2:AllocateAddress","ec2:ReleaseAddress"],"Resource":["*"]},{"Sid":"createNamedUpsolver","Effect":"Allow","Action":["ec2:CreateVolume","ec2:RunInstances"],"Resource":["*"],"Condition":{"StringLike":{"aws:RequestTag/Name":"*upsolver*"}}},{"Sid":"useNamedUpsolver","Effect":"Allow","Action":["ec2:TerminateInstances","ec2:StartInstances","ec2:AttachVolume","ec2:DeleteVolume","ec2:RunInstances"],"Resource":["*"],"Condition":{"StringLike":{"ec2:ResourceTag/Name":"*upsolver*"}}},{"Sid":"launchFromImageIntoSubnet","Effect":"Allow","Action":["ec2:RunInstances"],"Resource":["arn:aws:ec2:*:*:network-interface/*","arn:aws:ec2:*:*:subnet/*","arn:aws:ec2:*::image/*"]}]}'

aws iam create-role \
  --role-name 'UpsolverServerRole' \
  --path '/' \
  --assume-role-policy-document '{"Version":"2012-10-17","Statement":[{"Sid":"assumeByInstances","Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}' \
  --description 'Lets Upsolver'\''s servers in the customer'\''s VPC reach the data in the customer'\''s account.' \
  --max-session-duration '3600'

aws iam attach-role-policy \
  --role-name 'UpsolverServerRole' \
  --policy-arn 'arn:aws:iam::aws:policy/AWSCloudFormationReadOnlyAccess'

aws iam put-role-policy \
  --role-name 'UpsolverServerRole' \
  --policy-name 'UpsolverServerPolicy' \
  --policy-document '{"Version":"2012-10-17","Statement":[{"Sid":"upsolverBucketAccess","Effect":"Allow","Action":["s3:*"],"Resource":["arn:aws:s3:::us-east-1-upsolver-12345678-1234-1234-1234-1234567890ab","arn:aws:s3:::us-east-1-upsolver-12345678-1234-1234-1234-1234567890ab/*"]},{"Sid":"listStreams","Effect":"Allow","Action":["kinesis:ListStreams"],"Resource":["*"]},{"Sid":"upsolverManagedStream","Effect":"Allow","Action":["kinesis:*"],"Resource":["arn:aws:kinesis:*:*:stream/upsolver_*"]},{"Sid":"sendScalingMetrics","Effect":"Allow","Action":["cloudwatch:PutMetricData"],"Resource":["*"]},{"Sid":"listBuckets","Effect":"Allow","Action":["s3:ListAllMyBuckets"],"Resource":["*"]}]}'

aws iam put-role-policy \
  --role-name 'UpsolverServerRole' \
  --policy-name 'UpsolverAthenaPolicy' \
  --policy-document '{"Version":"2012-10-17","Statement":[{"Sid":"runQueries","Effect":"Allow","Action":["athena:StartQueryExecution","athena:StopQueryExecution","athena:GetQueryExecution","athena:BatchGetQueryExecution","athena:GetQueryResults","athena:GetQueryResultsStream","athena:GetQueryRuntimeStatistics","athena:ListQueryExecutions","athena:GetWorkGroup"],"Resource":["arn:aws:athena:us-east-1:444455556666:workgroup/upsolver"]},{"Sid":"readCatalogThroughAthena","Effect":"Allow","Action":["athena:GetDataCatalog","athena:GetDatabase","athena:ListDatabases","athena:GetTableMetadata","athena:ListTableMetadata"],"Resource":["arn:aws:athena:us-east-1:444455556666:datacatalog/AwsDataCatalog"]},{"Sid":"listAthena","Effect":"Allow","Action":["athena:ListWorkGroups","athena:ListDataCatalogs","athena:ListEngineVersions"],"Resource":["*"]},{"Sid":"readDefaultDatabase","Effect":"Allow","Action":["glue:GetDatabase","glue:GetDatabases"],"Resource":["arn:aws:glue:us-east-1:444455556666:catalog","arn:aws:glue:us-east-1:444455556666:database/default"]},{"Sid":"listDatabases","Effect":"Allow","Action":["glue:GetDatabases"],"Resource":["arn:aws:glue:us-east-1:444455556666:catalog","arn:aws:glue:us-east-1:444455556666:database/*"]},{"Sid":"readTables","Effect":"Allow","Action":["glue:GetDatabase","glue:GetDatabases","glue:GetTable","glue:GetTables","glue:GetPartition","glue:GetPartitions","glue:BatchGetPartition"],"Resource":["arn:aws:glue:us-east-1:444455556666:catalog","arn:aws:glue:us-east-1:444455556666:database/sales","arn:aws:glue:us-east-1:444455556666:database/lake","arn:aws:glue:us-east-1:444455556666:database/raw","arn:aws:glue:us-east-1:444455556666:database/public","arn:aws:glue:us-east-1:444455556666:table/sales/*","arn:aws:glue:us-east-1:444455556666:table/lake/clicks","arn:aws:glue:us-east-1:444455556666:table/lake/views","arn:aws:glue:us-east-1:444455556666:table/raw/events","arn:aws:glue:us-east-1:444455556666:table/public/*"]},{"Sid":"writeTables","Effect":"Allow","Action":["glue:CreateTable","glue:UpdateTable","glue:DeleteTable","glue:BatchDeleteTable","glue:CreatePartition","glue:BatchCreatePartition","glue:UpdatePartition","glue:DeletePartition","glue:BatchDeletePartition"],"Resource":["arn:aws:glue:us-east-1:444455556666:catalog","arn:aws:glue:us-east-1:444455556666:database/sales","arn:aws:glue:us-east-1:444455556666:database/lake","arn:aws:glue:us-east-1:444455556666:table/sales/*","arn:aws:glue:us-east-1:444455556666:table/lake/clicks","arn:aws:glue:us-east-1:444455556666:table/lake/views"]},{"Sid":"createDatabase","Effect":"Allow","Action":["glue:CreateDatabase","glue:UpdateDatabase"],"Resource":["arn:aws:glue:us-east-1:444455556666:catalog","arn:aws:glue:us-east-1:444455556666:database/sales","arn:aws:glue:us-east-1:444455556666:database/lake"]},{"Sid":"dropDatabase","Effect":"Allow","Action":["glue:DeleteDatabase","glue:DeleteTable","glue:GetTables","glue:GetTable"],"Resource":["arn:aws:glue:us-east-1:444455556666:catalog","arn:aws:glue:us-east-1:444455556666:database/sales","arn:aws:glue:us-east-1:444455556666:database/lake","arn:aws:glue:us-east-1:444455556666:table/sales/*","arn:aws:glue:us-east-1:444455556666:table/lake/*","arn:aws:glue:us-east-1:444455556666:userDefinedFunction/sales/*","arn:aws:glue:us-east-1:444455556666:userDefinedFunction/lake/*"]},{"Sid":"queryResultObjects","Effect":"Allow","Action":["s3:GetObject","s3:PutObject","s3:AbortMultipartUpload","s3:ListMultipartUploadParts"],"Resource":["arn:aws:s3:::acme-results/upsolver/*"]},{"Sid":"queryResultBucket","Effect":"Allow","Action":["s3:GetBucketLocation","s3:ListBucket","s3:ListBucketMultipartUploads"],"Resource":["arn:aws:s3:::acme-results"]},{"Sid":"useCatalogKey","Effect":"Allow","Action":["kms:GenerateDataKey","kms:Decrypt","kms:Encrypt"],"Resource":["arn:aws:kms:us-east-1:444455556666:key/12345678-1234-1234-1234-1234567890ab"]},{"Sid":"lakeFormationCredentials","Effect":"Allow","Action":["lakeformation:GetDataAccess"],"Resource":["*"]}]}'

aws iam create-instance-profile \
  --instance-profile-name 'UpsolverServerRole' \
  --path '/'

aws iam add-role-to-instance-profile \
  --instance-profile-name 'UpsolverServerRole' \
  --role-name 'UpsolverServerRole'
