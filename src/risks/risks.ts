import { PARTITIONS } from '../aws/partition.js';
import { grantedOnlyBy, type UndecidedReason } from '../iam/compare/difference.js';
import { createWorkspace, type Workspace } from '../iam/compare/workspace.js';
import type { AnyPolicy, ConditionBlock, PolicyDocument, Statement } from '../iam/document.js';
import { readPolicies, type PolicyInput } from '../iam/read.js';
import { DEFAULT_READING } from '../iam/reading.js';
import type { AccessRequest } from '../iam/request.js';
import type { ScopeOption } from '../upsolver/scope/options.js';
import { SCOPE_ENTRIES } from '../upsolver/scope/rationale.js';
import { RISK_CODES, type RiskCode } from '../upsolver/scope/risk-codes.js';
import { KNOWN_RISKS, type RiskStep } from './known-risks.js';

/** A known way to use permissions against the account, as `findRisks` returns it. */
export type Risk = {
  code: RiskCode;
  /** What somebody who has the permissions can do, as a sentence. */
  description: string;
  /** Where the risk is documented. */
  source: string;
  /** An allowed request for each step of the risk, in order. An undecided step has none. */
  witnesses: AccessRequest[];
  /** The options of `scope` that close the risk; any one of them is enough. */
  closedBy: ScopeOption[];
  /** Why a step could not be decided. Omitted if every step is allowed. */
  undecided?: UndecidedReason;
};

/**
 * Finds the known risks of Upsolver's roles in policies: ways to use permissions against the account, such as privilege
 * escalation by `iam:PassRole`. Looks at what the policies allow, not at how they are written. `RISK_CODES` lists the
 * risks that it looks for; it does not look for others.
 *
 * @param policies One identity-based policy, or all policies that are attached to a role: as documents, as JSON text,
 *   or as AWS returns them. AWS managed policies count only if their documents are included.
 * @returns The risks of which the policies allow every step, in the order of `RISK_CODES`. A risk with a step that
 *   could not be decided is included and has `undecided`. Empty if no known risk is found.
 * @throws {InvalidInputError} With every problem of the policies.
 *
 * @example
 * const [risk] = findRisks(buildManagementPolicy());
 * risk?.code; // 'passRoleToInstance'
 * risk?.closedBy; // ['passRoles']
 * risk?.witnesses.map(({ action }) => action); // ['iam:PassRole', 'ec2:RunInstances']
 *
 * Source: pathfinding.cloud and the Amazon EC2 User Guide; the `source` of each risk says where.
 */
export function findRisks(policies: PolicyInput): Risk[] {
  const list = readPolicies(policies, 'policies');
  const tagKeys = resourceTagKeys(list);
  const questions = new Map<RiskStep, PolicyDocument[]>();
  for (const step of RISK_CODES.flatMap((code) => KNOWN_RISKS[code].steps)) {
    questions.set(
      step,
      resourcesOf(step, list).map((resources) => denyStep(step, resources, tagKeys)),
    );
  }
  // All questions share what they learn about the policies, and the steps that they can take.
  const workspace = createWorkspace([...list, ...[...questions.values()].flat()]);
  const answers = new Map([...questions].map(([step, denies]) => [step, findRequest(list, denies, workspace)]));
  return RISK_CODES.flatMap((code) => {
    const { description, source, steps } = KNOWN_RISKS[code];
    const found = steps.map((step) => answers.get(step) as Answer);
    if (found.includes('none')) return [];
    const witnesses = found
      .filter((each): each is { witness: AccessRequest } => typeof each === 'object')
      .map(({ witness }) => witness);
    const undecided = found.find((each): each is UndecidedReason => typeof each === 'string');
    return [
      { code, description, source, witnesses, closedBy: closing(code), ...(undecided !== undefined && { undecided }) },
    ];
  });
}

function closing(code: RiskCode): ScopeOption[] {
  return SCOPE_ENTRIES.filter(({ closes }) => closes.includes(code)).map(({ option }) => option);
}

/** A request of a step that the policies allow, why that could not be decided, or neither. */
type Answer = { witness: AccessRequest } | UndecidedReason | 'none';

/**
 * Returns a request of a step that the policies allow: one that they would no longer allow if the step were denied.
 *
 * @param denies Policies that deny the step, the first one for a resource that looks like a real one.
 */
function findRequest(policies: readonly AnyPolicy[], denies: readonly PolicyDocument[], workspace: Workspace): Answer {
  let undecided: UndecidedReason | undefined;
  for (const deny of denies) {
    for (const difference of grantedOnlyBy(policies, [...policies, deny], DEFAULT_READING, workspace)) {
      if (difference.witness !== undefined) return { witness: difference.witness };
      undecided ??= difference.undecided;
    }
  }
  return undecided ?? 'none';
}

const ANY_ACCOUNT = '?'.repeat(12);

/** Lengths of Region names. A `*` instead would also match colons, and so ARNs of other resources. */
const REGION_LENGTHS = [9, 10, 11, 12, 13, 14, 15, 16];

/** Returns an example first, in a partition that the policies name, then patterns for every such resource. */
function resourcesOf({ resource }: RiskStep, policies: readonly AnyPolicy[]): string[][] {
  if (resource === '*') return [['*']];
  const { service, id } = resource;
  const named = JSON.stringify(policies).match(/(?<="arn:)aws[a-z-]*(?=:)/g) ?? [];
  // A pattern can match partitions without naming them.
  const partitions = [...new Set([...named, ...PARTITIONS])];
  if (service === 's3') return [partitions.map((partition) => `arn:${partition}:s3:::${id}`)];
  const regions = service === 'iam' ? [''] : REGION_LENGTHS.map((length) => '?'.repeat(length));
  return [
    [`arn:${partitions[0]}:${service}:${service === 'iam' ? '' : 'us-east-1'}:123456789012:${id}`],
    partitions.flatMap((partition) =>
      regions.map((region) => `arn:${partition}:${service}:${region}:${ANY_ACCOUNT}:${id}`),
    ),
  ];
}

function denyStep(
  { actions, condition = {}, untagged }: RiskStep,
  resources: string[],
  tagKeys: readonly string[],
): PolicyDocument {
  const absent = untagged ? Object.fromEntries(tagKeys.map((key) => [key, 'true'])) : {};
  const Null = { ...condition.Null, ...absent };
  const Condition: ConditionBlock = { ...condition, ...(Object.keys(Null).length > 0 && { Null }) };
  const statement: Statement = { Effect: 'Deny', Action: actions, Resource: resources, Condition };
  return { Version: '2012-10-17', Statement: [statement] };
}

/** Returns the condition keys for tags of resources that the policies use. */
function resourceTagKeys(policies: readonly AnyPolicy[]): string[] {
  const keys = policies.flatMap(({ Statement: statements }) =>
    statements.flatMap(({ Condition = {} }) => Object.values(Condition).flatMap((map) => Object.keys(map))),
  );
  return [...new Set(keys.map((key) => key.toLowerCase()))].filter((key) => /^(?:aws|ec2):resourcetag\//.test(key));
}
