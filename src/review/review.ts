import type { ActionCatalog } from '../aws/actions/catalog.js';
import { openCatalog, type OpenCatalog } from '../aws/actions/open.js';
import { attempt } from '../core/attempt.js';
import { anything, json, optional, readData, record, text, type Reader } from '../core/data.js';
import type { Immutable } from '../core/immutable.js';
import { InvalidInputError } from '../core/issue.js';
import { quote } from '../core/quote.js';
import type { GuardrailReport } from '../guardrails/check/report.js';
import type { AnyPolicy, PolicyDocument } from '../iam/document.js';
import { quotaUses } from '../iam/quota-use.js';
import { readPolicies } from '../iam/read.js';
import { RISK_CODES } from '../risks/known-risks.js';
import { findRoleRisks } from '../risks/report.js';
import type { IntegrationMode } from '../upsolver/catalogue/names.js';
import { modeOf, roles as roleTable } from '../upsolver/catalogue/roles.js';
import { validateRoleParameters, type RoleParameters } from '../upsolver/parameters/role.js';
import { buildRoles } from '../upsolver/roles/build-roles.js';
import type { DeployableRole } from '../upsolver/roles/deployable-role.js';
import { readRoles } from '../upsolver/roles/read-roles.js';
import { actionsByService } from './access.js';
import { compareRoles, type OpenedRole } from './comparison.js';
import { readGuardrailReport } from './guardrail-report.js';
import { limitsOf } from './limits.js';
import { toReviewRisks } from './risks.js';
import { signOff } from './sign-off.js';
import { openPolicies, permissionsOf } from './statements.js';
import { trustOf } from './trust.js';
import { REVIEW_FORMAT, REVIEW_VERSION, type ComparedRole, type Review, type ReviewRole } from './types.js';

/** Settings of `reviewOf`. */
export type ReviewOptions = {
  /**
   * The parameters that the roles were built with. With them, the review has the roles as documented next to the
   * reviewed ones, and the sign-off names the parameters.
   */
  readonly parameters?: RoleParameters | undefined;
  /**
   * The actions of AWS services: `ACTION_CATALOG` of `upsolver-iam/actions`, or what `fromIamData` returned. With it,
   * the review has access levels, and patterns such as `s3:*` are opened.
   */
  readonly catalog?: ActionCatalog | undefined;
  /** What `checkGuardrails` returned for the roles. */
  readonly guardrails?: Immutable<GuardrailReport> | undefined;
};

const HINT = 'pass an object with `parameters`, `catalog` or `guardrails`';

const readOptions: Reader<Record<keyof ReviewOptions, unknown>> = /* @__PURE__ */ record<
  Record<keyof ReviewOptions, unknown>
>({ parameters: anything, catalog: anything, guardrails: anything });

const readSnapshotOf: Reader<{ source: string; date: string }> = /* @__PURE__ */ record({ source: text, date: text });

/**
 * Puts together everything that a security reviewer needs to approve roles: who can assume them, what they allow by
 * service and access level, why, under which conditions, what AWS managed policies contain, known risks with example
 * requests and what closes each, quotas, what the review does not show, and the hashes of what was reviewed.
 *
 * @param roles Roles as `buildRoles` returns them, also from JSON.
 * @param options `parameters` of the roles, for the comparison with Upsolver's documentation; `catalog` of actions, for
 *   access levels; `guardrails`, a report of `checkGuardrails`.
 * @returns New plain data, which depends on nothing but the arguments and the version of this library. `toHtml` and
 *   `toMarkdown` render it; `JSON.stringify` saves it for `upsolver-iam check --approved`.
 * @throws {InvalidInputError} With every problem of the roles and the options. Also if the roles are not those that
 *   `buildRoles` builds with the parameters, or if the guardrails were checked for other roles.
 *
 * @example
 * const review = reviewOf(buildRoles('private-vpc', parameters), { parameters, catalog: ACTION_CATALOG });
 * review.roles.map(({ name, permissions }) => [name, permissions.length]);
 * // [['UpsolverManagementRole', 40], ['UpsolverServerRole', 4]]
 * review.roles[0]?.assumedBy[0]?.externalIds; // ['acme-external-id']
 *
 * Source: Upsolver's documentation, "AWS role permissions", for purposes; AWS Service Authorization Reference for
 * access levels.
 */
export function reviewOf(roles: readonly Immutable<DeployableRole>[], options: ReviewOptions = {}): Review {
  const definitions = readRoles(roles);
  const mode = readMode(definitions);
  const given = readData(readOptions, options, ['options'], HINT);
  const parameters = readParameters(given.parameters, mode, definitions);
  const catalog = given.catalog === undefined ? undefined : openCatalog(given.catalog as ActionCatalog);
  const snapshot = catalog && readData(readSnapshotOf, given.catalog, ['options', 'catalog'], HINT);
  const guardrails =
    given.guardrails === undefined ? undefined : readGuardrailReport(given.guardrails, definitions, GUARDRAILS_PATH);
  const opened = definitions.map(openRole);
  const reviewed = definitions.map((role, index) => reviewRole(role, index, opened[index] as OpenedRole, catalog));
  const comparison = parameters && compareWithDocumentation(mode, parameters, opened);
  return {
    format: REVIEW_FORMAT,
    formatVersion: REVIEW_VERSION,
    mode,
    roles: reviewed,
    ...(comparison && { comparison }),
    ...(guardrails && { guardrails }),
    knownRisks: RISK_CODES.length,
    limits: limitsOf({
      roles: reviewed,
      guardrails,
      knownRisks: RISK_CODES.length,
      hasCatalog: catalog !== undefined,
      comparison: parameters === undefined ? 'noParameters' : comparison === undefined ? 'tooLarge' : 'done',
    }),
    signOff: signOff(reviewed, parameters, snapshot),
  };
}

const GUARDRAILS_PATH = ['options', 'guardrails'];

/** @throws {InvalidInputError} If there are no roles, or roles of several modes. */
function readMode(roles: readonly DeployableRole[]): IntegrationMode {
  const modes = [...new Set(roles.map(({ role }) => modeOf(role)))];
  const [mode] = modes;
  if (mode !== undefined && modes.length === 1) return mode;
  const message = modes.length === 0 ? 'the list of roles is empty' : 'the roles are of several integration modes';
  const hint = 'pass the result of `buildRoles`';
  throw new InvalidInputError([
    { code: modes.length === 0 ? 'empty' : 'conflicting_elements', path: ['roles'], message, hint },
  ]);
}

function readParameters(
  value: unknown,
  mode: IntegrationMode,
  roles: readonly DeployableRole[],
): RoleParameters | undefined {
  if (value === undefined) return undefined;
  const path = ['options', 'parameters'];
  const copy = readData(optional(json), value, path, HINT);
  const { value: valid, issues } = validateRoleParameters(copy as RoleParameters);
  if (valid === undefined) {
    throw new InvalidInputError(issues.map((issue) => ({ ...issue, path: [...path, ...issue.path] })));
  }
  if (JSON.stringify(readRoles(buildRoles(mode, valid))) === JSON.stringify(roles)) return valid;
  const message = 'the roles are not those that `buildRoles` builds with the parameters';
  const hint = 'pass the parameters that the roles were built with, or omit them';
  throw new InvalidInputError([{ code: 'conflicting_elements', path, message, hint }]);
}

/** A policy of a role, read. `readRoles` has checked no more than its shape. */
function readDocument(document: PolicyDocument | DeployableRole['trustPolicy']): AnyPolicy {
  return readPolicies([document], 'roles')[0] as AnyPolicy;
}

/** @throws {InvalidInputError} With the place of each problem among all roles, and with the name of the role. */
function located<Value>(what: string, role: DeployableRole, path: (string | number)[], run: () => Value): Value {
  const result = attempt(InvalidInputError, run);
  if (!(result instanceof InvalidInputError)) return result;
  throw new InvalidInputError(
    result.issues.map((issue) => ({
      ...issue,
      // Each role is read alone: its own place is `roles.0`.
      path: ['roles', ...path, ...issue.path.slice(2)],
      message: `the ${what} of ${quote(role.name)}: ${issue.message}`,
    })),
  );
}

function openRole(role: DeployableRole, index: number): OpenedRole {
  return located('policies', role, [index], () => {
    const [risks] = findRoleRisks([role]).roles as [OpenedRole['risks']];
    return { name: role.name, opened: openPolicies(role, readDocument), risks };
  });
}

function reviewRole(
  role: DeployableRole,
  index: number,
  { opened, risks }: OpenedRole,
  catalog: OpenCatalog | undefined,
): ReviewRole {
  const trust = located('trust policy', role, [index, 'trustPolicy'], () => readDocument(role.trustPolicy));
  const documents = opened.map(({ document }) => document);
  const inline = role.inlinePolicies.map(({ document }) => document);
  return {
    name: role.name,
    purpose: roleTable[role.role].purpose,
    assumedBy: trustOf(trust),
    services: actionsByService(documents, catalog),
    permissions: permissionsOf(role, opened, catalog),
    policies: opened.map(({ policy }) => policy),
    notOpened: [...risks.notLookedAt],
    risks: toReviewRisks(risks),
    quotas: [
      ...quotaUses(inline, 'role-inline').map((use) => ({ of: 'inline policies', ...use })),
      ...quotaUses([role.trustPolicy], 'trust-policy').map((use) => ({ of: 'trust policy', ...use })),
    ],
    definition: role,
  };
}

/**
 * The roles as documented, with the same names and the same data, next to the reviewed ones; `undefined` if they would
 * exceed a quota of IAM, so that nobody can deploy them.
 */
function compareWithDocumentation(
  mode: IntegrationMode,
  parameters: RoleParameters,
  reviewed: readonly OpenedRole[],
): ComparedRole[] | undefined {
  const { scope: _scope, features: _features, athena: _athena, ...rest } = parameters;
  const documented = attempt(InvalidInputError, (): readonly DeployableRole[] => buildRoles(mode, rest));
  if (documented instanceof InvalidInputError) return undefined;
  return documented.map((role, index) => compareRoles(openRole(role, index), reviewed[index] as OpenedRole));
}
