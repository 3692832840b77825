import {
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  NoSuchEntityException,
  paginateListAttachedRolePolicies,
  paginateListInstanceProfilesForRole,
  paginateListRolePolicies,
  type GetPolicyVersionCommandOutput,
  type GetRoleCommandOutput,
  type IAMClient,
} from '@aws-sdk/client-iam';
import type { DeployableRole, RoleParameters } from 'upsolver-iam';
import { checkRoles, roleFromApiResponses, type DriftReport } from 'upsolver-iam/drift';

/**
 * Checks one role with calls about this role only: for accounts with thousands of roles, or right after a change.
 * Unlike an export of the account, the responses include the maximum session duration.
 *
 * @param iam A client with credentials of the account.
 */
export async function checkRole(
  iam: IAMClient,
  expected: DeployableRole,
  parameters: RoleParameters,
): Promise<DriftReport> {
  const role = await findRole(iam, expected.name);
  return checkRoles(role === undefined ? { RoleDetailList: [] } : await readRole(iam, role), [expected], {
    parameters,
  });
}

async function findRole(iam: IAMClient, RoleName: string): Promise<GetRoleCommandOutput | undefined> {
  try {
    return await iam.send(new GetRoleCommand({ RoleName }));
  } catch (error) {
    if (error instanceof NoSuchEntityException) return undefined;
    throw error;
  }
}

async function readRole(iam: IAMClient, role: GetRoleCommandOutput): Promise<object> {
  const { RoleName, PermissionsBoundary: boundary } = role.Role ?? {};
  const [attachedPolicies, policyNames, instanceProfiles] = await Promise.all([
    all(paginateListAttachedRolePolicies({ client: iam }, { RoleName })),
    all(paginateListRolePolicies({ client: iam }, { RoleName })),
    all(paginateListInstanceProfilesForRole({ client: iam }, { RoleName })),
  ]);
  const names = policyNames.flatMap(({ PolicyNames }) => PolicyNames ?? []);
  const inlinePolicies = await Promise.all(
    names.map((PolicyName) => iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }))),
  );
  const attached = attachedPolicies.flatMap(({ AttachedPolicies }) => AttachedPolicies ?? []);
  const arns = [...attached.map(({ PolicyArn }) => PolicyArn), boundary?.PermissionsBoundaryArn].filter(
    (arn) => arn !== undefined,
  );
  const policyVersions = Object.fromEntries(
    await Promise.all(arns.map(async (arn) => [arn, await readPolicy(iam, arn)] as const)),
  );
  return roleFromApiResponses({ role, attachedPolicies, inlinePolicies, instanceProfiles, policyVersions });
}

/** Reads the default version of a managed policy. */
async function readPolicy(iam: IAMClient, PolicyArn: string): Promise<GetPolicyVersionCommandOutput> {
  const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn }));
  return iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId: Policy?.DefaultVersionId }));
}

async function all<Page>(pages: AsyncIterable<Page>): Promise<Page[]> {
  const found: Page[] = [];
  for await (const page of pages) found.push(page);
  return found;
}
