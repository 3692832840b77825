import { nameInArn } from '../../aws/arn.js';
import type { LocatedProblem } from '../../core/issue.js';
import { quote } from '../../core/quote.js';
import type { DeployedPolicy, DeployedRole } from './deployed-role.js';
import type { DocumentReader } from './document-reader.js';
import { snapshotPolicy } from './managed-policy.js';
import { locatedReporter } from './origin.js';
import type { RawPolicy, RawRole } from './raw.js';
import { jsonText } from './shape.js';

/** Reads roles, and the managed policies of the input. */
export type PolicyReader = {
  readRole: (raw: RawRole) => DeployedRole;
  /** A managed policy by its ARN, from the input or from the library's snapshots. */
  managedPolicy: (arn: string) => DeployedPolicy;
};

/** For all inline policies of a role: twenty times IAM's quota, which leaves room for whitespace and URL-encoding. */
const MAX_INLINE_LENGTH = 20 * 10_240;

export function createPolicyReader(
  reader: DocumentReader,
  policies: ReadonlyMap<string, RawPolicy>,
  onIssue: (issue: LocatedProblem) => void,
): PolicyReader {
  const managed = new Map<string, DeployedPolicy>();
  const managedPolicy = (arn: string): DeployedPolicy => {
    const found = managed.get(arn) ?? readManagedPolicy(arn, policies.get(arn), reader);
    managed.set(arn, found);
    return found;
  };
  return { readRole: (raw) => readRole(raw, reader, managedPolicy, onIssue), managedPolicy };
}

function readManagedPolicy(arn: string, raw: RawPolicy | undefined, { readPolicy }: DocumentReader): DeployedPolicy {
  if (raw === undefined) return snapshotPolicy(arn);
  const document = readPolicy(raw.document, raw.path, raw.origin);
  return { arn, name: nameInArn(arn), version: raw.version, ...(document && { document }) };
}

function readRole(
  raw: RawRole,
  reader: DocumentReader,
  managedPolicy: (arn: string) => DeployedPolicy,
  onIssue: (issue: LocatedProblem) => void,
): DeployedRole {
  const {
    trustPolicy: trust,
    inlinePolicies: _read,
    managedPolicies,
    permissionsBoundaryArn,
    origin,
    ...settings
  } = raw;
  const trustPolicy = reader.readTrust(trust, [...origin.path, 'AssumeRolePolicyDocument'], origin);
  return {
    ...settings,
    ...(trustPolicy && { trustPolicy }),
    ...readInlinePolicies(raw, reader, onIssue),
    managedPolicies: managedPolicies.map(({ arn }) => managedPolicy(arn)),
    ...(permissionsBoundaryArn !== undefined && { permissionsBoundary: managedPolicy(permissionsBoundaryArn) }),
  };
}

function readInlinePolicies(
  { name: roleName, inlinePolicies, origin }: RawRole,
  { readPolicy }: DocumentReader,
  onIssue: (issue: LocatedProblem) => void,
): Pick<DeployedRole, 'inlinePolicies' | 'unreadablePolicies'> {
  const length = inlinePolicies.reduce((sum, { document }) => sum + jsonText(document).length, 0);
  if (length > MAX_INLINE_LENGTH) {
    const message = `the inline policies of ${quote(roleName)} are far larger than IAM allows`;
    locatedReporter(origin, onIssue)({ code: 'over_quota', path: [...origin.path, 'RolePolicyList'], message });
    return { inlinePolicies: [], unreadablePolicies: inlinePolicies.map(({ name }) => name) };
  }
  const read = inlinePolicies.map(({ name, document, path }) => ({
    name,
    document: readPolicy(document, path, origin),
  }));
  return {
    inlinePolicies: read.flatMap(({ name, document }) => (document === undefined ? [] : [{ name, document }])),
    unreadablePolicies: read.filter(({ document }) => document === undefined).map(({ name }) => name),
  };
}
