import { nameInArn } from '../../aws/arn.js';
import { partitionForRegion } from '../../aws/partition.js';
import { fillPlaceholders } from '../../upsolver/catalogue/build-policy.js';
import { FEATURES, type Feature, type Features } from '../../upsolver/catalogue/features.js';
import type { RoleName } from '../../upsolver/catalogue/names.js';
import { partsOf } from '../../upsolver/catalogue/roles.js';
import type { RoleParameters } from '../../upsolver/parameters/role.js';
import type { DeployableRole } from '../../upsolver/roles/deployable-role.js';
import {
  chosenOptions,
  replacedPolicies,
  scopeOptions,
  type Scope,
  type ScopeOption,
} from '../../upsolver/scope/options.js';
import type { DeployedPolicy, DeployedRole } from '../input/deployed-role.js';
import type { VariantOptions } from '../report/finding.js';
import type { Variant } from '../report/report.js';
import { detectAthena, isAthenaFullAccess, type DetectedAthena } from './athena-detection.js';
import { relationTo } from './replaced-policies.js';
import { statementKeys } from './statement-key.js';
import {
  areSame,
  createBuilder,
  inlineDocuments,
  keysOf,
  inlineStatements,
  type Builder,
  type ReducedRole,
} from './variant-builder.js';

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
  const detectFullAccess = createFullAccessDetector(parameters, build);
  return (expected, deployed) => {
    for (const looked of waysToLook(expected, deployed)) {
      // What was requested is compared, not recognized.
      const tables = parameters.athena === undefined ? detectAthena(looked.inlinePolicies, region) : undefined;
      const rest = tables === undefined ? looked : { ...looked, inlinePolicies: tables.others };
      const found = detect(expected, rest, parameters, build);
      const isWhole = looked.inlinePolicies.length === deployed.inlinePolicies.length;
      if (found !== undefined && hasManagedPolicies(found.built, expected, looked))
        return { ...withTables(found, tables, build.reduced(expected.role, {}), region), isWhole };
    }
    return detectFullAccess(expected, deployed);
  };
}

/**
 * Detects roles that have AmazonAthenaFullAccess where databases were requested. The result is built with the
 * databases: they are part of the request, and what else the role is a variant of does not depend on them.
 */
function createFullAccessDetector(parameters: RoleParameters, build: Builder): DetectVariant {
  const { athena, ...documented } = parameters;
  if (athena === undefined) return () => undefined;
  const buildDocumented = createBuilder(documented);
  return (expected, deployed) => {
    const { role, managedPolicyArns } = buildDocumented.reduced(expected.role, {})?.role ?? expected;
    const fullAccess = managedPolicyArns.find((arn) => isAthenaFullAccess(arn));
    if (!deployed.managedPolicies.some(({ arn }) => arn === fullAccess)) return undefined;
    for (const looked of waysToLook({ ...expected, managedPolicyArns }, deployed)) {
      const found = detect(expected, looked, documented, buildDocumented);
      const built = found && build.again(role, found.options);
      if (found === undefined || built === undefined) continue;
      const isWhole = looked.inlinePolicies.length === deployed.inlinePolicies.length;
      return { variant: { ...found.variant, athenaFullAccess: true }, built, options: found.options, isWhole };
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
      relation: relationTo(
        inlineDocuments(documented.role),
        [...inlineDocuments(built), policy.document],
        [...replacedPolicies(variant.scope), 'AmazonAthenaFullAccess'],
        region,
      ),
      withoutFeatures: variant.withoutFeatures.filter((feature) => feature !== 'athenaTables'),
      databases: athena.databases.map(({ name }) => name),
    },
    built: { ...built, inlinePolicies: [...built.inlinePolicies, policy] },
    options: { ...more, ...(Object.keys(others).length > 0 && { features: others }), athena },
  };
}

/**
 * Whether a role has the managed policies of a variant, apart from those that were requested, whose absence is
 * reported. Without the others it is not the variant: a repair would attach what nobody has asked for.
 */
function hasManagedPolicies(variant: DeployableRole, expected: DeployableRole, deployed: DeployedRole): boolean {
  const had = new Set([...expected.managedPolicyArns, ...deployed.managedPolicies.map(({ arn }) => arn)]);
  return variant.managedPolicyArns.every((arn) => had.has(arn));
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

function detect(
  expected: DeployableRole,
  deployed: DeployedRole,
  parameters: RoleParameters,
  build: Builder,
): Omit<DetectedVariant, 'isWhole'> | undefined {
  const { role } = expected;
  const keys = statementKeys(inlineDocuments(deployed));
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
    const relation = relationTo(
      inlineDocuments(page.role),
      inlineDocuments(deployed),
      replacedPolicies(more.scope ?? []),
      parameters.region,
    );
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
  const scope = reduced.detectScope()(inlineStatements(deployed), deployed.accountId);
  const scoped = build.scoped(role, features, scope);
  if (scoped === undefined || !areSame(keys, keysOf(scoped))) return undefined;
  const options = optionsOf(scope, role);
  const used = Object.fromEntries(Object.entries(scope).filter(([option]) => options.includes(option as ScopeOption)));
  return describe(scoped, { scope: options }, { scope: { accountId: deployed.accountId, ...used } });
}

/** The features that a role would have to be built with, as far as something in it depends on them. */
function detectFeatures(role: RoleName, deployed: DeployedRole, { orgId, region }: RoleParameters): Features {
  const values = { Partition: partitionForRegion(region), Region: region, OrganizationId: orgId };
  const statements = inlineStatements(deployed);
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
  return !isLimited || JSON.stringify(inlineDocuments(deployed)).includes(deployed.accountId);
}

function sidsOf(role: RoleName): ReadonlySet<string> {
  return new Set<string>(partsOf(role).flatMap(({ statements }) => statements.map(({ sid }) => sid)));
}

/** Whether an option changes a role: one of its statements, or a managed policy, which every role has. */
function changesRole(option: ScopeOption, sids: ReadonlySet<string>): boolean {
  return scopeOptions[option].changes.some((changed) => sids.has(changed)) || replacedPolicies([option]).length > 0;
}

/** The options that are on and change something about the role. */
function optionsOf(scope: Scope, role: RoleName): ScopeOption[] {
  const sids = sidsOf(role);
  return chosenOptions(scope).filter((option) => changesRole(option, sids));
}
