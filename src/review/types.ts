import type { AccessLevel } from '../aws/actions/access-level.js';
import type { GuardrailReport } from '../guardrails/check/report.js';
import type { Relation } from '../iam/compare/compare.js';
import type { UndecidedReason } from '../iam/compare/difference.js';
import type { Effect, PolicyDocument } from '../iam/document.js';
import type { QuotaUse } from '../iam/quota-use.js';
import type { AccessRequest } from '../iam/request.js';
import type { RiskCode } from '../risks/known-risks.js';
import type { RiskCategory, RiskSeverity } from '../risks/table/row.js';
import type { IntegrationMode } from '../upsolver/catalogue/names.js';
import type { RoleParameters } from '../upsolver/parameters/role.js';
import type { DeployableRole } from '../upsolver/roles/deployable-role.js';
import type { ScopeOption } from '../upsolver/scope/options.js';
import type { ParameterEntry } from '../upsolver/scope/rationale.js';

/** What a file with a review is recognized by. */
export const REVIEW_FORMAT = 'upsolver-iam/review';

/** The version of the shape of a review. It changes if a program that reads reviews would have to change. */
export const REVIEW_VERSION = 1;

/** Where something is documented. */
export type ReviewSource = {
  /** The name of the page, or what it is derived from. */
  text: string;
  /** A page of its publisher; omitted for what is derived. */
  url?: string;
  /** The text of the revision that is named, where the page has changed since. */
  archiveUrl?: string;
};

/** Why something is granted. */
export type ReviewReason = { purpose: string; source: ReviewSource };

/** A principal that can assume a role. */
export type ReviewTrust = {
  /** What the trust policy calls it. */
  kind: 'AWS' | 'Service' | 'Federated' | 'CanonicalUser' | 'anyone';
  /** The principal as the trust policy has it. */
  id: string;
  /** The account of the principal, 12 digits, if it is one. */
  accountId?: string;
  actions: string[];
  /** The external IDs of which the caller must send one, as the policy has them. Empty if none is required. */
  externalIds: string[];
  /** All conditions of the statement, in words. */
  conditions: string[];
  sid?: string;
  /** Set if the caller does not have to be somebody in particular, or to send a fixed external ID. */
  warning?: string;
};

/** A statement of a policy, for reading. */
export type ReviewStatement = {
  /** From 0. */
  index: number;
  sid?: string;
  effect: Effect;
  /** The actions; with `exceptActions`, all actions but these. */
  actions: string[];
  exceptActions?: true;
  /** The resources; with `exceptResources`, all resources but these. */
  resources: string[];
  exceptResources?: true;
  /** Each condition in words. All of them have to hold. */
  conditions: string[];
};

/** A policy of a role, opened. */
export type ReviewPolicy = {
  kind: 'inline' | 'managed';
  name: string;
  /** Of a managed policy. */
  arn?: string;
  /** The version of an AWS managed policy that this library has, and the date on which AWS made it: `2026-02-12`. */
  version?: string;
  date?: string;
  /** Why a role has a managed policy. Actions of an inline policy have their reasons in `permissions`. */
  reasons: ReviewReason[];
  statements: ReviewStatement[];
  /** The document of a managed policy, as it was reviewed. */
  document?: PolicyDocument;
};

/** An action that the policies of a role allow on at least some resources. */
export type ReviewAction = {
  /** In AWS's spelling; a pattern of actions if the catalog does not have the service. */
  action: string;
  /** The worst access level; omitted if the catalog does not have the action. */
  level?: AccessLevel;
};

/** The actions of one service that a role is allowed. */
export type ReviewService = { service: string; actions: ReviewAction[] };

/** An action, or a pattern of actions, of an Allow statement of an inline policy. */
export type ReviewPermission = {
  /** As the policy has it; `*` for a statement that allows all actions but some. */
  action: string;
  /** The actions that the statement does not allow (`NotAction`); it allows all others. */
  exceptActions?: string[];
  /** The resources on which the statement does not allow it (`NotResource`); it allows it on all others. */
  exceptResources?: string[];
  service: string;
  /** The worst access level of the actions; omitted if the catalog does not have them. */
  level?: AccessLevel;
  /** How many actions it covers: 1 for an action without wildcards, 0 if the catalog does not have them. */
  covers: number;
  /** What Upsolver needs it for; omitted if Upsolver's documentation does not have it. */
  reason?: ReviewReason;
  policy: string;
  /** The index of the statement in its policy, from 0. */
  statement: number;
  sid?: string;
  /** Set if the statement allows all but what it names. */
  warning?: string;
};

/** One step of a risk, with the request that shows it. */
export type ReviewRiskStep = {
  /** The actions of which any one is enough. */
  actions: string[];
  /** A request that the policies allow; omitted if that could not be decided. */
  request?: AccessRequest;
  undecided?: UndecidedReason;
  /** The policy and the statement that allow the request. */
  policy?: string;
  statement?: number;
  sid?: string;
};

/** A known risk of a role. */
export type ReviewRisk = {
  code: RiskCode;
  category: RiskCategory;
  severity: RiskSeverity;
  description: string;
  source: ReviewSource;
  steps: ReviewRiskStep[];
  remedy: string;
  /** The options of `scope` that close it, each enough alone, with what might stop working. */
  closedBy: { option: ScopeOption; mightBreak: string }[];
  /** The other parameters that close it, each enough alone. Omitted if there are none. */
  closedByParameters?: Pick<ParameterEntry, 'parameter' | 'condition' | 'mightBreak'>[];
  undecided?: UndecidedReason;
};

/** A quota of IAM, and how much of it a role uses. */
export type ReviewQuota = QuotaUse & { of: string };

/** Everything that a review says of one role. */
export type ReviewRole = {
  /** Its name in the account. */
  name: string;
  purpose: string;
  assumedBy: ReviewTrust[];
  services: ReviewService[];
  permissions: ReviewPermission[];
  policies: ReviewPolicy[];
  /** The ARNs of managed policies whose documents this library does not have. */
  notOpened: string[];
  risks: ReviewRisk[];
  quotas: ReviewQuota[];
  /** The role that was reviewed. */
  definition: DeployableRole;
};

/** What the options leave of an action of Upsolver's documentation. */
export type ComparedStatus = 'same' | 'narrowed' | 'removed' | 'added' | 'changed' | 'unknown';

/** An action as documented, and with the options. */
export type ComparedAction = {
  action: string;
  status: ComparedStatus;
  /** Where the documented inline policies allow it, in words. Empty if they do not. */
  documented: string[];
  /** Where the reviewed inline policies allow it, in words. */
  reviewed: string[];
  /** A request that only the documented policies allow. */
  lost?: AccessRequest;
  /** A request that only the reviewed policies allow. */
  gained?: AccessRequest;
};

/** A role as documented, and with the options. */
export type ComparedRole = {
  name: string;
  /** How all its access compares with what is documented, exactly. */
  relation: Relation;
  /** A request that only the reviewed role allows. */
  gained?: AccessRequest;
  actions: ComparedAction[];
  managedPolicies: { name: string; documented: boolean; reviewed: boolean }[];
  /** The ARNs of managed policies of either side whose documents this library does not have. */
  notCompared: string[];
  risks: { code: RiskCode; severity: RiskSeverity; documented: boolean; reviewed: boolean }[];
};

/** A document that was reviewed, and its hash. */
export type SignedDocument = {
  /** The name of the role. */
  role: string;
  kind: 'trust' | 'inline' | 'managed';
  /** The name of the policy; of a trust policy, that of the role. */
  name: string;
  /** Of a managed policy. */
  arn?: string;
  /** The version of an AWS managed policy that was reviewed: `v15`. */
  version?: string;
  /** SHA-256 of the document as JSON without whitespace, in UTF-8: 64 hexadecimal digits. */
  sha256: string;
};

/** What was reviewed, so that a deployment can be compared with it later. */
export type SignOff = {
  library: 'upsolver-iam';
  version: string;
  /** The parameters that the roles were built with, if they were given. */
  parameters?: RoleParameters;
  /** The data that access levels are from, if a catalog was given. */
  catalog?: { source: string; date: string };
  documents: SignedDocument[];
  /** SHA-256 of all roles as JSON and of all hashes above, in their order. */
  sha256: string;
};

/** A review of roles, as `reviewOf` returns it: plain data, which `toHtml` and `toMarkdown` render. */
export type Review = {
  format: typeof REVIEW_FORMAT;
  formatVersion: typeof REVIEW_VERSION;
  mode: IntegrationMode;
  roles: ReviewRole[];
  /** The roles as documented and as reviewed; only if the parameters were given. */
  comparison?: ComparedRole[];
  guardrails?: GuardrailReport;
  /** How many known risks were looked for. */
  knownRisks: number;
  /** What the review does not show, as sentences. */
  limits: string[];
  signOff: SignOff;
};
