import { describe, expect, it } from 'vitest';
import type { Quantity } from '../../../src/iam/compare/atom.js';
import { TooComplexError } from '../../../src/iam/compare/budget.js';
import type { KeyDomain } from '../../../src/iam/compare/key-domain.js';
import {
  exampleValue,
  findValues,
  type KeyAnswer,
  type KeyLiteral,
  type KeySearch,
} from '../../../src/iam/compare/key-search.js';
import { createTable, keyAtom, lineOf } from './tables.js';

const ANY: KeyDomain = { isMultivalued: false, isAlwaysPresent: false, type: undefined };

/**
 * Literals as text: `one StringLike a*|b & not absent`. `|` separates values, `_` is the empty string, `not` marks what
 * must not hold and `other` a test that excludes what it matches.
 */
function literalsOf(asked: string): KeyLiteral[] {
  const atoms = createTable(undefined, ['5', '4', '100']);
  return asked.split(' & ').flatMap((each) => {
    const [, not, other, quantity, operator, list] = /^(not )?(other )?(\w+) ?(\w+)? ?(.*)$/.exec(each) ?? [];
    const positive = not === undefined;
    if (quantity === 'absent' || quantity === 'several') return [{ atom: atoms.key('k', quantity), positive }];
    if (operator === undefined) return [];
    const values = list === '' ? [] : (list as string).split('|').map((value) => (value === '_' ? '' : value));
    const excludes = other !== undefined;
    return [{ atom: keyAtom(atoms, quantity as Quantity, operator, values, { excludes }), positive }];
  });
}

function find(
  asked: string,
  domain: Partial<KeyDomain> = {},
  emptyValue: KeySearch['emptyValue'] = 'present',
): KeyAnswer {
  const search = { domain: { ...ANY, ...domain }, emptyValue, line: lineOf(['5', '4', '100']) };
  return findValues(literalsOf(asked), { ...search, budget: { left: 1_000_000 } });
}

describe('one value of a key of any type', () => {
  it.each<[asked: string, answer: KeyAnswer]>([
    ['', ['x']],
    ['not absent', ['x']],
    ['absent', 'impossible'],
    ['absent & not absent', 'impossible'],
    ['several', 'impossible'],
    ['not several', ['x']],
    ['one StringEquals b|a', ['a']],
    ['one StringEquals b|a & one StringLike b*', ['b']],
    ['one StringEquals', 'impossible'],
    ['not one StringEquals a', ['x']],
    ['not one StringEquals x|y', ['']],
    ['not one StringEquals _|x|y', ['a']],
    ['one StringLike a* & not one StringLike *b', ['a']],
    ['one StringLike a* & not one StringLike a*', 'impossible'],
    ['one StringLike a? & oneOrNone StringLike a*', ['ax']],
    ['one StringEqualsIgnoreCase a & not one StringEquals a', ['A']],
    ['one Bool true & not one StringLike TRUE', ['true']],
    ['one Bool true & not one StringLike true|?RUE|T*', ['truE']],
    ['one BinaryEquals YQ==', ['YQ']],
    ['one ArnLike arn:*:b:c:d:e', ['arn::b:c:d:e']],
    ['one NumericLessThan 5', ['0']],
    ['one NumericEquals 5 & not one StringEquals 5', ['5.0']],
    ['one NumericEquals 5 & not one NumericEquals 5', 'impossible'],
    ['one NumericEquals 5 & one NumericEquals 4', 'impossible'],
    ['one DateGreaterThan 2026-01-01', ['2026-01-01T00:00:01Z']],
    ['one IpAddress 10.0.0.0/8 & not one IpAddress 10.0.0.0/9', ['10.128.0.1']],
    ['one NumericLessThan 5 & one IpAddress 10.0.0.0/8', 'undecided'],
    ['one NumericLessThan 5 & one DateEquals 2026', 'undecided'],
    ['one NumericGreaterThan 4 & one DateGreaterThan 0', ['5']],
    ['one NumericLessThan 5 & not one IpAddress 10.0.0.0/8', ['0']],
    ['one NumericEquals 5 & one StringEquals 4|5', ['5']],
    ['one NumericLessThan 5 & one StringEquals 7|5', 'impossible'],
    ['one StringLike a* & not one NumericLessThan 5', ['a']],
    ['one StringLike ?*77 & one NumericLessThan 100', 'undecided'],
    ['one StringLike ?*77 & one NumericLessThan 4 & one NumericGreaterThan 4', 'impossible'],
    ['one StringLike a* & one StringLike b* & one NumericLessThan 100', 'impossible'],
    ['one StringLike * & not one NumericLessThan 100 & not one NumericGreaterThan 99', ['']],
  ])('findValues finds one value for %j: %j', (asked, answer) => expect(find(asked)).toStrictEqual(answer));

  it.each<[asked: string, answer: KeyAnswer]>([
    ['one StringEquals _', 'impossible'],
    ['one StringEquals _|a', ['a']],
    ['one StringLike * & not one StringLike ?', ['xx']],
    ['one StringLike * & not one StringLike ?*', 'impossible'],
    ['not one StringEquals x|y', ['a']],
    ['', ['x']],
  ])('findValues finds no empty value if empty values count as absent: %j', (asked, answer) =>
    expect(find(asked, {}, 'absent')).toStrictEqual(answer),
  );

  it.each<[asked: string, answer: KeyAnswer]>([
    ['other one ArnLike arn:a:b:c:d:*', ['arn:::::']],
    ['not other one ArnLike arn:a:b:c:d:*', ['x']],
    ['not other one ArnLike arn:a:b:c:d:e & one StringLike arn:a:b:c:d:*', ['arn:a:b:c:d:e']],
    ['not other one ArnLike arn:a:b:c:d:e & one StringLike z*', ['z']],
    ['not other one ArnLike arn:a:b:c:d:e & one StringLike arn:z:b:c:d:*', 'impossible'],
    ['other one ArnLike arn:a:b:c:d:e & one StringLike x*', 'impossible'],
    ['other one NumericEquals 5 & not one NumericLessThan 5 & not one NumericGreaterThan 5', 'impossible'],
    ['not other one NumericEquals 5 & not one NumericEquals 5', ['x']],
  ])('findValues understands tests that exclude what they match: %j', (asked, answer) =>
    expect(find(asked)).toStrictEqual(answer),
  );
});

describe('one value of a key with a type', () => {
  it.each<[type: KeyDomain['type'], asked: string, answer: KeyAnswer]>([
    ['Bool', 'not one Bool true', ['false']],
    ['Bool', 'not one Bool true|false', 'impossible'],
    ['Bool', 'one StringLike *', ['true']],
    ['Numeric', 'not one NumericLessThan 5 & not one NumericGreaterThan 5', ['5']],
    ['Numeric', 'not one NumericLessThan 5 & not one NumericGreaterThan 4', 'impossible'],
    ['Numeric', 'not one StringEquals 0|_', ['0.0']],
    ['Numeric', 'one StringLike ?*77', 'undecided'],
    ['Numeric', 'not one NumericEquals 0', ['-1']],
    ['Date', 'not one DateGreaterThan 1999 & not one DateLessThan 1999', ['1999-01-01T00:00:00Z']],
    ['Date', 'one NumericLessThan 5', ['0']],
    ['Ip', 'not one IpAddress 0.0.0.0/0|::/0', 'impossible'],
    ['Ip', 'not one IpAddress 0.0.0.0/0', ['2001:db8::1']],
    ['Arn', 'not one ArnLike arn:aws:iam::*:role/*', ['arn:x:x:::x']],
    ['Arn', 'not one ArnLike arn:*:*:*:*:*', 'impossible'],
    ['Arn', 'one StringLike x*', 'impossible'],
    ['Arn', 'one StringLike *a*', ['arn:aws:iam::111122223333:role/example']],
    ['Binary', 'not one BinaryEquals eA==|eDA=', ['eDE=']],
    ['Binary', 'not one BinaryEquals YQ==', ['eA==']],
    ['Binary', 'one BinaryEquals YQ==', ['YQ']],
  ])('findValues finds a value of the type %s for %j: %j', (type, asked, answer) =>
    expect(find(asked, { type })).toStrictEqual(answer),
  );

  it.each<[type: KeyDomain['type'], value: string]>([
    [undefined, 'x'],
    ['Bool', 'true'],
    ['Numeric', '0'],
    ['Date', '2026-01-01T00:00:00Z'],
    ['Ip', '192.0.2.1'],
    ['Arn', 'arn:aws:iam::111122223333:role/example'],
    ['Binary', 'eA=='],
  ])('the example of a value of the type %s is %j', (type, value) => {
    expect(exampleValue({ ...ANY, type }, lineOf())).toBe(value);
    expect(find('', { type })).toStrictEqual([value]);
  });
});

describe('several values', () => {
  it.each<[asked: string, answer: KeyAnswer]>([
    ['any StringEquals a & any StringEquals b', ['a', 'b']],
    ['any StringEquals a & any StringLike a*', ['a']],
    ['all StringEquals a|b', ['a']],
    ['all StringEquals a|b & any StringEquals b', ['b']],
    ['all StringEquals a & any StringEquals b', 'impossible'],
    ['not all StringEquals a & any StringEquals a', ['x', 'a']],
    ['not allPresent StringEquals a & anyOrNone StringEquals a', ['x', 'a']],
    ['not any StringEquals a & all StringLike a*', ['ax']],
    ['not any StringEquals a & all StringEquals a', 'impossible'],
    ['not absent & any StringEquals a', ['a']],
    ['several', ['x', 'y']],
    ['several & not several', 'impossible'],
    ['several & one StringEquals a', 'impossible'],
    ['several & not one StringEquals a', ['x', 'y']],
    ['several & any StringEquals a', ['a', 'x']],
    ['several & all StringEquals a', ['a', 'a']],
    ['several & all StringLike a*', ['a', 'ax']],
    ['not several & any StringEquals a & any StringEquals b', 'impossible'],
    ['any StringEquals a & not one StringEquals a', ['a', 'x']],
    ['any StringLike ?*77 & all NumericLessThan 100', 'undecided'],
    ['several & any StringEquals 1 & all StringLike ?* & all NumericLessThan 2', ['1', '0']],
    ['several & any StringEquals 77 & all StringLike ?*7 & all NumericEquals 77', ['77', '077']],
    ['several & any StringEquals 77 & all StringLike *77 & all NumericLessThan 100', ['77', '77']],
    ['several & all NumericEquals 5', ['5', '5.0']],
    ['several & all IpAddress 10.1.2.3', ['10.1.2.3', '10.1.2.3']],
    ['several & all IpAddress 10.1.2.2/31', ['10.1.2.3', '10.1.2.2']],
  ])('findValues finds several values for %j: %j', (asked, answer) =>
    expect(find(asked, { isMultivalued: true })).toStrictEqual(answer),
  );

  it.each<[type: KeyDomain['type'], answer: KeyAnswer]>([
    ['Bool', ['true', 'false']],
    ['Binary', ['eA==', 'eDA=']],
    ['Arn', ['arn:aws:iam::111122223333:role/example', 'arn:b:b:::b']],
    ['Numeric', ['0', '0.0']],
    ['Ip', ['192.0.2.1', '0.0.0.0']],
  ])('findValues finds two different values of the type %s', (type, answer) =>
    expect(find('several', { isMultivalued: true, type })).toStrictEqual(answer),
  );

  it('findValues finds one value for a single-valued key', () => {
    expect(find('any StringEquals a & any StringEquals b')).toBe('impossible');
    expect(find('not all StringEquals a & any StringLike ?')).toStrictEqual(['x']);
  });
});

it('findValues spends steps for the values that it compares', () => {
  const numbers = Array.from({ length: 100 }, (_, index) => String(index)).join('|');
  const search = { domain: ANY, emptyValue: 'present', line: lineOf() } as const;
  const budget = { left: 100 };
  expect(findValues(literalsOf(`one StringEquals ${numbers}`), { ...search, budget })).toStrictEqual(['0']);
  expect(budget.left).toBeCloseTo(99.8);
  const hard = literalsOf(`one StringEquals ${numbers} & one StringLike x*`);
  expect(() => findValues(hard, { ...search, budget: { left: 9 } })).toThrow(TooComplexError);
});
