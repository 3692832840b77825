import { type Issue } from '../../core/issue.js';
import { quote } from '../../core/quote.js';
import type { PolicyDocument, TrustPolicyDocument } from '../../iam/document.js';
import { safeParsePolicy } from '../../iam/parse/parse.js';
import { MANAGED_POLICY_SNAPSHOTS } from '../../upsolver/catalogue/managed-policy-snapshots.js';
import type { DeployableRole, InlinePolicy } from '../../upsolver/roles/deployable-role.js';
import { locatedReporter } from './account.js';
import type { Origin, RawPolicy, RawRole } from './raw.js';
import { jsonText, type Path } from './shape.js';

/** A managed policy that is attached, or the boundary. Without a document, it could not be read. */
export type DeployedPolicy = {
  arn: string;
  name: string;
  version?: string;
  document?: PolicyDocument;
  /** The input had no document: it is the library's own snapshot of the AWS managed policy. */
  isSnapshot?: true;
};

/** A role as it is in the account, read. */
export type DeployedRole = {
  name: string;
  arn: string;
  accountId: string;
  path: string;
  /** Not there, if it could not be read. */
  trustPolicy?: TrustPolicyDocument;
  /** Those that could be read. */
  inlinePolicies: InlinePolicy[];
  /** The names of inline policies that could not be read. */
  unreadablePolicies: string[];
  managedPolicies: DeployedPolicy[];
  permissionsBoundary?: DeployedPolicy;
  tags: { key: string; value: string }[];
  /** In seconds; only `GetRole` tells. */
  maxSessionDuration?: number;
  /** The instance profiles that hold it; not there, if the input does not tell. */
  instanceProfiles?: string[];
};

/** What reads the policies of roles: with the managed policies of the input, and a memory for texts that come again. */
export type PolicyReader = {
  readRole: (raw: RawRole) => DeployedRole;
  /** A managed policy by its ARN. */
  managedPolicy: (arn: string) => DeployedPolicy;
};

/** Of all inline policies of a role together: twenty times of what IAM takes, for white space and URL-encoding. */
const MAX_INLINE = 20 * 10_240;

/** How many documents are remembered; the same few occur in every account. */
const MEMORY = 256;

export function createPolicyReader(
  expected: readonly DeployableRole[],
  policies: ReadonlyMap<string, RawPolicy>,
  onIssue: (issue: Issue) => void,
): PolicyReader {
  const remembered = rememberExpected(expected);

  const readDocument = <Kind extends 'identity' | 'trust'>(
    document: unknown,
    kind: Kind,
    path: Path,
    origin: Origin,
  ): (Kind extends 'trust' ? TrustPolicyDocument : PolicyDocument) | undefined => {
    type Document = Kind extends 'trust' ? TrustPolicyDocument : PolicyDocument;
    const key = `${kind} ${textOf(document)}`;
    const known = remembered.get(key);
    if (known !== undefined) return known as Document;
    const result = safeParsePolicy(document, kind);
    if (!result.success) {
      const complain = locatedReporter(origin, onIssue);
      for (const { position: _inDocument, ...issue } of result.issues.filter(
        ({ severity }) => severity === undefined,
      )) {
        complain({ ...issue, path: [...path, ...issue.path] });
      }
      return undefined;
    }
    if (remembered.size < MEMORY) remembered.set(key, result.document);
    return result.document as Document;
  };

  const managed = new Map<string, DeployedPolicy>();
  const managedPolicy = (arn: string): DeployedPolicy => {
    const known = managed.get(arn) ?? readManagedPolicy(arn);
    managed.set(arn, known);
    return known;
  };
  const readManagedPolicy = (arn: string): DeployedPolicy => {
    const name = arn.slice(arn.lastIndexOf('/') + 1);
    const raw = policies.get(arn);
    if (raw === undefined) return snapshotPolicy(arn);
    const document = readDocument(raw.document, 'identity', raw.path, raw.origin);
    return { arn, name, version: raw.version, ...(document && { document }) };
  };

  const readRole = (raw: RawRole): DeployedRole => {
    const { trustPolicy: trust, inlinePolicies, managedPolicies, permissionsBoundaryArn, origin, ...settings } = raw;
    const trustPolicy = readDocument(trust, 'trust', [...origin.path, 'AssumeRolePolicyDocument'], origin);
    const isTooMuch =
      inlinePolicies.reduce((length, { document }) => length + jsonText(document).length, 0) > MAX_INLINE;
    if (isTooMuch) {
      const message = `the inline policies of ${quote(raw.name)} are far longer than IAM takes them`;
      locatedReporter(origin, onIssue)({ code: 'over_quota', path: [...origin.path, 'RolePolicyList'], message });
    }
    const read = inlinePolicies.map(({ name, document, path }) => ({
      name,
      document: isTooMuch ? undefined : readDocument(document, 'identity', path, origin),
    }));
    return {
      ...settings,
      ...(trustPolicy && { trustPolicy }),
      inlinePolicies: read.flatMap(({ name, document }) => (document === undefined ? [] : [{ name, document }])),
      unreadablePolicies: read.filter(({ document }) => document === undefined).map(({ name }) => name),
      managedPolicies: managedPolicies.map(({ arn }) => managedPolicy(arn)),
      ...(permissionsBoundaryArn !== undefined && { permissionsBoundary: managedPolicy(permissionsBoundaryArn) }),
    };
  };
  return { readRole, managedPolicy };
}

/** Most roles have just the documents that they should have. */
function rememberExpected(expected: readonly DeployableRole[]): Map<string, PolicyDocument | TrustPolicyDocument> {
  const identity = [
    ...expected.flatMap(({ inlinePolicies }) => inlinePolicies),
    ...Object.values(MANAGED_POLICY_SNAPSHOTS),
  ];
  return new Map<string, PolicyDocument | TrustPolicyDocument>([
    ...expected.map(({ trustPolicy }) => [`trust ${JSON.stringify(trustPolicy)}`, trustPolicy] as const),
    ...identity.map(({ document }) => [`identity ${JSON.stringify(document)}`, document] as const),
  ]);
}

/**
 * The JSON text of a document, without white space, whether AWS's answer has it as text, URL-encoded, or as a value. What
 * is no JSON, or has a key twice, stays as it is, for the reading that says so.
 */
function textOf(document: unknown): string {
  if (typeof document !== 'string') return jsonText(document);
  try {
    const text = document.startsWith('%') ? decodeURIComponent(document) : document;
    const compact = JSON.stringify(JSON.parse(text));
    return countQuotes(compact) === countQuotes(text) ? compact : document;
  } catch {
    return document;
  }
}

/** Fewer quotation marks are left of a text if `JSON.parse` has dropped a key that was there twice. */
function countQuotes(text: string): number {
  return text.split('"').length;
}

/** A managed policy without the input: the library's own copy, if it has one, in the partition for which it is known. */
export function snapshotPolicy(arn: string): DeployedPolicy {
  const name = arn.slice(arn.lastIndexOf('/') + 1);
  const snapshot = Object.entries(MANAGED_POLICY_SNAPSHOTS).find(
    ([each]) => arn === `arn:aws:iam::aws:policy/${each}`,
  )?.[1];
  return { arn, name, ...(snapshot && { version: snapshot.version, document: snapshot.document, isSnapshot: true }) };
}
