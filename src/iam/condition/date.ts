/** An instant, in nanoseconds since 1970-01-01T00:00:00Z. */
export type Instant = bigint;

const NANOSECONDS_PER_SECOND = 1_000_000_000n;

/** The largest number of seconds that IAM accepts. Source: recorded behavior of IAM; not documented. */
const MAX_EPOCH_SECONDS = 9_223_372_036_854_775_807n;

/** `0000-01-01T00:00:00Z` and `9999-12-31T23:59:59Z`, in seconds since 1970. */
const FIRST_INSTANT_SECOND = -62_167_219_200n;
const LAST_INSTANT_SECOND = 253_402_300_799n;

const ISO_8601 =
  /^(\d{4})(?:-(\d\d?)(?:-(\d\d?)(?:T(\d\d?)(?::(\d\d?)(?::(\d\d?)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d(?::\d\d)?)?)?)?)?)?$/i;

/** A date, then a time of one, two or three parts. */
const ACCEPTED_DATE = '-?\\d{1,9}(?:-(?:0?[1-9]|1[0-2])(?:-(?:0?[1-9]|[12]\\d|3[01]))?)?';
const ACCEPTED_ZONE = '(?:Z|[+-](?:[01]\\d|2[0-3])(?::[0-5]\\d)?)?';
const ACCEPTED_TIME = `(?:[01]?\\d|2[0-3])(?::[0-5]?\\d(?::[0-5]?\\d(?:\\.\\d{1,9})?)?${ACCEPTED_ZONE})?`;
const ACCEPTED = /* @__PURE__ */ RegExp(`^${ACCEPTED_DATE}(?:T(?:${ACCEPTED_TIME})?)?$`, 'i');

/**
 * The instant of a date in the W3C profile of ISO 8601 (`2026`, `2026-01`, `2026-01-31`, `2026-01-31T10:00Z`,
 * `2026-01-31T10:00:00.5+01:00`) or of a whole number of seconds since 1970, else `undefined`. Four digits are a year.
 *
 * As IAM does, reads parts of one digit, and times without a zone, here as UTC. The zone must not lead out of the
 * years 0000 to 9999, in which UTC has no spelling.
 *
 * Source: IAM User Guide, "IAM JSON policy elements: Condition operators", date condition operators; recorded behavior
 * of IAM.
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
  if (seconds < FIRST_INSTANT_SECOND || seconds > LAST_INSTANT_SECOND) return undefined;
  return seconds * NANOSECONDS_PER_SECOND + BigInt(fraction.padEnd(9, '0'));
}

/**
 * Whether IAM accepts a string as the value of a date operator, which is more than {@link parseInstant} reads: April 31
 * and the year 12026 are accepted.
 *
 * Source: recorded behavior of IAM; not documented.
 */
export function isAcceptedDate(text: string): boolean {
  const isWritten = text.includes('-') || /t/i.test(text);
  return isWritten ? ACCEPTED.test(text) : parseInstant(text) !== undefined;
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
