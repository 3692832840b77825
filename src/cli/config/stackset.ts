import { arnFields } from '../../aws/arn.js';
import { SESSION_SECONDS } from '../../aws/identifiers.js';
import type { LocatedProblem } from '../../core/issue.js';
import { quote } from '../../core/quote.js';
import { pascalCase } from '../../core/words.js';
import { cloudFormationTemplate } from '../../render/cloudformation/template.js';
import { FEATURES } from '../../upsolver/catalogue/features.js';
import type { TemplateOptions } from '../../upsolver/parameters/template.js';
import { SCOPE_OPTIONS, type ScopeOption } from '../../upsolver/scope/options.js';
import type { AccountEntry } from './account-entry.js';
import { withMetadata } from './provenance.js';
import { athenaProblems, athenaValuesOf, describeParts, partsOfEntry } from './stackset-athena.js';
import { formatJson, formatTemplate, type OutputFile } from './template-files.js';

/** The files of a StackSet, or why the accounts cannot share a template. */
export type StackSetResult = { files: OutputFile[]; problems: LocatedProblem[] };

/** The paths that the files of a StackSet have. */
export const STACKSET_PATHS = /^(?:stackset\.template\.(?:json|yaml)|\d{12}-[a-z0-9-]+\.parameters\.json)$/;

/**
 * Returns one template for all accounts, and the values of its parameters for each account and Region, as
 * `aws cloudformation create-stack-instances --parameter-overrides` takes them.
 *
 * Source: CloudFormation API Reference, CreateStackInstances, ParameterOverrides.
 */
export function stackSetFiles(entries: readonly AccountEntry[], isYaml = false): StackSetResult {
  const [first] = entries;
  if (first === undefined) return { files: [], problems: [] };
  const shared = sharedParts(first);
  const problems = entries.flatMap((entry) => [...scopeProblems(entry), ...differences(entry, first)]);
  if (problems.length > 0) return { files: [], problems };
  const options: TemplateOptions = Object.fromEntries(
    Object.entries(shared.options).filter(([, value]) => value !== undefined),
  );
  const template = cloudFormationTemplate(first.mode, options);
  const overrides = entries.map((entry) => overridesOf(entry, template.Parameters as Definitions));
  const invalid = overrides.flatMap((each) => each.problems);
  if (invalid.length > 0) return { files: [], problems: invalid };
  const path = `stackset.template.${isYaml ? 'yaml' : 'json'}`;
  const text = formatTemplate(withMetadata(template, { mode: first.mode, parameters: options }), isYaml);
  return { files: [{ path, text }, ...overrides.map(({ file }) => file)], problems: [] };
}

/** What a template with parameters fixes. */
function sharedParts(entry: AccountEntry): { mode: string; options: TemplateOptions } {
  const { mode, parameters, settings } = entry;
  const { dataAccess, tags } = parameters;
  return { mode, options: { dataAccess, athena: partsOfEntry(entry), scope: scopeNames(settings.scope), tags } };
}

/** The options that a scope names, in the order of the table; nothing for none. */
function scopeNames(scope: AccountEntry['settings']['scope']): ScopeOption[] | undefined {
  const names = scope === 'all' ? SCOPE_OPTIONS : [scope ?? []].flat();
  const chosen = SCOPE_OPTIONS.filter((option) => names.some((name) => name === option));
  return chosen.length === 0 ? undefined : chosen;
}

function scopeProblems({ settings: { scope }, path }: AccountEntry): LocatedProblem[] {
  if (typeof scope !== 'object' || Array.isArray(scope)) return [];
  const message = 'a StackSet cannot have a scope with values';
  const hint = 'list the options by name: their values are derived from the account';
  return [{ code: 'conflicting_elements', path: [...path, 'scope'], message, hint }];
}

function differences(entry: AccountEntry, first: AccountEntry): LocatedProblem[] {
  const [own, other] = [flat(entry), flat(first)];
  return Object.keys(own).flatMap((setting): LocatedProblem[] => {
    if (JSON.stringify(own[setting]) === JSON.stringify(other[setting])) return [];
    const message =
      setting === 'athena'
        ? describeParts(partsOfEntry(entry), partsOfEntry(first), first.accountId)
        : `${quote(setting)} differs from that of the account ${quote(first.accountId)}`;
    const hint = 'a StackSet has one template; omit `--stackset` to write one for each account';
    return [{ code: 'conflicting_elements', path: [...entry.path, setting], message, hint }];
  });
}

function flat(entry: AccountEntry): Readonly<Record<string, unknown>> {
  const { mode, options } = sharedParts(entry);
  return { mode, ...options, tags: Object.entries(options.tags ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1)) };
}

/** The definitions of a template's parameters, as far as they limit values. */
type Definitions = { [name: string]: { AllowedPattern?: string; MaxLength?: number } };

/** The most bytes of a value; only ASCII is allowed in long ones. Source: CloudFormation User Guide, "Quotas". */
const MAX_VALUE = 4096;

function overridesOf(entry: AccountEntry, definitions: Definitions): { file: OutputFile; problems: LocatedProblem[] } {
  const values = { ...parameterValues(entry), ...athenaValuesOf(entry) };
  const list = Object.keys(definitions).map((name) => ({
    ParameterKey: name,
    ParameterValue: [values[name] ?? ''].flat().join(','),
  }));
  const problems = Object.entries(definitions).flatMap(([name, { AllowedPattern = '', MaxLength = MAX_VALUE }]) => {
    const value = values[name];
    const hint = 'omit `--stackset`';
    const refuse = (message: string): LocatedProblem => ({ code: 'invalid_value', path: entry.path, message, hint });
    if (value === undefined) return [refuse(String(ONLY[name]))];
    const isAllowed = RegExp(AllowedPattern, 'u');
    // A list has the limit as a whole, and the pattern for each entry. An empty list is the empty text.
    const texts = typeof value === 'string' || value.length === 0 ? [String(value)] : value;
    const wrong = texts.filter((text) => !isAllowed.test(text));
    if (wrong.length === 0 && texts.join(',').length > MaxLength) wrong.push(texts.join(','));
    return wrong.map((text) => refuse(`${quote(text)} is not a value of the parameter ${quote(name)}`));
  });
  return {
    file: { path: `${entry.key}.parameters.json`, text: formatJson(list) },
    problems: [...problems, ...athenaProblems(entry)],
  };
}

/** Why a parameter can have no value for an account. */
const ONLY: Readonly<Record<string, string>> = {
  ExternalId: 'a template with parameters accepts one external ID',
  PermissionsBoundary: 'the boundary of a template with parameters must be a policy of the account',
};

/** The values of the template's parameters, by their names; `undefined` for what no parameter can say. */
function parameterValues({ accountId, parameters }: AccountEntry): Readonly<Record<string, string | undefined>> {
  const { externalId, permissionsBoundaryArn, scope, features = {} } = parameters;
  const externalIds = [externalId].flat();
  const [, , , , owner, resource = ''] = arnFields(permissionsBoundaryArn ?? '');
  const boundary = owner === accountId ? resource.slice('policy/'.length) : undefined;
  return {
    OrganizationId: parameters.orgId,
    TrustedAccountId: parameters.trustedAccountId,
    ExternalId: externalIds.length === 1 ? externalIds[0] : undefined,
    ...Object.fromEntries(FEATURES.map((feature) => [pascalCase(feature), String(features[feature] !== false)])),
    VpcId: scope?.vpcId,
    PermissionsBoundary: permissionsBoundaryArn === undefined ? '' : boundary,
    Path: parameters.path ?? '/',
    NamePrefix: parameters.namePrefix ?? '',
    NameSuffix: parameters.nameSuffix ?? '',
    MaxSessionDuration: String(parameters.maxSessionDuration ?? SESSION_SECONDS.min),
  };
}
