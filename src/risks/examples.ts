import { arnFields, ARN_FIELDS } from '../aws/arn.js';
import { ec2ServicePrincipal, findPartition, PARTITIONS, type Partition } from '../aws/partition.js';
import { elementsOf, type AnyPolicy, type AnyStatement } from '../iam/document.js';
import { hasWildcards, matchesGlob } from '../iam/match/glob.js';
import type { AccessRequest } from '../iam/request.js';
import type { Ask } from './table/row.js';

const ACCOUNT = '123456789012';

/** Regions for examples, where a policy allows some Regions only. The first is the usual one. */
const REGIONS =
  'us-east-1 eu-west-1 us-west-2 ap-southeast-1 ca-central-1 sa-east-1 me-south-1 af-south-1 cn-north-1 ' +
  'us-gov-west-1 us-iso-east-1 us-isob-east-1 eu-isoe-west-1 us-isof-south-1 eusc-de-east-1';

/** More patterns of a policy than this make no further examples. */
const MAX_EXAMPLES = 8;

/** The fields of an ARN of the table, without `arn` and the partition. */
type Fields = [service: string, region: string, account: string, id: string];

function fieldsOf(resource: string): Fields {
  return arnFields(`arn:aws:${resource}`).slice(2) as Fields;
}

/** The name that braces mark, as it is. */
function exampleId(id: string): string {
  return id.replace(/[{}]/g, '');
}

/**
 * The same ask for a resource with another name. A Deny for names like that of the example, such as `*Admin*`, leaves
 * all other resources.
 */
export function withOtherName(ask: Ask): Ask {
  const resource = ask.resource.replace(/\{(\w+-(?=[\da-f]{8,}\}))?[^}]*\}/g, (_name, prefix: string | undefined) =>
    prefix === undefined ? '{zq7x}' : `{${prefix}0fedcba9876543210}`,
  );
  return { ...ask, resource };
}

/** Every resource of the kind. */
function anyId(id: string): string {
  return id.replace(/\{[^}]*\}/g, '*');
}

/** The partitions that policies name, those that they can match without naming them after these. */
export function partitionsOf(policies: readonly AnyPolicy[]): Partition[] {
  const patterns = policies.flatMap(({ Statement }) => Statement.flatMap(resourcePatterns));
  const fields = [...new Set(patterns.map((pattern) => (pattern === '*' ? '*' : (arnFields(pattern)[1] ?? '*'))))];
  const named = PARTITIONS.filter((partition) => fields.includes(partition));
  const others = PARTITIONS.filter((partition) => fields.some((field) => matchesGlob(field, partition)));
  return [...new Set([...named, ...others])];
}

function resourcePatterns(statement: AnyStatement): string[] {
  const { Effect } = statement;
  const { Resource = [], NotResource } = elementsOf(statement);
  if (Effect === 'Deny') return [];
  return NotResource === undefined ? [Resource].flat() : ['*'];
}

/**
 * Requests of an action that look like real ones and that policies might allow: the example of the table, then examples
 * in the Regions, accounts and names that the policies have.
 */
export function exampleRequests(
  action: string,
  { resource, reach, context }: Ask,
  policies: readonly AnyPolicy[],
  partitions: readonly Partition[],
): AccessRequest[] {
  const patterns = [...new Set(policies.flatMap(({ Statement }) => Statement.flatMap(resourcePatterns)))];
  const resources = resource === '*' ? ['*'] : exampleResources(fieldsOf(resource), reach, patterns, partitions);
  return [...new Set(resources)].slice(0, MAX_EXAMPLES).map((each) => ({
    action,
    resource: each,
    ...(context && { context: exampleContext(context, each) }),
  }));
}

function exampleResources(
  fields: Fields,
  reach: Ask['reach'],
  patterns: readonly string[],
  [partition = 'aws']: readonly Partition[],
): string[] {
  const plain = fillPattern('*', fields, reach, partition) as string;
  const others = patterns.map((pattern) => fillPattern(pattern, fields, reach, partition));
  return [plain, ...others.filter((each) => each !== undefined)];
}

/** A resource of the kind that a pattern matches, as far as its fields can be filled one by one. */
function fillPattern(
  pattern: string,
  [service, region, account, id]: Fields,
  reach: Ask['reach'],
  usual: Partition,
): string | undefined {
  const fields = pattern === '*' ? ['arn'] : arnFields(pattern);
  while (fields.length < ARN_FIELDS) fields.push('*');
  const [start, partitionField, serviceField, regionField, accountField, idField] = fields as [
    ...[string, string, string, string, string, string],
  ];
  if (start !== 'arn' || !matchesGlob(serviceField, service)) return undefined;
  const isUsual = (name: string): boolean => findPartition(name) === usual;
  const names = REGIONS.split(' ');
  const regions = [...names.filter(isUsual), ...names];
  const filledRegion = region === 'R' ? fill(regionField, regions) : region;
  const partition = fill(partitionField, [findPartition(filledRegion) ?? usual, ...PARTITIONS]);
  const filledAccount = account === 'A' ? fill(accountField, [ACCOUNT]) : account;
  const filledId = reach === 'other' ? exampleId(id) : fillId(idField, id);
  return `arn:${partition}:${service}:${filledRegion}:${filledAccount}:${filledId}`;
}

/** What a pattern stands for: itself, or the first value that it matches. */
function fill(pattern: string, values: readonly string[]): string {
  if (!hasWildcards(pattern)) return pattern;
  return values.find((value) => matchesGlob(pattern, value)) ?? (values[0] as string);
}

function fillId(pattern: string, id: string): string {
  const example = exampleId(id);
  if (matchesGlob(pattern, example)) return example;
  const filled = pattern.replaceAll('*', 'example').replaceAll('?', 'x');
  return matchesGlob(anyId(id), filled) ? filled : example;
}

function exampleContext(context: NonNullable<Ask['context']>, resource: string): Record<string, string> {
  const [, partition = 'aws'] = arnFields(resource);
  return Object.fromEntries(
    Object.entries(context).map(([key, [first = '']]) => [
      key,
      first === 'ec2.amazonaws.com'
        ? ec2ServicePrincipal(partition as Partition)
        : first.replace('arn:*:', `arn:${partition}:`),
    ]),
  );
}

const ANY_ACCOUNT = '?'.repeat(12);

/** Lengths of Region names. A `*` instead would also match colons, and so ARNs of other resources. */
const ANY_REGION = [9, 10, 11, 12, 13, 14, 15, 16].map((length) => '?'.repeat(length));

/**
 * One pattern that matches every resource of an ask.
 *
 * @param segment What stands for any partition, Region and account.
 */
export function outlineOf({ resource, reach }: Ask, segment: string): string {
  if (resource === '*') return '*';
  const [service, region, account, id] = fieldsOf(resource);
  const [regions, accounts] = [region === 'R' ? segment : region, account === 'A' ? segment : account];
  return `arn:${segment}:${service}:${regions}:${accounts}:${reach === 'other' ? exampleId(id) : anyId(id)}`;
}

/** Patterns that together match every resource of an ask, in some partitions. */
export function everyResource({ resource, reach }: Ask, partitions: readonly Partition[]): string[] {
  const [service, region, account, id] = fieldsOf(resource);
  const regions = region === 'R' ? ANY_REGION : [region];
  const accounts = account === 'A' ? ANY_ACCOUNT : account;
  const name = reach === 'other' ? exampleId(id) : anyId(id);
  return partitions.flatMap((partition) =>
    regions.map((each) => `arn:${partition}:${service}:${each}:${accounts}:${name}`),
  );
}
