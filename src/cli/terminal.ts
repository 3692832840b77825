/** What a command can reach: where it writes, what it reads, and what it knows about its surroundings. */
export type Terminal = {
  /** Writes data. */
  out: (text: string) => void;
  /** Writes messages. */
  err: (text: string) => void;
  /** Whether `out` shows colors, unless `--color` says otherwise. */
  color: boolean;
  /** Columns of `out`; absent if it is not a terminal. */
  columns?: number;
  /** Columns of `err`; absent if it is not a terminal. */
  errColumns?: number;
  /**
   * Yields the bytes of a file in chunks; `-` is standard input. A chunk is valid until the next one is requested.
   *
   * @throws {InvalidInputError} If the file cannot be read.
   */
  readChunks: (file: string) => Iterable<Uint8Array>;
  /** Whether standard input is a terminal, so that somebody has to be told that it is read. */
  isInteractive?: boolean;
  /**
   * Writes a file in UTF-8, whatever the shell would make of redirected output.
   *
   * @throws {InvalidInputError} If the file cannot be written.
   */
  write: (file: string, text: string) => void;
  /** Folders that hold a file for each account. Omitted where there are none. */
  folders?: Folders;
  /** Environment variables. */
  environment?: Readonly<Record<string, string | undefined>>;
  /** The day in UTC: `2027-06-30`. */
  today?: string;
  /** Reports the bytes read so far; call without an argument to clear it. Omitted when stderr is not a terminal. */
  progress?: (bytes?: number) => void;
};

/** Reads and writes files below a folder, in UTF-8. Paths have `/` between folders. */
export type Folders = {
  /**
   * Writes a file, with the folders that it is in.
   *
   * @throws {InvalidInputError} If the file cannot be written.
   */
  write: (folder: string, path: string, text: string) => void;
  /**
   * Returns the files whose path is wanted, in the order of their paths; none if there is no such folder.
   *
   * @throws {InvalidInputError} If a file cannot be read.
   */
  list: (folder: string, isWanted: (path: string) => boolean) => { path: string; text: string }[];
};

/** What an exit status means, for every command. */
export const EXIT_STATUS = {
  0: 'success, or no finding',
  1: 'a finding, or a negative answer',
  2: 'the input or the usage is invalid',
  3: 'no finding, but the input is incomplete',
  70: 'internal error',
} as const;

export type ExitCode = keyof typeof EXIT_STATUS;
