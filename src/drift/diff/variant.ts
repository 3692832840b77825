import { partitionForRegion } from '../../aws/partition.js';
import { attempt } from '../../core/attempt.js';
import { InvalidInputError } from '../../core/issue.js';
import { compareAccess } from '../../iam/compare/compare.js';
import type { PolicyDocument, Statement } from '../../iam/document.js';
import { fillPlaceholders, type CatalogueStatement } from '../../upsolver/catalogue/build-policy.js';
import { FEATURES, type Feature, type Features } from '../../upsolver/catalogue/features.js';
import type { RoleName } from '../../upsolver/catalogue/names.js';
import { PAGE_REVISIONS, reviseStatements } from '../../upsolver/catalogue/page-revisions.js';
import { modeOf, partsOf } from '../../upsolver/catalogue/roles.js';
import type { RoleParameters } from '../../upsolver/parameters/role.js';
import { buildRoles } from '../../upsolver/roles/build-roles.js';
import type { DeployableRole } from '../../upsolver/roles/deployable-role.js';
import { SCOPE_OPTIONS, scopeOptions, type Scope, type ScopeOption } from '../../upsolver/scope/options.js';
import type { DeployedRole } from '../input/deployed-role.js';
import type { Variant } from '../report/report.js';
import { detectScope } from './scope-detection.js';
import { haveSameStatements } from './statement-key.js';

/**
 * Detects whether the own policies of a role are a variant of Upsolver's documentation: scoped, without some features,
 * or an earlier revision. The variant is inferred from the policies, rebuilt, and accepted only if the result is
 * identical.
 *
 * @param parameters What the expected role was built from; without organization and Region nothing can be built.
 */
export function detectVariant(
  expected: DeployableRole,
  deployed: DeployedRole,
  parameters: RoleParameters,
): Variant | undefined {
  const documents = documentsOf(deployed);
  const page = build(expected, parameters, {});
  if (page === undefined) return undefined;
  const features = detectFeatures(expected.role, deployed, parameters);
  const reduced = build(expected, parameters, { features }) as DeployableRole;

  const describe = (more: Partial<Variant>): Variant => {
    const { relation } = compareAccess(documents, documentsOf(page));
    return { relation, withoutFeatures: FEATURES.filter((feature) => features[feature] === false), scope: [], ...more };
  };
  if (isSame(documents, reduced)) return describe({});

  for (const revision of PAGE_REVISIONS) {
    const revised = mapStatements(reduced, (each) => reviseStatements(each, revision));
    if (isSame(documents, revised)) return describe({ revision: revision.name });
  }

  const scope = detectScope(statementsOf(deployed), deployed.accountId, statementsOf(reduced) as CatalogueStatement[]);
  const scoped = build(expected, parameters, { features, scope });
  if (scoped === undefined || !isSame(documents, scoped)) return undefined;
  return describe({ scope: optionsOf(scope, expected.role) });
}

type WithPolicies = Pick<DeployableRole, 'inlinePolicies'>;

function documentsOf({ inlinePolicies }: WithPolicies): PolicyDocument[] {
  return inlinePolicies.map(({ document }) => document);
}

function statementsOf(role: WithPolicies): Statement[] {
  return documentsOf(role).flatMap((document) => document.Statement);
}

/** The same role with other options; `undefined`, if they are not valid. */
function build(
  { role }: DeployableRole,
  parameters: RoleParameters,
  options: { features?: Features; scope?: Scope },
): DeployableRole | undefined {
  const { features: _features, scope: _scope, permissionsBoundaryArn: _boundary, ...rest } = parameters;
  const roles = attempt(InvalidInputError, (): readonly DeployableRole[] =>
    buildRoles(modeOf(role), { ...rest, ...options }),
  );
  return roles instanceof InvalidInputError ? undefined : roles.find((each) => each.role === role);
}

function isSame(documents: readonly PolicyDocument[], role: DeployableRole): boolean {
  return haveSameStatements(documents, documentsOf(role));
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

/** The features that a role would have to be built with, as far as something in it depends on them. */
function detectFeatures(role: RoleName, deployed: DeployedRole, { orgId, region }: RoleParameters): Features {
  const values = { Partition: partitionForRegion(region), Region: region, OrganizationId: orgId };
  const statements = statementsOf(deployed);
  const signs = (feature: Feature): boolean[] =>
    partsOf(role).flatMap((part) => [
      ...part.managedPolicies
        .filter((entry) => entry.feature === feature)
        .map((entry) => deployed.managedPolicies.some(({ name }) => name === entry.name)),
      ...part.statements
        .filter((template) => template.feature === feature)
        .map(({ entries, resources }) => {
          const own = resources.filter((resource) => resource !== '*');
          const filled = own.map((resource) => fillPlaceholders(resource, values));
          return statements.some(({ Action, Resource }) =>
            own.length > 0
              ? filled.some((resource) => [Resource ?? []].flat().includes(resource))
              : entries.some(([action]) => [Action ?? []].flat().includes(action)),
          );
        }),
    ]);
  const found = FEATURES.map((feature) => [feature, signs(feature)] as const);
  return Object.fromEntries(
    found.filter(([, each]) => each.length > 0).map(([feature, each]) => [feature, each.some(Boolean)]),
  );
}

/** The options that are on and change something about the role. */
function optionsOf(scope: Scope, role: RoleName): ScopeOption[] {
  const sids = new Set<string>(partsOf(role).flatMap(({ statements }) => statements.map(({ sid }) => sid)));
  return SCOPE_OPTIONS.filter(
    (option) =>
      scope[option] !== undefined &&
      scope[option] !== false &&
      scopeOptions[option].changes.some((changed) => sids.has(changed)),
  );
}
