import { describe, expect, it } from 'vitest';
import { likelyAssignments, pinnedAssignments } from '../../../src/iam/compare/assignment.js';
import type { Quantity } from '../../../src/iam/compare/atom.js';
import { createWorkspace } from '../../../src/iam/compare/workspace.js';
import type { PolicyDocument } from '../../../src/iam/index.js';
import { DEFAULT_READING } from '../../../src/iam/reading.js';
import { allow, bucket, doing, on, policy, when } from './policies.js';
import { createTable, keyAtom } from './tables.js';

function assignmentsFor(document: PolicyDocument): [key: string, value: string | undefined][][] {
  const { statements } = createWorkspace([document]).sideOf([document], DEFAULT_READING);
  return Array.from(likelyAssignments(statements), (assignment) => [...assignment]);
}
const valuesOf = (document: PolicyDocument): (string | undefined)[] =>
  assignmentsFor(document).map(([first]) => first?.[1]);

it('without variables there is one empty assignment', () => expect(assignmentsFor(doing('s3:A'))).toStrictEqual([[]]));

it.each<[what: string, document: PolicyDocument, values: (string | undefined)[]]>([
  ['the resource of the variable', on(bucket('home/${U}/z')), ['x', undefined, 'y', 'x:x']],
  [
    'pieces of resources',
    policy(...on(bucket('${u}')).Statement, ...on(bucket('b*c:d'), bucket('home/?bob')).Statement),
    ['x', undefined, 'b', 'c', 'd', 'home', 'bob', 'y', 'x:x'],
  ],
  [
    'values of the key',
    policy(...on(bucket('${u}')).Statement, ...when({ StringLike: { U: ['bob', 'a*', 'a?', '', '$'] } }).Statement),
    ['x', undefined, 'bob', 'y', 'x:x'],
  ],
  [
    'values of other keys',
    policy(...on(bucket('${u}')).Statement, ...when({ StringEquals: { k: 'ann' } }).Statement),
    ['x', undefined, 'ann', 'y', 'x:x'],
  ],
  [
    'values with variables of other keys',
    policy(...on(bucket('${u}')).Statement, ...when({ StringEquals: { k: ['${u}', 'ann'] } }).Statement),
    ['x', undefined, 'y', 'x:x'],
  ],
  [
    'values with variables of the key itself',
    policy(...on(bucket('${u}')).Statement, ...when({ StringEquals: { u: ['${u}', 'ann'] } }).Statement),
    ['x', undefined, 'ann', 'y', 'x:x'],
  ],
  [
    'keys of which only the presence is tested',
    policy(...on(bucket('${u}')).Statement, ...when({ Null: { u: 'false' } }).Statement),
    ['x', undefined, 'y', 'x:x'],
  ],
  [
    'actions, which are no values',
    policy(allow({ Action: 's3:Get', Resource: bucket('${u}') })),
    ['x', undefined, 'y', 'x:x'],
  ],
  [
    'many values',
    policy(
      ...on(bucket('${u}')).Statement,
      ...when({ StringEquals: { k: Array.from({ length: 20 }, (_, n) => String.fromCharCode(97 + n)) } }).Statement,
    ),
    ['x', undefined, ...'abcdefghijkl', 'y', 'x:x'],
  ],
])('the values to try for %s are complete', (_what, document, values) =>
  expect(valuesOf(document)).toStrictEqual(values),
);

it('several keys get all combinations of their values', () => {
  const values = ['x', undefined, 'y', 'x:x'];
  expect(assignmentsFor(on(bucket('${u}${v}')))).toStrictEqual(
    values.flatMap((second) =>
      values.map((first) => [
        ['u', first],
        ['v', second],
      ]),
    ),
  );
});

it('there are at most 200 likely assignments', () => {
  expect(assignmentsFor(on(bucket('${a}${b}${c}${d}${e}')))).toHaveLength(200);
  expect(assignmentsFor(on(bucket('${a}${b}${c}')))).toHaveLength(64);
});

describe('pinnedAssignments', () => {
  const atoms = createTable();
  const compares = (key: string, values: string[], operator = 'StringEquals', quantity: Quantity = 'one') => ({
    atom: keyAtom(atoms, quantity, operator, values, { key }),
    positive: true,
  });
  const pinned = (literals: Parameters<typeof pinnedAssignments>[0], ...keys: string[]): unknown[] =>
    pinnedAssignments(literals, new Set(keys)).map((assignment) => [...assignment]);

  it('pinnedAssignments has all values of a key that a few strings are compared with', () => {
    expect(pinned([compares('U', ['a', 'b'])], 'u')).toStrictEqual([[['u', 'a']], [['u', 'b']]]);
    expect(pinned([compares('u', ['a']), compares('v', ['b', 'c'])], 'u', 'v')).toStrictEqual([
      [
        ['u', 'a'],
        ['v', 'b'],
      ],
      [
        ['u', 'a'],
        ['v', 'c'],
      ],
    ]);
    expect(
      pinned([compares('u', ['a', 'b', 'c']), compares('u', ['a', 'b']), compares('u', ['d', 'e'])], 'u'),
    ).toStrictEqual([[['u', 'a']], [['u', 'b']]]);
  });

  it('pinnedAssignments is empty if the values are not few', () => {
    expect(pinned([], 'u')).toStrictEqual([]);
    expect(pinned([compares('v', ['a'])], 'u')).toStrictEqual([]);
    expect(pinned([compares('u', ['a*'], 'StringLike')], 'u')).toStrictEqual([]);
    expect(pinned([compares('u', ['1'], 'NumericEquals')], 'u')).toStrictEqual([]);
    expect(pinned([compares('u', ['${v}'])], 'u')).toStrictEqual([]);
    expect(pinned([compares('u', ['a'], 'StringEquals', 'oneOrNone')], 'u')).toStrictEqual([]);
    expect(pinned([compares('u', ['a'], 'StringEquals', 'any')], 'u')).toStrictEqual([]);
    expect(pinned([{ ...compares('u', ['a']), positive: false }], 'u')).toStrictEqual([]);
    expect(pinned([{ atom: atoms.key('u', 'several'), positive: false }], 'u')).toStrictEqual([]);
    expect(pinned([{ atom: atoms.action(['a']), positive: true }], 'u')).toStrictEqual([]);
    const many = Array.from({ length: 201 }, (_, index) => String(index));
    expect(pinned([compares('u', many)], 'u')).toStrictEqual([]);
    expect(pinned([compares('u', many.slice(1))], 'u')).toHaveLength(200);
  });
});
