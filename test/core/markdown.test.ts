import { describe, expect, it } from 'vitest';
import { cell, inline } from '../../src/core/markdown.js';

describe('text in Markdown', () => {
  it('is one line that means nothing, except for code', () => {
    expect(inline('a *b*\r\n<c> [d](e) `f * g` h|i')).toBe('a \\*b\\* \\<c\\> \\[d\\](e) `f * g` h\\|i');
    expect(inline('an `open end')).toBe('an \\`open end');
  });

  it('does not end a cell of a table with a bar, also in code', () => {
    expect(cell('a|b `c|d`')).toBe('a\\|b `c\\|d`');
  });
});
