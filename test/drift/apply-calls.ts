import type { RepairCall } from '../../src/drift/index.js';
import type { PolicyDocument, TrustPolicyDocument } from '../../src/iam/index.js';
import { ACCOUNT } from '../upsolver/role-parameters.js';
import { attachment, type AccountExport, type RoleDetail } from './account.js';

/** The account after calls. Throws where IAM would reject a call. */
export function applyCalls(before: AccountExport, calls: readonly RepairCall[]): AccountExport {
  const after = structuredClone(before);
  for (const call of calls) apply(after, structuredClone(call));
  return after;
}

function apply(account: AccountExport, { operation, input }: RepairCall): void {
  const roles = account.RoleDetailList;
  const named = (name: string): RoleDetail => {
    const found = roles.find(({ RoleName }) => RoleName === name);
    if (found === undefined) throw new Error(`NoSuchEntity: ${name} for ${operation}`);
    return found;
  };
  const refuse = (condition: boolean, error: string): void => {
    if (condition) throw new Error(`${error} for ${operation}`);
  };
  const holder = (profile: string): RoleDetail | undefined =>
    roles.find(({ InstanceProfileList }) =>
      InstanceProfileList.some(({ InstanceProfileName }) => InstanceProfileName === profile),
    );

  switch (operation) {
    case 'CreateRole': {
      refuse(
        roles.some(({ RoleName }) => RoleName === input.RoleName),
        'EntityAlreadyExists',
      );
      roles.push({
        Path: input.Path,
        RoleName: input.RoleName,
        RoleId: 'AROAEXAMPLEEXAMPLE03',
        Arn: `arn:aws:iam::${ACCOUNT}:role${input.Path}${input.RoleName}`,
        CreateDate: '2026-11-25T00:00:00+00:00',
        AssumeRolePolicyDocument: JSON.parse(input.AssumeRolePolicyDocument) as TrustPolicyDocument,
        InstanceProfileList: [],
        RolePolicyList: [],
        AttachedManagedPolicies: [],
        ...(input.PermissionsBoundary !== undefined && {
          PermissionsBoundary: {
            PermissionsBoundaryType: 'PermissionsBoundaryPolicy',
            PermissionsBoundaryArn: input.PermissionsBoundary,
          },
        }),
        Tags: input.Tags ?? [],
        RoleLastUsed: {},
        MaxSessionDuration: input.MaxSessionDuration,
      });
      break;
    }
    case 'DeleteRole': {
      const role = named(input.RoleName);
      const isInUse =
        role.RolePolicyList.length + role.AttachedManagedPolicies.length + role.InstanceProfileList.length > 0;
      refuse(isInUse, 'DeleteConflict');
      roles.splice(roles.indexOf(role), 1);
      break;
    }
    case 'PutRolePolicy': {
      const role = named(input.RoleName);
      const PolicyDocument = JSON.parse(input.PolicyDocument) as PolicyDocument;
      role.RolePolicyList = [
        ...role.RolePolicyList.filter(({ PolicyName }) => PolicyName !== input.PolicyName),
        { PolicyName: input.PolicyName, PolicyDocument },
      ];
      break;
    }
    case 'DeleteRolePolicy': {
      const role = named(input.RoleName);
      refuse(!role.RolePolicyList.some(({ PolicyName }) => PolicyName === input.PolicyName), 'NoSuchEntity');
      role.RolePolicyList = role.RolePolicyList.filter(({ PolicyName }) => PolicyName !== input.PolicyName);
      break;
    }
    case 'AttachRolePolicy': {
      named(input.RoleName).AttachedManagedPolicies.push(attachment(input.PolicyArn));
      break;
    }
    case 'DetachRolePolicy': {
      const role = named(input.RoleName);
      refuse(!role.AttachedManagedPolicies.some(({ PolicyArn }) => PolicyArn === input.PolicyArn), 'NoSuchEntity');
      role.AttachedManagedPolicies = role.AttachedManagedPolicies.filter(
        ({ PolicyArn }) => PolicyArn !== input.PolicyArn,
      );
      break;
    }
    case 'UpdateAssumeRolePolicy':
      named(input.RoleName).AssumeRolePolicyDocument = JSON.parse(input.PolicyDocument) as TrustPolicyDocument;
      break;
    case 'PutRolePermissionsBoundary':
      named(input.RoleName).PermissionsBoundary = {
        PermissionsBoundaryType: 'PermissionsBoundaryPolicy',
        PermissionsBoundaryArn: input.PermissionsBoundary,
      };
      break;
    case 'DeleteRolePermissionsBoundary':
      delete named(input.RoleName).PermissionsBoundary;
      break;
    case 'UpdateRole':
      named(input.RoleName).MaxSessionDuration = input.MaxSessionDuration;
      break;
    case 'TagRole': {
      const role = named(input.RoleName);
      role.Tags = [...role.Tags.filter(({ Key }) => !input.Tags.some((tag) => tag.Key === Key)), ...input.Tags];
      break;
    }
    case 'CreateInstanceProfile':
      refuse(holder(input.InstanceProfileName) !== undefined, 'EntityAlreadyExists');
      break;
    case 'RemoveRoleFromInstanceProfile': {
      const role = named(input.RoleName);
      refuse(
        !role.InstanceProfileList.some(({ InstanceProfileName }) => InstanceProfileName === input.InstanceProfileName),
        'NoSuchEntity',
      );
      role.InstanceProfileList = role.InstanceProfileList.filter(
        ({ InstanceProfileName }) => InstanceProfileName !== input.InstanceProfileName,
      );
      break;
    }
    case 'AddRoleToInstanceProfile': {
      refuse(holder(input.InstanceProfileName) !== undefined, 'LimitExceeded');
      named(input.RoleName).InstanceProfileList.push({
        Path: '/',
        InstanceProfileName: input.InstanceProfileName,
        InstanceProfileId: 'AIPAEXAMPLEEXAMPLE02',
        Arn: `arn:aws:iam::${ACCOUNT}:instance-profile/${input.InstanceProfileName}`,
        CreateDate: '2026-11-25T00:00:00+00:00',
        Roles: [],
      });
      break;
    }
  }
}
