import { array, assert, json, nat, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createScanner } from '../../../src/drift/input/scanner.js';
import type { Issue } from '../../../src/iam/index.js';

type Scanned = {
  units: { value: unknown; path: (string | number)[]; line: number; column: number }[];
  pages: boolean[];
  issues: Pick<Issue, 'code' | 'message' | 'position'>[];
};

function scan(...chunks: string[]): Scanned {
  const found: Scanned = { units: [], pages: [], issues: [] };
  const scanner = createScanner({
    onUnit: ({ value, path, position: { line, column } }) => void found.units.push({ value, path, line, column }),
    onPage: (isTruncated) => void found.pages.push(isTruncated),
    onIssue: ({ code, message, position }) => void found.issues.push({ code, message, ...(position && { position }) }),
  });
  chunks.forEach(scanner.write);
  scanner.end();
  return found;
}

const page = {
  UserDetailList: [{ a: '}]"\\' }],
  RoleDetailList: [{ RoleName: 'é"\\😀' }, { b: [1, { c: [] }] }],
  Marker: 'x',
  Policies: [],
  IsTruncated: true,
};

describe('values', () => {
  it('of a page come one by one, each with its place', () => {
    const text = JSON.stringify(page);
    const columnOf = (entry: object): number => text.indexOf(JSON.stringify(entry)) + 1;
    expect(scan(text)).toEqual({
      units: page.RoleDetailList.map((value, index) => ({
        value,
        path: ['RoleDetailList', index],
        line: 1,
        column: columnOf(value),
      })),
      pages: [true],
      issues: [],
    });
  });

  it.each<[string, string, unknown[]]>([
    ['of their own', '{"RoleName":"a"}', [{ RoleName: 'a' }]],
    ['behind each other', '{"a":1}{"b":2}\n\n{"c":3}', [{ a: 1 }, { b: 2 }, { c: 3 }]],
    ['of NDJSON with Windows line ends', '{"a":1}\r\n{"b":2}\r\n', [{ a: 1 }, { b: 2 }]],
    ['behind a byte order mark', '\ufeff{"a":1}', [{ a: 1 }]],
    ['of a list', '[{"a":1}, {"b":2}]', [{ a: 1 }, { b: 2 }]],
    ['of an empty list', '[ ]', []],
    ['that are empty', '{} []', [{}]],
    ['that are no objects', '1 true null "x" [2,-3.5e1]', [1, true, null, 'x', 2, -35]],
    ['with what looks like a page inside', '{"a":{"RoleDetailList":[1]}}', [{ a: { RoleDetailList: [1] } }]],
    [
      'with a key of every object',
      '{"__proto__":{"x":1},"constructor":2}',
      [JSON.parse('{"__proto__":{"x":1},"constructor":2}')],
    ],
  ])('%s', (_name, text, values) => {
    const { units, issues } = scan(text);
    expect(units.map(({ value }) => value)).toEqual(values);
    expect(issues).toEqual([]);
  });

  it('of a page whose list is none come not at all', () => {
    expect(scan('{"RoleDetailList":null,"UserDetailList":[{}]}')).toEqual({ units: [], pages: [false], issues: [] });
    const issue = { code: 'invalid_type', message: '`Policies` must be a list', position: { line: 1, column: 33 } };
    expect(scan('{"RoleDetailList":[],"Policies":{"a":1}}')).toEqual({ units: [], pages: [false], issues: [issue] });
  });

  it('are the same wherever the text is cut', () => {
    const text = [
      JSON.stringify(page, undefined, 1),
      '{"x": "a\\"b", "y": [1, 2.5, null]}',
      '[{"z": "\\u00e9"}]',
      'null',
    ].join('\n');
    assert(
      property(array(nat(text.length), { maxLength: 12 }), (cuts) => {
        const places = [0, ...cuts.toSorted((a, b) => a - b), text.length];
        const chunks = places.slice(1).map((end, index) => text.slice(places[index], end));
        expect(scan(...chunks)).toEqual(scan(text));
      }),
    );
    expect(scan(...text)).toEqual(scan(text));
  });

  it('are those of JSON.parse, for any value', () => {
    assert(
      property(array(json(), { minLength: 1 }), (texts) => {
        const { units, issues } = scan(texts.map((text) => `{"v":${text}}`).join('\n'));
        expect(units.map(({ value }) => value)).toEqual(texts.map((text) => ({ v: JSON.parse(text) as unknown })));
        expect(issues).toEqual([]);
      }),
    );
  });
});

describe('mistakes', () => {
  it.each<[string, string, Scanned['issues'][number]]>([
    ['nothing', ' \n', { code: 'invalid_json', message: 'the input is empty', position: { line: 2, column: 1 } }],
    [
      'no JSON',
      'An error occurred',
      { code: 'invalid_json', message: '`A` appears where a value should be', position: { line: 1, column: 1 } },
    ],
    [
      'a mark in the place of a value',
      '}',
      { code: 'invalid_json', message: '`}` stands where a value should be', position: { line: 1, column: 1 } },
    ],
    [
      'no key',
      '{1:2}',
      {
        code: 'invalid_json',
        message: '`1` stands where a key in double quotes should be',
        position: { line: 1, column: 2 },
      },
    ],
    [
      'no colon',
      '{"a" 2}',
      { code: 'invalid_json', message: '`2` stands where a colon should be', position: { line: 1, column: 6 } },
    ],
    [
      'no comma between members',
      '{"a":1 "b":2}',
      { code: 'invalid_json', message: '`"` stands where a comma or `}` should be', position: { line: 1, column: 8 } },
    ],
    [
      'no comma between entries',
      '{"RoleDetailList":[{}\n {}]}',
      { code: 'invalid_json', message: '`{` stands where a comma or `]` should be', position: { line: 2, column: 2 } },
    ],
    [
      'a comma too many',
      '{"RoleDetailList":[{},]}',
      { code: 'invalid_json', message: '`]` stands where a value should be', position: { line: 1, column: 23 } },
    ],
    [
      'an end inside a string',
      '{"a":"b',
      { code: 'invalid_json', message: 'the text ends inside a string', position: { line: 1, column: 6 } },
    ],
    [
      'an end inside a value',
      '{"a":[1,',
      { code: 'invalid_json', message: 'the text ends inside an object or a list', position: { line: 1, column: 6 } },
    ],
    [
      'an end behind a key',
      '{"a"',
      { code: 'invalid_json', message: 'the text ends where a colon should be', position: { line: 1, column: 5 } },
    ],
    [
      'an end behind a colon',
      '{"a":',
      { code: 'invalid_json', message: 'the text ends where a value should be', position: { line: 1, column: 6 } },
    ],
    [
      'an end in a list',
      '[1,',
      { code: 'invalid_json', message: 'the text ends where a value should be', position: { line: 1, column: 4 } },
    ],
    [
      'a wrong word in an entry',
      '{"RoleDetailList":[\n{"a": nul}]}',
      { code: 'invalid_json', message: '`n` appears where a value should be', position: { line: 2, column: 7 } },
    ],
    [
      'a wrong escape',
      '{"a":"\\x"}',
      { code: 'invalid_json', message: '`"` appears where a value should be', position: { line: 1, column: 6 } },
    ],
  ])('%s', (_name, text, issue) => {
    expect(scan(text).issues[0]).toEqual(issue);
  });

  it('in an entry leave the others', () => {
    const { units, pages, issues } = scan('{"RoleDetailList":[{"a":1},{"b":tru},{"c":3}]}');
    expect(units.map(({ value }) => value)).toEqual([{ a: 1 }, { c: 3 }]);
    expect([pages.length, issues.length]).toEqual([1, 1]);
  });

  it('in a line leave the other lines, also those that seemed to be a part of it', () => {
    const { units, issues } = scan('{"a":1}\n{"b":[2}\n{"c":3}\n{"d":"4}\n{"e":5}\nrubbish\n{"f":6}');
    expect(units.map(({ value }) => value)).toEqual([{ a: 1 }, { c: 3 }, { e: 5 }, { f: 6 }]);
    expect(units.map(({ line, column }) => [line, column])).toEqual([
      [1, 1],
      [3, 1],
      [5, 1],
      [7, 1],
    ]);
    expect(issues.length).toBeGreaterThan(0);
  });

  it('in marks leave the lines that follow, as far as they begin like values', () => {
    for (const text of ['}\nmore\n{"b":1}', '}\n{"b":1}', ']\n \n{"b":1}\n}\n']) {
      expect(scan(text).units.map(({ value }) => value)).toEqual([{ b: 1 }]);
    }
  });

  it('are found at every byte at which a text may end', () => {
    const text = `${JSON.stringify(page)}`;
    for (let end = 0; end < text.length; end += 1) {
      const { issues, units } = scan(text.slice(0, end));
      expect(issues.length, text.slice(0, end)).toBeGreaterThan(0);
      expect(
        units.every(({ value }) => page.RoleDetailList.some((role) => JSON.stringify(role) === JSON.stringify(value))),
      ).toBe(true);
    }
  });

  it('of length end in time, and are told', () => {
    const long = `{"a":"${'x'.repeat(9 * 1024 * 1024)}"}\n{"b":1}`;
    const chunks = Array.from({ length: Math.ceil(long.length / 65_536) }, (_, index) =>
      long.slice(index * 65_536, (index + 1) * 65_536),
    );
    const { units, issues } = scan(...chunks);
    expect(issues[0]).toEqual({
      code: 'too_long',
      message: 'a value is longer than the 8388608 characters that are taken',
      position: { line: 1, column: 1 },
    });
    expect(units.at(-1)?.value).toEqual({ b: 1 });
  });

  it('of length that are no string end in time, too', () => {
    const { units, issues } = scan(
      '{"a":[',
      ...Array.from({ length: 9 }, () => '1,'.repeat(512 * 1024)),
      '1]}\n{"b":1}',
    );
    expect(issues).toMatchObject([{ code: 'too_long', position: { line: 1, column: 1 } }]);
    expect(units.map(({ value }) => value)).toEqual([{ b: 1 }]);
  });

  it('of length that are not held end in time, too', () => {
    const { units, issues } = scan(
      '{"UserDetailList":["',
      ...Array.from({ length: 9 }, () => 'x'.repeat(1024 * 1024)),
      '"]}\n{"b":1}',
    );
    expect(issues).toEqual([
      {
        code: 'too_long',
        message: 'a value is longer than the 8388608 characters that are taken',
        position: { line: 1, column: 20 },
      },
    ]);
    expect(units.map(({ value }) => value)).toEqual([{ b: 1 }]);
  });

  it('of depth end in time, and are told', () => {
    const deep = `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    const { units, issues } = scan(deep, '\n{"b":1}');
    expect([units.length + issues.length, units.at(-1)?.value]).toEqual([2, { b: 1 }]);
  });

  it('in every line cost no more than a pass over the text', () => {
    const { units, issues } = scan('{"a":[\n'.repeat(200_000), '{"b":1}');
    expect([units.at(-1)?.value, issues.length > 0]).toEqual([{ b: 1 }, true]);
  });
});
