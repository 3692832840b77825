import { attempt } from '../../core/attempt.js';
import { unreadable, type LocatedProblem, type Position } from '../../core/issue.js';
import { quote } from '../../core/quote.js';
import { formatNumber } from '../../core/words.js';
import { plainNumber } from '../condition/number.js';

/** A JSON value with the position of each part. Keeps what `JSON.parse` drops: duplicate keys and digits of numbers. */
export type JsonNode = { position?: Position } & (
  | { kind: 'object'; members: JsonMember[] }
  | { kind: 'array'; items: JsonNode[] }
  | { kind: 'string'; text: string }
  | { kind: 'number'; text: string }
  | { kind: 'boolean'; text: 'true' | 'false' }
  | { kind: 'null' }
);

export type JsonMember = { key: string; position?: Position; node: JsonNode };

export type JsonResult = { node?: JsonNode; problems: LocatedProblem[] };

/** No policy has more than 7 levels. */
const MAX_DEPTH = 32;

/**
 * The most parts of a value. The longest text that the IAM API accepts has fewer; a value whose parts are shared, as
 * YAML anchors make them, can have any number.
 */
const MAX_PARTS = 250_000;

// The pattern excludes control characters.
// oxlint-disable-next-line no-control-regex
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4}))*"/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[Ee][+-]?\d+)?/y;
const WORD = /true|false|null/y;
const SPACE = /[ \t\n\r]*/y;

/** Thrown where reading stops, with the problem. */
class NotJsonError extends Error {
  constructor(readonly problem: LocatedProblem) {
    super();
  }
}

/**
 * Parses JSON text (RFC 8259), with line and column of every value, and reports duplicate keys. Stops at the first
 * syntax error.
 */
export function readJson(text: string): JsonResult {
  const problems: LocatedProblem[] = [];
  const positionAt = positions(text);
  let at = 0;

  const fail = (code: 'invalid_json' | 'too_deep', message: string, hint?: string): never => {
    throw new NotJsonError({
      code,
      path: [],
      message,
      ...(hint !== undefined && { hint }),
      position: positionAt(at),
    });
  };
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    at += found?.length ?? 0;
    return found;
  };
  const takeMark = (mark: string): boolean => {
    take(SPACE);
    if (text[at] !== mark) return false;
    at += 1;
    return true;
  };
  const unexpected = (wanted: string): never => {
    const character = text[at];
    if (character === undefined) return fail('invalid_json', `the text ends where ${wanted} should be`);
    return fail('invalid_json', `${quote(character)} appears where ${wanted} should be`, hintFor(text, at));
  };

  const readValue = (path: (string | number)[]): JsonNode => {
    take(SPACE);
    if (path.length > MAX_DEPTH) fail('too_deep', `the text is nested more than ${MAX_DEPTH} levels deep`);
    const position = positionAt(at);
    if (takeMark('{')) return { kind: 'object', position, members: readMembers(path) };
    if (takeMark('[')) return { kind: 'array', position, items: readItems(path) };
    const string = take(STRING);
    if (string !== undefined) return { kind: 'string', position, text: JSON.parse(string) as string };
    const number = take(NUMBER);
    if (number !== undefined) return { kind: 'number', position, text: plainNumber(number) };
    const word = take(WORD);
    switch (word) {
      case 'null':
        return { kind: 'null', position };
      case 'true':
      case 'false':
        return { kind: 'boolean', position, text: word };
      default:
        return unexpected('a value');
    }
  };

  const readMembers = (path: (string | number)[]): JsonMember[] => {
    const members: JsonMember[] = [];
    const keys = new Set<string>();
    if (takeMark('}')) return members;
    do {
      take(SPACE);
      const position = positionAt(at);
      const key = JSON.parse(take(STRING) ?? unexpected('a key in double quotes')) as string;
      if (keys.has(key)) {
        const message = `the key ${quote(key)} appears twice`;
        problems.push({ code: 'duplicate_key', path: [...path, key], message, position });
      }
      keys.add(key);
      if (!takeMark(':')) unexpected('a colon');
      members.push({ key, position, node: readValue([...path, key]) });
    } while (takeMark(','));
    if (!takeMark('}')) unexpected('a comma or `}`');
    return members;
  };

  const readItems = (path: (string | number)[]): JsonNode[] => {
    const items: JsonNode[] = [];
    if (takeMark(']')) return items;
    do items.push(readValue([...path, items.length]));
    while (takeMark(','));
    if (!takeMark(']')) unexpected('a comma or `]`');
    return items;
  };

  const node = attempt(NotJsonError, () => {
    const value = readValue([]);
    take(SPACE);
    return at < text.length ? unexpected('the end of the text') : value;
  });
  return node instanceof NotJsonError ? { problems: [node.problem] } : { node, problems };
}

function hintFor(text: string, at: number): string | undefined {
  if (text[at] === "'") return 'JSON strings have double quotes';
  if (text[at] === '/' || text[at] === '#') return 'JSON does not allow comments';
  const isClosing = text[at] === '}' || text[at] === ']';
  return isClosing && text.slice(0, at).trimEnd().endsWith(',')
    ? 'JSON does not allow a comma after the last entry'
    : undefined;
}

/** Line and column of offsets, which must be queried in ascending order. */
function positions(text: string): (offset: number) => Position {
  let line = 1;
  let lineStart = 0;
  return (offset) => {
    for (let end = text.indexOf('\n', lineStart); end !== -1 && end < offset; end = text.indexOf('\n', lineStart)) {
      line += 1;
      lineStart = end + 1;
    }
    return { line, column: offset - lineStart + 1 };
  };
}

/** Gives all parts of a text that is a string of another text the position of that string. */
export function relocate(part: JsonNode | JsonMember, position: Position | undefined): void {
  if (position === undefined) delete part.position;
  else part.position = position;
  if ('key' in part) relocate(part.node, position);
  else if (part.kind === 'object') for (const member of part.members) relocate(member, position);
  else if (part.kind === 'array') for (const item of part.items) relocate(item, position);
}

/** The nodes of a value that is not text. Reports an error for what JSON cannot represent. */
export function nodeOf(value: unknown): JsonResult {
  const problems: LocatedProblem[] = [];
  let parts = 0;
  const count = (added: number): void => {
    parts += added;
    if (parts <= MAX_PARTS) return;
    const message = `the value has more than ${formatNumber(MAX_PARTS)} parts`;
    throw new NotJsonError({ code: 'too_long', path: [], message });
  };
  const reject = (code: 'invalid_type' | 'too_deep', path: (string | number)[], message: string): JsonNode => {
    problems.push({ code, path, message });
    return { kind: 'null' };
  };
  const ancestors = new Set<object>();
  const read = (part: unknown, path: (string | number)[]): JsonNode => {
    if (typeof part !== 'object' || part === null) return readPlain(part, path);
    if (ancestors.has(part)) return reject('too_deep', path, 'the value contains itself');
    ancestors.add(part);
    const node = readParts(part, path);
    ancestors.delete(part);
    return node;
  };
  const readParts = (part: object, path: (string | number)[]): JsonNode => {
    if (path.length > MAX_DEPTH) {
      return reject('too_deep', path, `the value is nested more than ${MAX_DEPTH} levels deep`);
    }
    if (Array.isArray(part)) {
      count(part.length);
      return { kind: 'array', items: Array.from(part, (item, index) => read(item, [...path, index])) };
    }
    return { kind: 'object', members: readMembers(part, path) };
  };
  const readPlain = (part: unknown, path: (string | number)[]): JsonNode => {
    switch (typeof part) {
      case 'string':
        return { kind: 'string', text: part };
      case 'number':
        if (!Number.isFinite(part)) return reject('invalid_type', path, `\`${part}\` is not a JSON value`);
        return { kind: 'number', text: plainNumber(String(part)) };
      case 'boolean':
        return { kind: 'boolean', text: part ? 'true' : 'false' };
      default:
        return part === null ? { kind: 'null' } : reject('invalid_type', path, `${quote(part)} is not a JSON value`);
    }
  };
  const readMembers = (part: object, path: (string | number)[]): JsonMember[] => {
    const entries = Object.entries(part).filter(([, member]) => member !== undefined);
    count(entries.length);
    return entries.map(([key, member]) => ({ key, node: read(member, [...path, key]) }));
  };
  try {
    const node = read(value, []);
    return problems.length > 0 ? { problems } : { node, problems };
  } catch (error) {
    // What a getter or a proxy throws is not worth knowing.
    const problem = error instanceof NotJsonError ? error.problem : { ...unreadable('the value'), path: [] };
    return { problems: [problem] };
  }
}
