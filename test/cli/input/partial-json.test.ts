import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPartialJson } from '../../../src/cli/input/partial-json.js';

const plain = (value: unknown): unknown => (value === undefined ? value : JSON.parse(JSON.stringify(value)));

/** Whether a value is a part of another one: what was read before the text ended. */
function isPart(part: unknown, whole: unknown): boolean {
  if (Array.isArray(part) && Array.isArray(whole)) return part.every((entry, index) => isPart(entry, whole[index]));
  if (typeof part === 'object' && part !== null && typeof whole === 'object' && whole !== null) {
    return Object.entries(part).every(([key, member]) => isPart(member, (whole as Record<string, unknown>)[key]));
  }
  return Object.is(part, whole);
}

describe('readPartialJson', () => {
  it('reads what JSON.parse reads, and where it ends', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom('', ' ', '\n{', ' x'), (value, rest) => {
        // Of `__proto__`, JSON.stringify and object spread disagree; a policy has none.
        const text = JSON.stringify(value);
        fc.pre(!text.includes('__proto__'));
        const isLonger = typeof value === 'number' && rest !== '';
        const found = readPartialJson(isLonger ? `${text} ` : text + rest);
        expect({ ...found, value: plain(found.value) }).toEqual({
          value: JSON.parse(text) as unknown,
          end: text.length,
          state: 'whole',
        });
      }),
    );
  });

  it('reads of a text that is cut off what is complete', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat(), (value, at) => {
        const text = JSON.stringify([value], undefined, 1);
        fc.pre(!text.includes('__proto__'));
        const { value: part, state } = readPartialJson(text.slice(0, at % text.length));
        expect(state).toBe('cut');
        expect(part === undefined || isPart(endings(part), endings([value]))).toBe(true);
      }),
    );
  });

  it.each([
    ['', undefined, 'cut', 0],
    [' \n', undefined, 'cut', 2],
    ['x', undefined, 'broken', 0],
    ['{"a": 1,}', { a: 1 }, 'broken', 8],
    ['{"a" 1}', {}, 'broken', 5],
    ['{"a": [1, tru', { a: [1] }, 'cut', 10],
    ['{"a": [1, trx', { a: [1] }, 'broken', 10],
    ['{"a": "b\\u12', {}, 'cut', 6],
    ['{"a": "b\n"}', {}, 'broken', 6],
    ['[1 2]', [1], 'broken', 3],
    ['{"a": -', {}, 'cut', 6],
    ['{"a": [1, 2.', { a: [1] }, 'cut', 11],
    [`${'['.repeat(200)}`, expect.any(Array), 'broken', 101],
  ])('reads %j as far as it can', (text, value, state, end) => {
    const found = readPartialJson(text);
    expect({ ...found, value: plain(found.value) }).toEqual({ value, state, end });
  });
});

/** Numbers at the end of a text may be cut and still be numbers. */
function endings(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (_key, part: unknown) => (typeof part === 'number' ? 0 : part)) as unknown;
}
