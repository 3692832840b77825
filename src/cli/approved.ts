import { ACTION_CATALOG } from '../aws/actions/built-in.js';
import { nameInArn } from '../aws/arn.js';
import { attempt } from '../core/attempt.js';
import { InvalidInputError } from '../core/issue.js';
import { snapshotPolicy } from '../drift/input/managed-policy.js';
import type { PolicyCollector } from '../drift/input/newest-policies.js';
import { finding, SEVERITIES, type Finding, type FindingCode } from '../drift/report/finding.js';
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
    const arns = approved.filter(({ name }) => name === role.name).flatMap((each) => each.managedPolicyArns);
    const own = role.findings.filter(({ code }) => code !== 'managedPolicyVersion');
    const detached = new Set(own.flatMap(({ code, expected }) => (NOT_ATTACHED.includes(code) ? [expected] : [])));
    const differences = arns.flatMap((arn) => {
      const policy = managedPolicies.find((each) => each.arn === arn);
      if (policy === undefined) return withoutDocument(arn);
      return (detached.has(arn) ? detachedDifference(policy, found) : attachedDifference(policy, found)) ?? [];
    });
    const findings = role.status === 'missing' ? own : [...own, ...differences];
    return { ...role, findings, status: statusOf(findings) };
  });
  return { ...report, roles, status: worstStatus(roles, report.issues) };
}

/** The findings on approved policies that are not attached. */
const NOT_ATTACHED: readonly string[] = ['managedPolicyMissing', 'managedPolicyReplaced'] satisfies FindingCode[];

function withoutDocument(arn: string): Finding {
  const name = nameInArn(arn);
  const message = `the review has no document of \`${name}\`: what it allows was not approved and is not compared`;
  return finding('policyUnreadable', message, { policy: { kind: 'managed', name } });
}

/**
 * The access of a policy that is not attached is measured by the document that the input or this library has. If it is
 * not the approved one, other policies might grant more, or less, than was approved.
 */
function detachedDifference(
  { arn, document: approved }: ApprovedPolicy,
  found: PolicyCollector['found'],
): Finding | undefined {
  const name = nameInArn(arn);
  const known = [...(found.get(arn)?.documents.values() ?? [])];
  const documents = known.length > 0 ? known : [snapshotPolicy(arn).document];
  const isApproved = documents.every((document) => {
    const read = readDocument(document);
    if (read instanceof InvalidInputError) return false;
    const { relation, readings } = compareAccess(read, [approved]);
    return relation === 'equivalent' && readings === undefined;
  });
  if (isApproved) return undefined;
  const message = `\`${name}\` is not attached: other policies were not compared with its approved document`;
  return finding('undecided', message, { policy: { kind: 'managed', name }, expected: arn });
}

function readDocument(document: unknown): ReturnType<typeof readPolicies> | InvalidInputError {
  return attempt(InvalidInputError, () => readPolicies([document as PolicySource]));
}

/** How the newest version that the input has differs from the approved one; the worst, if copies of it differ. */
function attachedDifference(approved: ApprovedPolicy, found: PolicyCollector['found']): Finding | undefined {
  const { arn, version } = approved;
  const name = nameInArn(arn);
  const deployed = found.get(arn);
  if (deployed === undefined || deployed.documents.size === 0) {
    const message = `the input does not include \`${name}\`, of which version \`${version}\` was approved`;
    return finding('policyUnreadable', message, { policy: { kind: 'managed', name } });
  }
  return [...deployed.documents.values()]
    .flatMap((document) => differenceOf(approved, deployed.version, document) ?? [])
    .toSorted((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity))[0];
}

function differenceOf(
  { arn, version, document: approved }: ApprovedPolicy,
  deployedVersion: string,
  document: unknown,
): Finding | undefined {
  const name = nameInArn(arn);
  const policy = { kind: 'managed' as const, name };
  const read = readDocument(document);
  if (read instanceof InvalidInputError) {
    return finding('policyUnreadable', `the document of \`${name}\` cannot be read`, { policy });
  }
  const { relation, onlyInA, onlyInB, readings } = compareAccess(read, [approved], { catalog: ACTION_CATALOG });
  if (relation === 'equivalent' && readings === undefined) return undefined;
  const details = { policy, expected: version, actual: deployedVersion };
  const now = `version \`${deployedVersion}\` of \`${name}\``;
  if (relation === 'equivalent') {
    const message = `${now} and the approved one are equivalent only under one interpretation of AWS's documentation`;
    return finding('readingDependent', message, details);
  }
  if (relation === 'unknown') {
    return finding('undecided', `${now} could not be compared with the approved one`, details);
  }
  if (relation === 'narrower') {
    const message = `${now} allows less than version \`${version}\`, which was approved`;
    return {
      ...finding('managedPolicyVersion', message, { ...details, ...(onlyInB && { witness: onlyInB }) }),
      severity: 'warning',
    };
  }
  const message = `${now} allows something that version \`${version}\`, which was approved, does not`;
  return {
    ...finding('managedPolicyVersion', message, { ...details, ...(onlyInA && { witness: onlyInA }) }),
    severity: 'error',
  };
}
