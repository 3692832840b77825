import type { LocatedProblem } from '../../core/issue.js';
import { quote } from '../../core/quote.js';
import { snakeCase } from '../../core/words.js';
import { FEATURES, type Feature } from '../../upsolver/catalogue/features.js';
import { validateAccountSettings, type AccountSettings } from '../../upsolver/parameters/accounts.js';
import { nameAsTyped } from '../typed-names.js';
import type { SettingsLevel } from './merge-settings.js';

/** A level that beats the file, or what is wrong with its values. */
export type OverridesResult = { level: SettingsLevel; problems: LocatedProblem[] };

type Environment = Readonly<Record<string, string | undefined>>;

/** How the value of a variable is read. A list has commas. */
const READERS = {
  text: (text: string): unknown => text,
  number: (text: string): unknown => (/^\d+$/.test(text) ? Number(text) : text),
  list: (text: string): unknown => {
    const names = text.split(',').map((each) => each.trim());
    return names.includes('all') ? 'all' : names;
  },
  flag: (text: string): unknown => (/^(?:true|false)$/.test(text) ? text === 'true' : text),
} as const;

/** The settings that a variable can hold. An external ID can have commas, so that a variable holds one. */
export const VARIABLE_KINDS = {
  mode: 'text',
  orgId: 'text',
  region: 'text',
  trustedAccountId: 'text',
  externalId: 'text',
  permissionsBoundaryArn: 'text',
  path: 'text',
  namePrefix: 'text',
  nameSuffix: 'text',
  maxSessionDuration: 'number',
  scope: 'list',
  vpcId: 'text',
} as const satisfies Partial<Record<keyof AccountSettings, keyof typeof READERS>>;

/** Returns the option of a setting: `--org-id` for `orgId`. */
export function optionOf(setting: string): string {
  const path = setting === 'vpcId' ? ['scope', setting] : [setting];
  return String(nameAsTyped({ code: 'missing', severity: 'error', path, message: '' }, undefined).path[0]);
}

/** Returns the variable of a setting or a feature, by the name of its option: `UPSOLVER_ORG_ID` for `--org-id`. */
export function variableOf(setting: string): string {
  return `UPSOLVER_${snakeCase(optionOf(setting).slice('--'.length)).toUpperCase()}`;
}

/** Reads the settings in environment variables. A variable that is empty counts as not set. */
export function environmentLevel(environment: Environment): OverridesResult {
  const valueOf = (setting: string): string | undefined => environment[variableOf(setting)] || undefined;
  const settings = Object.entries(VARIABLE_KINDS).flatMap(([setting, kind]) => {
    const text = valueOf(setting);
    return text === undefined ? [] : [[setting, READERS[kind](text)] as const];
  });
  const features = FEATURES.flatMap((feature) => {
    const text = valueOf(feature);
    return text === undefined ? [] : [[feature, READERS.flag(text)] as const];
  });
  const given = {
    ...Object.fromEntries(settings),
    ...(features.length > 0 && { features: Object.fromEntries(features) }),
  };
  return checked(given, variableOf);
}

/** What options say of settings. Values can be any, as they were typed. */
export type OptionValues = { readonly [Setting in keyof AccountSettings]?: unknown } & {
  readonly features?: Readonly<Partial<Record<Feature, boolean>>> | undefined;
};

/**
 * Returns the settings of options. An option that is not given is `undefined`; a feature that is on is not given, as
 * there are options only to omit one.
 */
export function optionsLevel(values: OptionValues): OverridesResult {
  const omitted = FEATURES.filter((feature) => values.features?.[feature] === false);
  const features = omitted.length > 0 ? Object.fromEntries(omitted.map((feature) => [feature, false])) : undefined;
  const given = Object.entries({ ...values, features }).filter(([, value]) => value !== undefined);
  return checked(Object.fromEntries(given), optionOf);
}

function checked(given: object, nameOf: (setting: string) => string): OverridesResult {
  const placeOf = (setting: string): string[] => [nameOf(setting)];
  const { value: settings = {}, issues } = validateAccountSettings(given);
  const problems = issues.map(({ path: [setting, ...rest], ...issue }): LocatedProblem => {
    const isFeature = setting === 'features' && rest[0] !== undefined;
    return { ...issue, path: isFeature ? [nameOf(String(rest[0]))] : [nameOf(String(setting)), ...rest] };
  });
  return { level: { settings, placeOf }, problems };
}

/** Returns a sentence for each setting that takes the place of what the file says, for a message. */
export function describeOverrides({ settings, placeOf }: SettingsLevel): string[] {
  const { features = {}, ...others } = settings;
  const replaced = [
    ...Object.keys(others).map((setting) => [String(placeOf(setting)[0]), setting]),
    ...Object.keys(features).map((feature) => [String(placeOf(feature)[0]), `features.${feature}`]),
  ];
  return replaced.map(([place, setting]) => `${quote(place)} replaces ${quote(setting)} of every account`);
}
