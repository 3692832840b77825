import { describe, expect, it, vi } from 'vitest';
import { InvalidInputError, type Issue } from '../../src/core/issue.js';
import { readEach } from '../../src/core/read-each.js';
import { issuesOf } from '../issues-of.js';

const problem = (path: string): Issue => ({ code: 'missing', severity: 'error', path: [path], message: 'is missing' });
const refuse = (...paths: string[]) => {
  throw new InvalidInputError(paths.map(problem));
};

describe('readEach', () => {
  it('returns what each reader returns, in their order', () => {
    expect(
      readEach(
        () => 1,
        () => undefined,
        () => ['a'],
      ),
    ).toEqual([1, undefined, ['a']]);
    expect(readEach()).toEqual([]);
  });

  it('throws the problems of all readers together, in their order', () => {
    const run = () =>
      readEach(
        () => refuse('a', 'b'),
        () => 1,
        () => refuse('c'),
      );
    expect(issuesOf(run).map(({ path }) => path)).toEqual([['a'], ['b'], ['c']]);
  });

  it('throws any other error at once', () => {
    const later = vi.fn<() => number>();
    const run = () =>
      readEach(
        () => refuse('a'),
        () => {
          throw new TypeError('no');
        },
        later,
      );
    expect(run).toThrow(new TypeError('no'));
    expect(later).not.toHaveBeenCalled();
  });
});
