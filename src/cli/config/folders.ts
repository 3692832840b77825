import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { InvalidInputError } from '../../core/issue.js';
import { quote } from '../../core/quote.js';
import type { Folders } from '../terminal.js';

/** The maximum number of files of a folder that are read. */
const MAX_FILES = 10_000;

/** The folders of the file system. */
export const folders: Folders = {
  write(folder, path, text) {
    const file = join(folder, path);
    try {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    } catch (error) {
      throw failed('write', file, error as Error);
    }
  },
  list(folder, isWanted) {
    try {
      return readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .slice(0, MAX_FILES)
        .map((path) => path.replaceAll(sep, '/'))
        .filter(isWanted)
        .toSorted()
        .map((path) => ({ path, text: readFileSync(join(folder, path), 'utf8') }));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw failed('read', folder, error as Error);
    }
  },
};

function failed(verb: string, file: string, { message }: Error): InvalidInputError {
  const problem = `cannot ${verb} ${quote(file)}: ${message}`;
  return new InvalidInputError([{ code: 'invalid_value', path: ['output'], message: problem }]);
}
