import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseBase64 } from '../../../src/iam/condition/binary.js';
import { isAcceptedDate, parseInstant } from '../../../src/iam/condition/date.js';
import { isWithin, parseIpBlock } from '../../../src/iam/condition/ip.js';
import { compareDecimals, parseDecimal, plainNumber } from '../../../src/iam/condition/number.js';

describe('numbers', () => {
  const compare = (a: string, b: string): number => Math.sign(compareDecimals(parseDecimal(a)!, parseDecimal(b)!));

  it.each([
    ['9', '10', -1],
    ['010', '10', 0],
    ['1.50', '1.5', 0],
    ['+1', '1.0', 0],
    ['-0', '0', 0],
    ['-0.00', '+0', 0],
    ['-2', '-10', 1],
    ['-1', '1', -1],
    ['1', '-1', 1],
    ['0.1', '0.09', 1],
    ['1.25', '1.3', -1],
    ['-1.25', '-1.3', 1],
    ['9007199254740993', '9007199254740992', 1],
    ['0.1000000000000000055', '0.1', 1],
    [`1${'0'.repeat(1000)}`, `${'9'.repeat(1000)}`, 1],
  ])('compareDecimals(%s, %s) has the sign %i', (a, b, expected) => {
    expect(compare(a, b)).toBe(expected);
    expect(compare(b, a)).toBe(0 - expected);
  });

  it.each(['', '10abc', 'abc', '1e3', '.5', '5.', '1.2.3', '--1', ' 1', '1 ', '1\n', '0x10', 'NaN', '١'])(
    'parseDecimal rejects %j',
    (text) => expect(parseDecimal(text)).toBeUndefined(),
  );

  it('compareDecimals ignores leading and trailing zeros', () => {
    const scaled = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n });
    const zeros = fc.integer({ min: 0, max: 3 }).map((count) => '0'.repeat(count));
    const write = (value: bigint, before: string, after: string): string => {
      const digits = (value < 0n ? -value : value).toString().padStart(6, '0');
      return `${value < 0n ? '-' : ''}${before}${digits.slice(0, -5)}.${digits.slice(-5)}${after}`;
    };
    fc.assert(
      fc.property(scaled, scaled, zeros, zeros, (a, b, before, after) => {
        expect(compare(write(a, before, after), write(b, '', ''))).toBe(Number(a > b) - Number(a < b));
        expect(compare(write(a, before, ''), write(a, '', after))).toBe(0);
      }),
    );
  });
});

describe('dates', () => {
  const nanoseconds = (iso: string): bigint => BigInt(Date.parse(iso)) * 1_000_000n;

  it.each([
    ['2026', '2026-01-01T00:00:00Z'],
    ['2026-05', '2026-05-01T00:00:00Z'],
    ['2026-05-31', '2026-05-31T00:00:00Z'],
    ['2024-02-29', '2024-02-29T00:00:00Z'],
    ['2026-05-31T23:59Z', '2026-05-31T23:59:00Z'],
    ['2026-05-31T23:59:58z', '2026-05-31T23:59:58Z'],
    ['2026-05-31t01:00:00+01:00', '2026-05-31T00:00:00Z'],
    ['2026-05-31T01:00:00+01:30', '2026-05-30T23:30:00Z'],
    ['2016-12-13t2:00:00.593+23', '2016-12-12T03:00:00.593Z'],
    ['2026-5-3T9:8:7Z', '2026-05-03T09:08:07Z'],
    ['2026-05-31T10', '2026-05-31T10:00:00Z'],
    ['2026-05-31T10:00', '2026-05-31T10:00:00Z'],
    ['2026-05-31T10:00:00', '2026-05-31T10:00:00Z'],
    ['0000-01-01T00:00:00Z', '0000-01-01T00:00:00Z'],
    ['0000-01-01T00:00:00-01:00', '0000-01-01T01:00:00Z'],
    ['9999-12-31T23:59:59+01:00', '9999-12-31T22:59:59Z'],
    ['2026-05-31T01:00:00-05', '2026-05-31T06:00:00Z'],
    ['2026-05-31T23:59:59+23:59', '2026-05-31T00:00:59Z'],
    ['2026-05-31T01:00:00.25Z', '2026-05-31T01:00:00.250Z'],
    ['0000-02-29', '0000-02-29T00:00:00Z'],
    ['0001-01-01', '0001-01-01T00:00:00Z'],
    ['0099-12-31', '0099-12-31T00:00:00Z'],
    ['1577836800', '2020-01-01T00:00:00Z'],
    ['-1', '1969-12-31T23:59:59Z'],
    ['0', '1970-01-01T00:00:00Z'],
  ])('parseInstant reads %s as %s', (text, iso) => expect(parseInstant(text)).toBe(nanoseconds(iso)));

  it('parseInstant keeps nanoseconds', () => {
    expect(parseInstant('1970-01-01T00:00:00.123456789Z')).toBe(123_456_789n);
    expect(parseInstant('9223372036854775807')).toBe(9_223_372_036_854_775_807_000_000_000n);
  });

  it.each([
    '',
    'tomorrow',
    '2026-13',
    '2026-00-10',
    '2026-02-29',
    '2026-04-31',
    '2026-01-00',
    '2026-01-32',
    '2026-12-99',
    '1900-02-29',
    '2026-01-01T24:00Z',
    '2026-01-01T10:60Z',
    '2026-01-01T10:00:60Z',
    '2026-01-01T10Z',
    '2026-01-01T',
    '2026-05-31T01:00:00+0130',
    '9999-12-31T23:59:59.5-01:00',
    '0000-01-01T00:59:59+01:00',
    '12026-01-01',
    '2026-01-01T10:00:00.Z',
    '2026-01-01T10:00:00.1234567890Z',
    '2026-01-01T10:00:00+1',
    '2026-01-01T10:00:00+24:00',
    '2026-01-01T10:00:00+01:60',
    '2026-001-1',
    '9223372036854775808',
    '12345678901234567890',
    '1.5',
    ' 2026',
    '2026 ',
  ])('parseInstant rejects %j', (text) => expect(parseInstant(text)).toBeUndefined());

  it('parseInstant agrees with the platform on any instant', () => {
    const dates = fc.date({
      min: new Date('0001-01-01T00:00:00Z'),
      max: new Date('9999-12-31T23:59:59Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(dates, (date) => {
        expect(parseInstant(date.toISOString())).toBe(nanoseconds(date.toISOString()));
      }),
    );
  });
});

describe('what IAM accepts as a date', () => {
  it.each([
    '2019-07-01T13:20:15Z',
    '2016-12-13T21:20:37.593194+00:00',
    '2016-12-13t2:00:00.593194+23',
    '-292275054',
    '01T',
    '2026-04-31',
    '12026-01-01',
    '2026-1-1T1:1',
    '2026-01-01T10:00-05:00',
    '9999-12-31T23:59:59.5-01:00',
    '9223372036854775807',
    '2026',
  ])('isAcceptedDate accepts %s', (text) => expect(isAcceptedDate(text)).toBe(true));

  it.each([
    'soon',
    '2026-13-01',
    '2026-01-32',
    '2026-00-01',
    '2026-01-01T24:00',
    '2026-01-01T10:60',
    '2026-01-01T10:00:60',
    '2026-01-01T10:00:00+1',
    '2026-01-01T10:00:00+0130',
    '2026-01-01T10Z',
    '2026-01-01-01',
    '2026-01-01T10:00:00.1234567890',
    '9223372036854775808',
    '1.5',
    '',
  ])('isAcceptedDate rejects %j', (text) => expect(isAcceptedDate(text)).toBe(false));

  it('isAcceptedDate accepts every instant that parseInstant reads, dates with a zone included', () => {
    const part = fc.integer({ min: 0, max: 70 });
    const zone = fc.constantFrom('', 'Z', 'z', '+01', '-01:30', '+24');
    fc.assert(
      fc.property(part, part, part, part, part, zone, (month, day, hour, minute, second, end) => {
        const text = `2026-${month}-${day}T${hour}:${minute}:${second}${end}`;
        if (parseInstant(text) !== undefined) expect(isAcceptedDate(text)).toBe(true);
      }),
    );
  });
});

describe('numbers with an exponent', () => {
  it.each([
    ['1e21', '1000000000000000000000'],
    ['1E+2', '100'],
    ['-1.5e1', '-15'],
    ['1.25e1', '12.5'],
    ['12e-1', '1.2'],
    ['1e-7', '0.0000001'],
    ['-12.5e-3', '-0.0125'],
    ['0e5', '0'],
    ['0.00e2', '0'],
    ['1.50e0', '1.5'],
    ['1e400', `1${'0'.repeat(400)}`],
  ])('plainNumber writes %s as %s', (text, plain) => expect(plainNumber(text)).toBe(plain));

  it.each(['10', '-0', '1.50', '1e401', '1e-401', '1e99999999999', 'e5', 'x1e5', '1e'])(
    'plainNumber keeps %s',
    (text) => expect(plainNumber(text)).toBe(text),
  );

  it('plainNumber does not change the value of any number of JavaScript', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(plainNumber(String(value))).toMatch(/^-?\d+(?:\.\d+)?$/);
        expect(Number(plainNumber(String(value)))).toBe(value === 0 ? 0 : value);
      }),
    );
  });
});

describe('addresses', () => {
  const within = (inner: string, outer: string): boolean => isWithin(parseIpBlock(inner)!, parseIpBlock(outer)!);

  it.each([
    ['203.0.113.7', '203.0.113.0/24', true],
    ['203.0.114.0', '203.0.113.0/24', false],
    ['203.0.112.255', '203.0.113.0/24', false],
    ['203.0.113.200', '203.0.113.7/24', true],
    ['255.255.255.255', '0.0.0.0/0', true],
    ['128.0.0.0', '0.0.0.0/1', false],
    ['203.0.113.5', '203.0.113.5', true],
    ['203.0.113.5', '203.0.113.5/32', true],
    ['203.0.113.0/25', '203.0.113.0/24', true],
    ['203.0.113.0/24', '203.0.113.0/25', false],
    ['2001:db8:1234:5678::9', '2001:DB8:1234:5678::/64', true],
    ['2001:db8:1234:9999::9', '2001:DB8:1234:5678::/64', false],
    ['::1', '::/0', true],
    ['::1', '::1', true],
    ['::2', '::1', false],
    ['::1', '0.0.0.0/0', false],
    ['0.0.0.1', '::/0', false],
    ['::ffff:192.0.2.1', '::ffff:c000:201', true],
    ['1:2:3:4:5:6:192.0.2.1', '1:2:3:4:5:6:c000:201/128', true],
    ['1::', '1:0:0:0:0:0:0:0', true],
    ['::', '0:0:0:0:0:0:0:0', true],
    ['1:2:3:4:5:6:7::', '1:2:3:4:5:6:7:0', true],
  ])('isWithin says whether %s is in %s: %s', (inner, outer, expected) => expect(within(inner, outer)).toBe(expected));

  it.each([
    '',
    'not-an-ip',
    '1.2.3',
    '1.2.3.4.5',
    '1.2.3.256',
    '01.2.3.4',
    '1.2.3.-4',
    '1.2.3.4/33',
    '1.2.3.4/',
    '1.2.3.4/08',
    '1.2.3.4/8/8',
    '1.2.3.4/-1',
    '1.2.3.4/1000',
    ':',
    ':::',
    '1::2::3',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4::5:6:7:8',
    '12345::',
    'g::',
    '::1/129',
    '1.2.3.4::',
    '::1.2.3.256',
    '::1.2.3.4:5',
    'fe80::1%eth0',
    '1:',
    ':1',
    'x::1',
    '1::x',
  ])('parseIpBlock rejects %j', (text) => expect(parseIpBlock(text)).toBeUndefined());

  it('every address of a block is in it, and the next address is not', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.integer({ min: 0, max: 32 }), (address, prefix) => {
        const write = (value: number): string => [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join('.');
        const size = 2 ** (32 - prefix);
        const first = Math.floor(address / size) * size;
        const block = `${write(address)}/${prefix}`;
        expect(within(write(first), block)).toBe(true);
        expect(within(write(first + size - 1), block)).toBe(true);
        if (first > 0) expect(within(write(first - 1), block)).toBe(false);
        if (first + size < 2 ** 32) expect(within(write(first + size), block)).toBe(false);
      }),
    );
  });
});

describe('Base64', () => {
  it.each([
    ['', ''],
    ['QQ==', 'A'],
    ['QUI=', 'AB'],
    ['/+8=', '\u00ff\u00ef'],
  ])('parseBase64 decodes %j to %j', (text, bytes) => expect(parseBase64(text)).toBe(bytes));

  it.each(['A', 'AB=C', 'QQ== ', 'QQ===', '_-8=', 'é'])('parseBase64 rejects %j', (text) =>
    expect(parseBase64(text)).toBeUndefined(),
  );
});
