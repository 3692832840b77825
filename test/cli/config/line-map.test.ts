import { describe, expect, it } from 'vitest';
import { createLineMap } from '../../../src/cli/config/line-map.js';

describe('createLineMap', () => {
  it('says where the lines of parts are from', () => {
    const map = createLineMap();
    expect(map.placeOf({ line: 1, column: 1 })).toBeUndefined();
    map.add('{\n}', 'a.json', { line: 7, column: 5 });
    map.add('{}', 'b.json', { line: 2, column: 1 });
    map.add('{}', 'b.json', { line: 3, column: 1 });
    expect(map.placeOf({ line: 1, column: 2 })).toEqual({ file: 'a.json', position: { line: 7, column: 6 } });
    expect(map.placeOf({ line: 2, column: 1 })).toEqual({ file: 'a.json', position: { line: 8, column: 1 } });
    expect(map.placeOf({ line: 3, column: 2 })).toEqual({ file: 'b.json', position: { line: 2, column: 2 } });
    expect(map.placeOf({ line: 4, column: 1 })).toEqual({ file: 'b.json', position: { line: 3, column: 1 } });
  });
});
