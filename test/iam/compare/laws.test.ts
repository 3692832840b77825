import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import {
  compareAccess,
  evaluateAccess,
  newAccess,
  type AccessRequest,
  type PolicyDocument,
  type Relation,
  type Statement,
} from '../../../src/iam/index.js';
import { count } from '../../deep.js';
import { anyPair, anyPolicy, anyRequest } from './generate.js';

const SEED = 20_261_124;
/** Checks a property: in deep runs as often as said, otherwise an eighth of that. */
function run<Values>(property: fc.IProperty<Values>, fullRuns: number): void {
  fc.assert(property, { numRuns: count(Math.ceil(fullRuns / 8), fullRuns), seed: SEED });
}

// The laws take seconds, and longer on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const allows = (policy: PolicyDocument | PolicyDocument[], request: AccessRequest): boolean =>
  evaluateAccess(policy, request).decision === 'allowed';
const relationOf = (a: PolicyDocument | PolicyDocument[], b: PolicyDocument | PolicyDocument[]): Relation =>
  compareAccess(a, b).relation;
const grantsNoMore = (a: PolicyDocument | PolicyDocument[], b: PolicyDocument | PolicyDocument[]): boolean =>
  ['equivalent', 'narrower'].includes(relationOf(a, b));
const MIRROR = {
  equivalent: 'equivalent',
  narrower: 'broader',
  broader: 'narrower',
  incomparable: 'incomparable',
  unknown: 'unknown',
};

describe('the generated policies', () => {
  const sample = fc.sample(anyPair, { numRuns: 1000, seed: SEED });
  const statements = sample.flatMap(([a, b]) => [...a.Statement, ...b.Statement]);
  const share = (has: (text: string, statement: Statement) => boolean): number =>
    statements.filter((statement) => has(JSON.stringify(statement), statement)).length / statements.length;

  it.each<[feature: string, atLeast: number, has: (text: string, statement: Statement) => boolean]>([
    ['Deny', 0.25, (_, { Effect }) => Effect === 'Deny'],
    ['NotAction', 0.15, (text) => text.includes('"NotAction"')],
    ['NotResource', 0.15, (text) => text.includes('"NotResource"')],
    ['no condition', 0.2, (text) => text.includes('"Condition":{}')],
    [
      'two conditions',
      0.2,
      (_, { Condition = {} }) => Object.values(Condition).flatMap((keys) => Object.keys(keys)).length === 2,
    ],
    ['ForAllValues', 0.08, (text) => text.includes('"ForAllValues:')],
    ['ForAnyValue', 0.08, (text) => text.includes('"ForAnyValue:')],
    ['IfExists', 0.1, (text) => text.includes('IfExists"')],
    ['Null', 0.05, (text) => text.includes('"Null"')],
    ...['String', 'Numeric', 'Date', 'Arn', 'Bool', 'Binary'].map(
      (family): [string, number, (text: string) => boolean] => [
        family,
        0.03,
        (text) => RegExp(`[":]${family}`).test(text),
      ],
    ),
    ['an address', 0.05, (text) => text.includes('IpAddress')],
    ['negated operators', 0.1, (text) => /"[^"]*Not(?:Equals|Like|IpAddress)[^"]*":\{/.test(text)],
  ])('the generated policies have %s in at least %d of the statements', (_feature, atLeast, has) => {
    expect(share(has)).toBeGreaterThanOrEqual(atLeast);
  });

  it('the generated pairs of policies have all relations except unknown', () => {
    const counts = new Map<string, number>();
    for (const [a, b] of sample.slice(0, count(120, 1000)))
      counts.set(relationOf(a, b), (counts.get(relationOf(a, b)) ?? 0) + 1);
    for (const relation of ['equivalent', 'narrower', 'broader', 'incomparable']) {
      expect(counts.get(relation), relation).toBeGreaterThan(count(4, 40));
    }
    expect(counts.get('unknown')).toBeUndefined();
  });
});

describe('compareAccess', () => {
  it('compareAccess agrees with brute force over random requests', () => {
    run(
      fc.property(anyPair, fc.array(anyRequest, { minLength: 60, maxLength: 60 }), ([a, b], requests) => {
        const relation = relationOf(a, b);
        for (const request of requests) {
          const [inA, inB] = [allows(a, request), allows(b, request)];
          if (inA && !inB) expect(['broader', 'incomparable']).toContain(relation);
          if (inB && !inA) expect(['narrower', 'incomparable']).toContain(relation);
        }
      }),
      1000,
    );
  });

  it('compareAccess returns a confirmed request for every difference, and only for differences', () => {
    run(
      fc.property(anyPair, ([a, b]) => {
        const { relation, onlyInA, onlyInB } = compareAccess(a, b);
        expect(onlyInA !== undefined).toBe(relation === 'broader' || relation === 'incomparable');
        expect(onlyInB !== undefined).toBe(relation === 'narrower' || relation === 'incomparable');
        if (onlyInA) expect([allows(a, onlyInA), allows(b, onlyInA)]).toStrictEqual([true, false]);
        if (onlyInB) expect([allows(a, onlyInB), allows(b, onlyInB)]).toStrictEqual([false, true]);
      }),
      1000,
    );
  });

  it('compareAccess returns requests of other readings that evaluateAccess confirms under those readings', () => {
    let readings = 0;
    run(
      fc.property(anyPair, ([a, b]) => {
        for (const { reading, relation, onlyInA, onlyInB } of compareAccess(a, b).readings ?? []) {
          readings += 1;
          expect(relation).not.toBe(relationOf(a, b));
          if (onlyInA) expect(evaluateAccess(a, onlyInA, reading).decision).toBe('allowed');
          if (onlyInA) expect(evaluateAccess(b, onlyInA, reading).decision).not.toBe('allowed');
          if (onlyInB) expect(evaluateAccess(b, onlyInB, reading).decision).toBe('allowed');
          if (onlyInB) expect(evaluateAccess(a, onlyInB, reading).decision).not.toBe('allowed');
        }
      }),
      2000,
    );
    expect(readings).toBeGreaterThan(count(0, 5));
  });

  it('compareAccess(b, a) is the mirror image of compareAccess(a, b)', () => {
    run(
      fc.property(anyPair, ([a, b]) => {
        expect(relationOf(b, a)).toBe(MIRROR[relationOf(a, b)]);
      }),
      500,
    );
  });

  it('compareAccess ignores the order, repetition and splitting of statements and lists', () => {
    run(
      fc.property(anyPolicy, (policy) => {
        const { Statement } = policy;
        const same = (statements: Statement[]): void =>
          expect(compareAccess(policy, { ...policy, Statement: statements })).toStrictEqual({ relation: 'equivalent' });
        same(Statement.toReversed());
        same([...Statement, ...Statement]);
        same(
          Statement.flatMap((statement) =>
            statement.Action === undefined
              ? [statement]
              : [statement.Action].flat().map((Action) => ({ ...statement, Action }) as Statement),
          ),
        );
        same(
          Statement.flatMap((statement) =>
            statement.Resource === undefined
              ? [statement]
              : [statement.Resource].flat().map((Resource) => ({ ...statement, Resource: [Resource] }) as Statement),
          ),
        );
        same(Statement.map((statement) => ({ ...statement, Sid: 'Another' })));
        expect(
          relationOf(
            policy,
            Statement.map((statement) => ({ ...policy, Statement: [statement] })),
          ),
        ).toBe('equivalent');
      }),
      300,
    );
  });

  it('a policy grants no more than its union with the Allow statements of another policy', () => {
    run(
      fc.property(anyPair, ([a, b]) => {
        const allowsOfB = { ...b, Statement: b.Statement.filter(({ Effect }) => Effect === 'Allow') };
        expect(grantsNoMore(a, [a, allowsOfB])).toBe(true);
      }),
      300,
    );
  });

  it('an additional Allow never narrows a policy, and an additional Deny never broadens it', () => {
    run(
      fc.property(anyPair, ([a, b]) => {
        for (const statement of b.Statement) {
          const more = { ...a, Statement: [...a.Statement, statement] };
          expect(statement.Effect === 'Allow' ? grantsNoMore(a, more) : grantsNoMore(more, a)).toBe(true);
        }
      }),
      300,
    );
  });

  it('granting no more is transitive for policies that use each key in the same way', () => {
    // Parts of one policy use each key as the whole does, so that all three comparisons are about the same requests.
    let chains = 0;
    run(
      fc.property(anyPair, fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }), ([a, b], choice) => {
        const all = [...a.Statement, ...b.Statement];
        const keep = (offset: number): PolicyDocument => ({
          ...a,
          Statement: all.filter((_, index) => choice[index + offset]),
        });
        const [first, second, third] = [keep(0), keep(3), keep(6)];
        if (!grantsNoMore(first, second) || !grantsNoMore(second, third)) return;
        chains += 1;
        const keys = (policy: PolicyDocument): string =>
          [...JSON.stringify(policy).matchAll(/"(?:ForA[^"]*:)?[A-Z]\w+":\{"[^"]+"/g)]
            .map(([key]) => key)
            .toSorted()
            .join();
        if (keys(first) === keys(second) && keys(second) === keys(third)) expect(grantsNoMore(first, third)).toBe(true);
      }),
      1000,
    );
    expect(chains).toBeGreaterThan(count(5, 50));
  });
});

describe('newAccess', () => {
  it('newAccess is empty if and only if no reading grants more, and every request in it is confirmed', () => {
    run(
      fc.property(anyPair, ([existing, proposed]) => {
        const found = newAccess(existing, proposed);
        const { relation, readings = [] } = compareAccess(proposed, existing);
        const all = [relation, ...readings.map((each) => each.relation)];
        expect(found.length === 0).toBe(all.every((each) => each === 'equivalent' || each === 'narrower'));
        if (found.some(({ reading }) => reading === undefined)) expect(grantsNoMore(proposed, existing)).toBe(false);
        for (const { witness, statement, reading } of found) {
          expect(evaluateAccess(proposed, witness!, reading).decision).toBe('allowed');
          expect(evaluateAccess(existing, witness!, reading).decision).not.toBe('allowed');
          const { statements } = evaluateAccess(proposed, witness!, reading);
          expect(statements[statement]).toMatchObject({ applies: true, effect: 'Allow' });
        }
      }),
      500,
    );
  });
});
