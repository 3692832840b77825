import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { InvalidInputError } from '../../src/core/issue.js';
import { lazy } from '../../src/core/lazy.js';
import {
  assertValid,
  check,
  checkAll,
  checkRelations,
  createValidator,
  createStandardSchema,
  wrongType,
  type Schema,
} from '../../src/core/schema.js';
import { issuesOf } from '../issues-of.js';

const validate = createValidator({
  label: (path) => String(path.findLast((part) => typeof part === 'string') ?? 'parameters'),
  guess: (value, choices) => choices.find((choice) => choice === value.toLowerCase()),
});

type Order = { size: 'S' | 'M'; count?: number | undefined; tags?: readonly string[] | undefined };

const even = (value: number) => (value % 2 === 0 ? [] : [{ code: 'invalid_value' as const, message: 'odd' }]);

const order = lazy((): Schema<Order> =>
  z
    .strictObject({
      size: z.enum(['S', 'M']),
      count: z.optional(z.number().check(check(even))),
      tags: z.optional(z.array(z.string())),
    })
    .check(
      checkRelations(({ size, count }) =>
        size === 'S' && count === 12 ? [{ code: 'out_of_range', message: 'too many', path: ['count'] }] : [],
      ),
    ),
);

const linesOf = (value: unknown): string[] =>
  validate(order, value).issues.map(({ code, path, message }) => `${path.join('.')} ${code}: ${message}`);

describe('createValidator', () => {
  it('returns the value if nothing is wrong with it', () => {
    expect(validate(order, { size: 'S', count: 2 })).toEqual({ value: { size: 'S', count: 2 }, issues: [] });
  });

  it('says that a value cannot be read if looking at it throws', () => {
    const hostile = {
      get size() {
        throw new Error('no');
      },
    };
    expect(validate(order, hostile, 'order').issues).toEqual([
      {
        code: 'invalid_type',
        path: ['order'],
        message: 'the order cannot be read: a getter or a proxy throws',
      },
    ]);
  });

  it.each<[name: string, value: unknown, ...lines: string[]]>([
    ['a value that is missing', undefined, ' missing: the parameters are missing'],
    ['a value of another type', 'x', ' invalid_type: the parameters must be an object, not `x`'],
    ['a missing choice', {}, 'size missing: the size is missing'],
    ['an unknown choice', { size: 'L' }, 'size unknown_value: `L` is not a known size'],
    [
      'an unknown parameter',
      { size: 'S', colour: 1 },
      'colour unknown_parameter: `colour` is not a recognized parameter',
    ],
    ['a string for a number', { size: 'S', count: '2' }, 'count invalid_type: the count must be a number, not `2`'],
    [
      'an infinite number',
      { size: 'S', count: Infinity },
      'count out_of_range: the count must be a finite number, not Infinity',
    ],
    ['a problem that a check finds', { size: 'M', count: 3 }, 'count invalid_value: odd'],
    ['a problem of two parameters', { size: 'S', count: 12 }, 'count out_of_range: too many'],
    [
      'a number in a list of strings',
      { size: 'S', tags: ['a', 1] },
      'tags.1 invalid_type: the tags must be a string, not `number`',
    ],
  ])('reports %s', (_name, value, ...lines) => expect(linesOf(value)).toEqual(lines));

  it('reports how parameters fit together even if others have problems', () => {
    expect(linesOf({ size: 'S', count: 12, tags: 1, x: 0 })).toEqual([
      'tags invalid_type: the tags must be a list, not `number`',
      'x unknown_parameter: `x` is not a recognized parameter',
      'count out_of_range: too many',
    ]);
  });

  it('begins the path with the name of the parameter', () => {
    expect(validate(order, { size: 's' }, 'order').issues).toEqual([
      {
        code: 'unknown_value',
        message: '`s` is not a known size',
        hint: 'one of `S`, `M`',
        path: ['order', 'size'],
      },
    ]);
  });

  it('adds a guess to the hint if the vocabulary has one', () => {
    const size = lazy((): Schema<string> => z.enum(['small', 'large']));
    expect(validate(size, 'LARGE', 'size').issues).toMatchObject([
      { hint: 'did you mean `large`? one of `small`, `large`' },
    ]);
  });

  it('reports a problem with the place that a check gives to it', () => {
    const list = lazy((): Schema<readonly string[]> =>
      z.array(z.string()).check(checkAll((all) => [{ code: 'empty', message: `${all.length} entries`, path: [0] }])),
    );
    expect(validate(list, ['a'], 'names').issues).toEqual([
      { code: 'empty', message: '1 entries', path: ['names', 0] },
    ]);
  });

  it('reports the alternative of a union whose type the value has', () => {
    const texts = lazy((): Schema<string | readonly string[]> => z.union([z.string(), z.array(z.string())]));
    expect(validate(texts, ['a', 1], 'names').issues.map(({ path }) => path)).toEqual([['names', 1]]);
    expect(validate(texts, {}, 'names').issues).toEqual([
      { code: 'invalid_type', message: 'the names must be a string, not `object`', path: ['names'] },
    ]);
  });

  it('reports an unknown variant at the property that tells variants apart', () => {
    const shape = lazy((): Schema<unknown> =>
      z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('circle'), radius: z.number() }),
        z.strictObject({ kind: z.literal('square') }),
      ]),
    );
    expect(validate(shape, { kind: 'line' }, 'shape').issues).toEqual([
      {
        code: 'unknown_value',
        message: '`line` is not a known kind',
        hint: 'one of `circle`, `square`',
        path: ['shape', 'kind'],
      },
    ]);
  });
});

describe('createStandardSchema', () => {
  it('returns the value, or issues with paths inside the value', () => {
    for (const schema of [createStandardSchema(validate, order), createStandardSchema(validate, order, 'order')]) {
      const { validate: run, ...rest } = schema['~standard'];
      expect(rest).toEqual({ version: 1, vendor: 'upsolver-iam' });
      expect(run({ size: 'S' })).toEqual({ value: { size: 'S' } });
      expect(run({ size: 'S', count: 3 })).toEqual({
        issues: [{ code: 'invalid_value', message: 'odd', path: ['count'] }],
      });
    }
  });
});

describe('assertValid', () => {
  it('returns the values of all results', () => {
    expect(assertValid({ value: 1, issues: [] }, { value: 'a', issues: [] })).toEqual([1, 'a']);
  });

  it('throws the issues of all results in their order', () => {
    const [a, b] = ['a', 'b'].map((name) => ({ code: 'missing' as const, message: name, path: [name] }));
    const call = () =>
      assertValid({ value: undefined, issues: [a!] }, { value: 1, issues: [] }, { value: undefined, issues: [b!] });
    expect(call).toThrow(InvalidInputError);
    expect(issuesOf(call)).toEqual([a, b]);
  });
});

it('lazy calls its function once', () => {
  let calls = 0;
  const value = lazy(() => ({ calls: (calls += 1) }));
  expect(calls).toBe(0);
  expect(value()).toBe(value());
  expect(calls).toBe(1);
});

it.each<[label: string, type: string, value: unknown, message: string]>([
  ['tags', 'object', undefined, 'the tags are missing'],
  ['scope', 'object', null, 'the scope is missing'],
  ['tags', 'object', [], 'the tags must be an object, not `array`'],
  ['flag', 'boolean', 'yes', 'the flag must be `true` or `false`, not `yes`'],
  ['count', 'number', NaN, 'the count must be a finite number, not NaN'],
  ['name', 'string', 1, 'the name must be a string, not `number`'],
])('wrongType says of %s, which should be of type %s: %j', (label, type, value, message) => {
  expect(wrongType(label, type, value).message).toBe(message);
});
