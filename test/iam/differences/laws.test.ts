import { describe, expect, it, vi } from 'vitest';
import { ACTION_CATALOG } from '../../../src/aws/actions/index.js';
import { attempt } from '../../../src/core/attempt.js';
import {
  accessDifferences,
  compareAccess,
  evaluateAccess,
  InvalidInputError,
  newAccess,
  type AccessClass,
  type PolicyInput,
} from '../../../src/iam/index.js';
import { count } from '../../deep.js';
import { bucket } from '../compare/policies.js';
import { createJudge } from '../reference/evaluate.js';
import { drawRequests, sampleOf } from '../reference/generate.js';
import { listOf, type Policy, type Request } from '../reference/language.js';
import { createDraw } from '../reference/random.js';

// Full strength takes minutes on a busy machine.
vi.setConfig({ testTimeout: 1_800_000 });

describe('laws of differences, judged by the reference', () => {
  const asInput = (policies: readonly Policy[]): PolicyInput => policies as unknown as PolicyInput;
  const pairs = count(12, 400);
  const catalogPairs = count(6, 150);

  /** The classes that a request is in. */
  function classesOf(request: Request, classes: readonly AccessClass[], own: readonly Policy[]): AccessClass[] {
    const applies = createJudge(own).applies(request);
    const places = own.flatMap(({ Statement }, policyIndex) =>
      listOf(Statement).map((statement, index) => ({
        policy: policyIndex,
        statement: index,
        effect: statement.Effect,
      })),
    );
    const first = places.findIndex(({ effect }, index) => effect === 'Allow' && applies[index] === true);
    const isFirst = (place: { policy: number; statement: number }): boolean =>
      places.findIndex((each) => each.policy === place.policy && each.statement === place.statement) === first;
    return classes.filter(({ statement, actions: names, isInverted, notActions, resources, notResources }) => {
      const matches = (parts: object): boolean =>
        createJudge([
          {
            Version: own[statement.policy]?.Version ?? '2008-10-17',
            Statement: [{ Effect: 'Allow', Action: '*', Resource: '*', ...parts }],
          },
        ]).applies(request)[0] === true;
      const ofActions = isInverted ? matches({ Action: undefined, NotAction: names }) : matches({ Action: names });
      const ofResources = resources === undefined || matches({ Resource: resources });
      const excluded =
        (notActions !== undefined && matches({ Action: notActions })) ||
        (notResources !== undefined && matches({ Resource: notResources }));
      return isFirst(statement) && ofActions && ofResources && !excluded;
    });
  }

  it(`the classes of ${pairs} pairs are all differences, and do not overlap`, () => {
    const found: unknown[] = [];
    let [differences, listed] = [0, 0];
    for (let seed = 1; seed <= pairs; seed += 1) {
      const { pair, draw } = sampleOf(seed);
      const result = attempt(InvalidInputError, () => accessDifferences(asInput(pair.a), asInput(pair.b)));
      if (result instanceof InvalidInputError) continue;
      const { relation } = compareAccess(asInput(pair.a), asInput(pair.b));
      const judges = { a: createJudge(pair.a), b: createJudge(pair.b) };
      listed += result.added.length + result.removed.length;
      if (result.unknown === undefined && relation !== 'unknown') {
        const expected = {
          equivalent: [false, false],
          narrower: [false, true],
          broader: [true, false],
          incomparable: [true, true],
        }[relation];
        if (String([result.removed.length > 0, result.added.length > 0]) !== String(expected)) {
          found.push({ law: 'relation', seed, relation });
        }
      }
      for (const [classes, inner, outer] of [
        [result.added, 'b', 'a'],
        [result.removed, 'a', 'b'],
      ] as const) {
        for (const { example } of classes) {
          const request = example as unknown as Request;
          const isConfirmed =
            judges[inner].decide(request) === 'allowed' && judges[outer].decide(request).endsWith('Deny');
          const own = classesOf(request, classes, pair[inner]);
          if (!isConfirmed || own.length !== 1) found.push({ law: 'example', seed, request, classes: own.length });
        }
      }
      if (result.unknown !== undefined || result.more !== undefined) continue;
      for (const request of drawRequests(draw, pair, 20, 'typed')) {
        for (const [classes, inner, outer] of [
          [result.added, 'b', 'a'],
          [result.removed, 'a', 'b'],
        ] as const) {
          const isDifference =
            judges[inner].decide(request) === 'allowed' && judges[outer].decide(request).endsWith('Deny');
          if (!isDifference) continue;
          differences += 1;
          if (classesOf(request, classes, pair[inner]).length !== 1) found.push({ law: 'union', seed, request });
        }
      }
    }
    expect(found.slice(0, 3)).toEqual([]);
    expect(differences).toBeGreaterThan(pairs / 3);
    expect(listed).toBeGreaterThan(pairs * 0.8);
  });

  it('a request that is a difference is in one class, however the patterns of a statement overlap', () => {
    const texts = ['a', 'b', 'ab', 'ba', 'aba', 'abb'];
    const patterns = ['*', 'a*', '*b', 'ab*', 'a*b', '*a', 'b*', '?b', 'ab', 'AB*'];
    const user = { 'aws:username': 'ab' };
    const requests = texts.flatMap((name) =>
      texts.flatMap((key) =>
        [{}, user].map((context) => ({ action: `s3:${name}`, resource: bucket(key), context }) as unknown as Request),
      ),
    );
    const found: unknown[] = [];
    let differences = 0;
    for (let seed = 1; seed <= count(25, 1000); seed += 1) {
      const draw = createDraw(seed);
      const statement = () => ({
        Effect: 'Allow',
        Action: draw.several(1, 4, () => draw.pick([...patterns.map((each) => `s3:${each}`), '*:ab'])),
        Resource: draw.several(1, 4, () =>
          draw.pick([
            ...patterns.map(bucket),
            bucket('${aws:username}'),
            bucket('${aws:username}*'),
            '*3',
            'arn:aws:s3',
          ]),
        ),
        ...(draw.chance(0.2) && { Condition: { StringEquals: user } }),
      });
      const policies = () => [
        { Version: draw.pick(['2012-10-17', '2008-10-17']), Statement: draw.several(1, 2, statement) },
      ];
      const [a, b] = [policies(), policies()] as unknown as [Policy[], Policy[]];
      const { added, unknown } = accessDifferences(asInput(a), asInput(b));
      if (unknown !== undefined) continue;
      const [before, after] = [createJudge(a), createJudge(b)];
      for (const request of requests) {
        const isDifference = after.decide(request) === 'allowed' && before.decide(request) !== 'allowed';
        if (!isDifference) continue;
        differences += 1;
        const classes = classesOf(request, added, b).length;
        if (classes !== 1) found.push({ seed, request, classes });
      }
    }
    expect(found.slice(0, 3)).toEqual([]);
    expect(differences).toBeGreaterThan(100);
  });

  it('what is decided does not depend on the catalog', () => {
    const relations: string[] = [];
    for (let seed = 1; seed <= catalogPairs; seed += 1) {
      const { pair } = sampleOf(seed);
      const found = [{}, { catalog: ACTION_CATALOG }].map((options) =>
        attempt(InvalidInputError, () => {
          const { relation, readings = [] } = compareAccess(asInput(pair.a), asInput(pair.b), options);
          return [relation, readings.map((each) => [each.reading, each.relation])] as const;
        }),
      );
      const [without, withCatalog] = found.map((each) => (each instanceof InvalidInputError ? each.issues : each));
      expect(withCatalog).toEqual(without);
      if (!(found[0] instanceof InvalidInputError)) relations.push(found[0]![0]);
    }
    expect(relations).toEqual(expect.arrayContaining(['equivalent', 'narrower', 'broader', 'incomparable']));
    expect(relations.filter((each) => each !== 'unknown').length).toBeGreaterThan(catalogPairs / 2);
  });

  it('each example that is chosen from a catalog is a difference', () => {
    let examples = 0;
    for (let seed = 1; seed <= catalogPairs; seed += 1) {
      const { pair } = sampleOf(seed);
      const [a, b] = [asInput(pair.a), asInput(pair.b)];
      const found = attempt(InvalidInputError, () => newAccess(a, b, { catalog: ACTION_CATALOG }));
      if (found instanceof InvalidInputError) continue;
      for (const { witness, reading } of found) {
        if (witness === undefined) continue;
        const { keyValues: _, ...rest } = reading ?? {};
        expect(evaluateAccess(b, witness, rest).decision).toBe('allowed');
        expect(evaluateAccess(a, witness, rest).decision).toMatch(/Deny$/);
        examples += 1;
      }
    }
    expect(examples).toBeGreaterThan(catalogPairs / 2);
  });
});
