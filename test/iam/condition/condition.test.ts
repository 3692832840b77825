import { describe, expect, it } from 'vitest';
import { conditionHolds, type ConditionScope } from '../../../src/iam/condition/condition.js';
import { operatorNamed, parseOperator, type OperatorFamily } from '../../../src/iam/condition/operator.js';
import { hasType } from '../../../src/iam/condition/value-type.js';
import type { ConditionOperator } from '../../../src/iam/index.js';
import { issuesOf } from '../../issues-of.js';

type Values = readonly string[];

function condition(
  operator: ConditionOperator,
  policyValues: Values,
  values: Values,
  hasVariables = true,
  mistypedValue: ConditionScope['mistypedValue'] = 'differs',
): boolean {
  const valuesOf = (key: string): Values => (key === 'k' ? values : key === 'v' ? ['x*'] : []);
  const lookUp = (key: string): string | undefined => (valuesOf(key).length === 1 ? valuesOf(key)[0] : undefined);
  return conditionHolds(parseOperator(operator)!, 'k', policyValues, { hasVariables, valuesOf, lookUp, mistypedValue });
}

/** One value that matches and one that does not, for every family of operators. */
const samples: [positive: string, negated: string | undefined, policyValue: string, hit: string, miss: string][] = [
  ['StringEquals', 'StringNotEquals', 'a', 'a', 'A'],
  ['StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase', 'a', 'A', 'b'],
  ['StringLike', 'StringNotLike', 'a*', 'ab', 'b'],
  ['NumericEquals', 'NumericNotEquals', '1', '1.0', '2'],
  ['NumericLessThan', undefined, '1', '0', '1'],
  ['NumericLessThanEquals', undefined, '1', '1', '2'],
  ['NumericGreaterThan', undefined, '1', '2', '1'],
  ['NumericGreaterThanEquals', undefined, '1', '1', '0'],
  ['DateEquals', 'DateNotEquals', '2026-01-01', '1767225600', '1767225601'],
  ['DateLessThan', undefined, '2026-01-01', '1767225599', '1767225600'],
  ['DateLessThanEquals', undefined, '2026-01-01', '1767225600', '1767225601'],
  ['DateGreaterThan', undefined, '2026-01-01', '1767225601', '1767225600'],
  ['DateGreaterThanEquals', undefined, '2026-01-01', '1767225600', '1767225599'],
  ['Bool', undefined, 'true', 'True', 'false'],
  ['BinaryEquals', undefined, 'QQ==', 'QQ==', 'Qg=='],
  ['IpAddress', 'NotIpAddress', '10.0.0.0/8', '10.1.1.1', '11.1.1.1'],
  ['ArnEquals', 'ArnNotEquals', 'arn:aws:s3:::a*', 'arn:aws:s3:::ab', 'arn:aws:s3:::b'],
  ['ArnLike', 'ArnNotLike', 'arn:aws:s3:::a*', 'arn:aws:s3:::ab', 'arn:aws:s3:::b'],
];

/** AWS's table of what holds: for a key with these values, of which `+` matches and `-` does not. */
const positiveTable: [form: string, values: string, expected: boolean][] = [
  ['', '', false],
  ['', '+', true],
  ['', '-', false],
  ['', '++', false],
  ['IfExists', '', true],
  ['IfExists', '+', true],
  ['IfExists', '-', false],
  ['ForAllValues:', '', true],
  ['ForAllValues:', '++', true],
  ['ForAllValues:', '+-', false],
  ['ForAllValues:', '--', false],
  ['ForAnyValue:', '', false],
  ['ForAnyValue:', '++', true],
  ['ForAnyValue:', '+-', true],
  ['ForAnyValue:', '--', false],
  ['ForAllValues:IfExists', '', true],
  ['ForAllValues:IfExists', '-', false],
  ['ForAnyValue:IfExists', '', true],
  ['ForAnyValue:IfExists', '-', false],
  ['ForAnyValue:IfExists', '+-', true],
];

const negatedTable: [form: string, values: string, expected: boolean][] = [
  ['', '', true],
  ['', '+', false],
  ['', '-', true],
  ['', '--', false],
  ['IfExists', '', true],
  ['IfExists', '+', false],
  ['IfExists', '-', true],
  ['ForAllValues:', '', true],
  ['ForAllValues:', '--', true],
  ['ForAllValues:', '+-', false],
  ['ForAnyValue:', '', false],
  ['ForAnyValue:', '+-', true],
  ['ForAnyValue:', '++', false],
  ['ForAnyValue:IfExists', '', true],
];

const nameOf = (form: string, base: string): ConditionOperator =>
  (form.endsWith('IfExists') ? `${form.slice(0, -8)}${base}IfExists` : `${form}${base}`) as ConditionOperator;

describe.each(samples)('%s', (positive, _negated, policyValue, hit, miss) => {
  const expand = (values: string): string[] => Array.from(values, (sign) => (sign === '+' ? hit : miss));

  it.each(positiveTable)(
    'a condition with the form "%s" on values "%s" (+ matches, - does not) is %s',
    (form, values, expected) => {
      expect(condition(nameOf(form, positive), [policyValue], expand(values))).toBe(expected);
    },
  );
});

describe.each(samples.flatMap(([, negated, ...rest]) => (negated === undefined ? [] : [[negated, ...rest] as const])))(
  '%s',
  (negated, policyValue, hit, miss) => {
    it.each(negatedTable)(
      'a negated condition with the form "%s" on values "%s" (+ matches, - does not) is %s',
      (form, values, expected) => {
        const expanded = Array.from(values, (sign) => (sign === '+' ? hit : miss));
        expect(condition(nameOf(form, negated), [policyValue], expanded)).toBe(expected);
      },
    );
  },
);

describe('several values of the policy', () => {
  it('the values of a policy are joined by OR, or by NOR if the operator is negated', () => {
    expect(condition('StringEquals', ['a', 'b'], ['b'])).toBe(true);
    expect(condition('StringEquals', ['a', 'b'], ['c'])).toBe(false);
    expect(condition('StringNotEquals', ['a', 'b'], ['b'])).toBe(false);
    expect(condition('StringNotEquals', ['a', 'b'], ['c'])).toBe(true);
  });

  it('a condition without policy values matches nothing', () => {
    expect(condition('StringEquals', [], ['a'])).toBe(false);
    expect(condition('StringNotEquals', [], ['a'])).toBe(true);
    expect(condition('StringEqualsIfExists', [], [])).toBe(true);
  });
});

describe('Null', () => {
  it.each<[string[], string[], boolean]>([
    [['true'], [], true],
    [['true'], ['a'], false],
    [['false'], [], false],
    [['false'], ['a'], true],
    [['False'], ['a', 'b'], true],
    [['true', 'false'], [], true],
    [['yes'], [], false],
    [[], [], false],
  ])('Null with the policy values %j on the values %j is %s', (policyValues, values, expected) => {
    expect(condition('Null', policyValues, values)).toBe(expected);
  });
});

describe('a value of the wrong type', () => {
  it.each<[ConditionOperator, string, string]>([
    ['NumericEquals', '1', 'one'],
    ['NumericEquals', 'one', '1'],
    ['NumericLessThan', '1', ''],
    ['DateEquals', '2026-01-01', 'today'],
    ['DateGreaterThan', 'today', '2026-01-01'],
    ['Bool', 'yes', 'yes'],
    ['Bool', 'true', 'yes'],
    ['Bool', 'xtrue', 'xtrue'],
    ['Bool', 'truex', 'truex'],
    ['BinaryEquals', '!', '!'],
    ['BinaryEquals', '!', 'QQ=='],
    ['IpAddress', '10.0.0.0/8', 'here'],
    ['IpAddress', 'here', '10.0.0.1'],
    ['ArnLike', '*', 'here'],
  ])('a value of the wrong type matches nothing: %s %j on %j', (operator, policyValue, value) => {
    expect(condition(operator, [policyValue], [value])).toBe(false);
  });

  it('a negated operator holds for a value of the wrong type in the default reading', () => {
    expect(condition('NotIpAddress', ['10.0.0.0/8'], ['here'])).toBe(true);
    expect(condition('NumericNotEquals', ['1'], ['one'])).toBe(true);
  });

  it.each<[ConditionOperator, policyValue: string, mistyped: string, other: string]>([
    ['NumericNotEquals', '1', 'one', '2'],
    ['DateNotEquals', '2026-01-01', 'today', '2026-01-02'],
    ['NotIpAddress', '10.0.0.0/8', 'here', '11.0.0.1'],
    ['ArnNotEquals', 'arn:aws:s3:::a', 'here', 'arn:aws:s3:::b'],
    ['ArnNotLike', 'arn:aws:s3:::a', 'arn:aws:s3', 'arn:aws:s3:::b'],
  ])('a value of the wrong type fails %s in the other reading', (operator, policyValue, mistyped, other) => {
    expect(condition(operator, [policyValue], [mistyped], true, 'differs')).toBe(true);
    expect(condition(operator, [policyValue], [mistyped], true, 'fails')).toBe(false);
    expect(condition(operator, [policyValue], [other], true, 'fails')).toBe(true);
    expect(condition(operator, [policyValue], [policyValue], true, 'fails')).toBe(false);
  });

  it('every value has the type of a string operator', () =>
    expect(condition('StringNotLike', ['a*'], [''], true, 'fails')).toBe(true));

  it.each<[OperatorFamily, string, boolean]>([
    ['Numeric', '1.5', true],
    ['Numeric', '2026-01-01', false],
    ['Date', '2026-01-01', true],
    ['Date', '10.0.0.1', false],
    ['Ip', '10.0.0.1', true],
    ['Ip', '1.5', false],
    ['Arn', 'arn:aws:s3:::b', true],
    ['Arn', 'arn', false],
    ['String', '', true],
    ['Bool', 'True', true],
    ['Bool', 'x', false],
    ['Binary', 'QQ==', true],
    ['Binary', '!', false],
    ['Null', 'false', true],
    ['Null', 'x', false],
  ])('hasType(%s, %j) is %s', (family, value, expected) => expect(hasType(family, value)).toBe(expected));
});

describe('text', () => {
  it('wildcards work with StringLike only', () => {
    expect(condition('StringEquals', ['a*'], ['ab'])).toBe(false);
    expect(condition('StringEquals', ['a*'], ['a*'])).toBe(true);
    expect(condition('StringLike', ['a?'], ['ab'])).toBe(true);
  });

  it('StringEqualsIgnoreCase folds ASCII letters only', () => {
    expect(condition('StringEqualsIgnoreCase', ['ÄZ'], ['Äz'])).toBe(true);
    expect(condition('StringEqualsIgnoreCase', ['Ä'], ['ä'])).toBe(false);
  });

  it('wildcards in the value of a variable are literal', () => {
    expect(condition('StringEquals', ['${v}'], ['x*'])).toBe(true);
    expect(condition('StringLike', ['${v}'], ['x*'])).toBe(true);
    expect(condition('StringLike', ['${v}'], ['xy'])).toBe(false);
    expect(condition('StringLike', ['${v}*'], ['x*y'])).toBe(true);
    expect(condition('StringEqualsIgnoreCase', ['${v}'], ['X*'])).toBe(true);
  });

  it('a variable without a value matches nothing, so that a negated operator holds', () => {
    expect(condition('StringEquals', ['${w}'], ['a'])).toBe(false);
    expect(condition('StringEqualsIgnoreCase', ['${w}'], ['undefined'])).toBe(false);
    expect(condition('StringLike', ['*${w}*'], ['a'])).toBe(false);
    expect(condition('StringNotEquals', ['${w}'], ['a'])).toBe(true);
    expect(condition('StringNotLike', ['*${w}*'], ['a'])).toBe(true);
  });

  it('variables are literal in a policy that does not support them', () => {
    expect(condition('StringEquals', ['${v}'], ['${v}'], false)).toBe(true);
    expect(condition('StringLike', ['${v}*'], ['${v}x'], false)).toBe(true);
    expect(condition('StringLike', ['${v}'], ['x*'], false)).toBe(false);
  });
});

describe('parseOperator', () => {
  it('parseOperator knows every form in any letter case and returns its canonical name', () => {
    expect(parseOperator('foranyvalue:stringlikeifexists')).toStrictEqual({
      name: 'ForAnyValue:StringLikeIfExists',
      family: 'String',
      comparison: 'like',
      negated: false,
      ifExists: true,
      quantifier: 'any',
    });
    expect(parseOperator('NULL')?.name).toBe('Null');
    expect(parseOperator('ForAllValues:NotIpAddress')).toMatchObject({
      family: 'Ip',
      negated: true,
      quantifier: 'all',
    });
  });

  it.each(samples.flatMap(([positive, negated]) => (negated === undefined ? [positive] : [positive, negated])))(
    'parseOperator knows all forms of %s',
    (base) => {
      const { family, comparison, negated } = parseOperator(base)!;
      expect(negated).toBe(samples.some(([, other]) => other === base));
      for (const [prefix, quantifier] of [
        ['', undefined],
        ['ForAllValues:', 'all'],
        ['ForAnyValue:', 'any'],
      ] as const) {
        for (const [suffix, ifExists] of [
          ['', false],
          ['IfExists', true],
        ] as const) {
          const name = `${prefix}${base}${suffix}`;
          expect(parseOperator(name.toUpperCase())).toStrictEqual({
            name,
            family,
            comparison,
            negated,
            ifExists,
            ...(quantifier && { quantifier }),
          });
        }
      }
    },
  );

  it.each(['', 'StringMatches', 'NullIfExists', 'ForAnyValue:Null', 'IfExists', '__proto__', 'constructor'])(
    'parseOperator does not know %j',
    (name) => {
      expect(parseOperator(name)).toBeUndefined();
      expect(issuesOf(() => operatorNamed(name))).toMatchObject([
        { code: 'unknown_operator', path: ['Condition', name] },
      ]);
    },
  );
});
