import { describe, expect, it } from 'vitest';
import { createAtomTable, type AtomTable, type KeyAtom } from '../../../src/iam/compare/atom.js';
import { operatorNamed } from '../../../src/iam/condition/operator.js';

const createTable = (): AtomTable => createAtomTable({ colons: 'cross', mistypedValue: 'differs' });

describe('atoms that ask the same are the same', () => {
  it('action lists in any order and letter case are the same atom', () => {
    const atoms = createTable();
    expect(atoms.action(['s3:A', 's3:b'])).toBe(atoms.action(['S3:B', 's3:a', 's3:A']));
    expect(atoms.action(['s3:A'])).not.toBe(atoms.action(['s3:b']));
    expect(atoms.action(['x:\u00df']).test('x:\u00df')).toBe(true);
  });

  it('resource lists without variables are the same atom in both versions of the language', () => {
    const atoms = createTable();
    expect(atoms.resource(['a', 'b'], true)).toBe(atoms.resource(['b', 'a', 'b'], false));
    expect(atoms.resource(['a'], true)).not.toBe(atoms.resource(['A'], true));
    expect(atoms.resource(['a', '${b}'], true)).toBe(atoms.resource(['${b}', 'a'], true));
    expect(atoms.resource(['a', '${b}'], true)).not.toBe(atoms.resource(['a', '${b}'], false));
    expect(atoms.resource(['*'], true)).not.toBe(atoms.action(['*']));
  });

  it('principals in any order and form are the same atom', () => {
    const atoms = createTable();
    const one = { Service: 'x', Federated: ['f'], AWS: ['b', 'a'] };
    const other = { AWS: ['a', 'b', 'a'], Federated: 'f', Service: ['x'] };
    expect(atoms.principal(one)).toBe(atoms.principal(other));
    expect(atoms.principal('*')).toBe(atoms.principal('*'));
    expect(atoms.principal('*')).not.toBe(atoms.principal({ AWS: '*' }));
    expect(atoms.principal({ Service: 'x' })).not.toBe(atoms.principal({ Federated: 'x' }));
  });

  it('conditions on a key in any letter case are the same atom', () => {
    const atoms = createTable();
    const condition = (name: string, key: string, values: string[], hasVariables = true): KeyAtom =>
      atoms.condition(operatorNamed(name), key, values, hasVariables);
    expect(condition('StringLike', 'aws:K', ['a', 'b'])).toBe(condition('StringLike', 'AWS:k', ['b', 'a', 'b'], false));
    expect(condition('StringLike', 'k', ['a'])).not.toBe(condition('StringEquals', 'k', ['a']));
    expect(condition('StringLike', 'k', ['a'])).not.toBe(condition('StringLike', 'j', ['a']));
    expect(condition('StringLike', 'k', ['a'])).not.toBe(condition('StringLike', 'k', ['b']));
    expect(condition('StringLike', 'k', ['a', '${b}'])).not.toBe(condition('StringLike', 'k', ['a', '${b}'], false));
  });

  it('different atoms have different IDs, starting with 1', () => {
    const atoms = createTable();
    const all = [
      atoms.action(['a']),
      atoms.resource(['a'], false),
      atoms.principal('*'),
      atoms.condition(operatorNamed('Null'), 'k', ['true'], false),
    ];
    expect(all.map(({ id }) => id)).toStrictEqual([1, 2, 3, 4]);
    expect(all.map(({ dimension }) => dimension)).toStrictEqual(['action', 'resource', 'principal', 'key k']);
  });
});

describe('an atom', () => {
  it('a string atom matches with and without wildcards', () => {
    const { test, literals } = createTable().action(['s3:Get*', 's3:Put?', 'ec2:Run', 'ec2:Stop']);
    expect(literals).toBeUndefined();
    const taken = ['s3:get', 's3:getx', 's3:putx', 'ec2:run', 'ec2:stop'];
    expect(taken.map(test)).toStrictEqual(taken.map(() => true));
    const others = ['s3:ge', 's3:put', 's3:putxy', 'xs3:get', 'ec2:runx', 'ec2:ru', ''];
    expect(others.map(test)).toStrictEqual(others.map(() => false));
  });

  it('a string atom without wildcards lists its words', () => {
    expect(createTable().resource(['b', 'a'], false).literals).toStrictEqual(['a', 'b']);
  });

  it.each([
    ['StringLike', true, false],
    ['ArnLike', true, false],
    ['StringEqualsIgnoreCase', true, true],
    ['NumericEquals', false, false],
    ['Bool', false, false],
  ])('the atom of %s has a symbolic form: %s', (name, expected, isOverApproximated) => {
    const { symbolicForm } = createTable().condition(operatorNamed(name), 'k', ['${a}'], true);
    expect(symbolicForm !== undefined).toBe(expected);
    expect(symbolicForm?.isOverApproximated ?? false).toBe(isOverApproximated);
  });

  it.each(['StringNotLike', 'StringLikeIfExists', 'ForAllValues:StringLike', 'ForAnyValue:StringLike'])(
    'the atom of %s has no symbolic language',
    (name) =>
      expect(createTable().condition(operatorNamed(name), 'k', ['${a}'], true).symbolicForm).toStrictEqual({
        isOverApproximated: false,
      }),
  );

  it('an atom has no symbolic form if its variables are fixed or it has none', () => {
    const settled = createAtomTable({ colons: 'cross', mistypedValue: 'differs', assignment: () => 'v' });
    expect(settled.resource(['${a}'], true).symbolicForm).toBeUndefined();
    expect(settled.resource(['${a}'], true).test('v')).toBe(true);
    expect(createTable().resource(['${a}'], false).symbolicForm).toBeUndefined();
    expect(createTable().resource(['${*}'], true).symbolicForm).toBeUndefined();
    expect(createTable().condition(operatorNamed('StringLike'), 'k', ['${a}'], false).symbolicForm).toBeUndefined();
  });

  it.each([
    ['ArnNotLike', 'differs', true],
    ['ArnNotLike', 'fails', false],
    ['ArnLike', 'fails', true],
    ['StringNotLike', 'fails', true],
  ] as const)(
    'the atom of %s accepts values that are not ARNs in the reading "%s": %s',
    (name, mistypedValue, expected) => {
      const atoms = createAtomTable({ colons: 'cross', mistypedValue });
      expect(atoms.condition(operatorNamed(name), 'k', ['a'], false).acceptsMistyped).toBe(expected);
    },
  );
});
