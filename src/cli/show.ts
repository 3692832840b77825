import { awsManagedPolicyArn } from '../aws/arn.js';
import { findPartition } from '../aws/partition.js';
import type { Statement, TrustStatement } from '../iam/document.js';
import type { TrustPolicyDocument } from '../iam/document.js';
import { MANAGED_POLICY_SNAPSHOTS } from '../upsolver/catalogue/managed-policy-snapshots.js';
import type { RoleName } from '../upsolver/catalogue/names.js';
import { roles, trusts } from '../upsolver/catalogue/roles.js';
import { buildTrustPolicy, type TrustParametersOf } from '../upsolver/policies/trust-policy.js';
import { managedPoliciesOf } from '../upsolver/roles/managed-policies.js';
import { table } from './layout.js';
import type { PolicyOptions } from './role-options.js';
import type { Style } from './style.js';
import { formatCondition } from './text.js';

/** A statement of a policy that is known to be well-formed, as rows under its name. */
export function formatStatement(statement: Statement | TrustStatement, style: Style): string {
  const { Sid = '', Effect, Action, Condition } = statement;
  const rows = [
    ...[Action ?? []].flat().map((action, index) => [index === 0 ? Effect.toLowerCase() : '', action]),
    ...('Principal' in statement ? [['to', formatPrincipal(statement.Principal)]] : []),
    ...('Resource' in statement
      ? [statement.Resource ?? []].flat().map((each, index) => [index === 0 ? 'on' : '', each])
      : []),
    ...(Condition === undefined ? [] : [['if', formatCondition(Condition)]]),
  ];
  return [style.bold(Sid), ...table(rows).map((line) => style.wrap(`  ${line}`))].join('\n');
}

function formatPrincipal(principal: TrustStatement['Principal']): string {
  if (typeof principal === 'string') return principal;
  return Object.entries(principal ?? {})
    .map(([type, ids]) => `${type} ${[ids].flat().join(', ')}`)
    .join(' and ');
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
  const needed = roles[role].trusts === 'ec2' ? '--region' : '--region, --trusted-account and --external-id';
  return style.wrap(`  ${trusts[roles[role].trusts].description} The policy itself needs ${needed}.`);
}

/** The AWS managed policies of a role, with ARN, version and date. */
export function formatManagedPolicies(role: RoleName, options: PolicyOptions, style: Style): string[] {
  const partition = findPartition(options.region) ?? 'aws';
  return managedPoliciesOf(role, options).map(({ name, reasons }) => {
    const { version, date } = MANAGED_POLICY_SNAPSHOTS[name];
    const known = partition === 'aws' ? `, as of ${date}: ${version}` : '';
    const lines = [
      `${style.bold(name)}  ${awsManagedPolicyArn(partition, name)}${known}`,
      ...reasons.map(({ purpose }) => `  ${purpose}`),
    ];
    return lines.map((line) => style.wrap(line)).join('\n');
  });
}
