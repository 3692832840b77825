import type * as FileSystem from 'node:fs';
import {
  chmodSync,
  closeSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { readChunks, writeText } from '../../src/cli/read.js';
import { issuesOf } from '../issues-of.js';

vi.mock('node:fs', async (importOriginal) => {
  const original = await importOriginal<typeof FileSystem>();
  return {
    ...original,
    readSync: vi.fn<typeof original.readSync>(original.readSync),
    renameSync: vi.fn<typeof original.renameSync>(original.renameSync),
  };
});

function joined(chunks: Iterable<Uint8Array>): string {
  const decoder = new TextDecoder();
  return [...chunks].map((chunk) => decoder.decode(chunk)).join('');
}

describe('readChunks', () => {
  const whole = readFileSync('package-lock.json', 'utf8');

  it('reads a file', () => expect(joined(readChunks('package-lock.json'))).toBe(whole));

  it('reads standard input for a hyphen and leaves it open', () => {
    const descriptor = openSync('package-lock.json', 'r');
    expect(joined(readChunks('-', descriptor))).toBe(whole);
    closeSync(descriptor);
  });

  it('says which file cannot be read', () => {
    expect(issuesOf(() => joined(readChunks('no/such.json')))).toEqual([
      { code: 'missing', path: [], message: 'no such file', file: 'no/such.json' },
    ]);
    expect(issuesOf(() => joined(readChunks('src')))).toMatchObject([
      { code: 'missing', message: 'it is a directory', file: 'src' },
    ]);
    expect(issuesOf(() => joined(readChunks('-', -1)))).toMatchObject([
      { message: expect.stringMatching(/^cannot be read: .+/) as string, file: '<stdin>' },
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

describe('writeText', () => {
  it('writes UTF-8, or says why it cannot', () => {
    const folder = mkdtempSync(join(tmpdir(), 'upsolver-iam-write-'));
    const file = join(folder, 'out.txt');
    writeText(file, 'ö\n');
    expect(readFileSync(file)).toEqual(Buffer.from([0xc3, 0xb6, 0x0a]));
    expect(issuesOf(() => writeText(folder, ''))).toMatchObject([
      { code: 'invalid_value', path: ['output'], message: `cannot write \`${folder}\`: it is a directory` },
    ]);
    rmSync(folder, { recursive: true });
  });

  it('replaces what is there at once, keeps its mode, follows links, and leaves no other file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'upsolver-iam-write-'));
    const [file, alias] = [join(folder, 'out.txt'), join(folder, 'alias.txt')];
    writeFileSync(file, 'old');
    chmodSync(file, 0o600);
    symlinkSync(file, alias);
    writeText(alias, 'new');
    expect(readFileSync(file, 'utf8')).toBe('new');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder).toSorted()).toEqual(['alias.txt', 'out.txt']);
    rmSync(folder, { recursive: true });
  });

  it('writes to a device, which cannot be replaced', () => {
    expect(() => writeText('/dev/null', 'text')).not.toThrow();
    expect(statSync('/dev/null').isFile()).toBe(false);
  });

  it('writes directly to a file next to which no other can be', () => {
    const folder = mkdtempSync(join(tmpdir(), 'upsolver-iam-write-'));
    // The name of the temporary file would be longer than a file system allows.
    const file = join(folder, 'a'.repeat(253));
    writeText(file, 'text');
    expect(readFileSync(file, 'utf8')).toBe('text');
    rmSync(folder, { recursive: true });
  });

  it('leaves the file as it was, and no other, if it cannot be replaced', () => {
    const folder = mkdtempSync(join(tmpdir(), 'upsolver-iam-write-'));
    const file = join(folder, 'out.txt');
    writeFileSync(file, 'old');
    vi.mocked(renameSync).mockImplementationOnce(() => {
      throw Object.assign(new Error('resource busy'), { code: 'EBUSY' });
    });
    expect(issuesOf(() => writeText(file, 'new'))).toMatchObject([
      { message: `cannot write \`${file}\`: resource busy` },
    ]);
    expect(readdirSync(folder)).toEqual(['out.txt']);
    expect(readFileSync(file, 'utf8')).toBe('old');
    rmSync(folder, { recursive: true });
  });
});
