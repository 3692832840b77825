import { arnFields } from '../../aws/arn.js';
import { isAccountId } from '../../aws/identifiers.js';
import { evaluateDocuments, type AccessDecision, type Decision, type StatementOutcome } from '../decide.js';
import type { AnyPolicy, Effect } from '../document.js';
import type { LookUp } from '../match/variable.js';
import { decideSet } from '../policy-set.js';
import type { Reading } from '../reading.js';
import { normalizeRequest, type AccessRequest, type Caller } from '../request.js';
import {
  areRcpsInForce,
  areScpsInForce,
  layeredSet,
  type LayeredSet,
  type PolicyPlace,
  type Situation,
} from './layered-set.js';
import { LAYER_NAMES, type LayerName, type ReadLayers } from './layers.js';
import { isUnderRcps } from './rcp-scope.js';

/** The decision of layers of policies on a request, and the layer that made it. */
export type LayeredDecision = {
  /** `unknown` if it depends on something that is omitted. */
  decision: Decision | 'unknown';
  /** What decided; omitted if the decision is `unknown`. */
  by?: DecidingStatement;
  /** What the decision depends on, if it is `unknown`: members of `AccessLayers`. */
  missing?: MissingFact[];
  /** The decision of every layer that was given, in the order in which AWS evaluates them. */
  layers: LayerOutcome[];
};

/** What a decision can depend on if you omit it; `boundary` only if the request has `permissionsBoundary: true`. */
export type MissingFact = 'principalAccount' | 'resourceAccount' | 'identity' | 'boundary' | 'resource';

/** What decided on a request: a statement, or a layer in which no statement allows the request. */
export type DecidingStatement = {
  layer: LayerName;
  /** Of an SCP or an RCP, the level that it is attached to, from 0. */
  level?: number;
  /** Index of the policy in its layer, from 0; omitted if no statement allows the request. */
  policy?: number;
  /** Index of the statement in its policy, from 0; omitted if no statement allows the request. */
  statement?: number;
  sid?: string;
};

/** The decision of one layer alone. */
export type LayerOutcome = {
  layer: LayerName;
  /** Of SCPs and RCPs, the level that they are attached to, from 0. */
  level?: number;
  decision: Decision;
  /** The outcome of every statement of every policy of the layer, in their order. */
  statements: StatementOutcome[];
  /** Why the layer has no effect on the request; omitted if it has one. */
  exempt?: Exemption;
};

/**
 * Why a layer has no effect on a request.
 *
 * - `managementAccount`: SCPs and RCPs have no effect in the management account.
 * - `serviceLinkedRole`: neither do they on service-linked roles.
 * - `principal`: the request is made by a service, an identity provider or an anonymous caller.
 * - `service`: RCPs do not cover the service, or this action of it.
 */
export type Exemption = 'managementAccount' | 'serviceLinkedRole' | 'principal' | 'service';

/** The decision of layers that have been read. */
export function decideLayers(layers: ReadLayers, request: AccessRequest, reading: Reading): LayeredDecision {
  const { caller, action, lookUp } = normalizeRequest(request, reading.emptyValue);
  const isIamPrincipal = caller.kind !== 'Service' && caller.kind !== 'Federated' && caller.kind !== 'anonymous';
  const known: ReadLayers = isIamPrincipal ? layers : { ...layers, serviceLinked: false };
  const bounded = known.boundary === undefined ? request : { ...request, permissionsBoundary: true };
  const cases = possibleFacts(known, { request, caller, lookUp, isIamPrincipal }).map((facts) => {
    const { principalAccount, resourceAccount, identity, boundary, resource } = facts;
    const situation: Situation = {
      isIamPrincipal,
      mayBeExempt: true,
      isSameAccount: principalAccount === resourceAccount,
      assumed: { identity, resource: resource ? 'names' : 'none' },
    };
    const whole = { ...known, principalAccount, resourceAccount, ...(!boundary && { boundary: [] }) };
    const set = layeredSet(whole, situation);
    return { facts, situation, whole, set, decision: decideSet(set, bounded, reading) };
  });
  const wholes = cases.map(({ whole }) => whole);
  const outcomes = describeLayers(known, bounded, reading, { action, isIamPrincipal, wholes });
  const [{ decision, set, situation }] = cases as [(typeof cases)[number]];
  if (cases.every((other) => other.decision === decision)) {
    const effective = outcomes.filter(
      ({ layer, exempt }) => exempt === undefined && wholes.every((whole) => isInForce(layer, whole)),
    );
    const by = decision === 'allowed' ? grantedBy(set, bounded, reading) : deniedBy(decision, effective, situation);
    return { decision, by, layers: outcomes };
  }
  const missing = MISSING_FACTS.filter((fact) =>
    cases.some((one) =>
      cases.some((other) => other.decision !== one.decision && differOnlyIn(fact, one.facts, other.facts)),
    ),
  );
  return { decision: 'unknown', missing, layers: outcomes };
}

/** One combination of what can be omitted: the accounts, and whether omitted policies allow the request. */
type PossibleFacts = Record<'principalAccount' | 'resourceAccount', string> &
  Record<'identity' | 'boundary' | 'resource', boolean>;

const MISSING_FACTS = ['principalAccount', 'resourceAccount', 'identity', 'boundary', 'resource'] as const;

function differOnlyIn(fact: MissingFact, one: PossibleFacts, other: PossibleFacts): boolean {
  return MISSING_FACTS.every((each) => (one[each] === other[each]) === (each !== fact));
}

/** Stands for an account ID that is omitted. */
const ONE_ACCOUNT: string = 'one';

/**
 * Every combination of what is omitted. An account can be named by the layers, by a condition key of the request or by
 * an ARN; one that is still unknown can be the other account, the management account, or a third one.
 */
function possibleFacts(
  layers: ReadLayers,
  {
    request,
    caller,
    lookUp,
    isIamPrincipal,
  }: { request: AccessRequest; caller: Caller; lookUp: LookUp; isIamPrincipal: boolean },
): PossibleFacts[] {
  const ofPrincipal = layers.principalAccount ?? lookUp('aws:PrincipalAccount') ?? accountIn(caller.id);
  const owner = layers.resourceAccount ?? lookUp('aws:ResourceAccount') ?? accountIn(request.resource);
  // Condition keys can have any text: this one is none of them.
  const another = `another than ${ofPrincipal} and ${owner}`;
  const own = ofPrincipal ?? (isIamPrincipal ? undefined : another);
  const { managementAccount = another } = layers;
  const accounts = (known: string | undefined, other = ONE_ACCOUNT): string[] =>
    known === undefined ? [...new Set([other, managementAccount, another])] : [known];
  const hasBoundary = isIamPrincipal && request.permissionsBoundary === true;
  return accounts(own, owner).flatMap((principalAccount) =>
    accounts(owner, own).flatMap((resourceAccount) =>
      either(layers.identity === undefined).flatMap((identity) =>
        either(hasBoundary && layers.boundary === undefined).flatMap((boundary) =>
          either(layers.resource === undefined).map((resource) => ({
            principalAccount,
            resourceAccount,
            identity,
            boundary,
            resource,
          })),
        ),
      ),
    ),
  );
}

/** Whether policies that are omitted allow the request; of policies that are given, one value is enough. */
function either(isOmitted: boolean): boolean[] {
  return isOmitted ? [false, true] : [true];
}

function accountIn(arn: string): string | undefined {
  return arnFields(arn).slice(4, 5).find(isAccountId);
}

/** Whether a layer has an effect in the accounts of the request. */
function isInForce(layer: LayerName, layers: ReadLayers): boolean {
  if (layer === 'scp') return areScpsInForce(layers);
  return layer !== 'rcp' || areRcpsInForce(layers);
}

/** The decision of each layer alone. */
function describeLayers(
  layers: ReadLayers,
  request: AccessRequest,
  reading: Reading,
  { action, isIamPrincipal, wholes }: { action: string; isIamPrincipal: boolean; wholes: readonly ReadLayers[] },
): LayerOutcome[] {
  const exemptionOf = (layer: LayerName): Exemption | undefined => {
    if (layer !== 'rcp' && layer !== 'resource' && !isIamPrincipal) return 'principal';
    if (!wholes.some((whole) => isInForce(layer, whole))) {
      return layers.serviceLinked === true ? 'serviceLinkedRole' : 'managementAccount';
    }
    return layer === 'rcp' && !isUnderRcps(action, request.resource) ? 'service' : undefined;
  };
  return LAYER_NAMES.flatMap((layer) => {
    const exempt = exemptionOf(layer);
    return levelsOf(layers, layer).map(({ policies, ...level }): LayerOutcome => {
      const { decision, statements } = evaluateDocuments(policies, request, reading);
      return { layer, ...level, decision, statements, ...(exempt !== undefined && { exempt }) };
    });
  });
}

function levelsOf(layers: ReadLayers, layer: LayerName): { policies: readonly AnyPolicy[]; level?: number }[] {
  if (layer === 'rcp' || layer === 'scp') {
    return (layers[`${layer}s`] ?? []).map((policies, level) => ({ policies, level }));
  }
  const policies = layers[layer];
  return policies === undefined ? [] : [{ policies }];
}

/** What denied a request, in the order in which AWS evaluates the layers. */
function deniedBy(
  decision: Decision,
  effective: readonly LayerOutcome[],
  { isSameAccount }: Situation,
): DecidingStatement {
  const denying = effective.filter((each) => each.decision === decision);
  // Within an account, a resource-based policy that allows nothing decides only if it is required.
  const first = denying.find(({ layer }) => decision === 'explicitDeny' || layer !== 'resource' || !isSameAccount);
  const { layer, level, statements } = (first ?? denying[0]) as LayerOutcome;
  const place = { layer, ...(level !== undefined && { level }) };
  return decision === 'explicitDeny' ? { ...place, ...statementIn(statements, 'Deny') } : place;
}

/** The first statement that grants a request, by the first route that allows it. */
function grantedBy(set: LayeredSet, request: AccessRequest, reading: Reading): DecidingStatement {
  const [grants] = set.routes.find(
    (route) => decideSet({ ...set, routes: [route] }, request, reading) === 'allowed',
  ) as [readonly number[]];
  const outcomeOf = (index: number): AccessDecision =>
    evaluateDocuments([set.policies[index] as AnyPolicy], request, reading);
  const index = grants.find((each) => outcomeOf(each).decision === 'allowed') as number;
  const { layer, policy } = set.places[index] as PolicyPlace;
  return { layer, ...statementIn(outcomeOf(index).statements, 'Allow'), policy };
}

/** The first statement that applies with an effect. */
function statementIn(
  statements: readonly StatementOutcome[],
  effect: Effect,
): Pick<DecidingStatement, 'policy' | 'statement' | 'sid'> {
  const found = statements.find((each) => each.applies && each.effect === effect);
  const { policy, statement, sid } = found as StatementOutcome;
  return { policy, statement, ...(sid !== undefined && { sid }) };
}
