/** A decimal number, exact: its digits without superfluous zeros. */
export type Decimal = { negative: boolean; integer: string; fraction: string };

/** A decimal integer or fraction, or `undefined`. There are no exponents, and nothing may follow the number. */
export function parseDecimal(text: string): Decimal | undefined {
  const match = /^([+-]?)0*(\d+)(?:\.(\d+))?$/.exec(text);
  if (match === null) return undefined;
  const [, sign, digits, decimals = ''] = match;
  const integer = digits === '0' ? '' : (digits as string);
  const fraction = withoutTrailingZeros(decimals);
  return { negative: sign === '-' && integer + fraction !== '', integer, fraction };
}

/** A loop, because a pattern would look at a long run of zeros again from each of them. */
export function withoutTrailingZeros(digits: string): string {
  let end = digits.length;
  while (digits[end - 1] === '0') end -= 1;
  return digits.slice(0, end);
}

/** Less than, equal to or greater than zero as `a` is to `b`, by value: no rounding, however long the numbers. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  if (a.negative !== b.negative) return a.negative ? -1 : 1;
  return a.negative ? compareMagnitudes(b, a) : compareMagnitudes(a, b);
}

function compareMagnitudes(a: Decimal, b: Decimal): number {
  if (a.integer.length !== b.integer.length) return a.integer.length - b.integer.length;
  // Digits of equal length compare as text, and so do fractions: the shorter one ends in zeros.
  return compareOrdered(a.integer, b.integer) || compareOrdered(a.fraction, b.fraction);
}

/** Less than, equal to or greater than zero as `a` is to `b`. */
export function compareOrdered<Value extends string | bigint>(a: Value, b: Value): number {
  return Number(a > b) - Number(a < b);
}
