/** Where the command writes: data to `out`, messages to `err`. */
export type Terminal = {
  out: (text: string) => void;
  err: (text: string) => void;
  /** Whether `out` shows colors. */
  color: boolean;
  /** Columns for `--help`. Omitted: those of the process's own terminal, or 80. */
  helpWidth?: number;
  /**
   * Yields the bytes of a file in chunks; `-` is standard input. A chunk is valid until the next one is requested.
   *
   * @throws {InvalidInputError} If the file cannot be read.
   */
  readChunks: (file: string) => Iterable<Uint8Array>;
  /** Whether standard input is a terminal, so that somebody has to be told that it is read. */
  isInteractive?: boolean;
  /** Reports the bytes read so far; call without an argument to clear it. Omitted when stderr is not a terminal. */
  progress?: (bytes?: number) => void;
};

/** 0: success, or the answer is yes. 1: the answer is no. 2: the input or the usage is invalid. */
export type ExitCode = 0 | 1 | 2;

/** Makes a heading stand out, where the output can. */
export type Emphasize = (text: string) => string;

/** The result of a command: `data` for `--json`, `text` otherwise. */
export type Outcome = {
  json: boolean | undefined;
  data: unknown;
  text: (emphasize: Emphasize) => string;
  exitCode: ExitCode;
};
