import { attempt } from '../../core/attempt.js';
import { InvalidInputError } from '../../core/issue.js';
import { lazy } from '../../core/lazy.js';
import type { PolicyDocument, Statement } from '../../iam/document.js';
import type { CatalogueStatement } from '../../upsolver/catalogue/build-policy.js';
import type { Features } from '../../upsolver/catalogue/features.js';
import type { RoleName } from '../../upsolver/catalogue/names.js';
import { PAGE_REVISIONS, reviseStatements } from '../../upsolver/catalogue/page-revisions.js';
import { modeOf } from '../../upsolver/catalogue/roles.js';
import type { RoleParameters } from '../../upsolver/parameters/role.js';
import { buildRoles } from '../../upsolver/roles/build-roles.js';
import type { DeployableRole } from '../../upsolver/roles/deployable-role.js';
import type { Scope } from '../../upsolver/scope/options.js';
import type { VariantOptions } from '../report/finding.js';
import { createScopeDetector, type DetectScope } from './scope-detection.js';
import { statementKeys } from './statement-key.js';

type WithPolicies = Pick<DeployableRole, 'inlinePolicies'>;

export function inlineDocuments({ inlinePolicies }: WithPolicies): PolicyDocument[] {
  return inlinePolicies.map(({ document }) => document);
}

export function inlineStatements(role: WithPolicies): Statement[] {
  return inlineDocuments(role).flatMap((document) => document.Statement);
}

/** A role without a scope, and what variants are compared with. */
export type ReducedRole = {
  role: DeployableRole;
  keys: ReadonlySet<string>;
  revisions: { name: string; role: DeployableRole; keys: ReadonlySet<string> }[];
  detectScope: () => DetectScope;
};

/** Builds a role with other options; `undefined`, if they are not valid. */
export type Builder = {
  reduced: (role: RoleName, features: Features) => ReducedRole | undefined;
  scoped: (role: RoleName, features: Features, scope: Scope) => DeployableRole | undefined;
  /** The role as a variant that was recognized with other parameters. */
  again: (role: RoleName, options: VariantOptions) => DeployableRole | undefined;
};

/** A builder that remembers the roles without a scope: they are few, and each variant is compared with them. */
export function createBuilder(parameters: RoleParameters): Builder {
  const { features: _features, scope: _scope, permissionsBoundaryArn: _boundary, ...rest } = parameters;
  const remembered = new Map<string, ReducedRole | undefined>();
  const build = (role: RoleName, options: { features: Features; scope?: Scope }): DeployableRole | undefined => {
    const roles = attempt(InvalidInputError, (): readonly DeployableRole[] =>
      buildRoles(modeOf(role), { ...rest, ...options }),
    );
    return roles instanceof InvalidInputError ? undefined : roles.find((each) => each.role === role);
  };
  const reduced: Builder['reduced'] = (role, features) => {
    const key = JSON.stringify([role, features]);
    if (!remembered.has(key)) {
      const built = build(role, { features });
      remembered.set(key, built && prepare(built));
    }
    return remembered.get(key);
  };
  return {
    reduced,
    scoped: (role, features, scope) => build(role, { features, scope }),
    again(role, { features = {}, scope, revision }) {
      if (scope !== undefined) return build(role, { features, scope });
      const unscoped = reduced(role, features);
      return revision === undefined ? unscoped?.role : unscoped?.revisions.find(({ name }) => name === revision)?.role;
    },
  };
}

function prepare(role: DeployableRole): ReducedRole {
  return {
    role,
    keys: keysOf(role),
    revisions: PAGE_REVISIONS.map((revision) => {
      const revised = mapStatements(role, (each) => reviseStatements(each, revision));
      return { name: revision.name, role: revised, keys: keysOf(revised) };
    }),
    detectScope: lazy(() => createScopeDetector(inlineStatements(role) as CatalogueStatement[])),
  };
}

export function keysOf(role: WithPolicies): ReadonlySet<string> {
  return statementKeys(inlineDocuments(role));
}

export function areSame(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((key) => b.has(key));
}

function mapStatements(
  role: DeployableRole,
  change: (statements: readonly CatalogueStatement[]) => CatalogueStatement[],
): DeployableRole {
  return {
    ...role,
    inlinePolicies: role.inlinePolicies.map(({ name, document }) => ({
      name,
      document: { ...document, Statement: change(document.Statement as CatalogueStatement[]) },
    })),
  };
}
