/** An instant, in nanoseconds since 1970-01-01T00:00:00Z. */
export type Instant = bigint;

const NANOSECONDS_PER_SECOND = 1_000_000_000n;

/** The largest number of seconds that IAM accepts. Source: recorded behavior of IAM; not documented. */
const MAX_EPOCH_SECONDS = 9_223_372_036_854_775_807n;

const ISO_8601 =
  /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}(?::?\d{2})?))?)?)?$/i;

/**
 * The instant of a date in the W3C profile of ISO 8601 (`2026`, `2026-01`, `2026-01-31`, `2026-01-31T10:00Z`,
 * `2026-01-31T10:00:00.5+01:00`) or of a whole number of seconds since 1970, else `undefined`. Four digits are a year.
 *
 * Source: IAM User Guide, "IAM JSON policy elements: Condition operators", date condition operators.
 */
export function parseInstant(text: string): Instant | undefined {
  const match = ISO_8601.exec(text);
  if (match === null) return parseEpochSeconds(text);

  // The groups are nested: if one did not match, none after it did.
  const parts = match.slice(1, 7).filter((part) => part !== undefined);
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts.map(Number);
  const [fraction = '', zone = ''] = match.slice(7);
  // Not `Date.UTC`, which maps the years 0 to 99 to the twentieth century.
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second);
  // April 31 becomes May 1.
  const isReal = date.getUTCMonth() === month - 1 && hour < 24 && minute < 60 && second < 60;
  const offset = zoneOffsetMinutes(zone);
  if (!isReal || offset === undefined) return undefined;

  const seconds = BigInt(date.getTime() / 1000 - offset * 60);
  return seconds * NANOSECONDS_PER_SECOND + BigInt(fraction.padEnd(9, '0'));
}

function parseEpochSeconds(text: string): Instant | undefined {
  if (!/^-?\d{1,19}$/.test(text)) return undefined;
  const seconds = BigInt(text);
  return seconds > MAX_EPOCH_SECONDS ? undefined : seconds * NANOSECONDS_PER_SECOND;
}

/** `Z` and an omitted zone have no digits: their offset is 0. */
function zoneOffsetMinutes(zone: string): number | undefined {
  const hours = +zone.slice(1, 3);
  const minutes = +zone.slice(3).replace(':', '');
  if (hours > 23 || minutes > 59) return undefined;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}
