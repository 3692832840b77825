import { describe, expect, it } from 'vitest';
import { ISSUES } from '../../src/core/issue-codes.js';
import { notAString, notOneOf, type LocatedProblem, type Problem } from '../../src/core/issue.js';
import { quote } from '../../src/core/quote.js';
import { formatIssue, InvalidInputError, type Issue } from '../../src/iam/index.js';

const problems: LocatedProblem[] = [
  { code: 'missing', path: ['orgId'], message: 'the organization ID is missing' },
  { code: 'invalid_region', path: ['regions', 0], message: '`x` is not an AWS Region', hint: 'try `us-east-1`' },
];
const issues: Issue[] = problems.map((problem) => ({ ...problem, severity: 'error' }));

it.each(Object.entries(ISSUES))('the meaning of the code %s completes the sentence "The value …"', (_code, entry) => {
  expect(entry.meaning).toMatch(/^(?:is|has|begins|exceeds|makes|conflicts|looks|applies|allows) .*[^.]$/);
  expect(new Set(entry.occursIn).size).toBe(entry.occursIn.length);
});

describe('InvalidInputError', () => {
  const create = (): InvalidInputError => new InvalidInputError(problems);

  it('is an Error under its own name', () => {
    const error = create();
    expect(error).toBeInstanceOf(Error);
    expect(error.name).toBe('InvalidInputError');
    expect(String(error)).toMatch(/^InvalidInputError: orgId: /);
  });

  it('has a line for each problem in its message', () => {
    expect(create().message).toBe(
      'orgId: the organization ID is missing\nregions.0: `x` is not an AWS Region (try `us-east-1`)',
    );
  });

  it('carries all problems, in a list of its own', () => {
    const error = create();
    expect(error.issues).toStrictEqual(issues);
    expect(error.issues).not.toBe(issues);
  });

  it('survives JSON', () => {
    expect(JSON.parse(JSON.stringify(create()))).toStrictEqual({ name: 'InvalidInputError', issues });
  });
});

it('an issue at the root has no path in its text', () => {
  expect(formatIssue({ code: 'missing', path: [], message: 'the parameters are missing' })).toBe(
    'the parameters are missing',
  );
});

describe('quote', () => {
  it.each([
    ['acme', '`acme`'],
    ['say "hi" \\ bye', '`say "hi" \\\\ bye`'],
    ['tick`tock', '`tick\\u0060tock`'],
    ['a\nb\tc', '`a\\nb\\tc`'],
    ['\u007f\u0085\u009f', '`\\u007f\\u0085\\u009f`'],
    ['\u200b\u200f\u2028\u202e\u2066\u2069\ufeff', '`\\u200b\\u200f\\u2028\\u202e\\u2066\\u2069\\ufeff`'],
    ['\ud800', '`\\ud800`'],
    ['é ü 漢', '`é ü 漢`'],
    ['x'.repeat(80), `\`${'x'.repeat(80)}\``],
    ['x'.repeat(81), `\`${'x'.repeat(80)}…\``],
  ])('%j', (value, quoted) => expect(quote(value)).toBe(quoted));

  it.each([
    [null, '`null`'],
    [undefined, '`undefined`'],
    [[], '`array`'],
    [{}, '`object`'],
    [1, '`number`'],
    [Symbol('secret'), '`symbol`'],
    [Object.create(null), '`object`'],
  ])('names only the type of what is not a string', (value, quoted) => expect(quote(value)).toBe(quoted));
});

describe('the problem of a value', () => {
  it.each<[value: unknown, problem: Problem]>([
    [undefined, { code: 'missing', message: 'the size is missing' }],
    [null, { code: 'missing', message: 'the size is missing' }],
    [1, { code: 'invalid_type', message: 'the size must be a string, not `number`' }],
    [[], { code: 'invalid_type', message: 'the size must be a string, not `array`' }],
  ])('that should have been a string: %j', (value, problem) => {
    expect(notAString('size', value)).toStrictEqual(problem);
    expect(notOneOf('size', value, ['S', 'M'])).toStrictEqual({ ...problem, hint: 'one of `S`, `M`' });
  });

  it('that does not exist', () => {
    expect(notOneOf('size', 'L', ['S', 'M'])).toStrictEqual({
      code: 'unknown_value',
      message: '`L` is not a known size',
      hint: 'one of `S`, `M`',
    });
    expect(notOneOf('size', 's', ['S', 'M'], 'S')).toStrictEqual({
      code: 'unknown_value',
      message: '`s` is not a known size',
      hint: 'did you mean `S`? one of `S`, `M`',
    });
  });
});
