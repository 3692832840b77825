import { awsManagedPolicyArn } from '../aws/arn.js';
import { findPartition } from '../aws/partition.js';
import type { ConditionBlock, Effect, TrustPolicyDocument, TrustStatement } from '../iam/document.js';
import { MANAGED_POLICY_SNAPSHOTS } from '../upsolver/catalogue/managed-policy-snapshots.js';
import type { RoleName } from '../upsolver/catalogue/names.js';
import { roles, trusts } from '../upsolver/catalogue/roles.js';
import { buildTrustPolicy, type TrustParametersOf } from '../upsolver/policies/trust-policy.js';
import { table } from './layout.js';
import type { PolicyOptions } from './role-options.js';
import { readManagedPolicies } from './role-policy.js';
import type { Style } from './style.js';
import { formatCondition } from './text.js';

/** A statement of a policy that this library built. */
type BuiltStatement = {
  Sid?: string;
  Effect: Effect;
  Action?: string | string[];
  Resource?: string | string[];
  Principal?: TrustStatement['Principal'];
  Condition?: ConditionBlock;
};

/** A statement as rows under its name. */
export function formatStatement(statement: BuiltStatement, style: Style): string {
  const { Sid, Effect, Action, Resource, Principal, Condition } = statement;
  const principals = Object.entries(Principal ?? {}).map(([type, id]) => `${type} ${id as string}`);
  const rows = [
    ...rowsOf(Effect.toLowerCase(), Action),
    ...rowsOf('to', principals),
    ...rowsOf('on', Resource),
    ...(Condition === undefined ? [] : [['if', formatCondition(Condition)]]),
  ];
  return [style.bold(Sid as string), ...table(rows).map((line) => style.wrap(`  ${line}`))].join('\n');
}

/** Values below each other, the first one with a label. */
function rowsOf(label: string, values: string | string[] | undefined): string[][] {
  return [values ?? []].flat().map((value, index) => [index === 0 ? label : '', value]);
}

/**
 * The trust policy of a role for the options that are given; `undefined` without those that it needs.
 *
 * @throws {InvalidInputError} If an option that is given is not valid.
 */
export function trustPolicyOf(role: RoleName, options: PolicyOptions): TrustPolicyDocument | undefined {
  const { region, trustedAccount: trustedAccountId, externalId = [] } = options;
  if (region === undefined) return undefined;
  if (roles[role].trusts === 'ec2') return buildTrustPolicy('UpsolverServerRole', { region });
  if (trustedAccountId === undefined && externalId.length === 0) return undefined;
  const parameters = { region, trustedAccountId, externalId: externalId.length > 1 ? externalId : externalId[0] };
  return buildTrustPolicy(role, parameters as TrustParametersOf<RoleName>);
}

/** Who assumes a role: its trust policy, or in words what is needed to see it. */
export function formatTrust(role: RoleName, trust: TrustPolicyDocument | undefined, style: Style): string {
  if (trust !== undefined) return trust.Statement.map((statement) => formatStatement(statement, style)).join('\n');
  const { description } = trusts[roles[role].trusts];
  return style.wrap(`  ${description} The policy itself needs --region, --trusted-account and --external-id.`);
}

/** The AWS managed policies of a role, with ARN, version and date. */
export function formatManagedPolicies(role: RoleName, options: PolicyOptions, style: Style): string[] {
  const partition = findPartition(options.region) ?? 'aws';
  return readManagedPolicies(role, options).map(({ name, reasons }) => {
    const { version, date } = MANAGED_POLICY_SNAPSHOTS[name];
    const known = partition === 'aws' ? `, version ${version} of ${date}` : '';
    const details = [awsManagedPolicyArn(partition, name), ...reasons.map(({ purpose }) => purpose)];
    const lines = [`${style.bold(name)}${known}`, ...details.map((line) => `  ${line}`)];
    return lines.map((line) => style.wrap(line)).join('\n');
  });
}
