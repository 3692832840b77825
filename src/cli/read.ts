import { readFileSync } from 'node:fs';
import { InvalidInputError } from '../iam/issue.js';

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
    throw new InvalidInputError([
      { code: 'missing', path: [], message: `${file} cannot be read: ${(error as Error).message}` },
    ]);
  }
}
