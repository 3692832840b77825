import { arnFields } from '../../aws/arn.js';
import { isAccountId } from '../../aws/identifiers.js';
import { evaluateDocuments, type Decision, type StatementOutcome } from '../decide.js';
import type { AnyPolicy, Effect } from '../document.js';
import type { LookUp } from '../match/variable.js';
import { decideSet } from '../policy-set.js';
import type { Reading } from '../reading.js';
import { normalizeRequest, type AccessRequest, type Caller } from '../request.js';
import { areRcpsInForce, areScpsInForce, layeredSet, type Situation } from './layered-set.js';
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

/** What a decision can depend on when it is omitted. */
export type MissingFact = 'principalAccount' | 'resourceAccount' | 'identity' | 'resource';

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
  const known = withAccounts(layers, request, caller, lookUp);
  const isIamPrincipal = caller.kind !== 'Service' && caller.kind !== 'Federated' && caller.kind !== 'anonymous';
  const bounded = isIamPrincipal && known.boundary !== undefined ? { ...request, permissionsBoundary: true } : request;
  const outcomes = describeLayers(known, bounded, reading, { action, isIamPrincipal });
  const cases = possibleFacts(known, isIamPrincipal).map((facts) => {
    const { principalAccount, resourceAccount, identity, resource } = facts;
    const situation: Situation = {
      isIamPrincipal,
      mayBeExempt: true,
      isSameAccount: principalAccount === resourceAccount,
      assumed: { identity, resource: resource ? 'names' : 'none' },
    };
    const set = layeredSet({ ...known, principalAccount, resourceAccount }, situation);
    return { facts, situation, decision: decideSet(set, bounded, reading) };
  });
  const [{ decision, situation }] = cases as [(typeof cases)[number]];
  if (cases.every((other) => other.decision === decision)) {
    return { decision, by: decidedBy(decision, outcomes, situation), layers: outcomes };
  }
  const missing = MISSING_FACTS.filter((fact) =>
    cases.some((one) =>
      cases.some((other) => other.decision !== one.decision && differOnlyIn(fact, one.facts, other.facts)),
    ),
  );
  return { decision: 'unknown', missing, layers: outcomes };
}

/** What can be omitted, as it may be: the accounts, and whether omitted policies allow the request. */
type PossibleFacts = { principalAccount: string; resourceAccount: string; identity: boolean; resource: boolean };

const MISSING_FACTS = ['principalAccount', 'resourceAccount', 'identity', 'resource'] as const;

function differOnlyIn(fact: keyof PossibleFacts, one: PossibleFacts, other: PossibleFacts): boolean {
  return MISSING_FACTS.every((each) => (one[each] === other[each]) === (each !== fact));
}

/** An omitted account can be that of the other one, the management account, or a third one. */
function possibleFacts(layers: ReadLayers, isIamPrincipal: boolean): PossibleFacts[] {
  const { principalAccount, resourceAccount, managementAccount = 'management' } = layers;
  const ofPrincipal = principalAccount ?? (isIamPrincipal ? undefined : 'nobody');
  const possible = (own: string | undefined, other: string | undefined, third: string): string[] =>
    own === undefined ? [...new Set([other ?? 'same', managementAccount, third])] : [own];
  return possible(ofPrincipal, resourceAccount, 'principal').flatMap((principal) =>
    possible(resourceAccount, ofPrincipal, 'resource').flatMap((owner) =>
      [false, true].slice(0, layers.identity === undefined && isIamPrincipal ? 2 : 1).flatMap((identity) =>
        [false, true].slice(0, layers.resource === undefined ? 2 : 1).map((resource) => ({
          principalAccount: principal,
          resourceAccount: owner,
          identity,
          resource,
        })),
      ),
    ),
  );
}

/** The layers with the accounts that the request names, in its condition keys or in ARNs. */
function withAccounts(layers: ReadLayers, request: AccessRequest, caller: Caller, lookUp: LookUp): ReadLayers {
  const ofCaller = caller.kind === 'AWS' ? accountIn(caller.id) : undefined;
  const principalAccount = layers.principalAccount ?? lookUp('aws:PrincipalAccount') ?? ofCaller;
  const resourceAccount = layers.resourceAccount ?? lookUp('aws:ResourceAccount') ?? accountIn(request.resource);
  return {
    ...layers,
    ...(principalAccount !== undefined && { principalAccount }),
    ...(resourceAccount !== undefined && { resourceAccount }),
  };
}

function accountIn(arn: string): string | undefined {
  const account = arnFields(arn)[4];
  return account !== undefined && isAccountId(account) ? account : undefined;
}

/** The decision of each layer alone. */
function describeLayers(
  layers: ReadLayers,
  request: AccessRequest,
  reading: Reading,
  { action, isIamPrincipal }: { action: string; isIamPrincipal: boolean },
): LayerOutcome[] {
  const isSupported = isUnderRcps(action, request.resource);
  const inOrganization = (isInForce: boolean): Exemption | undefined => {
    if (isInForce) return undefined;
    return layers.serviceLinked === true ? 'serviceLinkedRole' : 'managementAccount';
  };
  const exemptions: Partial<Record<LayerName, Exemption | undefined>> = {
    rcp: inOrganization(areRcpsInForce(layers)) ?? (isSupported ? undefined : 'service'),
    scp: isIamPrincipal ? inOrganization(areScpsInForce(layers)) : 'principal',
  };
  return LAYER_NAMES.flatMap((layer) => {
    const exempt = layer in exemptions || layer === 'resource' || isIamPrincipal ? exemptions[layer] : 'principal';
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

/** What decided, in the order in which AWS evaluates the layers. */
function decidedBy(
  decision: Decision,
  outcomes: readonly LayerOutcome[],
  { isSameAccount, isIamPrincipal }: Situation,
): DecidingStatement {
  const effective = outcomes.filter(({ exempt }) => exempt === undefined);
  const inLayer = (name: LayerName): LayerOutcome | undefined => effective.find(({ layer }) => layer === name);
  if (decision === 'explicitDeny') {
    return statementIn(effective.find((each) => each.decision === 'explicitDeny') as LayerOutcome, 'Deny');
  }
  if (decision === 'allowed') {
    const identity = inLayer('identity');
    return statementIn((identity?.decision === 'allowed' ? identity : inLayer('resource')) as LayerOutcome, 'Allow');
  }
  const needsResource = !isSameAccount || !isIamPrincipal;
  const ofPrincipal: LayerName[] = ['identity', 'boundary', 'session'];
  const order: LayerName[] = needsResource ? ['resource', ...ofPrincipal] : [...ofPrincipal, 'resource'];
  const silent = (['rcp', 'scp', ...order] as const)
    .flatMap((name) => effective.filter(({ layer }) => layer === name))
    .find((each) => each.decision === 'implicitDeny');
  return levelOf(silent as LayerOutcome);
}

function levelOf({ layer, level }: Pick<LayerOutcome, 'layer' | 'level'>): DecidingStatement {
  return { layer, ...(level !== undefined && { level }) };
}

/** The first statement of a layer that applies with an effect. */
function statementIn(outcome: LayerOutcome, effect: Effect): DecidingStatement {
  const found = outcome.statements.find((each) => each.applies && each.effect === effect);
  const { policy, statement, sid } = found as StatementOutcome;
  return { ...levelOf(outcome), policy, statement, ...(sid !== undefined && { sid }) };
}
