import { describe, expect, it } from 'vitest';
import { parseYaml } from '../../../src/cli/config/parse-yaml.js';
import { linesOf } from './config-text.js';

const problems = (text: string): string[] => linesOf(parseYaml(text).problems);
const valueOf = (text: string): unknown => parseYaml(text).value;

describe('parseYaml', () => {
  it('reads names as they are written, so that an account ID keeps its zeros without quotes', () => {
    const text = "012345678901: {}\n444455556666: {}\n'000000000001': {}\n1e3: {}\nyes: {}\n";
    expect(Object.keys(valueOf(text) as object).toSorted()).toEqual(
      ['000000000001', '012345678901', '1e3', '444455556666', 'yes'].toSorted(),
    );
  });

  it('reads values by the core schema of YAML 1.2: `yes` is a string, a date is a string', () => {
    expect(valueOf('a: yes\nb: 2027-06-30\nc: true\nd: 0x10\ne: ~\nf:\ng: "1"\nh: 0o7\n')).toEqual({
      a: 'yes',
      b: '2027-06-30',
      c: true,
      d: 16,
      e: null,
      f: null,
      g: '1',
      h: 7,
    });
  });

  it('reads `__proto__` as a name like any other', () => {
    expect(Object.keys(valueOf('__proto__: {a: 1}\n') as object)).toEqual(['__proto__']);
  });

  it('reads JSON, which is YAML', () => {
    expect(valueOf('{"a": [1, {"b": null}]}')).toEqual({ a: [1, { b: null }] });
    expect(valueOf('{a, b: [c: 1]}')).toEqual({ a: null, b: [{ c: 1 }] });
  });

  it('knows where each value is, by its name or its entry, and by what is around it', () => {
    const { positions } = parseYaml('# first\na:\n  - x\n  - b: 1\n    c: 2\n');
    expect(positions.of(['a'])).toEqual({ line: 2, column: 1 });
    expect(positions.of(['a', 1])).toEqual({ line: 4, column: 5 });
    expect(positions.of(['a', 1, 'c'])).toEqual({ line: 5, column: 5 });
    expect(positions.of(['a', 1, 'd', 'e'])).toEqual({ line: 4, column: 5 });
    expect(positions.of([])).toEqual({ line: 1, column: 1 });
  });

  it('replaces aliases by what their anchors name, the last one before the alias', () => {
    expect(valueOf('a: &x [1]\nb: *x\nc: &x 2\nd: *x\n')).toEqual({ a: [1], b: [1], c: 2, d: 2 });
  });

  it.each<[name: string, text: string, ...lines: string[]]>([
    ['a duplicate key', 'a: 1\nb: 2\na: 3\n', '3:1 a: the key `a` appears twice'],
    ['a duplicate key in brackets', '{b: {a: 1, a: 1}}', '1:12 b.a: the key `a` appears twice'],
    ['a tag', 'a: !!str 1\n', '1:10 a: the tag `tag:yaml.org,2002:str` is not supported'],
    ['a tag of its own', 'a: !x {}\n', '1:7 a: the tag `!x` is not supported'],
    ['a tag of a key', '!!str a: 1\n', '1:7 a: the tag `tag:yaml.org,2002:str` is not supported'],
    ['an alias without an anchor', 'a: *x\n', '1:4 a: the alias `*x` has no anchor before it'],
    ['an alias inside of its anchor', 'a: &x [*x]\n', '1:8 a.0: the alias `*x` has no anchor before it'],
    [
      'a merge key',
      'a: &x {}\nb:\n  <<: *x\n',
      '3:3 b: merge keys are not supported (put settings that accounts share under `defaults`)',
    ],
    ['a key that is a list', '? [a]\n: 1\n', '1:3 : a key must be a name'],
    ['a key that is an alias', 'a: &x b\n*x : 1\n', '2:1 : a key must be a name'],
    [
      'a second document',
      'a: 1\n---\nb: 1\n',
      '2:1 : the file has 2 YAML documents; the second one begins here (put all accounts into one document, without a line `---` between them)',
    ],
    [
      'YAML 1.1, where `yes` is `true`',
      '%YAML 1.1\n---\na: yes\n',
      '1:1 : the file is not YAML 1.2 (remove the line that begins with `%YAML`)',
    ],
    ['a tab as indentation', 'a:\n\tb: 1\n', '2:1 : not YAML: tabs are not allowed as indentation'],
    [
      'a bracket that is missing',
      'a: [1\n',
      '2:1 : not YAML: flow sequence in block collection must be sufficiently indented and end with a ]',
    ],
    ['no name after a quotation mark', 'a: "x\n', '2:1 : not YAML: missing closing "quote'],
  ])('refuses %s, with line and column', (_name, text, ...lines) => {
    expect(problems(text)).toEqual(lines);
    expect(valueOf(text)).toBeUndefined();
    for (const { code } of parseYaml(text).problems) expect(['invalid_yaml', 'duplicate_key']).toContain(code);
  });

  it('accepts a version of YAML that it reads', () => {
    expect(valueOf('%YAML 1.2\n---\na: yes\n')).toEqual({ a: 'yes' });
  });

  it.each(['', '# a comment\n', '---\n', '\n\n'])('reads %j as nothing', (text) => {
    expect(parseYaml(text)).toMatchObject({ problems: [] });
    expect(valueOf(text) ?? null).toBeNull();
  });
});

describe('the limits of parseYaml', () => {
  const deep = ': the file is nested more than 32 levels deep';

  it.each<[name: string, text: string]>([
    ['brackets', '['.repeat(100_000)],
    ['brackets that strings seem to close', '["]",'.repeat(1000)],
    ['brackets after an apostrophe in a text', `a: don't\nb: ${'['.repeat(1000)}`],
    ['lists in lists', '- '.repeat(100_000)],
    ['names after names', 'a: '.repeat(100_000)],
    ['questions', '? '.repeat(100_000)],
    ['indentation', Array.from({ length: 400 }, (_, index) => `${' '.repeat(index)}a:`).join('\n')],
    ['a line of spaces', `a:\n${' '.repeat(1000)}b: 1`],
    ['brackets that the parser can follow', `${'['.repeat(40)}${']'.repeat(40)}`],
    ['indentation that the parser can follow', Array.from({ length: 40 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')],
  ])('are not exceeded by %s', (_name, text) => {
    const [first = '', ...rest] = problems(text);
    expect(first).toContain(deep);
    expect(rest).toEqual([]);
  });

  it('stop aliases that multiply', () => {
    const lines = Array.from({ length: 12 }, (_, index) => {
      const entry = index === 0 ? 'x' : `*a${index - 1}`;
      return `a${index}: &a${index} [${Array(10).fill(entry).join(', ')}]`;
    });
    expect(problems(lines.join('\n'))).toEqual([
      expect.stringContaining('with its aliases, the file has more than 200,000 values'),
    ]);
  });

  it('are a megabyte of text, and ten errors of syntax', () => {
    expect(problems(' '.repeat(1024 * 1024 + 1))).toEqual([': the file has more than 1,048,576 characters']);
    expect(problems('!a '.repeat(1000))).toHaveLength(10);
  });

  it('let no control character of the file into a message', () => {
    const { problems: found } = parseYaml('a: !\u0007\u001b[31m x\n"b\u001b": 1\n"b\u001b": 1\n');
    expect(found.length).toBeGreaterThan(0);
    // oxlint-disable-next-line no-control-regex
    for (const { message } of found) expect(message).not.toMatch(/[\u0000-\u001f]/);
  });
});
