import { array, assert, json, nat, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createScanner } from '../../../src/drift/input/scanner.js';
import type { Issue } from '../../../src/iam/index.js';
import { count } from '../../deep.js';

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

describe('the scanner', () => {
  it('passes on the entries of a page one by one, with their positions', () => {
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
    ['one value', '{"RoleName":"a"}', [{ RoleName: 'a' }]],
    ['values in a row', '{"a":1}{"b":2}\n\n{"c":3}', [{ a: 1 }, { b: 2 }, { c: 3 }]],
    ['NDJSON with Windows line ends', '{"a":1}\r\n{"b":2}\r\n', [{ a: 1 }, { b: 2 }]],
    ['a value after a byte order mark', '\ufeff{"a":1}', [{ a: 1 }]],
    ['a list of values', '[{"a":1}, {"b":2}]', [{ a: 1 }, { b: 2 }]],
    ['an empty list', '[ ]', []],
    ['empty values', '{} []', [{}]],
    ['values that are not objects', '1 true null "x" [2,-3.5e1]', [1, true, null, 'x', 2, -35]],
    ['a value that contains what looks like a page', '{"a":{"RoleDetailList":[1]}}', [{ a: { RoleDetailList: [1] } }]],
    [
      'values with keys that every object inherits',
      '{"__proto__":{"x":1},"constructor":2}',
      [JSON.parse('{"__proto__":{"x":1},"constructor":2}')],
    ],
  ])('passes on the values of %s', (_name, text, values) => {
    const { units, issues } = scan(text);
    expect(units.map(({ value }) => value)).toEqual(values);
    expect(issues).toEqual([]);
  });

  it('passes on nothing of a page whose list is null or an object', () => {
    expect(scan('{"RoleDetailList":null,"UserDetailList":[{}]}')).toEqual({ units: [], pages: [false], issues: [] });
    const issue = { code: 'invalid_type', message: '`Policies` must be a list', position: { line: 1, column: 33 } };
    expect(scan('{"RoleDetailList":[],"Policies":{"a":1}}')).toEqual({ units: [], pages: [false], issues: [issue] });
  });

  it('passes on the same values wherever the text is cut', () => {
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

  it.each([
    ['a line that is cut', ['{"a":', '1}\n{"b":2}\n'], [{ a: 1 }, { b: 2 }]],
    ['a line that is cut many times', [...'{"a":1234567890}\n{"b":2}'], [{ a: 1_234_567_890 }, { b: 2 }]],
    [
      'a line that is longer than any chunk',
      ['{"a":"', 'x'.repeat(70_000), '"}\n{"b":2}\n'],
      [{ a: 'x'.repeat(70_000) }, { b: 2 }],
    ],
    ['two values in a line', ['{"a":1}{"b":2}\n'], [{ a: 1 }, { b: 2 }]],
    ['a value that goes on in the next line', ['{"a":1,\n"b":2}\n{"c":3}\n'], [{ a: 1, b: 2 }, { c: 3 }]],
    ['lines of pages', ['{"Policies":[{"a":1}]}\n{"RoleDetailList":[{"b":2}]}\n'], [{ a: 1 }, { b: 2 }]],
  ])('reads lines as they arrive: %s', (_name, chunks, values) => {
    const { units, issues } = scan(...chunks);
    expect(units.map(({ value }) => value)).toEqual(values);
    expect(issues).toEqual([]);
  });

  it('passes on a value without waiting for its line to end', () => {
    const values: unknown[] = [];
    const scanner = createScanner({
      onUnit: ({ value }) => void values.push(value),
      onPage: () => undefined,
      onIssue: () => undefined,
    });
    scanner.write('{"a":1}');
    expect(values).toEqual([{ a: 1 }]);
  });

  it('is too long for a line that is longer than any value may be', () => {
    const { units, issues } = scan(`{"a":"${'x'.repeat(9e6)}"}\n{"b":1}\n`);
    expect([units.map(({ value }) => value), issues.map(({ code }) => code)]).toEqual([[{ b: 1 }], ['too_long']]);
  });

  it('agrees with JSON.parse for any value', () => {
    assert(
      property(array(json(), { minLength: 1 }), (texts) => {
        const { units, issues } = scan(texts.map((text) => `{"v":${text}}`).join('\n'));
        expect(units.map(({ value }) => value)).toEqual(texts.map((text) => ({ v: JSON.parse(text) as unknown })));
        expect(issues).toEqual([]);
      }),
    );
  });
});

describe('a syntax error', () => {
  it.each<[string, string, Scanned['issues'][number]]>([
    ['an empty text', ' \n', { code: 'invalid_json', message: 'the input is empty', position: { line: 2, column: 1 } }],
    [
      'text that is not JSON',
      'An error occurred',
      {
        code: 'invalid_json',
        message: 'the text is not JSON; it begins `An error occurred`',
        position: { line: 1, column: 1 },
      },
    ],
    [
      'a bracket in place of a value',
      '}',
      { code: 'invalid_json', message: '`}` appears where a value should be', position: { line: 1, column: 1 } },
    ],
    [
      'a missing key',
      '{1:2}',
      {
        code: 'invalid_json',
        message: '`1` appears where a key in double quotes should be',
        position: { line: 1, column: 2 },
      },
    ],
    [
      'a missing colon',
      '{"a" 2}',
      { code: 'invalid_json', message: '`2` appears where a colon should be', position: { line: 1, column: 6 } },
    ],
    [
      'a missing comma between members',
      '{"a":1 "b":2}',
      { code: 'invalid_json', message: '`"` appears where a comma or `}` should be', position: { line: 1, column: 8 } },
    ],
    [
      'a missing comma between entries',
      '{"RoleDetailList":[{}\n {}]}',
      { code: 'invalid_json', message: '`{` appears where a comma or `]` should be', position: { line: 2, column: 2 } },
    ],
    [
      'a trailing comma',
      '{"RoleDetailList":[{},]}',
      { code: 'invalid_json', message: '`]` appears where a value should be', position: { line: 1, column: 23 } },
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
      'an end after a key',
      '{"a"',
      {
        code: 'invalid_json',
        message: 'the text ends where a colon should be',
        position: { line: 1, column: 5 },
      },
    ],
    [
      'an end after a colon',
      '{"a":',
      {
        code: 'invalid_json',
        message: 'the text ends where a value should be',
        position: { line: 1, column: 6 },
      },
    ],
    [
      'an end in a list',
      '[1,',
      {
        code: 'invalid_json',
        message: 'the text ends where a value should be',
        position: { line: 1, column: 4 },
      },
    ],
    [
      'a misspelled literal in an entry',
      '{"RoleDetailList":[\n{"a": nul}]}',
      { code: 'invalid_json', message: '`n` appears where a value should be', position: { line: 2, column: 7 } },
    ],
    [
      'an invalid escape',
      '{"a":"\\x"}',
      { code: 'invalid_json', message: '`"` appears where a value should be', position: { line: 1, column: 6 } },
    ],
  ])('is an issue with its position: %s', (_name, text, issue) => {
    expect(scan(text).issues[0]).toEqual(issue);
  });

  it.each([
    ['the words of an error message', '\nAn error occurred (AccessDenied) when calling\nthe operation', 'An error'],
    ['YAML', 'RoleDetailList:\n- Arn: x\n{"a":\n{"b": tru}\n', 'RoleDetailList:'],
    ['a table', '----------\n|  Get   |\n', '----------'],
    ['a word that is nearly JSON', 'nul\nnul\n', 'nul'],
  ])('is one problem for text that is not JSON from its start: %s', (_name, text, beginning) => {
    const { issues } = scan(...text);
    expect(issues.map(({ message }) => message)).toEqual([
      expect.stringContaining(`the text is not JSON; it begins \`${beginning}`),
    ]);
  });

  it('is one problem for each stretch of text between lines of JSON', () => {
    const { units, issues } = scan('{"a":1}\none two three\nfour\n{"b":1}\nfive six\n{"c":1}\n');
    expect(units.map(({ value }) => value)).toEqual([{ a: 1 }, { b: 1 }, { c: 1 }]);
    expect(issues.map(({ message, position }) => [message, position?.line])).toEqual([
      ['`o` appears where a value should be', 2],
      ['`f` appears where a value should be', 5],
    ]);
  });

  it('in an entry does not affect the other entries', () => {
    const { units, pages, issues } = scan('{"RoleDetailList":[{"a":1},{"b":tru},{"c":3}]}');
    expect(units.map(({ value }) => value)).toEqual([{ a: 1 }, { c: 3 }]);
    expect([pages.length, issues.length]).toEqual([1, 1]);
  });

  it('in a line does not affect the other lines, even if they seemed to be part of it', () => {
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

  it('in punctuation does not affect later lines that begin like values', () => {
    for (const text of ['}\nmore\n{"b":1}', '}\n{"b":1}', ']\n \n{"b":1}\n}\n']) {
      expect(scan(text).units.map(({ value }) => value)).toEqual([{ b: 1 }]);
    }
  });

  it('is found wherever the text ends', () => {
    const text = `${JSON.stringify(page)}`;
    for (let end = 0; end < text.length; end += 1) {
      const { issues, units } = scan(text.slice(0, end));
      expect(issues.length, text.slice(0, end)).toBeGreaterThan(0);
      expect(
        units.every(({ value }) => page.RoleDetailList.some((role) => JSON.stringify(role) === JSON.stringify(value))),
      ).toBe(true);
    }
  });

  it('is reported without delay if a string is too long', () => {
    const long = `{"a":"${'x'.repeat(9 * 1024 * 1024)}"}\n{"b":1}`;
    const chunks = Array.from({ length: Math.ceil(long.length / 65_536) }, (_, index) =>
      long.slice(index * 65_536, (index + 1) * 65_536),
    );
    const { units, issues } = scan(...chunks);
    expect(issues[0]).toEqual({
      code: 'too_long',
      message: 'a value has more than 8,388,608 characters',
      position: { line: 1, column: 1 },
    });
    expect(units.at(-1)?.value).toEqual({ b: 1 });
  });

  it('is reported without delay if a list is too long', () => {
    const { units, issues } = scan(
      '{"a":[',
      ...Array.from({ length: 9 }, () => '1,'.repeat(512 * 1024)),
      '1]}\n{"b":1}',
    );
    expect(issues).toMatchObject([{ code: 'too_long', position: { line: 1, column: 1 } }]);
    expect(units.map(({ value }) => value)).toEqual([{ b: 1 }]);
  });

  it('is reported without delay if a skipped string is too long', () => {
    const { units, issues } = scan(
      '{"UserDetailList":["',
      ...Array.from({ length: 9 }, () => 'x'.repeat(1024 * 1024)),
      '"]}\n{"b":1}',
    );
    expect(issues).toEqual([
      {
        code: 'too_long',
        message: 'a value has more than 8,388,608 characters',
        position: { line: 1, column: 20 },
      },
    ]);
    expect(units.map(({ value }) => value)).toEqual([{ b: 1 }]);
  });

  it('is reported without delay if a value is nested too deep', () => {
    const deep = `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    const { units, issues } = scan(deep, '\n{"b":1}');
    expect([units.length + issues.length, units.at(-1)?.value]).toEqual([2, { b: 1 }]);
  });

  it('in every line takes time in proportion to the text', () => {
    const { units, issues } = scan('{"a":[\n'.repeat(count(50_000, 200_000)), '{"b":1}');
    expect([units.at(-1)?.value, issues.length > 0]).toEqual([{ b: 1 }, true]);
  });

  it('is caught, but an error of the listener is not', () => {
    const scanner = createScanner({
      onUnit: () => {
        throw new Error('stop');
      },
      onPage: () => undefined,
      onIssue: () => undefined,
    });
    expect(() => scanner.write('{"a":1}')).toThrow('stop');
  });

  it('in a value that never ends does not hide later lines that are values', () => {
    const values: unknown[] = [];
    const scanner = createScanner({
      onUnit: ({ value }) => void values.push(value),
      onPage: () => undefined,
      onIssue: () => undefined,
    });
    scanner.write('rubbish\nmore\n{"a":[\n{"b":1}\nno\n{"c":2}\n{"d":\n');
    scanner.end();
    expect(values).toEqual([{ b: 1 }, { c: 2 }]);
  });
});
