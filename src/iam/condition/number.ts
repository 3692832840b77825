/** An exact decimal number: its digits without leading and trailing zeros. */
export type Decimal = { negative: boolean; integer: string; fraction: string };

/** Parses a decimal integer or fraction. Returns `undefined` for anything else, including exponents. */
export function parseDecimal(text: string): Decimal | undefined {
  const match = /^([+-]?)0*(\d+)(?:\.(\d+))?$/.exec(text);
  if (match === null) return undefined;
  const [, sign, digits, decimals = ''] = match;
  const integer = digits === '0' ? '' : (digits as string);
  const fraction = withoutTrailingZeros(decimals);
  return { negative: sign === '-' && integer + fraction !== '', integer, fraction };
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
