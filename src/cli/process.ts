import { isatty } from 'node:tty';
import { folders } from './config/folders.js';
import { run } from './program.js';
import { readChunks, writeText } from './read.js';

/** Whether standard output shows colors. In a pipe `isTTY` is not false but missing. */
function showsColors({ NO_COLOR, FORCE_COLOR, TERM }: NodeJS.ProcessEnv): boolean {
  if (NO_COLOR) return false;
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  return process.stdout.isTTY === true && TERM !== 'dumb';
}

/** Runs the command in this process. */
export async function runProcess(): Promise<void> {
  let isBroken = false;
  process.stdout.on('error', ({ code, message }: NodeJS.ErrnoException) => {
    // A reader that closes the pipe early, such as `| head -1`, is not an error.
    if (code === 'EPIPE') return;
    isBroken = true;
    process.stderr.write(`error: cannot write to standard output: ${message}\n`);
    process.exitCode = 70;
  });

  const exitCode = await run(process.argv.slice(2), {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    readChunks,
    isInteractive: isatty(0),
    write: writeText,
    folders,
    environment: process.env,
    today: new Date().toISOString().slice(0, 10),
    ...(process.stderr.isTTY === true && {
      progress: (bytes) =>
        void process.stderr.write(bytes === undefined ? '\r\u001b[K' : `\rread ${Math.floor(bytes / 1e6)} MB `),
    }),
    color: showsColors(process.env),
    ...(process.stdout.isTTY === true && { columns: process.stdout.columns }),
    ...(process.stderr.isTTY === true && { errColumns: process.stderr.columns }),
  });
  if (!isBroken) process.exitCode = exitCode;
}
