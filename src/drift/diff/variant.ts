import { nameInArn } from '../../aws/arn.js';
import { partitionForRegion } from '../../aws/partition.js';
import { attempt } from '../../core/attempt.js';
import { InvalidInputError } from '../../core/issue.js';
import { lazy } from '../../core/lazy.js';
import { compareAccess } from '../../iam/compare/compare.js';
import type { PolicyDocument, Statement } from '../../iam/document.js';
import { fillPlaceholders, type CatalogueStatement } from '../../upsolver/catalogue/build-policy.js';
import { FEATURES, type Feature, type Features } from '../../upsolver/catalogue/features.js';
import { MANAGED_POLICY_SNAPSHOTS } from '../../upsolver/catalogue/managed-policy-snapshots.js';
import type { RoleName } from '../../upsolver/catalogue/names.js';
import { PAGE_REVISIONS, reviseStatements } from '../../upsolver/catalogue/page-revisions.js';
import { modeOf, partsOf } from '../../upsolver/catalogue/roles.js';
import type { RoleParameters } from '../../upsolver/parameters/role.js';
import { buildRoles } from '../../upsolver/roles/build-roles.js';
import type { DeployableRole } from '../../upsolver/roles/deployable-role.js';
import { SCOPE_OPTIONS, scopeOptions, type Scope, type ScopeOption } from '../../upsolver/scope/options.js';
import type { DeployedPolicy, DeployedRole } from '../input/deployed-role.js';
import type { VariantOptions } from '../report/finding.js';
import type { Variant } from '../report/report.js';
import { detectAthena, type DetectedAthena } from './athena-detection.js';
import { createScopeDetector, type DetectScope } from './scope-detection.js';
import { statementKeys } from './statement-key.js';

/** A variant that a role was recognized as. */
export type DetectedVariant = {
  variant: Variant;
  /** The role as it is built. */
  built: DeployableRole;
  /** What it is built with. */
  options: VariantOptions;
  /** Whether the role has no other inline policies. */
  isWhole: boolean;
};

/** Detects variants of roles. */
export type DetectVariant = (expected: DeployableRole, deployed: DeployedRole) => DetectedVariant | undefined;

/**
 * Detects whether the own policies of a role are a variant of Upsolver's documentation: scoped, without some features,
 * or an earlier revision. The variant is inferred from the policies, rebuilt, and accepted only if the result is
 * identical. Additional inline policies do not hide it.
 *
 * @param parameters What the expected roles were built from; without organization and Region nothing can be built.
 */
export function createVariantDetector(parameters: RoleParameters): DetectVariant {
  const build = createBuilder(parameters);
  const { region } = parameters;
  return (expected, deployed) => {
    for (const looked of waysToLook(expected, deployed)) {
      // What was requested is compared, not recognized.
      const tables = parameters.athena === undefined ? detectAthena(looked.inlinePolicies, region) : undefined;
      const rest = tables === undefined ? looked : { ...looked, inlinePolicies: tables.others };
      const found = detect(expected, rest, parameters, build);
      const isWhole = looked.inlinePolicies.length === deployed.inlinePolicies.length;
      if (found !== undefined)
        return { ...withTables(found, tables, build.reduced(expected.role, {}), region), isWhole };
    }
    return undefined;
  };
}

/** The variant with the databases that replace a managed policy; without that policy it omits no feature. */
function withTables(
  { variant, built, options }: Omit<DetectedVariant, 'isWhole'>,
  tables: DetectedAthena | undefined,
  documented: ReducedRole | undefined,
  region: string,
): Omit<DetectedVariant, 'isWhole'> {
  if (tables === undefined || documented === undefined) return { variant, built, options };
  const { athena, policy } = tables;
  const { features: { athenaTables: _replaced, ...others } = {}, ...more } = options;
  return {
    variant: {
      ...variant,
      // Part of what the documented role can do comes from the policy that is replaced.
      relation: compareAccess(
        [...documentsOf(built), policy.document],
        [...documentsOf(documented.role), fullAccessIn(region)],
      ).relation,
      withoutFeatures: variant.withoutFeatures.filter((feature) => feature !== 'athenaTables'),
      databases: athena.databases.map(({ name }) => name),
    },
    built: { ...built, inlinePolicies: [...built.inlinePolicies, policy] },
    options: { ...more, ...(Object.keys(others).length > 0 && { features: others }), athena },
  };
}

/** The role as it is, without additional inline policies, and with the managed policies that it should have. */
function waysToLook({ inlinePolicies, managedPolicyArns }: DeployableRole, deployed: DeployedRole): DeployedRole[] {
  const named = new Set(inlinePolicies.map(({ name }) => name));
  const own = deployed.inlinePolicies.filter(({ name }) => named.has(name));
  const attached = new Set(deployed.managedPolicies.map(({ arn }) => arn));
  const policySets = own.length === deployed.inlinePolicies.length ? [own] : [deployed.inlinePolicies, own];
  const asAttached = managedPolicyArns.map((arn): DeployedPolicy => ({ arn, name: nameInArn(arn) }));
  const attachments = managedPolicyArns.every((arn) => attached.has(arn))
    ? [deployed.managedPolicies]
    : [deployed.managedPolicies, asAttached];
  return policySets.flatMap((policies) =>
    attachments.map((managedPolicies) => ({ ...deployed, inlinePolicies: policies, managedPolicies })),
  );
}

/** The managed policy that is replaced, in the partition of a Region. */
function fullAccessIn(region: string): PolicyDocument {
  const text = JSON.stringify(MANAGED_POLICY_SNAPSHOTS.AmazonAthenaFullAccess.document);
  return JSON.parse(text.replaceAll('arn:aws:', `arn:${partitionForRegion(region)}:`)) as PolicyDocument;
}

function detect(
  expected: DeployableRole,
  deployed: DeployedRole,
  parameters: RoleParameters,
  build: Builder,
): Omit<DetectedVariant, 'isWhole'> | undefined {
  const { role } = expected;
  const keys = statementKeys(documentsOf(deployed));
  const { athenaTables, ...others } = detectFeatures(role, deployed, parameters);
  // The parameter `athena` replaces what the feature brings.
  const hasFeature = parameters.athena === undefined && athenaTables !== undefined;
  const features: Features = hasFeature ? { athenaTables, ...others } : others;
  const reduced = build.reduced(role, features);
  if (reduced === undefined) return undefined;
  const withoutFeatures = FEATURES.filter((feature) => features[feature] === false);

  const describe = (
    built: DeployableRole,
    more: Partial<Variant>,
    options: VariantOptions,
  ): Omit<DetectedVariant, 'isWhole'> => {
    const page = build.reduced(role, {}) as ReducedRole;
    const { relation } = compareAccess(documentsOf(deployed), documentsOf(page.role));
    const omitted = Object.fromEntries(withoutFeatures.map((feature) => [feature, false])) as Features;
    return {
      variant: { relation, withoutFeatures, scope: [], ...more },
      built,
      options: { ...(withoutFeatures.length > 0 && { features: omitted }), ...options },
    };
  };
  if (areSame(keys, reduced.keys)) return describe(reduced.role, {}, {});
  const revised = reduced.revisions.find((each) => areSame(keys, each.keys));
  if (revised !== undefined) return describe(revised.role, { revision: revised.name }, { revision: revised.name });

  if (!mayBeScoped(role, deployed)) return undefined;
  const scope = reduced.detectScope()(statementsOf(deployed), deployed.accountId);
  const scoped = build.scoped(role, features, scope);
  if (scoped === undefined || !areSame(keys, keysOf(scoped))) return undefined;
  const options = optionsOf(scope, role);
  const used = Object.fromEntries(Object.entries(scope).filter(([option]) => options.includes(option as ScopeOption)));
  return describe(scoped, { scope: options }, { scope: { accountId: deployed.accountId, ...used } });
}

type WithPolicies = Pick<DeployableRole, 'inlinePolicies'>;

function documentsOf({ inlinePolicies }: WithPolicies): PolicyDocument[] {
  return inlinePolicies.map(({ document }) => document);
}

function statementsOf(role: WithPolicies): Statement[] {
  return documentsOf(role).flatMap((document) => document.Statement);
}

/** A role without a scope, and what variants are compared with. */
type ReducedRole = {
  role: DeployableRole;
  keys: ReadonlySet<string>;
  revisions: { name: string; role: DeployableRole; keys: ReadonlySet<string> }[];
  detectScope: () => DetectScope;
};

/** Builds a role with other options; `undefined`, if they are not valid. */
type Builder = {
  reduced: (role: RoleName, features: Features) => ReducedRole | undefined;
  scoped: (role: RoleName, features: Features, scope: Scope) => DeployableRole | undefined;
};

/** A builder that remembers the roles without a scope: they are few, and each variant is compared with them. */
function createBuilder(parameters: RoleParameters): Builder {
  const { features: _features, scope: _scope, permissionsBoundaryArn: _boundary, ...rest } = parameters;
  const remembered = new Map<string, ReducedRole | undefined>();
  const build = (role: RoleName, options: { features: Features; scope?: Scope }): DeployableRole | undefined => {
    const roles = attempt(InvalidInputError, (): readonly DeployableRole[] =>
      buildRoles(modeOf(role), { ...rest, ...options }),
    );
    return roles instanceof InvalidInputError ? undefined : roles.find((each) => each.role === role);
  };
  return {
    reduced(role, features) {
      const key = JSON.stringify([role, features]);
      if (!remembered.has(key)) {
        const built = build(role, { features });
        remembered.set(key, built && prepare(built));
      }
      return remembered.get(key);
    },
    scoped: (role, features, scope) => build(role, { features, scope }),
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
    detectScope: lazy(() => createScopeDetector(statementsOf(role) as CatalogueStatement[])),
  };
}

function keysOf(role: WithPolicies): ReadonlySet<string> {
  return statementKeys(documentsOf(role));
}

function areSame(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
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

/** Whether a role can be scoped: every scope names the account, if the role has a statement that it limits to it. */
function mayBeScoped(role: RoleName, deployed: DeployedRole): boolean {
  const isLimited = changesRole('accountId', sidsOf(role));
  return !isLimited || JSON.stringify(documentsOf(deployed)).includes(deployed.accountId);
}

function sidsOf(role: RoleName): ReadonlySet<string> {
  return new Set<string>(partsOf(role).flatMap(({ statements }) => statements.map(({ sid }) => sid)));
}

function changesRole(option: ScopeOption, sids: ReadonlySet<string>): boolean {
  return scopeOptions[option].changes.some((changed) => sids.has(changed));
}

/** The options that are on and change something about the role. */
function optionsOf(scope: Scope, role: RoleName): ScopeOption[] {
  const sids = sidsOf(role);
  return SCOPE_OPTIONS.filter(
    (option) => scope[option] !== undefined && scope[option] !== false && changesRole(option, sids),
  );
}
