import * as fc from 'fast-check';
import { drawPolicies, type Kind } from './generate-policy.js';
import { drawRequest, textsOf, type Mode } from './generate-request.js';
import type { Policy, Request } from './language.js';
import { createDraw, type Draw } from './random.js';
import { mutate, rewrite } from './rewrite.js';

/** Random policies, pairs of policies and requests, from a seed. */

/** How the second side of a pair came about. */
export type Origin = 'independent' | 'mutated' | 'rewritten';

export type Pair = {
  readonly kind: Kind;
  readonly origin: Origin;
  readonly a: readonly Policy[];
  readonly b: readonly Policy[];
};

export function drawPair(draw: Draw): Pair {
  const kind = draw.pick(['identity', 'identity', 'identity', 'resource', 'resource', 'trust'] as const);
  const a = drawPolicies(draw, kind);
  const origin = draw.pick(['independent', 'independent', 'mutated', 'mutated', 'rewritten'] as const);
  if (origin === 'independent') return { kind, origin, a, b: drawPolicies(draw, kind) };
  const b = origin === 'mutated' ? mutate(draw, kind, a) : rewrite(draw, a);
  return draw.chance(0.5) ? { kind, origin, a, b } : { kind, origin, a: b, b: a };
}

/** Requests that the policies of a pair may tell apart. */
export function drawRequests(draw: Draw, { a, b }: Pick<Pair, 'a' | 'b'>, count: number, mode: Mode): Request[] {
  const texts = textsOf([...a, ...b]);
  return draw.several(count, count, () => drawRequest(draw, texts, mode));
}

/** A pair with its source of choices, to draw requests from: everything that a law needs, from one number. */
export type Sample = { readonly seed: number; readonly pair: Pair; readonly draw: Draw };

export function sampleOf(seed: number): Sample {
  const draw = createDraw(seed);
  return { seed, pair: drawPair(draw), draw };
}

/** For laws in fast-check. A failure is reported by its seed. */
export const anySample: fc.Arbitrary<Sample> = fc.integer({ min: 0, max: 0x7f_ff_ff_ff }).map(sampleOf);
