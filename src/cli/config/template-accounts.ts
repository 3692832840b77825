import { InvalidInputError } from '../../core/issue.js';
import type { Outcome } from '../command.js';
import type { RoleOptions } from '../role-options.js';
import type { Terminal } from '../terminal.js';
import { compareFiles, describeComparison, isFresh } from './compare-files.js';
import { loadAccounts } from './load-accounts.js';
import { STACKSET_PATHS, stackSetFiles } from './stackset.js';
import { isTemplatePath, templateFiles, type FileFormat, type OutputFile } from './template-files.js';

/** The options of `template --config`. */
export type TemplateAccountsOptions = RoleOptions & {
  config: string;
  yaml?: boolean;
  check?: boolean;
  stackset?: boolean;
};

/**
 * Writes a file for each account below a folder, or compares the files there with what would be written.
 *
 * @throws {InvalidInputError} With every problem of the accounts file, or if there is no folder.
 */
export function templateAccounts(
  format: FileFormat,
  { config: file, yaml = false, check = false, stackset = false, ...options }: TemplateAccountsOptions,
  folder: string | undefined,
  terminal: Terminal,
): Outcome {
  if (folder === undefined || terminal.folders === undefined) {
    const message = '`--config` requires a directory for the files';
    throw new InvalidInputError([{ code: 'missing', path: ['output'], message }]);
  }
  const { entries } = loadAccounts(file, options, terminal);
  const { files, problems } = stackset
    ? stackSetFiles(entries, yaml)
    : { files: templateFiles(entries, format, yaml), problems: [] };
  if (problems.length > 0) throw new InvalidInputError(problems.map((problem) => ({ ...problem, file })));
  const isGenerated = (path: string): boolean => (stackset ? STACKSET_PATHS.test(path) : isTemplatePath(path, format));
  return check
    ? checkFiles(files, terminal.folders.list(folder, isGenerated), isGenerated)
    : writeFiles(files, folder, terminal.folders.write);
}

function checkFiles(
  files: readonly OutputFile[],
  existing: readonly OutputFile[],
  isGenerated: (path: string) => boolean,
): Outcome {
  const comparison = compareFiles(files, existing, isGenerated);
  const isCurrent = isFresh(comparison);
  return {
    exitCode: isCurrent ? 0 : 1,
    text: (style) =>
      isCurrent
        ? style.mark('good', `${files.length} files are up to date.`)
        : style.wrap(
            describeComparison(comparison)
              .map((line) => style.mark('bad', line))
              .join('\n'),
          ),
    isWritten: true,
  };
}

function writeFiles(
  files: readonly OutputFile[],
  folder: string,
  write: (folder: string, path: string, text: string) => void,
): Outcome {
  for (const { path, text } of files) write(folder, path, text);
  return {
    exitCode: 0,
    text: () => files.map(({ path }) => path).join('\n'),
    isWritten: true,
  };
}
