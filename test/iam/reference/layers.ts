import { createJudge } from './evaluate.js';
import {
  listOf,
  type Decision,
  type Policy,
  type PrincipalElement,
  type Reading,
  type Request,
  type Statement,
} from './language.js';
import { callerOf } from './principals.js';

/**
 * Layers of policies, decided step by step as AWS describes it. Shares no code with `src`.
 *
 * Source: IAM User Guide, "How AWS enforcement code logic evaluates requests to allow or deny access", "Difference
 * between explicit and implicit denies", "Cross-account policy evaluation logic"; AWS Organizations User Guide, "SCP
 * evaluation", "Resource control policies (RCPs)".
 */
export type Layers = {
  readonly identity?: readonly Policy[];
  readonly boundary?: readonly Policy[];
  readonly session?: readonly Policy[];
  readonly scps?: readonly (readonly Policy[])[];
  readonly rcps?: readonly (readonly Policy[])[];
  readonly resource?: readonly Policy[];
  readonly principalAccount?: string;
  readonly resourceAccount?: string;
  readonly managementAccount?: string;
  readonly serviceLinked?: boolean;
};

/** The services that RCPs cover, and what they do not cover of them. */
export type RcpServices = readonly string[];

/** Layers with nothing left out: the accounts are known, and so are the policies that can grant access. */
export type WholeLayers = Layers &
  Required<Pick<Layers, 'identity' | 'resource' | 'principalAccount' | 'resourceAccount'>>;

const inLayer = (policies: readonly Policy[], request: Request, reading: Partial<Reading>): Decision =>
  createJudge(policies).decide(request, reading);

export function decideWhole(
  layers: WholeLayers,
  given: Request,
  services: RcpServices,
  reading: Partial<Reading> = {},
): Decision {
  const caller = callerOf(given);
  // A canonical user ID "identifies an AWS account", whose IAM principals make the request.
  const isIam = caller === 'unknown' || (caller !== 'anonymous' && ['AWS', 'CanonicalUser'].includes(caller.kind));
  const request = isIam && layers.boundary !== undefined ? { ...given, permissionsBoundary: true } : given;
  const decide = (policies: readonly Policy[]): Decision => inLayer(policies, request, reading);
  const allows = (policies: readonly Policy[]): boolean => decide(policies) === 'allowed';

  // Which layers are there for this request?
  const isServiceLinked = isIam && layers.serviceLinked === true;
  const isMember = (account: string): boolean => account !== layers.managementAccount && !isServiceLinked;
  const service = request.action.toLowerCase().split(':')[0]!;
  const isUnderRcps =
    isMember(layers.resourceAccount) &&
    services.includes(service) &&
    request.action.toLowerCase() !== 'kms:retiregrant' &&
    request.resource !== '*';
  const rcps = isUnderRcps ? (layers.rcps ?? []) : [];
  const scps = isIam && isMember(layers.principalAccount) ? (layers.scps ?? []) : [];
  const ofPrincipal = isIam ? [layers.identity, layers.boundary ?? [], layers.session ?? []] : [];

  // 1. An explicit deny anywhere ends it.
  const all = [...rcps, ...scps, ...ofPrincipal, layers.resource];
  if (all.some((policies) => decide(policies) === 'explicitDeny')) return 'explicitDeny';
  // 2. and 3. Every level of RCPs and of SCPs has to allow the request.
  if (![...rcps, ...scps].every(allows)) return 'implicitDeny';

  if (!isIam) return allows(layers.resource) ? 'allowed' : 'implicitDeny';
  const isLimitedTo = (): boolean =>
    (layers.boundary === undefined || allows(layers.boundary)) &&
    (layers.session === undefined || allows(layers.session));
  const identityAllows = allows(layers.identity);
  if (layers.principalAccount !== layers.resourceAccount) {
    return identityAllows && allows(layers.resource) && isLimitedTo() ? 'allowed' : 'implicitDeny';
  }
  // 4. Within an account, how the resource-based policy names the principal counts.
  const granted = (way: Way): boolean => layers.resource.some((policy) => allows([naming(policy, way)]));
  if (granted('session')) return 'allowed';
  if (granted('role') && isLimitedTo()) return 'allowed';
  // 5. Trust policies and key policies have to allow the request themselves.
  const action = request.action.toLowerCase();
  const needsResource =
    /^sts:(?:assumerole.*|setsourceidentity|setcontext|tagsession)$/.test(action) ||
    (service === 'kms' && /^arn:[^:]*:kms:[^:]*:[^:]*:key\//.test(request.resource));
  if (needsResource && !allows(layers.resource)) return 'implicitDeny';
  return identityAllows && isLimitedTo() ? 'allowed' : 'implicitDeny';
}

type Way = 'session' | 'role' | 'account';

/** The Allow statements of a policy, one for each entry that names principals in a way. */
function naming(policy: Policy, way: Way): Policy {
  const statements = listOf(policy.Statement).flatMap((statement): Statement[] =>
    statement.Effect === 'Allow' && statement.Principal !== undefined
      ? entriesOf(statement.Principal)
          .filter(([kind, id]) => wayOf(kind, id) === way)
          .map(([kind, id]) => ({ ...statement, Principal: kind === '*' ? '*' : { [kind]: id } }))
      : [],
  );
  return { ...policy, Statement: statements };
}

function entriesOf(element: PrincipalElement): [kind: string, id: string][] {
  if (element === '*') return [['*', '*']];
  return Object.entries(element).flatMap(([kind, ids]) =>
    listOf(ids as string | string[]).map((id): [string, string] => [kind, id]),
  );
}

/**
 * "Resource-based policies that grant permissions to an IAM role ARN are limited by an implicit deny in a permissions
 * boundary or session policy"; those that name a session, a user or everyone are not; an account delegates.
 */
function wayOf(kind: string, id: string): Way {
  if (kind === 'CanonicalUser') return 'account';
  if (kind !== 'AWS') return 'session';
  if (/^\d{12}$/.test(id) || id.endsWith(':root')) return 'account';
  return /^arn:[^:]*:iam::[^:]*:role\/./.test(id) || /^AROA\w*$/.test(id) ? 'role' : 'session';
}
