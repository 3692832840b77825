import { InvalidInputError, type Issue } from '../../core/issue.js';
import { formatNumber } from '../../core/words.js';
import type { Terminal } from '../terminal.js';
import { joinBytes } from './encoding.js';
import { fileError, fileProblem, nameOfFile, type FileProblem } from './file-problem.js';
import { assertReadOnce, HEAD_BYTES, openInput } from './open-input.js';
import { recognize } from './recognize.js';
import { NOUNS, positionOf, sampleOf, type Recognized, type Sample, type Wanted } from './sample.js';

/** The longest text that is read whole: far longer than any policy or list of grants. */
const MAX_BYTES = 4_194_304;

/** The text of a file, and whether it is all of it. */
export type InputText = { file: string; text: string; isWhole: boolean };

/**
 * Returns the text of a file or of standard input.
 *
 * @param maxBytes How much is read at most, by default 4 MiB.
 * @throws {InvalidInputError} If the file cannot be read, is empty, or is not text.
 */
export function readInputText(file: string, terminal: Terminal, maxBytes = MAX_BYTES): InputText {
  const parts: Uint8Array[] = [];
  let length = 0;
  for (const part of openInput(file, terminal)) {
    parts.push(part.slice());
    length += part.length;
    if (length > maxBytes) break;
  }
  return { file, text: new TextDecoder().decode(joinBytes(parts)), isWhole: length <= maxBytes };
}

/** Builds the problem of a file that was recognized as something else than is wanted. */
export function recognizedProblem(file: string, text: string, found: Recognized): FileProblem {
  const { code, message, hint, offset = text.length - text.trimStart().length } = found;
  return fileProblem(file, { code, message, hint, position: positionOf(text, offset) });
}

/** Tells what the text of a file is if it is not what is wanted. */
export function recognizeInput({ text, isWhole }: InputText, wanted: Wanted): Recognized | undefined {
  return recognize(sampleOf(text, isWhole, wanted));
}

/** Builds the error of a text that is too long. */
export function tooLong(file: string, wanted: Wanted): InvalidInputError {
  const message = `the text has more than ${formatNumber(MAX_BYTES)} bytes; ${NOUNS[wanted]} is shorter`;
  return fileError(file, { code: 'too_long', message });
}

/**
 * Yields the text of the exports of accounts as UTF-8, file by file, in parts that are cut anywhere; of any length.
 *
 * @param start Called before each file.
 * @throws {InvalidInputError} After all files, with the problems of those that cannot be read or that are no exports.
 */
export function* readExports(
  files: readonly string[],
  terminal: Terminal,
  start: (file: string) => void = () => undefined,
): Generator<Uint8Array, void, void> {
  assertReadOnce(files);
  const problems: Issue[] = [];
  for (const file of files) {
    try {
      start(nameOfFile(file));
      yield* readExport(file, terminal);
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      problems.push(...error.issues);
    }
  }
  if (problems.length > 0) throw new InvalidInputError(problems);
}

/**
 * Yields the text of an account's export as UTF-8, in parts that are cut anywhere; of any length.
 *
 * @throws {InvalidInputError} If the file cannot be read, is empty, is not text, or begins as something else than an
 *   export.
 */
function* readExport(file: string, terminal: Terminal): Generator<Uint8Array, void, void> {
  let isFirst = true;
  for (const part of openInput(file, terminal)) {
    if (isFirst) assertExport(part, file);
    isFirst = false;
    yield part;
  }
}

function assertExport(head: Uint8Array, file: string): void {
  const text = new TextDecoder().decode(head.subarray(0, HEAD_BYTES));
  const sample: Sample = sampleOf(text, head.length < HEAD_BYTES, 'export');
  const found = recognize(sample);
  if (found !== undefined) throw new InvalidInputError([recognizedProblem(file, text, found)]);
}
