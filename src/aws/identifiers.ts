import type { Problem } from '../core/issue.js';
import { quote } from '../core/quote.js';
import { formatNumber, withoutArticle } from '../core/words.js';
import { arnFields } from './arn.js';

/*
 * What AWS accepts as names, IDs and ARNs around a role. One row for each; validation, schemas, templates and the
 * documentation read the table.
 */

export type Identifier = {
  /** What it is, with its article. */
  what: string;
  /** Limits of its length, in characters. */
  min: number;
  max: number;
  /** The whole of it, as JavaScript, JSON Schema, CloudFormation and Terraform all read it. */
  pattern: string;
  /** The pattern in words, after "use". */
  rule: string;
  /** Whether it is free text within limits, where a problem names the limit. Others have one form, or they are none. */
  isText?: true;
};

/** On its own, so that a bundle that only looks for account IDs does not have the table. */
const ACCOUNT_ID_PATTERN = '^\\d{12}$';

/**
 * Sources: IAM, STS and Athena API models (`service-2.json`); IAM User Guide, "IAM and AWS STS quotas"; EC2 API
 * Reference; Amazon Athena User Guide, "Name databases, tables, and columns".
 */
export const IDENTIFIERS = {
  accountId: { what: 'an AWS account ID', min: 12, max: 12, pattern: ACCOUNT_ID_PATTERN, rule: '12 digits' },
  externalId: {
    what: 'an external ID',
    min: 2,
    max: 1224,
    pattern: '^[\\w+=,.@:/-]*$',
    rule: 'letters, digits and `_+=,.@:/-`',
    isText: true,
  },
  roleName: {
    what: 'a role name',
    min: 1,
    max: 64,
    pattern: '^[\\w+=,.@-]*$',
    rule: 'letters, digits and `_+=,.@-`',
    isText: true,
  },
  path: {
    what: 'a path',
    min: 1,
    max: 512,
    pattern: '^/([!-~]+/)?$',
    rule: 'ASCII characters without spaces, with a slash at both ends',
  },
  tagKey: {
    what: 'a tag key',
    min: 1,
    max: 128,
    pattern: '^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$',
    rule: 'letters, digits, spaces and `_.:/=+-@`',
    isText: true,
  },
  tagValue: {
    what: 'a tag value',
    min: 0,
    max: 256,
    pattern: '^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$',
    rule: 'letters, digits, spaces and `_.:/=+-@`',
    isText: true,
  },
  vpcId: {
    what: 'a VPC ID',
    min: 12,
    max: 21,
    pattern: '^vpc-([0-9a-f]{8}|[0-9a-f]{17})$',
    rule: '`vpc-` and 8 or 17 hexadecimal digits',
  },
  bucket: {
    what: 'a bucket name',
    min: 3,
    max: 63,
    pattern: '^[a-z0-9][a-z0-9.-]*[a-z0-9]$',
    rule: '3 to 63 lowercase letters, digits, dots and hyphens, with a letter or digit at both ends',
  },
  prefix: {
    what: 'a prefix',
    min: 0,
    max: 1024,
    // A prefix is put into a policy, where `*` and `?` are wildcards; templates use the noncharacters of Unicode.
    pattern: '^([^*?/\\p{Cc}\\p{Cs}\\uFDD0-\\uFDEF][^*?\\p{Cc}\\p{Cs}\\uFDD0-\\uFDEF]*)?$',
    rule: 'no wildcards, no control characters and no slash at the beginning; everything below the prefix is included',
    isText: true,
  },
  workgroup: {
    what: 'a workgroup name',
    min: 1,
    max: 128,
    pattern: '^[A-Za-z0-9._-]*$',
    rule: 'letters, digits and `._-`',
    isText: true,
  },
  glueName: {
    what: 'a name in the Data Catalog',
    min: 1,
    max: 255,
    // A name is put into an ARN in a policy, where `*` and `?` are wildcards and a slash separates names.
    pattern: '^[^*?/\\p{Lu}\\p{Cc}\\p{Cs}\\uFDD0-\\uFDEF]*$',
    rule: 'lowercase, with no wildcards, no slash and no control characters',
    isText: true,
  },
} as const satisfies Record<string, Identifier>;

/**
 * On its own, so that a bundle of the builders does not have it. Source: AWS Organizations API Reference,
 * "Organization".
 */
export const ORGANIZATION_IDENTIFIER = {
  what: 'an organization ID of AWS Organizations',
  min: 12,
  max: 34,
  pattern: '^o-[a-z0-9]{10,32}$',
  rule: '`o-` and 10 to 32 lowercase letters and digits',
} as const satisfies Identifier;

/** The most tags that a role can have. Source: IAM User Guide, "IAM and AWS STS quotas". */
export const MAX_TAGS = 50;

/** Limits of the maximum session duration, in seconds; the minimum is the default. Source: IAM API, CreateRole. */
export const SESSION_SECONDS = { min: 3600, max: 43_200 } as const;

const ACCOUNT_ID = /* @__PURE__ */ RegExp(ACCOUNT_ID_PATTERN);

export function isAccountId(value: string): boolean {
  return ACCOUNT_ID.test(value);
}

function matchesPattern(value: string, { pattern }: Identifier): boolean {
  return RegExp(pattern, 'u').test(value);
}

/**
 * What is wrong with a string as an identifier.
 *
 * @param what What to call it, if not by its own name: `a name prefix`.
 */
export function identifierProblems(value: string, identifier: Identifier, what: string = identifier.what): Problem[] {
  const name = withoutArticle(what);
  const hint = `use ${identifier.rule}`;
  if (value === '' && identifier.min > 0) return [{ code: 'missing', message: `the ${name} is empty` }];
  if (!identifier.isText) {
    const isValid = matchesPattern(value, identifier) && lengthProblems(value, identifier, name).length === 0;
    return isValid ? [] : [{ code: 'invalid_value', message: `${quote(value)} is not ${what}`, hint }];
  }
  const problems = lengthProblems(value, identifier, name);
  if (matchesPattern(value, identifier)) return problems;
  const message = `the ${name} ${quote(value)} contains characters that are not allowed`;
  return [...problems, { code: 'invalid_characters', message, hint }];
}

function lengthProblems({ length }: string, { min, max }: Identifier, name: string): Problem[] {
  if (length >= min && length <= max) return [];
  const range = min === 0 ? `at most ${formatNumber(max)}` : `${formatNumber(min)} to ${formatNumber(max)}`;
  const message = `the ${name} must have ${range} characters, not ${formatNumber(length)}`;
  return [{ code: length < min ? 'too_short' : 'too_long', message }];
}

/** What is wrong with a path; its characters and its slashes are separate problems. */
export function pathProblems(value: string): Problem[] {
  const characters = { pattern: '^[!-~]*$', rule: 'ASCII characters without spaces', isText: true } as const;
  const problems = identifierProblems(value, { ...IDENTIFIERS.path, ...characters });
  if (value === '' || /^\/(?:.+\/)?$/.test(value)) return problems;
  const rule = value === '//' ? 'must not consist of two slashes' : 'must begin and end with a slash';
  return [...problems, { code: 'invalid_value', message: `the path ${quote(value)} ${rule}` }];
}

export function sessionProblems(seconds: number): Problem[] {
  const { min, max } = SESSION_SECONDS;
  if (Number.isInteger(seconds) && seconds >= min && seconds <= max) return [];
  const range = `${formatNumber(min)} to ${formatNumber(max)}`;
  return [
    { code: 'out_of_range', message: `the maximum session duration must be ${range} whole seconds, not ${seconds}` },
  ];
}

/** What is wrong with a tag. */
export function tagProblems(key: string, value: string): Problem[] {
  const problems = [...identifierProblems(key, IDENTIFIERS.tagKey), ...identifierProblems(value, IDENTIFIERS.tagValue)];
  if (/^aws:/i.test(key)) {
    problems.push({ code: 'reserved_name', message: 'tag keys that begin with `aws:` are reserved' });
  }
  return problems;
}

/** A kind of ARN that a parameter asks for. */
type ArnKind = {
  /** What it names, with its article. */
  what: string;
  service: string;
  /** Whether the ARN has a Region. */
  regional: boolean;
  /** Whether AWS owns resources of the kind, in the account `aws`. */
  awsOwned?: boolean;
  /** What the resource looks like, in the form of {@link Identifier.pattern}, without its ends. */
  resource: string;
  /** The resource of an example. */
  example: string;
};

const KEY_EXAMPLE = 'key/12345678-1234-1234-1234-1234567890ab';

/** Roles and instance profiles are put into policies, where some characters of a path would be wildcards. */
export const ARN_KINDS = {
  policy: {
    what: 'a policy',
    service: 'iam',
    regional: false,
    awsOwned: true,
    // The path, if there is one, can have any printable ASCII character.
    resource: 'policy/([!-~]+/)?[\\w+=,.@-]+',
    example: 'policy/Name',
  },
  role: { what: 'a role', service: 'iam', regional: false, resource: 'role/[\\w+=,.@/-]+', example: 'role/Name' },
  instanceProfile: {
    what: 'an instance profile',
    service: 'iam',
    regional: false,
    resource: 'instance-profile/[\\w+=,.@/-]+',
    example: 'instance-profile/Name',
  },
  stream: {
    what: 'a Kinesis stream',
    service: 'kinesis',
    regional: true,
    resource: 'stream/[\\w.-]{1,128}',
    example: 'stream/name',
  },
  queue: {
    what: 'an SQS queue',
    service: 'sqs',
    regional: true,
    resource: '[\\w-]{1,80}(\\.fifo)?',
    example: 'name',
  },
  key: { what: 'a KMS key', service: 'kms', regional: true, resource: 'key/[\\w-]+', example: KEY_EXAMPLE },
} as const satisfies Record<string, ArnKind>;

/** The pattern of an ARN of a kind, of any partition, Region and account. */
export function arnPattern({ service, regional, awsOwned = false, resource }: ArnKind): string {
  const region = regional ? '[a-z]+(-[a-z]+)+-\\d+' : '';
  const account = awsOwned ? '(\\d{12}|aws)' : '\\d{12}';
  return `^arn:aws(-[a-z]+)*:${service}:${region}:${account}:${resource}$`;
}

/** What is wrong with a string as an ARN of a kind; callers that know the partition check it. */
export function arnProblems(value: string, kind: ArnKind): Problem[] {
  if (RegExp(arnPattern(kind), 'u').test(value)) return [];
  const { what, service, regional, example } = kind;
  const [arn, partition = '', ofService] = arnFields(value);
  const isOfOtherService = arn === 'arn' && /^aws(?:-[a-z]+)*$/.test(partition) && service !== ofService;
  return [
    {
      code: isOfOtherService ? 'wrong_service' : 'invalid_arn',
      message: `${quote(value)} is not the ARN of ${what}`,
      hint: `for example ${quote(`arn:aws:${service}:${regional ? 'us-east-1' : ''}:123456789012:${example}`)}`,
    },
  ];
}

/** Whether an ARN is in another partition than it has to be. */
export function partitionProblems(value: string, partition: string): Problem[] {
  const [arn, found] = arnFields(value);
  if (arn !== 'arn' || found === partition) return [];
  const message = `${quote(value)} is in the ${quote(found)} partition; expected ${quote(partition)}`;
  return [{ code: 'wrong_partition', message }];
}
