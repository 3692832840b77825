import { GENERATOR_PATTERN } from './provenance.js';
import type { OutputFile } from './template-files.js';

/** How files in a directory compare with those that would be written. Paths are in the order of the files. */
export type FilesComparison = {
  /** Files that do not exist. */
  missing: string[];
  /** Files with another content, and whether only the version of the generator differs. */
  stale: { path: string; isVersionOnly: boolean }[];
  /** Files of accounts and Regions that are not in the list of accounts. */
  unexpected: string[];
};

/**
 * Compares files with what would be written. A byte order mark and the kind of line breaks do not count: version
 * control changes them.
 *
 * @param existing The files of the output directory.
 * @param isGenerated Whether a path is one that a file for some account has. Others are ignored.
 */
export function compareFiles(
  wanted: readonly OutputFile[],
  existing: readonly OutputFile[],
  isGenerated: (path: string) => boolean,
): FilesComparison {
  const texts = new Map(existing.map(({ path, text }) => [path, normalized(text)]));
  const paths = new Set(wanted.map(({ path }) => path));
  return {
    missing: wanted.flatMap(({ path }) => (texts.has(path) ? [] : [path])),
    stale: wanted.flatMap(({ path, text }) => {
      const found = texts.get(path);
      if (found === undefined || found === normalized(text)) return [];
      return [{ path, isVersionOnly: withoutVersion(found) === withoutVersion(normalized(text)) }];
    }),
    unexpected: existing.flatMap(({ path }) => (isGenerated(path) && !paths.has(path) ? [path] : [])),
  };
}

/** Whether the files are what would be written. */
export function isFresh({ missing, stale, unexpected }: FilesComparison): boolean {
  return missing.length + stale.length + unexpected.length === 0;
}

/** Returns a line for each file that is not what would be written; none if all are. */
export function describeComparison({ missing, stale, unexpected }: FilesComparison): string[] {
  return [
    ...missing.map((path) => `${path}: missing`),
    ...stale.map(({ path, isVersionOnly }) =>
      isVersionOnly ? `${path}: stale (written by another version, otherwise the same)` : `${path}: stale`,
    ),
    ...unexpected.map((path) => `${path}: unexpected (no such account and Region in the file)`),
  ];
}

function normalized(text: string): string {
  return text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
}

function withoutVersion(text: string): string {
  return text.replaceAll(GENERATOR_PATTERN, 'upsolver-iam');
}
