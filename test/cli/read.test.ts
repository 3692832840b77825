import type * as FileSystem from 'node:fs';
import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { readChunks, readText } from '../../src/cli/read.js';
import { issuesOf } from '../issues-of.js';

vi.mock('node:fs', async (importOriginal) => {
  const original = await importOriginal<typeof FileSystem>();
  return { ...original, readSync: vi.fn<typeof original.readSync>(original.readSync) };
});

function joined(chunks: Iterable<Uint8Array>): string {
  const decoder = new TextDecoder();
  return [...chunks].map((chunk) => decoder.decode(chunk)).join('');
}

describe('readText', () => {
  it('reads a file', () => expect(readText('package.json')).toBe(readFileSync('package.json', 'utf8')));

  it('reads standard input for a hyphen', () => {
    const descriptor = openSync('package.json', 'r');
    expect(readText('-', descriptor)).toBe(readFileSync('package.json', 'utf8'));
    closeSync(descriptor);
  });

  it('says which file cannot be read', () => {
    expect(issuesOf(() => readText('no/such.json'))).toEqual([
      {
        code: 'missing',
        path: [],
        message: 'cannot read `no/such.json`: no such file',
      },
    ]);
  });

  it('names standard input and passes on errors that it has no words for', () => {
    expect(issuesOf(() => readText('-', -1))).toMatchObject([
      { code: 'missing', message: expect.stringMatching(/^cannot read standard input: .+/) as string },
    ]);
  });
});

describe('readChunks', () => {
  const whole = readFileSync('package-lock.json', 'utf8');

  it('reads a file', () => expect(joined(readChunks('package-lock.json'))).toBe(whole));

  it('reads standard input for a hyphen and leaves it open', () => {
    const descriptor = openSync('package-lock.json', 'r');
    expect(joined(readChunks('-', descriptor))).toBe(whole);
    closeSync(descriptor);
  });

  it('says which file cannot be read', () => {
    expect(issuesOf(() => joined(readChunks('no/such.json')))).toMatchObject([
      { code: 'missing', message: expect.stringMatching(/^cannot read `no\/such\.json`: no such file$/) as string },
    ]);
    expect(issuesOf(() => joined(readChunks('src')))).toMatchObject([
      { code: 'missing', message: expect.stringMatching(/^cannot read `src`: it is a directory$/) as string },
    ]);
  });

  it('waits for a pipe that has no data yet and stops at its end', () => {
    const fail = (code: string) => (): never => {
      throw Object.assign(new Error(code), { code });
    };
    vi.mocked(readSync).mockImplementationOnce(fail('EAGAIN')).mockImplementationOnce(fail('EAGAIN'));
    expect(joined(readChunks('package-lock.json'))).toBe(whole);
    vi.mocked(readSync).mockImplementationOnce(fail('EOF'));
    expect(joined(readChunks('package-lock.json'))).toBe('');
  });
});
