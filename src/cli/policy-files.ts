import { formatIssue, InvalidInputError, type Issue, type LocatedProblem } from '../core/issue.js';
import { POLICY_KINDS, type AnyPolicy, type PolicyKind } from '../iam/document.js';
import { safeParsePolicy, type ParsedPolicy } from '../iam/parse/parse.js';
import { eitherOf } from './command.js';
import type { Terminal } from './terminal.js';

/** The value of `--kind`. */
export type KindOption = { kind?: PolicyKind };

/** Flags and description of `--kind`. */
export const KIND_OPTION = ['--kind <kind>', `Policy type: ${eitherOf(POLICY_KINDS)} (default: detected)`] as const;

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
  const issues: LocatedProblem[] = [];
  const policies = files.flatMap((file) => {
    const result = parsePolicyText(terminal.read(file), kind);
    if (result.success) return [result.document];
    issues.push(
      ...errorsOf(result).map((issue): LocatedProblem => ({
        code: issue.code,
        path: [],
        message: `${file}: ${formatIssue(issue)}`,
      })),
    );
    return [];
  });
  if (issues.length > 0) throw new InvalidInputError(issues);
  return policies;
}

/** Parses a policy document. Without a kind, uses the one that gives the fewest errors. */
export function parsePolicyText(text: string, kind: PolicyKind | undefined): ParsedPolicy {
  if (kind !== undefined) return safeParsePolicy(text, kind);
  const results = POLICY_KINDS.map((each): ParsedPolicy => safeParsePolicy(text, each));
  return results.reduce((best, result) => (errorsOf(result).length < errorsOf(best).length ? result : best));
}

function errorsOf(result: ParsedPolicy): Issue[] {
  return result.success ? [] : result.issues.filter(({ severity }) => severity === 'error');
}
