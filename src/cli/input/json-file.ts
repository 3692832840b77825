import { attempt } from '../../core/attempt.js';
import { InvalidInputError } from '../../core/issue.js';
import { readJson } from '../../iam/parse/json.js';
import type { Terminal } from '../terminal.js';
import { fileError, fileProblem } from './file-problem.js';
import { readInputText } from './read-input.js';

/**
 * Returns the value of a file with JSON.
 *
 * @throws {InvalidInputError} If the file cannot be read, is too long, or is not JSON.
 */
export function readJsonFile(file: string, terminal: Terminal): unknown {
  const { text, isWhole } = readInputText(file, terminal);
  if (!isWhole) throw fileError(file, { code: 'too_long', message: 'the file has more than 4 MiB' });
  const { node, problems } = readJson(text);
  if (node === undefined || problems.length > 0) {
    throw new InvalidInputError(problems.map((problem) => fileProblem(file, problem)));
  }
  return JSON.parse(text);
}

/**
 * Runs a function that reads the content of a file.
 *
 * @param root The name of the parameter that the content is, which paths do not need.
 * @throws {InvalidInputError} What the function throws, with the file.
 */
export function inFile<Value>(file: string, root: string, run: () => Value): Value {
  const value = attempt(InvalidInputError, run);
  if (!(value instanceof InvalidInputError)) return value;
  throw new InvalidInputError(
    value.issues.map((issue) => {
      const path = issue.path[0] === root ? issue.path.slice(1) : issue.path;
      return fileProblem(file, { ...issue, path });
    }),
  );
}
