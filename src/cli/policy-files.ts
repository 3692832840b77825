import { asError, InvalidInputError, type Issue } from '../core/issue.js';
import { KIND_NAMES, POLICY_KINDS, type AnyPolicy, type PolicyKind } from '../iam/document.js';
import { safeParsePolicy, type ParsedPolicy } from '../iam/parse/parse.js';
import { eitherOf, oneOfList } from './command.js';
import { fileProblem, nameOfFile, type FileIssue, type LocatedIssue } from './input/file-problem.js';
import { assertReadOnce } from './input/open-input.js';
import { readInputText, recognizedProblem, recognizeInput, tooLong, type InputText } from './input/read-input.js';
import { recognizePlaceholder } from './input/recognize.js';
import type { Terminal } from './terminal.js';

/** The value of `--kind`. */
export type KindOption = { kind?: PolicyKind };

/** Flags and description of `--kind`. */
export const KIND_OPTION = ['--kind <kind>', `Policy type: ${eitherOf(POLICY_KINDS)} (default: detected)`] as const;

/** A policy that was read from a file: the document, or the errors that it has; and the warnings in any case. */
export type PolicyFile = {
  file: string;
  kind: PolicyKind;
  document: AnyPolicy | undefined;
  issues: LocatedIssue[];
  /** The one problem of a policy without errors that is of another kind than was given. */
  other?: FileIssue;
};

/**
 * Reads policy documents from files.
 *
 * @throws {InvalidInputError} With the errors of all files.
 */
export function readPolicyFiles(
  files: readonly string[],
  kind: PolicyKind | undefined,
  terminal: Terminal,
): AnyPolicy[] {
  return readValidPolicies(files, kind, terminal).map(({ document }) => document);
}

/**
 * Reads policy documents that are compared with each other.
 *
 * @throws {InvalidInputError} With the errors of all files, or if the policies are not of one kind.
 */
export function readComparablePolicies(
  files: readonly string[],
  kind: PolicyKind | undefined,
  terminal: Terminal,
): AnyPolicy[] {
  const policies = readValidPolicies(files, kind, terminal);
  assertOneKind(policies);
  return policies.map(({ document }) => document);
}

/** @throws {InvalidInputError} If policies are not of one kind. */
export function assertOneKind(policies: readonly Pick<PolicyFile, 'file' | 'kind'>[]): void {
  if (new Set(policies.map((policy) => policy.kind)).size > 1) {
    const each = policies.map((policy) => `${nameOfFile(policy.file)} is ${KIND_NAMES[policy.kind]}`);
    throw new InvalidInputError([
      {
        code: 'conflicting_elements',
        path: [],
        message: `${each.join(', and ')}; policies of different types cannot be compared`,
      },
    ]);
  }
}

/**
 * Reads the policy of a text that has been read.
 *
 * @throws {InvalidInputError} With the errors of the policy.
 */
export function readPolicyText(input: InputText): ValidPolicy {
  const [policy] = validPolicies([readPolicy(input, undefined)]) as [ValidPolicy];
  return policy;
}

type ValidPolicy = PolicyFile & { document: AnyPolicy };

/** The error of a policy that is of another kind than is wanted. */
function wrongKind(file: string, kind: PolicyKind, wanted: PolicyKind): FileIssue {
  const message = `this is ${KIND_NAMES[kind]}, not ${KIND_NAMES[wanted]}`;
  const problem = fileProblem(file, { code: 'forbidden_element', message, hint: `pass ${KIND_NAMES[wanted]}` });
  return { ...problem, severity: 'error' };
}

function readValidPolicies(files: readonly string[], kind: PolicyKind | undefined, terminal: Terminal): ValidPolicy[] {
  return validPolicies(readPolicyReports(files, kind, terminal));
}

function validPolicies(policies: readonly PolicyFile[]): ValidPolicy[] {
  const errors = policies.flatMap(({ document, issues, other }): FileIssue[] => {
    if (document !== undefined) return [];
    return other === undefined ? issues.filter(isError) : [other];
  });
  if (errors.length > 0) throw new InvalidInputError(errors);
  return policies as ValidPolicy[];
}

/**
 * Reads policies, those with errors included.
 *
 * @throws {InvalidInputError} If a file is not a policy at all, with the problems of all such files.
 */
export function readPolicyReports(
  files: readonly string[],
  kind: PolicyKind | undefined,
  terminal: Terminal,
): PolicyFile[] {
  if (kind !== undefined) oneOfList('kind', 'kind of policy', [kind], POLICY_KINDS);
  assertReadOnce(files);
  const problems: FileIssue[] = [];
  const policies = files.flatMap((file) => {
    try {
      return [readPolicy(readInputText(file, terminal), kind)];
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      problems.push(...error.issues);
      return [];
    }
  });
  if (problems.length > 0) throw new InvalidInputError(problems);
  return policies;
}

/** Members of the export of an account, in which a trust policy is one of several. */
const EXPORT_MEMBER = /"(?:RolePolicyList|AttachedManagedPolicies|PolicyVersionList)"/;

function readPolicy(input: InputText, kind: PolicyKind | undefined): PolicyFile {
  const { file } = input;
  const text = innerText(input.text);
  // Lines and columns of a text inside of the text are not those of the file.
  const locate = ({ position, ...issue }: Issue): LocatedIssue => ({
    ...issue,
    ...(position && text === input.text && { position }),
    file: nameOfFile(file),
  });
  const { document, kind: found, issues } = parsePolicyText(text, kind);
  const isSuspect = document === undefined || EXPORT_MEMBER.test(text);
  const recognized = isSuspect ? recognizeInput({ ...input, text }, 'policy') : undefined;
  const template = issues.find(({ code }) => code === 'template');
  if (recognized === undefined && template !== undefined) throw new InvalidInputError([locate(template)]);
  const other = recognized ?? recognizePlaceholder(text);
  if (other !== undefined) {
    const problem = locate(asError(recognizedProblem(file, text, other)));
    if (other.isSyntax !== true) throw new InvalidInputError([problem]);
    return { file, kind: found, document: undefined, issues: [problem] };
  }
  if (!input.isWhole) throw tooLong(file, 'policy');
  const otherKind = kind === undefined || document !== undefined ? undefined : parsePolicyText(text, undefined);
  return {
    file,
    kind: found,
    document,
    ...(otherKind?.document && { other: wrongKind(file, otherKind.kind, found) }),
    issues: issues.map(locate),
  };
}

/** How many encodings are undone: a JSON string, as `--query Policy` prints it, of URL-encoded text, and one more. */
const MOST_ENCODINGS = 3;

/** The text of a policy that is in a JSON string or URL-encoded. */
function innerText(text: string): string {
  let inner = text;
  for (let count = 0; count < MOST_ENCODINGS; count += 1) inner = decodeOnce(inner);
  return inner;
}

function decodeOnce(text: string): string {
  const trimmed = text.trim();
  try {
    if (trimmed.startsWith('"')) return String(JSON.parse(trimmed));
    // Forms encode a space as a plus sign.
    if (trimmed.startsWith('%')) return decodeURIComponent(trimmed.replaceAll('+', ' '));
  } catch {
    // It is neither.
  }
  return text;
}

type Reading = { kind: PolicyKind; document: AnyPolicy | undefined; issues: Issue[] };

/** Parses a policy document. Without a kind, uses the one that gives the fewest errors. */
function parsePolicyText(text: string, kind: PolicyKind | undefined): Reading {
  const readings = (kind === undefined ? POLICY_KINDS : [kind]).map((each) => readAs(text, each));
  return readings.reduce((best, reading) => (countErrors(reading) < countErrors(best) ? reading : best));
}

function readAs(text: string, kind: PolicyKind): Reading {
  const result: ParsedPolicy = safeParsePolicy(text, kind);
  return result.success
    ? { kind, document: result.document, issues: result.warnings }
    : { kind, document: undefined, issues: result.issues };
}

function countErrors({ issues }: Reading): number {
  return issues.filter(isError).length;
}

function isError({ severity }: Issue): boolean {
  return severity === 'error';
}
