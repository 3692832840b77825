import type { ActionCatalog } from '../aws/actions/catalog.js';
import { openCatalog } from '../aws/actions/open.js';
import { isAccountId } from '../aws/identifiers.js';
import { serviceOf } from '../aws/service-of.js';
import { attempt } from '../core/attempt.js';
import { anything, optional, readData, record, text } from '../core/data.js';
import { InvalidInputError, type LocatedProblem } from '../core/issue.js';
import { quote } from '../core/quote.js';
import { createBudget, STEPS_FOR_EXAMPLES, type Budget } from '../iam/compare/budget.js';
import { isUnderRcps } from '../iam/layers/rcp-scope.js';
import { hasWildcards } from '../iam/match/glob.js';
import type { PolicySource } from '../iam/read.js';
import { judgeAssume } from './check/assume.js';
import { managedPoliciesReader, readGuardedRoles, type GuardedRole, type ReadRole } from './check/guarded-role.js';
import type { Setting } from './check/judge.js';
import { judgePermission } from './check/launch.js';
import { layersOf, readCheckedGuardrails } from './check/layers.js';
import { LIMITS } from './check/limits.js';
import { neededPermissions } from './check/needed.js';
import { OWN } from './check/places.js';
import { worstGuardrailStatus, type AssumeOutcome, type GuardrailReport, type RoleGuardrails } from './check/report.js';
import { slicePolicies } from './check/slice.js';
import {
  knowledgeOf,
  readFactParameters,
  situationOf,
  type FactParameters,
  type RoleKnowledge,
} from './facts/facts-for.js';
import type { ResourcePlace } from './facts/role-facts.js';
import type { Guardrails } from './input/guardrails.js';

/** What is known about roles and guardrails. */
export type GuardrailOptions = {
  /** Where the roles are, and what else is known about their requests: the parameters of `factsFor`. */
  readonly facts: FactParameters;
  /** The 12 digits of the organization's management account, in which SCPs and RCPs have no effect. */
  readonly managementAccountId?: string;
  /**
   * The actions of AWS services: `ACTION_CATALOG` of `upsolver-iam/actions`, or what `fromIamData` returned. With it,
   * examples are requests that AWS documents. No status depends on it.
   */
  readonly catalog?: ActionCatalog;
  /** Documents of managed policies, by their ARNs. They take precedence over the documents of this library. */
  readonly managedPolicies?: Readonly<Record<string, PolicySource>>;
};

/** Steps of all comparisons of a call together. */
const STEPS_PER_CALL = 6_000_000;

const optionsReader = /* @__PURE__ */ record<GuardrailOptions>({
  facts: anything as never,
  managementAccountId: optional(text),
  catalog: optional(anything as never),
  managedPolicies: optional(managedPoliciesReader),
});

/**
 * Checks what guardrails leave of Upsolver's roles: for each permission whether it works, is narrowed or cut off, with
 * the statement that denies it, a request that is lost and one that is left. Also checks whether the roles can be
 * assumed.
 *
 * A permission is cut off if the guardrails deny every request that the role can make, and narrowed if they deny some:
 * what is left says what Upsolver's requests have to look like. A launch is authorized for each resource, and
 * one that is cut off cuts off the launch, and a pattern that includes launches. If a document is missing, nothing is
 * said to work.
 *
 * @param roles Roles as `buildRoles` returns them. Documents of AWS managed policies are those of this library; of
 *   others, `managedPolicies` has them, or they are listed as not checked.
 * @param guardrails What `readGuardrails` returned. Its boundary applies to every role.
 * @param options `facts`: where the roles are, as for `factsFor`. `catalog`: the actions of AWS services,
 *   from which examples are chosen.
 * @returns For each role its permissions and how it is assumed, with a status each; assumptions, and what policies do
 *   not show.
 * @throws {InvalidInputError} With every problem of the roles, the guardrails and the options.
 *
 * @example
 * const text = '{"Version":"2012-10-17","Statement":{"Sid":"NoIam","Effect":"Deny","Action":"iam:*","Resource":"*"}}';
 * const guardrails = readGuardrails([{ name: 'deny-iam.json', text, kind: 'scp' }]);
 * const facts = { accountId: '444455556666', region: 'eu-west-1' };
 * const [management] = checkGuardrails(buildRoles('private-vpc', parameters), guardrails, { facts }).roles;
 * management?.status; // 'cutOff'
 * management?.permissions.find(({ action }) => action === 'iam:PassRole')?.by;
 * // { layer: 'scp', level: '', policy: 'deny-iam.json', statement: 0, sid: 'NoIam' }
 *
 * Source: IAM User Guide, "Policy evaluation logic"; AWS Organizations User Guide, "SCP evaluation".
 */
export function checkGuardrails(
  roles: readonly GuardedRole[],
  guardrails: Guardrails,
  options: GuardrailOptions,
): GuardrailReport {
  return checkGuardrailsWithin(createBudget(STEPS_PER_CALL), roles, guardrails, options);
}

/** The same with the steps that all comparisons can take together. */
export function checkGuardrailsWithin(
  budget: Budget,
  roles: readonly GuardedRole[],
  guardrails: Guardrails,
  options: GuardrailOptions,
): GuardrailReport {
  const problems: LocatedProblem[] = [];
  const settings = note(problems, () => readOptions(options));
  const policies = note(problems, () => readCheckedGuardrails(guardrails));
  const read = note(problems, () => readGuardedRoles(roles, settings?.managedPolicies ?? {}));
  if (settings === undefined || policies === undefined || read === undefined) throw new InvalidInputError(problems);
  const { assumptions, notEvaluated, warnings } = policies;
  return {
    roles: read.map((role) => checkRole(role, policies, settings, budget)),
    assumptions,
    notEvaluated,
    limits: [...LIMITS],
    warnings,
  };
}

function note<Value>(problems: LocatedProblem[], run: () => Value): Value | undefined {
  const result = attempt(InvalidInputError, run);
  if (!(result instanceof InvalidInputError)) return result;
  problems.push(...result.issues);
  return undefined;
}

function readOptions(options: GuardrailOptions): GuardrailOptions {
  const read = readData(optionsReader, options, ['options'], 'use `{ facts: { accountId, region, organizationId } }`');
  const problems: LocatedProblem[] = [];
  const facts = note(problems, () => readFactParameters(read.facts, ['options', 'facts']));
  const { managementAccountId } = read;
  if (managementAccountId !== undefined && !isAccountId(managementAccountId)) {
    const message = `${quote(managementAccountId)} is not an AWS account ID`;
    problems.push({
      code: 'invalid_value',
      path: ['options', 'managementAccountId'],
      message,
      hint: 'use 12 digits, as a string',
    });
  }
  if (facts === undefined || problems.length > 0) throw new InvalidInputError(problems);
  return { ...read, facts };
}

function checkRole(role: ReadRole, guardrails: Guardrails, options: GuardrailOptions, budget: Budget): RoleGuardrails {
  const { managementAccountId, facts: parameters } = options;
  const catalog = options.catalog === undefined ? undefined : openCatalog(options.catalog);
  const { accountId } = parameters;
  const situation = situationOf(role, parameters);
  const know = (resource: ResourcePlace): RoleKnowledge => knowledgeOf({ ...situation, resource }, parameters.keys);
  const { facts, denied } = know(OWN);
  const accounts = {
    resourceAccount: accountId,
    ...(managementAccountId !== undefined && { managementAccount: managementAccountId }),
  };
  const setting: Setting = {
    guardrails,
    layers: layersOf(guardrails),
    accounts,
    catalog,
    budget,
    examples: createBudget(STEPS_FOR_EXAMPLES),
    answers: new Map(),
  };
  const ofPrincipal = { ...setting, accounts: { ...accounts, principalAccount: accountId } };
  const permissions = neededPermissions(role).map(({ permission, policies }) => {
    const { action } = permission;
    const isComplete = isKnown(action, role, guardrails);
    const all = [...policies, ...slicePolicies(denied, action)];
    const subject = { layer: 'identity' as const, action, policies: all, facts, isComplete, situation, know };
    return { ...permission, ...judgePermission(subject, ofPrincipal) };
  });
  const areRcpsKnown = guardrails.rcps.every(({ missing }) => missing.length === 0);
  const assume =
    role.trustPolicy === undefined
      ? unknownAssume(guardrails)
      : judgeAssume(role.trustPolicy, situation, areRcpsKnown, setting);
  const { name, role: kind, notLookedAt } = role;
  const statuses = [...permissions, ...assume].map(({ status }) => status);
  const status = worstGuardrailStatus(notLookedAt.length === 0 ? statuses : [...statuses, 'unknown']);
  return { name, role: kind, status, permissions, assume, notLookedAt };
}

/** Whether all policies that can deny an action are known. */
function isKnown(action: string, role: ReadRole, { scps, rcps, boundary }: Guardrails): boolean {
  const service = serviceOf(action);
  const underRcps = hasWildcards(service) || service === '' || isUnderRcps(action);
  return (
    (role.permissionsBoundaryArn === undefined || boundary !== undefined) &&
    [...scps, ...(underRcps ? rcps : [])].every(({ missing }) => missing.length === 0)
  );
}

/** Without a trust policy, a resource control policy that denies something can deny the call. */
function unknownAssume({ rcps }: Guardrails): AssumeOutcome[] {
  const mayDeny = rcps.some(
    ({ policies, missing }) =>
      missing.length > 0 || policies.some(({ document }) => document.Statement.some(({ Effect }) => Effect === 'Deny')),
  );
  return mayDeny ? [{ action: 'sts:AssumeRole', status: 'unknown', unknown: 'missingTrustPolicy' }] : [];
}
