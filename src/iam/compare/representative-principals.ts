import { arnFields } from '../../aws/arn.js';
import { isAccountId } from '../../aws/identifiers.js';
import { elementsOf, type AnyPolicy, type Principal } from '../document.js';
import type { RequestPrincipal } from '../request.js';

/**
 * Principals that represent all principals, as far as `Principal` elements can distinguish them: those that are named,
 * sessions of roles that are named, others in the same accounts, and one of each kind that no policy names.
 *
 * An account is in one partition: accounts are assumed to be in the partitions that the ARNs of the policies name, or
 * in `aws` if there are none.
 */
export function representativePrincipals(policies: readonly AnyPolicy[]): RequestPrincipal[] {
  const elements = policies.flatMap(({ Statement }) =>
    Statement.flatMap((statement) => {
      const { Principal, NotPrincipal } = elementsOf(statement);
      return [Principal, NotPrincipal].filter((element) => element !== undefined);
    }),
  );
  if (elements.length === 0) return [];
  const named = (kind: string): string[] => unique(elements.flatMap((element) => idsOf(element, kind)));
  const [services, providers] = [named('Service'), named('Federated')];
  return [
    ...awsPrincipals(named('AWS')).map((id) => ({ AWS: id })),
    ...[...services, unnamed(services, (other) => `${other}.amazonaws.com`)].map((id) => ({ Service: id })),
    ...[...providers, unnamed(providers, (other) => `${other}.example.com`)].map((id) => ({ Federated: id })),
  ];
}

function idsOf(element: Principal, kind: string): string[] {
  if (typeof element === 'string') return [];
  const ids = (element as Record<string, string | string[] | undefined>)[kind];
  return ids === undefined ? [] : [ids].flat();
}

function awsPrincipals(ids: readonly string[]): string[] {
  const arns = ids.filter((id) => id.startsWith('arn:'));
  const fields = arns.map(arnFields);
  const partitions = unique(fields.map(([, partition = 'aws']) => partition));
  if (partitions.length === 0) partitions.push('aws');
  const accounts = unique([...ids.filter(isAccountId), ...fields.map(([, , , , account = '']) => account)]);
  let stranger = 999_999_999_999;
  while (accounts.includes(String(stranger))) stranger -= 1;

  const sessions = fields.flatMap(([, partition, , , account, resource = '']) => {
    const role = /^role\/(?:.*\/)?([^/]+)$/.exec(resource)?.[1];
    return role === undefined
      ? []
      : [unnamed(arns, (other) => `arn:${partition}:sts::${account}:assumed-role/${role}/${other}`)];
  });
  const others = partitions.flatMap((partition) =>
    [...accounts, stranger].map((account) =>
      unnamed(arns, (other) => `arn:${partition}:iam::${account}:user/${other}`),
    ),
  );
  return unique([...arns, ...sessions, ...others]);
}

/** The first name with `other`, `otherother` and so on that is not in use. */
function unnamed(taken: readonly string[], nameOf: (other: string) => string): string {
  let other = 'other';
  while (taken.includes(nameOf(other))) other += 'other';
  return nameOf(other);
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
