import { readAddress, readBlock } from './address.js';
import { fieldsOfArn } from './arn.js';
import { instantiate } from './instantiate.js';
import type { Draw } from './random.js';
import { readBytes, readDecimal, readInstant } from './values.js';
import { FILLERS, ODD_FILLERS, POLICY_VALUES, type Key, type KeyType } from './vocabulary.js';

/** Values of condition keys in requests: those of the policies, their neighbors, and what is of no type. */

/** How policies use a key. */
export type KeyUse = {
  readonly key: Key;
  readonly operators: { readonly operator: string; readonly values: readonly string[] }[];
  /** Whether a policy has it as a variable. */
  isVariable: boolean;
};

const TYPES: readonly [prefix: RegExp, type: KeyType][] = [
  [/Numeric/, 'number'],
  [/Date/, 'date'],
  [/Bool/, 'boolean'],
  [/IpAddress/, 'address'],
  [/Arn/, 'arn'],
  [/Binary/, 'bytes'],
];
const typeOf = (operator: string): KeyType => TYPES.find(([prefix]) => prefix.test(operator))?.[1] ?? 'string';

/** A value near one of a policy: the same, in another spelling, or next to it. */
const NEAR: Readonly<Record<KeyType, (draw: Draw, policyValue: string) => string>> = {
  string: (draw, value) => instantiate(draw, value, draw.chance(0.2) ? ODD_FILLERS : FILLERS),
  number: (draw, value) => {
    if (readDecimal(value) === undefined || draw.chance(0.3)) return value;
    if (/^[+-]?\d{1,9}$/.test(value) && draw.chance(0.5)) return String(Number(value) + draw.pick([-1, 1]));
    return value.includes('.')
      ? `${value}${draw.pick(['0', '1'])}`
      : `${value}${draw.pick(['.0', '.5', '.000000000000000000001'])}`;
  },
  date: (draw, value) => {
    const instant = readInstant(value);
    if (instant === undefined || draw.chance(0.2)) return value;
    const { seconds, nanoseconds } = instant;
    const moved = seconds + BigInt(draw.pick([0, 0, -1, 1, 3600]));
    if (moved < -62_167_219_200n || moved > 253_402_300_799n || draw.chance(0.2)) return String(moved);
    const text = new Date(Number(moved) * 1000).toISOString().slice(0, 19);
    const fraction = draw.pick([
      '',
      '.0',
      nanoseconds > 0 ? `.${String(nanoseconds).padStart(9, '0')}` : '',
      '.5',
      '.000000001',
      '.6',
    ]);
    return `${text}${fraction}${draw.pick(['Z', 'Z', 'Z', '+00:00', '+01:00', 'z'])}`;
  },
  epoch: (draw, value) => NEAR[draw.pick(['number', 'date'] as const)](draw, value),
  boolean: (draw, value) => draw.pick([value, 'true', 'false']),
  address: (draw, value) => {
    const block = readBlock(value);
    if (block === undefined || draw.chance(0.1)) return value;
    const bits = block.bits.padEnd(block.length, draw.pick(['0', '1']));
    if (draw.chance(0.6)) return writeAddress(bits);
    const size = 1n << BigInt(block.length);
    const moved = (BigInt(`0b${bits}`) + (draw.chance(0.5) ? 1n : size - 1n)) % size;
    return writeAddress(moved.toString(2).padStart(block.length, '0'));
  },
  arn: (draw, value) => instantiate(draw, value, draw.chance(0.2) ? ODD_FILLERS : FILLERS),
  bytes: (draw, value) => (value === 'YQ==' && draw.chance(0.5) ? 'YR==' : value),
};

function writeAddress(bits: string): string {
  const size = bits.length === 32 ? 8 : 16;
  const groups = (bits.match(RegExp(`.{${size}}`, 'g')) ?? []).map((group) => Number.parseInt(group, 2));
  return size === 8 ? groups.join('.') : groups.map((group) => group.toString(16)).join(':');
}

function drawNear(draw: Draw, { key, operators }: KeyUse): string {
  const use = operators.length === 0 || draw.chance(0.1) ? undefined : draw.pick(operators);
  const values =
    use === undefined || use.values.length === 0 || use.operator === 'Null' ? POLICY_VALUES[key.type] : use.values;
  const type = use === undefined || use.operator === 'Null' ? key.type : typeOf(use.operator);
  return NEAR[type](draw, draw.pick(values));
}

/** Any values: of any type, and several for any key. */
export function drawUntyped(draw: Draw, use: KeyUse): string[] {
  const draws = draw.chance(0.8) ? 1 : draw.pick([0, 2, 2, 3]);
  return draw.several(draws, draws, () => (draw.chance(0.04) ? draw.pick(['', 'x']) : drawNear(draw, use)));
}

/** Whether a text is a value of a type, in a spelling that nobody doubts. */
const IS_VALUE: Readonly<Record<KeyType, (text: string) => boolean>> = {
  string: () => true,
  number: (text) => readDecimal(text) !== undefined,
  date: (text) => /^\d{4}-\d\d-\d\dT/.test(text) && readInstant(text) !== undefined,
  epoch: (text) => /^\d{1,12}$/.test(text),
  boolean: (text) => text === 'true' || text === 'false',
  address: (text) => readAddress(text) !== undefined,
  arn: (text) => text.startsWith('arn:') && (fieldsOfArn(text)?.at(-1) ?? '') !== '',
  bytes: (text) => text !== '' && readBytes(text) !== undefined,
};

const TYPICAL: Readonly<Record<KeyType, string>> = {
  string: 'x',
  number: '1',
  date: '2026-01-01T00:00:00Z',
  epoch: '1767225600',
  boolean: 'true',
  address: '10.1.1.1',
  arn: 'arn:aws:iam::111122223333:role/a',
  bytes: 'YQ==',
};

/**
 * Whether a key can have these values: one, or several if it is multivalued, of the type that AWS documents. Of a key
 * that AWS does not document, nothing is known.
 */
export function canHave({ type, documented, multivalued }: Key, values: readonly string[]): boolean {
  if (!documented) return true;
  const hasType =
    type === 'date' || type === 'epoch' ? (text: string) => readInstant(text) !== undefined : IS_VALUE[type];
  return values.every(hasType) && (multivalued === true || values.length <= 1);
}

/**
 * Values that the key can have: of the type that AWS documents, or else of every type that its operators have. Several
 * only for a multivalued key, or for one that AWS does not document and a policy uses with a set operator. `undefined`
 * if there is no such value.
 */
export function drawTyped(draw: Draw, use: KeyUse): string[] | undefined {
  const { key, operators, isVariable } = use;
  const compared = operators.filter(({ operator }) => operator !== 'Null').map(({ operator }) => typeOf(operator));
  const types = key.documented ? [key.type] : compared;
  const isValue = (text: string): boolean =>
    types.every((type) => IS_VALUE[type](text)) && (text !== '' || key.mayBeEmpty === true);
  const mayHaveSeveral =
    key.multivalued ?? (!key.documented && !isVariable && operators.some(({ operator }) => operator.includes(':')));
  const draws = mayHaveSeveral ? draw.pick([1, 1, 2, 3]) : 1;
  const values: string[] = [];
  for (let attempt = 0; attempt < 12 && values.length < draws; attempt += 1) {
    const text = drawNear(draw, use);
    if (isValue(text)) values.push(text);
  }
  if (values.length > 0) return values;
  return isValue(TYPICAL[key.type]) ? [TYPICAL[key.type]] : undefined;
}
