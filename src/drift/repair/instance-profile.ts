import { toAwsSdkInputs } from '../../render/aws-sdk/inputs.js';
import type { DeployableRole } from '../../upsolver/roles/deployable-role.js';
import { touchesInstanceProfile, type RepairCall } from './call.js';

/** What is known about the expected role's instance profile. */
export type ProfileState = {
  exists: boolean;
  /** The name of another role in it. */
  otherRole?: string | undefined;
};

/** The calls that create a role. An existing instance profile is reused, after its other role is removed from it. */
export function createRole(expected: DeployableRole, profile: ProfileState): RepairCall[] {
  const calls = toAwsSdkInputs([expected]);
  return [...calls.filter((call) => !touchesInstanceProfile(call)), ...fillInstanceProfile(expected, profile)];
}

/** The calls that put a role into its instance profile. */
export function fillInstanceProfile(expected: DeployableRole, { exists, otherRole }: ProfileState): RepairCall[] {
  return toAwsSdkInputs([expected]).flatMap((call): RepairCall[] => {
    if (call.operation === 'CreateInstanceProfile') return exists ? [] : [call];
    if (call.operation !== 'AddRoleToInstanceProfile') return [];
    const { InstanceProfileName } = call.input;
    if (otherRole === undefined) return [call];
    return [{ operation: 'RemoveRoleFromInstanceProfile', input: { InstanceProfileName, RoleName: otherRole } }, call];
  });
}
