import type { AwsSdkInput } from '../../render/aws-sdk/inputs.js';

/** One call that changes a role, with an input that fits the command of `@aws-sdk/client-iam`. */
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
