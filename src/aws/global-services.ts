import type { Partition } from './partition.js';

/** How certain a fact is: `high` if AWS's documentation says it, `medium` if it follows from what AWS publishes. */
export type Confidence = 'high' | 'medium';

/** Actions whose endpoints are in few Regions of a partition, wherever the request comes from. */
export type GlobalService = {
  /** A pattern of actions. */
  actions: string;
  /** The resources for which the endpoints are in these Regions, as ARNs without the partition; all if omitted. */
  resources?: readonly string[];
  /** The Regions of the endpoints; the home Region in partitions that are omitted. */
  regions?: Partial<Readonly<Record<Partition, readonly string[]>>>;
  /** Set if each Region has an endpoint in addition. */
  isAlsoRegional?: true;
  confidence: Confidence;
  source: string;
};

const EXAMPLE = 'IAM User Guide, "AWS: Denies access to AWS based on the requested Region"';
const REGION_DENY = 'AWS Control Tower, "Deny access to AWS based on the requested AWS Region": the actions it exempts';
const ENDPOINTS = 'AWS General Reference, "Service endpoints and quotas"; botocore 1.44.8, `endpoints.json` and rules';
const STS = 'AWS SDKs and Tools Reference Guide, "AWS STS Regional endpoints"';
const ACCELERATOR = 'AWS Global Accelerator API Reference: all requests name US West (Oregon)';
const ACCESS_POINTS = 'Amazon S3 User Guide, "Using Multi-Region Access Points with supported API operations"';

/** China has most of its global services in another Region than IAM. */
const inNingxia = { 'aws-cn': ['cn-northwest-1'] } as const;
const inOregon = { aws: ['us-west-2'] } as const;
/** Any account: a `*` at the end of a field would also match colons of object keys. */
const ACCESS_POINT = ['s3::????????????:accesspoint/*'];
/** The Regions whose endpoints change the routes of a Multi-Region Access Point. */
const ROUTE_REGIONS = ['us-east-1', 'us-west-2', 'ap-southeast-2', 'ap-northeast-1', 'eu-west-1'];

const inHomeRegion = (...services: string[]): GlobalService[] =>
  services.map((service) => ({ actions: `${service}:*`, confidence: 'medium', source: ENDPOINTS }));

/**
 * The services with endpoints in few Regions: `aws:RequestedRegion` of their actions is one of these, and not the
 * Region that a program works in. If there are several, nobody but the program knows which one it uses.
 */
export const GLOBAL_SERVICES: readonly GlobalService[] = [
  { actions: 'iam:*', confidence: 'high', source: EXAMPLE },
  { actions: 'cloudfront:*', regions: inNingxia, confidence: 'high', source: EXAMPLE },
  { actions: 'route53:*', regions: inNingxia, confidence: 'high', source: EXAMPLE },
  { actions: 'support:*', confidence: 'high', source: EXAMPLE },
  { actions: 'organizations:*', regions: inNingxia, confidence: 'medium', source: EXAMPLE },
  { actions: 'budgets:*', regions: inNingxia, confidence: 'medium', source: EXAMPLE },
  { actions: 'waf:*', confidence: 'medium', source: EXAMPLE },
  { actions: 's3:ListAllMyBuckets', confidence: 'medium', source: REGION_DENY },
  { actions: 'sts:*', isAlsoRegional: true, confidence: 'high', source: STS },
  {
    actions: 'pricing:*',
    regions: { aws: ['us-east-1', 'eu-central-1', 'ap-south-1'], ...inNingxia },
    confidence: 'high',
    source: 'AWS Billing User Guide, "Using the AWS Price List Query API"',
  },
  { actions: 'globalaccelerator:*', regions: inOregon, confidence: 'high', source: ACCELERATOR },
  {
    actions: 's3:*MultiRegionAccessPointRoutes',
    resources: ACCESS_POINT,
    regions: { aws: ROUTE_REGIONS },
    confidence: 'medium',
    source: ACCESS_POINTS,
  },
  {
    actions: 's3:*MultiRegionAccessPoint*',
    resources: ACCESS_POINT,
    regions: inOregon,
    confidence: 'high',
    source: ACCESS_POINTS,
  },
  {
    actions: 'networkmanager:*',
    regions: inOregon,
    confidence: 'medium',
    source: ENDPOINTS,
  },
  { actions: 'route53-recovery-control-config:*', regions: inOregon, confidence: 'medium', source: ENDPOINTS },
  { actions: 'route53-recovery-readiness:*', regions: inOregon, confidence: 'medium', source: ENDPOINTS },
  { actions: 'devicefarm:*', regions: inOregon, confidence: 'medium', source: ENDPOINTS },
  { actions: 'account:*', regions: inNingxia, confidence: 'medium', source: ENDPOINTS },
  { actions: 'ce:*', regions: inNingxia, confidence: 'medium', source: ENDPOINTS },
  { actions: 'cur:*', regions: inNingxia, confidence: 'medium', source: ENDPOINTS },
  { actions: 'freetier:*', regions: inNingxia, confidence: 'medium', source: ENDPOINTS },
  {
    actions: 'health:*',
    regions: { aws: ['us-east-1', 'us-east-2'], ...inNingxia },
    confidence: 'medium',
    source: ENDPOINTS,
  },
  {
    actions: 'savingsplans:*',
    regions: { 'aws-cn': ['cn-north-1', 'cn-northwest-1'] },
    confidence: 'medium',
    source: ENDPOINTS,
  },
  {
    actions: 'ecr-public:*',
    regions: { aws: ['us-east-1', 'us-west-2'] },
    confidence: 'medium',
    source: ENDPOINTS,
  },
  {
    actions: 'supportapp:*',
    regions: { aws: ['us-east-1', 'us-west-2', 'eu-west-1'] },
    confidence: 'medium',
    source: ENDPOINTS,
  },
  ...inHomeRegion(
    'artifact',
    'bcm-data-exports',
    'bcm-pricing-calculator',
    'billing',
    'billingconductor',
    'cost-optimization-hub',
    'importexport',
    'invoicing',
    'marketplacecommerceanalytics',
    'notifications-contacts',
    'payments',
    'route53domains',
    'shield',
    'tax',
  ),
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

/** The Regions in which the requests of a program can be, if it works in a Region and calls a global service. */
export function regionsOfService(
  { regions = {}, isAlsoRegional }: GlobalService,
  partition: Partition,
  own: string,
): string[] {
  const named = regions[partition] ?? [HOME_REGIONS[partition]];
  return [...new Set([...named, ...(isAlsoRegional === true ? [own] : [])])];
}
