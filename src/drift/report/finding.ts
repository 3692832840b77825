import type { AccessRequest } from '../../iam/request.js';
import type { Features } from '../../upsolver/catalogue/features.js';
import type { Source } from '../../upsolver/catalogue/statements.js';
import type { AthenaParameters } from '../../upsolver/parameters/athena.js';
import type { Scope } from '../../upsolver/scope/options.js';

/**
 * The severity of a finding.
 *
 * - `critical`: anyone in AWS can use the role.
 * - `error`: something that Upsolver needs does not work, or the role allows more than Upsolver needs.
 * - `warning`: a setting differs from the requested one.
 * - `info`: worth knowing; the role is still in sync.
 * - `unknown`: the input does not include enough to decide.
 */
export type Severity = 'critical' | 'error' | 'warning' | 'info' | 'unknown';

/** The severities of findings, the worst first. */
export const SEVERITIES: readonly Severity[] = ['critical', 'error', 'warning', 'info', 'unknown'];

type Meaning = { severity: Severity; meaning: string };

/** Every finding code with its usual severity and its meaning. `trustBroadened` is `critical` if it concerns anyone. */
export const FINDINGS = {
  roleMissing: { severity: 'error', meaning: 'the account has no such role' },
  roleRenamed: {
    severity: 'error',
    meaning: 'the role has another name: a role with the same permissions, or some of them and the same tags, exists',
  },
  permissionMissing: { severity: 'error', meaning: 'the role does not allow something that Upsolver needs' },
  conditionTightened: {
    severity: 'error',
    meaning: 'the role allows something that Upsolver needs, but under a condition that blocks it',
  },
  permissionDenied: { severity: 'error', meaning: 'a Deny statement blocks something that Upsolver needs' },
  permissionExtra: { severity: 'error', meaning: 'the role allows something that Upsolver does not need' },
  conditionWeakened: {
    severity: 'error',
    meaning: 'the role allows something without the condition that should limit it',
  },
  denyMissing: {
    severity: 'error',
    meaning: 'a Deny statement that should limit the role is missing or incomplete',
  },
  variantRecognized: {
    severity: 'warning',
    meaning:
      'the policies are a known variant of the requested ones: scoped, reduced, earlier, or with other databases',
  },
  databaseMissing: {
    severity: 'error',
    meaning: 'the role cannot use a database or a table of the Data Catalog that it should use',
  },
  databaseExtra: {
    severity: 'error',
    meaning: 'the role can use a database or a table of the Data Catalog that was not requested',
  },
  lakeFormationMissing: {
    severity: 'error',
    meaning: 'Lake Formation does not grant a permission that the role needs, on something that it manages',
  },
  managedPolicyMissing: {
    severity: 'error',
    meaning: 'a managed policy is not attached, and no other policy grants the same access',
  },
  managedPolicyReplaced: {
    severity: 'info',
    meaning: 'a managed policy is not attached, but other policies grant the same access',
  },
  managedPolicyExtra: {
    severity: 'error',
    meaning:
      'an unexpected managed policy grants access that Upsolver does not need, or its document is not in the input',
  },
  managedPolicyHarmless: {
    severity: 'info',
    meaning: 'an unexpected managed policy is attached, but grants no additional access',
  },
  managedPolicyVersion: {
    severity: 'info',
    meaning: "the version of an AWS managed policy differs from this library's snapshot",
  },
  policyUnreadable: { severity: 'unknown', meaning: 'the document of a policy is not in the input or cannot be read' },
  undecided: {
    severity: 'unknown',
    meaning: 'a statement could not be compared, or the answer depends on a policy that could not be read',
  },
  readingDependent: {
    severity: 'warning',
    meaning:
      "the policies are equivalent under the default interpretation of AWS's documentation, but not under another",
  },
  trustBroadened: { severity: 'error', meaning: 'a principal can assume the role that should not be able to' },
  trustNarrowed: { severity: 'error', meaning: 'a principal that should assume the role cannot' },
  externalIdGone: { severity: 'error', meaning: 'the role can be assumed without an external ID' },
  externalIdAdded: { severity: 'error', meaning: 'the role can be assumed with an unexpected external ID' },
  externalIdRefused: { severity: 'error', meaning: 'the role cannot be assumed with an expected external ID' },
  boundaryMissing: { severity: 'warning', meaning: 'the requested permissions boundary is not set' },
  boundaryChanged: { severity: 'warning', meaning: 'the permissions boundary differs from the requested one' },
  boundaryHarmless: {
    severity: 'info',
    meaning: 'an unexpected permissions boundary is set, but blocks nothing that Upsolver needs',
  },
  boundaryCutsOff: { severity: 'error', meaning: 'the permissions boundary blocks something that Upsolver needs' },
  instanceProfileMissing: {
    severity: 'error',
    meaning: 'no instance profile with the expected name contains the role',
  },
  instanceProfileHoldsOther: { severity: 'error', meaning: 'the instance profile contains another role' },
  sessionDurationChanged: {
    severity: 'warning',
    meaning: 'the maximum session duration differs from the requested one',
  },
  pathChanged: { severity: 'warning', meaning: 'the role has another path' },
  tagsChanged: { severity: 'warning', meaning: 'a requested tag is missing or has another value' },
  inputIncomplete: { severity: 'unknown', meaning: 'the role was not found, and parts of the input could not be read' },
} as const satisfies Record<string, Meaning>;

/** The code of a finding, a key of `FINDINGS`. New codes may be added in a minor release. */
export type FindingCode = keyof typeof FINDINGS;

/** A policy of a role, and the statement in it. */
export type PolicyLocation = {
  kind: 'inline' | 'managed' | 'trust' | 'boundary';
  name: string;
  /** From 0. */
  statement?: number;
  sid?: string;
};

/** One difference between a deployed role and the expected one. */
export type Finding = {
  code: FindingCode;
  severity: Severity;
  /** One sentence, names in backticks. */
  message: string;
  /** The action concerned, as the policy spells it. */
  action?: string;
  /** What Upsolver needs the action or policy for. */
  purpose?: string;
  /** Where the purpose is documented. */
  source?: Source;
  /** The policy or statement of the deployed role that causes the finding; for missing access, of the expected role. */
  policy?: PolicyLocation;
  /** The statement or managed policy of the expected role that is affected, if it is not `policy`. */
  expectedPolicy?: PolicyLocation;
  /** The condition that was tightened or weakened. */
  condition?: { operator: string; key: string };
  /** An example request that shows the difference. */
  witness?: AccessRequest;
  /** The key of the tag that differs. */
  tag?: string;
  /** The expected value of a setting. */
  expected?: string;
  /** The actual value of a setting. */
  actual?: string;
  /**
   * For `variantRecognized`: what `buildRoles` builds the same policies with, or the revision that they are from.
   * Absent if a managed policy is in place of what was requested.
   */
  options?: VariantOptions;
};

/** What the policies of a known variant are built with, in addition to the other parameters. */
export type VariantOptions = { features?: Features; scope?: Scope; revision?: string; athena?: AthenaParameters };

/** What a finding has in addition to its code, severity and message. */
export type FindingDetails = Omit<Finding, 'code' | 'severity' | 'message'>;

export function finding(code: FindingCode, message: string, details: FindingDetails = {}): Finding {
  return { code, severity: FINDINGS[code].severity, message, ...details };
}
