import { describe, expect, it } from 'vitest';
import { readKeyValues, readSettings } from '../../src/cli/key-values.js';
import { issuesOf } from '../issues-of.js';

const linesOf = (run: () => unknown): string[] =>
  issuesOf(run).map(({ path, message }) => `${path.join('.')}: ${message}`);

describe('key=value', () => {
  it('is split at the first `=`, and a repeated key has all of its values', () => {
    expect([...readKeyValues(['a=1', 'b=', 'a=2=3', '__proto__=x'], 'context')]).toEqual([
      ['a', ['1', '2=3']],
      ['b', ['']],
      ['__proto__', ['x']],
    ]);
  });

  it('sets a key once, or several times to the same value', () => {
    expect(readSettings(['a=1', 'b=2', 'a=1'], 'tags')).toEqual({ a: '1', b: '2' });
  });

  it('is an error if a key is set to different values', () => {
    const problem = { code: 'duplicate_key', path: ['tags'], hint: 'give each key once' };
    expect(issuesOf(() => readSettings(['a=1', 'b=2', 'a=3', 'a=1', 'b='], 'tags'))).toEqual([
      { ...problem, message: '`a` is given 3 times, with different values' },
      { ...problem, message: '`b` is given 2 times, with different values' },
    ]);
  });

  it.each([
    ['readKeyValues', readKeyValues],
    ['readSettings', readSettings],
  ])('is an error without a key or without `=`: %s', (_, read) => {
    expect(linesOf(() => read(['x', 'a=1', '=y'], 'tags'))).toEqual([
      'tags: `x` is not of the form `key=value`',
      'tags: `=y` is not of the form `key=value`',
    ]);
  });
});
