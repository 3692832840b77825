import type { Problem } from '../../core/issue.js';

/** What is wrong with a file that cannot be read, and what a name was probably meant to be. */
type Mistake = { looks: RegExp; message: string; hint: string };

/** Names of files that do not exist, which are something else. The first row that matches counts. */
const NAMES: readonly Mistake[] = [
  {
    looks: /^\s*[{[]/,
    message: 'this is JSON, not the name of a file',
    hint: 'save it in a file, or send it to standard input with `-` as the file',
  },
  { looks: /^fileb?:\/\//, message: 'no such file', hint: 'pass the path alone, without `file://`' },
  { looks: /^s3:\/\//, message: 'no such file', hint: 'download it first: `aws s3 cp s3://… file.json`' },
  {
    looks: /^[a-z][a-z0-9+.-]*:\/\//i,
    message: 'no such file',
    hint: 'download it first; URLs are not read',
  },
  {
    looks: /^arn:/,
    message: 'this is an ARN, not the name of a file',
    hint: 'save the policy first, with `aws iam get-policy-version --policy-arn ARN --version-id v1 --output json`',
  },
  {
    looks: /^[A-Za-z]:[^\\/]/,
    message: 'no such file',
    hint: 'put the path in quotes: a shell removes backslashes that are not in quotes',
  },
  { looks: /^~/, message: 'no such file', hint: 'write `~` outside of quotes, so that the shell replaces it' },
  { looks: /[*?]/, message: 'no such file', hint: 'no file matches the pattern, or it is in quotes' },
  { looks: /^[\u2010-\u2015]/, message: 'no such file', hint: 'an option begins with two hyphens, not with a dash' },
  {
    looks: /^[\w-]+=/,
    message: 'no such file',
    hint: 'if it is the value of an option, write the option before each value',
  },
  { looks: /,/, message: 'no such file', hint: 'separate files with spaces' },
  { looks: /^\s|\s$/, message: 'no such file', hint: 'the name begins or ends with a space' },
];

const REASONS = new Map<string | undefined, Pick<Mistake, 'message'> & { hint?: string }>([
  ['ENOENT', { message: 'no such file' }],
  ['ENOTDIR', { message: 'no such file', hint: 'a part of the path is a file, not a directory' }],
  ['EISDIR', { message: 'it is a directory', hint: 'pass its files, for example `DIRECTORY/*.json`' }],
  ['EACCES', { message: 'permission denied' }],
  ['EPERM', { message: 'permission denied' }],
  ['ENAMETOOLONG', { message: 'the name of the file is too long' }],
  ['ELOOP', { message: 'a symbolic link leads back to itself' }],
]);

/** Errors that say that a file with the name cannot exist. */
const NO_SUCH_FILE = new Set<string | undefined>(['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'EINVAL']);

/** Describes why a file cannot be read, or what `otherwise` says if the reason is not a known one. */
export function describeMissing(
  file: string,
  error: NodeJS.ErrnoException,
  otherwise = `cannot be read: ${error.message}`,
): Problem {
  const name = NO_SUCH_FILE.has(error.code) ? NAMES.find(({ looks }) => looks.test(file)) : undefined;
  const { message, hint } = name ?? REASONS.get(error.code) ?? { message: otherwise };
  return { code: 'missing', message, ...(hint !== undefined && { hint }) };
}
