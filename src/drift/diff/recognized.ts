import { kebabCase } from '../../core/words.js';
import { quoteArgument } from '../../render/aws-sdk/script.js';
import { FEATURES } from '../../upsolver/catalogue/features.js';
import { ATHENA_FLAGS, type AthenaParameters } from '../../upsolver/parameters/athena.js';
import type { DeployableRole } from '../../upsolver/roles/deployable-role.js';
import { scopeKind, type Scope, type ScopeOption } from '../../upsolver/scope/options.js';
import type { DeployedRole } from '../input/deployed-role.js';
import { finding, type Finding, type FindingCode, type VariantOptions } from '../report/finding.js';
import type { Variant } from '../report/report.js';
import { byWorst, checkRole, type AccountFacts, type RoleFindings } from './role.js';
import type { DetectedVariant } from './variant.js';

/** Findings about access that is narrower than requested. */
const NARROWER: ReadonlySet<FindingCode> = new Set([
  'permissionMissing',
  'conditionTightened',
  'permissionDenied',
  'managedPolicyMissing',
]);

/** Findings about access that is wider than requested. */
const WIDER: ReadonlySet<FindingCode> = new Set(['permissionExtra', 'conditionWeakened', 'denyMissing']);

/** Findings that a variant may explain. */
export function mayBeExplained({ strict }: RoleFindings): boolean {
  return strict.some(({ code }) => NARROWER.has(code) || WIDER.has(code));
}

/**
 * The finding that stands for what a variant explains; `undefined` if the variant is Upsolver's documentation itself,
 * or only wider than what was requested.
 */
export function recognizedFinding(
  { variant, options, isWhole }: DetectedVariant,
  { strict }: RoleFindings,
): Finding | undefined {
  const { revision, scope, withoutFeatures, databases } = variant;
  const isDocumented =
    revision === undefined && scope.length === 0 && withoutFeatures.length === 0 && databases === undefined;
  const isNarrower = strict.some(({ code }) => NARROWER.has(code));
  if (isDocumented || (revision === undefined && !isNarrower)) return undefined;
  return finding('variantRecognized', `${describeMatch(variant, isWhole)}${howToAskFor(options)}`, { options });
}

/**
 * The findings of a role that was recognized as a variant: what it lacks of the requested policies is explained by the
 * variant; what it allows in addition is not, unless an earlier revision does.
 *
 * @param recognized The finding that stands for what is explained.
 * @param built The role as the variant is built.
 */
export function checkRecognized(
  recognized: Finding,
  built: DeployableRole,
  expected: DeployableRole,
  deployed: DeployedRole,
  facts: AccountFacts,
): RoleFindings {
  const asBuilt = checkRole(built, deployed, facts);
  const wider =
    recognized.options?.revision === undefined
      ? checkRole(expected, deployed, facts).strict.filter(({ code }) => WIDER.has(code))
      : [];
  const withRecognized = (findings: readonly Finding[]): Finding[] => {
    const known = new Set(findings.map(({ message }) => message));
    return byWorst([recognized, ...wider.filter(({ message }) => !known.has(message)), ...findings]);
  };
  return { told: withRecognized(asBuilt.told), strict: withRecognized(asBuilt.strict) };
}

/** The expected role with the policies of a variant. */
export function withPoliciesOf(
  expected: DeployableRole,
  { inlinePolicies, managedPolicyArns }: DeployableRole,
): DeployableRole {
  return { ...expected, inlinePolicies, managedPolicyArns };
}

function describeMatch({ revision, scope, withoutFeatures, databases = [] }: Variant, isWhole: boolean): string {
  const parts = [
    ...(revision === undefined ? [] : [`the revision of ${revision}`]),
    ...(withoutFeatures.length === 0 ? [] : [`without ${withoutFeatures.join(', ')}`]),
    ...(scope.length === 0 ? [] : [`scoped (${scope.join(', ')})`]),
    ...(databases.length === 0 ? [] : [`with access to named databases only (${databases.join(', ')})`]),
  ];
  const policies = isWhole ? 'the inline policies' : 'the inline policies with the expected names';
  return `${policies} are a variant of those that were requested: ${parts.join(', ')}`;
}

/** The options of the command that ask for a variant. */
function howToAskFor({ features = {}, scope, athena }: VariantOptions): string {
  const omitted = FEATURES.filter((feature) => features[feature] === false).map(
    (feature) => `--no-${kebabCase(feature)}`,
  );
  const options = [
    ...omitted,
    ...(scope === undefined ? [] : scopeArguments(scope)),
    ...(athena === undefined ? [] : athenaArguments(athena, scope !== undefined)),
  ];
  return options.length === 0 ? '' : `; to ask for it, add \`${options.join(' ')}\``;
}

function scopeArguments(scope: Scope): string[] {
  const names = (Object.keys(scope) as ScopeOption[]).filter((option) => scopeKind(option) !== 'account');
  return [
    `--scope ${names.length === 0 ? 'accountId' : names.join(',')}`,
    `--account ${scope.accountId}`,
    ...(scope.vpcId === undefined ? [] : [`--vpc ${scope.vpcId}`]),
  ];
}

/** The options for tables. Several name the account, once. */
function athenaArguments(athena: AthenaParameters, hasAccount: boolean): string[] {
  const { databases, results, workgroup = '', catalogKey = '' } = athena;
  const tablesOf = (access: string): string =>
    databases
      .filter((database) => database.access === access)
      .flatMap(({ name, tables = ['*'] }) => tables.map((table) => `${name}/${table}`))
      .join(',');
  const flags = ATHENA_FLAGS.filter((flag) => athena[flag] === true).join(',');
  const location = results === 'managed' ? results : `s3://${results.bucket}/${results.prefix ?? ''}`;
  const given: [option: string, value: string][] = [
    ['account', hasAccount ? '' : athena.accountId],
    ['read-tables', tablesOf('read')],
    ['write-tables', tablesOf('write')],
    ['query-results', location],
    ['workgroup', workgroup],
    ['catalog-key', catalogKey],
    ['athena', flags],
  ];
  return given.filter(([, value]) => value !== '').map(([option, value]) => `--${option} ${quoted(value)}`);
}

/** A value as a shell reads it. Names can have characters that it would expand. */
function quoted(value: string): string {
  return /^[\w/.,:-]+$/.test(value) ? value : quoteArgument(value);
}
