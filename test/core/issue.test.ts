import { describe, expect, it } from 'vitest';
import { notAString, notOneOf, type LocatedProblem, type Problem } from '../../src/core/issue.js';
import { formatIssue, InvalidInputError, type Issue } from '../../src/iam/index.js';
import { issuesOf } from '../issues-of.js';

const problems: LocatedProblem[] = [
  { code: 'missing', path: ['orgId'], message: 'the organization ID is missing' },
  { code: 'invalid_region', path: ['regions', 0], message: '`x` is not an AWS Region', hint: 'try `us-east-1`' },
];
const issues: Issue[] = problems.map((problem) => ({ ...problem, severity: 'error' }));

describe('InvalidInputError', () => {
  const create = (): InvalidInputError => new InvalidInputError(problems);

  it('is an Error that has the name InvalidInputError', () => {
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

  it("has all issues, in a copy of the caller's list", () => {
    const error = create();
    expect(error.issues).toStrictEqual(issues);
    expect(error.issues).not.toBe(issues);
  });

  it('keeps its name and issues in JSON', () => {
    expect(JSON.parse(JSON.stringify(create()))).toStrictEqual({ name: 'InvalidInputError', issues });
  });
});

it('formatIssue omits the path of an issue at the root', () => {
  expect(formatIssue({ code: 'missing', path: [], message: 'the parameters are missing' })).toBe(
    'the parameters are missing',
  );
});

describe('what is no issue', () => {
  const message = 'an issue must be an object with `path` and `message`';
  const refused = [{ code: 'invalid_type', path: [], message }];

  it.each<[name: string, value: unknown]>([
    ['nothing', undefined],
    ['an object without a path', { message: 'x' }],
    ['an object without a message', { path: [] }],
    ['a message that is no text', { path: [], message: Symbol('x') }],
    ['a path with a symbol', { path: [Symbol('x')], message: 'x' }],
    ['a hint that is no text', { path: [], message: 'x', hint: Symbol('x') }],
    ['a position that is none', { path: [], message: 'x', position: null }],
  ])('is refused by formatIssue and InvalidInputError: %s', (_name, value) => {
    expect(issuesOf(() => formatIssue(value as never))).toEqual(refused);
    expect(issuesOf(() => new InvalidInputError([value] as never))).toEqual(refused);
  });

  it.each([[undefined], ['x'], [{}]])('is a list that InvalidInputError refuses: %j', (value) => {
    expect(issuesOf(() => new InvalidInputError(value as never))).toEqual([
      { code: 'invalid_type', path: [], message: 'the issues must be a list' },
    ]);
  });
});

describe('notAString', () => {
  it.each<[value: unknown, problem: Problem]>([
    [undefined, { code: 'missing', message: 'the size is missing' }],
    [null, { code: 'missing', message: 'the size is missing' }],
    [1, { code: 'invalid_type', message: 'the size must be a string, not `number`' }],
    [[], { code: 'invalid_type', message: 'the size must be a string, not `array`' }],
  ])('says what is wrong with %j in place of a string, and notOneOf adds the choices', (value, problem) => {
    expect(notAString('size', value)).toStrictEqual(problem);
    expect(notOneOf('size', value, ['S', 'M'])).toStrictEqual({ ...problem, hint: 'one of `S`, `M`' });
  });
});

describe('notOneOf', () => {
  it('names the choices for a value that is none of them', () => {
    expect(notOneOf('size', 'L', ['S', 'M'])).toStrictEqual({
      code: 'unknown_value',
      message: '`L` is not a known size',
      hint: 'one of `S`, `M`',
    });
  });

  it('names the value that was probably meant before the choices', () => {
    expect(notOneOf('size', 's', ['S', 'M'], 'S')).toStrictEqual({
      code: 'unknown_value',
      message: '`s` is not a known size',
      hint: 'did you mean `S`? one of `S`, `M`',
    });
  });
});
