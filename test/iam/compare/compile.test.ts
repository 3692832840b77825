import { describe, expect, it } from 'vitest';
import type { Atom, Literal } from '../../../src/iam/compare/atom.js';
import { TooComplexError } from '../../../src/iam/compare/budget.js';
import { compileStatements, mayCrossColons, sizeOf, type ComparedStatement } from '../../../src/iam/compare/compile.js';
import { keyDomain, keyUses } from '../../../src/iam/compare/key-domain.js';
import type { AnyPolicy } from '../../../src/iam/document.js';
import type { ConditionBlock } from '../../../src/iam/index.js';
import { DEFAULT_READING, type Reading } from '../../../src/iam/reading.js';
import { allow, bucket, deny, doing, on, policy, when } from './policies.js';
import { createTable } from './tables.js';

function compile(policies: AnyPolicy[], other: Partial<Reading> = {}, budget = { left: 10_000 }): ComparedStatement[] {
  const reading = { ...DEFAULT_READING, ...other };
  const uses = keyUses(policies);
  return compileStatements({ policies }, new Map(), {
    ...reading,
    atoms: createTable(),
    domainOf: (key) => keyDomain(key, uses.get(key.toLowerCase()), reading.keyValues),
    budget,
  });
}

/** `one String equals a`, with `!` for a literal that must not hold. */
function describeLiteral({ atom, positive }: Literal): string {
  return `${positive ? '' : '!'}${describeAtom(atom)}`;
}

function describeAtom(atom: Atom): string {
  if (atom.kind !== 'key') return atom.dimension;
  const { quantity, test } = atom;
  if (test === undefined) return quantity;
  const { family, comparison, values, excludes } = test;
  return `${quantity} ${excludes ? 'other ' : ''}${family} ${comparison} ${values.join('|')}`;
}

const alternatives = (
  condition: ConditionBlock,
  reading: Partial<Reading> = {},
  ...others: ConditionBlock[]
): string[] =>
  compile([when(condition), ...others.map((each) => when(each))], reading)
    .filter(({ policy: index }) => index === 0)
    .map(({ literals }) => literals.slice(1).map(describeLiteral).join(' & '));

describe('compileStatements', () => {
  it('a statement has its place, its effect, its literals and a key', () => {
    const other = { ...policy(deny({ Action: 's3:A' })), Version: '2008-10-17' as const };
    const statements = compile([policy({ ...allow({ Resource: bucket('${u}') }), Sid: 'One' }), other]);
    expect(statements.map(({ literals, implied, ...rest }) => [rest, literals.length, implied.length])).toStrictEqual([
      [{ policy: 0, statement: 0, effect: 'Allow', sid: 'One', key: '1,3', variableKeys: ['u'] }, 2, 2],
      [{ policy: 1, statement: 0, sid: undefined, effect: 'Deny', key: '5', variableKeys: [] }, 1, 0],
    ]);
    const [wider, needed] = statements[0]?.implied ?? [];
    expect(wider?.atom).toBe(statements[0]?.literals[1]?.atom.symbolic?.wider);
    expect(needed).toMatchObject({ atom: { dimension: 'key u', quantity: 'absent' }, positive: false });
  });

  it('statements with the same literals in any order have the same key', () => {
    const both = { StringEquals: { k: 'a' }, NumericEquals: { n: '1' } };
    const reverse = { NumericEquals: { N: '1' }, StringEquals: { K: ['a', 'a'] } };
    const [one, other, third] = compile([when(both), when(reverse), when({ StringNotEquals: { k: 'a' } })]);
    expect(one?.key).toBe('1,2,3');
    expect(other?.key).toBe('1,2,3');
    expect(third?.key).toBe('-2,1');
  });

  it.each<[what: string, document: AnyPolicy, dimensions: string[]]>([
    ['everything', policy(allow({ Action: '*', Resource: ['a', '*'] })), ['']],
    ['an action and a resource', policy(allow({ Resource: 'a' })), ['action resource']],
    ['excluded ones', policy({ Effect: 'Allow', NotAction: 'a:b', NotResource: 'b' }), ['!action !resource']],
    ['all actions excluded', policy({ Effect: 'Allow', NotAction: ['a:b', '*'], Resource: '*' }), []],
    ['all resources excluded', policy({ Effect: 'Allow', Action: '*', NotResource: '*' }), []],
    ['a principal', policy({ ...allow({ Action: '*' }), Principal: '*' } as never), ['principal']],
    ['exempt principals', policy({ ...deny({ Action: '*' }), NotPrincipal: '*' } as never), ['!principal']],
    ['no statements', policy(), []],
  ])('a statement about %s has the literals of its elements', (_what, document, dimensions) =>
    expect(compile([document]).map(({ literals }) => literals.map(describeLiteral).join(' '))).toStrictEqual(
      dimensions,
    ),
  );

  it('compileStatements spends steps for the characters of a statement that it has not compiled before', () => {
    const budget = { left: 1000 };
    const list = [policy(allow({ Action: 's3:A', Condition: { StringEquals: { k: ['ab', 'c'] } } }))];
    compile(list, {}, budget);
    const used = 1000 - budget.left;
    expect(used).toBeGreaterThan(JSON.stringify(list[0]?.Statement[0]).length / 10);
    compile([...list, ...list], {}, budget);
    expect(1000 - budget.left).toBeCloseTo(2 * used);
    expect(() => compile([doing('x'.repeat(100))], {}, { left: 9 })).toThrow(TooComplexError);
  });
});

it('sizeOf counts the characters of patterns and values', () => {
  const statements = policy(
    allow({
      Action: ['ab', 'c'],
      Resource: 'abcd',
      Condition: { StringEquals: { longKey: 'abcde' }, Null: { k: ['true'] } },
    }),
    { Effect: 'Deny', NotAction: 'a', NotResource: ['b', 'c'] },
  );
  expect(sizeOf([statements, policy()])).toBe(3 + 4 + 5 + 4 + 3);
});

describe('the literals of a condition on a key with one value', () => {
  it.each<[operator: string, found: string[]]>([
    ['StringEquals', ['one String equals a']],
    ['StringNotEquals', ['!one String equals a']],
    ['StringEqualsIfExists', ['oneOrNone String equals a']],
    ['StringNotEqualsIfExists', ['!one String equals a']],
    ['ForAllValues:StringEquals', ['oneOrNone String equals a']],
    ['ForAllValues:StringNotEquals', ['!one String equals a']],
    ['ForAnyValue:StringEquals', ['one String equals a']],
    ['ForAnyValue:StringEqualsIfExists', ['oneOrNone String equals a']],
    ['ForAnyValue:StringNotEquals', ['!absent & !one String equals a']],
    ['ForAnyValue:StringNotEqualsIfExists', ['!one String equals a']],
  ])('the operator %s of a tag is %j', (operator, found) =>
    expect(alternatives({ [operator]: { 'aws:RequestTag/t': 'a' } })).toStrictEqual(found),
  );

  it.each<[operator: string, differs: string[], fails: string[]]>([
    ['ArnNotLike', ['!one Arn like a'], ['oneOrNone other Arn like a']],
    ['ArnNotEqualsIfExists', ['!one Arn like a'], ['oneOrNone other Arn like a']],
    ['ForAnyValue:ArnNotLike', ['!absent & !one Arn like a'], ['one other Arn like a']],
    ['ArnLike', ['one Arn like a'], ['one Arn like a']],
    ['NumericNotEquals', ['!one Numeric equals a'], ['oneOrNone other Numeric equals a']],
    ['StringNotLike', ['!one String like a'], ['!one String like a']],
  ])('the operator %s depends on the reading of values of the wrong type', (operator, differs, fails) => {
    const condition = { [operator]: { 'aws:RequestTag/t': 'a' } };
    expect(alternatives(condition)).toStrictEqual(differs);
    expect(alternatives(condition, { mistypedValue: 'fails' })).toStrictEqual(fails);
  });

  it('a key of the type of the operator has no values of the wrong type', () => {
    const condition = { NumericNotEquals: { n: '1' } };
    expect(alternatives(condition, { mistypedValue: 'fails' })).toStrictEqual(['!one Numeric equals 1']);
    expect(alternatives(condition, { mistypedValue: 'fails', keyValues: 'any' })).toStrictEqual([
      'oneOrNone other Numeric equals 1',
    ]);
  });
});

describe('the literals of a condition on a key with several values', () => {
  it.each<[operator: string, found: string[]]>([
    ['StringEquals', ['one String equals a']],
    ['StringNotEquals', ['!one String equals a & !several']],
    ['StringEqualsIfExists', ['oneOrNone String equals a']],
    ['ForAllValues:StringEquals', ['all String equals a']],
    ['ForAllValues:StringNotEquals', ['!any String equals a']],
    ['ForAnyValue:StringEquals', ['any String equals a']],
    ['ForAnyValue:StringEqualsIfExists', ['anyOrNone String equals a']],
    ['ForAnyValue:StringNotEquals', ['!all String equals a']],
    ['ForAnyValue:StringNotEqualsIfExists', ['!allPresent String equals a']],
  ])('the operator %s of `aws:TagKeys` is %j', (operator, found) =>
    expect(alternatives({ [operator]: { 'aws:TagKeys': 'a' } })).toStrictEqual(found),
  );

  it('a negated operator on values of the wrong type holds without the key', () => {
    const condition = { ArnNotLike: { 'aws:TagKeys': 'a' }, 'ForAllValues:ArnNotLike': { 'aws:TagKeys': 'b' } };
    expect(alternatives(condition, { mistypedValue: 'fails' })).toStrictEqual([
      'oneOrNone other Arn like a & all other Arn like b',
    ]);
  });

  it('a set operator in another policy makes an undocumented key multivalued', () => {
    expect(alternatives({ StringNotEquals: { k: 'a' } })).toStrictEqual(['!one String equals a']);
    expect(alternatives({ StringNotEquals: { k: 'a' } }, {}, { 'ForAnyValue:StringEquals': { K: 'a' } })).toStrictEqual(
      ['!one String equals a & !several'],
    );
  });
});

describe('the literals of Null', () => {
  it.each<[values: string[], found: string[]]>([
    [['true'], ['absent']],
    [['FALSE'], ['!absent']],
    [['true', 'false'], ['']],
    [['true', 'x'], ['absent']],
    [['x'], []],
    [[], []],
  ])('Null with the values %j is %j', (values, found) =>
    expect(alternatives({ Null: { k: values } })).toStrictEqual(found),
  );
});

describe('conditions with IfExists and variables', () => {
  const optional = (key: string): ConditionBlock => ({ StringEqualsIfExists: { [key]: '${u}' } });

  it('a condition with IfExists and variables makes two statements', () => {
    expect(alternatives(optional('k'))).toStrictEqual(['absent', 'one String equals ${u}']);
    expect(alternatives({ StringEqualsIfExists: { k: '${u}', j: '${u}' } })).toStrictEqual([
      'absent & absent',
      'one String equals ${u} & absent',
      'absent & one String equals ${u}',
      'one String equals ${u} & one String equals ${u}',
    ]);
    expect(alternatives({ 'ForAllValues:StringEquals': { 'aws:TagKeys': '${u}' } })).toStrictEqual([
      'all String equals ${u}',
    ]);
  });
});

it('variableKeys are those of resources and of conditions on strings and ARNs, in version 2012-10-17', () => {
  const document = policy({
    Effect: 'Allow',
    Action: '${no:action}',
    NotResource: ['arn:aws:s3:${no:field}::${A}', '${b}'],
    Condition: {
      StringLike: { k: ['${A}', "${c, 'x'}"] },
      ArnLike: { k: 'arn:aws:iam::${d}:x' },
      NumericEquals: { k: '${no:number}' },
      Null: { k: '${no:null}' },
    },
  });
  expect(
    compile([{ ...document, Statement: [{ ...document.Statement[0], Condition: {} } as never] }])[0]?.variableKeys,
  ).toStrictEqual(['a', 'b']);
  const { Null: _null, ...conditions } = document.Statement[0]?.Condition ?? {};
  const statement = { ...document.Statement[0], Condition: conditions } as never;
  expect(compile([policy(statement)])[0]?.variableKeys).toStrictEqual(['a', 'b', 'c', 'd']);
  expect(compile([{ Version: '2008-10-17', Statement: [statement] }])[0]?.variableKeys).toStrictEqual([]);
});

it.each([
  ['arn:aws:sqs:*:1:q', true],
  ['arn:*:q', true],
  ['arn:aws:sqs:r:1*:q', true],
  ['arn:aws:sqs:r:1:*:q', false],
  ['arn:aws:sqs:*-1:1:q', false],
  ['arn:aws:sqs:*', false],
  ['arn:aws:*', false],
  ['*', false],
  ['xarn:aws:*:1:q', false],
  ['arn:aws:sqs:?:1:q', false],
])('mayCrossColons(%j) is %s', (pattern, expected) => expect(mayCrossColons(pattern)).toBe(expected));

it('resources that cannot cross colons are the same atom under both readings', () => {
  const keysUnder = (colons: Reading['colons']): string[] => {
    const atoms = createTable();
    const scope = {
      ...DEFAULT_READING,
      atoms,
      domainOf: () => keyDomain('k', undefined, 'typed'),
      budget: { left: 1000 },
    };
    const compiled = [
      ...compileStatements({ policies: [on('arn:aws:sqs:*')] }, new Map(), { ...scope }),
      ...compileStatements({ policies: [on('arn:aws:sqs:*')] }, new Map(), { ...scope, colons }),
    ];
    return [...new Set(compiled.map(({ key }) => key))];
  };
  expect(keysUnder('stay')).toHaveLength(1);
});
