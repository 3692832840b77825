import { ACTION_CATALOG } from '../aws/actions/built-in.js';
import { nameInArn } from '../aws/arn.js';
import { attempt } from '../core/attempt.js';
import { InvalidInputError } from '../core/issue.js';
import { createScanner } from '../drift/input/scanner.js';
import { finding, type Finding } from '../drift/report/finding.js';
import { statusOf, worstStatus, type DriftReport, type RoleReport } from '../drift/report/report.js';
import { compareAccess } from '../iam/compare/compare.js';
import { readPolicies, type PolicySource } from '../iam/read.js';
import { readApproved, type Approved, type ApprovedPolicy } from '../review/approved.js';
import { inFile, readJsonFile } from './input/json-file.js';
import type { RoleOptions } from './role-options.js';
import type { Terminal } from './terminal.js';

/**
 * Reads the review that was approved.
 *
 * @param options The other options: those that describe roles have no meaning, because the review has the roles.
 * @throws {InvalidInputError} If an option describes roles, or the file is not a review as it was written.
 */
export function readApprovedFile(file: string, options: RoleOptions, terminal: Terminal): Approved {
  const { account: _account, ...others } = options;
  const given = Object.entries(others).filter(([, value]) => value !== undefined && value !== true);
  if (given.length > 0) {
    const message = 'cannot be combined with `--approved`: the review has the roles';
    throw new InvalidInputError(given.map(([name]) => ({ code: 'conflicting_elements', path: [name], message })));
  }
  return inFile(file, 'review', () => readApproved(readJsonFile(file, terminal)));
}

/** A managed policy as the input has it. */
type FoundPolicy = { version?: string; document: unknown };

/** Collects the managed policies of an input that passes by. */
export type PolicyCollector = {
  /** Reads the next part of a file. */
  write: (chunk: Uint8Array) => void;
  /** What follows is from another file, or there is none. */
  startFile: () => void;
  found: ReadonlyMap<string, FoundPolicy>;
};

/** Collects the documents of some managed policies. What cannot be read is an issue of the check, not of this. */
export function collectPolicies(approved: readonly ApprovedPolicy[]): PolicyCollector {
  const wanted = new Set(approved.map(({ arn }) => arn));
  const found = new Map<string, FoundPolicy>();
  if (wanted.size === 0) return { write: () => undefined, startFile: () => undefined, found };
  const open = (): { scanner: ReturnType<typeof createScanner>; decoder: InstanceType<typeof TextDecoder> } => ({
    decoder: new TextDecoder(),
    scanner: createScanner({
      onUnit: ({ value }) => {
        const { Arn, DefaultVersionId, PolicyVersionList } = Object(value) as Readonly<Record<string, unknown>>;
        if (typeof Arn !== 'string' || !wanted.has(Arn)) return;
        const versions = Array.isArray(PolicyVersionList) ? (PolicyVersionList as unknown[]) : [];
        const current = versions
          .map((each) => Object(each) as Readonly<Record<string, unknown>>)
          .find(({ VersionId }) => VersionId === DefaultVersionId);
        if (current === undefined) return;
        found.set(Arn, {
          document: current['Document'],
          ...(typeof DefaultVersionId === 'string' && { version: DefaultVersionId }),
        });
      },
      onPage: () => undefined,
      onIssue: () => undefined,
    }),
  });
  let current = open();
  return {
    write: (chunk) => current.scanner.write(current.decoder.decode(chunk, { stream: true })),
    startFile: () => {
      current.scanner.write(current.decoder.decode());
      current.scanner.end();
      current = open();
    },
    found,
  };
}

/**
 * Adds to a report how managed policies differ from the documents that were approved, by what they allow. They replace
 * what the report says of their versions, which compares them with this library.
 */
export function withApprovedPolicies(
  report: DriftReport,
  { roles: approved, managedPolicies }: Approved,
  found: PolicyCollector['found'],
): DriftReport {
  const roles = report.roles.map((role): RoleReport => {
    const arns = approved.find(({ name }) => name === role.name)?.managedPolicyArns ?? [];
    const own = role.findings.filter(({ code }) => code !== 'managedPolicyVersion');
    const missing = new Set(own.flatMap(({ code, expected }) => (code.startsWith('managedPolicy') ? [expected] : [])));
    const attached = managedPolicies.filter(({ arn }) => arns.includes(arn) && !missing.has(arn));
    const added = role.status === 'missing' ? [] : attached.flatMap((policy) => differenceOf(policy, found) ?? []);
    const findings = [...own, ...added];
    return { ...role, findings, status: statusOf(findings) };
  });
  return { ...report, roles, status: worstStatus(roles, report.issues) };
}

function differenceOf(
  { arn, version, document }: ApprovedPolicy,
  found: PolicyCollector['found'],
): Finding | undefined {
  const name = nameInArn(arn);
  const deployed = found.get(arn);
  const policy = { kind: 'managed' as const, name };
  const approvedAs = version === undefined ? 'another version' : `version \`${version}\``;
  if (deployed === undefined) {
    const message = `the input does not include \`${name}\`, of which ${approvedAs} was approved`;
    return finding('policyUnreadable', message, { policy });
  }
  const read = attempt(InvalidInputError, () => readPolicies([deployed.document as PolicySource]));
  if (read instanceof InvalidInputError) {
    return finding('policyUnreadable', `the document of \`${name}\` cannot be read`, { policy });
  }
  const { relation, onlyInA, onlyInB, readings } = compareAccess(read, [document], { catalog: ACTION_CATALOG });
  if (relation === 'equivalent' && readings === undefined) return undefined;
  const details = {
    policy,
    ...(version !== undefined && { expected: version }),
    ...(deployed.version !== undefined && { actual: deployed.version }),
  };
  const now = deployed.version === undefined ? `\`${name}\`` : `version \`${deployed.version}\` of \`${name}\``;
  if (relation === 'equivalent') {
    const message = `${now} and the approved one are equivalent only under one interpretation of AWS's documentation`;
    return finding('readingDependent', message, details);
  }
  if (relation === 'unknown') {
    return finding('undecided', `${now} could not be compared with the approved one`, details);
  }
  if (relation === 'narrower') {
    const message = `${now} allows less than ${approvedAs}, which was approved`;
    return {
      ...finding('managedPolicyVersion', message, { ...details, ...(onlyInB && { witness: onlyInB }) }),
      severity: 'warning',
    };
  }
  const message = `${now} allows something that ${approvedAs}, which was approved, does not`;
  return {
    ...finding('managedPolicyVersion', message, { ...details, ...(onlyInA && { witness: onlyInA }) }),
    severity: 'error',
  };
}
