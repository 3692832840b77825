import type { ActionCatalog } from '../../aws/actions/catalog.js';
import { attempt } from '../../core/attempt.js';
import { guarded } from '../../core/guard.js';
import { asError, InvalidInputError, type Issue, type LocatedProblem } from '../../core/issue.js';
import type { ExistingRole } from '../../render/imports/imports.js';
import { INTEGRATION_MODES, type IntegrationMode, type RoleName } from '../../upsolver/catalogue/names.js';
import { rolesOfMode } from '../../upsolver/catalogue/roles.js';
import { validateRoleParameters, type RoleParameters } from '../../upsolver/parameters/role.js';
import { buildRoles } from '../../upsolver/roles/build-roles.js';
import type { DeployableRole } from '../../upsolver/roles/deployable-role.js';
import { checkRoles } from '../check.js';
import { readDeployedRoles } from '../deployed-roles.js';
import { createVariantDetector } from '../diff/variant.js';
import type { DeployedRole } from '../input/deployed-role.js';
import { bucketsIn } from '../parameter-hint.js';
import type { RoleReport } from '../report/report.js';
import { nameOf, namingsOf, type RoleNaming } from '../role-naming.js';
import { detectDataAccess } from './data-access.js';
import { disagreementsOf, settingsOf, type FoundRole, type SettingDisagreement } from './settings.js';

/** A parameter of `buildRoles` that it requires. */
export type RequiredParameter = 'orgId' | 'region' | 'trustedAccountId' | 'externalId';

const REQUIRED: readonly RequiredParameter[] = ['orgId', 'region', 'trustedAccountId', 'externalId'];

/** A role of an integration, and what the account has of it: nothing if it is missing. */
export type InspectedRole = { role: RoleName; name: string; existing?: ExistingRole };

/** The roles of one integration with Upsolver, as they are in an account. */
export type InspectedIntegration = {
  accountId: string;
  mode: IntegrationMode;
  /** The roles of the mode, with the names that they have in the account. */
  roles: InspectedRole[];
  /** The parameters of `buildRoles` that the roles are built from, as far as they show. */
  parameters: Partial<RoleParameters>;
  /** The parameters that `buildRoles` requires and the roles do not show. */
  unknownParameters: RequiredParameter[];
  /** The settings that differ between the roles: `parameters` has none of them. */
  disagreements: SettingDisagreement[];
  /** The revision of Upsolver's documentation, if it is not that of November 2020. */
  revision?: string;
  /** How the roles differ from those of `buildRoles`; empty unless all parameters are known and valid. */
  reports: RoleReport[];
};

/** How to inspect roles. */
export type InspectOptions = {
  /** Required parameters that the roles do not show. What they show takes precedence. */
  readonly parameters?: Partial<Pick<RoleParameters, RequiredParameter>>;
  readonly catalog?: ActionCatalog;
};

/** What an account has of Upsolver's roles. */
export type Inspection = { integrations: InspectedIntegration[]; issues: Issue[] };

/**
 * Finds out from which parameters the roles of an account are built, so that roles which were created by hand, from a
 * template or by an earlier version can be managed from now on.
 *
 * What roles show is inferred, rebuilt and compared: `reports` has everything that is different from the roles that are
 * built, also findings of severity `info` and the settings that were not compared, and `disagreements` what differs
 * between the roles. Invalid input does not throw: `issues` lists it, also settings that no role can have.
 *
 * @param exported What `GetAccountAuthorizationDetails` returned: JSON text, a page, a list of pages, or roles and
 *   managed policies from them.
 * @param options `parameters`: required parameters that the roles do not show, such as the organization if they
 *   cannot use Upsolver's bucket. `catalog`: the actions of AWS services, for examples of differences.
 * @returns An entry for each set of Upsolver's roles in each account, and every problem of the input.
 *
 * @example
 * const { integrations } = inspectRoles(exported);
 * integrations[0]?.mode; // 'private-vpc'
 * integrations[0]?.parameters;
 * // { orgId: '12345678-…', region: 'us-east-1', trustedAccountId: '111122223333', externalId: 'acme' }
 *
 * Source: IAM API Reference, GetAccountAuthorizationDetails.
 */
export function inspectRoles(exported: string | object, options: InspectOptions = {}): Inspection {
  const { parameters: given = {}, ...more } = guarded('the options', ['options'], () => ({ ...options }));
  const { accounts, issues } = readDeployedRoles(exported);
  const problems: LocatedProblem[] = [...issues];
  const integrations = accounts.flatMap(({ accountId, roles }) =>
    integrationsIn(roles).map(({ mode, naming, found }) => {
      const inspected = inspectIntegration(mode, naming, found, given);
      const reports = attempt(InvalidInputError, () => reportsOf(exported, accountId, inspected, more));
      if (!(reports instanceof InvalidInputError)) return { accountId, ...inspected, reports };
      if (reports.issues.some(({ path: [name] }) => isGiven(name, inspected.parameters, given))) throw reports;
      problems.push(...reports.issues.map((issue) => ({ ...issue, path: [accountId, mode, ...issue.path] })));
      return { accountId, ...inspected, reports: [] };
    }),
  );
  return { integrations, issues: problems.map(asError) };
}

/** Whether a parameter is the caller's, and not what the roles show. */
function isGiven(name: unknown, parameters: Partial<RoleParameters>, given: Partial<RoleParameters>): boolean {
  return REQUIRED.some((each) => each === name && given[each] !== undefined && parameters[each] === given[each]);
}

type Named = { mode: IntegrationMode; naming: RoleNaming; found: FoundRole[] };

/**
 * The roles whose names have a name of the catalogue, by what is before and after it. A role that could belong to
 * several sets belongs to the largest one, then to that with the longest prefix.
 */
function integrationsIn(deployed: readonly DeployedRole[]): Named[] {
  const sets = new Map<string, Named>();
  const setsOf = new Map<DeployedRole, Named[]>();
  for (const mode of INTEGRATION_MODES) {
    for (const role of rolesOfMode(mode)) {
      for (const each of deployed) {
        for (const naming of namingsOf(each.name, role)) {
          const key = JSON.stringify([mode, naming]);
          const named = sets.get(key) ?? { mode, naming, found: [] };
          named.found.push({ role, deployed: each });
          sets.set(key, named);
          setsOf.set(each, [...(setsOf.get(each) ?? []), named]);
        }
      }
    }
  }
  const bestOf = (own: readonly Named[]): Named | undefined =>
    own.toSorted(
      (a, b) => b.found.length - a.found.length || b.naming.namePrefix.length - a.naming.namePrefix.length,
    )[0];
  const best = new Map([...setsOf].map(([role, own]) => [role, bestOf(own)]));
  return [...sets.values()]
    .map((set) => ({ ...set, found: set.found.filter((each) => best.get(each.deployed) === set) }))
    .filter(({ found }) => found.length > 0);
}

type Inspected = Omit<InspectedIntegration, 'accountId' | 'reports'>;

function inspectIntegration(
  mode: IntegrationMode,
  naming: RoleNaming,
  found: readonly FoundRole[],
  given: Partial<RoleParameters>,
): Inspected {
  const { namePrefix, nameSuffix } = naming;
  const buckets = bucketsIn(found.flatMap(({ deployed }) => deployed.inlinePolicies));
  const [bucket] = buckets;
  const settings: Partial<RoleParameters> = {
    ...given,
    ...(bucket !== undefined && buckets.length === 1 && bucket),
    ...settingsOf(found),
    ...(namePrefix !== '' && { namePrefix }),
    ...(nameSuffix !== '' && { nameSuffix }),
  };
  const { revision, ...policies } = policiesOf(mode, settings, found);
  const parameters: Partial<RoleParameters> = { ...settings, ...policies };
  return {
    mode,
    roles: rolesOfMode(mode).map((role) => {
      const same = found.find((each) => each.role === role);
      return {
        role,
        name: nameOf(role, naming),
        ...(same && { existing: existingRole(same.deployed) }),
      };
    }),
    parameters,
    unknownParameters: REQUIRED.filter((name) => parameters[name] === undefined),
    disagreements: disagreementsOf(found),
    ...(revision !== undefined && { revision }),
  };
}

function existingRole({
  name,
  inlinePolicies,
  unreadablePolicies,
  managedPolicies,
  instanceProfiles,
}: DeployedRole): ExistingRole {
  return {
    name,
    inlinePolicies: [...inlinePolicies.map((policy) => policy.name), ...unreadablePolicies],
    managedPolicyArns: managedPolicies.map(({ arn }) => arn),
    ...(instanceProfiles && { instanceProfiles }),
  };
}

type PolicyParameters = Pick<RoleParameters, 'features' | 'scope' | 'athena' | 'dataAccess'> & { revision?: string };

/** What only stands for a value that the policies of the roles do not depend on. */
const STAND_IN = { trustedAccountId: '111122223333', externalId: 'example' };

/** The parameters that the policies of roles show. */
function policiesOf(
  mode: IntegrationMode,
  settings: Partial<RoleParameters>,
  found: readonly FoundRole[],
): PolicyParameters {
  const { value: base } = validateRoleParameters({ ...STAND_IN, ...settings });
  if (base === undefined) return {};
  const detect = createVariantDetector(base);
  const expected: readonly DeployableRole[] = buildRoles(mode, base);
  const options = found.map(({ role, deployed }) => {
    const data = deployed.inlinePolicies.find(({ name }) => name === 'UpsolverDataAccessPolicy');
    const dataAccess = data && detectDataAccess(data.document, base.region);
    const others = deployed.inlinePolicies.filter((policy) => policy !== data || dataAccess === undefined);
    const built = expected.find((each) => each.role === role) as DeployableRole;
    const detected = detect(built, { ...deployed, inlinePolicies: others })?.options ?? {};
    return { ...detected, ...(dataAccess && { dataAccess }) };
  });
  const scope = Object.assign({}, ...options.map((each) => each.scope ?? {})) as object;
  const features = Object.assign({}, ...options.map((each) => each.features ?? {})) as object;
  const athena = options.find((each) => each.athena !== undefined)?.athena;
  const dataAccess = options.find((each) => each.dataAccess !== undefined)?.dataAccess;
  const revision = options.find((each) => each.revision !== undefined)?.revision;
  return {
    ...(Object.keys(features).length > 0 && { features }),
    ...(Object.keys(scope).length > 0 && { scope: scope as NonNullable<RoleParameters['scope']> }),
    ...(athena && { athena }),
    ...(dataAccess && { dataAccess }),
    ...(revision !== undefined && { revision }),
  };
}

function reportsOf(
  exported: string | object,
  accountId: string,
  { mode, parameters, unknownParameters }: Inspected,
  options: { readonly catalog?: ActionCatalog },
): RoleReport[] {
  if (unknownParameters.length > 0) return [];
  const valid = parameters as RoleParameters;
  const expected: readonly DeployableRole[] = buildRoles(mode, valid);
  const report = checkRoles(exported, expected, { parameters: valid, ...options });
  return report.roles.filter((role) => role.accountId === accountId);
}
