import { InvalidInputError, notAString, notOneOf, type Problem } from '../core/issue.js';
import { quote } from '../core/quote.js';

type PartitionFacts = {
  /** The Regions of the partition. A Region belongs to at most one partition. */
  regions: RegExp;
  /** How the host names of services end. */
  dns: string;
  /** The service principal under which EC2 assumes a role. */
  ec2: string;
};

/**
 * Regions and host names: AWS SDK endpoint data (botocore `partitions.json`, 1.43.11), with `\w` narrowed to lowercase
 * letters.
 *
 * EC2's service principal is not derived from the DNS suffix: `aws-iso-e` and `aws-iso-f` use the global name (eksctl,
 * service principal map), and `aws-eusc` refuses `ec2.amazonaws.eu` (reported by users of that partition).
 */
const facts = {
  aws: { regions: /^(?:us|eu|ap|sa|ca|me|af|il|mx)-[a-z]+-\d+$/, dns: 'amazonaws.com', ec2: 'ec2.amazonaws.com' },
  'aws-cn': { regions: /^cn-[a-z]+-\d+$/, dns: 'amazonaws.com.cn', ec2: 'ec2.amazonaws.com.cn' },
  'aws-us-gov': { regions: /^us-gov-[a-z]+-\d+$/, dns: 'amazonaws.com', ec2: 'ec2.amazonaws.com' },
  'aws-iso': { regions: /^us-iso-[a-z]+-\d+$/, dns: 'c2s.ic.gov', ec2: 'ec2.c2s.ic.gov' },
  'aws-iso-b': { regions: /^us-isob-[a-z]+-\d+$/, dns: 'sc2s.sgov.gov', ec2: 'ec2.sc2s.sgov.gov' },
  'aws-iso-e': { regions: /^eu-isoe-[a-z]+-\d+$/, dns: 'cloud.adc-e.uk', ec2: 'ec2.amazonaws.com' },
  'aws-iso-f': { regions: /^us-isof-[a-z]+-\d+$/, dns: 'csp.hci.ic.gov', ec2: 'ec2.amazonaws.com' },
  'aws-eusc': { regions: /^eusc-de-[a-z]+-\d+$/, dns: 'amazonaws.eu', ec2: 'ec2.amazonaws.com' },
} as const satisfies Record<string, PartitionFacts>;

/** A group of AWS Regions with its own ARNs, accounts and service principals. */
export type Partition = keyof typeof facts;

/** The eight partitions, the commercial one first. */
export const PARTITIONS = [
  'aws',
  'aws-cn',
  'aws-us-gov',
  'aws-iso',
  'aws-iso-b',
  'aws-iso-e',
  'aws-iso-f',
  'aws-eusc',
] as const satisfies readonly Partition[];

/** What a Region of any partition looks like. */
export function regionPattern(): string {
  const sources = PARTITIONS.map((partition) => facts[partition].regions.source.replace(/^\^|\$$/g, ''));
  return `^(${sources.join('|')})$`;
}

/** The partition that a Region is in, or `undefined` if the value is not a Region. */
export function findPartition(region: unknown): Partition | undefined {
  if (typeof region !== 'string') return undefined;
  return PARTITIONS.find((partition) => facts[partition].regions.test(region));
}

/** What is wrong with a string as a Region; nothing if it is one. */
export function regionProblems(region: string): Problem[] {
  if (findPartition(region) !== undefined) return [];
  if (region === '') return [{ code: 'missing', message: 'the Region is empty' }];

  const message = `${quote(region)} is not an AWS Region`;
  const withoutZone = region.slice(0, -1);
  if (/[a-z]$/.test(region) && findPartition(withoutZone) !== undefined) {
    return [
      {
        code: 'availability_zone',
        message: `${quote(region)} is an Availability Zone, not an AWS Region`,
        hint: `its Region is ${quote(withoutZone)}`,
      },
    ];
  }
  const tidied = region.trim().toLowerCase();
  if (findPartition(tidied) !== undefined) {
    return [{ code: 'invalid_region', message, hint: `did you mean ${quote(tidied)}?` }];
  }
  return [
    { code: 'invalid_region', message, hint: 'a Region looks like `us-east-1`, `us-gov-west-1` or `cn-north-1`' },
  ];
}

/**
 * Returns the partition that a Region is in. Regions that are newer than this library are recognized by their form.
 *
 * @param region An AWS Region, such as `eu-west-1`.
 * @returns The partition's name as it appears in an ARN.
 * @throws {InvalidInputError} If the string is not a Region of any partition.
 *
 * @example
 * partitionForRegion('cn-north-1'); // 'aws-cn'
 */
export function partitionForRegion(region: string): Partition {
  if (typeof region !== 'string') {
    throw new InvalidInputError([{ ...notAString('Region', region), path: ['region'] }]);
  }
  const partition = findPartition(region);
  if (partition !== undefined) return partition;
  throw new InvalidInputError(regionProblems(region).map((problem) => ({ ...problem, path: ['region'] })));
}

/**
 * The host names of a service in a Region, as `kms:ViaService` holds them. Outside `amazonaws.com` AWS does not
 * document whether the key holds the partition's own suffix or the global one, so both are returned; either means
 * the same.
 */
export function serviceHosts(service: string, region: string, partition: Partition): string[] {
  return [...new Set(['amazonaws.com', facts[partition].dns])].map((suffix) => `${service}.${region}.${suffix}`);
}

/**
 * Returns how every ARN of a partition begins.
 *
 * @param partition The partition.
 * @returns `arn:` and the partition.
 * @throws {InvalidInputError} If there is no such partition.
 *
 * @example
 * arnPrefix('aws-us-gov'); // 'arn:aws-us-gov'
 */
export function arnPrefix<P extends Partition>(partition: P): `arn:${P}` {
  return `arn:${assertPartition(partition)}`;
}

/**
 * Returns the service principal under which EC2 assumes a role, for the trust policy of a role that instances hold.
 *
 * @param partition The partition of the account.
 * @returns The service principal.
 * @throws {InvalidInputError} If there is no such partition.
 *
 * @example
 * ec2ServicePrincipal('aws-cn'); // 'ec2.amazonaws.com.cn'
 */
export function ec2ServicePrincipal(partition: Partition): string {
  return facts[assertPartition(partition)].ec2;
}

function assertPartition<P extends Partition>(partition: P): P {
  if (PARTITIONS.includes(partition)) return partition;
  throw new InvalidInputError([{ ...notOneOf('AWS partition', partition, PARTITIONS), path: ['partition'] }]);
}
