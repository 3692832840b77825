import { drawPolicies, drawPolicy } from './generate-policy.js';
import { drawRequest, textsOf } from './generate-request.js';
import type { Policy, Request } from './language.js';
import type { Layers, WholeLayers } from './layers.js';
import { createDraw, type Draw } from './random.js';

/** Random layers of policies, and requests that lie between them. */

const ACCOUNTS = ['111122223333', '444455556666'] as const;

const allowAll = (principal: boolean): Policy => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', ...(principal && { Principal: '*' }), Action: '*', Resource: '*' }],
});

/** A level of SCPs or RCPs: most allow everything and deny something. */
function drawLevel(draw: Draw, isRcp: boolean): Policy[] {
  const own = draw.several(0, 1, () => withoutPrincipals(drawPolicy(draw, 'identity'), isRcp));
  return draw.chance(0.7) ? [allowAll(isRcp), ...own] : own;
}

/** A policy without principals, or for all of them. */
function withoutPrincipals(policy: Policy, isForAll: boolean): Policy {
  const statements = [policy.Statement].flat() as Exclude<Policy['Statement'], readonly unknown[]>[];
  return {
    ...policy,
    Statement: statements.map((each) => ({ ...each, ...(isForAll && { Principal: '*' as const }) })),
  };
}

export function drawLayers(draw: Draw, { withResource }: { withResource: boolean }): WholeLayers {
  const principalAccount = draw.pick(ACCOUNTS);
  const maybe = <Value>(probability: number, value: () => Value): Value | undefined =>
    draw.chance(probability) ? value() : undefined;
  const optional = {
    boundary: maybe(0.3, () => drawPolicies(draw, 'identity')),
    session: maybe(0.2, () => drawPolicies(draw, 'identity')),
    scps: maybe(0.5, () => draw.several(1, 2, () => drawLevel(draw, false))),
    rcps: maybe(0.4, () => draw.several(1, 2, () => drawLevel(draw, true))),
    managementAccount: maybe(0.3, () => draw.pick([...ACCOUNTS, '777788889999'])),
    serviceLinked: maybe(0.05, () => true),
  };
  return {
    identity: drawPolicies(draw, 'identity'),
    resource: withResource ? drawPolicies(draw, draw.pick(['resource', 'resource', 'trust'] as const)) : [],
    principalAccount,
    resourceAccount: draw.chance(0.7) ? principalAccount : draw.pick(ACCOUNTS),
    ...(Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)) as Partial<Layers>),
  };
}

export const policiesOf = (layers: Layers): Policy[] =>
  [layers.identity, layers.boundary, layers.session, layers.resource, ...(layers.scps ?? []), ...(layers.rcps ?? [])]
    .flat()
    .filter((policy) => policy !== undefined);

/** The actions of the generated policies belong to invented services: some requests are about real ones. */
const REAL: readonly (readonly [action: string, resource: string])[] = [
  ['s3:GetObject', 'arn:aws:s3:::a'],
  ['sts:AssumeRole', 'arn:aws:iam::111122223333:role/a'],
  ['kms:Decrypt', 'arn:aws:kms:us-east-1:111122223333:key/k'],
  ['kms:RetireGrant', 'arn:aws:kms:us-east-1:111122223333:key/k'],
  ['kms:ListKeys', '*'],
  ['ec2:RunInstances', 'arn:aws:ec2:us-east-1:111122223333:instance/i'],
];

export function drawLayerRequests(
  draw: Draw,
  policies: readonly Policy[],
  count: number,
  { principalAccount, withPrincipal }: { principalAccount?: string; withPrincipal: boolean },
): Request[] {
  const texts = textsOf(policies);
  return draw.several(count, count, () => {
    const { principal, permissionsBoundary: _, ...request } = drawRequest(draw, texts, 'typed');
    const [action, resource] = draw.pick(REAL);
    const about = draw.chance(0.3)
      ? { ...request, action, resource: draw.chance(0.7) ? resource : request.resource }
      : request;
    if (!withPrincipal) return about;
    const own = draw.pick([
      `arn:aws:iam::${principalAccount}:user/bob`,
      `arn:aws:iam::${principalAccount}:role/p/deputy`,
      `arn:aws:sts::${principalAccount}:assumed-role/deputy/s`,
    ]);
    return { ...about, principal: principalAccount === undefined ? (principal ?? 'anonymous') : own };
  });
}

/** Layers with a source of choices to draw requests from: all from one number. */
export function layersOf(seed: number, options: { withResource: boolean }): { layers: WholeLayers; draw: Draw } {
  const draw = createDraw(seed);
  return { layers: drawLayers(draw, options), draw };
}
