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
export type MissingFact = 'identity' | 'resource' | 'principalAccount' | 'resourceAccount';

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
  const isIamPrincipal = caller.kind === 'AWS' || caller.kind === 'unknown';
  const bounded = isIamPrincipal && known.boundary !== undefined ? { ...request, permissionsBoundary: true } : request;
  const outcomes = describeLayers(known, bounded, reading, { action, isIamPrincipal });
  const unknown = openQuestions(known, isIamPrincipal);
  const decisions = combinations(unknown.length).map((answers) => {
    const answerTo = (name: Question, otherwise: boolean): boolean => answers[unknown.indexOf(name)] ?? otherwise;
    const situation: Situation = {
      isIamPrincipal,
      mayBeExempt: true,
      isSameAccount: answerTo('accounts', known.principalAccount === known.resourceAccount),
      assumed: { identity: answerTo('identity', false), resource: answerTo('resource', false) ? 'names' : 'none' },
    };
    const complete = situation.isSameAccount ? inOneAccount(known) : known;
    return { answers, situation, decision: decideSet(layeredSet(complete, situation), bounded, reading) };
  });
  const [{ decision, situation }] = decisions as [(typeof decisions)[number]];
  if (decisions.every((other) => other.decision === decision)) {
    return { decision, by: decidedBy(decision, outcomes, situation), layers: outcomes };
  }
  const matters = unknown.filter((_, index) =>
    decisions.some(({ answers, decision: found }) =>
      decisions.some(
        (other) =>
          other.decision !== found &&
          other.answers.every((answer, place) => (place === index) !== (answer === answers[place])),
      ),
    ),
  );
  return { decision: 'unknown', missing: missingFacts(matters, known), layers: outcomes };
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

/** The layers of a principal and a resource in the same account, if one of the accounts is known. */
function inOneAccount(layers: ReadLayers): ReadLayers {
  const account = layers.principalAccount ?? layers.resourceAccount;
  return account === undefined ? layers : { ...layers, principalAccount: account, resourceAccount: account };
}

type Question = 'accounts' | 'identity' | 'resource';

/** What the decision can depend on. Without the accounts, principal and resource may be in the same one or not. */
function openQuestions(layers: ReadLayers, isIamPrincipal: boolean): Question[] {
  const questions: Question[] = [];
  const { principalAccount, resourceAccount } = layers;
  if (isIamPrincipal && (principalAccount === undefined || resourceAccount === undefined)) questions.push('accounts');
  if (isIamPrincipal && layers.identity === undefined) questions.push('identity');
  if (layers.resource === undefined) questions.push('resource');
  return questions;
}

function combinations(length: number): boolean[][] {
  return Array.from({ length: 2 ** length }, (_, number) =>
    Array.from({ length }, (__, index) => Math.floor(number / 2 ** index) % 2 === 1),
  );
}

function missingFacts(questions: readonly Question[], layers: ReadLayers): MissingFact[] {
  return questions.flatMap((question): MissingFact[] =>
    question === 'accounts'
      ? (['principalAccount', 'resourceAccount'] as const).filter((account) => layers[account] === undefined)
      : [question],
  );
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
