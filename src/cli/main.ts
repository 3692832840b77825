#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { InvalidInputError } from '../iam/issue.js';
import { run } from './program.js';

// A reader that has seen enough (`| head -1`) closes the pipe: no error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

process.exitCode = run(process.argv.slice(2), {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  read: (file) => {
    try {
      return readFileSync(file === '-' ? 0 : file, 'utf8');
    } catch (error) {
      throw new InvalidInputError([{ code: 'missing', path: [], message: `${file} cannot be read: ${(error as Error).message}` }]);
    }
  },
  // In a pipe `isTTY` is not false but missing.
  color: process.stdout.isTTY === true && !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb',
});
