import { isAbsolute, join } from 'node:path';
import { attempt } from '../core/attempt.js';
import { asError, InvalidInputError, type Issue } from '../core/issue.js';
import type { GuardrailContext, GuardrailFile, GuardrailKind, Guardrails } from '../guardrails/input/guardrails.js';
import { readGuardrails } from '../guardrails/input/read-guardrails.js';
import { assertReadOnce } from './input/open-input.js';
import { readInputText } from './input/read-input.js';
import type { Terminal } from './terminal.js';

/** The options that name files with guardrails. */
export type GuardrailFileOptions = { scp?: string[]; rcp?: string[]; boundary?: string };

/** A file by its name, with its level. */
export type NamedFile = { file: string; kind: GuardrailKind; level: string | undefined };

/**
 * Files with guardrails by what they have. The level of a file is what precedes it, as in `root=deny.json`.
 *
 * @param folder What the names of files are relative to, if not to the working directory.
 */
export function nameGuardrailFiles({ scp = [], rcp = [], boundary }: GuardrailFileOptions, folder = ''): NamedFile[] {
  const inFolder = (file: string): string => (folder === '' || isAbsolute(file) ? file : join(folder, file));
  return [
    ...scp.map((each) => named(each, 'scp')),
    ...rcp.map((each) => named(each, 'rcp')),
    ...(boundary === undefined ? [] : [{ file: boundary, kind: 'boundary' as const, level: undefined }]),
  ].map((each) => ({ ...each, file: inFolder(each.file) }));
}

/**
 * Reads guardrails from files. The level of a file without one is its folder, if the files are in several folders.
 *
 * @throws {InvalidInputError} With every problem of every file.
 */
export function readGuardrailFiles(
  given: readonly NamedFile[],
  context: GuardrailContext,
  terminal: Terminal,
): Guardrails {
  const ofOrganization = given.filter(({ kind }) => kind !== 'boundary');
  const folders = new Set(ofOrganization.map(({ file }) => folderOf(file)));
  const files = [
    ...ofOrganization.map((each) => ({
      ...each,
      level: each.level ?? (folders.size > 1 ? folderOf(each.file) : undefined),
    })),
    ...given.filter(({ kind }) => kind === 'boundary'),
  ];
  if (files.length === 0) {
    const message = 'no guardrails are given';
    const hint = 'name files with `--scp`, `--rcp` or `--boundary`';
    throw new InvalidInputError([{ code: 'missing', path: ['scp'], message, hint }]);
  }
  assertReadOnce(files.map(({ file }) => file));
  const problems: Issue[] = [];
  const note = <Value>(run: () => Value): Value | undefined => {
    const result = attempt(InvalidInputError, run);
    if (!(result instanceof InvalidInputError)) return result;
    problems.push(...result.issues.map(asError));
    return undefined;
  };
  const texts = files.flatMap(({ file, kind, level }): GuardrailFile[] => {
    const text = note(() => readInputText(file, terminal).text);
    return text === undefined ? [] : [{ name: file, text, kind, ...(level !== undefined && { level }) }];
  });
  const guardrails = note(() => readGuardrails(texts, context));
  if (problems.length > 0) throw new InvalidInputError(problems);
  return guardrails as Guardrails;
}

function named(given: string, kind: GuardrailKind): NamedFile {
  const [, level, file = given] = /^([^=/\\]+)=(.*)$/s.exec(given) ?? [];
  return { file, kind, level };
}

function folderOf(file: string): string {
  return file.replace(/[^\\/]*$/, '').replace(/[\\/]$/, '');
}
