import { describe, expect, it } from 'vitest';
import { createAtomTable } from '../../../src/iam/compare/atom.js';
import { findValues, type KeyAnswer, type KeySearch } from '../../../src/iam/compare/key-search.js';
import { operatorNamed } from '../../../src/iam/condition/operator.js';
import type { ConditionOperator } from '../../../src/iam/index.js';

type Asked = [operator: ConditionOperator, values: string | string[], positive?: false];

function find(
  asked: Asked[],
  { isMultivalued = false, emptyValue = 'present' }: Partial<KeySearch> = {},
  mistypedValue: 'differs' | 'fails' = 'differs',
): KeyAnswer {
  const atoms = createAtomTable({ colons: 'cross', mistypedValue });
  const literals = asked.map(([name, values, positive = true]) => ({
    atom: atoms.condition(operatorNamed(name), 'k', [values].flat(), false),
    positive,
  }));
  return findValues(literals, { isMultivalued, emptyValue, budget: { left: 1_000_000 } });
}

describe('one value', () => {
  it.each<[asked: Asked[], answer: KeyAnswer]>([
    [[], ['x']],
    [[['Null', 'false']], ['x']],
    [[['Null', 'true']], 'impossible'],
    [[['Null', 'true', false]], ['x']],
    [
      [
        ['Null', 'false'],
        ['Null', 'true'],
      ],
      'impossible',
    ],
    [[['StringEquals', ['b', 'a']]], ['a']],
    [
      [
        ['StringEquals', ['b', 'a']],
        ['StringLike', 'b*'],
      ],
      ['b'],
    ],
    [[['StringEquals', 'a', false]], ['']],
    [[['StringNotEquals', '']], ['x']],
    [[['StringNotEquals', 'a', false]], ['a']],
    [
      [
        ['StringLike', 'a*'],
        ['StringLike', '*b', false],
      ],
      ['a'],
    ],
    [
      [
        ['StringLike', 'a*'],
        ['StringNotLike', 'a*'],
      ],
      'impossible',
    ],
    [
      [
        ['StringLike', 'a?'],
        ['StringNotLike', 'a*', false],
      ],
      ['ax'],
    ],
    [
      [
        ['StringEqualsIgnoreCase', 'a'],
        ['StringEquals', 'a', false],
      ],
      ['A'],
    ],
    [
      [
        ['Bool', 'true'],
        ['StringLike', 'TRUE', false],
      ],
      ['true'],
    ],
    [[['BinaryEquals', 'YQ==']], ['YQ']],
    [[['ArnLike', 'arn:*:b:c:d:e']], ['arn::b:c:d:e']],
    [[['NumericLessThan', '5']], ['4']],
    [
      [
        ['NumericEquals', '5'],
        ['StringNotEquals', '5'],
      ],
      ['5.0'],
    ],
    [
      [
        ['NumericEquals', '5'],
        ['NumericEquals', '6'],
      ],
      'impossible',
    ],
    [[['NumericNotEquals', '5', false]], ['5']],
    [[['DateGreaterThan', '2026-01-01']], ['1767225601']],
    [
      [
        ['IpAddress', '10.0.0.0/8'],
        ['NotIpAddress', '10.0.0.0/9'],
      ],
      ['10.255.255.255'],
    ],
    [
      [
        ['NumericLessThan', '5'],
        ['IpAddress', '10.0.0.0/8'],
      ],
      'impossible',
    ],
    [
      [
        ['NumericEquals', '5'],
        ['StringEquals', ['4', '5']],
      ],
      ['5'],
    ],
    [
      [
        ['NumericLessThan', '5'],
        ['StringEquals', ['7', '5']],
      ],
      'impossible',
    ],
    [
      [
        ['StringLike', 'a*'],
        ['NumericLessThan', '5', false],
      ],
      ['a'],
    ],
    [
      [
        ['StringLike', '?*77'],
        ['NumericLessThan', '100'],
      ],
      'undecided',
    ],
    [
      [
        ['StringLike', '?*77'],
        ['NumericLessThan', '4'],
        ['NumericGreaterThan', '4'],
      ],
      'impossible',
    ],
    [
      [
        ['StringLike', 'a*'],
        ['StringLike', 'b*'],
        ['NumericLessThan', '100'],
      ],
      'impossible',
    ],
  ])('findValues finds one value for %j: %j', (asked, answer) => expect(find(asked)).toStrictEqual(answer));

  it.each<[asked: Asked[], answer: KeyAnswer]>([
    [[['StringEquals', '']], 'impossible'],
    [[['StringEquals', ['', 'a']]], ['a']],
    [[['StringLike', '*']], ['x']],
    [[['StringNotEquals', 'x']], ['a']],
    [[], ['x']],
  ])('findValues finds no empty value if empty values count as absent: %j', (asked, answer) => {
    expect(find(asked, { emptyValue: 'absent' })).toStrictEqual(answer);
  });

  it.each<[asked: Asked[], differs: KeyAnswer, fails: KeyAnswer]>([
    [[['ArnNotLike', 'arn:a:b:c:d:*']], [''], ['arn:::::']],
    [[['ArnNotLike', 'arn:a:b:c:d:e', false]], ['arn:a:b:c:d:e'], ['arn:a:b:c:d:e']],
    [
      [
        ['ArnNotLike', 'arn:a:b:c:d:e', false],
        ['StringLike', 'x*'],
      ],
      'impossible',
      ['x'],
    ],
    [
      [
        ['ArnNotLike', 'arn:a:b:c:d:e', false],
        ['StringLike', 'arn:z*'],
      ],
      'impossible',
      ['arn:z'],
    ],
    [
      [
        ['ArnNotLike', 'arn:a:b:c:d:e', false],
        ['StringLike', 'arn:a:b:c:*:*'],
      ],
      ['arn:a:b:c:d:e'],
      ['arn:a:b:c:d:e'],
    ],
    [
      [
        ['ArnNotLike', 'arn:a:b:c:d:e', false],
        ['StringLike', 'arn:z:b:c:d:*'],
      ],
      'impossible',
      'impossible',
    ],
    [[['ArnLike', 'arn:a:b:c:d:e', false]], [''], ['']],
    [
      [
        ['NumericNotEquals', '5'],
        ['NumericLessThan', '5', false],
        ['NumericGreaterThan', '5', false],
      ],
      ['x'],
      'impossible',
    ],
  ])('findValues respects both readings of values of the wrong type: %j', (asked, differs, fails) => {
    expect(find(asked)).toStrictEqual(differs);
    expect(find(asked, {}, 'fails')).toStrictEqual(fails);
  });
});

describe('several values', () => {
  it.each<[asked: Asked[], answer: KeyAnswer]>([
    [
      [
        ['ForAnyValue:StringEquals', 'a'],
        ['ForAnyValue:StringEquals', 'b'],
      ],
      ['a', 'b'],
    ],
    [
      [
        ['ForAnyValue:StringEquals', 'a'],
        ['ForAnyValue:StringLike', 'a*'],
      ],
      ['a'],
    ],
    [[['ForAllValues:StringEquals', ['a', 'b']]], ['a']],
    [
      [
        ['ForAllValues:StringEquals', ['a', 'b']],
        ['ForAnyValue:StringEquals', 'b'],
      ],
      ['b'],
    ],
    [
      [
        ['ForAllValues:StringEquals', 'a'],
        ['ForAnyValue:StringEquals', 'b'],
      ],
      'impossible',
    ],
    [
      [
        ['ForAllValues:StringEquals', 'a', false],
        ['ForAnyValue:StringEquals', 'a'],
      ],
      ['', 'a'],
    ],
    [
      [
        ['ForAnyValue:StringEquals', 'a', false],
        ['ForAllValues:StringLike', 'a*'],
      ],
      ['ax'],
    ],
    [
      [
        ['ForAnyValue:StringEquals', 'a', false],
        ['ForAllValues:StringEquals', 'a'],
      ],
      'impossible',
    ],
    [
      [
        ['Null', 'false'],
        ['ForAnyValue:StringEquals', 'a'],
      ],
      ['a'],
    ],
    [
      [
        ['ForAnyValue:StringLike', '?*77'],
        ['ForAllValues:NumericLessThan', '100'],
      ],
      'undecided',
    ],
  ])('findValues finds several values for %j: %j', (asked, answer) =>
    expect(find(asked, { isMultivalued: true })).toStrictEqual(answer),
  );

  it('findValues finds one value for a single-valued key', () => {
    expect(
      find([
        ['ForAnyValue:StringEquals', 'a'],
        ['ForAnyValue:StringEquals', 'b'],
      ]),
    ).toBe('impossible');
    expect(
      find([
        ['ForAllValues:StringEquals', 'a', false],
        ['ForAnyValue:StringLike', '?'],
      ]),
    ).toStrictEqual(['x']);
  });
});

it('findValues spends steps for the values that it compares', () => {
  const budget = { left: 1000 };
  const atoms = createAtomTable({ colons: 'cross', mistypedValue: 'differs' });
  const literal = {
    atom: atoms.condition(
      operatorNamed('StringEquals'),
      'k',
      Array.from({ length: 100 }, (_, n) => String(n)),
      false,
    ),
    positive: true,
  };
  findValues([literal], { isMultivalued: false, emptyValue: 'present', budget });
  expect(budget.left).toBe(1000 - 21);
  const addresses = {
    atom: atoms.condition(
      operatorNamed('NotIpAddress'),
      'k',
      Array.from({ length: 100 }, (_, n) => `10.0.0.${n}`),
      false,
    ),
    positive: true,
  };
  findValues([addresses], { isMultivalued: false, emptyValue: 'present', budget });
  expect(budget.left).toBeLessThan(1000 - 21 - 100);
});
