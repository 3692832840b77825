import { sha256 } from '../core/sha256.js';
import { VERSION } from '../core/version.js';
import type { RoleParameters } from '../upsolver/parameters/role.js';
import type { DeployableRole } from '../upsolver/roles/deployable-role.js';
import type { ReviewRole, SignedDocument, SignOff } from './types.js';

type Reviewed = Pick<ReviewRole, 'definition' | 'policies'>;

/** The hash of a document: of its JSON without whitespace, with the members in their order. */
export function hashOf(document: object): string {
  return sha256(JSON.stringify(document));
}

/** The documents of roles with their hashes, role by role: trust policy, inline policies, managed policies. */
export function signedDocuments(roles: readonly Reviewed[]): SignedDocument[] {
  return roles.flatMap(({ definition: { name: role, trustPolicy, inlinePolicies }, policies }): SignedDocument[] => [
    { role, kind: 'trust', name: role, sha256: hashOf(trustPolicy) },
    ...inlinePolicies.map(({ name, document }) => ({ role, kind: 'inline' as const, name, sha256: hashOf(document) })),
    ...policies.flatMap(({ name, arn, version, document }): SignedDocument[] => {
      if (document === undefined) return [];
      const identity = { ...(arn !== undefined && { arn }), ...(version !== undefined && { version }) };
      return [{ role, kind: 'managed', name, ...identity, sha256: hashOf(document) }];
    }),
  ]);
}

/** The hash of roles with all their settings, and of the documents of their managed policies. */
export function overallHash(roles: readonly DeployableRole[], documents: readonly SignedDocument[]): string {
  return hashOf([roles, documents]);
}

export function signOff(
  roles: readonly Reviewed[],
  parameters: RoleParameters | undefined,
  catalog: SignOff['catalog'] | undefined,
): SignOff {
  const documents = signedDocuments(roles);
  return {
    library: 'upsolver-iam',
    version: VERSION,
    ...(parameters !== undefined && { parameters }),
    ...(catalog !== undefined && { catalog }),
    documents,
    sha256: overallHash(
      roles.map(({ definition }) => definition),
      documents,
    ),
  };
}
