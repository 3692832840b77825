import { describe, expect, it } from 'vitest';
import {
  anything,
  json,
  list,
  mapOf,
  number,
  oneOf,
  optional,
  readData,
  record,
  text,
  trueOrFalse,
} from '../../src/core/data.js';
import { issuesOf } from '../issues-of.js';

type Order = { size: 'S' | 'M'; count?: number; tags: string[]; notes: Record<string, string>; extra?: unknown };

const order = record<Order>({
  size: oneOf(['S', 'M']),
  count: optional(number) as never,
  tags: list(text),
  notes: mapOf(text),
  extra: optional(json),
});

const valid = { size: 'S', tags: ['a'], notes: { x: 'y' } };
const read = (value: unknown): Order => readData(order, value, ['order'], 'use an order');
const linesOf = (value: unknown): string[] =>
  issuesOf(() => read(value)).map(({ code, path, message }) => `${path.join('.')} ${code}: ${message}`);

const revoked = (): object => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
};

describe('readData', () => {
  it('returns a copy with the members of the type, and without those that are undefined', () => {
    const input = { ...valid, count: 2, other: Symbol('other'), extra: { a: [null, true, 1, undefined] } };
    expect(() => read(input)).toThrow('entry 3 of `a` is missing');
    const given = { ...input, count: undefined, extra: { a: [null, true, 1], b: undefined } };
    const copy = read(given);
    expect(copy).toStrictEqual({ ...valid, extra: { a: [null, true, 1] } });
    expect(copy.tags).not.toBe(given.tags);
  });

  it('looks at every member once', () => {
    let looks = 0;
    const input = {
      ...valid,
      get size() {
        looks += 1;
        return looks === 1 ? 'S' : 'XXL';
      },
    };
    expect(read(input).size).toBe('S');
  });

  it('adds the hint to every issue', () => {
    expect(issuesOf(() => read({ ...valid, size: 1, tags: 'x' }))).toEqual([
      {
        code: 'unknown_value',
        path: ['order', 'size'],
        message: '`size` must be one of `S`, `M`, not `number`',
        hint: 'use an order',
      },
      {
        code: 'invalid_type',
        path: ['order', 'tags'],
        message: '`tags` must be a list without gaps, not `x`',
        hint: 'use an order',
      },
    ]);
  });

  it.each<[name: string, value: unknown, ...lines: string[]]>([
    ['nothing', undefined, 'order missing: `order` is missing'],
    ['null', null, 'order missing: `order` is missing'],
    ['a string', 'x', 'order invalid_type: `order` must be an object, not `x`'],
    ['a list', [], 'order invalid_type: `order` must be an object, not `array`'],
    ['a revoked proxy', revoked(), 'order invalid_type: `order` cannot be read: a getter or a proxy throws'],
    [
      'an empty object',
      {},
      'order.size missing: `size` is missing',
      'order.tags missing: `tags` is missing',
      'order.notes missing: `notes` is missing',
    ],
    [
      'a number that is none',
      { ...valid, count: NaN },
      'order.count invalid_type: `count` must be a finite number, not `number`',
    ],
    [
      'an entry of another type',
      { ...valid, tags: ['a', 1] },
      'order.tags.1 invalid_type: entry 1 of `tags` must be a string, not `number`',
    ],
    [
      'a member of another type',
      { ...valid, notes: { x: [] } },
      'order.notes.x invalid_type: `x` must be a string, not `array`',
    ],
    [
      'the longest list of gaps',
      // oxlint-disable-next-line unicorn/no-new-array
      { ...valid, tags: new Array(2 ** 32 - 1) },
      'order.tags invalid_type: `tags` must be a list without gaps, not `array`',
    ],
  ])('refuses %s', (_name, value, ...lines) => expect(linesOf(value)).toEqual(lines));

  it('lists the first 1,000 problems and counts the others', () => {
    const issues = issuesOf(() => read({ ...valid, tags: Array.from({ length: 1_002 }, () => 1) }));
    expect(issues).toHaveLength(1_001);
    expect(issues.at(-1)).toEqual({ code: 'too_long', path: ['order'], message: '2 more problems are not listed' });
  });
});

describe('json', () => {
  const linesOfExtra = (extra: unknown): string[] => linesOf({ ...valid, extra });
  const nested = (levels: number): unknown => (levels === 0 ? 1 : [nested(levels - 1)]);
  const cyclic: unknown[] = [];
  cyclic.push(cyclic, cyclic);
  const tooLarge = 'order.extra too_long: `extra` must have at most 32 levels and 100,000 values';

  it('reads what JSON can hold, in the order of the members, with `__proto__` as a name like others', () => {
    const source = '{"b":[1,"x",null,{"__proto__":{"a":true}}],"a":{}}';
    const { extra } = read({ ...valid, extra: JSON.parse(source) as unknown });
    expect(JSON.stringify(extra)).toBe(source);
    expect(read({ ...valid, extra: Object.assign(Object.create(null) as object, { a: 1 }) }).extra).toEqual({ a: 1 });
  });

  it.each<[name: string, value: unknown, ...lines: string[]]>([
    ['null', null],
    ['32 levels', nested(32)],
    ['33 levels', nested(33), tooLarge],
    ['a list that contains itself twice', cyclic, tooLarge],
    ['99,999 entries', Array.from({ length: 99_999 }, () => 0)],
    ['100,000 entries', Array.from({ length: 100_000 }, () => 0), tooLarge],
    ['a date', new Date(0), 'order.extra invalid_type: `extra` must be JSON, not `object`'],
    ['a bigint', { a: 1n }, 'order.extra.a invalid_type: `a` must be JSON, not `bigint`'],
    ['an infinite number', [Infinity], 'order.extra.0 invalid_type: entry 0 of `extra` must be JSON, not `number`'],
    ['a function', () => 1, 'order.extra invalid_type: `extra` must be JSON, not `function`'],
  ])('accepts or refuses %s', (_name, value, ...lines) => {
    if (lines.length === 0) expect(read({ ...valid, extra: value }).extra).toEqual(value);
    else expect(linesOfExtra(value)).toEqual(lines);
  });
});

it('anything is passed on', () => {
  const value = Symbol('x');
  expect(readData(anything, value, ['value'], '')).toBe(value);
});

it('trueOrFalse reads Booleans only', () => {
  const problems: unknown[] = [];
  expect(trueOrFalse(true, ['x'], (problem) => problems.push(problem))).toBe(true);
  trueOrFalse('true', ['x'], (problem) => problems.push(problem));
  expect(problems).toMatchObject([{ code: 'invalid_type', path: ['x'] }]);
});
