import { arnFields } from '../../aws/arn.js';
import type { Issue, Position } from '../../core/issue.js';
import { isObject, jsonText, readObjects, readString, type ReportIssue, type Fields, type Path } from './shape.js';

/** Where a value stood. */
export type Origin = {
  /** Its path in its page. */
  path: Path;
  /** The text that it stood in, if it came as text: where that began, and how much of the path lies outside of it. */
  source?: { text: string; position: Position; depth: number };
};

/** A role as AWS returned it, its policies not read yet: most roles of an account are nobody's business here. */
export type RawRole = {
  name: string;
  arn: string;
  accountId: string;
  path: string;
  trustPolicy: unknown;
  inlinePolicies: { name: string; document: unknown; path: Path }[];
  managedPolicies: { arn: string; name: string }[];
  permissionsBoundaryArn?: string;
  tags: { key: string; value: string }[];
  maxSessionDuration?: number;
  /** The profiles that hold the role; not there, if nothing was said of them. */
  instanceProfiles?: string[];
  origin: Origin;
};

/** A managed policy as AWS returned it: the version that is in force. */
export type RawPolicy = { arn: string; version: string; document: unknown; path: Path; origin: Origin };

/** A role, or `undefined` after a complaint: of a role that lacks a part, nothing is said. */
export function readRole(fields: Fields, origin: Origin, complain: ReportIssue): RawRole | undefined {
  const { path } = origin;
  const issues: Issue[] = [];
  const note: ReportIssue = (issue) => void issues.push(issue);
  const name = readString(fields, 'RoleName', path, note);
  const arn = readString(fields, 'Arn', path, note);
  const accountId = arn === undefined ? undefined : accountOf(arn, path, note);
  const inlinePolicies = readObjects(fields, 'RolePolicyList', path, note).map((each) => ({
    name: readString(each.entry, 'PolicyName', each.path, note) ?? '',
    document: each.entry['PolicyDocument'],
    path: [...each.path, 'PolicyDocument'],
  }));
  const managedPolicies = readObjects(fields, 'AttachedManagedPolicies', path, note).map((each) => {
    const policyArn = readString(each.entry, 'PolicyArn', each.path, note) ?? '';
    return { arn: policyArn, name: policyArn.slice(policyArn.lastIndexOf('/') + 1) };
  });
  const tags = readObjects(fields, 'Tags', path, note).map(({ entry }) => ({
    key: String(entry['Key']),
    value: String(entry['Value']),
  }));
  const profiles =
    fields['InstanceProfileList'] === undefined ? undefined : readObjects(fields, 'InstanceProfileList', path, note);
  const boundary = fields['PermissionsBoundary'];
  const boundaryArn = isObject(boundary)
    ? readString(boundary, 'PermissionsBoundaryArn', [...path, 'PermissionsBoundary'], note)
    : undefined;
  const maxSessionDuration = fields['MaxSessionDuration'];
  issues.forEach(complain);
  if (issues.length > 0 || name === undefined || arn === undefined || accountId === undefined) return undefined;
  return {
    name,
    arn,
    accountId,
    path: typeof fields['Path'] === 'string' ? fields['Path'] : pathOf(arn),
    trustPolicy: fields['AssumeRolePolicyDocument'],
    inlinePolicies,
    managedPolicies,
    tags,
    origin,
    ...(boundaryArn !== undefined && { permissionsBoundaryArn: boundaryArn }),
    ...(typeof maxSessionDuration === 'number' && { maxSessionDuration }),
    ...(profiles && { instanceProfiles: profiles.map(({ entry }) => String(entry['InstanceProfileName'])) }),
  };
}

function accountOf(arn: string, path: Path, complain: ReportIssue): string | undefined {
  const [, , service, , account = '', resource = ''] = arnFields(arn);
  if (service === 'iam' && /^\d{12}$/.test(account) && resource.startsWith('role/')) return account;
  complain({ code: 'invalid_arn', path: [...path, 'Arn'], message: `\`${arn}\` is not the ARN of a role` });
  return undefined;
}

/** `/vendors/` of `arn:aws:iam::123456789012:role/vendors/Name`. */
function pathOf(arn: string): string {
  const resource = arnFields(arn)[5] as string;
  return resource.slice('role'.length, resource.lastIndexOf('/') + 1);
}

/** Of a policy that is there several times, as in exports of several accounts: the newest version, in any order. */
export function newerPolicy(one: RawPolicy, other: RawPolicy): RawPolicy {
  const later = versionNumber(one) - versionNumber(other);
  if (later !== 0) return later > 0 ? one : other;
  return jsonText(one.document) < jsonText(other.document) ? one : other;
}

/** 12 of `v12`. */
function versionNumber({ version }: RawPolicy): number {
  return Number(/^v(\d+)/.exec(version)?.[1] ?? 0);
}

/** The default version of a managed policy; `undefined` after a complaint, or if it has none here. */
export function readPolicy(fields: Fields, origin: Origin, complain: ReportIssue): RawPolicy | undefined {
  const { path } = origin;
  const arn = readString(fields, 'Arn', path, complain);
  if (arn === undefined) return undefined;
  const versions = readObjects(fields, 'PolicyVersionList', path, complain);
  const chosen = versions.find(({ entry }) =>
    fields['DefaultVersionId'] === undefined
      ? entry['IsDefaultVersion'] === true
      : entry['VersionId'] === fields['DefaultVersionId'],
  );
  if (chosen === undefined) return undefined;
  const { entry } = chosen;
  return {
    arn,
    version: String(entry['VersionId']),
    document: entry['Document'],
    path: [...chosen.path, 'Document'],
    origin,
  };
}
