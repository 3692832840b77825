import { GLOBAL_SERVICES, HOME_REGIONS, type Confidence } from '../../aws/global-services.js';
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
};

/** What is known about a condition key in the requests that a role makes. */
export type RoleFact = {
  key: string;
  /** The value, or `null` if requests lack the key; `undefined` if nothing is known of the role. */
  valueOf: (situation: RoleSituation) => string | null | undefined;
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

/**
 * What is known about the requests of Upsolver's roles. Tags, encryption, instance types and metadata options are not
 * in the table: Upsolver chooses them.
 */
export const ROLE_FACTS: readonly RoleFact[] = [
  { key: 'aws:RequestedRegion', valueOf: ({ region }) => region, confidence: 'high', source: KEYS },
  ...GLOBAL_SERVICES.map(({ actions, confidence, source }): RoleFact => ({
    key: 'aws:RequestedRegion',
    valueOf: ({ partition }) => HOME_REGIONS[partition],
    only: { actions: [actions] },
    confidence,
    source,
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
  { key: 'aws:ResourceAccount', valueOf: ({ accountId }) => accountId, confidence: 'medium', source: KEYS },
  { key: 'aws:ResourceOrgID', valueOf: ({ organizationId }) => organizationId, confidence: 'medium', source: KEYS },
  { key: 'aws:ResourceAccount', valueOf: () => IMAGE_OWNER, only: images, confidence: 'medium', source: KEYS },
  // That of Upsolver's organization, if it has one. It is never the customer's.
  { key: 'aws:ResourceOrgID', valueOf: () => null, only: images, confidence: 'medium', source: KEYS },
  { key: 'ec2:Owner', valueOf: () => IMAGE_OWNER, only: images, confidence: 'medium', source: EC2_KEYS },
  ...OF_INSTANCES.map((key): RoleFact => ({
    key,
    valueOf: (situation) => (isOnInstance(situation) ? undefined : null),
    confidence: 'high',
    source: FROM_INSTANCE,
  })),
];
