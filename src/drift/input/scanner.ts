import type { LocatedProblem, Position } from '../../core/issue.js';
import { quote } from '../../core/quote.js';
import { readJson } from '../../iam/parse/json.js';
import { addPositions } from './position.js';
import { createSource, NotJsonError, type Capture, type Parsing, type TextSource } from './source.js';

/** One value of the input, with its text and position. */
export type Unit = Omit<Capture, 'from'> & {
  value: unknown;
  /** The path in its page, such as `['RoleDetailList', 3]`; empty for a value outside of a page. */
  path: (string | number)[];
};

export type Scanner = {
  /** Scans the next part of the text. It may be cut anywhere. */
  write: (text: string) => void;
  end: () => void;
};

/** Lists of a page whose entries are passed on one by one, so that a page may have any length. */
const STREAMED = ['RoleDetailList', 'Policies'];

/** Lists of a page that are skipped. */
const SKIPPED = new Set(['UserDetailList', 'GroupDetailList']);

const PAGE_LISTS = [...STREAMED, ...SKIPPED];

/** How the AWS CLI begins a page. */
const PAGE_START = /^\{\s*"(?:Role|User|Group)DetailList"/;

/** Marks with which JSON begins, or goes wrong. */
const JSON_MARKS = '{}[]",:';

/** Keys by which a page says that more pages follow, and how their values begin. `--max-items` adds `NextToken`. */
const TRUNCATION_KEYS = new Map([
  ['IsTruncated', 't'],
  ['NextToken', '"'],
]);

type Listener = {
  onUnit: (unit: Unit) => void;
  /** A page has ended. `isTruncated` is true if it says that more pages follow. */
  onPage: (isTruncated: boolean) => void;
  onIssue: (issue: LocatedProblem) => void;
};

/**
 * Splits JSON into values while it arrives: one value, several in a row (pages, NDJSON), or a list of values. The
 * entries of a page's lists are passed on one by one, other values whole: only one of them is in memory at a time.
 *
 * After a syntax error, scanning continues with the next line that begins with `{`.
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

function* readInput(source: TextSource, given: Listener): Parsing {
  let isText = false;
  // Of text that is not JSON from its start, one syntax problem is enough.
  const listener: Listener = {
    ...given,
    onIssue: (issue) => {
      if (!isText || issue.code !== 'invalid_json') given.onIssue(issue);
    },
  };
  if ((yield* source.peek()) === '\ufeff') source.skip();
  if ((yield* source.peek()) === '') {
    listener.onIssue({ code: 'invalid_json', path: [], message: 'the input is empty', position: source.position() });
  }
  let isFirst = true;
  for (let first = yield* source.peek(); first !== ''; first = yield* source.peek()) {
    const isWord = !JSON_MARKS.includes(first);
    try {
      if (first === '[') yield* readList(source, () => readTopValue(source, listener));
      else if (isWord) yield* readWord(source, listener);
      else if (first === '{' && (yield* readLine(source, listener))) {
        isFirst = false;
        continue;
      } else yield* readTopValue(source, listener);
    } catch (error) {
      if (!(error instanceof NotJsonError)) throw error;
      const { code, message, position } = error;
      const isTextFromStart = isFirst && isWord;
      if (!isTextFromStart) listener.onIssue({ code, path: [], message, position });
      const captured = source.endCapture();
      if (captured !== undefined) recoverLines(captured, listener);
      yield* source.skipToLine(captured);
      // Only now the whole beginning of the text has arrived.
      if (isTextFromStart) listener.onIssue(notJson(position, source.head()));
      isText ||= isTextFromStart;
    }
    isFirst = false;
  }
}

function notJson(position: Position, head: string): LocatedProblem {
  const [line = ''] = head.trimStart().split(/[\r\n]/);
  return {
    code: 'invalid_json',
    path: [],
    message: `the text is not JSON; it begins ${quote(line)}`,
    hint: 'the AWS CLI writes JSON with `--output json`; an error message of it is not JSON',
    position,
  };
}

/**
 * Reads a line that is one object and not a page: nearly all lines of NDJSON. Returns `false`, and reads nothing, for
 * all others.
 */
function* readLine(source: TextSource, { onUnit }: Listener): Parsing<boolean> {
  const line = yield* source.peekLine();
  if (line === undefined || PAGE_START.test(line)) return false;
  const value = parse(line);
  if (value === undefined || PAGE_LISTS.some((name) => Object.hasOwn(value as object, name))) return false;
  const position = source.position();
  source.skipLine(line);
  onUnit({ text: line, position, value, path: [] });
  return true;
}

/** Reads a number, `true`, `false` or `null` outside of a list. Other words are text, up to a line that is a value. */
function* readWord(source: TextSource, listener: Listener): Parsing {
  const position = source.position();
  const [first] = (yield* source.peek()) as string;
  source.startCapture();
  yield* source.skipValue();
  const captured = source.endCapture() as Capture;
  const value = parse(captured.text);
  if (value === undefined) throw new NotJsonError(`${quote(first)} appears where a value should be`, position);
  listener.onUnit({ ...captured, value, path: [] });
}

function* readList(source: TextSource, readEntry: (index: number) => Parsing): Parsing {
  source.skip();
  let mark = yield* source.peek();
  if (mark === ']') source.skip();
  for (let index = 0; mark !== ']'; index += 1) {
    yield* readEntry(index);
    mark = yield* take(source, [',', ']'], 'a comma or `]`');
  }
}

/** Reads a value outside of a page. It is passed on whole unless it turns out to be a page. */
function* readTopValue(source: TextSource, listener: Listener): Parsing {
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
    if (TRUNCATION_KEYS.has(key)) isTruncated ||= (yield* source.peek()) === TRUNCATION_KEYS.get(key);
    // Not `key` itself: as a slice it would keep the whole chunk of text in memory.
    const list = STREAMED.find((name) => name === key);
    if (list !== undefined || SKIPPED.has(key)) source.endCapture();
    if (list !== undefined) yield* readEntries(source, list, listener);
    else yield* source.skipValue();
    mark = yield* take(source, [',', '}'], 'a comma or `}`');
  }
  const captured = source.endCapture();
  if (captured === undefined) listener.onPage(isTruncated);
  else passOn(captured, [], listener);
}

function* readEntries(source: TextSource, key: string, listener: Listener): Parsing {
  const first = yield* source.peek();
  if (first === '[') {
    yield* readList(source, (index) => readWhole(source, [key, index], listener));
    return;
  }
  // A missing list is empty: the SDK omits empty lists.
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

function* readWhole(source: TextSource, path: (string | number)[], listener: Listener): Parsing {
  yield* source.peek();
  source.startCapture();
  yield* source.skipValue();
  passOn(source.endCapture() as Capture, path, listener);
}

/** Reads a key and its colon. */
function* readKey(source: TextSource): Parsing<string> {
  if ((yield* source.peek()) !== '"') yield* take(source, ['"'], 'a key in double quotes');
  const key = yield* source.skipString();
  yield* take(source, [':'], 'a colon');
  return key;
}

/** Reads one of several punctuation marks. */
function* take(source: TextSource, marks: readonly string[], wanted: string): Parsing<string> {
  const mark = yield* source.peek();
  if (!marks.includes(mark)) source.fail(wanted);
  source.skip();
  return mark;
}

function passOn(captured: Capture, path: (string | number)[], listener: Listener): void {
  const value = parse(captured.text);
  if (value !== undefined) {
    listener.onUnit({ ...captured, value, path });
    return;
  }
  // Only the first problem, with its position.
  const { problems } = readJson(captured.text);
  const { position = { line: 1, column: 1 }, ...problem } = problems.find(
    ({ code }) => code !== 'duplicate_key',
  ) as LocatedProblem;
  listener.onIssue({ ...problem, path, position: addPositions(captured.position, position) });
  recoverLines(captured, listener);
}

/**
 * Recovers lines that are JSON values but were captured as part of another value, after a missing bracket or quotation
 * mark. The last line is still being read.
 */
function recoverLines(captured: Capture, { onUnit }: Listener): void {
  const { text, position } = captured;
  const lines = text.split('\n').slice(1, -1);
  for (const [index, line] of lines.entries()) {
    const value = line.startsWith('{') ? parse(line) : undefined;
    if (value !== undefined)
      onUnit({ ...captured, value, text: line, path: [], position: { line: position.line + 1 + index, column: 1 } });
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
