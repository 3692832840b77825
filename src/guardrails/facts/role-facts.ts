import { GLOBAL_SERVICES, regionsOfService, type Confidence } from '../../aws/global-services.js';
import type { Partition } from '../../aws/partition.js';
import type { RoleName } from '../../upsolver/catalogue/names.js';
import { roles } from '../../upsolver/catalogue/roles.js';

/** What the facts about the requests of a role follow from. */
export type RoleSituation = {
  role: RoleName;
  roleArn: string;
  accountId: string;
  /** The organization of the account in AWS Organizations, if that is known. */
  organizationId: string | undefined;
  region: string;
  partition: Partition;
  /** What the ARNs of the resources say, in place of the role's Region and account. */
  resource?: ResourcePlace;
};

/** The Region and the account that ARNs name: `undefined` if none, `null` if one of several others. */
export type ResourcePlace = { region: string | null | undefined; accountId: string | null | undefined };

/** What is known about a condition key in the requests that a role makes. */
export type RoleFact = {
  key: string;
  /**
   * The value, or `null` if requests lack the key; `undefined` if nothing is known. A list: one of several
   * values, and nobody knows which.
   */
  valueOf: (situation: RoleSituation) => string | null | undefined | readonly string[];
  /** The requests that it is about; all others if omitted. `resources` has ARNs without the partition. */
  only?: { actions: readonly string[]; resources?: readonly string[] };
  confidence: Confidence;
  source: string;
};

/**
 * The account that owns the images of Upsolver's servers.
 *
 * Source: a public design document of a customer (2026) that exempts the owner of the images `UpsolverPrivateVpc-*`.
 */
export const IMAGE_OWNER = '428641199958';

const KEYS = 'IAM User Guide, "AWS global condition context keys"';
const EC2_KEYS = 'Service Authorization Reference, "Actions, resources, and condition keys for Amazon EC2"';
const FROM_INSTANCE = 'IAM User Guide, "Request context keys for EC2 instance roles"';

/** Keys that only credentials of an instance profile have. */
const OF_INSTANCES = [
  'ec2:RoleDelivery',
  'ec2:SourceInstanceARN',
  'aws:Ec2InstanceSourceVpc',
  'aws:Ec2InstanceSourcePrivateIPv4',
];

const images = { actions: ['ec2:RunInstances'], resources: ['ec2:*::image/*'] };

function isOnInstance({ role }: RoleSituation): boolean {
  return roles[role].trusts === 'ec2';
}

/** The Region that ARNs name, or another value. */
function regionOr<Value>({ resource }: RoleSituation, otherwise: Value): Value | string | undefined {
  if (resource?.region === undefined) return otherwise;
  return resource.region ?? undefined;
}

function accountOfResource({ resource, accountId }: RoleSituation): string | undefined {
  return resource?.accountId === undefined ? accountId : (resource.accountId ?? undefined);
}

/** Another account can be in any organization, also in that of the role. */
function organizationOfResource({ resource, organizationId }: RoleSituation): string | undefined {
  return resource?.accountId === undefined ? organizationId : undefined;
}

/**
 * What is known about the requests of Upsolver's roles. Tags, encryption, instance types and metadata options are not
 * in the table: Upsolver chooses them.
 */
export const ROLE_FACTS: readonly RoleFact[] = [
  { key: 'aws:RequestedRegion', valueOf: (each) => regionOr(each, each.region), confidence: 'high', source: KEYS },
  ...GLOBAL_SERVICES.map((service): RoleFact => ({
    key: 'aws:RequestedRegion',
    valueOf: (each) => regionOr(each, regionsOfService(service, each.partition, each.region)),
    only: { actions: [service.actions], ...(service.resources && { resources: service.resources }) },
    confidence: service.confidence,
    source: service.source,
  })),
  { key: 'aws:PrincipalArn', valueOf: ({ roleArn }) => roleArn, confidence: 'high', source: KEYS },
  { key: 'aws:PrincipalType', valueOf: () => 'AssumedRole', confidence: 'high', source: KEYS },
  { key: 'aws:PrincipalAccount', valueOf: ({ accountId }) => accountId, confidence: 'high', source: KEYS },
  { key: 'aws:PrincipalOrgID', valueOf: ({ organizationId }) => organizationId, confidence: 'high', source: KEYS },
  { key: 'aws:PrincipalIsAWSService', valueOf: () => 'false', confidence: 'high', source: KEYS },
  // A program has no MFA device: neither Upsolver's, which assumes the role, nor one on an instance.
  { key: 'aws:MultiFactorAuthPresent', valueOf: () => 'false', confidence: 'medium', source: KEYS },
  { key: 'aws:MultiFactorAuthAge', valueOf: () => null, confidence: 'medium', source: KEYS },
  { key: 'aws:SecureTransport', valueOf: () => 'true', confidence: 'high', source: KEYS },
  { key: 'aws:ResourceAccount', valueOf: accountOfResource, confidence: 'medium', source: KEYS },
  { key: 'aws:ResourceOrgID', valueOf: organizationOfResource, confidence: 'medium', source: KEYS },
  { key: 'aws:ResourceAccount', valueOf: () => IMAGE_OWNER, only: images, confidence: 'medium', source: KEYS },
  // That of Upsolver's organization, if it has one. It is never the customer's.
  { key: 'aws:ResourceOrgID', valueOf: () => undefined, only: images, confidence: 'medium', source: KEYS },
  { key: 'ec2:Owner', valueOf: () => IMAGE_OWNER, only: images, confidence: 'medium', source: EC2_KEYS },
  ...OF_INSTANCES.map((key): RoleFact => ({
    key,
    valueOf: (situation) => (isOnInstance(situation) ? undefined : null),
    confidence: 'high',
    source: FROM_INSTANCE,
  })),
];
