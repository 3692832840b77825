/** Where the command writes: data to `out`, messages to `err`. */
export type Terminal = {
  out: (text: string) => void;
  err: (text: string) => void;
  /** Whether `out` shows colours. */
  color: boolean;
  /**
   * The text of a file; of standard input, if it is called `-`.
   *
   * @throws {InvalidInputError} If it cannot be read.
   */
  read: (file: string) => string;
  /** The same, piece by piece. */
  readChunks: (file: string) => Iterable<Uint8Array>;
  /** Says how much of a long input has been read, and nothing more once it has been; not there, if nobody is looking. */
  progress?: (bytes?: number) => void;
};

/** Exit codes: yes, or what was asked for was done; no; the input was bad. */
export type ExitCode = 0 | 1 | 2;

/** What a command found out. */
export type Outcome = { json: boolean | undefined; data: unknown; text: () => string; exitCode: ExitCode };
