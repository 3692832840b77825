import type { Position } from '../../core/issue.js';

/** Where the lines of a text are from that was put together from parts of files. */
export type LineMap = {
  /** Adds a part, which begins on a new line. */
  add: (text: string, file: string, position: Position) => void;
  /** Returns where a position of the whole text is from. */
  placeOf: (position: Position) => { file: string; position: Position } | undefined;
};

/** Creates a map of a few numbers for each part. */
export function createLineMap(): LineMap {
  const starts: number[] = [];
  const origins: number[] = [];
  const files: string[] = [];
  let next = 1;
  return {
    add(text, file, { line, column }) {
      starts.push(next);
      if (files.at(-1) !== file) files.push(file);
      origins.push(line, column, files.length - 1);
      next += text.split('\n').length;
    },
    placeOf({ line, column }) {
      const index = lastUpTo(starts, line);
      const start = starts[index];
      if (start === undefined) return undefined;
      const [first, firstColumn, file] = origins.slice(index * 3, index * 3 + 3) as [number, number, number];
      const offset = line - start;
      const position = { line: first + offset, column: offset === 0 ? firstColumn + column - 1 : column };
      return { file: files[file] as string, position };
    },
  };
}

/** The index of the last of some ascending numbers that is at most a value; -1 if there is none. */
function lastUpTo(numbers: readonly number[], value: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] as number) <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
