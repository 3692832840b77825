import pc from 'picocolors';
import { wrap } from './layout.js';

/** How something is to be taken: each kind has a color and a symbol, so that neither is needed alone. */
export type Tone = 'good' | 'bad' | 'warning' | 'unknown' | 'note';

/** What the text of a command can be made of. */
export type Style = {
  /** Columns of the terminal; infinite for a file or a pipe, whose lines stay whole. */
  columns: number;
  bold: (text: string) => string;
  dim: (text: string) => string;
  /** A symbol and the text, in the color of the tone. */
  mark: (tone: Tone, text: string) => string;
  /** The text in the color of a tone, without its symbol. */
  tint: (tone: Tone, text: string) => string;
  /** Breaks long lines. */
  wrap: (text: string) => string;
};

const SYMBOLS: Readonly<Record<Tone, string>> = { good: '✓', bad: '✗', warning: '!', unknown: '?', note: '·' };

export function createStyle({ color, columns }: { color: boolean; columns: number | undefined }): Style {
  const { bold, dim, green, red, yellow, magenta, cyan } = pc.createColors(color);
  const colors = { good: green, bad: red, warning: yellow, unknown: magenta, note: cyan };
  const width = columns ?? Infinity;
  return {
    columns: width,
    bold,
    dim,
    mark: (tone, text) => colors[tone](`${SYMBOLS[tone]} ${text}`),
    tint: (tone, text) => colors[tone](text),
    wrap: (text) => wrap(text, width),
  };
}
