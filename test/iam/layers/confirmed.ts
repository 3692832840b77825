import { expect } from 'vitest';
import {
  compareAccess,
  evaluateAccess,
  type AccessComparison,
  type AccessLayers,
  type AccessRequest,
} from '../../../src/iam/index.js';
import { OTHER, OWN, SAME_ACCOUNT } from './accounts.js';
import { allow, FULL, FULL_RCP, policy } from './layer-vectors.js';

/** A comparison of which `evaluateAccess` confirms the examples: only the layers of their side allow them. */
export function confirmed(a: AccessLayers, b: AccessLayers): AccessComparison {
  const comparison = compareAccess(a, b);
  const decide = (side: AccessLayers, request: AccessRequest): string =>
    evaluateAccess(whole(side, [a, b]), { principal: `arn:aws:iam::${OWN}:user/ann`, ...request }).decision;
  for (const [inner, outer, example] of [
    [a, b, comparison.onlyInA],
    [b, a, comparison.onlyInB],
  ] as const) {
    if (example === undefined) continue;
    expect(decide(inner, example)).toBe('allowed');
    expect(decide(outer, example)).toMatch(/Deny$/);
  }
  return comparison;
}

/** Layers with those that both sides omit, which are taken to allow every request. */
function whole(side: AccessLayers, sides: readonly AccessLayers[]): AccessLayers {
  const has = (layer: keyof AccessLayers): boolean => sides.some((each) => each[layer] !== undefined);
  const isOfPrincipal = (['identity', 'boundary', 'session', 'scps'] as const).some(has);
  const delegating = policy(allow({ Principal: { AWS: [OWN, OTHER] } }));
  const resource = isOfPrincipal ? delegating : FULL_RCP;
  return { identity: FULL, resource: has('resource') ? [] : resource, ...SAME_ACCOUNT, ...side };
}
