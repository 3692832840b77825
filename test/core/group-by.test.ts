import { describe, expect, it } from 'vitest';
import { groupBy } from '../../src/core/group-by.js';

describe('groupBy', () => {
  it('keeps the order of groups and of their values, whatever their names are', () => {
    const values = ['b1', 'a1', '__proto__', 'b2', 'constructor', 'a2'];
    const nameOf = (value: string) => (value.length === 2 ? value.slice(0, 1) : value);
    expect(groupBy(values, nameOf)).toEqual([['b1', 'b2'], ['a1', 'a2'], ['__proto__'], ['constructor']]);
    expect(groupBy([], nameOf)).toEqual([]);
  });

  it('asks for each name once', () => {
    const asked: number[] = [];
    groupBy([1, 2, 1], (value) => {
      asked.push(value);
      return String(value);
    });
    expect(asked).toEqual([1, 2, 1]);
  });
});
