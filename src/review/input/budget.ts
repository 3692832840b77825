import { InvalidInputError } from '../../core/issue.js';

/** Counts the steps of reading one input, so that a small input cannot take forever. */
export type InputBudget = {
  /** Counts values. @throws {InvalidInputError} If there are too many. */
  step: (count?: number) => void;
  /** Counts characters of text that was put together. @throws {InvalidInputError} If there are too many. */
  write: (text: string) => string;
  /** Runs a function one level deeper. @throws {InvalidInputError} If the input is nested too deep. */
  nest: <Result>(run: () => Result) => Result;
};

/** Values of the input, each as often as it is used. The largest template has fewer than 100,000. */
const MAX_STEPS = 500_000;

/** Eight times the largest template. */
const MAX_CHARACTERS = 8 * 1024 * 1024;

/** How deep values, and functions in functions, can be nested. */
const MAX_DEPTH = 100;

/** @param what What is read, with its article. */
export function createInputBudget(what: string): InputBudget {
  let [steps, characters, depth] = [0, 0, 0];
  return {
    step(count = 1) {
      steps += count;
      if (steps > MAX_STEPS) stop(`reading ${what} takes more than 500,000 steps`);
    },
    write(text) {
      characters += text.length;
      if (characters > MAX_CHARACTERS) stop(`${what} makes more than 8,388,608 characters of text`);
      return text;
    },
    nest(run) {
      depth += 1;
      if (depth > MAX_DEPTH) stop(`${what} is nested more than ${MAX_DEPTH} levels deep`, 'too_deep');
      try {
        return run();
      } finally {
        depth -= 1;
      }
    },
  };
}

function stop(message: string, code: 'too_long' | 'too_deep' = 'too_long'): never {
  throw new InvalidInputError([{ code, path: [], message }]);
}
