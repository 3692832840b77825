import { compareAccess, type PolicyInput, type Relation } from '../../../src/iam/index.js';
import type { Policy } from './language.js';
import { createDraw } from './random.js';
import { differ, drawZ3Pair } from './z3-policies.js';
import { createZ3 } from './z3.js';

/** Verdicts on whole policies, by the library and by z3. */

export type Verdict = {
  readonly seed: number;
  readonly a: readonly Policy[];
  readonly b: readonly Policy[];
  readonly product: Relation;
  /** `undefined` if z3 could not decide. */
  readonly z3: Relation | undefined;
};

const RELATIONS: Readonly<Record<string, Relation>> = {
  'true true': 'incomparable',
  'true false': 'broader',
  'false true': 'narrower',
  'false false': 'equivalent',
};

/** Verdicts of consecutive seeds, without end. */
export async function* verdicts(first: number): AsyncGenerator<Verdict> {
  const ask = await createZ3(1_000_000);
  for (let seed = first; ; seed += 1) {
    const { a, b } = drawZ3Pair(createDraw(seed));
    const product = compareAccess(a as unknown as PolicyInput, b as unknown as PolicyInput).relation;
    const z3 = RELATIONS[`${await differ(ask, a, b)} ${await differ(ask, b, a)}`];
    yield { seed, a, b, product, z3 };
  }
}

export const isWrong = ({ product, z3 }: Verdict): boolean => z3 !== undefined && product !== z3;

export const describeVerdict = ({ seed, a, b, product, z3 }: Verdict): string =>
  `seed ${seed}\n  a: ${JSON.stringify(a)}\n  b: ${JSON.stringify(b)}\n  upsolver-iam: ${product}; z3: ${z3 ?? 'unknown'}`;
