import { expect, it } from 'vitest';
import { variableAssignments } from '../../../src/iam/compare/assignment.js';
import { createAtomTable } from '../../../src/iam/compare/atom.js';
import { compileStatements } from '../../../src/iam/compare/compile.js';
import type { PolicyDocument } from '../../../src/iam/index.js';
import { allow, bucket, doing, on, policy, when } from './policies.js';

function assignmentsFor(document: PolicyDocument): [key: string, value: string | undefined][][] {
  const statements = compileStatements([document], createAtomTable({ colons: 'cross', mistypedValue: 'differs' }));
  return [...variableAssignments(statements)].map((assignment) => [...assignment]);
}
const valuesOf = (document: PolicyDocument): (string | undefined)[] =>
  assignmentsFor(document).map(([first]) => first?.[1]);

it('without variables there is one empty assignment', () => expect(assignmentsFor(doing('s3:A'))).toStrictEqual([[]]));

it.each<[what: string, document: PolicyDocument, values: (string | undefined)[]]>([
  ['the resource of the variable', on(bucket('home/${U}/z')), ['x', undefined, 'y']],
  [
    'pieces of resources',
    policy(...on(bucket('${u}')).Statement, ...on(bucket('b*c:d'), bucket('home/?bob')).Statement),
    ['x', undefined, 'b', 'c', 'd', 'home', 'bob', 'y'],
  ],
  [
    'values of the key',
    policy(...on(bucket('${u}')).Statement, ...when({ StringLike: { U: ['bob', 'a*', 'a?', '', '$'] } }).Statement),
    ['x', undefined, 'bob', 'y'],
  ],
  [
    'values of other keys',
    policy(...on(bucket('${u}')).Statement, ...when({ StringEquals: { k: 'ann' } }).Statement),
    ['x', undefined, 'ann', 'y'],
  ],
  [
    'values with variables',
    policy(...on(bucket('${u}')).Statement, ...when({ StringEquals: { k: ['${u}', 'ann'] } }).Statement),
    ['x', undefined, 'y'],
  ],
  [
    'values with variables of the key itself',
    policy(...on(bucket('${u}')).Statement, ...when({ StringEquals: { u: ['${u}', 'ann'] } }).Statement),
    ['x', undefined, 'ann', 'y'],
  ],
  [
    'actions, which are no values',
    policy(allow({ Action: 's3:Get', Resource: bucket('${u}') })),
    ['x', undefined, 'y'],
  ],
  [
    'many values',
    policy(
      ...on(bucket('${u}')).Statement,
      ...when({ StringEquals: { k: Array.from({ length: 20 }, (_, n) => String.fromCharCode(97 + n)) } }).Statement,
    ),
    ['x', undefined, ...'abcdefghijkl', 'y'],
  ],
])('the values to try for %s are complete', (_what, document, values) =>
  expect(valuesOf(document)).toStrictEqual(values),
);

it('several keys get all combinations of their values', () => {
  expect(assignmentsFor(on(bucket('${u}${v}')))).toStrictEqual([
    [
      ['u', 'x'],
      ['v', 'x'],
    ],
    [
      ['u', undefined],
      ['v', 'x'],
    ],
    [
      ['u', 'y'],
      ['v', 'x'],
    ],
    [
      ['u', 'x'],
      ['v', undefined],
    ],
    [
      ['u', undefined],
      ['v', undefined],
    ],
    [
      ['u', 'y'],
      ['v', undefined],
    ],
    [
      ['u', 'x'],
      ['v', 'y'],
    ],
    [
      ['u', undefined],
      ['v', 'y'],
    ],
    [
      ['u', 'y'],
      ['v', 'y'],
    ],
  ]);
});

it('there are at most 200 assignments', () => {
  expect(assignmentsFor(on(bucket('${a}${b}${c}${d}${e}')))).toHaveLength(200);
  expect(assignmentsFor(on(bucket('${a}${b}${c}${d}')))).toHaveLength(81);
});
