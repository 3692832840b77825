import { mapOf, optional, readData, record, safeReadData, text } from '../../core/data.js';
import { InvalidInputError, type LocatedProblem, type Problem } from '../../core/issue.js';
import { quote } from '../../core/quote.js';
import { arnFields } from '../arn.js';
import { isAccountId } from '../identifiers.js';
import { findPartition } from '../partition.js';
import { arnTemplate } from './catalog.js';
import { placeholderValue, type ArnFields } from './placeholders.js';

/** What the ARNs of examples have in common. */
export type ArnValues = {
  /** By default `us-east-1`. The partition is that of the Region. */
  readonly region?: string | undefined;
  /** 12 digits; by default `111122223333`. */
  readonly accountId?: string | undefined;
  /** Values of placeholders, without wildcards: `{ BucketName: 'reports' }`. */
  readonly names?: Readonly<Record<string, string>> | undefined;
};

/** Values that have been checked. */
export type CheckedArnValues = ArnFields & { readonly names: ReadonlyMap<string, string> };

const PLACEHOLDER = /\$?\{([^{}]*)\}/g;

/**
 * Returns an example of an ARN, with a plausible value for each placeholder of its template. The same arguments always
 * give the same ARN.
 *
 * @param template An ARN with placeholders, as the Service Authorization Reference writes it. A `*` in it also becomes
 *   an example.
 * @param values The Region, the account and the names that the example has.
 * @returns The ARN, without placeholders and wildcards.
 * @throws {InvalidInputError} If the template is not an ARN, or with every problem of the values.
 *
 * @example
 * plausibleArn('arn:${Partition}:ec2:${Region}:${Account}:instance/${InstanceId}');
 * // 'arn:aws:ec2:us-east-1:111122223333:instance/i-0123456789abcdef0'
 * plausibleArn('arn:${Partition}:s3:::${BucketName}', { region: 'cn-north-1', names: { BucketName: 'reports' } });
 * // 'arn:aws-cn:s3:::reports'
 */
export function plausibleArn(template: string, values: ArnValues = {}): string {
  const { value, issues } = safeReadData(arnTemplate, template, ['template'], TEMPLATE_HINT);
  const checked = checkArnValues(values);
  if (checked.value !== undefined && value !== undefined) return fillTemplate(value, checked.value);
  throw new InvalidInputError([...issues, ...checked.issues]);
}

/**
 * Returns the pattern of all ARNs of a template: each placeholder is `*`, as in a policy.
 *
 * @param template An ARN with placeholders, as the Service Authorization Reference writes it.
 * @returns The pattern.
 * @throws {InvalidInputError} If the template is not an ARN.
 *
 * @example
 * arnTemplatePattern('arn:${Partition}:ec2:${Region}:${Account}:instance/${InstanceId}');
 * // 'arn:*:ec2:*:*:instance/*'
 */
export function arnTemplatePattern(template: string): string {
  return readData(arnTemplate, template, ['template'], TEMPLATE_HINT).replaceAll(PLACEHOLDER, '*');
}

const TEMPLATE_HINT = 'for example `arn:${Partition}:s3:::${BucketName}`';

/** An example of a template that is an ARN. */
export function fillTemplate(template: string, { names, ...fields }: CheckedArnValues): string {
  const parts = arnFields(template);
  const service = parts[2] as string;
  const byPlace = ['arn', fields.partition, service, fields.region, fields.accountId, 'example'];
  const filled = parts.map((part, place) => {
    const values = part.replaceAll(PLACEHOLDER, (_match, name: string, at: number) => {
      const type = part.slice(0, at).split(/[/:]/).at(-2) ?? 'example';
      return names.get(name) ?? placeholderValue(service, name, type, fields);
    });
    return values.replaceAll('*', byPlace[place] as string);
  });
  return filled.join(':');
}

const readValues = /* @__PURE__ */ record<ArnValues>({
  region: /* @__PURE__ */ optional(text),
  accountId: /* @__PURE__ */ optional(text),
  names: /* @__PURE__ */ optional(/* @__PURE__ */ mapOf(text)),
});

type Checked = { value: CheckedArnValues; issues: [] } | { value: undefined; issues: LocatedProblem[] };

/** Reads the values of examples, and completes them. */
export function checkArnValues(values: unknown): Checked {
  const read = safeReadData(readValues, values, ['values'], 'for example `{ region: "us-east-1" }`');
  if (read.value === undefined) return read;
  const { region = 'us-east-1', accountId = '111122223333', names = {} } = read.value;
  const partition = findPartition(region);
  const issues = [
    ...located(
      partition === undefined ? [{ code: 'invalid_region', message: isNot(region, 'AWS Region') }] : [],
      'region',
    ),
    ...located(
      isAccountId(accountId) ? [] : [{ code: 'invalid_value', message: isNot(accountId, 'AWS account ID') }],
      'accountId',
    ),
    ...Object.entries(names).flatMap(([name, value]) => located(nameIssues(name, value), 'names', name)),
  ];
  if (issues.length > 0 || partition === undefined) return { value: undefined, issues };
  return { value: { partition, region, accountId, names: new Map(Object.entries(names)) }, issues: [] };
}

function located(problems: readonly Problem[], ...path: string[]): LocatedProblem[] {
  return problems.map((problem) => ({ ...problem, path: ['values', ...path] }));
}

function isNot(value: string, what: string): string {
  return `${quote(value)} is not an ${what}`;
}

function nameIssues(name: string, value: string): Problem[] {
  if (value === '') return [{ code: 'missing', message: `the value of ${quote(name)} is empty` }];
  if (!/[*?]/.test(value)) return [];
  const message = `the value of ${quote(name)} must not contain wildcards: ${quote(value)}`;
  return [{ code: 'invalid_characters', message }];
}
