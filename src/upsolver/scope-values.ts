import { ec2ServicePrincipal, type Partition } from '../iam/partition.js';
import type { Scope, ScopeValues } from './scope.js';

/** The scope with ARNs in place of names. */
export function expandScope(scope: Scope, partition: Partition): ScopeValues {
  const arns = (kind: string, entries: readonly string[]): string[] =>
    entries.map((entry) =>
      entry.startsWith('arn:') ? entry : `arn:${partition}:iam::${scope.accountId}:${kind}/${entry.replace(/^\//, '')}`,
    );
  return {
    ...scope,
    ...(scope.passRoles && { passRoles: arns('role', scope.passRoles) }),
    ...(scope.instanceProfiles && { instanceProfiles: arns('instance-profile', scope.instanceProfiles) }),
    partition,
    ec2ServicePrincipal: ec2ServicePrincipal(partition),
  };
}
