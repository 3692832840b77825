import { decideDocuments, type Decision } from './decide.js';
import type { AnyPolicy, AnyStatement } from './document.js';
import type { Reading } from './reading.js';
import type { AccessRequest } from './request.js';

/** Policies that decide together, and which of them have to allow a request. */
export type PolicySet = {
  policies: readonly AnyPolicy[];
  /** The ways in which a request can be allowed. Without them, one policy that allows it is enough. */
  routes?: readonly Route[];
  /**
   * For each policy, Allow statements that bound its Deny statements: they deny only requests to which all of these
   * apply.
   */
  bounds?: readonly (readonly AnyStatement[])[];
};

/** Layers that all have to allow a request. Of a layer, a list of indexes of policies, one has to. */
export type Route = readonly (readonly number[])[];

/** The policies of which the statements grant access: those of the first layer of each route. */
export function firstLayers(routes: readonly Route[]): ReadonlySet<number> {
  return new Set(routes.flatMap((route) => route.slice(0, 1).flat()));
}

/** Policies that are attached together, or a set. */
export function toPolicySet(policies: readonly AnyPolicy[] | PolicySet): PolicySet {
  return 'policies' in policies ? policies : { policies };
}

/** The decision of a set of policies: all layers of a route allow the request, and no policy denies it. */
export function decideSet(set: PolicySet, request: AccessRequest, reading: Reading): Decision {
  const { policies, routes, bounds } = set;
  if (routes === undefined) return decideDocuments(policies, request, reading);
  const isInForce = (index: number): boolean =>
    (bounds?.[index] ?? []).every(
      (statement) =>
        decideDocuments([{ Version: '2012-10-17', Statement: [statement] }], request, reading) === 'allowed',
    );
  const allowing = new Set<number>();
  for (const [index, policy] of policies.entries()) {
    const decision = decideDocuments([policy], request, reading);
    if (decision === 'explicitDeny' && isInForce(index)) return decision;
    if (decision === 'allowed') allowing.add(index);
  }
  const isAllowed = routes.some((route) => route.every((layer) => layer.some((index) => allowing.has(index))));
  return isAllowed ? 'allowed' : 'implicitDeny';
}
