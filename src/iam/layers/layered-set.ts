import { PARTITIONS } from '../../aws/partition.js';
import { lazy } from '../../core/lazy.js';
import type { AnyPolicy, AnyStatement } from '../document.js';
import type { PolicySet, Route } from '../policy-set.js';
import type { LayerName, ReadLayers } from './layers.js';
import { beyondRcps, underRcps } from './rcp-scope.js';
import { forIamPrincipals, naming } from './resource-policy.js';

/** Where the policies of a layered set come from; `undefined` for one that only bounds a layer. */
export type LayeredSet = Required<PolicySet> & { places: readonly (PolicyPlace | undefined)[] };

/** A policy by its layer. */
export type PolicyPlace = {
  layer: LayerName;
  /** Of an SCP or an RCP, the level that it is attached to, from 0. */
  level?: number;
  /** The index of the policy in its layer, from 0. */
  policy: number;
};

/** What is known of the requests of a layered set, and what is assumed of layers that are omitted. */
export type Situation = {
  /** Whether the principal is an IAM principal, of which the identity-based policies are known. */
  isIamPrincipal: boolean;
  /** Whether the account of the principal owns the resource. */
  isSameAccount: boolean;
  /** Whether `NotPrincipal` can exempt the principal, which depends on the request. */
  mayBeExempt: boolean;
  /** What identity-based policies and a resource-based policy that are omitted are taken to say. */
  assumed: Assumed;
};

/**
 * Whether identity-based policies allow the request; and whether a resource-based policy names the principal, leaves
 * the decision to its account, or does not exist.
 */
export type Assumed = { identity: boolean; resource: 'none' | 'delegates' | 'names' };

const EVERYTHING: AnyStatement = { Effect: 'Allow', Action: '*', Resource: '*' };

/** The actions for which a trust policy has to allow the request. */
const TRUST_ACTIONS = ['sts:AssumeRole*', 'sts:SetSourceIdentity', 'sts:SetContext', 'sts:TagSession'];

const kmsKeys = /* @__PURE__ */ lazy(() => PARTITIONS.map((partition) => `arn:${partition}:kms:*:*:key/*`));

/**
 * Requests for which identity-based policies are enough within an account: not for assuming a role and for using a KMS
 * key, where the trust policy or the key policy has to allow the request.
 *
 * Source: IAM User Guide, "Policy evaluation logic"; AWS KMS Developer Guide, "Key policies in AWS KMS".
 */
const withoutResourcePolicy = /* @__PURE__ */ lazy((): AnyStatement[] => [
  { Effect: 'Allow', NotAction: [...TRUST_ACTIONS, 'kms:*'], Resource: '*' },
  { Effect: 'Allow', Action: 'kms:*', NotResource: kmsKeys() },
]);

/** All other requests. */
const withResourcePolicy = /* @__PURE__ */ lazy((): AnyStatement[] => [
  { Effect: 'Allow', Action: TRUST_ACTIONS, Resource: '*' },
  { Effect: 'Allow', Action: 'kms:*', Resource: kmsKeys() },
]);

/** Whether SCPs apply to the principal of layers. */
export function areScpsInForce({ principalAccount, managementAccount, serviceLinked }: ReadLayers): boolean {
  return serviceLinked !== true && (principalAccount === undefined || principalAccount !== managementAccount);
}

/** Whether RCPs apply to the resource of layers. */
export function areRcpsInForce({ resourceAccount, managementAccount, serviceLinked }: ReadLayers): boolean {
  return serviceLinked !== true && (resourceAccount === undefined || resourceAccount !== managementAccount);
}

/**
 * The policies of all layers that apply, and the routes by which they allow a request.
 *
 * Source: IAM User Guide, "How AWS enforcement code logic evaluates requests to allow or deny access", "Cross-account
 * policy evaluation logic" (2026).
 */
export function layeredSet(layers: ReadLayers, situation: Situation): LayeredSet {
  const { isIamPrincipal, isSameAccount, mayBeExempt, assumed } = situation;
  const policies: AnyPolicy[] = [];
  const places: (PolicyPlace | undefined)[] = [];
  const bounds: (readonly AnyStatement[])[] = [];
  const add = (
    list: readonly AnyPolicy[],
    place: Omit<PolicyPlace, 'policy'> | undefined,
    within: readonly AnyStatement[] = [],
  ): number[] =>
    list.map((policy, index) => {
      places.push(place && { ...place, policy: index });
      bounds.push(within);
      return policies.push(policy) - 1;
    });
  const addBound = (statements: readonly AnyStatement[]): number[] =>
    add([{ Version: '2012-10-17', Statement: [...statements] } as AnyPolicy], undefined);
  const onlyIf = (isAllowed: boolean): number[] => addBound(isAllowed ? [EVERYTHING] : []);

  const ofPrincipal = (policy: AnyPolicy): AnyPolicy =>
    isIamPrincipal ? forIamPrincipals(policy, mayBeExempt) : policy;
  // Statements of policies that were given come first: a difference is theirs.
  const isOmitted = (layer: readonly number[]): number => Number(layer.every((index) => places[index] === undefined));
  const toSet = (routes: readonly Route[]): LayeredSet => ({
    policies,
    places,
    bounds,
    routes: routes.map((route) => route.toSorted((one, other) => isOmitted(one) - isOmitted(other))),
  });

  const beyond = lazy(() => addBound(beyondRcps()));
  const rcps = (areRcpsInForce(layers) ? (layers.rcps ?? []) : []).map((list, level) => [
    ...add(list.map(ofPrincipal), { layer: 'rcp', level }, underRcps()),
    ...beyond(),
  ]);
  const { resource } = layers;
  const addResource = (): number[] =>
    resource === undefined
      ? onlyIf(assumed.resource !== 'none')
      : add(resource.map(ofPrincipal), { layer: 'resource' });
  if (!isIamPrincipal) return toSet([[addResource(), ...rcps]]);

  const scps = (areScpsInForce(layers) ? (layers.scps ?? []) : []).map((list, level) =>
    add(list, { layer: 'scp', level }),
  );
  const limits = (['boundary', 'session'] as const).flatMap((layer) => {
    const list = layers[layer];
    return list === undefined ? [] : [add(list, { layer })];
  });
  // What RCPs cannot deny is a statement of no policy, so their layers come after the others.
  const organization = [...scps, ...rcps];
  const levels = [...scps, ...limits, ...rcps];
  const identity =
    layers.identity === undefined ? onlyIf(assumed.identity) : add(layers.identity, { layer: 'identity' });
  // A resource-based policy that is taken to allow the request does not limit it.
  const isUnlimited = resource === undefined && assumed.resource !== 'none';
  const throughResource = isUnlimited ? [identity, ...levels] : [identity, addResource(), ...levels];
  if (!isSameAccount) return toSet([throughResource]);
  const routes: Route[] = isUnlimited
    ? [throughResource]
    : [[identity, addBound(withoutResourcePolicy()), ...levels], throughResource];
  if (resource === undefined) {
    if (assumed.resource === 'names') routes.push([addBound(withResourcePolicy()), ...organization]);
  } else {
    const asNamed = (way: 'role' | 'session'): number[] =>
      add(
        resource.map((policy) => ofPrincipal(naming(policy, way))),
        { layer: 'resource' },
      );
    routes.push([asNamed('role'), ...levels], [asNamed('session'), ...organization]);
  }
  return toSet(routes);
}
