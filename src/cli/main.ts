#!/usr/bin/env node
import { isatty } from 'node:tty';
import { run } from './program.js';
import { readChunks } from './read.js';

// A reader that closes the pipe early, such as `| head -1`, is not an error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

process.exitCode = run(process.argv.slice(2), {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  readChunks,
  isInteractive: isatty(0),
  ...(process.stderr.isTTY === true && {
    progress: (bytes) =>
      void process.stderr.write(bytes === undefined ? '\r\u001b[K' : `\rread ${Math.floor(bytes / 1e6)} MB `),
  }),
  // In a pipe `isTTY` is not false but missing.
  color: process.stdout.isTTY === true && !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb',
});
