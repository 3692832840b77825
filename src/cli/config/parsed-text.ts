import type { LocatedProblem, Position } from '../../core/issue.js';

type Path = readonly (string | number)[];

/** A value that was read from text, with the position of each part. */
export type ParsedText = {
  value: unknown;
  positions: Positions;
  problems: LocatedProblem[];
};

/** The positions of the parts of a value. */
export type Positions = {
  set: (path: Path, position: Position) => void;
  /** Returns the position of a part, or of the innermost part around it that has one. */
  of: (path: Path) => Position;
};

export function createPositions(): Positions {
  const known = new Map<string, Position>();
  return {
    set: (path, position) => void known.set(JSON.stringify(path), position),
    of(path) {
      for (let length = path.length; length >= 0; length -= 1) {
        const position = known.get(JSON.stringify(path.slice(0, length)));
        if (position !== undefined) return position;
      }
      return { line: 1, column: 1 };
    },
  };
}

/** In characters. 1,000 accounts with settings have fewer. */
export const MAX_FILE_LENGTH = 1024 * 1024;

/** The problem of a file that is far longer than any list of accounts. */
export function longFile(): LocatedProblem {
  return { code: 'too_long', path: [], message: 'the file has more than 1,048,576 characters' };
}

/** An object with a member for each entry; `__proto__` is a name like any other. */
export function objectOf(entries: Iterable<readonly [string, unknown]>): Record<string, unknown> {
  return Object.fromEntries(entries);
}
