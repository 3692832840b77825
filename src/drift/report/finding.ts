import type { AccessRequest } from '../../iam/request.js';
import type { Source } from '../../upsolver/catalogue/statements.js';

/**
 * - `error`: what Upsolver needs does not work, or more is allowed than it needs.
 * - `warning`: another setting than the one that was asked for.
 * - `info`: worth knowing; the role is in sync all the same.
 * - `unknown`: the input does not tell.
 */
export type Severity = 'error' | 'warning' | 'info' | 'unknown';

type Meaning = { severity: Severity; meaning: string };

/** Every kind of finding: how bad it is, and what it means. `docs/drift.md` is made from it. */
export const FINDINGS = {
  roleMissing: { severity: 'error', meaning: 'the account has no such role' },
  roleRenamed: {
    severity: 'error',
    meaning: 'the account has the role under another name: it has the tags, or grants what the role should',
  },
  permissionMissing: { severity: 'error', meaning: 'something that Upsolver needs is not granted' },
  conditionTightened: {
    severity: 'error',
    meaning: 'something that Upsolver needs is granted, but under a condition that keeps it from working',
  },
  permissionDenied: { severity: 'error', meaning: 'a Deny statement defeats something that Upsolver needs' },
  permissionExtra: { severity: 'error', meaning: 'something is granted that Upsolver does not need' },
  conditionWeakened: { severity: 'error', meaning: 'something is granted without the condition that should limit it' },
  denyMissing: {
    severity: 'error',
    meaning: 'a Deny statement that should limit the role is not there, or does not deny all that it should',
  },
  managedPolicyMissing: {
    severity: 'error',
    meaning: 'a managed policy is not attached, and what it grants is not granted otherwise',
  },
  managedPolicyReplaced: {
    severity: 'info',
    meaning: 'a managed policy is not attached, but all that it grants is granted otherwise',
  },
  managedPolicyExtra: {
    severity: 'error',
    meaning: 'a managed policy is attached that grants what Upsolver does not need',
  },
  managedPolicyHarmless: {
    severity: 'info',
    meaning: 'a managed policy is attached that grants nothing beyond what Upsolver needs',
  },
  managedPolicyVersion: {
    severity: 'info',
    meaning: "an AWS managed policy is there in another version than this library's snapshot of it",
  },
  policyUnreadable: { severity: 'unknown', meaning: 'what a policy says is not in the input, or cannot be read' },
  undecided: { severity: 'unknown', meaning: 'the comparison could not decide a statement' },
  readingDependent: {
    severity: 'warning',
    meaning: "the policies are the same in the usual reading of AWS's documents, but differ in another",
  },
  trustBroadened: { severity: 'error', meaning: 'someone can assume the role who should not' },
  trustNarrowed: { severity: 'error', meaning: 'whoever should assume the role cannot' },
  externalIdGone: { severity: 'error', meaning: 'the role can be assumed without an external id' },
  externalIdAdded: { severity: 'error', meaning: 'the role can be assumed with an external id that was not asked for' },
  externalIdRefused: {
    severity: 'error',
    meaning: 'the role cannot be assumed with an external id that was asked for',
  },
  boundaryMissing: { severity: 'warning', meaning: 'the permissions boundary that was asked for is not there' },
  boundaryChanged: {
    severity: 'warning',
    meaning: 'another permissions boundary is there than the one that was asked for',
  },
  boundaryHarmless: {
    severity: 'info',
    meaning: 'a permissions boundary is there that was not asked for, and leaves what Upsolver needs',
  },
  boundaryCutsOff: { severity: 'error', meaning: 'the permissions boundary cuts off something that Upsolver needs' },
  instanceProfileMissing: { severity: 'error', meaning: 'no instance profile of the right name holds the role' },
  instanceProfileHoldsOther: { severity: 'error', meaning: 'the instance profile holds another role' },
  sessionDurationChanged: {
    severity: 'warning',
    meaning: 'sessions of the role may last longer or less long than asked for',
  },
  pathChanged: { severity: 'warning', meaning: 'the role lies under another path' },
  tagsChanged: { severity: 'warning', meaning: 'tags that were asked for are not there, or have another value' },
  inputIncomplete: { severity: 'unknown', meaning: 'the role was not found, but parts of the input could not be read' },
} as const satisfies Record<string, Meaning>;

export type FindingCode = keyof typeof FINDINGS;

/** Where a finding lies: an inline or managed policy, the trust policy, or the boundary; which statement of it. */
export type PolicyLocation = {
  kind: 'inline' | 'managed' | 'trust' | 'boundary';
  name: string;
  statement?: number;
  sid?: string;
};

/** One difference between a role as it is and as it should be. */
export type Finding = {
  code: FindingCode;
  severity: Severity;
  /** One sentence, names in backticks. */
  message: string;
  /** The action that is concerned, as the policy has it. */
  action?: string;
  /** What Upsolver needs it for, and where that is documented. */
  purpose?: string;
  source?: Source;
  /** The policy or statement that is to blame, in the role as it is; for what is missing, in the role as it should be. */
  policy?: PolicyLocation;
  /** A request that shows the difference. */
  witness?: AccessRequest;
  /** For settings that are one value. */
  expected?: string;
  actual?: string;
};

export function finding(
  code: FindingCode,
  message: string,
  more: Omit<Finding, 'code' | 'severity' | 'message'> = {},
): Finding {
  return { code, severity: FINDINGS[code].severity, message, ...more };
}
