import { quote } from '../../core/quote.js';
import { isWanted } from './json-shapes.js';
import type { Recognized, Sample } from './sample.js';
import { beginningOf } from './text-formats.js';

/** A mistake in JSON: what follows where reading stopped, and what comes before. */
type Mistake = {
  follows: RegExp;
  /** Matched against the last characters before. */
  after?: RegExp;
  /** What is wrong; `$` is the text that `follows` matched, quoted. */
  message: string;
  remedy: string;
};

const DOUBLE_QUOTES = 'put keys and strings in double quotes';
const PRINT_JSON = 'print it as JSON, with `json.dumps` or `JSON.stringify`';

/** Mistakes that people and programs make in JSON. The first row that matches counts. */
const MISTAKES: readonly Mistake[] = [
  { follows: /^(?:\/\/|\/\*|#)/, message: 'JSON does not allow comments', remedy: 'remove them' },
  { follows: /^(?:<{7}|={7}|>{7})/, message: 'a merge conflict is unresolved', remedy: 'resolve it first' },
  {
    follows: /^[\]}]/,
    after: /,\s*$/,
    message: 'JSON does not allow a comma after the last entry',
    remedy: 'remove the comma before $',
  },
  { follows: /^,/, after: /[,[{]\s*$/, message: 'an entry is missing before the comma', remedy: 'remove the comma' },
  { follows: /^[\]},]/, after: /:\s*$/, message: 'a value is missing before $', remedy: 'add it' },
  {
    follows: /^[\u2018-\u201f\u00ab\u00bb]/,
    message: '$ is a curly quotation mark',
    remedy: 'use straight double quotes: `"`',
  },
  {
    follows: /^'/,
    message: 'JSON strings must be in double quotes, not single quotes',
    remedy: `${DOUBLE_QUOTES}, or ${PRINT_JSON}`,
  },
  { follows: /^`/, message: 'JSON strings must be in double quotes, not backticks', remedy: DOUBLE_QUOTES },
  {
    follows: /^(?:[bru]{1,2})['"]/,
    message: 'this is Python syntax, not JSON',
    remedy: PRINT_JSON,
  },
  {
    follows: /^(?:None|True|False)\b/,
    message: '$ is Python syntax, not JSON',
    remedy: 'write `null`, `true` or `false`, or print it with `json.dumps`',
  },
  {
    follows: /^[+-]?(?:NaN|nan|Infinity|undefined)\b/,
    message: '$ is not a JSON value',
    remedy: 'use `null`, or remove it',
  },
  {
    follows: /^(?:TRUE|FALSE|NULL|yes|no|nil)\b/,
    message: '$ is not a JSON value',
    remedy: 'use `true`, `false` or `null`',
  },
  {
    follows: /^[\u00a0\u00ad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]/,
    message: '$ is not a space that JSON allows; it often comes from a web page or a document',
    remedy: 'use plain spaces',
  },
  { follows: /^(?:\.{2,3}|\u2026)/, message: '$ replaces omitted text', remedy: 'pass the complete JSON' },
  {
    follows: /^(?:\$\{[^}\n]*\}|\{\{|\{%|<%|<[A-Za-z_][\w -]*>)/,
    message: 'this is a template: $ is not resolved',
    remedy: 'pass the JSON that the template creates',
  },
  {
    follows: /^(?:!\w+|\$\w+)/,
    message: 'this is a template: $ is not resolved',
    remedy: 'pass the JSON that the template creates',
  },
  { follows: /^(?:new )?[A-Z]\w*\(/, message: '$ is not a JSON value', remedy: 'print it as JSON' },
  {
    follows: /^[A-Za-z_$][\w$-]*\s*:/,
    message: 'JSON keys must be in double quotes',
    remedy: `${DOUBLE_QUOTES}, or print it with \`JSON.stringify\``,
  },
  {
    follows: /^(?:=>?|[A-Za-z_]\w*\s*=)/,
    message: '$ is not JSON; a colon separates a key from its value',
    remedy: 'convert it to JSON',
  },
  {
    follows: /^\d/,
    after: /[:,[]\s*-?0$/,
    message: 'a JSON number cannot begin with 0',
    remedy: 'put account IDs in double quotes',
  },
  {
    follows: /^(?:0[xob]?\d|\d{2,}[a-z]|\.\d|\+\d|\d+_\d)/i,
    message: '$ is not a JSON number',
    remedy: 'put account IDs in double quotes',
  },
  {
    follows: /^["{[\d]|^(?:true|false|null)\b/,
    after: /["\]}\d]\s*$|(?:true|false|null)\s*$/,
    message: 'a comma is missing before $',
    remedy: 'add it',
  },
  {
    follows: /^:/,
    after: /[[,]\s*"(?:[^"\\]|\\.)*"\s*$/,
    message: 'a list cannot contain keys',
    remedy: 'put keys and their values in braces',
  },
  { follows: /^\}/, after: /[^:,{[\s]\s*$/, message: 'a bracket `]` is missing before `}`', remedy: 'add it' },
  { follows: /^\]/, after: /[^:,{[\s]\s*$/, message: 'a brace `}` is missing before `]`', remedy: 'add it' },
];

/** Mistakes at which JSON text may begin. */
const TEXT_MISTAKE = /^[ \t\r\n]*(?:['`\u2018-\u201f\u00ab\u00a0\u200b\ufeff]|\/[/*]|#|\$\{|\{\{|undefined\b)/;

/** How many characters before the mistake are matched. */
const LOOK_BACK = 200;

/** Recognizes JSON with a mistake in it. */
export function recognizeSyntax(sample: Sample): Recognized | undefined {
  const { text, json } = sample;
  if (json.value === undefined) return TEXT_MISTAKE.test(text) ? mistakeAt(text, skipSpace(text, 0)) : undefined;
  // The export of an account is read as far as it can be, and may be several values.
  if (sample.wanted === 'export' && (json.state !== 'broken' || isWanted(sample))) return undefined;
  if (json.state === 'cut') return sample.isWhole ? cutOff(sample) : undefined;
  if (json.state === 'whole') return trailing(sample);
  const offset = skipSpace(text, json.end);
  const found = text[offset] === '"' ? stringMistake(text, offset) : undefined;
  return found ?? mistakeAt(text, offset);
}

function mistakeAt(text: string, offset: number): Recognized | undefined {
  const before = text.slice(Math.max(0, offset - LOOK_BACK), offset);
  const rest = text.slice(offset, offset + LOOK_BACK);
  for (const { follows, after, message, remedy } of MISTAKES) {
    const found = follows.exec(rest);
    if (found === null || after?.test(before) === false) continue;
    const fill = (words: string): string => words.replace('$', () => nameOf(found[0]));
    return { code: 'invalid_json', message: fill(message), hint: fill(remedy), offset, isSyntax: true };
  }
  return undefined;
}

/** The text in a message; a character that cannot be seen by its code point. */
function nameOf(text: string): string {
  if (!/^[\s\p{Cf}]$/u.test(text)) return quote(text);
  return `U+${text.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** The mistake inside a string: a line break, another control character, or an escape that JSON does not have. */
function stringMistake(text: string, start: number): Recognized | undefined {
  // oxlint-disable-next-line no-control-regex
  const valid = /"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4})[^"\\\u0000-\u001f]*)*/y;
  valid.lastIndex = start;
  valid.test(text);
  const offset = valid.lastIndex;
  const character = text[offset] as string;
  if (character === '"') return undefined;
  const common = { code: 'invalid_json' as const, offset, isSyntax: true };
  if (character === '\\') {
    const message = `${quote(text.slice(offset, offset + 2))} is not an escape that JSON defines`;
    return { ...common, message, hint: 'write a backslash as `\\\\`' };
  }
  const isBreak = character === '\n' || character === '\r';
  const message = isBreak ? 'a line ends inside a string' : `${quote(character)} is not allowed inside a string`;
  return { ...common, message, hint: isBreak ? 'close its quotes, or write the line break as `\\n`' : 'remove it' };
}

/** A text that ends inside of its JSON. */
function cutOff({ text }: Sample): Recognized {
  const end = text.trimEnd().length;
  const hint = 'the file is truncated, or the command that wrote it was stopped; create it again';
  return { code: 'invalid_json', message: 'the JSON is incomplete', hint, offset: end, isSyntax: true };
}

/** What comes after a complete value. */
function trailing({ text, json }: Sample): Recognized | undefined {
  const offset = skipSpace(text, json.end);
  const rest = text.slice(offset);
  if (rest === '') return undefined;
  const common = { code: 'invalid_json' as const, offset };
  if (typeof json.value === 'string' && rest.startsWith(':')) {
    const message = 'the JSON begins with a key instead of a brace';
    return { ...common, message, hint: 'put braces around it', offset: skipSpace(text, 0), isSyntax: true };
  }
  if (/^,?\s*[[{]/.test(rest)) {
    return { ...common, message: 'a second JSON value follows the first one', hint: 'save each of them in a file' };
  }
  if (/^[\]}]/.test(rest)) {
    const message = `${quote(rest[0])} closes a bracket that is not open`;
    return { ...common, message, hint: 'remove it', isSyntax: true };
  }
  const mistake = /^(?:\/\/|\/\*|#)/.test(rest) ? mistakeAt(text, offset) : undefined;
  if (mistake !== undefined) return mistake;
  return { ...common, message: `text follows the JSON: ${quote(beginningOf(rest))}`, hint: 'pass only the JSON' };
}

function skipSpace(text: string, from: number): number {
  const space = /[ \t\r\n]*/y;
  space.lastIndex = from;
  space.exec(text);
  return space.lastIndex;
}
