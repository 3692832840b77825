import { quoteText } from '../core/quote.js';
import { operatorNamed } from '../iam/condition/operator.js';
import type { ConditionBlock } from '../iam/document.js';

/** How an operator reads with one value, and with several. */
type Phrase = readonly [one: string, several: string];

const IS: Phrase = ['is', 'is one of'];
const IS_NOT: Phrase = ['is not', 'is none of'];
const LIKE: Phrase = ['matches', 'matches one of'];
const NOT_LIKE: Phrase = ['does not match', 'matches none of'];
const compared = (words: string): Phrase => [`is ${words}`, `is ${words} one of`];

/** The comparing operators without their set operators and suffixes. */
const PHRASES: Readonly<Record<string, Phrase>> = {
  StringEquals: IS,
  StringNotEquals: IS_NOT,
  StringEqualsIgnoreCase: ['is, in any letter case,', 'is, in any letter case, one of'],
  StringNotEqualsIgnoreCase: ['is not, in any letter case,', 'is, in any letter case, none of'],
  StringLike: LIKE,
  StringNotLike: NOT_LIKE,
  ArnEquals: LIKE,
  ArnLike: LIKE,
  ArnNotEquals: NOT_LIKE,
  ArnNotLike: NOT_LIKE,
  NumericEquals: IS,
  NumericNotEquals: IS_NOT,
  NumericLessThan: compared('less than'),
  NumericLessThanEquals: compared('at most'),
  NumericGreaterThan: compared('more than'),
  NumericGreaterThanEquals: compared('at least'),
  DateEquals: IS,
  DateNotEquals: IS_NOT,
  DateLessThan: compared('before'),
  DateLessThanEquals: compared('at or before'),
  DateGreaterThan: compared('after'),
  DateGreaterThanEquals: compared('at or after'),
  Bool: IS,
  BinaryEquals: IS,
  IpAddress: ['is in', 'is in one of'],
  NotIpAddress: ['is not in', 'is in none of'],
};

/** What well-known condition keys are, by their names in lowercase; those with a `/` by what precedes it. */
const KEYS: Readonly<Record<string, string>> = {
  'aws:requesttag': 'the tag of the request',
  'aws:resourcetag': 'the tag of the resource',
  'ec2:resourcetag': 'the tag of the resource',
  'aws:principaltag': 'the tag of the caller',
  'aws:requestedregion': 'the Region of the request',
  'aws:resourceaccount': 'the account of the resource',
  'aws:sourceaccount': 'the account on whose behalf the service calls',
  'aws:sourcearn': 'the resource on whose behalf the service calls',
  'aws:viaawsservice': 'whether an AWS service calls on behalf of the role',
  'aws:calledvia': 'a service through which the call comes',
  'ec2:createaction': 'the call that creates the resource',
  'ec2:region': 'the Region',
  'ec2:vpc': 'the VPC',
  'iam:passedtoservice': 'the service that the role is passed to',
  'kms:viaservice': 'the service through which the key is used',
  's3:prefix': 'the prefix that is listed',
  'sts:externalid': 'the external ID that the caller sends',
};

/** A condition key in words, with the key itself: `the VPC (ec2:Vpc)`. */
function nameOfKey(key: string): string {
  const name = key.replace(/\/[^]*/, '').toLowerCase();
  const words = Object.hasOwn(KEYS, name) ? KEYS[name] : undefined;
  const quoted = quoteText(key, MAX_LENGTH);
  return words === undefined ? quoted : `${words} (${quoted})`;
}

/** Longer than any external ID. */
const MAX_LENGTH = 2048;

/**
 * Each condition of a statement as a clause without a full stop; all of them have to hold. A key that is absent is
 * mentioned where it makes the condition hold.
 *
 * Source: IAM User Guide, "IAM JSON policy elements: Condition operators".
 */
export function explainCondition(condition: ConditionBlock | undefined): string[] {
  return Object.entries(condition ?? {}).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, value]) => explainOne(operator, key, [value].flat().map(String))),
  );
}

function explainOne(operator: string, key: string, values: readonly string[]): string {
  const name = nameOfKey(key);
  const { name: canonical, family, quantifier, negated, ifExists } = operatorNamed(operator);
  if (values.length === 0) return `${name}: no value is possible (${quoteText(operator, MAX_LENGTH)})`;
  if (family === 'Null') return explainNull(name, values);
  const [one, several] = PHRASES[canonical.replace(/^For\w+:|IfExists$/g, '')] as Phrase;
  const shown = values.map((value) => quoteText(value, MAX_LENGTH)).join(', ');
  const rest = `${values.length === 1 ? one : several} ${shown}`;
  if (quantifier === 'all') return `every value of ${name} ${rest}, or there is no value`;
  if (quantifier === 'any') return `at least one value of ${name} ${rest}${ifExists ? ', or there is no value' : ''}`;
  return `${name} ${rest}${negated || ifExists ? ', or is absent' : ''}`;
}

function explainNull(name: string, values: readonly string[]): string {
  const wanted = new Set(values.map((value) => (value.toLowerCase() === 'true' ? 'absent' : 'present')));
  return `${name} is ${[...wanted].join(' or ')}`;
}
