import {
  checkComparison,
  checkDecision,
  checkNewAccess,
  READINGS,
  type AnyReading,
  type Disagreement,
} from './agreement.js';
import { createJudge } from './evaluate.js';
import { drawRequests, sampleOf, type Sample } from './generate.js';
import type { Policy, Request } from './language.js';
import { shrink, type Case } from './shrink.js';

/** Runs the comparison of the library with the reference over samples, for the tests and for the script. */

export type Found = Disagreement & { readonly seed: number };

/** Decides requests by the library and by the reference, each on one side of the pair and under a reading. */
export function runDecisions({ seed, pair, draw }: Sample, count: number): { requests: Request[]; found: Found[] } {
  const requests = [
    ...drawRequests(draw, pair, Math.ceil(count / 2), 'any'),
    ...drawRequests(draw, pair, Math.floor(count / 2), 'typed'),
  ];
  const found: Found[] = [];
  const sides = [pair.a, pair.b].map((policies) => ({ policies, judge: createJudge(policies) }));
  requests.forEach((request, index) => {
    const { policies, judge } = sides[index % 2]!;
    const reading = draw.chance(0.5) ? {} : draw.pick(READINGS);
    const disagreement = checkDecision(policies, judge, request, reading);
    if (disagreement !== undefined) found.push({ ...disagreement, seed });
  });
  return { requests, found };
}

/** Compares the sides of a pair, and lists the new access of each. */
export function runComparisons({ seed, pair, draw }: Sample, count: number): Found[] {
  const requests = { typed: drawRequests(draw, pair, count, 'typed'), any: drawRequests(draw, pair, count, 'any') };
  const found = [...checkComparison(pair.a, pair.b, requests), ...checkNewAccess(pair.a, pair.b, requests)];
  return found.map((disagreement) => ({ ...disagreement, seed }));
}

/** Checks a case again, as the disagreement was found. */
function recheck(law: string, { a, b, request }: Case, reading: AnyReading): Disagreement[] {
  if (b === undefined) {
    const found = request && checkDecision(a, createJudge(a), request, reading);
    return found === undefined ? [] : [found];
  }
  const requests = { typed: request ? [request] : [], any: request ? [request] : [] };
  return [...checkComparison(a, b, requests), ...checkNewAccess(a, b, requests)].filter((each) => each.law === law);
}

/** A disagreement with policies and a request that are as small as dropping parts makes them. */
export function minimize(found: Found): Found {
  const { law, product, reference } = found;
  const isDefault =
    found.b === undefined &&
    recheck(law, found, {}).some((each) => each.product === product && each.reference === reference);
  const reading = isDefault ? {} : (found.reading ?? {});
  const isSame = (each: Disagreement): boolean =>
    JSON.stringify(each.reading ?? {}) === JSON.stringify(reading) &&
    (found.b !== undefined || (each.product === product && each.reference === reference));
  const { a, b, request } = shrink(found, (candidate) => recheck(law, candidate, reading).some(isSame));
  const again = recheck(law, { a, ...(b && { b }), ...(request && { request }) }, reading).find(isSame);
  return { ...found, ...again, reading };
}

const withSides = (policies: readonly Policy[]): string => JSON.stringify(policies);

export function describeDisagreement(found: Found): string {
  const { law, a, b, request, reading = {}, product, reference, seed } = found;
  return [
    `${law} (seed ${seed})`,
    `  a: ${withSides(a)}`,
    ...(b ? [`  b: ${withSides(b)}`] : []),
    ...(request ? [`  request: ${JSON.stringify(request)}`] : []),
    ...(Object.keys(reading).length > 0 ? [`  reading: ${JSON.stringify(reading)}`] : []),
    `  upsolver-iam: ${product}; reference: ${reference}`,
  ].join('\n');
}

/** Samples of consecutive seeds. */
export function* samples(first: number, count: number): Generator<Sample> {
  for (let seed = first; seed < first + count; seed += 1) yield sampleOf(seed);
}
