/** An exact decimal number: its digits without leading and trailing zeros. */
export type Decimal = { negative: boolean; integer: string; fraction: string };

/** Parses a decimal integer or fraction. Returns `undefined` for anything else, including exponents. */
export function parseDecimal(text: string): Decimal | undefined {
  const match = /^([+-]?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (match === null) return undefined;
  const [, sign, digits, decimals = ''] = match;
  const integer = withoutLeadingZeros(digits as string);
  const fraction = withoutTrailingZeros(decimals);
  return { negative: sign === '-' && integer + fraction !== '', integer, fraction };
}

/** A loop, because a regular expression would take quadratic time on a long run of zeros. */
function withoutLeadingZeros(digits: string): string {
  let start = 0;
  while (digits[start] === '0') start += 1;
  return digits.slice(start);
}

/** A loop, because a regular expression would take quadratic time on a long run of zeros. */
export function withoutTrailingZeros(digits: string): string {
  let end = digits.length;
  while (digits[end - 1] === '0') end -= 1;
  return digits.slice(0, end);
}

/** Compares two numbers of any length without rounding: the sign of `a - b`. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  if (a.negative !== b.negative) return a.negative ? -1 : 1;
  return a.negative ? compareMagnitudes(b, a) : compareMagnitudes(a, b);
}

function compareMagnitudes(a: Decimal, b: Decimal): number {
  if (a.integer.length !== b.integer.length) return a.integer.length - b.integer.length;
  // Integers of equal length compare as strings, and so do fractions: the shorter one ends in zeros.
  return compareOrdered(a.integer, b.integer) || compareOrdered(a.fraction, b.fraction);
}

/** The sign of `a - b`. */
export function compareOrdered<Value extends string | bigint>(a: Value, b: Value): number {
  return Number(a > b) - Number(a < b);
}

/** The longest exponent that is written out; numbers of JavaScript have at most 308. */
const MAX_EXPONENT = 400;

/** The digits of a JSON number without an exponent: `1e21` becomes 1 and 21 zeros. Other text stays as it is. */
export function plainNumber(text: string): string {
  const [, sign = '', whole = '', decimals = '', exponent] = /^(-?)(\d+)(?:\.(\d+))?e([+-]?\d+)$/i.exec(text) ?? [];
  if (exponent === undefined || Math.abs(+exponent) > MAX_EXPONENT) return text;
  const point = whole.length + +exponent;
  const digits = (whole + decimals)
    .padEnd(point, '0')
    .padStart(whole.length + decimals.length - Math.min(point, 0), '0');
  const integer = digits.slice(0, Math.max(point, 0)).replace(/^0+(?=\d)/, '') || '0';
  const fraction = withoutTrailingZeros(digits.slice(Math.max(point, 0)));
  return sign + integer + (fraction && `.${fraction}`);
}
