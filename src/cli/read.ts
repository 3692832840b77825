import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { InvalidInputError } from '../core/issue.js';

/**
 * The text of a file, or of standard input, if it is called `-`.
 *
 * @param standardInput The descriptor of standard input.
 * @throws {InvalidInputError} If it cannot be read.
 */
export function readText(file: string, standardInput: number = 0): string {
  try {
    return readFileSync(file === '-' ? standardInput : file, 'utf8');
  } catch (error) {
    throw unreadable(file, error);
  }
}

const CHUNK_BYTES = 1024 * 1024;

/**
 * The same piece by piece, so that the file may be of any length. Each piece is valid until the next one is asked for.
 *
 * @throws {InvalidInputError} If it cannot be read.
 */
export function* readChunks(file: string, standardInput: number = 0): Generator<Uint8Array, void, void> {
  const buffer = new Uint8Array(CHUNK_BYTES);
  let descriptor = standardInput;
  try {
    if (file !== '-') descriptor = openSync(file, 'r');
    for (let length = readPiece(descriptor, buffer); length > 0; length = readPiece(descriptor, buffer)) {
      yield buffer.subarray(0, length);
    }
  } catch (error) {
    throw unreadable(file, error);
  } finally {
    if (descriptor !== standardInput) closeSync(descriptor);
  }
}

/** A terminal or pipe that has nothing yet, and does not block, is asked again a moment later. */
function readPiece(descriptor: number, buffer: Uint8Array): number {
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

function unreadable(file: string, error: unknown): InvalidInputError {
  return new InvalidInputError([
    { code: 'missing', path: [], message: `${file} cannot be read: ${(error as Error).message}` },
  ]);
}
