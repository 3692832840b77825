import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  IDENTIFIERS,
  identifierProblems,
  ORGANIZATION_IDENTIFIER,
  type Identifier,
} from '../../src/aws/identifiers.js';

const ALL = { ...IDENTIFIERS, organizationId: ORGANIZATION_IDENTIFIER };

type IdentifierName = keyof typeof ALL;

/** Strings that are accepted as an identifier, and strings that are not; the table of limits is tested apart. */
const EXAMPLES: Record<IdentifierName, { good: string[]; bad: string[] }> = {
  accountId: { good: ['123456789012', '000000000000'], bad: ['12345678901x', ' 23456789012', '12345678901\n'] },
  externalId: { good: ['ab', 'aZ0_+=,.@:/-'], bad: [' ab', 'ab ', 'a*', 'aé', 'a\n'] },
  roleName: { good: ['a', 'aZ0_+=,.@-'], bad: ['/a', 'a:', 'a b', 'é'] },
  path: { good: ['/', '/a/', '/a/b-!~/'], bad: ['a', '/a', 'a/', '/a b/', '/é/'] },
  tagKey: { good: ['k', 'Kostenstelle é 1', '_.:/=+-@'], bad: ['*k', 'k;', 'k\n'] },
  tagValue: { good: ['', 'Größe 1', '_.:/=+-@'], bad: ['*', 'v;', '${x}'] },
  organizationId: {
    good: ['o-a1b2c3d4e5', `o-${'a'.repeat(32)}`],
    bad: ['o-a1b2c3d4e', 'o-A1B2C3D4E5', 'a1b2c3d4e5', `o-${'a'.repeat(33)}`, 'o-a1b2c3d4e5\n', 'o-*'],
  },
  vpcId: { good: ['vpc-0a1b2c3d', 'vpc-0123456789abcdef0'], bad: ['vpc-', 'vpc-0A1B2C3D', 'subnet-0a1b2c3d'] },
  bucket: { good: ['abc', 'a-b.c', '0a0'], bad: ['Abc', '-ab', 'ab-', '.ab', 'a_c', 'a b'] },
  prefix: { good: ['', 'a', 'a/b c/ä😀/'], bad: ['/', '*', 'a?b', 'a\n', '\ud800', '\ufdd0'] },
  workgroup: { good: ['primary', 'a.b_c-D0'], bad: ['a/b', 'a b', 'é', 'a*', 'a\n'] },
  glueName: {
    good: ['sales', 'a-b c_1', 'größe', '😀'],
    bad: ['Sales', 'Ä', 'a/b', '*', 'a?', 'a\n', '\ud800', '\ufdd0'],
  },
};

describe('the table of identifiers', () => {
  const rows = Object.entries(ALL) as [IdentifierName, Identifier][];
  const hasLimits = ({ min, max }: Identifier, value: string): boolean => value.length >= min && value.length <= max;
  const hasPattern = ({ pattern }: Identifier, value: string): boolean => RegExp(pattern, 'u').test(value);

  it.each(rows)('accepts the examples of %s by pattern, limits and function', (name, identifier) => {
    for (const value of EXAMPLES[name].good) {
      expect([value, hasPattern(identifier, value), hasLimits(identifier, value)]).toEqual([value, true, true]);
      expect(identifierProblems(value, identifier), value).toEqual([]);
    }
  });

  it.each(rows)('refuses the bad examples of %s by pattern and function', (name, identifier) => {
    for (const value of EXAMPLES[name].bad) {
      expect([value, hasPattern(identifier, value)]).toEqual([value, false]);
      expect(identifierProblems(value, identifier), value).not.toEqual([]);
    }
  });

  it.each(rows)('gives %s a name with an article, a rule in words, and limits in order', (_name, identifier) => {
    expect(identifier.what).toMatch(/^an? \S/);
    expect(identifier.rule).toMatch(/^\S.*[^.]$/);
    expect(identifier.min).toBeLessThanOrEqual(identifier.max);
    expect(identifier.pattern).toMatch(/^\^.*\$$/);
  });

  const length = (least: number, most: number): fc.Arbitrary<number> => fc.integer({ min: least, max: most });

  it.each(rows)('agrees with identifierProblems on any string as %s', (name, identifier) => {
    const { good, bad } = EXAMPLES[name];
    const part = fc.constantFrom(...good, ...bad, 'a', '1', '/', ' ', '-');
    const edge = length(Math.max(0, identifier.min - 1), identifier.min + 1);
    const long = length(identifier.max - 1, identifier.max + 1);
    const texts = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.array(part, { maxLength: 4 }).map((parts) => parts.join('')),
      fc.tuple(fc.constantFrom('a', '1', '*'), fc.oneof(edge, long)).map(([character, size]) => character.repeat(size)),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const isValid = hasPattern(identifier, text) && hasLimits(identifier, text);
        expect(identifierProblems(text, identifier).length === 0).toBe(isValid);
      }),
      { numRuns: 300 },
    );
  });
});
