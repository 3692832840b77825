import { arnFields } from '../../aws/arn.js';
import { isAccountId } from '../../aws/identifiers.js';
import { PARTITIONS } from '../../aws/partition.js';
import { quote } from '../../core/quote.js';
import { hasWildcards } from '../match/glob.js';
import type { JsonNode } from './json.js';
import {
  describeNode,
  locationOf,
  readStrings,
  valueOf,
  type Path,
  type Location,
  type Report,
  type StringList,
} from './report.js';
import { checkVariables } from './variables.js';

/** Reads `Action` or `NotAction`. Source of what IAM rejects: its recorded behavior; not documented. */
export function readActions(node: JsonNode, path: Path, report: Report): StringList {
  const texts = readStrings(node, path, 'an action', report);
  for (const { text, place } of texts.entries) checkAction(text, place, report);
  return texts;
}

function checkAction(text: string, place: Location, report: Report): void {
  checkVariables(text, place, false, report);
  if (text === '*' || text.includes('${')) return;
  const [vendor = '', ...names] = text.split(':');
  if (names.length !== 1) {
    report.error(
      'invalid_action',
      place,
      `${quote(text)} is not an action`,
      'use `*` or `service:Name`, such as `s3:GetObject`',
    );
  } else if (vendor !== '*' && !/^[A-Za-z0-9.-]+$/.test(vendor)) {
    report.error('invalid_action', place, `${quote(vendor)} is not a service prefix`);
  } else if (vendor === '*') {
    report.warning('wildcard_service', place, `${quote(text)} applies to every service`);
  } else if (/\s/.test(text)) {
    report.warning('surrounding_whitespace', place, `${quote(text)} contains whitespace; action names never do`);
  }
}

/** Reads `Resource` or `NotResource`. Source of what IAM rejects: its recorded behavior; not documented. */
export function readResources(node: JsonNode, path: Path, report: Report): StringList {
  const texts = readStrings(node, path, 'a resource', report);
  for (const { text, place } of texts.entries) checkResource(text, place, report);
  return texts;
}

/** Types of resources in IAM, the first part of the last field of their ARNs. */
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
];

function isIamResource(resource: string): boolean {
  if (resource.startsWith('*') || resource === 'root') return true;
  return IAM_RESOURCE_TYPES.some((type) => resource.startsWith(`${type}/`));
}

function checkResource(text: string, place: Location, report: Report): void {
  if (text === '*') return;
  const [start, partition = '', service, region = '', account = '', resource] = arnFields(text);
  const refuse = (message: string, hint?: string): void => report.error('invalid_resource', place, message, hint);
  if (start !== 'arn' || !text.includes(':')) {
    refuse(`${quote(text)} is neither \`*\` nor an ARN`, 'for example `arn:aws:s3:::bucket/key`');
    return;
  }
  if (partition !== '*' && !PARTITIONS.some((known) => known === partition)) {
    refuse(`${quote(text)} is in the unknown partition ${quote(partition)}`);
  } else if (service === undefined || service === '') {
    refuse(`${quote(text)} has no service`);
  } else if (service === 'iam' && region !== '' && region !== '*') {
    refuse(`${quote(text)} has a Region; ARNs of IAM resources do not`);
  } else if (service === 's3' && !['', '*'].includes(region) && !resource?.startsWith('accesspoint/')) {
    refuse(`${quote(text)} has a Region; ARNs of buckets and objects do not`);
  } else if (service === 'iam' && resource !== undefined && !isIamResource(resource)) {
    refuse(`${quote(text)} is not a type of resource that IAM defines`);
  } else if (hasWildcards(service)) {
    report.warning('wildcard_service', place, `${quote(text)} applies to more than one service`);
  } else if (service === 's3') {
    checkBucket(resource ?? '', place, report);
  }
  const head = [partition, service ?? '', region, account].join(':');
  checkVariables(head, place, false, report);
  checkVariables(resource ?? '', place, true, report);
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

const KINDS = ['AWS', 'Service', 'Federated', 'CanonicalUser'];

/** Reads `Principal` or `NotPrincipal`. Source: IAM User Guide, "AWS JSON policy elements: Principal". */
export function readPrincipal(node: JsonNode, path: Path, report: Report): unknown {
  if (node.kind === 'string' && node.text === '*') return '*';
  if (node.kind !== 'object') {
    const found = node.kind === 'string' ? quote(node.text) : describeNode(node);
    report.error(
      'invalid_principal',
      locationOf(path, node),
      `a principal must be \`*\` or an object, not ${found}`,
      'for example `{ "AWS": "111122223333" }`',
    );
    return undefined;
  }
  const kinds = node.members.flatMap(({ key, position, node: ids }): [string, string | string[]][] => {
    const place: Location = { path: [...path, key], position };
    if (!KINDS.includes(key)) {
      report.error(
        'invalid_principal',
        place,
        `${quote(key)} is not a kind of principal`,
        `one of ${KINDS.map(quote).join(', ')}`,
      );
      return [];
    }
    const texts = readStrings(ids, place.path, 'a principal', report);
    for (const { text, place: at } of texts.entries) checkPrincipal(key, text, at, report);
    return [[key, valueOf(texts)]];
  });
  if (node.members.length === 0) report.error('empty', locationOf(path, node), 'the principal is empty');
  return Object.fromEntries(kinds);
}

/** Principals other than accounts: `*`, one of IAM or STS, an origin access identity of CloudFront, or a unique ID. */
const AWS_PRINCIPALS = [
  /^\*$/,
  /^arn:[^:*?]+:(?:iam|sts)::\d{12}:[^*?]+$/,
  /^arn:[^:*?]+:iam::cloudfront:user\/[^*?]+$/,
  /^A[A-Z0-9]{15,127}$/,
];

function checkPrincipal(kind: string, text: string, place: Location, report: Report): void {
  const isValid =
    kind === 'AWS'
      ? isAccountId(text) || AWS_PRINCIPALS.some((pattern) => pattern.test(text))
      : text !== '' && !hasWildcards(text);
  if (isValid) return;
  const hint = hasWildcards(text)
    ? '`Principal` does not support partial wildcards; use a condition on `aws:PrincipalArn`'
    : undefined;
  report.error('invalid_principal', place, `${quote(text)} is not a valid ${quote(kind)} principal`, hint);
}
