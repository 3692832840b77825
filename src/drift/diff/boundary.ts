import type { ExampleChooser } from '../../iam/compare/example.js';
import type { AccessRequest } from '../../iam/request.js';
import type { DeployableRole } from '../../upsolver/roles/deployable-role.js';
import type { DeployedPolicy, DeployedRole } from '../input/deployed-role.js';
import { actionFinding } from '../report/action-message.js';
import { finding, type Finding } from '../report/finding.js';
import type { ExpectedAccess } from './access.js';
import type { ActionGrant } from './action-grants.js';
import { compareNeeds, reasonOf } from './needs.js';

/**
 * Compares the permissions boundary: which one it is, and what it blocks of the expected access.
 *
 * @param chooseExample Chooses the requests that findings have.
 */
export function compareBoundary(
  { permissionsBoundaryArn: wanted }: DeployableRole,
  { permissionsBoundary: boundary }: DeployedRole,
  needs: ExpectedAccess,
  chooseExample?: ExampleChooser,
): Finding[] {
  if (boundary === undefined) {
    if (wanted === undefined) return [];
    return [finding('boundaryMissing', `the permissions boundary \`${wanted}\` is not set`, { expected: wanted })];
  }
  return [...compareArn(wanted, boundary), ...compareDocument(wanted, boundary, needs, chooseExample)];
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
  chooseExample: ExampleChooser | undefined,
): Finding[] {
  const policy = { kind: 'boundary' as const, name };
  if (document === undefined) {
    const message = `the input does not include the document of the permissions boundary \`${arn}\``;
    return [finding('policyUnreadable', message, { policy })];
  }
  const describe = (grant: ActionGrant, _witness: AccessRequest, example: AccessRequest): Finding => {
    const { action, place } = grant;
    const reason = reasonOf(grant, needs.role);
    return actionFinding('boundaryCutsOff', { action, ...reason, policy, expectedPolicy: place, witness: example });
  };
  const blocked = compareNeeds(needs, [document], describe, chooseExample);
  if (blocked.length > 0 || wanted !== undefined) return blocked;
  const message = `the unexpected permissions boundary \`${arn}\` is set, but blocks nothing that Upsolver needs`;
  return [finding('boundaryHarmless', message, { policy })];
}
