import type { Scope, ScopeValues } from './scope.js';

/** The scope with ARNs in place of names, in a partition and an account that may be placeholders. */
export function expandScope(scope: Scope, partition: string, ec2ServicePrincipal: string): ScopeValues {
  const arns = (kind: string, entries: readonly string[]): string[] =>
    entries.map((entry) =>
      entry.startsWith('arn:') ? entry : `arn:${partition}:iam::${scope.accountId}:${kind}/${entry.replace(/^\//, '')}`,
    );
  return {
    ...scope,
    ...(scope.passRoles && { passRoles: arns('role', scope.passRoles) }),
    ...(scope.instanceProfiles && { instanceProfiles: arns('instance-profile', scope.instanceProfiles) }),
    partition,
    ec2ServicePrincipal,
  };
}
