import type { PolicyDocument } from '../../iam/document.js';
import { MANAGED_POLICY_SNAPSHOTS } from '../../upsolver/catalogue/managed-policy-snapshots.js';
import { managedPolicyReason } from '../../upsolver/catalogue/reasons.js';
import { serverPart } from '../../upsolver/catalogue/statements.js';
import type { DeployableRole } from '../../upsolver/roles/deployable-role.js';
import { snapshotPolicy, type DeployedPolicy, type DeployedRole } from '../input/deployed-role.js';
import { finding, type Finding } from '../report/finding.js';
import {
  compareActionGrants,
  splitPolicies,
  statementsOf,
  type ActionGrant,
  type PlacedPolicy,
} from './action-grants.js';
import { findBlockedByBoundary, comparePermissions, type ActualAccess, type ExpectedAccess } from './permissions.js';
import { compareSettings, type ProfileHolders } from './settings.js';
import { compareTrust } from './trust.js';

/** What is known of an account beside the role. */
export type AccountFacts = {
  holders: ProfileHolders;
  /** A managed policy by its ARN, from the input or the library's snapshot. */
  managedPolicy: (arn: string) => DeployedPolicy;
};

/** Holds a role as it is against the role as it should be. */
export function checkRole(expected: DeployableRole, deployed: DeployedRole, facts: AccountFacts): Finding[] {
  return [
    ...checkTrust(expected, deployed),
    ...checkPolicies(expected, deployed, facts),
    ...compareSettings(expected, deployed, facts.holders),
  ];
}

function checkTrust(expected: DeployableRole, { trustPolicy }: DeployedRole): Finding[] {
  if (trustPolicy !== undefined) return compareTrust(expected.trustPolicy, trustPolicy);
  return [
    finding('policyUnreadable', 'the trust policy could not be read', {
      policy: { kind: 'trust', name: 'trust policy' },
    }),
  ];
}

function checkPolicies(expected: DeployableRole, deployed: DeployedRole, facts: AccountFacts): Finding[] {
  const needs = needsOf(expected, deployed, facts);
  const unreadable = findUnreadable(expected, deployed);
  const findings = [...unreadable, ...checkBoundary(expected, deployed, needs), ...findVersions(expected, deployed)];
  // What cannot be read could grant, or deny, anything.
  if (unreadable.length > 0) return findings;
  const grants = grantsOf(expected, deployed);
  const permissions = comparePermissions(needs, grants);
  const managed = [
    ...findMissingPolicies(expected, deployed, needs, grants),
    ...findHarmlessPolicies(expected, deployed, permissions),
  ];
  return [...findings, ...permissions, ...managed];
}

/** What the role should be allowed. */
function needsOf(
  expected: DeployableRole,
  { managedPolicies }: DeployedRole,
  { managedPolicy }: AccountFacts,
): ExpectedAccess {
  const managed = expected.managedPolicyArns.map(managedPolicy);
  const attached = managed.filter(({ arn }) => managedPolicies.some((policy) => policy.arn === arn));
  return {
    role: expected.role,
    own: expected.inlinePolicies.map(({ name, document }) => ({ kind: 'inline', name, document })),
    managed: managed.flatMap(placeManaged),
    promised: attached.flatMap(promisedOf),
  };
}

function grantsOf(
  { managedPolicyArns }: DeployableRole,
  { inlinePolicies, managedPolicies }: DeployedRole,
): ActualAccess {
  const isExpected = ({ arn }: DeployedPolicy): boolean => managedPolicyArns.includes(arn);
  return {
    own: [
      ...inlinePolicies.map(({ name, document }): PlacedPolicy => ({ kind: 'inline', name, document })),
      ...managedPolicies.filter((policy) => !isExpected(policy)).flatMap(placeManaged),
    ],
    managed: managedPolicies.filter(isExpected).flatMap(placeManaged),
  };
}

function placeManaged({ name, document }: DeployedPolicy): PlacedPolicy[] {
  return document === undefined ? [] : [{ kind: 'managed', name, document }];
}

/** What the page promises and a managed policy has to bring; the snapshot does. */
function promisedOf({ name, document }: DeployedPolicy): ActionGrant[] {
  if (document === undefined || document === MANAGED_POLICY_SNAPSHOTS[name as 'AmazonAthenaFullAccess']?.document)
    return [];
  return serverPart.promised
    .filter(({ policy }) => policy === name)
    .flatMap(({ entry: [action] }) => {
      const promise: PolicyDocument = {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: [action], Resource: '*' }],
      };
      return splitPolicies([{ kind: 'managed', name, document: promise }], 'Allow');
    });
}

function findUnreadable(
  { managedPolicyArns }: DeployableRole,
  { unreadablePolicies, managedPolicies }: DeployedRole,
): Finding[] {
  const inline = unreadablePolicies.map((name) =>
    finding('policyUnreadable', `the inline policy \`${name}\` could not be read`, {
      policy: { kind: 'inline', name },
    }),
  );
  const managed = managedPolicies
    .filter(({ document }) => document === undefined)
    .map(({ arn, name }) => {
      const what = `the managed policy \`${name}\` ${managedPolicyArns.includes(arn) ? 'is attached' : 'is attached, and was not asked for'}`;
      return finding('policyUnreadable', `${what}; what it says is not in the input`, {
        policy: { kind: 'managed', name },
        actual: arn,
      });
    });
  return [...inline, ...managed];
}

/** AWS changes its policies; the role is none the worse for it. */
function findVersions({ managedPolicyArns }: DeployableRole, { managedPolicies }: DeployedRole): Finding[] {
  return managedPolicies.flatMap(({ arn, name, version }) => {
    const { version: known } = snapshotPolicy(arn);
    if (known === undefined || version === known || !managedPolicyArns.includes(arn)) return [];
    const { date } = MANAGED_POLICY_SNAPSHOTS[name as 'AmazonAthenaFullAccess'];
    const message = `\`${name}\` is there in version \`${version}\`; this library knows \`${known}\` of ${date}`;
    return [
      finding('managedPolicyVersion', message, {
        policy: { kind: 'managed', name },
        expected: known,
        ...(version !== undefined && { actual: version }),
      }),
    ];
  });
}

/** Managed policies that should be attached and are not. */
function findMissingPolicies(
  expected: DeployableRole,
  { managedPolicies }: DeployedRole,
  needs: ExpectedAccess,
  grants: ActualAccess,
): Finding[] {
  const granted = statementsOf([...grants.own, ...grants.managed], 'Allow');
  return expected.managedPolicyArns
    .filter((arn) => !managedPolicies.some((policy) => policy.arn === arn))
    .map((arn) => findMissingPolicy(arn, expected, needs, granted));
}

/** Managed policies that should not be attached, and are to blame for nothing. */
function findHarmlessPolicies(
  { managedPolicyArns }: DeployableRole,
  { managedPolicies }: DeployedRole,
  permissions: readonly Finding[],
): Finding[] {
  const isBlamed = (name: string): boolean =>
    permissions.some(({ policy }) => policy?.kind === 'managed' && policy.name === name);
  return managedPolicies
    .filter(({ arn, name }) => !managedPolicyArns.includes(arn) && !isBlamed(name))
    .map(({ arn, name }) =>
      finding(
        'managedPolicyHarmless',
        `the managed policy \`${name}\` is attached, and grants nothing beyond what is needed`,
        {
          policy: { kind: 'managed', name },
          actual: arn,
        },
      ),
    );
}

function findMissingPolicy(
  arn: string,
  { role }: DeployableRole,
  needs: ExpectedAccess,
  granted: readonly PolicyDocument[],
): Finding {
  const name = arn.slice(arn.lastIndexOf('/') + 1);
  const more = { policy: { kind: 'managed' as const, name }, expected: arn, ...managedPolicyReason(role, name) };
  const policy = needs.managed.find((each) => each.name === name);
  if (policy === undefined)
    return finding('managedPolicyMissing', `the managed policy \`${name}\` is not attached`, more);
  const [difference] = compareActionGrants(splitPolicies([policy], 'Allow'), [], granted);
  if (difference === undefined) {
    return finding(
      'managedPolicyReplaced',
      `the managed policy \`${name}\` is not attached; all that it grants is granted otherwise`,
      more,
    );
  }
  const witness = 'witness' in difference ? { witness: difference.witness } : {};
  return finding('managedPolicyMissing', `the managed policy \`${name}\` is not attached`, { ...more, ...witness });
}

function checkBoundary(
  expected: DeployableRole,
  { permissionsBoundary: boundary }: DeployedRole,
  needs: ExpectedAccess,
): Finding[] {
  const wanted = expected.permissionsBoundaryArn;
  if (boundary === undefined) {
    return wanted === undefined
      ? []
      : [finding('boundaryMissing', `the permissions boundary \`${wanted}\` is not there`, { expected: wanted })];
  }
  const place = { policy: { kind: 'boundary' as const, name: boundary.name } };
  const changed =
    wanted === undefined || wanted === boundary.arn
      ? []
      : [
          finding('boundaryChanged', `the permissions boundary is \`${boundary.arn}\`, not \`${wanted}\``, {
            ...place,
            expected: wanted,
            actual: boundary.arn,
          }),
        ];
  if (boundary.document === undefined) {
    return [
      ...changed,
      finding('policyUnreadable', `what the permissions boundary \`${boundary.arn}\` says is not in the input`, place),
    ];
  }
  const cut = findBlockedByBoundary(needs, { kind: 'boundary', name: boundary.name, document: boundary.document });
  if (cut.length > 0 || wanted !== undefined) return [...changed, ...cut];
  return [
    finding(
      'boundaryHarmless',
      `the permissions boundary \`${boundary.arn}\` was not asked for, and leaves all that is needed`,
      place,
    ),
  ];
}
