import { closeSync, openSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readText } from '../../src/cli/read.js';
import { issuesOf } from '../issues-of.js';

describe('readText', () => {
  it('reads a file', () => expect(readText('package.json')).toBe(readFileSync('package.json', 'utf8')));

  it('reads standard input under the name of a hyphen', () => {
    const descriptor = openSync('package.json', 'r');
    expect(readText('-', descriptor)).toBe(readFileSync('package.json', 'utf8'));
    closeSync(descriptor);
  });

  it('says which file cannot be read', () => {
    expect(issuesOf(() => readText('no/such.json'))).toEqual([
      { code: 'missing', path: [], message: "no/such.json cannot be read: ENOENT: no such file or directory, open 'no/such.json'" },
    ]);
  });
});
