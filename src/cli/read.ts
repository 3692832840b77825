import { closeSync, openSync, readFileSync, readSync, writeFileSync } from 'node:fs';
import { InvalidInputError } from '../core/issue.js';
import { quote } from '../core/quote.js';

/**
 * Returns the text of a file; `-` is standard input.
 *
 * @param standardInput The descriptor of standard input.
 * @throws {InvalidInputError} If the file cannot be read.
 */
export function readText(file: string, standardInput: number = 0): string {
  try {
    return readFileSync(file === '-' ? standardInput : file, 'utf8');
  } catch (error) {
    throw unreadable(file, error as NodeJS.ErrnoException);
  }
}

const CHUNK_BYTES = 1024 * 1024;

/**
 * Yields the content of a file of any length in chunks. A chunk is valid until the next one is requested.
 *
 * @throws {InvalidInputError} If the file cannot be read.
 */
export function* readChunks(file: string, standardInput: number = 0): Generator<Uint8Array, void, void> {
  const buffer = new Uint8Array(CHUNK_BYTES);
  let descriptor = standardInput;
  try {
    if (file !== '-') descriptor = openSync(file, 'r');
    for (let length = readChunk(descriptor, buffer); length > 0; length = readChunk(descriptor, buffer)) {
      yield buffer.subarray(0, length);
    }
  } catch (error) {
    throw unreadable(file, error as NodeJS.ErrnoException);
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
 * Writes a text to a file, as UTF-8.
 *
 * @throws {InvalidInputError} If the file cannot be written.
 */
export function writeText(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new InvalidInputError([
      {
        code: 'invalid_value',
        path: ['output'],
        message: `cannot write ${quote(file)}: ${REASONS.get(code) ?? message}`,
      },
    ]);
  }
}

const REASONS = new Map<string | undefined, string>([
  ['ENOENT', 'no such file'],
  ['EISDIR', 'it is a directory'],
  ['EACCES', 'permission denied'],
]);

function unreadable(file: string, { code, message }: NodeJS.ErrnoException): InvalidInputError {
  const what = file === '-' ? 'standard input' : quote(file);
  return new InvalidInputError([
    { code: 'missing', path: [], message: `cannot read ${what}: ${REASONS.get(code) ?? message}` },
  ]);
}
