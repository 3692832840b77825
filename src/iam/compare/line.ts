import { parseInstant } from '../condition/date.js';
import { parseIpAddress, parseIpBlock, type IpBlock } from '../condition/ip.js';
import { parseDecimal, withoutTrailingZeros } from '../condition/number.js';
import type { Comparison } from '../condition/operator.js';
import type { Interval } from './line-set.js';

/** The families whose values are ordered like points on a line. */
export type LineFamily = 'Numeric' | 'Date' | 'Ip';

export function isLineFamily(family: string): family is LineFamily {
  return family === 'Numeric' || family === 'Date' || family === 'Ip';
}

/** How the values of a family lie on a line of whole numbers. */
export type Line = {
  /** The first and the last point. */
  ends: Interval;
  /** The points that a value of a policy stands for: one, or a block of addresses. */
  pointsOf: (policyValue: string) => Interval | undefined;
  /** The point of a value of a condition key; `undefined` if it has another type. */
  pointOf: (value: string) => bigint | undefined;
  /** Values in an interval, spelled in different ways, those that people would write first. None if it has no value. */
  spell: (interval: Interval) => string[];
};

/** The points that a comparison with a value of a policy allows. */
export function allowedPoints({ ends, pointsOf }: Line, comparison: Comparison, policyValue: string): Interval[] {
  const points = pointsOf(policyValue);
  if (points === undefined) return [];
  const [first, last] = points;
  const [start, end] = ends;
  switch (comparison) {
    case 'lessThan':
      return intervalOf(start, first - 1n);
    case 'lessThanEquals':
      return intervalOf(start, last);
    case 'greaterThan':
      return intervalOf(last + 1n, end);
    case 'greaterThanEquals':
      return intervalOf(first, end);
    default:
      return [points];
  }
}

function intervalOf(first: bigint, last: bigint): Interval[] {
  return first <= last ? [[first, last]] : [];
}

/**
 * The line of numbers. A point is a number times a power of ten that leaves one more decimal place than the policies
 * use: so there are points between any two different numbers of the policies.
 */
export function numberLine(policyValues: readonly string[]): Line {
  let [wholes, decimals] = [1, 0];
  for (const value of policyValues) {
    const number = parseDecimal(value);
    wholes = Math.max(wholes, number?.integer.length ?? 0);
    decimals = Math.max(decimals, number?.fraction.length ?? 0);
  }
  const places = decimals + 1;
  const scale = 10n ** BigInt(places);
  const end = 10n ** BigInt(wholes + 1) * scale;
  const pointOf = (value: string): bigint | undefined => {
    const number = parseDecimal(value);
    if (number === undefined) return undefined;
    const digits = number.integer + number.fraction.slice(0, places).padEnd(places, '0');
    let magnitude = BigInt(digits);
    // A number with more decimal places is between two points; it must not fall on one that a policy can have.
    if (number.fraction.length > places && magnitude % 10n === 0n) magnitude += 1n;
    const limited = magnitude < end ? magnitude : end;
    return number.negative ? -limited : limited;
  };
  const pointsOf = (value: string): Interval | undefined => {
    const point = pointOf(value);
    return point === undefined ? undefined : [point, point];
  };
  const spell = (interval: Interval): string[] => {
    const text = decimalText(roundPoint(interval, 0n, scale), scale, places);
    if (text.includes('.')) return [text, `${text}0`];
    // With a leading zero, four digits are not a year; with a fraction, a number is not an instant.
    return [text, `${text}.0`, text.startsWith('-') ? `-0${text.slice(1)}` : `0${text}`];
  };
  return { ends: [-end, end], pointsOf, pointOf, spell };
}

/** The point of an interval that is nearest to another one, a multiple of a unit if the interval has one. */
function roundPoint([first, last]: Interval, nearTo: bigint, unit: bigint): bigint {
  if (nearTo >= first && nearTo <= last) return nearTo;
  const remainder = (point: bigint): bigint => ((point % unit) + unit) % unit;
  if (nearTo < first) {
    const rounded = first + ((unit - remainder(first)) % unit);
    return rounded <= last ? rounded : first;
  }
  const rounded = last - remainder(last);
  return rounded >= first ? rounded : last;
}

function decimalText(point: bigint, scale: bigint, places: number): string {
  const magnitude = point < 0n ? -point : point;
  const fraction = withoutTrailingZeros(String(magnitude % scale).padStart(places, '0'));
  return `${point < 0n ? '-' : ''}${magnitude / scale}${fraction === '' ? '' : `.${fraction}`}`;
}

const SECOND = 1_000_000_000n;

/** The line of instants, in nanoseconds. Outside of the years 0 to 9999, only whole seconds have a spelling. */
export const DATE_LINE: Line = /* @__PURE__ */ createDateLine();

function createDateLine(): Line {
  const firstDate = -62_167_219_200n * SECOND; // 0000-01-01T00:00:00Z
  const lastDate = 253_402_300_800n * SECOND - 1n; // 9999-12-31T23:59:59.999999999Z
  const exampleDate = 1_767_225_600n * SECOND; // 2026-01-01T00:00:00Z
  return {
    // Seconds since 1970.
    ends: [-9_999_999_999_999_999_999n * SECOND, 9_223_372_036_854_775_807n * SECOND],
    pointsOf: (value) => {
      const instant = parseInstant(value);
      return instant === undefined ? undefined : [instant, instant];
    },
    pointOf: parseInstant,
    spell: ([first, last]) => {
      const dates: Interval = [first > firstDate ? first : firstDate, last < lastDate ? last : lastDate];
      if (dates[0] <= dates[1]) return spellInstant(roundPoint(dates, exampleDate, SECOND));
      const point = roundPoint([first, last], exampleDate, SECOND);
      return point % SECOND === 0n ? epochTexts(point / SECOND) : [];
    },
  };
}

function spellInstant(instant: bigint): string[] {
  const nanoseconds = ((instant % SECOND) + SECOND) % SECOND;
  const seconds = (instant - nanoseconds) / SECOND;
  const text = new Date(Number(seconds) * 1000).toISOString().slice(0, 19);
  if (nanoseconds !== 0n) {
    const precise = `${text}.${withoutTrailingZeros(String(nanoseconds).padStart(9, '0'))}`;
    return [`${precise}Z`, `${precise}+00:00`];
  }
  const [epoch, ...padded] = epochTexts(seconds) as [string, ...string[]];
  const year = text.endsWith('-01-01T00:00:00') ? [text.slice(0, 4)] : [];
  return [`${text}Z`, epoch, ...year, ...padded];
}

/** Whole seconds since 1970. Four digits would be a year, so they get a leading zero. */
function epochTexts(seconds: bigint): string[] {
  const digits = String(seconds < 0n ? -seconds : seconds);
  const texts = [digits, `0${digits}`].filter((text) => text.length <= 19 && (seconds < 0n || text.length !== 4));
  return texts.map((text) => (seconds < 0n ? `-${text}` : text));
}

/** 2^32, after all addresses of IPv4. */
const IPV6_START = 0x1_0000_0000n;

/** The line of addresses: those of IPv4, then those of IPv6. */
export const ADDRESS_LINE: Line = /* @__PURE__ */ createAddressLine();

function createAddressLine(): Line {
  // 192.0.2.1 and 2001:db8::1, of the blocks for documentation.
  const examples = [0xc0_00_02_01n, IPV6_START + 0x2001_0db8_0000_0000_0000_0000_0000_0001n];
  return {
    ends: [0n, IPV6_START + (1n << 128n) - 1n],
    pointsOf: (value) => {
      const block = parseIpBlock(value);
      return block === undefined ? undefined : onLine(block);
    },
    pointOf: (value) => {
      const address = parseIpAddress(value);
      return address === undefined ? undefined : onLine(address)[0];
    },
    spell: ([first, last]) => {
      const preferred = examples.find((point) => point >= first && point <= last);
      // Not the first address of a block, which is that of the network.
      return addressTexts(preferred ?? (first < last && first + 1n !== IPV6_START ? first + 1n : first));
    },
  };
}

function onLine({ bits, first, last }: IpBlock): Interval {
  return bits === 32 ? [first, last] : [IPV6_START + first, IPV6_START + last];
}

function addressTexts(point: bigint): string[] {
  const isIpv4 = point < IPV6_START;
  const address = isIpv4 ? point : point - IPV6_START;
  const partsOf = (count: number, size: bigint): bigint[] =>
    Array.from({ length: count }, (_, index) => (address >> (size * BigInt(count - 1 - index))) & ((1n << size) - 1n));
  if (isIpv4) return [partsOf(4, 8n).join('.')];
  const groups = partsOf(8, 16n).map((group) => group.toString(16));
  const short = groups.join(':').replace(/(?:^|:)0(?::0)+(?::|$)/, '::');
  // The same address, which ends like one of IPv4.
  return [short, `${groups.slice(0, 6).join(':')}:${partsOf(16, 8n).slice(12).join('.')}`];
}
