import { guarded } from '../../core/guard.js';
import { isUnreadable, type DeployedRole } from '../../drift/input/deployed-role.js';
import type { DescribedRole } from './described-role.js';

/**
 * Returns a role of an account in the form that `diffRoles` compares.
 *
 * @param role A role that `readDeployedRoles` returned.
 * @returns Its policies of which the documents are known, and the names of the others.
 * @throws {InvalidInputError} If it is no such role.
 *
 * @example
 * const { accounts, issues } = readDeployedRoles(exported);
 * const roles = accounts[0].roles.map(describeDeployedRole);
 * diffRoles({ roles, issues }, buildRoles('private-vpc', parameters));
 */
export function describeDeployedRole(role: DeployedRole): DescribedRole {
  return guarded('the role', ['role'], () => describe(role), 'use what `readDeployedRoles` returned');
}

function describe(role: DeployedRole): DescribedRole {
  const { name, trustPolicy, inlinePolicies, managedPolicies, unreadablePolicies, permissionsBoundary, tags } = role;
  const known = managedPolicies.flatMap(({ name: policy, document }) =>
    document === undefined ? [] : [{ name: policy, document }],
  );
  return {
    name,
    ...(trustPolicy && { trustPolicy }),
    policies: [...inlinePolicies, ...known],
    ...(permissionsBoundary && {
      permissionsBoundary: {
        name: permissionsBoundary.arn,
        ...(permissionsBoundary.document && { document: permissionsBoundary.document }),
      },
    }),
    ...(tags.length > 0 && { tags: structuredClone(tags) }),
    unreadable: [...unreadablePolicies, ...managedPolicies.filter(isUnreadable).map(({ arn }) => arn)],
  };
}
