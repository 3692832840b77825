import type { Command } from 'commander';
import { formatIssue, InvalidInputError, type Issue } from '../core/issue.js';
import { compareAccess, newAccess, type RelationFound } from '../iam/compare/compare.js';
import { type AnyPolicy } from '../iam/document.js';
import { POLICY_KINDS } from '../iam/document.js';
import { type PolicyKind } from '../iam/document.js';
import { evaluateAccess } from '../iam/evaluate.js';
import { explainAccess, explainComparison, explainNewAccess } from '../iam/explain.js';
import { safeParsePolicy, type ParsedPolicy } from '../iam/parse/parse.js';
import type { AccessRequest, RequestPrincipal } from '../iam/request.js';
import { findRisks } from '../risks/risks.js';
import type { Outcome, Terminal } from './terminal.js';
import { formatRisks } from './text.js';

type KindOption = { kind?: PolicyKind };

const KIND_OPTION = ['--kind <kind>', `${POLICY_KINDS.join(', ')}; found out, if it is left out`] as const;
const EXIT_CODES = '\nExit code: 0 if it is so, 1 if not, 2 for bad input.';

/** Adds the commands on policy documents in files. */
export function addPolicyCommands(program: Command, terminal: Terminal, finish: (outcome: Outcome) => void): void {
  program
    .command('compare')
    .summary('whether one policy grants no more than another')
    .description(
      'Compares what two policies allow, by meaning. Exits with 0 if A grants no more than B (equivalent or narrower), ' +
        'with 1 if it grants more or that is not known, with a request that shows it.',
    )
    .argument('<A.json>', 'a policy document; `-` is standard input')
    .argument('<B.json>', 'a policy document')
    .option(...KIND_OPTION)
    .option('--new', 'list what A newly grants over B, statement by statement')
    .option('--json', 'print JSON')
    .addHelpText('after', `${EXIT_CODES}\n\nExample:\n  $ upsolver-iam compare proposed.json attached.json`)
    .action(
      (fileA: string, fileB: string, { kind, json, new: isNew }: KindOption & { json?: boolean; new?: boolean }) => {
        const [a, b] = readPolicies([fileA, fileB], kind, terminal) as [AnyPolicy, AnyPolicy];
        if (isNew) {
          const found = newAccess(b, a);
          finish({ json, data: found, text: () => explainNewAccess(found), exitCode: found.length === 0 ? 0 : 1 });
          return;
        }
        const comparison = compareAccess(a, b);
        const grantsNoMore = [comparison, ...(comparison.readings ?? [])].every(isNoMore);
        const text = (): string => explainComparison(comparison, { a: fileA, b: fileB });
        finish({ json, data: comparison, text, exitCode: grantsNoMore ? 0 : 1 });
      },
    );

  program
    .command('evaluate')
    .summary('whether policies allow a request')
    .description(
      'Says whether policies that are attached together allow one request, and why. Exits with 1 if they do not.',
    )
    .argument('<POLICY.json...>', 'policy documents; `-` is standard input')
    .requiredOption('--action <action>', 'for example s3:GetObject')
    .option('--resource <arn>', 'a complete ARN, or *', '*')
    .option('--context <key=value...>', 'a condition key and its value; again for each further value or key')
    .option('--principal <principal>', 'who asks: an ARN, or Service=… or Federated=…; for trust policies')
    .option(...KIND_OPTION)
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      `${EXIT_CODES}\n\nExample:\n  $ upsolver-iam evaluate policy.json --action ec2:RunInstances --context aws:RequestTag/Name=x`,
    )
    .action((files: string[], options: RequestOptions & KindOption & { json?: boolean }) => {
      const decision = evaluateAccess(readPolicies(files, options.kind, terminal), readRequest(options));
      const exitCode = decision.decision === 'allowed' ? 0 : 1;
      finish({ json: options.json, data: decision, text: () => explainAccess(decision), exitCode });
    });

  program
    .command('lint')
    .summary('what IAM would refuse in a policy, and what is dangerous')
    .description(
      'Lists what IAM would refuse in a policy (errors), and what it accepts though it is useless or dangerous (warnings).',
    )
    .argument('<POLICY.json>', 'a policy document; `-` is standard input')
    .option(...KIND_OPTION)
    .option('--strict', 'exit with 1 for warnings, too')
    .option('--json', 'print JSON')
    .addHelpText('after', `${EXIT_CODES}\n\nExample:\n  $ upsolver-iam lint policy.json`)
    .action((file: string, { kind, strict, json }: KindOption & { strict?: boolean; json?: boolean }) => {
      const result = parse(terminal.read(file), kind);
      const issues = result.success ? result.warnings : result.issues;
      const bad = strict ? issues.length > 0 : !result.success;
      finish({ json, data: issues, text: () => formatIssues(file, issues), exitCode: bad ? 1 : 0 });
    });

  addRisksCommand(program, terminal, finish);
}

function addRisksCommand(program: Command, terminal: Terminal, finish: (outcome: Outcome) => void): void {
  program
    .command('risks')
    .summary('how permissions can be turned against the account')
    .description(
      'Lists the ways in which permissions that are attached together can be turned against the account, such as known ' +
        'privilege escalations: with a request for each step, and the options of scope that close it. Exits with 1 if there are any.',
    )
    .argument('<POLICY.json...>', 'identity-based policy documents; `-` is standard input')
    .option('--json', 'print JSON')
    .addHelpText('after', `${EXIT_CODES}\n\nExample:\n  $ upsolver-iam risks management.json server.json`)
    .action((files: string[], { json }: { json?: boolean }) => {
      const risks = findRisks(readPolicies(files, 'identity', terminal));
      finish({ json, data: risks, text: () => formatRisks(risks), exitCode: risks.length === 0 ? 0 : 1 });
    });
}

function isNoMore({ relation }: RelationFound): boolean {
  return relation === 'equivalent' || relation === 'narrower';
}

/** @throws {InvalidInputError} With the errors of all files. */
function readPolicies(files: readonly string[], kind: PolicyKind | undefined, terminal: Terminal): AnyPolicy[] {
  const issues: Issue[] = [];
  const policies = files.flatMap((file) => {
    const result = parse(terminal.read(file), kind);
    if (result.success) return [result.document];
    issues.push(
      ...errorsOf(result).map((issue): Issue => ({
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

/** Without a kind, the one is taken that makes most sense of the text. */
function parse(text: string, kind: PolicyKind | undefined): ParsedPolicy {
  if (kind !== undefined) return safeParsePolicy(text, kind);
  const results = POLICY_KINDS.map((each): ParsedPolicy => safeParsePolicy(text, each));
  return results.reduce((best, result) => (errorsOf(result).length < errorsOf(best).length ? result : best));
}

function errorsOf(result: ParsedPolicy): Issue[] {
  return result.success ? [] : result.issues.filter(({ severity }) => severity === undefined);
}

type RequestOptions = { action: string; resource: string; context?: string[]; principal?: string };

function readRequest({ action, resource, context = [], principal }: RequestOptions): AccessRequest {
  const values = new Map<string, string[]>();
  const issues: Issue[] = [];
  for (const entry of context) {
    const split = entry.indexOf('=');
    const key = entry.slice(0, split);
    if (split < 1)
      issues.push({
        code: 'invalid_value',
        path: ['context'],
        message: `\`${entry}\` is not of the form \`key=value\``,
      });
    values.set(key, [...(values.get(key) ?? []), entry.slice(split + 1)]);
  }
  if (issues.length > 0) throw new InvalidInputError(issues);
  const request: AccessRequest = { action, resource, context: Object.fromEntries(values) };
  return principal === undefined ? request : { ...request, principal: readPrincipal(principal) };
}

function readPrincipal(text: string): string | RequestPrincipal {
  const [, kind, id] = /^(AWS|Service|Federated)=(.*)$/s.exec(text) ?? [];
  return kind === undefined ? text : ({ [kind]: id } as RequestPrincipal);
}

function formatIssues(file: string, issues: readonly Issue[]): string {
  if (issues.length === 0) return `${file}: nothing to say`;
  return issues.map((issue) => `${file}: ${issue.severity ?? 'error'} ${issue.code}: ${formatIssue(issue)}`).join('\n');
}
