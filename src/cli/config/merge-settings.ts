import { EXCLUSIVE_SETTINGS, type AccountSettings } from '../../upsolver/parameters/accounts.js';

type Path = readonly (string | number)[];

/** The settings of one level, such as the defaults, and how messages name each of them. */
export type SettingsLevel = {
  settings: AccountSettings;
  /** Returns where a setting is: its path in the file, or the name of an option or a variable. */
  placeOf: (setting: string) => Path;
};

/** Settings of several levels together, and where each of them is from. */
export type MergedSettings = {
  settings: AccountSettings;
  /** Returns where a part of a setting is from; `undefined` if no level has the setting. */
  placeOf: (path: Path) => Path | undefined;
};

/** Settings whose members are merged one by one. Every other setting replaces the one below it. */
const MERGED: ReadonlySet<string> = new Set(['tags', 'features']);

/** Merges levels, from the one that yields to all others to the one that beats all others. */
export function mergeSettings(levels: readonly SettingsLevel[]): MergedSettings {
  const settings = new Map<string, unknown>();
  const places = new Map<string, Path>();
  for (const { settings: own, placeOf } of levels) {
    const entries: [string, unknown][] = Object.entries(own).filter(([, value]) => value !== undefined);
    for (const [name] of entries) for (const other of alternativesOf(name)) settings.delete(other);
    for (const [name, value] of entries) {
      const below = settings.get(name);
      settings.set(name, MERGED.has(name) ? { ...(below as object), ...(value as object) } : value);
      places.set(name, placeOf(name));
      if (MERGED.has(name)) {
        for (const member of Object.keys(value as object)) places.set(memberKey(name, member), placeOf(name));
      }
    }
  }
  return {
    settings: Object.fromEntries(settings) as AccountSettings,
    placeOf([name, ...rest]) {
      const place = places.get(memberKey(name, rest[0])) ?? places.get(String(name));
      return place === undefined || !settings.has(String(name)) ? undefined : [...place, ...rest];
    },
  };
}

function memberKey(name: unknown, member: unknown): string {
  return JSON.stringify([name, member]);
}

/** The settings that say the same as another one. */
function alternativesOf(name: string): string[] {
  return EXCLUSIVE_SETTINGS.flatMap((names) => (names.some((each) => each === name) ? [...names] : [])).filter(
    (other) => other !== name,
  );
}
