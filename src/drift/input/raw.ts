import { nameInArn, arnFields } from '../../aws/arn.js';
import { isAccountId } from '../../aws/identifiers.js';
import type { LocatedProblem } from '../../core/issue.js';
import { quote } from '../../core/quote.js';
import type { Origin } from './origin.js';
import {
  isObject,
  jsonText,
  readObjects,
  readStringField,
  type Fields,
  type ValuePath,
  type ReportIssue,
} from './shape.js';

/** A role as AWS returned it. Its policies are parsed later: most roles of an account are not expected ones. */
export type RawRole = {
  name: string;
  arn: string;
  accountId: string;
  path: string;
  trustPolicy: unknown;
  inlinePolicies: { name: string; document: unknown; path: ValuePath }[];
  managedPolicies: { arn: string; name: string }[];
  permissionsBoundaryArn?: string;
  tags: { key: string; value: string }[];
  maxSessionDuration?: number;
  /** The names of the instance profiles that contain the role. Absent if the input does not include them. */
  instanceProfiles?: string[];
  origin: Origin;
};

/** A managed policy as AWS returned it: its default version. */
export type RawPolicy = { arn: string; version: string; document: unknown; path: ValuePath; origin: Origin };

const POLICY_LISTS = { RolePolicyList: 'inline policies', AttachedManagedPolicies: 'managed policies' };

const HINT = 'pass the role as GetAccountAuthorizationDetails returns it, with all of its members';

/** Reads a role. Returns `undefined` and reports why if a part is missing or has the wrong type. */
export function readRawRole(fields: Fields, origin: Origin, report: ReportIssue): RawRole | undefined {
  const { path } = origin;
  const issues: LocatedProblem[] = [];
  const collect: ReportIssue = (issue) => void issues.push(issue);
  const name = readStringField(fields, 'RoleName', path, collect);
  const arn = readStringField(fields, 'Arn', path, collect);
  const accountId = arn === undefined ? undefined : accountIdOf(arn, path, collect);
  for (const [list, what] of Object.entries(POLICY_LISTS)) {
    // An empty list says that there are none; no list says nothing.
    if (fields[list] === undefined)
      collect({ code: 'missing', path: [...path, list], message: `the role's ${what} are missing`, hint: HINT });
  }
  const inlinePolicies = readObjects(fields, 'RolePolicyList', path, collect).map((each) => ({
    name: readStringField(each.entry, 'PolicyName', each.path, collect) ?? '',
    document: each.entry['PolicyDocument'],
    path: [...each.path, 'PolicyDocument'],
  }));
  const managedPolicies = readObjects(fields, 'AttachedManagedPolicies', path, collect).map((each) => {
    const policyArn = readStringField(each.entry, 'PolicyArn', each.path, collect) ?? '';
    return { arn: policyArn, name: nameInArn(policyArn) };
  });
  const tags = readObjects(fields, 'Tags', path, collect).map(({ entry }) => ({
    key: String(entry['Key']),
    value: String(entry['Value']),
  }));
  const profiles =
    fields['InstanceProfileList'] === undefined ? undefined : readObjects(fields, 'InstanceProfileList', path, collect);
  const boundary = fields['PermissionsBoundary'];
  const boundaryArn = isObject(boundary)
    ? readStringField(boundary, 'PermissionsBoundaryArn', [...path, 'PermissionsBoundary'], collect)
    : undefined;
  const maxSessionDuration = fields['MaxSessionDuration'];
  issues.forEach(report);
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

function accountIdOf(arn: string, path: ValuePath, report: ReportIssue): string | undefined {
  const [, , service, , account = '', resource = ''] = arnFields(arn);
  if (service === 'iam' && isAccountId(account) && resource.startsWith('role/')) return account;
  report({ code: 'invalid_arn', path: [...path, 'Arn'], message: `${quote(arn)} is not a role ARN` });
  return undefined;
}

/** The path in a role's ARN: `/vendors/` in `arn:aws:iam::123456789012:role/vendors/Name`. */
function pathOf(arn: string): string {
  const resource = arnFields(arn)[5] as string;
  return resource.slice('role'.length, resource.lastIndexOf('/') + 1);
}

/** The newer of two versions of a policy, whatever their order: exports of several accounts repeat policies. */
export function newerPolicy(one: RawPolicy, other: RawPolicy): RawPolicy {
  const later = versionNumber(one) - versionNumber(other);
  if (later !== 0) return later > 0 ? one : other;
  return jsonText(one.document) < jsonText(other.document) ? one : other;
}

/** The number in a version ID: 12 for `v12`, 0 for what is no version ID. */
export function versionNumber({ version }: Pick<RawPolicy, 'version'>): number {
  return Number(/^v(\d+)/.exec(version)?.[1] ?? 0);
}

/** Reads the default version of a managed policy. Returns `undefined` if the input does not include it. */
export function readRawPolicy(fields: Fields, origin: Origin, report: ReportIssue): RawPolicy | undefined {
  const { path } = origin;
  const arn = readStringField(fields, 'Arn', path, report);
  if (arn === undefined) return undefined;
  const versions = readObjects(fields, 'PolicyVersionList', path, report);
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
