import { describe, expect, it } from 'vitest';
import { describeMissing } from '../../../src/cli/input/file-names.js';
import { fileProblem, formatFileIssue, formatForPeople } from '../../../src/cli/input/file-problem.js';

const failure = (code: string, message = code): NodeJS.ErrnoException => Object.assign(new Error(message), { code });
const lineFor = (file: string, code: string): string =>
  formatFileIssue(fileProblem(file, describeMissing(file, failure(code))));

describe('a file that cannot be read', () => {
  it.each([
    ['gone.json', 'ENOENT', 'gone.json: no such file'],
    ['exports', 'EISDIR', 'exports: it is a directory (pass its files, for example `DIRECTORY/*.json`)'],
    ['secret.json', 'EACCES', 'secret.json: permission denied'],
    ['secret.json', 'EPERM', 'secret.json: permission denied'],
    ['a.json/b', 'ENOTDIR', 'a.json/b: no such file (a part of the path is a file, not a directory)'],
    ['loop', 'ELOOP', 'loop: a symbolic link leads back to itself'],
    ['x'.repeat(300), 'ENAMETOOLONG', `${'x'.repeat(200)}…: the name of the file is too long`],
    ['x', 'EIO', 'x: cannot be read: EIO'],
    ['-', 'EISDIR', '<stdin>: it is a directory (pass its files, for example `DIRECTORY/*.json`)'],
    ['C:Userspolicy.json', 'ENOENT', 'C:Userspolicy.json: no such file (put the path in quotes: a shell'],
    ['C:\\p.json', 'ENOENT', 'C:\\p.json: no such file'],
    ['file://policy.json', 'ENOENT', 'file://policy.json: no such file (pass the path alone, without `file://`)'],
    ['s3://b/k', 'ENOENT', 's3://b/k: no such file (download it first: `aws s3 cp s3://… file.json`)'],
    ['https://x/p.json', 'ENOENT', 'https://x/p.json: no such file (download it first; URLs are not read'],
    ['arn:aws:iam::aws:policy/X', 'ENOENT', 'arn:aws:iam::aws:policy/X: this is an ARN, not the name of a file ('],
    ['{"Version":1}', 'ENOENT', '{"Version":1}: this is JSON, not the name of a file (save it in a file, or'],
    ['~/p.json', 'ENOENT', '~/p.json: no such file (write `~` outside of quotes'],
    ['*.json', 'ENOENT', '*.json: no such file (no file matches the pattern, or it is in quotes)'],
    ['—json', 'ENOENT', '—json: no such file (an option begins with two hyphens, not with a dash)'],
    ['Stage=prod', 'ENOENT', 'Stage=prod: no such file (if it is the value of an option'],
    ['a.json,b.json', 'ENOENT', 'a.json,b.json: no such file (separate files with spaces)'],
    ['p.json ', 'ENOENT', 'p.json : no such file (the name begins or ends with a space)'],
    ['*.json', 'EACCES', '*.json: permission denied'],
  ])('is named with the reason: %s, %s', (file, code, line) => expect(lineFor(file, code).startsWith(line)).toBe(true));

  it('does not change the terminal', () => {
    expect(lineFor('\u001b[2J\u202e', 'ENOENT')).toBe('\\u001b[2J\\u202e: no such file');
  });
});

describe('formatForPeople', () => {
  const issues = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      code: 'missing' as const,
      path: [],
      message: `m${index}`,
      severity: index % 2 === 0 ? ('warning' as const) : ('error' as const),
    }));
  const lines = (count: number): string[] => formatForPeople(issues(count), formatFileIssue);

  it('lists errors first, and no more than ten problems', () => {
    expect(lines(4)).toEqual(['m1', 'm3', 'm0', 'm2']);
    expect(lines(10)).toHaveLength(10);
    expect(lines(11).slice(9)).toEqual(['m8', '1 more problem; --json prints all of them']);
    expect(lines(30).slice(10)).toEqual(['20 more problems; --json prints all of them']);
  });
});
