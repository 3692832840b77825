/** A value that JSON can hold. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** The value with a function applied to every string in it, including keys. */
export function mapStrings(
  value: Json,
  mapString: (value: string) => Json,
  mapKey: (key: string) => string = (key) => key,
): Json {
  if (typeof value === 'string') return mapString(value);
  if (Array.isArray(value)) return value.map((entry) => mapStrings(entry, mapString, mapKey));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [mapKey(key), mapStrings(entry, mapString, mapKey)]),
  );
}
