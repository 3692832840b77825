import { isIP } from 'node:net';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Quantity } from '../../../src/iam/compare/atom.js';
import type { KeyDomain } from '../../../src/iam/compare/key-domain.js';
import { findValues, type KeyAnswer, type KeyLiteral } from '../../../src/iam/compare/key-search.js';
import { count } from '../../deep.js';
import { createTable, keyAtom, lineOf } from './tables.js';

// Judged by a small evaluator that shares no code with the search: every answer has to satisfy all literals. If there
// is none, no list of values from a universe around the policy's values may satisfy them.

type Type = NonNullable<KeyDomain['type']>;

/** What a policy compares with, the values at and between them, and what matches. */
type Family = {
  operators: readonly string[];
  policyValues: readonly string[];
  universe: readonly string[];
  matches: (operator: string, policyValue: string, value: string) => boolean;
};

const glob = (pattern: string, run = '.*'): RegExp =>
  new RegExp(`^${pattern.replaceAll('?', run === '.*' ? '.' : '[^:]').replaceAll('*', run)}$`, 's');
const arnFields = (text: string): string[] => {
  const [a = '', b = '', c = '', d = '', e = '', ...rest] = text.split(':');
  return [a, b, c, d, e, rest.join(':')];
};
const order = <Value extends number | bigint>(operator: string, left: Value, right: Value): boolean => {
  if (operator.endsWith('LessThan')) return left < right;
  if (operator.endsWith('LessThanEquals')) return left <= right;
  if (operator.endsWith('GreaterThan')) return left > right;
  return operator.endsWith('GreaterThanEquals') ? left >= right : left === right;
};
const ordered = (name: string): string[] =>
  ['Equals', 'LessThan', 'LessThanEquals', 'GreaterThan', 'GreaterThanEquals'].map((each) => name + each);

const IS_TYPE: Readonly<Record<Type, (value: string) => boolean>> = {
  Numeric: (value) => /^-?\d+(?:\.\d+)?$/.test(value),
  Bool: (value) => value === 'true' || value === 'false',
  Date: (value) => /^-?\d+$|^\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d+)?Z)?$/.test(value),
  Ip: (value) => isIP(value) !== 0,
  Arn: (value) => value.startsWith('arn:') && value.split(':').length >= 6,
  Binary: (value) => /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?$/.test(value),
};
/** In nanoseconds. Four digits are a year. */
const instant = (value: string): bigint => {
  if (/^-?\d+$/.test(value) && !/^\d{4}$/.test(value)) return BigInt(value) * 1_000_000_000n;
  const [, date = '', fraction = ''] = /^([^.]*?)(?:\.(\d+))?Z?$/.exec(value) ?? [];
  const milliseconds = Date.parse(date.includes('T') ? `${date}Z` : date.length === 4 ? `${date}-01-01` : date);
  return BigInt(milliseconds) * 1_000_000n + BigInt(fraction.padEnd(9, '0'));
};
const ipNumber = (value: string): number => value.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
const isInBlock = (block: string, value: string): boolean => {
  const [address = '', prefix = '32'] = block.split('/');
  const size = 2 ** (32 - Number(prefix));
  return (
    IS_TYPE.Ip(value) &&
    !value.includes(':') &&
    Math.floor(ipNumber(value) / size) === Math.floor(ipNumber(address) / size)
  );
};

const FAMILIES = {
  String: {
    operators: ['StringEquals', 'StringEqualsIgnoreCase', 'StringLike'],
    policyValues: ['a', 'b', 'A', '', 'a*', '*b', '?', '*', 'ab'],
    universe: ['', 'a', 'b', 'A', 'ab', 'aB', 'x', 'y', 'c', '*', '?', 'a*', '*b', 'xx', 'axb'],
    matches: (operator, policyValue, value) => {
      if (operator === 'StringLike') return glob(policyValue).test(value);
      return operator === 'StringEquals' ? policyValue === value : policyValue.toLowerCase() === value.toLowerCase();
    },
  },
  Numeric: {
    operators: ordered('Numeric'),
    policyValues: ['1', '2', '1.5', '-1', 'x'],
    universe: ['-2', '-1', '-0.5', '0', '1', '1.0', '1.2', '1.5', '1.7', '2', '2.00', '3', 'x', ''],
    matches: (operator, policyValue, value) =>
      [policyValue, value].every(IS_TYPE.Numeric) && order(operator, Number(value), Number(policyValue)),
  },
  Date: {
    operators: ordered('Date'),
    policyValues: ['2026-01-01', '2026-01-01T00:00:01Z', '1767225600', 'x'],
    universe: [
      '2025-01-01',
      '2026-01-01',
      '1767225600',
      '2026-01-01T00:00:00.5Z',
      '1767225601',
      '2027-01-01',
      'x',
      '',
      '0',
    ],
    matches: (operator, policyValue, value) =>
      [policyValue, value].every(IS_TYPE.Date) && order(operator, instant(value), instant(policyValue)),
  },
  Ip: {
    operators: ['IpAddress'],
    policyValues: ['10.0.0.0/8', '10.0.0.0/9', '10.128.0.0/9', '10.1.1.1', '0.0.0.0/0', 'x'],
    universe: ['10.0.0.1', '10.1.1.1', '10.128.0.1', '11.0.0.0', '192.0.2.1', '::1', 'x', '', '10.1.1.2'],
    matches: (_operator, policyValue, value) => policyValue !== 'x' && isInBlock(policyValue, value),
  },
  Arn: {
    operators: ['ArnLike'],
    policyValues: ['arn:a:b::1:x', 'arn:a:*::1:*', 'arn:*:*:*:*:*', 'x*', 'arn:a:b::?:y'],
    universe: [
      'arn:a:b::1:x',
      'arn:a:c::1:x',
      'arn:a:b::1:y:z',
      'arn:a:b::2:y',
      'arn:::::',
      'arn:::::x',
      'x',
      '',
      'arn:a',
    ],
    matches: (_operator, policyValue, value) =>
      [policyValue, value].every(IS_TYPE.Arn) &&
      arnFields(policyValue).every((field, index) =>
        glob(field, index < 5 ? '[^:]*' : '.*').test(arnFields(value)[index] as string),
      ),
  },
  Bool: {
    operators: ['Bool'],
    policyValues: ['true', 'false', 'TRUE', 'x'],
    universe: ['true', 'false', 'True', 'FALSE', 'x', ''],
    matches: (_operator, policyValue, value) =>
      /^(?:true|false)$/i.test(value) && value.toLowerCase() === policyValue.toLowerCase(),
  },
  Binary: {
    operators: ['BinaryEquals'],
    policyValues: ['YQ==', 'YWI=', 'eA==', '!'],
    universe: ['YQ==', 'YQ', 'YR', 'YWI', 'YWJj', 'eA==', 'eDA=', 'eDE=', '!', ''],
    matches: (_operator, policyValue, value) =>
      [policyValue, value].every(IS_TYPE.Binary) && atob(value.replace(/=+$/, '')) === atob(policyValue),
  },
} satisfies Record<'String' | Type, Family>;

type FamilyName = keyof typeof FAMILIES;
type Asked = {
  family: FamilyName;
  quantity: Quantity;
  operator: string;
  values: string[];
  positive: boolean;
  excludes: boolean;
};

const known = new WeakMap<Asked, Map<string, boolean>>();

/** Whether a value passes the test, before the quantity. */
function passes(asked: Asked, value: string): boolean {
  const answers = known.get(asked) ?? new Map<string, boolean>();
  known.set(asked, answers);
  const { family, operator, values, excludes } = asked;
  const isMatch =
    answers.get(value) ?? values.some((each) => (FAMILIES[family] as Family).matches(operator, each, value));
  answers.set(value, isMatch);
  return excludes ? !isMatch && family !== 'String' && IS_TYPE[family](value) : isMatch;
}

function holds(asked: Asked, values: readonly string[]): boolean {
  const matching = values.filter((value) => passes(asked, value)).length;
  const isOne = values.length === 1 && matching === 1;
  const byQuantity: Record<Quantity, boolean> = {
    absent: values.length === 0,
    several: values.length > 1,
    one: isOne,
    oneOrNone: isOne || values.length === 0,
    any: matching > 0,
    anyOrNone: matching > 0 || values.length === 0,
    all: matching === values.length,
    allPresent: matching === values.length && values.length > 0,
  };
  return byQuantity[asked.quantity] === asked.positive;
}

const QUANTITIES: readonly Quantity[] = [
  'absent',
  'several',
  'one',
  'oneOrNone',
  'any',
  'anyOrNone',
  'all',
  'allPresent',
];
const COMPARING = QUANTITIES.slice(2);

function anyAsked(families: readonly FamilyName[]): fc.Arbitrary<Asked> {
  return fc.constantFrom(...families).chain((family) => {
    const { operators, policyValues }: Family = FAMILIES[family];
    const canExclude = family !== 'String' && family !== 'Bool' && family !== 'Binary';
    return fc.record({
      family: fc.constant(family),
      quantity: fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...COMPARING) }, fc.constantFrom(...QUANTITIES)),
      operator: fc.constantFrom(...operators),
      values: fc.array(fc.constantFrom(...policyValues), { minLength: 1, maxLength: 3 }),
      positive: fc.boolean(),
      excludes: canExclude ? fc.boolean() : fc.constant(false),
    });
  });
}

function literalsOf(asked: readonly Asked[]): KeyLiteral[] {
  const atoms = createTable(undefined, FAMILIES.Numeric.policyValues);
  return asked.map(({ quantity, operator, values, positive, excludes }) => {
    const isCounting = quantity === 'absent' || quantity === 'several';
    return {
      atom: isCounting ? atoms.key('k', quantity) : keyAtom(atoms, quantity, operator, values, { excludes }),
      positive,
    };
  });
}

/** Lists of one, two or three values, also of equal ones. */
function listsOf(universe: readonly string[], isMultivalued: boolean): string[][] {
  const single = universe.map((value) => [value]);
  if (!isMultivalued) return single;
  const longer = (lists: string[][]): string[][] =>
    lists.flatMap((list) => universe.slice(universe.indexOf(list.at(-1) as string)).map((value) => [...list, value]));
  const double = longer(single);
  return [...single, ...double, ...longer(double)];
}

type Setting = { asked: Asked[]; domain: KeyDomain; emptyValue: 'present' | 'absent' };

function isRealValue(value: string, { domain: { type }, emptyValue }: Setting): boolean {
  return (emptyValue === 'present' || value !== '') && (type === undefined || IS_TYPE[type](value));
}

function check(setting: Setting, families: readonly FamilyName[]): KeyAnswer {
  const { asked, domain, emptyValue } = setting;
  const search = { domain, emptyValue, line: lineOf(FAMILIES.Numeric.policyValues), budget: { left: 10_000_000 } };
  const answer = findValues(literalsOf(asked), search);
  if (typeof answer !== 'string') {
    expect(answer.filter((value) => !isRealValue(value, setting))).toStrictEqual([]);
    expect(asked.filter((each) => !holds(each, answer))).toStrictEqual([]);
    expect(answer.length > 1 && !domain.isMultivalued).toBe(false);
  } else if (answer === 'impossible') {
    const universe = [...new Set(families.flatMap<string>((family) => FAMILIES[family].universe))];
    const lists = listsOf(
      universe.filter((value) => isRealValue(value, setting)),
      domain.isMultivalued,
    );
    expect(lists.filter((list) => asked.every((each) => holds(each, list)))).toStrictEqual([]);
  }
  return answer;
}

const anySetting = (families: readonly FamilyName[], types: readonly KeyDomain['type'][]): fc.Arbitrary<Setting> =>
  fc.record({
    asked: fc.array(anyAsked(families), { minLength: 1, maxLength: 4 }),
    domain: fc.record({
      isMultivalued: fc.boolean(),
      isAlwaysPresent: fc.constant(false),
      type: fc.constantFrom(...types),
    }),
    emptyValue: fc.constantFrom('present', 'absent'),
  });

describe('findValues', () => {
  it.each<[family: FamilyName, types: KeyDomain['type'][]]>([
    ['String', [undefined, undefined, 'Arn', 'Bool', 'Numeric']],
    ['Numeric', [undefined, 'Numeric', 'Date']],
    ['Date', [undefined, 'Date']],
    ['Ip', [undefined, 'Ip']],
    ['Arn', [undefined, 'Arn']],
    ['Bool', [undefined, 'Bool']],
    ['Binary', [undefined, 'Binary']],
  ])('findValues agrees with trying all lists of values, for conditions of the family %s', (family, types) => {
    const counts = new Map<string, number>();
    fc.assert(
      fc.property(anySetting([family], types), (setting) => {
        const answer = check(setting, [family]);
        const kind = typeof answer === 'string' ? answer : answer.length > 1 ? 'several' : 'one';
        counts.set(kind, (counts.get(kind) ?? 0) + 1);
        const isMixed =
          family === 'String'
            ? setting.domain.type === 'Numeric'
            : setting.domain.type === 'Date' && family === 'Numeric';
        if (answer === 'undecided') expect(isMixed).toBe(true);
      }),
      { numRuns: count(100, 3000), seed: 20_261_124 },
    );
    for (const kind of ['one', 'several', 'impossible']) expect(counts.get(kind), kind).toBeGreaterThan(2);
  });

  it('findValues agrees with trying all lists of values, for conditions of several families', () => {
    const families: FamilyName[] = ['String', 'Numeric', 'Date', 'Arn', 'Bool'];
    fc.assert(
      fc.property(anySetting(families, [undefined]), (setting) => void check(setting, families)),
      { numRuns: count(100, 3000), seed: 20_261_124 },
    );
  }, 300_000);
});
