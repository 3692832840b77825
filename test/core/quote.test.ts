import { describe, expect, it } from 'vitest';
import { escapeInvisible, MAX_QUOTED_LENGTH, quote, quoteText, typeName } from '../../src/core/quote.js';

describe('quote', () => {
  it.each([
    ['puts a word in backticks', 'acme', '`acme`'],
    ['leaves quotation marks alone, and doubles a backslash', 'say "hi" \\ bye', '`say "hi" \\\\ bye`'],
    ['escapes a backtick', 'tick`tock', '`tick\\u0060tock`'],
    ['escapes line feeds and tabs', 'a\nb\tc', '`a\\nb\\tc`'],
    ['escapes control characters that JSON does not escape', '\u007f\u0085\u009f', '`\\u007f\\u0085\\u009f`'],
    [
      'escapes characters that change the direction of text',
      '\u200b\u200f\u2028\u202e\u2066\u2069\ufeff',
      '`\\u200b\\u200f\\u2028\\u202e\\u2066\\u2069\\ufeff`',
    ],
    ['escapes half of a surrogate pair', '\ud800', '`\\ud800`'],
    ['leaves letters of other languages alone', 'é ü 漢', '`é ü 漢`'],
    ['keeps 80 characters', 'x'.repeat(80), `\`${'x'.repeat(80)}\``],
    ['truncates 81 characters', 'x'.repeat(81), `\`${'x'.repeat(80)}…\``],
  ])('%s', (_name, value, quoted) => {
    expect(quote(value)).toBe(quoted);
    expect(quoteText(value, MAX_QUOTED_LENGTH)).toBe(quoted);
  });

  it.each([
    ['null', null, '`null`'],
    ['undefined', undefined, '`undefined`'],
    ['a list', [], '`array`'],
    ['an object', {}, '`object`'],
    ['a number', 1, '`number`'],
    ['a symbol', Symbol('secret'), '`symbol`'],
    ['an object without a prototype', Object.create(null), '`object`'],
  ])('names only the type of %s', (_name, value, quoted) => {
    expect(quote(value)).toBe(quoted);
    expect(typeName(value)).toBe(quoted.slice(1, -1));
  });
});

it('typeName names a revoked proxy by what it stood for', () => {
  const { proxy, revoke } = Proxy.revocable(() => [], {});
  revoke();
  expect(typeName(proxy)).toBe('function');
});

it('quoteText truncates a string at another length', () => expect(quoteText('abcdef', 3)).toBe('`abc…`'));

it('escapeInvisible escapes what a terminal would act on, and keeps the rest', () => {
  expect(escapeInvisible('a\u001b[2jb\u202e`é`')).toBe('a\\u001b[2jb\\u202e`é`');
});
