import { conditionKeyFacts, type ConditionKeyType } from '../../aws/condition-keys.js';
import { isAccountId } from '../../aws/identifiers.js';
import { findPartition } from '../../aws/partition.js';
import type { WarningCode } from '../../core/issue.js';
import { quote } from '../../core/quote.js';
import type { Operator } from '../condition/operator.js';
import { hasWildcards } from '../match/glob.js';
import type { KeyUse, Report } from './report.js';
import { TYPES } from './values.js';

/** Reports what is wrong with a condition as far as its key and its operator tell. */
export function lintKey(use: KeyUse, report: Report): void {
  lintCardinality(use, report);
  lintType(use, report);
  lintName(use, report);
  lintPatterns(use, report);
  lintForms(use, report);
  lintRedundantValues(use, report);
}

function lintCardinality({ operator, key, place, effect, required }: KeyUse, report: Report): void {
  const { name, quantifier, family } = operator;
  const facts = conditionKeyFacts(key);
  if (quantifier === undefined) {
    // `identitystore:UserId` has one value in the sessions of people, for which policies use it.
    if (!facts?.isMultivalued || family === 'Null' || /^identitystore:userid$/i.test(key)) return;
    report.warning(
      'missing_set_operator',
      place,
      `${quote(key)} can have several values; ${quote(name)} does not say how to compare them`,
      `use ${quote(`ForAnyValue:${name}`)} or ${quote(`ForAllValues:${name}`)}`,
    );
    return;
  }
  const prefix = name.slice(0, name.indexOf(':') + 1);
  // The audience of a token is single-valued. Source: Access Analyzer policy check reference.
  if (facts?.isMultivalued === false || /:aud$/i.test(key)) {
    report.warning(
      'set_operator',
      place,
      `${quote(key)} is single-valued; ${quote(prefix)} is for multivalued keys`,
      `use ${quote(name.slice(prefix.length))}`,
    );
  }
  if (quantifier === 'all' && effect === 'Allow' && !required.has(key.toLowerCase())) {
    report.warning(
      'absent_key_allowed',
      place,
      `${quote(name)} also matches requests that do not include ${quote(key)}`,
      'add a condition `"Null": "false"` on the key',
    );
  }
}

function lintType({ operator, key, place }: KeyUse, report: Report): void {
  const type = conditionKeyFacts(key)?.type;
  if (type === undefined || compares(operator, type, key.toLowerCase())) return;
  report.warning(
    'operator_type',
    place,
    `${quote(operator.name)} is for another type of value: ${quote(key)} is ${TYPES[type]}`,
    type === 'Arn' ? 'use `ArnLike` or `ArnEquals`' : undefined,
  );
}

/** Whether an operator is for a key. Operators of strings compare ARNs as well, but not their patterns. */
function compares({ family, comparison }: Operator, type: ConditionKeyType, key: string): boolean {
  if (family === type || family === 'Null') return true;
  if (type === 'Arn') return family === 'String' && comparison !== 'like';
  return (key === 'aws:epochtime' && family === 'Numeric') || (key === 'aws:federatedprovider' && family === 'Arn');
}

function lintName({ key, place, effect }: KeyUse, report: Report): void {
  const name = key.toLowerCase();
  if (!key.includes(':')) {
    report.warning('invalid_condition_key', place, `${quote(key)} has no service`, 'write `service:Key`');
  } else if (name === 'aws:arn') {
    report.warning('unknown_condition_key', place, `${quote(key)} is deprecated`, 'use `aws:PrincipalArn`');
  } else if (name.startsWith('aws:') && conditionKeyFacts(key) === undefined) {
    report.warning('unknown_condition_key', place, `${quote(key)} is not a global condition key of AWS`);
  } else if (effect === 'Allow' && (name === 'aws:referer' || name === 'aws:useragent')) {
    report.warning('untrusted_key', place, `the caller of AWS chooses the value of ${quote(key)}`);
  }
}

/** Source: IAM User Guide, "AWS global condition context keys", sensitive condition keys. */
const SENSITIVE_KEY = /^aws:(?:(?:principal|resource|source)(?:account|orgid)|sourcevpce?|vpceaccount|vpceorgid)$/i;

function lintPatterns({ operator: { comparison, family, name }, key, values }: KeyUse, report: Report): void {
  if (comparison !== 'like' || family !== 'String') return;
  for (const { text, place } of values.entries) {
    if (SENSITIVE_KEY.test(key) && hasWildcards(text)) {
      report.warning('broad_pattern', place, `${quote(text)} has a wildcard, but ${quote(key)} needs exact values`);
    } else if (/^\*+$/.test(text)) {
      const message = `${quote(name)} with ${quote(text)} compares no value, only whether ${quote(key)} is present`;
      report.warning('presence_test', place, message, 'use `Null`');
    }
  }
}

/** What the values of some keys look like. Source: Access Analyzer policy check reference. */
const FORMS: readonly (readonly [key: RegExp, code: WarningCode, what: string, isOne: (text: string) => boolean])[] = [
  [/^aws:sourcevpc$/, 'invalid_value', 'a VPC ID', (text) => /^vpc-(?:\w{8}|\w{17})$/.test(text)],
  [/^aws:sourcevpce$/, 'invalid_value', 'the ID of a VPC endpoint', (text) => /^vpce-(?:\w{8}|\w{17})$/.test(text)],
  [/^aws:requestedregion$/, 'invalid_region', 'an AWS Region', (text) => findPartition(text) !== undefined],
  [
    /^aws:(?:principal|resource|source|vpce)account$/,
    'invalid_account',
    'an AWS account ID',
    (text) => isAccountId(text) || text === 'anonymous',
  ],
];

function lintForms({ operator: { comparison, family }, key, values }: KeyUse, report: Report): void {
  const [, code, what, isOne] = FORMS.find(([pattern]) => pattern.test(key.toLowerCase())) ?? [];
  if (code === undefined || isOne === undefined || family !== 'String' || comparison === 'like') return;
  for (const { text, place } of values.entries) {
    if (!hasWildcards(text) && !text.includes('${') && !isOne(text)) {
      report.warning(code, place, `${quote(text)} is not ${what}`);
    }
  }
}

/** The same value twice; and of several limits, all but one, whichever it is. */
function lintRedundantValues({ operator: { name, comparison, family }, values, place }: KeyUse, report: Report): void {
  const seen = new Set<string>();
  for (const { text, place: at } of values.entries) {
    if (seen.has(text)) report.warning('redundant', at, `${quote(text)} appears twice`);
    seen.add(text);
  }
  if (seen.size > 1 && family === 'Bool') {
    report.warning('invalid_value', place, `${quote(name)} with several values matches every value`);
  }
  if (seen.size > 1 && /^(?:less|greater)/.test(comparison)) {
    report.warning('redundant', place, `${quote(name)} with several values needs only one of them`);
  }
}
