import {
  chmodSync,
  closeSync,
  existsSync,
  openSync,
  readSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { InvalidInputError } from '../core/issue.js';
import { quote } from '../core/quote.js';
import { describeMissing } from './input/file-names.js';
import { fileError, isStandardInput } from './input/file-problem.js';

const CHUNK_BYTES = 1024 * 1024;

/**
 * Yields the content of a file of any length in chunks; `-` is standard input. A chunk is valid until the next one is
 * requested.
 *
 * @param standardInput The descriptor of standard input.
 * @throws {InvalidInputError} If the file cannot be read.
 */
export function* readChunks(file: string, standardInput: number = 0): Generator<Uint8Array, void, void> {
  const buffer = new Uint8Array(CHUNK_BYTES);
  let descriptor = standardInput;
  try {
    if (!isStandardInput(file)) descriptor = openSync(file, 'r');
    for (let length = readChunk(descriptor, buffer); length > 0; length = readChunk(descriptor, buffer)) {
      yield buffer.subarray(0, length);
    }
  } catch (error) {
    throw fileError(file, describeMissing(file, error as NodeJS.ErrnoException));
  } finally {
    if (descriptor !== standardInput) closeSync(descriptor);
  }
}

/** Waits for a non-blocking terminal or pipe that has no data yet. */
function readChunk(descriptor: number, buffer: Uint8Array): number {
  for (;;) {
    try {
      return readSync(descriptor, buffer);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EOF') return 0;
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  }
}

/**
 * Writes a text to a file, as UTF-8. What is there is replaced at once, or not at all.
 *
 * @throws {InvalidInputError} If the file cannot be written.
 */
export function writeText(file: string, text: string): void {
  try {
    replaceFile(file, text);
  } catch (error) {
    const { message } = describeMissing(file, error as NodeJS.ErrnoException, (error as Error).message);
    throw new InvalidInputError([
      { code: 'invalid_value', path: ['output'], message: `cannot write ${quote(file)}: ${message}` },
    ]);
  }
}

/** Errors that say that a directory takes no other file, although the file in it can perhaps be written. */
const NO_OTHER_FILE = new Set<string | undefined>(['EACCES', 'EPERM', 'EROFS', 'ENAMETOOLONG']);

/** Writes to a temporary file next to the target, and renames it. */
function replaceFile(file: string, text: string): void {
  const existing = statSync(file, { throwIfNoEntry: false });
  // A device or a pipe cannot be replaced.
  if (existing?.isFile() === false) return writeFileSync(file, text);
  const target = existing === undefined ? file : realpathSync(file);
  const temporary = `${target}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, text);
    if (existing !== undefined) chmodSync(temporary, existing.mode);
    renameSync(temporary, target);
  } catch (error) {
    if (existsSync(temporary)) rmSync(temporary);
    if (!NO_OTHER_FILE.has((error as NodeJS.ErrnoException).code)) throw error;
    writeFileSync(file, text);
  }
}
