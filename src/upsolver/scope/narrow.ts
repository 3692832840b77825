import { ec2ServicePrincipal, type Partition } from '../../aws/partition.js';
import type { CatalogueStatement } from '../catalogue/build-policy.js';
import { chosenOptions, SCOPE_OPTIONS, scopeKind, scopeOptions, type Scope, type ScopeKind } from './options.js';
import type { ScopeContext, Statements } from './statements.js';

/** A scope whose lists hold ARNs, of one partition, and where it is for. */
export type ScopeValues = Scope & ScopeContext;

/** What names in lists are names of, in an ARN. */
const ARN_TYPES: Partial<Record<ScopeKind, string>> = { roles: 'role', instanceProfiles: 'instance-profile' };

/** The scope with ARNs in place of names. */
export function expandScope(scope: Scope, partition: Partition): ScopeValues {
  const expanded = SCOPE_OPTIONS.map((option) => {
    const [value, type] = [scope[option], ARN_TYPES[scopeKind(option)]];
    if (type === undefined || !Array.isArray(value)) return [option, value];
    const toArn = (entry: string): string =>
      entry.startsWith('arn:') ? entry : `arn:${partition}:iam::${scope.accountId}:${type}/${entry.replace(/^\//, '')}`;
    return [option, value.map(toArn)];
  });
  return { ...(Object.fromEntries(expanded) as Scope), partition, ec2ServicePrincipal: ec2ServicePrincipal(partition) };
}

type Narrow = (statements: Statements, value: unknown, context: ScopeContext) => Statements;

/** Statements of the catalogue, narrowed. */
export function narrowStatements(statements: Statements, scope: ScopeValues): CatalogueStatement[] {
  const narrowed = chosenOptions(scope).reduce(
    // The table ties each option's value to its function.
    (current, option) => (scopeOptions[option].narrow as Narrow)(current, scope[option], scope),
    statements,
  );
  return [...narrowed];
}
