import { describe, expect, it } from 'vitest';
import type { KeyAtom, SymbolicForm, TextAtom } from '../../../src/iam/compare/atom.js';
import type { Language } from '../../../src/iam/compare/pattern.js';
import { ANY_RUN, SEGMENT_RUN } from '../../../src/iam/match/glob.js';
import { createTable, keyAtom, valueTest } from './tables.js';

const arn = (account: string): string => `arn:aws:iam::${account}:role/x`;

describe('atoms that test the same are the same', () => {
  it('action lists in any order and letter case are the same atom', () => {
    const atoms = createTable();
    expect(atoms.action(['s3:A', 's3:b'])).toBe(atoms.action(['S3:B', 's3:a', 's3:A']));
    expect(atoms.action(['s3:A'])).not.toBe(atoms.action(['s3:b']));
    expect(atoms.action(['x:\u00c4'])).not.toBe(atoms.action(['x:\u00e4']));
  });

  it('resource lists without variables are the same atom in both versions of the language', () => {
    const atoms = createTable();
    expect(atoms.resource(['a', 'b'], true, 'cross')).toBe(atoms.resource(['b', 'a', 'b'], false, 'cross'));
    expect(atoms.resource(['a'], true, 'cross')).not.toBe(atoms.resource(['A'], true, 'cross'));
    expect(atoms.resource(['a'], true, 'cross')).not.toBe(atoms.resource(['a'], true, 'stay'));
    expect(atoms.resource(['a', '${b}'], true, 'cross')).toBe(atoms.resource(['${b}', 'a'], true, 'cross'));
    expect(atoms.resource(['a', '${b}'], true, 'cross')).not.toBe(atoms.resource(['a', '${b}'], false, 'cross'));
    expect(atoms.resource(['*'], true, 'cross')).not.toBe(atoms.action(['*']));
  });

  it('principals in any order and form are the same atom', () => {
    const atoms = createTable();
    const one = { Service: 'x', Federated: ['f'], AWS: ['b', 'a'] };
    const other = { AWS: ['a', 'b', 'a'], Federated: 'f', Service: ['x'] };
    expect(atoms.principal(one)).toBe(atoms.principal(other));
    expect(atoms.principal('*')).toBe(atoms.principal('*'));
    expect(atoms.principal('*')).not.toBe(atoms.principal({ AWS: '*' }));
    expect(atoms.principal({ Service: 'x' })).not.toBe(atoms.principal({ Federated: 'x' }));
    expect(atoms.exempt(one, 'complete')).toBe(atoms.exempt(other, 'complete'));
    expect(atoms.exempt(one, 'complete')).not.toBe(atoms.exempt(one, 'named'));
    expect(atoms.exempt(one, 'complete')).not.toBe(atoms.principal(one));
  });

  it('tests of a key in any letter case are the same atom', () => {
    const atoms = createTable();
    const like = (values: string[], options: Parameters<typeof keyAtom>[4] = {}): KeyAtom =>
      keyAtom(atoms, 'one', 'StringLike', values, options);
    expect(like(['a', 'b'], { key: 'aws:K' })).toBe(like(['b', 'a', 'b'], { key: 'AWS:k', hasVariables: false }));
    expect(like(['a'])).not.toBe(keyAtom(atoms, 'one', 'StringEquals', 'a'));
    expect(like(['a'])).not.toBe(keyAtom(atoms, 'any', 'StringLike', 'a'));
    expect(like(['a'])).not.toBe(like(['a'], { key: 'j' }));
    expect(like(['a'])).not.toBe(like(['b']));
    expect(like(['a', '${b}'])).not.toBe(like(['a', '${b}'], { hasVariables: false }));
    expect(like(['a'])).not.toBe(like(['a'], { excludes: true }));
    expect(atoms.key('K', 'absent')).toBe(atoms.key('k', 'absent'));
    expect(atoms.key('k', 'absent')).not.toBe(atoms.key('k', 'several'));
  });

  it('ARN operators with and without wildcards in their names are the same atom', () => {
    const atoms = createTable();
    expect(keyAtom(atoms, 'one', 'ArnEquals', arn('1'))).toBe(keyAtom(atoms, 'one', 'ArnLike', arn('1')));
    expect(keyAtom(atoms, 'one', 'NumericEquals', '${a}')).toBe(
      keyAtom(atoms, 'one', 'NumericEquals', '${a}', { hasVariables: false }),
    );
  });

  it('different atoms have different IDs, starting with 1', () => {
    const atoms = createTable();
    const all = [
      atoms.action(['a']),
      atoms.resource(['a'], false, 'cross'),
      atoms.principal('*'),
      atoms.exempt('*', 'named'),
      atoms.key('K', 'absent'),
      keyAtom(atoms, 'one', 'Bool', 'true'),
    ];
    expect(all.map(({ id }) => id)).toStrictEqual([1, 2, 3, 4, 5, 6]);
    expect(all.map(({ dimension }) => dimension)).toStrictEqual([
      'action',
      'resource',
      'principal',
      'principal',
      'key k',
      'key k',
    ]);
  });
});

describe('an atom of text', () => {
  it('an atom of actions matches with and without wildcards', () => {
    const atom = createTable().action(['s3:Get*', 's3:Put?', 'ec2:Run', 'ec2:Stop']);
    expect(atom.words()).toBeUndefined();
    const { test } = atom.matcher();
    const taken = ['s3:get', 's3:getx', 's3:putx', 'ec2:run', 'ec2:stop'];
    expect(taken.map(test)).toStrictEqual(taken.map(() => true));
    const others = ['s3:ge', 's3:put', 's3:putxy', 'xs3:get', 'ec2:runx', 'ec2:ru', ''];
    expect(others.map(test)).toStrictEqual(others.map(() => false));
  });

  it('an atom of text without wildcards lists its words', () => {
    expect(createTable().resource(['b', 'a'], false, 'cross').words()).toStrictEqual(['a', 'b']);
  });
});

describe('an atom of values', () => {
  const matching = (operator: string, values: string[], given: string[], excludes = false): string[] =>
    given.filter((value) => keyAtom(createTable(), 'one', operator, values, { excludes }).test?.matches(value));

  it('an atom of numbers matches the points of its set, and no other types', () => {
    expect(matching('NumericLessThan', ['2', '1'], ['1', '1.5', '2', '2.1', 'x'])).toStrictEqual(['1', '1.5']);
    expect(matching('NumericEquals', ['2', '1'], ['1', '1.5', '2.0', '3', 'x'], true)).toStrictEqual(['1.5', '3']);
    expect(matching('IpAddress', ['10.0.0.0/8'], ['10.1.1.1', '11.0.0.0', 'x'])).toStrictEqual(['10.1.1.1']);
    expect(matching('DateGreaterThan', ['2026'], ['2026', '2027', 'x'])).toStrictEqual(['2027']);
  });

  it('an atom that excludes ARNs matches other ARNs only', () => {
    expect(matching('ArnLike', [arn('1')], [arn('1'), arn('2'), 'x'], true)).toStrictEqual([arn('2')]);
    expect(matching('ArnLike', [arn('*')], [arn('1'), 'x'])).toStrictEqual([arn('1')]);
  });

  it('an atom of values has words only if it has no wildcards and excludes nothing', () => {
    const wordsOf = (operator: string, value: string, excludes = false) =>
      keyAtom(createTable(), 'one', operator, value, { excludes }).test?.words();
    expect(wordsOf('StringEquals', 'a*')).toStrictEqual(['a*']);
    expect(wordsOf('StringLike', 'a*')).toBeUndefined();
    expect(wordsOf('ArnLike', arn('1'))).toStrictEqual([arn('1')]);
    expect(wordsOf('ArnLike', arn('1'), true)).toBeUndefined();
    expect(wordsOf('NumericEquals', '1')).toBeUndefined();
  });

  it('the cost of a test is 1 for points and the number of patterns for text', () => {
    const costOf = (operator: string, values: string[]) => keyAtom(createTable(), 'one', operator, values).test?.cost();
    expect(costOf('NumericEquals', ['1', '2'])).toBe(1);
    expect(costOf('StringLike', ['a*', 'b*', 'c'])).toBe(3);
  });
});

describe('the symbolic form of an atom', () => {
  const symbol = '\udc00';
  const formOf = (operator: string, values: string | string[], excludes = false): SymbolicForm | undefined =>
    keyAtom(createTable(), 'one', operator, values, { excludes }).symbolic;
  const withoutWider = ({ wider: _wider, ...form }: SymbolicForm): Omit<SymbolicForm, 'wider'> => form;
  const widerLanguage = (form: SymbolicForm | undefined): Language | undefined =>
    (form?.wider as KeyAtom | undefined)?.test?.language?.();

  it.each<[operator: string, value: string, form: Omit<SymbolicForm, 'wider'>, wider: Language]>([
    [
      'StringLike',
      'a${v}*',
      {
        language: [
          ['a', symbol, ANY_RUN],
          ['a', symbol, ANY_RUN],
        ],
        ignoresCase: false,
        matchesLess: false,
      },
      [['a', ANY_RUN, ANY_RUN]],
    ],
    [
      'StringEqualsIgnoreCase',
      'a${v}',
      {
        language: [
          [{ lower: 'a', upper: 'A' }, symbol],
          [{ lower: 'a', upper: 'A' }, symbol],
        ],
        ignoresCase: true,
        matchesLess: false,
      },
      [[{ lower: 'a', upper: 'A' }, ANY_RUN]],
    ],
    [
      'ArnLike',
      'arn:a:b:c:d:${v}',
      {
        language: [
          [...'arn:a:b:c:d:', symbol],
          [...'arn:a:b:c:d:', symbol],
        ],
        ignoresCase: false,
        matchesLess: false,
      },
      [[...'arn:a:b:c:d:', ANY_RUN]],
    ],
    [
      'ArnLike',
      'arn:a:b:c:${v}:e',
      {
        language: [
          [...'arn:a:b:c:', symbol, ...':e'],
          [...'arn:a:b:c:', symbol, ...':e'],
        ],
        ignoresCase: false,
        matchesLess: true,
      },
      [[...'arn:a:b:c:', SEGMENT_RUN, ...':e']],
    ],
  ])('the symbolic form under %s of %j has symbols and a wider atom', (operator, value, form, wider) => {
    const found = formOf(operator, value) as SymbolicForm;
    expect(withoutWider(found)).toStrictEqual(form);
    expect(widerLanguage(found)).toStrictEqual(wider);
  });

  it.each([
    ['NumericEquals', '${a}'],
    ['Bool', '${a}'],
    ['StringLike', '${*}'],
    ['StringLike', '$a'],
  ])('an atom under %s of %j has no symbolic form', (operator, value) =>
    expect(formOf(operator, value)).toBeUndefined(),
  );

  it('a value with a variable that is no ARN matches nothing under an ARN operator', () => {
    expect(withoutWider(formOf('ArnLike', '${v}') as SymbolicForm)).toStrictEqual({
      language: [],
      ignoresCase: false,
      matchesLess: false,
    });
  });

  it('an atom that excludes has a symbolic form without language and without a wider atom', () => {
    expect(formOf('ArnLike', 'arn:a:b:c:d:${v}', true)).toStrictEqual({
      language: undefined,
      ignoresCase: false,
      matchesLess: false,
      wider: undefined,
    });
  });

  it('an atom has no symbolic form if its variables are fixed or it has none', () => {
    const fixed = createTable(new Map([['a', 'v*']]));
    const atom = fixed.resource(['${A}'], true, 'cross');
    expect(atom.symbolic).toBeUndefined();
    expect(atom.language()).toStrictEqual([['v', '*']]);
    expect(fixed.resource(['${b}'], true, 'cross').symbolic).toBeDefined();
    expect(createTable().resource(['${a}'], false, 'cross').symbolic).toBeUndefined();
    expect(createTable().resource(['arn:aws:s3:${a}::b'], true, 'cross').symbolic).toBeUndefined();
    expect(createTable().condition('k', 'one', valueTest('StringLike', '${a}'), false).symbolic).toBeUndefined();
  });

  it('fixed variables have their values or their defaults, and match nothing without them', () => {
    const atoms = createTable(
      new Map([
        ['a', undefined],
        ['b', 'x'],
      ]),
    );
    const language = (...patterns: string[]) => atoms.resource(patterns, true, 'cross').language();
    expect(language('${a}', "${a, 'd'}", "${b, 'd'}")).toStrictEqual([['d'], ['x']]);
    const { symbolic } = atoms.resource(['${a}${c}', '${b}${c}'], true, 'cross');
    expect(symbolic?.language).toStrictEqual([
      ['x', symbol],
      ['x', symbol],
    ]);
  });

  it('a resource has symbols in its last field, and a wider atom with wildcards', () => {
    const { symbolic } = createTable().resource(['arn:aws:s3:::b/${u}', 'z'], true, 'cross');
    const texts = [[...'arn:aws:s3:::b/', symbol], ['z']];
    expect(symbolic?.language).toStrictEqual([...texts, ...texts]);
    expect((symbolic?.wider as TextAtom | undefined)?.language()).toStrictEqual([
      [...'arn:aws:s3:::b/', ANY_RUN],
      ['z'],
    ]);
    expect(symbolic?.wider?.symbolic).toBeUndefined();
  });

  it('a variable with a default also appears without it', () => {
    expect(formOf('StringEquals', ["${v, 'x'}", '${v}'])?.language).toStrictEqual([
      [symbol],
      ['\udc01'],
      ['\udc01'],
      ['\udc01'],
    ]);
  });

  it('strings with half of a surrogate pair are not part of a symbolic language', () => {
    expect(formOf('StringEquals', ['\ud83d${v}', 'a\udc00', '${v}', '\u{1f600}'])?.language).toStrictEqual([
      [symbol],
      ['\u{1f600}'],
      [symbol],
      ['\u{1f600}'],
    ]);
  });

  it('an atom has no symbolic language if there are not enough symbols', () => {
    const atoms = createTable();
    const many = Array.from({ length: 1024 }, (_, index) => `\${v${index}}`).join('');
    expect(atoms.resource([many], true, 'cross').symbolic?.language).toHaveLength(2);
    expect(atoms.resource(['${z}'], true, 'cross').symbolic).toMatchObject({ language: undefined });
    expect(atoms.resource(['${v7}'], true, 'cross').symbolic?.language).toHaveLength(2);
  });
});

it('atoms of callers test who makes the request', () => {
  const atoms = createTable();
  const bob = { kind: 'AWS', id: 'arn:aws:iam::111122223333:user/Bob' } as const;
  const list = { AWS: [bob.id] };
  expect(atoms.principal(list).test(bob)).toBe(true);
  expect(atoms.principal(list).test({ kind: 'anonymous', id: '' })).toBe(false);
  expect(atoms.exempt(list, 'complete').test(bob)).toBe(false);
  expect(atoms.exempt(list, 'named').test(bob)).toBe(true);
});
