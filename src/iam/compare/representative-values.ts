import { parseInstant } from '../condition/date.js';
import { parseIpBlock } from '../condition/ip.js';
import { parseDecimal, withoutTrailingZeros } from '../condition/number.js';

/** The families whose values are ordered like points on a line. */
export type LineFamily = 'Numeric' | 'Date' | 'Ip';

/**
 * Values that represent all values, as far as comparisons with the values of policies can distinguish them: at least
 * one for every class of values that give the same results.
 *
 * Numbers, instants and addresses are points on a line. The policies' values divide it into points and intervals: each
 * value and its neighbors on both sides are in every interval. The last value is of no such type.
 */
export function representativeValues(family: LineFamily, policyValues: readonly string[]): string[] {
  const around = { Numeric: aroundNumbers, Date: aroundInstants, Ip: aroundAddresses }[family];
  return [...around(policyValues), NO_VALUE];
}

/** Neither a number nor a date nor an address. */
const NO_VALUE = 'x';

/**
 * Each number, its neighbors one away, and its neighbors one step away that is smaller than all digits of the policies.
 * With a leading zero, four digits are not a year; with a fraction, a number is not an instant.
 */
function aroundNumbers(policyValues: readonly string[]): string[] {
  const numbers = policyValues.flatMap((value) => parseDecimal(value) ?? []);
  const digits = Math.max(0, ...numbers.map(({ fraction }) => fraction.length)) + 1;
  const scale = 10n ** BigInt(digits);
  const scaled = numbers.map(({ negative, integer, fraction }) => {
    const magnitude = BigInt(integer + fraction.padEnd(digits, '0'));
    return negative ? -magnitude : magnitude;
  });
  const near = unique(scaled.flatMap((number) => [number, number + scale, number - scale, number + 1n, number - 1n]));
  return near.flatMap((number) => {
    const text = decimalText(number, scale, digits);
    return text.includes('.') ? [text] : [text, `${text}.0`, text.startsWith('-') ? `-0${text.slice(1)}` : `0${text}`];
  });
}

function decimalText(number: bigint, scale: bigint, digits: number): string {
  const magnitude = number < 0n ? -number : number;
  const fraction = withoutTrailingZeros(String(magnitude % scale).padStart(digits, '0'));
  return `${number < 0n ? '-' : ''}${magnitude / scale}${fraction === '' ? '' : `.${fraction}`}`;
}

const SECOND = 1_000_000_000n;

/** Each instant, its neighbors one second and one nanosecond away, and its year with four digits. */
function aroundInstants(policyValues: readonly string[]): string[] {
  const instants = policyValues.flatMap((value) => parseInstant(value) ?? []);
  const near = unique(
    instants.flatMap((instant) => [instant, instant + SECOND, instant - SECOND, instant + 1n, instant - 1n]),
  );
  return near.flatMap((instant) => {
    const seconds = instant / SECOND - (instant % SECOND < 0n ? 1n : 0n);
    const iso = isoText(seconds, instant - seconds * SECOND);
    const epoch = [epochText(seconds), epochText(seconds + 1n)];
    return iso === undefined ? epoch : [iso, ...epoch, iso.slice(0, 4)];
  });
}

/** Seconds since 1970. Four digits would be a year, so they get a leading zero. */
function epochText(seconds: bigint): string {
  return /^\d{4}$/.test(String(seconds)) ? `0${seconds}` : String(seconds);
}

const FIRST_SECOND = -62_167_219_200n; // 0000-01-01T00:00:00Z
const LAST_SECOND = 253_402_300_799n; // 9999-12-31T23:59:59Z

function isoText(seconds: bigint, nanoseconds: bigint): string | undefined {
  if (seconds < FIRST_SECOND || seconds > LAST_SECOND) return undefined;
  const text = new Date(Number(seconds) * 1000).toISOString().slice(0, 19);
  return nanoseconds === 0n ? `${text}Z` : `${text}.${String(nanoseconds).padStart(9, '0')}Z`;
}

/** Both ends of each block, the addresses next to them, and one address of each family. */
function aroundAddresses(policyValues: readonly string[]): string[] {
  const near = policyValues.flatMap((value) => {
    const block = parseIpBlock(value);
    if (block === undefined) return [];
    const { bits, first, last } = block;
    const limit = 1n << BigInt(bits);
    return [first + 1n, first, last, last + 1n, first - 1n]
      .filter((address) => address >= 0n && address < limit)
      .map((address) => addressText(address, bits));
  });
  return unique([...near, '192.0.2.1', '2001:db8:0:0:0:0:0:1']);
}

function addressText(address: bigint, bits: number): string {
  const size = bits === 32 ? 8n : 16n;
  const groups = Array.from({ length: bits === 32 ? 4 : 8 }, (_, index) => {
    const shift = BigInt(bits) - size * BigInt(index + 1);
    return ((address >> shift) & ((1n << size) - 1n)).toString(bits === 32 ? 10 : 16);
  });
  return groups.join(bits === 32 ? '.' : ':');
}

function unique<Value>(values: readonly Value[]): Value[] {
  return [...new Set(values)];
}
