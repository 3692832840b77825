import { describe, expect, it } from 'vitest';
import { dimensionOfKey, holdsAt, keyOfDimension, type KeyAtom, type Quantity } from '../../../src/iam/compare/atom.js';
import { createTable, keyAtom } from './tables.js';

it('dimensionOfKey and keyOfDimension convert keys, which are compared in lowercase', () => {
  expect(dimensionOfKey('aws:K')).toBe('key aws:k');
  expect(keyOfDimension('key aws:k')).toBe('aws:k');
  expect(keyOfDimension('key key x')).toBe('key x');
  expect(keyOfDimension('action')).toBeUndefined();
});

describe('holdsAt', () => {
  const bob = { kind: 'AWS', id: 'arn:aws:iam::111122223333:user/Bob' } as const;

  it('an atom of text holds at a string that matches', () => {
    const atom = createTable().resource(['a*'], true, 'cross');
    expect([['ab'], 'b', 'ab', undefined, bob].map((value) => holdsAt(atom, value))).toStrictEqual([
      false,
      false,
      true,
      false,
      false,
    ]);
  });

  it('an atom of callers holds at a caller that it names', () => {
    const atom = createTable().principal({ AWS: '111122223333' });
    expect([bob, { ...bob, id: 'x' }, 'x', ['x'], undefined].map((value) => holdsAt(atom, value))).toStrictEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
  });

  it('an atom of a key holds at a list of values only', () => {
    const atom = createTable().key('k', 'absent');
    expect([[], ['a'], '', undefined, bob].map((value) => holdsAt(atom, value))).toStrictEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
  });

  // The columns: no value, a match, another value, a match twice, a match and another value, two other values.
  const lists = [[], ['a'], ['b'], ['a', 'a'], ['a', 'b'], ['b', 'c']];
  it.each<[quantity: Quantity, held: string]>([
    ['one', '-+----'],
    ['oneOrNone', '++----'],
    ['any', '-+-++-'],
    ['anyOrNone', '++-++-'],
    ['all', '++-+--'],
    ['allPresent', '-+-+--'],
    ['absent', '+-----'],
    ['several', '---+++'],
  ])('an atom with the quantity %s holds for the right lists of values: %s', (quantity, held) => {
    const atoms = createTable();
    const atom: KeyAtom =
      quantity === 'absent' || quantity === 'several'
        ? atoms.key('k', quantity)
        : keyAtom(atoms, quantity, 'StringEquals', 'a');
    expect(lists.map((list) => (holdsAt(atom, list) ? '+' : '-')).join('')).toBe(held);
  });
});
