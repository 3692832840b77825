import { describe, expect, it } from 'vitest';
import { createStyle, type Tone } from '../../src/cli/style.js';

const TONES: Tone[] = ['good', 'bad', 'warning', 'unknown', 'note'];

describe('createStyle', () => {
  it('gives every tone a symbol and a color of its own', () => {
    const plain = createStyle({ color: false, columns: undefined });
    expect(TONES.map((tone) => plain.mark(tone, 'x'))).toEqual(['✓ x', '✗ x', '! x', '? x', '· x']);
    const colored = createStyle({ color: true, columns: undefined });
    const codes = TONES.map((tone) => /\[(\d+)m/.exec(colored.mark(tone, 'x'))?.[1]);
    expect(new Set(codes).size).toBe(TONES.length);
    expect(colored.bold('x') + colored.dim('x')).toBe('\u001b[1mx\u001b[22m\u001b[2mx\u001b[22m');
  });

  it('wraps only for a terminal', () => {
    expect(createStyle({ color: false, columns: undefined }).wrap('a b c d')).toBe('a b c d');
    expect(createStyle({ color: false, columns: 4 }).wrap('a b c')).toBe('a b\n  c');
  });
});
