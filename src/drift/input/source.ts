import { type Position } from '../../core/issue.js';
import { quote } from '../../core/quote.js';

/** Thrown where the text is not JSON. */
export class NotJsonError extends Error {
  constructor(
    message: string,
    readonly position: Position,
    readonly code: 'invalid_json' | 'too_long' = 'invalid_json',
  ) {
    super(message);
  }
}

/** A parser that pauses: each `yield` waits for more text. */
export type Parsing<Result = void> = Generator<void, Result, void>;

/** Captured text, and where it began. */
export type Capture = { text: string; from: number; position: Position };

/** Text that arrives in chunks. Text that has been read is dropped unless it is being captured. */
export type TextSource = {
  append: (text: string) => void;
  /** Says that no more text follows. */
  close: () => void;
  /** Skips whitespace and returns the next character without reading it; `''` at the end. */
  peek: () => Parsing<string>;
  /** Reads the character that `peek` returned. */
  skip: () => void;
  /**
   * Returns the rest of the line, without its line break and without reading it. Waits for a few chunks; `undefined` if
   * the line is longer.
   */
  peekLine: () => Parsing<string | undefined>;
  /** Reads the line that `peekLine` returned. */
  skipLine: (rest: string) => void;
  /** Skips a value by its brackets and quotation marks, without checking what is inside. */
  skipValue: () => Parsing;
  /** Skips a string and returns its content with the escapes as written. */
  skipString: () => Parsing<string>;
  /** Continues with a line that begins with `{`: the current line if it began in captured text, or a later one. */
  skipToLine: (captured: Capture | undefined) => Parsing;
  /** Keeps the text from the next character on. */
  startCapture: () => void;
  endCapture: () => Capture | undefined;
  position: () => Position;
  /** The first characters of the text. */
  head: () => string;
  /** @throws {NotJsonError} Always: names what was expected in place of the next character. */
  fail: (wanted: string) => never;
};

/** In characters. A role with its policies, or a managed policy with all versions, is far shorter. */
const MAX_CAPTURED = 8 * 1024 * 1024;

/** How many chunks are waited for until a line ends. Each costs a look at the whole line so far. */
const MAX_LINE_CHUNKS = 4;
const MAX_WAITING = 64 * 1024;

/** Enough to recognize an error message. */
const HEAD_LENGTH = 200;

/** Characters that cannot end a string, or open or close an object or list. */
const IN_STRING = /[^"\\\n]*/y;
const OUTSIDE_STRINGS = /[^"{}[\]\n]*/y;

function failForLength(start: Position): never {
  throw new NotJsonError('a value has more than 8,388,608 characters', start, 'too_long');
}

export function createSource(): TextSource {
  let text = '';
  /** How many characters came before `text`. */
  let base = 0;
  let at = 0;
  let isClosed = false;
  let head = '';
  let line = 1;
  let lineStart = 0;
  let capture: Omit<Capture, 'text'> | undefined;

  const position = (): Position => ({ line, column: base + at - lineStart + 1 });

  const passNewline = (): void => {
    line += 1;
    lineStart = base + at + 1;
  };

  /** Skips the characters that a pattern matches. Returns the next one, or `undefined` at the end of the chunk. */
  const skipRun = (run: RegExp): string | undefined => {
    run.lastIndex = at;
    run.test(text);
    at = run.lastIndex;
    return text[at];
  };

  /** Waits for more text. Returns `false` at the end. */
  function* waitForMore(): Parsing<boolean> {
    while (at >= text.length) {
      if (isClosed) return false;
      if (capture !== undefined && base + at - capture.from > MAX_CAPTURED) failForLength(capture.position);
      yield;
    }
    return true;
  }

  function* peek(): Parsing<string> {
    while (at < text.length || (yield* waitForMore())) {
      const character = text[at] as string;
      if (character !== ' ' && character !== '\n' && character !== '\r' && character !== '\t') return character;
      if (character === '\n') passNewline();
      at += 1;
    }
    return '';
  }

  function* peekLine(): Parsing<string | undefined> {
    let end = text.indexOf('\n', at);
    for (let chunks = 0; end === -1 && chunks < MAX_LINE_CHUNKS; chunks += 1) {
      const seen = text.length - at;
      // What may be a whole value is not kept waiting.
      if (isClosed || seen > MAX_WAITING || text.endsWith('}')) break;
      yield;
      end = text.indexOf('\n', at + seen);
    }
    if (end === -1 && !isClosed) return undefined;
    const rest = text.slice(at, end === -1 ? text.length : end);
    return rest.length > MAX_CAPTURED ? undefined : rest;
  }

  function* skipString(): Parsing<string> {
    const start = position();
    let content = '';
    at += 1;
    while (yield* waitForMore()) {
      const from = at;
      const character = skipRun(IN_STRING);
      content += text.slice(from, at);
      if (content.length > MAX_CAPTURED) failForLength(capture?.position ?? start);
      if (character === undefined) continue;
      if (character === '\n') passNewline();
      at += 1;
      if (character === '"') return content;
      content += character;
      // The character after a backslash may arrive with the next chunk.
      if (character === '\\' && (yield* waitForMore())) {
        content += text[at];
        at += 1;
      }
    }
    throw new NotJsonError('the text ends inside a string', start);
  }

  function* skipNested(): Parsing {
    const start = position();
    let depth = 0;
    while (at < text.length || (yield* waitForMore())) {
      const character = skipRun(OUTSIDE_STRINGS);
      if (character === undefined) continue;
      if (character === '"') {
        yield* skipString();
        continue;
      }
      if (character === '\n') passNewline();
      at += 1;
      if (character === '{' || character === '[') depth += 1;
      else if (character === '}' || character === ']') depth -= 1;
      if (depth === 0) return;
    }
    throw new NotJsonError('the text ends inside an object or a list', start);
  }

  function* skipValue(): Parsing {
    const first = yield* peek();
    if (first === '"') yield* skipString();
    else if (first === '{' || first === '[') yield* skipNested();
    else if (first === '' || /[,\]}]/.test(first)) fail('a value');
    else while ((yield* waitForMore()) && !/[\s,[\]{}"]/.test(text[at] as string)) at += 1;
  }

  function* skipToLine(ended: Capture | undefined): Parsing {
    const beganInCapture = ended !== undefined && lineStart > ended.from;
    if (beganInCapture || base + at === lineStart) {
      at = lineStart - base;
      if (text[at] === '{') return;
    }
    while (yield* waitForMore()) {
      const end = text.indexOf('\n', at);
      at = end === -1 ? text.length : end;
      if (end === -1) continue;
      passNewline();
      at += 1;
      if ((yield* waitForMore()) && text[at] === '{') return;
    }
  }

  function fail(wanted: string): never {
    const character = text[at];
    const found = character === undefined ? 'the text ends' : `${quote(character)} appears`;
    throw new NotJsonError(`${found} where ${wanted} should be`, position());
  }

  return {
    append(chunk) {
      if (head.length < HEAD_LENGTH) head += chunk.slice(0, HEAD_LENGTH - head.length);
      const from = capture === undefined ? at : capture.from - base;
      text = text.slice(from) + chunk;
      base += from;
      at -= from;
    },
    close() {
      isClosed = true;
    },
    peek,
    skip() {
      at += 1;
    },
    peekLine,
    skipLine(rest) {
      at += rest.length;
    },
    skipValue,
    skipString,
    skipToLine,
    startCapture() {
      capture = { from: base + at, position: position() };
    },
    endCapture() {
      const found = capture && { ...capture, text: text.slice(capture.from - base, at) };
      capture = undefined;
      return found;
    },
    position,
    head: () => head,
    fail,
  };
}
