import type { DeployableRole } from '../../upsolver/roles/deployable-role.js';
import type { DeployedPolicy, DeployedRole } from '../input/deployed-role.js';
import { actionFinding } from '../report/action-message.js';
import { finding, type Finding } from '../report/finding.js';
import type { ExpectedAccess } from './access.js';
import { compareNeeds, reasonOf } from './needs.js';

/** Compares the permissions boundary: which one it is, and what it blocks of the expected access. */
export function compareBoundary(
  { permissionsBoundaryArn: wanted }: DeployableRole,
  { permissionsBoundary: boundary }: DeployedRole,
  needs: ExpectedAccess,
): Finding[] {
  if (boundary === undefined) {
    if (wanted === undefined) return [];
    return [finding('boundaryMissing', `the permissions boundary \`${wanted}\` is not set`, { expected: wanted })];
  }
  return [...compareArn(wanted, boundary), ...compareDocument(wanted, boundary, needs)];
}

function compareArn(wanted: string | undefined, { arn, name }: DeployedPolicy): Finding[] {
  if (wanted === undefined || wanted === arn) return [];
  return [
    finding('boundaryChanged', `the permissions boundary is \`${arn}\`, not \`${wanted}\``, {
      policy: { kind: 'boundary', name },
      expected: wanted,
      actual: arn,
    }),
  ];
}

function compareDocument(
  wanted: string | undefined,
  { arn, name, document }: DeployedPolicy,
  needs: ExpectedAccess,
): Finding[] {
  const policy = { kind: 'boundary' as const, name };
  if (document === undefined) {
    const message = `the input does not include the document of the permissions boundary \`${arn}\``;
    return [finding('policyUnreadable', message, { policy })];
  }
  const blocked = compareNeeds(needs, [document], (grant, witness) => {
    const { action, place } = grant;
    const reason = reasonOf(grant, needs.role);
    return actionFinding('boundaryCutsOff', { action, ...reason, policy, expectedPolicy: place, witness });
  });
  if (blocked.length > 0 || wanted !== undefined) return blocked;
  const message = `the unexpected permissions boundary \`${arn}\` is set, but blocks nothing that Upsolver needs`;
  return [finding('boundaryHarmless', message, { policy })];
}
