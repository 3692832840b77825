/** The part of what `npm pack --json` prints that this project reads. */
type Packed = { filename: string; size: number; files: { path: string }[] };

/** Reads what `npm pack --json` has printed: the name and the bytes of the tarball, and the list of its files. */
export function readPacked(json: string): { filename: string; bytes: number; list: string } {
  const [{ filename, size, files }] = JSON.parse(json) as [Packed];
  // Files that entry points share are named after their content: one line stands for all of a folder.
  const names = files.map(({ path }) =>
    path.replace(/^(dist\/(?:cli\/)?)[\w-]+-[\w-]{8}(?=\.(?:d\.)?c?[jt]s$)/, '$1*-*'),
  );
  return { filename, bytes: size, list: `${[...new Set(names)].toSorted().join('\n')}\n` };
}
