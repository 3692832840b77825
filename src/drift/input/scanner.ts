import type { Issue, Position } from '../../core/issue.js';
import { readJson } from '../../iam/parse/json.js';
import { createSource, NotJsonError, type Capture, type Parsing, type Source } from './source.js';

/** One value of the input, its text, and where it stood. */
export type Unit = Capture & {
  value: unknown;
  /** From the page that it stands in: `['RoleDetailList', 3]`; empty for a value of its own. */
  path: (string | number)[];
};

export type Scanner = {
  /** Takes the next part of the text, cut anywhere. */
  write: (text: string) => void;
  end: () => void;
};

/** Lists of a page that are handed on entry by entry, so that a page may be of any length. */
const STREAMED = ['RoleDetailList', 'Policies'];

/** Lists of a page that are of no interest. */
const SKIPPED = new Set(['UserDetailList', 'GroupDetailList']);

/** How the values begin by which a page says that another one follows: AWS's own, and that of `--max-items`. */
const MORE = new Map([
  ['IsTruncated', 't'],
  ['NextToken', '"'],
]);

type Listener = {
  onUnit: (unit: Unit) => void;
  /** A page has ended; whether it says that more pages follow. */
  onPage: (isTruncated: boolean) => void;
  onIssue: (issue: Issue) => void;
};

/**
 * Takes JSON apart while it comes in: one value, several behind each other (pages, NDJSON), or a list of them. Entries of
 * a page's lists are handed on one by one, other values whole; no more than one of them is held at a time.
 *
 * Behind a mistake, reading goes on with the next line that begins with `{`.
 */
export function createScanner(listener: Listener): Scanner {
  const source = createSource();
  const reading = readInput(source, listener);
  reading.next();
  return {
    write(text) {
      source.append(text);
      reading.next();
    },
    end() {
      source.close();
      reading.next();
    },
  };
}

function* readInput(source: Source, listener: Listener): Parsing {
  if ((yield* source.peek()) === '\ufeff') source.skip();
  if ((yield* source.peek()) === '') {
    listener.onIssue({ code: 'invalid_json', path: [], message: 'the input is empty', position: source.position() });
  }
  for (let first = yield* source.peek(); first !== ''; first = yield* source.peek()) {
    try {
      if (first === '[') yield* readList(source, () => readTopValue(source, listener));
      else yield* readTopValue(source, listener);
    } catch (error) {
      if (!(error instanceof NotJsonError)) throw error;
      listener.onIssue({ code: error.code, path: [], message: error.message, position: error.position });
      const held = source.endCapture();
      if (held !== undefined) recoverLines(held, listener);
      yield* source.skipToLine(held);
    }
  }
}

function* readList(source: Source, readEntry: (index: number) => Parsing): Parsing {
  source.skip();
  let mark = yield* source.peek();
  if (mark === ']') source.skip();
  for (let index = 0; mark !== ']'; index += 1) {
    yield* readEntry(index);
    mark = yield* take(source, [',', ']'], 'a comma or `]`');
  }
}

/** A value of its own: handed on whole, unless it turns out to be a page. */
function* readTopValue(source: Source, listener: Listener): Parsing {
  if ((yield* source.peek()) !== '{') {
    yield* readWhole(source, [], listener);
    return;
  }
  source.startCapture();
  source.skip();
  let isTruncated = false;
  let mark = yield* source.peek();
  if (mark === '}') source.skip();
  while (mark !== '}') {
    const key = yield* readKey(source);
    if (MORE.has(key)) isTruncated ||= (yield* source.peek()) === MORE.get(key);
    // Not the key itself, which is a part of the text that it was cut out of, and would keep it.
    const list = STREAMED.find((name) => name === key);
    if (list !== undefined || SKIPPED.has(key)) source.endCapture();
    if (list !== undefined) yield* readEntries(source, list, listener);
    else yield* source.skipValue();
    mark = yield* take(source, [',', '}'], 'a comma or `}`');
  }
  const held = source.endCapture();
  if (held === undefined) listener.onPage(isTruncated);
  else handOn(held, [], listener);
}

function* readEntries(source: Source, key: string, listener: Listener): Parsing {
  const first = yield* source.peek();
  if (first === '[') {
    yield* readList(source, (index) => readWhole(source, [key, index], listener));
    return;
  }
  // A list that is not there is empty, as the SDK has it.
  const isNull = first === 'n';
  if (!isNull)
    listener.onIssue({
      code: 'invalid_type',
      path: [key],
      message: `\`${key}\` must be a list`,
      position: source.position(),
    });
  yield* source.skipValue();
}

function* readWhole(source: Source, path: (string | number)[], listener: Listener): Parsing {
  yield* source.peek();
  source.startCapture();
  yield* source.skipValue();
  handOn(source.endCapture() as Capture, path, listener);
}

/** A key and its colon. */
function* readKey(source: Source): Parsing<string> {
  if ((yield* source.peek()) !== '"') yield* take(source, ['"'], 'a key in double quotes');
  const key = yield* source.skipString();
  yield* take(source, [':'], 'a colon');
  return key;
}

/** Takes one of some marks. */
function* take(source: Source, marks: readonly string[], wanted: string): Parsing<string> {
  const mark = yield* source.peek();
  if (!marks.includes(mark)) source.fail(wanted);
  source.skip();
  return mark;
}

function handOn(held: Capture, path: (string | number)[], listener: Listener): void {
  const value = parse(held.text);
  if (value !== undefined) {
    listener.onUnit({ ...held, value, path });
    return;
  }
  // The first thing that is wrong with it, with its place.
  const issues = readJson(held.text).issues;
  const { position = { line: 1, column: 1 }, ...issue } = issues.find(({ code }) => code !== 'duplicate_key') as Issue;
  listener.onIssue({ ...issue, path, position: addPositions(held.position, position) });
  recoverLines(held, listener);
}

/**
 * Finds values that a missing bracket or quotation mark has made part of another: lines that are JSON for themselves. The
 * last line is still being read.
 */
function recoverLines(held: Capture, { onUnit }: Listener): void {
  const { text, position } = held;
  const lines = text.split('\n').slice(1, -1);
  for (const [index, line] of lines.entries()) {
    const value = line.startsWith('{') ? parse(line) : undefined;
    if (value !== undefined)
      onUnit({ ...held, value, text: line, path: [], position: { line: position.line + 1 + index, column: 1 } });
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Where in a file something stands, from where it stands in a part of it. */
export function addPositions(start: Position, within: Position): Position {
  if (within.line > 1) return { line: start.line + within.line - 1, column: within.column };
  return { line: start.line, column: start.column + within.column - 1 };
}
