import type { AwsSdkInput } from '../../render/aws-sdk/inputs.js';

/** One IAM call that changes a role. The input fits the operation's command of `@aws-sdk/client-iam`. */
export type RepairCall =
  | AwsSdkInput
  | { operation: 'DeleteRolePolicy'; input: { RoleName: string; PolicyName: string } }
  | { operation: 'DetachRolePolicy'; input: { RoleName: string; PolicyArn: string } }
  | { operation: 'UpdateAssumeRolePolicy'; input: { RoleName: string; PolicyDocument: string } }
  | { operation: 'PutRolePermissionsBoundary'; input: { RoleName: string; PermissionsBoundary: string } }
  | { operation: 'DeleteRolePermissionsBoundary'; input: { RoleName: string } }
  | { operation: 'UpdateRole'; input: { RoleName: string; MaxSessionDuration: number } }
  | { operation: 'TagRole'; input: { RoleName: string; Tags: { Key: string; Value: string }[] } }
  | { operation: 'RemoveRoleFromInstanceProfile'; input: { InstanceProfileName: string; RoleName: string } }
  | { operation: 'DeleteRole'; input: { RoleName: string } };

/** Whether a call changes an instance profile or the role in one. */
export function touchesInstanceProfile({ operation }: RepairCall): boolean {
  switch (operation) {
    case 'CreateInstanceProfile':
    case 'AddRoleToInstanceProfile':
    case 'RemoveRoleFromInstanceProfile':
      return true;
    default:
      return false;
  }
}

/** Whether a call takes something away from a role. */
export function isRemoval({ operation }: RepairCall): boolean {
  switch (operation) {
    case 'DeleteRolePolicy':
    case 'DetachRolePolicy':
    case 'DeleteRolePermissionsBoundary':
      return true;
    default:
      return false;
  }
}
