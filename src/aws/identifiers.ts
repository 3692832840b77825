import { type Problem } from '../core/issue.js';
import { quote } from '../core/quote.js';
import { arnFields } from './arn.js';

/*
 * What AWS takes as names, ids and ARNs around a role.
 *
 * Source: IAM API model (service-2.json) and IAM User Guide, "IAM and AWS STS quotas".
 */

/** Longest name of a role, in characters. */
export const MAX_ROLE_NAME_LENGTH = 64;

/** Most tags of a role. */
export const MAX_TAGS = 50;

/** Shortest and longest maximum session of a role, in seconds. The shortest is AWS's default. */
export const SESSION_SECONDS = { min: 3600, max: 43_200 } as const;

/** What is wrong with a text, if it may only have some characters. */
function characterProblems(what: string, text: string, allowed: RegExp, inWords: string): Problem[] {
  if (allowed.test(text)) return [];
  return [
    {
      code: 'invalid_characters',
      message: `the ${what} ${quote(text)} has characters that AWS does not take`,
      hint: inWords,
    },
  ];
}

/** What is wrong with a length, in characters. */
function lengthProblems(what: string, text: string, least: number, most: number): Problem[] {
  const { length } = text;
  if (length >= least && length <= most) return [];
  if (length === 0) return [{ code: 'missing', message: `the ${what} is empty` }];
  return [
    {
      code: length < least ? 'too_short' : 'too_long',
      message: `the ${what} ${quote(text)} has ${count(length)}`,
      hint: `AWS takes ${least} to ${most}`,
    },
  ];
}

function count(characters: number): string {
  return characters === 1 ? '1 character' : `${characters} characters`;
}

/** An account id is twelve digits. */
export function accountIdProblems(text: string): Problem[] {
  if (text === '') return [{ code: 'missing', message: 'the account id is empty' }];
  if (/^\d{12}$/.test(text)) return [];
  return [
    { code: 'invalid_value', message: `${quote(text)} is not an AWS account id`, hint: 'an account id has 12 digits' },
  ];
}

/** Source: STS API model, `externalIdType`. */
export function externalIdProblems(text: string): Problem[] {
  return [
    ...lengthProblems('external id', text, 2, 1224),
    ...characterProblems('external id', text, /^[\w+=,.@:/-]*$/, 'letters, digits and `_+=,.@:/-`'),
  ];
}

/** A part of a role's name. */
export function nameProblems(what: string, text: string): Problem[] {
  return characterProblems(what, text, /^[\w+=,.@-]*$/, 'letters, digits and `_+=,.@-`');
}

/** A path begins and ends with a slash. */
export function pathProblems(text: string): Problem[] {
  const problems = [
    ...lengthProblems('path', text, 1, 512),
    ...characterProblems('path', text, /^[!-~]*$/, 'ASCII without spaces'),
  ];
  if (text !== '' && !/^\/(?:.*\/)?$/.test(text)) {
    problems.push({ code: 'invalid_value', message: `the path ${quote(text)} does not begin and end with a slash` });
  }
  return problems;
}

export function sessionProblems(seconds: number): Problem[] {
  const { min, max } = SESSION_SECONDS;
  if (Number.isInteger(seconds) && seconds >= min && seconds <= max) return [];
  return [
    {
      code: 'out_of_range',
      message: `a session of ${seconds} seconds is not possible`,
      hint: `AWS takes ${min} to ${max}`,
    },
  ];
}

/** What is wrong with a tag; keys that begin with `aws:` are AWS's own. */
export function tagProblems(key: string, value: string): Problem[] {
  const problems = [...tagTextProblems('tag key', key, 1, 128), ...tagTextProblems('tag value', value, 0, 256)];
  if (/^aws:/i.test(key))
    problems.push({ code: 'reserved_name', message: `the tag key ${quote(key)} is one of AWS's own` });
  return problems;
}

function tagTextProblems(what: string, text: string, least: number, most: number): Problem[] {
  return [
    ...lengthProblems(what, text, least, most),
    ...characterProblems(what, text, /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u, 'letters, digits, spaces and `_.:/=+-@`'),
  ];
}

/** A kind of ARN that an option wants. */
type ArnKind = {
  /** What it names, in messages. */
  what: string;
  service: string;
  /** Whether the ARN has a Region. */
  regional: boolean;
  resource: RegExp;
  /** The resource of an example. */
  example: string;
};

export const ARN_KINDS = {
  policy: {
    what: 'policy',
    service: 'iam',
    regional: false,
    resource: /^policy\/[\w+=,.@/-]+$/,
    example: 'policy/Name',
  },
  role: { what: 'role', service: 'iam', regional: false, resource: /^role\/[\w+=,.@/-]+$/, example: 'role/Name' },
  instanceProfile: {
    what: 'instance profile',
    service: 'iam',
    regional: false,
    resource: /^instance-profile\/[\w+=,.@/-]+$/,
    example: 'instance-profile/Name',
  },
  stream: {
    what: 'Kinesis stream',
    service: 'kinesis',
    regional: true,
    resource: /^stream\/[\w.-]{1,128}$/,
    example: 'stream/name',
  },
  queue: { what: 'SQS queue', service: 'sqs', regional: true, resource: /^[\w-]{1,80}(?:\.fifo)?$/, example: 'name' },
  key: {
    what: 'KMS key',
    service: 'kms',
    regional: true,
    resource: /^key\/[\w-]+$/,
    example: 'key/12345678-1234-1234-1234-1234567890ab',
  },
} as const satisfies Record<string, ArnKind>;

/** What is wrong with a text as an ARN of a kind; the partition is left to those who know it. */
export function arnProblems(text: string, { what, service, regional, resource, example }: ArnKind): Problem[] {
  const [arn, partition = '', ofService, region = '', account = '', rest = ''] = arnFields(text);
  const isArn = arn === 'arn' && /^aws(?:-[a-z]+)*$/.test(partition);
  // Managed policies of AWS lie in the account `aws`.
  const isPlace =
    /^(?:[a-z]+(?:-[a-z]+)+-\d+)?$/.test(region) &&
    (region !== '') === regional &&
    (/^\d{12}$/.test(account) || (account === 'aws' && what === 'policy'));
  if (isArn && service === ofService && isPlace && resource.test(rest)) return [];
  return [
    {
      code: isArn && service !== ofService ? 'wrong_service' : 'invalid_arn',
      message: `${quote(text)} is not the ARN of a ${what}`,
      hint: `such as ${quote(`arn:aws:${service}:${regional ? 'us-east-1' : ''}:123456789012:${example}`)}`,
    },
  ];
}

/** Whether an ARN lies in another partition than it has to. */
export function partitionProblems(text: string, partition: string): Problem[] {
  const [arn, found] = arnFields(text);
  if (arn !== 'arn' || found === partition) return [];
  return [
    {
      code: 'wrong_partition',
      message: `${quote(text)} lies in the partition ${quote(found)}, not in ${quote(partition)}`,
    },
  ];
}

/** What is wrong with a text as the name of a bucket that exists. Source: Amazon S3 User Guide, bucket naming rules. */
export function bucketProblems(name: string): Problem[] {
  const isName =
    /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) &&
    !/\.\.|^(?:xn--|sthree-|amzn-s3-demo-)|(?:-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$|^[\d.]+$/.test(name);
  if (isName) return [];
  if (name === '') return [{ code: 'missing', message: 'the bucket is empty' }];
  return [
    {
      code: 'invalid_value',
      message: `${quote(name)} is not the name of a bucket`,
      hint: '3 to 63 lower-case letters, digits, dots and hyphens',
    },
  ];
}

/** What is wrong with the beginning of the keys of objects. It stands in a policy, where `*` and `?` are wildcards. */
export function prefixProblems(prefix: string): Problem[] {
  return [
    ...lengthProblems('prefix', prefix, 0, 1024),
    ...characterProblems(
      'prefix',
      prefix,
      /^(?:[^*?/\p{Cc}\p{Cs}\uFDD0-\uFDEF][^*?\p{Cc}\p{Cs}\uFDD0-\uFDEF]*)?$/u,
      'no wildcards and control characters, and no slash in front: all below a prefix is meant anyway',
    ),
  ];
}

/** A VPC's id. */
export function vpcIdProblems(id: string): Problem[] {
  if (id === '') return [{ code: 'missing', message: 'the VPC id is empty' }];
  if (/^vpc-(?:[0-9a-f]{8}|[0-9a-f]{17})$/.test(id)) return [];
  return [
    { code: 'invalid_value', message: `${quote(id)} is not the id of a VPC`, hint: 'such as `vpc-0123456789abcdef0`' },
  ];
}
