import type { Issue } from '../../core/issue.js';
import type { FileIssue } from './file-problem.js';

/** Finds out which file a line is in, for files that are read one after the other as one text. */
export type FilePositions = {
  /** Begins a file. Returns what has to come before it in the text, so that it begins a line. */
  start: (file: string) => Uint8Array | undefined;
  /** Counts the lines of the next part of the file. */
  write: (part: Uint8Array) => void;
  /** Returns an issue with its file, and with line and column of that file. */
  locate: (issue: Issue) => FileIssue;
};

const LINE_FEED = 0x0a;

/** Creates positions in a number of files. The lines of the last one need not be counted. */
export function createFilePositions(count: number): FilePositions {
  /** The files with the lines before them. */
  const files: { file: string; before: number }[] = [];
  let lines = 0;
  let isInLine = false;
  return {
    start(file) {
      const lineFeed = isInLine ? Uint8Array.of(LINE_FEED) : undefined;
      if (isInLine) lines += 1;
      isInLine = false;
      files.push({ file, before: lines });
      return lineFeed;
    },
    write(part) {
      if (files.length === count || part.length === 0) return;
      for (let at = part.indexOf(LINE_FEED); at !== -1; at = part.indexOf(LINE_FEED, at + 1)) lines += 1;
      isInLine = part.at(-1) !== LINE_FEED;
    },
    locate(issue) {
      const { position } = issue;
      // Without a position, an issue is about all files.
      const [only, ...others] = files;
      const isAlone = others.length === 0;
      const found = position === undefined ? isAlone && only : files.findLast(({ before }) => before < position.line);
      if (!found) return issue;
      const line = position && { position: { ...position, line: position.line - found.before } };
      return { ...issue, file: found.file, ...line };
    },
  };
}
