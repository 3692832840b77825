import { isAccountId } from '../../aws/identifiers.js';
import {
  json,
  list,
  mapOf,
  number,
  oneOf,
  optional,
  type Reader,
  reader,
  record,
  safeReadData,
  text,
  trueOrFalse,
} from '../../core/data.js';
import type { Issue } from '../../core/issue.js';
import type { Result } from '../../core/schema.js';
import type { AccessRequest } from '../../iam/request.js';
import { FEATURES, type Features } from '../../upsolver/catalogue/features.js';
import { INTEGRATION_MODES, ROLE_NAMES } from '../../upsolver/catalogue/names.js';
import type { AthenaParameters } from '../../upsolver/parameters/athena.js';
import { deployableRole, inlinePolicy, tag } from '../../upsolver/roles/read-roles.js';
import { SCOPE_OPTIONS, type Scope } from '../../upsolver/scope/options.js';
import type { DeployedPolicy, DeployedRole } from '../input/deployed-role.js';
import { identityDocument, trustDocument } from '../input/read-document.js';
import {
  FINDINGS,
  SEVERITIES,
  type Finding,
  type FindingCode,
  type PolicyLocation,
  type VariantOptions,
} from './finding.js';
import { RELATIONS, STATUSES, type DriftReport, type ParameterHint, type RoleReport, type Variant } from './report.js';

/* Reads reports, also those that were saved as JSON. */

export const accountIdReader: Reader<string> = reader('12 digits', (value) =>
  typeof value === 'string' && isAccountId(value) ? value : undefined,
);

const findingCode: Reader<FindingCode> = reader(
  'a code of `FINDINGS`',
  (value) => (typeof value === 'string' && Object.hasOwn(FINDINGS, value) ? (value as FindingCode) : undefined),
  'unknown_value',
);

/** A string, or what another reader reads. */
const textOr = <Value>(read: Reader<Value>): Reader<string | Value> => {
  return (value, path, report) => (typeof value === 'string' ? value : read(value, path, report));
};

const request = record<AccessRequest>({
  action: text,
  resource: text,
  context: optional(mapOf(textOr(list(text)))),
  // Explanations show whatever kind of principal it is.
  principal: optional(textOr(mapOf(text))) as Reader<AccessRequest['principal']>,
  permissionsBoundary: optional(trueOrFalse),
});

const location = record<PolicyLocation>({
  kind: oneOf(['inline', 'managed', 'trust', 'boundary']),
  name: text,
  statement: optional(number),
  sid: optional(text),
});

const variantOptions = record<VariantOptions>({
  features: optional(json) as Reader<Features>,
  scope: optional(json) as Reader<Scope>,
  revision: optional(text),
  athena: optional(json) as Reader<AthenaParameters>,
});

export const findingReader: Reader<Finding> = record<Finding>({
  code: findingCode,
  severity: oneOf(SEVERITIES),
  message: text,
  action: optional(text),
  purpose: optional(text),
  source: optional(json) as Reader<Finding['source']>,
  policy: optional(location),
  expectedPolicy: optional(location),
  condition: optional(record({ operator: text, key: text })),
  witness: optional(request),
  tag: optional(text),
  expected: optional(text),
  actual: optional(text),
  options: optional(variantOptions),
});

const variant = record<Variant>({
  relation: oneOf(RELATIONS),
  revision: optional(text),
  withoutFeatures: list(oneOf(FEATURES)),
  scope: list(oneOf(SCOPE_OPTIONS)),
  databases: optional(list(text)),
  athenaFullAccess: optional(json) as Reader<true>,
});

const deployedPolicy = record<DeployedPolicy>({
  arn: text,
  name: text,
  version: optional(text),
  document: optional(identityDocument),
  isSnapshot: optional(json) as Reader<true>,
});

const deployedRole = record<DeployedRole>({
  name: text,
  arn: text,
  accountId: accountIdReader,
  path: text,
  trustPolicy: optional(trustDocument),
  inlinePolicies: list(inlinePolicy(identityDocument)),
  unreadablePolicies: list(text),
  managedPolicies: list(deployedPolicy),
  permissionsBoundary: optional(deployedPolicy),
  tags: list(tag),
  maxSessionDuration: optional(number),
  instanceProfiles: optional(list(text)),
});

const issue = record<Issue>({
  code: text as Reader<Issue['code']>,
  path: list(textOr(number)),
  message: text,
  hint: optional(text),
  severity: oneOf(['error', 'warning']),
  position: optional(record({ line: number, column: number })),
  file: optional(text),
});

const hint = record<ParameterHint>({
  accountId: accountIdReader,
  parameters: record<ParameterHint['parameters']>({
    mode: optional(oneOf(INTEGRATION_MODES)),
    namePrefix: optional(text),
    nameSuffix: optional(text),
    path: optional(text),
    orgId: optional(text),
    region: optional(text),
  }),
  text,
});

/** For functions that only describe a report, what `repair` needs is not read. */
const ignored = (): undefined => undefined;

const described = {
  role: oneOf(ROLE_NAMES),
  name: text,
  accountId: optional(accountIdReader),
  status: oneOf(STATUSES),
  findings: list(findingReader),
  uncheckedSettings: list(text),
  variant: optional(variant),
  expected: ignored as Reader<RoleReport['expected']>,
  deployed: ignored as Reader<RoleReport['deployed']>,
  variantRole: ignored as Reader<RoleReport['variantRole']>,
  detachedPolicies: ignored as Reader<RoleReport['detachedPolicies']>,
  roleInInstanceProfile: optional(text),
};

const roleReader = deployableRole({ identity: identityDocument, trust: trustDocument });

const repairable = {
  ...described,
  expected: optional(roleReader),
  deployed: optional(deployedRole),
  variantRole: optional(roleReader),
  detachedPolicies: optional(list(deployedPolicy)),
};

function readReport(value: unknown, members: typeof described): Result<DriftReport> {
  const report = record<DriftReport>({
    status: oneOf(STATUSES),
    roles: list(record<RoleReport>(members)),
    hints: optional(list(hint)),
    issues: list(issue),
  });
  return safeReadData(report, value, ['report'], 'pass the result of `checkRoles`');
}

/** Reads a report without the roles that `repair` needs. */
export const readDescribed = (value: unknown): Result<DriftReport> => readReport(value, described);

/** Reads a report with everything that `repair` needs. */
export const readRepairable = (value: unknown): Result<DriftReport> => readReport(value, repairable);
