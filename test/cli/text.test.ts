import { describe, expect, it } from 'vitest';
import { formatCondition } from '../../src/cli/text.js';

describe('formatCondition', () => {
  it('prints several operators, keys and values in one line', () => {
    expect(formatCondition({ StringLike: { 'aws:a': ['x*', 'y'], 'aws:b': 'z' }, Null: { 'aws:c': 'false' } })).toBe(
      'aws:a StringLike x*, y and aws:b StringLike z and aws:c Null false',
    );
  });
});
