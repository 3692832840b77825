import { type Position } from '../../core/issue.js';
import { quote } from '../../core/quote.js';

/** Ends the reading of what is not JSON. */
export class NotJsonError extends Error {
  constructor(
    message: string,
    readonly position: Position,
    readonly code: 'invalid_json' | 'too_long' = 'invalid_json',
  ) {
    super(message);
  }
}

/** Steps of a reader: each `yield` waits for more text. */
export type Parsing<Result = void> = Generator<void, Result, void>;

/** Text that was held, and where it began. */
export type Capture = { text: string; from: number; position: Position };

/** Text that comes in piece by piece. What is not held is let go as soon as it has been passed. */
export type Source = {
  append: (text: string) => void;
  /** There is no more text. */
  close: () => void;
  /** The next character that is no white space, without taking it; `''` at the end. */
  peek: () => Parsing<string>;
  /** Takes the character that `peek` has shown. */
  skip: () => void;
  /** Passes over a value by its brackets and quotation marks; what is inside is not judged. */
  skipValue: () => Parsing;
  /** The same for a string; what stands between its quotation marks, escapes and all. */
  skipString: () => Parsing<string>;
  /** Goes on with a line that begins with `{`: the one that is being read, if it began in held text, or one that follows. */
  skipToLine: (held: Capture | undefined) => Parsing;
  /** Holds the text from the next character on. */
  startCapture: () => void;
  endCapture: () => Capture | undefined;
  position: () => Position;
  /** @throws {NotJsonError} That something else was wanted in the place of the next character. */
  fail: (wanted: string) => never;
};

/** The longest value that is held; a role with its policies, or a managed policy with all versions, is far shorter. */
const MAX_HELD = 8 * 1024 * 1024;

/** What has no meaning for where a string, or an object or list, ends. */
const IN_STRING = /[^"\\\n]*/y;
const OUTSIDE_STRINGS = /[^"{}[\]\n]*/y;

function failForLength(start: Position): never {
  throw new NotJsonError(`a value is longer than the ${MAX_HELD} characters that are taken`, start, 'too_long');
}

export function createSource(): Source {
  let text = '';
  /** How much of the text came before `text`. */
  let base = 0;
  let at = 0;
  let isClosed = false;
  let line = 1;
  let lineStart = 0;
  let held: Omit<Capture, 'text'> | undefined;

  const position = (): Position => ({ line, column: base + at - lineStart + 1 });

  const passNewline = (): void => {
    line += 1;
    lineStart = base + at + 1;
  };

  /** Passes over the characters that a pattern takes; `undefined` at the end of what is there, else the next one. */
  const passRun = (run: RegExp): string | undefined => {
    run.lastIndex = at;
    run.test(text);
    at = run.lastIndex;
    return text[at];
  };

  /** Waits for more text; `false` at the end. */
  function* waitForMore(): Parsing<boolean> {
    while (at >= text.length) {
      if (isClosed) return false;
      if (held !== undefined && base + at - held.from > MAX_HELD) failForLength(held.position);
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

  function* skipString(): Parsing<string> {
    const start = position();
    let content = '';
    at += 1;
    while (yield* waitForMore()) {
      const from = at;
      const character = passRun(IN_STRING);
      content += text.slice(from, at);
      if (content.length > MAX_HELD) failForLength(held?.position ?? start);
      if (character === undefined) continue;
      if (character === '\n') passNewline();
      at += 1;
      if (character === '"') return content;
      content += character;
      // What a backslash stands before may come with the next piece.
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
      const character = passRun(OUTSIDE_STRINGS);
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

  function* skipToLine(passed: Capture | undefined): Parsing {
    const beganInHeld = passed !== undefined && lineStart > passed.from;
    if (beganInHeld || base + at === lineStart) {
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
    const found = character === undefined ? 'the text ends' : `${quote(character)} stands`;
    throw new NotJsonError(`${found} where ${wanted} should be`, position());
  }

  return {
    append(chunk) {
      const from = held === undefined ? at : held.from - base;
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
    skipValue,
    skipString,
    skipToLine,
    startCapture() {
      held = { from: base + at, position: position() };
    },
    endCapture() {
      const found = held && { ...held, text: text.slice(held.from - base, at) };
      held = undefined;
      return found;
    },
    position,
    fail,
  };
}
