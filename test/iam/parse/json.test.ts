import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nodeOf, readJson, type JsonNode } from '../../../src/iam/parse/json.js';

/** What `JSON.parse` makes of the same text; of a key that appears twice, the last. */
function plain(node: JsonNode): unknown {
  switch (node.kind) {
    case 'object': {
      const result = {};
      for (const { key, node: value } of node.members) {
        Object.defineProperty(result, key, {
          value: plain(value),
          enumerable: true,
          configurable: true,
          writable: true,
        });
      }
      return result;
    }
    case 'array':
      return node.items.map(plain);
    case 'null':
      return null;
    case 'string':
      return node.text;
    case 'number':
      return Number(node.text);
    case 'boolean':
      return node.text === 'true';
  }
}

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

describe('readJson', () => {
  it('readJson reads what JSON.parse reads', () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(undefined, 0, 2, '\t'), (text, indent) => {
        const printed = JSON.stringify(JSON.parse(text), undefined, indent);
        expect(plain(readJson(printed).node!)).toStrictEqual(JSON.parse(printed));
      }),
      { numRuns: 500 },
    );
  });

  it('readJson rejects what JSON.parse rejects', () => {
    const piece = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '1',
      '-',
      '.5',
      'true',
      'nul',
      ' ',
      '\n',
      '\\',
      '"',
      'e1',
      '01',
      "'",
      '\u0001',
      '\\u00',
    );
    const text = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(text, (each) => {
        const { node, problems } = readJson(each);
        expect(node !== undefined).toBe(isJson(each));
        if (node === undefined) expect(problems).toMatchObject([{ code: 'invalid_json' }]);
      }),
      { numRuns: 5000 },
    );
  });

  it('readJson rejects a document that is cut off anywhere', () => {
    const text = JSON.stringify(
      { Version: '2012-10-17', Statement: [{ a: [1.5, true, null, 'x\u00e9"'] }] },
      undefined,
      1,
    );
    for (let end = 0; end < text.length; end += 1) expect(readJson(text.slice(0, end)).node).toBeUndefined();
    expect(readJson(text).problems).toStrictEqual([]);
  });

  it.each<[text: string, line: number, column: number, message: string, hint?: string]>([
    ['', 1, 1, 'the text ends where a value should be'],
    ['{"a":\n  1\n', 3, 1, 'the text ends where a comma or `}` should be'],
    ['{"a" 1}', 1, 6, '`1` appears where a colon should be'],
    ['[1 2]', 1, 4, '`2` appears where a comma or `]` should be'],
    [
      '{"a":1,\n}',
      2,
      1,
      '`}` appears where a key in double quotes should be',
      'JSON does not allow a comma after the last entry',
    ],
    ['[1, ]', 1, 5, '`]` appears where a value should be', 'JSON does not allow a comma after the last entry'],
    ['[1,]', 1, 4, '`]` appears where a value should be', 'JSON does not allow a comma after the last entry'],
    ['{"a":1,"b"}', 1, 11, '`}` appears where a colon should be'],
    ['[1, x]', 1, 5, '`x` appears where a value should be'],
    [
      `[1,${' '.repeat(2000)}]`,
      1,
      2004,
      '`]` appears where a value should be',
      'JSON does not allow a comma after the last entry',
    ],
    ['[}', 1, 2, '`}` appears where a value should be'],
    ["{'a': 1}", 1, 2, "`'` appears where a key in double quotes should be", 'JSON strings have double quotes'],
    ['{ // note\n}', 1, 3, '`/` appears where a key in double quotes should be', 'JSON does not allow comments'],
    ['# note', 1, 1, '`#` appears where a value should be', 'JSON does not allow comments'],
    ['{} x', 1, 4, '`x` appears where the end of the text should be'],
    ['"a\nb"', 1, 1, '`"` appears where a value should be'],
  ])('readJson explains what is wrong with %j', (text, line, column, message, hint) => {
    const issue = { code: 'invalid_json', path: [], message, ...(hint && { hint }), position: { line, column } };
    expect(readJson(text)).toStrictEqual({ problems: [issue] });
  });

  it('readJson reports duplicate keys at every level', () => {
    const { node, problems } = readJson('{"a":1,\n"b":[{"c":1,"\\u0063":2}],"a":3,"__proto__":1,"__proto__":2}');
    expect(plain(node!)).toStrictEqual(JSON.parse('{"a":3,"b":[{"c":2}],"__proto__":2}'));
    expect(problems).toStrictEqual([
      {
        code: 'duplicate_key',
        path: ['b', 0, 'c'],
        message: 'the key `c` appears twice',
        position: { line: 2, column: 13 },
      },
      { code: 'duplicate_key', path: ['a'], message: 'the key `a` appears twice', position: { line: 2, column: 26 } },
      {
        code: 'duplicate_key',
        path: ['__proto__'],
        message: 'the key `__proto__` appears twice',
        position: { line: 2, column: 46 },
      },
    ]);
  });

  it('readJson limits the depth but not the length', () => {
    const deep = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
    expect(readJson(deep(33)).problems).toStrictEqual([]);
    expect(readJson(deep(34)).problems).toStrictEqual([
      {
        code: 'too_deep',
        path: [],
        message: 'the text is nested more than 32 levels deep',
        position: { line: 1, column: 34 },
      },
    ]);
    expect(readJson(deep(10_000)).problems).toMatchObject([{ code: 'too_deep' }]);
    expect(readJson(`["${'a'.repeat(130_000)}"]`).problems).toStrictEqual([]);
    expect(readJson(`["${'a'.repeat(130_000)}`).problems).toMatchObject([{ code: 'invalid_json' }]);
    expect(readJson(`[${'1,'.repeat(60_000)}1]`).problems).toStrictEqual([]);
  });
});

describe('nodeOf', () => {
  it('nodeOf returns the same nodes as readJson, without positions', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const same = JSON.parse(JSON.stringify(value)) as unknown;
        expect(plain(nodeOf(same).node!)).toStrictEqual(same);
      }),
    );
    expect(nodeOf({ a: undefined, b: 1 })).toStrictEqual({
      node: { kind: 'object', members: [{ key: 'b', node: { kind: 'number', text: '1' } }] },
      problems: [],
    });
  });

  it('nodeOf rejects values that JSON cannot represent, and cycles', () => {
    expect(nodeOf({ a: { b: undefined, c: () => 1 } })).toStrictEqual({
      problems: [{ code: 'invalid_type', path: ['a', 'c'], message: '`function` is not a JSON value' }],
    });
    expect(nodeOf([1n])).toStrictEqual({
      problems: [{ code: 'invalid_type', path: [0], message: '`bigint` is not a JSON value' }],
    });
    const circle: unknown[] = [];
    circle.push(circle);
    const { node, problems } = nodeOf(circle);
    expect(node).toBeUndefined();
    expect(problems).toStrictEqual([
      {
        code: 'too_deep',
        path: [0],
        message: 'the value contains itself',
      },
    ]);
    const twice = [[1], [2]];
    expect(nodeOf([twice[0], twice[0]]).problems).toStrictEqual([]);
    let deep: unknown = 'x';
    for (let level = 0; level < 33; level += 1) deep = [deep];
    expect(nodeOf(deep).problems).toStrictEqual([]);
    expect(nodeOf([deep]).problems).toMatchObject([
      { code: 'too_deep', message: 'the value is nested more than 32 levels deep' },
    ]);
  });

  it('nodeOf rejects what throws when it is looked at', () => {
    const hostile = {
      get a(): never {
        throw new Error('no');
      },
    };
    expect(nodeOf([hostile])).toStrictEqual({
      problems: [{ code: 'invalid_type', path: [], message: 'the value cannot be read: a getter or a proxy throws' }],
    });
  });

  it('nodeOf rejects numbers that JSON does not have', () => {
    expect(nodeOf([Number.NaN, Number.NEGATIVE_INFINITY])).toStrictEqual({
      problems: [
        { code: 'invalid_type', path: [0], message: '`NaN` is not a JSON value' },
        { code: 'invalid_type', path: [1], message: '`-Infinity` is not a JSON value' },
      ],
    });
    expect(nodeOf(Symbol('x')).problems).toMatchObject([{ code: 'invalid_type' }]);
  });

  it('nodeOf and readJson write numbers without exponents', () => {
    const number = { kind: 'number', text: '1000000000000000000000' };
    expect(nodeOf(1e21).node).toStrictEqual(number);
    expect(readJson('1e21').node).toMatchObject(number);
    expect(readJson('1000000000000000000000').node).toMatchObject(number);
  });

  it('nodeOf counts the parts of a value, so that shared parts cost no more than others', () => {
    let shared: unknown = ['x'];
    for (let depth = 0; depth < 25; depth += 1) shared = depth % 2 === 0 ? [shared, shared] : { a: shared, b: shared };
    const problem = { code: 'too_long', path: [], message: 'the value has more than 250,000 parts' };
    expect(nodeOf(shared)).toStrictEqual({ problems: [problem] });
    expect(nodeOf(Array.from({ length: 250_000 }, () => 1)).problems).toStrictEqual([]);
    expect(nodeOf(Array.from({ length: 250_001 }, () => 1))).toStrictEqual({ problems: [problem] });
    // An array with holes has a length, but no parts.
    const holes: unknown[] = [];
    holes.length = 4_000_000_000;
    expect(nodeOf(holes)).toStrictEqual({ problems: [problem] });
  });

  it('nodeOf reads holes as it reads undefined', () => {
    // oxlint-disable-next-line no-sparse-arrays
    expect(nodeOf([, 1]).problems).toMatchObject([{ code: 'invalid_type', path: [0] }]);
  });
});
