import { listOf, type Policy, type Statement } from './language.js';
import type { Draw } from './random.js';
import { and, decimal, matches, not, or, symbol, text, type Ask, type Declarations, type Term } from './z3.js';

/**
 * Whole policies as formulas of z3 over the parts of a request: a third opinion on relations, that shares neither the
 * library's method nor the reference's. The language is a part of IAM's that z3 decides quickly: lists of patterns,
 * texts, numbers, Booleans, presence, Deny, several documents.
 */

const ACTIONS = ['s3:get*', 's3:getobject', 's3:*', '*', 'ec2:*', 's3:putobject', 's3:?etobject', 's3:*object'];
const RESOURCES = ['*', 'a', 'a*', '*b', 'a/*', 'a*b', '?', '??', '*a*', 'b'].map((pattern, index) =>
  index === 0 ? pattern : `arn:aws:s3:::${pattern}`,
);
const TEXTS = ['a', 'b', 'ab', 'aa'];
const PATTERNS = [...TEXTS, 'a*', '*b', '?', '??', '*a*', '*', ''];
const NUMBERS = ['1', '2', '5', '10', '-3', '1.5', '0'];

const TEXT_KEYS = ['aws:PrincipalTag/a', 'aws:RequestTag/b'];
const NUMBER_KEY = 's3:max-keys';
const BOOLEAN_KEY = 'aws:MultiFactorAuthPresent';
const ORDERS = ['Equals', 'NotEquals', 'LessThan', 'LessThanEquals', 'GreaterThan', 'GreaterThanEquals'];

type Condition = [operator: string, key: string, values: string[]];

function drawCondition(draw: Draw): Condition {
  const suffix = draw.chance(0.3) ? 'IfExists' : '';
  if (draw.chance(0.1))
    return ['Null', draw.pick([...TEXT_KEYS, NUMBER_KEY, BOOLEAN_KEY]), [draw.pick(['true', 'false'])]];
  if (draw.chance(0.1)) return [`Bool${suffix}`, BOOLEAN_KEY, [draw.pick(['true', 'false'])]];
  if (draw.chance(0.35)) {
    return [`Numeric${draw.pick(ORDERS)}${suffix}`, NUMBER_KEY, draw.several(1, 2, () => draw.pick(NUMBERS))];
  }
  const operator = draw.pick(['StringEquals', 'StringNotEquals', 'StringLike', 'StringNotLike', 'StringLike']);
  const words = operator.endsWith('Like') ? PATTERNS : TEXTS;
  return [`${operator}${suffix}`, draw.pick(TEXT_KEYS), draw.several(1, 3, () => draw.pick(words))];
}

function drawStatement(draw: Draw): Statement {
  const condition: Record<string, Record<string, string[]>> = {};
  for (const [operator, key, values] of draw.several(0, 3, () => drawCondition(draw))) {
    (condition[operator] ??= {})[key] = values;
  }
  return {
    Effect: draw.chance(0.65) ? 'Allow' : 'Deny',
    [draw.chance(0.15) ? 'NotAction' : 'Action']: draw.several(1, 2, () => draw.pick(ACTIONS)),
    [draw.chance(0.15) ? 'NotResource' : 'Resource']: draw.several(1, 2, () => draw.pick(RESOURCES)),
    Condition: condition,
  };
}

const drawSide = (draw: Draw): Policy[] =>
  draw.several(1, draw.chance(0.3) ? 3 : 1, () => ({
    Version: draw.pick(['2012-10-17', '2008-10-17'] as const),
    Statement: draw.several(1, 3, () => drawStatement(draw)),
  }));

/**
 * Two sides of policies in z3's part of the language; half of the time, the second changes a statement of the first.
 */
export function drawZ3Pair(draw: Draw): { a: Policy[]; b: Policy[] } {
  const a = drawSide(draw);
  if (draw.chance(0.4)) return { a, b: drawSide(draw) };
  const chosen = draw.below(a.length);
  const b = a.map((policy, index) => {
    if (index !== chosen) return policy;
    const statements = listOf(policy.Statement);
    const [first, ...rest] = statements as [Statement, ...Statement[]];
    const other = drawStatement(draw);
    const changed = draw.pick<Statement[]>([
      [...statements, other],
      [{ ...first, Condition: other.Condition ?? {} }, ...rest],
      [{ ...other, Effect: first.Effect }, ...rest],
      [first, ...rest, { ...other, Condition: first.Condition ?? {} }],
    ]);
    return { ...policy, Statement: changed };
  });
  return draw.chance(0.5) ? { a, b } : { a: b, b: a };
}

const NUMBER = 'number';
const BOOLEAN = 'boolean';
const presence = (key: string): string => `has ${key}`;

/** What a list of actions or of resources says about the rest of a text after each prefix that it may have. */
type Prefixed = { readonly rest: string; readonly has: Readonly<Record<string, string>> };
// A request has one of the prefixes that policies name, or another one, and then a text that is not empty.
const ACTION: Prefixed = { rest: 'action', has: { 's3:': 'is s3', 'ec2:': 'is ec2' } };
const RESOURCE: Prefixed = { rest: 'resource', has: { 'arn:aws:s3:::': 'is a bucket' } };

const DECLARATIONS: Declarations = {
  [NUMBER]: 'Real',
  [BOOLEAN]: 'Bool',
  ...Object.fromEntries(TEXT_KEYS.map((key) => [key, 'String'])),
  ...Object.fromEntries([...TEXT_KEYS, NUMBER_KEY, BOOLEAN_KEY].map((key) => [presence(key), 'Bool'])),
  ...Object.fromEntries(
    [ACTION, RESOURCE].flatMap(({ rest, has }) => [
      [rest, 'String'],
      ...Object.values(has).map((name) => [name, 'Bool']),
    ]),
  ),
};

const IS_REQUEST = [
  ...[ACTION, RESOURCE].map(({ rest }) => not(`(= ${symbol(rest)} "")`)),
  not(and(...Object.values(ACTION.has).map(symbol))),
];

function named({ rest, has }: Prefixed, entries: readonly string[]): Term {
  if (entries.includes('*')) return 'true';
  return or(
    ...Object.entries(has).map(([prefix, isThis]) => {
      const patterns = entries.filter((entry) => entry.startsWith(prefix)).map((entry) => entry.slice(prefix.length));
      return and(symbol(isThis), matches(symbol(rest), patterns));
    }),
  );
}

const SIGNS: Readonly<Record<string, string>> = {
  Equals: '=',
  LessThan: '<',
  LessThanEquals: '<=',
  GreaterThan: '>',
  GreaterThanEquals: '>=',
};

function compares(operator: string, key: string, values: readonly string[]): Term {
  if (operator === 'Bool') return or(...values.map((value) => `(= ${symbol(BOOLEAN)} ${value})`));
  if (operator === 'StringLike') return matches(symbol(key), values);
  if (operator === 'StringEquals') return or(...values.map((value) => `(= ${symbol(key)} ${text(value)})`));
  const sign = SIGNS[operator.replace('Numeric', '')] as string;
  return or(...values.map((value) => `(${sign} ${symbol(NUMBER)} ${decimal(value)})`));
}

function holds(name: string, key: string, values: readonly string[]): Term {
  const present = symbol(presence(key));
  if (name === 'Null') return or(...values.map((value) => (value === 'true' ? not(present) : present)));
  const operator = name.replace('IfExists', '');
  const negated = operator.includes('Not');
  const positive = compares(operator.replace('Not', ''), key, values);
  const comparison = negated ? not(positive) : positive;
  return negated || name !== operator ? or(not(present), comparison) : and(present, comparison);
}

function applies({ Action, NotAction, Resource, NotResource, Condition = {} }: Statement): Term {
  const names = named(ACTION, listOf(Action ?? NotAction));
  const covers = named(RESOURCE, listOf(Resource ?? NotResource));
  return and(
    Action === undefined ? not(names) : names,
    Resource === undefined ? not(covers) : covers,
    ...Object.entries(Condition).flatMap(([operator, keys]) =>
      Object.entries(keys).map(([key, values]) => holds(operator, key, listOf(values).map(String))),
    ),
  );
}

function allows(policies: readonly Policy[]): Term {
  const statements = policies.flatMap(({ Statement }) => listOf(Statement));
  const of = (effect: string): Term[] => statements.filter(({ Effect }) => Effect === effect).map(applies);
  return and(or(...of('Allow')), not(or(...of('Deny'))));
}

/** Asks whether a request exists that the first policies allow and the others do not. */
export const differ = (ask: Ask, inner: readonly Policy[], outer: readonly Policy[]): Promise<boolean | 'unknown'> =>
  ask(DECLARATIONS, [...IS_REQUEST, allows(inner), not(allows(outer))]);
