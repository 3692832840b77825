import type { Partition } from './partition.js';

/** How certain a fact is: `high` if AWS's documentation says it, `medium` if it follows from what AWS publishes. */
export type Confidence = 'high' | 'medium';

/** Actions whose endpoint is in one Region of a partition, wherever the request comes from. */
export type GlobalService = {
  /** A pattern of actions. */
  actions: string;
  confidence: Confidence;
  source: string;
};

const EXAMPLE = 'IAM User Guide, "AWS: Denies access to AWS based on the requested Region"';
const REGION_DENY = 'AWS Control Tower, "Deny access to AWS based on the requested AWS Region": the actions it exempts';

/**
 * The global services: `aws:RequestedRegion` of their actions is the home Region of the partition. Services with an
 * endpoint in another Region, such as AWS Device Farm in `us-west-2`, are not in the list.
 */
export const GLOBAL_SERVICES: readonly GlobalService[] = [
  { actions: 'iam:*', confidence: 'high', source: EXAMPLE },
  { actions: 'cloudfront:*', confidence: 'high', source: EXAMPLE },
  { actions: 'route53:*', confidence: 'high', source: EXAMPLE },
  { actions: 'support:*', confidence: 'high', source: EXAMPLE },
  { actions: 'organizations:*', confidence: 'medium', source: EXAMPLE },
  { actions: 'budgets:*', confidence: 'medium', source: EXAMPLE },
  { actions: 'waf:*', confidence: 'medium', source: EXAMPLE },
  { actions: 's3:ListAllMyBuckets', confidence: 'medium', source: REGION_DENY },
];

/**
 * The Region in which a partition has its global services.
 *
 * Source: the Regions that requests to IAM's global endpoints are signed for (botocore `endpoints.json`).
 */
export const HOME_REGIONS: Readonly<Record<Partition, string>> = {
  aws: 'us-east-1',
  'aws-cn': 'cn-north-1',
  'aws-us-gov': 'us-gov-west-1',
  'aws-iso': 'us-iso-east-1',
  'aws-iso-b': 'us-isob-east-1',
  'aws-iso-e': 'eu-isoe-west-1',
  'aws-iso-f': 'us-isof-south-1',
  'aws-eusc': 'eusc-de-east-1',
};
