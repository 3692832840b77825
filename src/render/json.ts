/** A value that JSON can hold. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** The value with every text in it, keys among them, put through a function. */
export function mapTexts(
  value: Json,
  mapText: (text: string) => Json,
  mapKey: (key: string) => string = (key) => key,
): Json {
  if (typeof value === 'string') return mapText(value);
  if (Array.isArray(value)) return value.map((entry) => mapTexts(entry, mapText, mapKey));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [mapKey(key), mapTexts(entry, mapText, mapKey)]),
  );
}
