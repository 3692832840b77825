import { arnFields, ARN_FIELDS } from '../../aws/arn.js';
import { isAccountId } from '../../aws/identifiers.js';
import { findPartition, PARTITIONS } from '../../aws/partition.js';
import { quote } from '../../core/quote.js';
import { hasWildcards } from '../match/glob.js';
import type { JsonNode } from './json.js';
import {
  readStringsAndNulls,
  type Location,
  type Path,
  type ReadableKind,
  type Report,
  type StringList,
} from './report.js';
import { checkVariables } from './variables.js';

/** Reads `Resource` or `NotResource`. Source of what IAM rejects: its recorded behavior; not documented. */
export function readResources(node: JsonNode, path: Path, kind: ReadableKind, report: Report): StringList {
  const texts = readStringsAndNulls(node, path, 'a resource', report);
  for (const { text, place } of texts.entries) report.judge?.resource(text, place, kind, report);
  return texts;
}

/**
 * Types of resources in IAM, the first part of the last field of their ARNs.
 *
 * Source: recorded behavior of IAM; for `assumed-role` and the last three, the Service Authorization Reference.
 */
const IAM_RESOURCE_TYPES = [
  'user',
  'federated-user',
  'role',
  'group',
  'instance-profile',
  'mfa',
  'server-certificate',
  'policy',
  'sms-mfa',
  'saml-provider',
  'oidc-provider',
  'report',
  'access-report',
  'assumed-role',
  'delegation-request',
  'role-template',
  'contextProvider',
];

function isIamResource(resource: string): boolean {
  if (resource.startsWith('*') || resource === 'root') return true;
  return IAM_RESOURCE_TYPES.some((type) => resource.startsWith(`${type}/`));
}

/** Types of resources of S3 whose ARNs have a Region. Source: Service Authorization Reference. */
const REGIONAL_S3 = /^(?:accesspoint|access-grants|async-request|job|storage-lens|storage-lens-group)\//;

export function checkResource(text: string, place: Location, kind: ReadableKind, report: Report): void {
  if (text === '*') return;
  const fields = arnFields(text);
  const [start, partition = '', service = '', region = '', account = '', resource] = fields;
  const refuse = (message: string, hint?: string): void => report.refuse('invalid_resource', place, message, hint);
  // Source: API Gateway Developer Guide, resource policies: `execute-api:/stage/GET/path`.
  if (kind === 'resource' && text.startsWith('execute-api:/')) return;
  if (start !== 'arn' || !text.includes(':')) {
    refuse(`${quote(text)} is neither \`*\` nor an ARN`, 'for example `arn:aws:s3:::bucket/key`');
    return;
  }
  if (partition !== '*' && !PARTITIONS.some((known) => known === partition)) {
    refuse(`${quote(text)} is in the unknown partition ${quote(partition)}`);
  } else if (service === '') {
    refuse(`${quote(text)} has no service`);
  } else if (fields.length < ARN_FIELDS && text.includes('::')) {
    refuse(
      `${quote(text)} has an empty field but not all six fields of an ARN`,
      'count the colons: there must be five',
    );
  } else if (service === 'iam' && region !== '' && region !== '*') {
    refuse(`${quote(text)} has a Region; ARNs of IAM resources do not`);
  } else if (service === 's3' && !['', '*'].includes(region) && !REGIONAL_S3.test(resource ?? '')) {
    refuse(`${quote(text)} has a Region; ARNs of buckets and objects do not`);
  } else if (service === 'iam' && resource !== undefined && !isIamResource(resource)) {
    refuse(`${quote(text)} is not a type of resource that IAM defines`);
  } else {
    lintArn(text, place, report);
  }
  checkVariables([partition, service, region, account].join(':'), place, false, report);
  checkVariables(resource ?? '', place, true, report);
}

/** Accounts in ARNs of what AWS owns. Source: Service Authorization Reference; Amazon CloudFront Developer Guide. */
const ACCOUNTS_OF_AWS = new Set(['', 'aws', 'cloudfront', 'offering']);

function isOpenField(field: string): boolean {
  return field.includes('${') || hasWildcards(field);
}

/** Reports what IAM accepts in an ARN although no resource has it. Source: Access Analyzer policy check reference. */
function lintArn(text: string, place: Location, report: Report): void {
  const fields = arnFields(text);
  const [, , service = '', region = '', account = '', resource = ''] = fields;
  if (fields.length < ARN_FIELDS) {
    report.warning('short_arn', place, `${quote(text)} is cut off; IAM completes it with wildcards`);
  }
  if (hasWildcards(service)) {
    report.warning('wildcard_service', place, `${quote(text)} applies to more than one service`);
  } else if (/[A-Z]/.test(service)) {
    report.warning('upper_case', place, `${quote(service)} must be lowercase in ARNs: ${quote(text)} matches nothing`);
  }
  if (region !== '' && !isOpenField(region) && findPartition(region) === undefined) {
    report.warning('invalid_region', place, `${quote(region)} is not an AWS Region`);
  }
  if (!ACCOUNTS_OF_AWS.has(account) && !isOpenField(account) && !isAccountId(account)) {
    report.warning('invalid_account', place, `${quote(account)} is not an AWS account ID`, 'use 12 digits');
  }
  if (service !== 's3') return;
  checkBucket(resource, place, report);
  if (account !== '' && account !== '*' && !/^(?:accesspoint|\*)/.test(resource) && !REGIONAL_S3.test(resource)) {
    report.warning('arn_account', place, `${quote(text)} has an account; ARNs of buckets and objects do not`);
  }
}

/**
 * Names such as `YOUR_BUCKET` stand for a bucket in documentation. S3 creates no bucket with such a name; the oldest
 * buckets of us-east-1 could have one. Source: Amazon S3 User Guide, "General purpose bucket naming rules".
 */
function checkBucket(resource: string, place: Location, report: Report): void {
  const [bucket = ''] = resource.split('/');
  const [placeholder] = /[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+/.exec(bucket.replace(/\$\{[^}]*\}?/g, '')) ?? [];
  if (placeholder === undefined) return;
  const message = `${quote(placeholder)} looks like a placeholder; no new S3 bucket can have that name`;
  report.warning('placeholder', place, message, 'use the name of the bucket');
}
