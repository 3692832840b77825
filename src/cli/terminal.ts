/** Where the command writes: data to `out`, messages to `err`. */
export type Terminal = {
  out: (text: string) => void;
  err: (text: string) => void;
  /** Whether `out` shows colors. */
  color: boolean;
  /** Columns for `--help`. Omitted: those of the process's own terminal, or 80. */
  helpWidth?: number;
  /**
   * Returns the text of a file; `-` is standard input.
   *
   * @throws {InvalidInputError} If the file cannot be read.
   */
  read: (file: string) => string;
  /** Returns the same in chunks of bytes. */
  readChunks: (file: string) => Iterable<Uint8Array>;
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
