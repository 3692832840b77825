import { describe, expect, it } from 'vitest';
import type { Atom, Literal, Quantity } from '../../../src/iam/compare/atom.js';
import { contradict } from '../../../src/iam/compare/contradiction.js';
import { createTable, keyAtom } from './tables.js';

const atoms = createTable();
const holds = (atom: Atom): Literal => ({ atom, positive: true });
const fails = (atom: Atom): Literal => ({ atom, positive: false });
const resource = (...patterns: string[]): Atom => atoms.resource(patterns, true, 'cross');
const value = (operator: string, values: string | string[], quantity: Quantity = 'one', excludes = false): Atom =>
  keyAtom(atoms, quantity, operator, values, { excludes });
const isImpossible = (inner: Atom, outer: Atom): boolean => {
  const found = contradict(holds(inner), fails(outer), { left: 100_000 });
  expect(contradict(fails(outer), holds(inner), { left: 100_000 })).toBe(found);
  return found;
};

describe('contradict', () => {
  it.each<[what: string, inner: Atom, outer: Atom, expected: boolean]>([
    ['a variable and a wildcard', resource('a/${u}'), resource('a/*'), true],
    ['a wildcard and a variable', resource('a/*'), resource('a/${u}'), false],
    ['a variable and the same in a list', resource('a/${u}'), resource('b', 'a/${u}'), true],
    ['a list and one of it', resource('b', 'a/${u}'), resource('a/${u}'), false],
    ['a variable and what follows', resource('a/${u}/b'), resource('a/${u}/*'), true],
    ['two variables', resource('${u}'), resource('${v}'), false],
    ['a variable and a question mark', resource('${u}'), resource('?'), false],
    ['a variable and its default', resource('${u}'), resource("${u, 'x'}"), true],
    ['a default and the variable without it', resource("${u, 'x'}"), resource('${u}'), false],
    ['literal text and a list with it', resource('a'), resource('${u}', 'a'), true],
    ['nested variables and a question mark', resource('b/${${u}}'), resource('b/?'), false],
    ['a string that looks like a symbol', resource('\udc00'), resource('${u}'), true],
    ['no variables at all', resource('a'), resource('a*'), false],
    ['other kinds of atoms', resource('${u}'), value('StringLike', '${u}'), false],
    ['an action and a resource, which are strings', resource('${u}'), atoms.action(['*']), true],
    ['a caller', resource('${u}'), atoms.principal('*'), false],
    ['an operator with wildcards', value('StringEquals', '${u}'), value('StringLike', '${u}*'), true],
    ['an operator without wildcards', value('StringLike', '${u}*'), value('StringEquals', '${u}'), false],
    [
      'an operator that ignores letter case',
      value('StringEquals', '${u}'),
      value('StringEqualsIgnoreCase', '${u}'),
      true,
    ],
    ['an operator that heeds letter case', value('StringEqualsIgnoreCase', '${u}'), value('StringLike', '*'), false],
    [
      'two that ignore letter case',
      value('StringEqualsIgnoreCase', 'A${u}'),
      value('StringEqualsIgnoreCase', 'a${u}'),
      true,
    ],
    [
      'a variable in the last field of an ARN',
      value('ArnLike', 'arn:a:b:c:d:${u}'),
      value('ArnLike', 'arn:a:*:c:d:*'),
      true,
    ],
    [
      'a value in place of an ARN',
      value('StringEquals', 'arn:a:b:c:${u}:e'),
      value('ArnLike', 'arn:a:b:c:${u}:e'),
      false,
    ],
    ['an ARN in place of a value', value('ArnLike', 'arn:a:b:c:${u}:e'), value('StringLike', 'arn:a:b:c:${u}:*'), true],
    ['excluded ARNs', value('StringLike', '${u}'), value('ArnLike', 'arn:a:b:c:d:*', 'one', true), false],
    [
      'excluded ARNs with a variable',
      value('ArnLike', 'arn:a:b:c:d:${u}', 'one', true),
      value('StringLike', '*'),
      false,
    ],
    ['numbers', value('StringLike', '${u}'), value('NumericEquals', '1'), false],
    ['the absent key', atoms.key('k', 'absent'), value('StringLike', '${u}'), false],
    ['the present key', value('StringLike', '${u}'), atoms.key('k', 'several'), false],
  ])('contradict says whether one test implies the other for all values of variables: %s', (_what, ...asked) => {
    const [inner, outer, expected] = asked;
    expect(isImpossible(inner, outer)).toBe(expected);
  });

  it('literals that both hold, or both do not, never contradict each other here', () => {
    const [one, other] = [resource('a${u}'), resource('a*')];
    expect(contradict(holds(one), holds(other), { left: 1000 })).toBe(false);
    expect(contradict(fails(one), fails(other), { left: 1000 })).toBe(false);
    expect(contradict(fails(one), holds(other), { left: 1000 })).toBe(false);
  });

  it('contradict knows nothing about an atom that has more variables than there are symbols', () => {
    const many = createTable();
    const patterns = Array.from({ length: 1024 }, (_, index) => `\${v${index}}`);
    expect(many.resource([patterns.join('')], true, 'cross').symbolic?.language).toBeDefined();
    const [last, all] = [many.resource(['${z}'], true, 'cross'), many.resource(['*'], true, 'cross')];
    expect(contradict(holds(last), fails(all), { left: 100_000 })).toBe(false);
    expect(contradict(holds(all), fails(last), { left: 100_000 })).toBe(false);
  });

  const quantities = ['one', 'oneOrNone', 'any', 'anyOrNone', 'all', 'allPresent'] as const;
  it.each<[inner: Quantity, implied: Quantity[]]>([
    ['one', ['one', 'oneOrNone', 'any', 'anyOrNone', 'all', 'allPresent']],
    ['oneOrNone', ['oneOrNone', 'anyOrNone', 'all']],
    ['any', ['any', 'anyOrNone']],
    ['anyOrNone', ['anyOrNone']],
    ['all', ['all']],
    ['allPresent', ['any', 'anyOrNone', 'all', 'allPresent']],
  ])('values that match, with the quantity %s, also match with the quantities %j', (inner, implied) => {
    const found = quantities.filter((outer) =>
      isImpossible(value('StringEquals', '${u}', inner), value('StringLike', '${u}*', outer)),
    );
    expect(found).toStrictEqual(implied);
  });
});
