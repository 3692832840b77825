/**
 * Numbers, dates, Booleans and bytes, each read from text and compared exactly. `undefined` is what is not of the type.
 *
 * Source: IAM User Guide, "IAM JSON policy elements: Condition operators"
 * (reference_policies_elements_condition_operators.html).
 */

/** Compares numbers: negative, zero or positive. */
type Order = number;

export type Decimal = { readonly sign: -1 | 0 | 1; readonly whole: string; readonly fraction: string };

/** "Integer or decimal value", in digits. Exponents are not documented, and IAM's own numbers have none. */
export function readDecimal(text: string): Decimal | undefined {
  const match = /^([+-]?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (match === null) return undefined;
  const [, sign, digits = '', decimals = ''] = match;
  const whole = digits.replace(/^0+/, '');
  const fraction = decimals.replace(/0+$/, '');
  if (whole === '' && fraction === '') return { sign: 0, whole, fraction };
  return { sign: sign === '-' ? -1 : 1, whole, fraction };
}

const orderTexts = (a: string, b: string): Order => Number(a > b) - Number(a < b);

export function orderDecimals(a: Decimal, b: Decimal): Order {
  if (a.sign !== b.sign) return a.sign - b.sign;
  const size = a.whole.length - b.whole.length || orderTexts(a.whole, b.whole) || orderTexts(a.fraction, b.fraction);
  return a.sign * size;
}

/** A point in time: seconds since 1970, and nanoseconds within the second. */
export type Instant = { readonly seconds: bigint; readonly nanoseconds: number };

const TIME = String.raw`(\d\d?)(?::(\d\d?)(?::(\d\d?)(?:\.(\d{1,9}))?)?(Z|z|[+-]\d\d(?::\d\d)?)?)?`;
const DATE = RegExp(String.raw`^(\d{4})(?:-(\d\d?)(?:-(\d\d?)(?:[Tt]${TIME})?)?)?$`);
/** The first second of the year 0 and the last one of the year 9999: a zone must not lead out of these years. */
const SPELLED = [-62_167_219_200n, 253_402_300_799n] as const;
const LAST_EPOCH = 9_223_372_036_854_775_807n;

/**
 * The days from 1970-01-01 to a date of the Gregorian calendar; `undefined` if the month does not have that day. Years
 * start in March, so that a leap day is the last of its year.
 */
function daysTo(year: number, month: number, day: number): number | undefined {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  if (day < 1 || day > (lengths[month - 1] ?? 0)) return undefined;
  const full = year - 1;
  // Days before 1 January of the year, from 1 January of the year 1; the year 0 comes before it.
  const before = 365 * full + Math.floor(full / 4) - Math.floor(full / 100) + Math.floor(full / 400);
  const inYear = lengths.slice(0, month - 1).reduce((sum, length) => sum + length, 0) + day - 1;
  return before + inYear - 719_162;
}

/** Seconds east of UTC; `undefined` for a zone that no clock has. */
function readZone(zone: string): number | undefined {
  if (zone === 'Z' || zone === 'z') return 0;
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(3).replace(':', '') || 0)];
  if (hours > 23 || minutes > 59) return undefined;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 3600 + minutes * 60);
}

/**
 * "You must specify date/time values with one of the W3C implementations of the ISO 8601 date formats or in epoch
 * (UNIX) time." What IAM stores shows more: `t` and `z` in lowercase, parts of one digit, up to nine digits of a
 * fraction, zones as `+hh`, times without a zone, epoch times of 64 bits. Four digits are a year, the first form of the
 * W3C's profile. AWS does not say what a time without a zone means; it is read as UTC.
 */
export function readInstant(text: string): Instant | undefined {
  const match = DATE.exec(text);
  if (match === null) {
    if (!/^-?\d{1,19}$/.test(text)) return undefined;
    const seconds = BigInt(text);
    return seconds > LAST_EPOCH || seconds < -LAST_EPOCH ? undefined : { seconds, nanoseconds: 0 };
  }
  const [, year, month = '01', day = '01', hour = '00', minute = '00', second = '00', fraction = '', zone = 'Z'] =
    match;
  const days = daysTo(Number(year), Number(month), Number(day));
  const offset = readZone(zone);
  if (days === undefined || offset === undefined) return undefined;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const seconds = days * 86_400 + Number(hour) * 3600 + Number(minute) * 60 + Number(second) - offset;
  if (seconds < SPELLED[0] || seconds > SPELLED[1]) return undefined;
  return { seconds: BigInt(seconds), nanoseconds: Number(fraction.padEnd(9, '0')) };
}

export function orderInstants(a: Instant, b: Instant): Order {
  if (a.seconds !== b.seconds) return a.seconds > b.seconds ? 1 : -1;
  return a.nanoseconds - b.nanoseconds;
}

/** "`true` or `false`"; IAM accepts other letter cases in policies. */
export function readBoolean(text: string): boolean | undefined {
  if (/^true$/i.test(text)) return true;
  return /^false$/i.test(text) ? false : undefined;
}

/**
 * The bytes of Base64 text (RFC 4648). AWS's pages have no rule for padding: texts without it are read as well, as most
 * decoders do, and so are bits that the last byte does not use.
 */
export function readBytes(text: string): string | undefined {
  const isBase64 = /^(?:[A-Za-z\d+/]{4})*(?:[A-Za-z\d+/]{2}(?:==)?|[A-Za-z\d+/]{3}=?)?$/.test(text);
  return isBase64 ? Buffer.from(text, 'base64').toString('latin1') : undefined;
}
