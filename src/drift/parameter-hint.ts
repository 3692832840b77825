import { kebabCase } from '../core/words.js';
import { INTEGRATION_MODES, type IntegrationMode, type RoleName } from '../upsolver/catalogue/names.js';
import { modeOf, rolesOfMode } from '../upsolver/catalogue/roles.js';
import type { DeployableRole } from '../upsolver/roles/deployable-role.js';
import type { AccountState } from './input/account-state.js';
import type { RawRole } from './input/raw.js';
import { jsonText } from './input/shape.js';
import type { ParameterHint } from './report/report.js';
import { nameOf, namingsOf, type RoleNaming } from './role-naming.js';

type Naming = RoleNaming & { mode: IntegrationMode };

/** The organization and its Region, as the name of Upsolver's bucket has them. */
type Bucket = { orgId: string; region: string };

/**
 * Finds out whether the roles of an account look as if they were built with other parameters: another mode, prefix,
 * suffix, path, organization or Region. All roles of the account have to agree.
 */
export function findParameterHint(
  accountId: string,
  { matched, candidates }: AccountState,
  expected: readonly DeployableRole[],
): ParameterHint | undefined {
  const requested = namingOf(expected);
  const rolesOf = (mode: IntegrationMode): readonly RoleName[] =>
    mode === requested.mode ? expected.map(({ role }) => role) : rolesOfMode(mode);
  const roles = [...[...matched.values()].flat(), ...candidates];
  const rolesNamed = (naming: Naming): readonly RawRole[] | undefined => findNamed(roles, naming, rolesOf(naming.mode));
  // A role with an expected name shows that the names are right.
  const namings = matched.size > 0 ? [requested] : namingsFound(roles, requested, rolesOf);
  const naming = namings.find((each) => rolesNamed(each) !== undefined);
  const deployed = naming && rolesNamed(naming);
  if (naming === undefined || deployed === undefined) return undefined;
  const parameters = {
    ...differences(naming, requested),
    ...differentPath(deployed, expected),
    ...differentBucket(deployed, expected),
  };
  const options = Object.entries(parameters).map(
    ([name, value]) => `--${kebabCase(name)} ${value === '' ? "''" : value}`,
  );
  if (options.length === 0) return undefined;
  return { accountId, parameters, text: `account ${accountId} looks like \`${options.join(' ')}\`` };
}

function namingOf(expected: readonly DeployableRole[]): Naming {
  const [{ role: first, name: firstName }] = expected as [DeployableRole];
  const namings = namingsOf(firstName, first);
  const naming = namings.find((each) => expected.every(({ role, name }) => name === nameOf(role, each)));
  return { mode: modeOf(first), ...(naming ?? { namePrefix: '', nameSuffix: '' }) };
}

/** How the roles may be named: as requested, and with each mode, prefix and suffix that a name in the account shows. */
function namingsFound(
  roles: readonly RawRole[],
  requested: Naming,
  rolesOf: (mode: IntegrationMode) => readonly RoleName[],
): Naming[] {
  const modes = [requested.mode, ...INTEGRATION_MODES.filter((mode) => mode !== requested.mode)];
  const shown = modes.flatMap((mode) => {
    const [first] = rolesOf(mode) as [RoleName];
    return roles
      .flatMap(({ name }) => namingsOf(name, first).map((naming): Naming => ({ mode, ...naming })))
      .toSorted((a, b) => (a.namePrefix + a.nameSuffix < b.namePrefix + b.nameSuffix ? -1 : 1));
  });
  return [...modes.map((mode) => ({ ...requested, mode })), ...shown];
}

/** Roles of the catalogue under their names in the account; `undefined` unless all of them exist. */
function findNamed(
  roles: readonly RawRole[],
  naming: Naming,
  names: readonly RoleName[],
): readonly RawRole[] | undefined {
  const found = names.map((role) => {
    const wanted = nameOf(role, naming);
    return roles.find(({ name }) => name === wanted);
  });
  return found.every((role) => role !== undefined) ? found : undefined;
}

function differences(naming: Naming, requested: Naming): Partial<Naming> {
  const names = (['mode', 'namePrefix', 'nameSuffix'] as const).filter((name) => naming[name] !== requested[name]);
  return Object.fromEntries(names.map((name) => [name, naming[name]]));
}

function differentPath(deployed: readonly RawRole[], expected: readonly DeployableRole[]): { path?: string } {
  const paths = [...new Set(deployed.map(({ path }) => path))];
  const [path = ''] = paths;
  return paths.length > 1 || path === expected[0]?.path ? {} : { path };
}

function differentBucket(deployed: readonly RawRole[], expected: readonly DeployableRole[]): Partial<Bucket> {
  const wanted = bucketsIn(expected.flatMap(({ inlinePolicies }) => inlinePolicies));
  const actual = bucketsIn(deployed.flatMap(({ inlinePolicies }) => inlinePolicies));
  const [one, other] = [wanted[0], actual[0]];
  if (one === undefined || other === undefined || wanted.length > 1 || actual.length > 1) return {};
  return {
    ...(one.orgId !== other.orgId && { orgId: other.orgId }),
    ...(one.region !== other.region && { region: other.region }),
  };
}

const BUCKET = /arn(?::|%3A)[\w-]+(?::|%3A)s3(?::|%3A){3}([a-z]{2}(?:-[a-z]+)+-\d+)-upsolver-([a-z0-9.-]+)/g;

/** Upsolver's own buckets that inline policies name, each once. */
export function bucketsIn(policies: readonly { document: unknown }[]): Bucket[] {
  const texts = policies.map(({ document }) => (typeof document === 'string' ? document : jsonText(document)));
  const found = texts.flatMap((text) => [...text.matchAll(BUCKET)]);
  const buckets = new Map(found.map(([name, region = '', orgId = '']) => [name, { orgId, region }]));
  return [...new Map([...buckets.values()].map((bucket) => [JSON.stringify(bucket), bucket])).values()];
}
