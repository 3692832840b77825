import { arnFields, rootArn } from '../../aws/arn.js';
import { isAccountId } from '../../aws/identifiers.js';
import { elementsOf, type AnyPolicy } from '../document.js';
import { idsOf, mayHaveBoundary, roleName } from '../match/principal.js';
import type { Caller } from '../request.js';

/**
 * Callers that represent all callers, as far as the policies can distinguish them: those that are named, sessions of
 * roles that are named, others in the same accounts, one of each kind that no policy names, and an anonymous one. With
 * `NotPrincipal`, each IAM principal also with a permissions boundary.
 *
 * An account is in one partition: accounts are assumed to be in the partitions that the ARNs of the policies name, or
 * in `aws` if there are none. Empty if the policies do not have principals.
 *
 * @param ownAccount An account that has principals whether or not the policies name it.
 */
export function representativeCallers(policies: readonly AnyPolicy[], ownAccount?: string): Caller[] {
  const statements = policies.flatMap(({ Statement }) => Statement.map(elementsOf));
  const elements = statements.flatMap(({ Principal, NotPrincipal }) => Principal ?? NotPrincipal ?? []);
  if (elements.length === 0) return [];
  const hasExemptions = statements.some(({ NotPrincipal }) => NotPrincipal !== undefined);
  if (!hasExemptions && elements.every((element) => element === '*')) return [{ kind: 'anonymous', id: '' }];
  const named = (kind: 'AWS' | 'Service' | 'Federated' | 'CanonicalUser'): string[] =>
    unique(elements.flatMap((element) => idsOf(element, kind)));
  const withUnnamed = (
    kind: 'Service' | 'Federated' | 'CanonicalUser',
    nameOf: (other: string) => string,
  ): Caller[] => {
    const ids = named(kind);
    return [...ids, unnamed(new Set(ids), nameOf)].map((id) => ({ kind, id }));
  };
  const principals = awsPrincipals(named('AWS'), ownAccount).map((id): Caller => ({ kind: 'AWS', id }));
  return [
    ...principals,
    ...(hasExemptions
      ? principals.filter(mayHaveBoundary).map((caller) => ({ ...caller, permissionsBoundary: true }))
      : []),
    ...withUnnamed('Service', (other) => `${other}.amazonaws.com`),
    ...withUnnamed('Federated', (other) => `${other}.example.com`),
    ...withUnnamed('CanonicalUser', (other) => other.padEnd(64, '0')),
    { kind: 'anonymous', id: '' },
  ];
}

function awsPrincipals(ids: readonly string[], ownAccount: string | undefined): string[] {
  const arns = ids.filter((id) => id.startsWith('arn:'));
  const uniqueIds = ids.filter((id) => id !== '*' && !id.startsWith('arn:') && !isAccountId(id));
  const [takenArns, takenIds] = [new Set(arns), new Set(uniqueIds)];
  const fields = arns.map(arnFields);
  const partitions = unique(fields.map(([, partition = 'aws']) => partition));
  if (partitions.length === 0) partitions.push('aws');
  const own = ownAccount === undefined ? [] : [ownAccount];
  const accounts = unique([...own, ...ids.filter(isAccountId), ...fields.map(([, , , , account = '']) => account)]);
  let stranger = 999_999_999_999;
  const takenAccounts = new Set(accounts);
  while (takenAccounts.has(String(stranger))) stranger -= 1;

  const sessions = arns.flatMap((arn) => {
    const role = roleName(arn);
    const [, partition, , , account] = arnFields(arn);
    return role === undefined
      ? []
      : [unnamed(takenArns, (other) => `arn:${partition}:sts::${account}:assumed-role/${role}/${other}`)];
  });
  const sessionsOfIds = uniqueIds.flatMap((id) =>
    /^AROA[^:]*$/.test(id) ? [unnamed(takenIds, (other) => `${id}:${other}`)] : [],
  );
  const others = partitions.flatMap((partition) =>
    [...accounts, String(stranger)].flatMap((account) => [
      unnamed(takenArns, (other) => `arn:${partition}:iam::${account}:user/${other}`),
      ...(account === String(stranger) ? [] : [rootArn(partition, account)]),
    ]),
  );
  return unique([...arns, ...sessions, ...uniqueIds, ...sessionsOfIds, ...others]);
}

/** The first name with `other`, `otherother` and so on that is not in use. */
function unnamed(taken: ReadonlySet<string>, nameOf: (other: string) => string): string {
  let other = 'other';
  while (taken.has(nameOf(other))) other += 'other';
  return nameOf(other);
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
