import { nameInArn } from '../aws/arn.js';
import { json, list, oneOf, optional, readData, record, text, type Reader } from '../core/data.js';
import { InvalidInputError, type LocatedProblem } from '../core/issue.js';
import { quote } from '../core/quote.js';
import type { PolicyDocument } from '../iam/document.js';
import type { DeployableRole } from '../upsolver/roles/deployable-role.js';
import { readRoles } from '../upsolver/roles/read-roles.js';
import { overallHash, signedDocuments } from './sign-off.js';
import { readHead } from './text/read-review.js';
import type { ReviewPolicy, SignedDocument, SignOff } from './types.js';

/** A managed policy as it was approved. */
export type ApprovedPolicy = { name: string; arn: string; version: string; document: PolicyDocument };

/** What was approved with a review. */
export type Approved = {
  roles: DeployableRole[];
  /** The managed policies that were opened, each once. */
  managedPolicies: ApprovedPolicy[];
  signOff: Pick<SignOff, 'version' | 'sha256'>;
};

const HINT = 'pass what `reviewOf` returned, as `upsolver-iam review --format json` writes it';

const EDITED_HINT = 'use the file as `upsolver-iam review --format json` wrote it';

type PolicyParts = Required<Pick<ReviewPolicy, 'name'>> & Pick<ReviewPolicy, 'arn' | 'version' | 'document'>;
type Body = {
  roles: { definition: unknown; policies: PolicyParts[] }[];
  signOff: { version: string; sha256: string; documents: SignedDocument[] };
};

const readBody = /* @__PURE__ */ record<Body>({
  roles: /* @__PURE__ */ list(
    /* @__PURE__ */ record<Body['roles'][number]>({
      definition: json,
      policies: /* @__PURE__ */ list(
        /* @__PURE__ */ record<PolicyParts>({
          name: text,
          arn: /* @__PURE__ */ optional(text),
          version: /* @__PURE__ */ optional(text),
          document: /* @__PURE__ */ optional(json) as Reader<PolicyDocument | undefined>,
        }),
      ),
    }),
  ),
  signOff: /* @__PURE__ */ record<Body['signOff']>({
    version: text,
    sha256: text,
    documents: /* @__PURE__ */ list(
      /* @__PURE__ */ record<SignedDocument>({
        role: text,
        kind: /* @__PURE__ */ oneOf(['trust', 'inline', 'managed']),
        name: text,
        arn: /* @__PURE__ */ optional(text),
        version: /* @__PURE__ */ optional(text),
        sha256: text,
      }),
    ),
  }),
});

/**
 * Reads what was approved from a review that was saved as JSON: the roles, for `checkRoles`, and the documents of their
 * managed policies. Computes all hashes again: a review that was edited after it was written is refused.
 *
 * @param review What `reviewOf` returned, also from JSON.
 * @returns The roles and managed policies that were approved, as new data.
 * @throws {InvalidInputError} If the value is not a review of this version, or its hashes are not those of its
 *   documents, or a managed policy is not one of its role.
 *
 * @example
 * const { roles } = readApproved(JSON.parse(text));
 * checkRoles(page, roles).status; // 'inSync'
 */
export function readApproved(review: unknown): Approved {
  readData(readHead, review, ['review'], HINT);
  const body = readData(readBody, review, ['review'], HINT);
  const roles = readRoles(body.roles.map(({ definition }) => definition as DeployableRole));
  const reviewed = roles.map((definition, index) => ({
    definition,
    policies: (body.roles[index] as Body['roles'][number]).policies as ReviewPolicy[],
  }));
  const { version, sha256, documents } = body.signOff;
  const actual = signedDocuments(reviewed);
  const changed = actual.filter((each) => !documents.some((signed) => isSame(signed, each)));
  const isWhole = changed.length === 0 && documents.length === actual.length && sha256 === overallHash(roles, actual);
  if (!isWhole) throw changedReview(changed);
  const strange = reviewed.flatMap(({ definition, policies }) => strangePolicies(definition, policies));
  if (strange.length > 0) throw new InvalidInputError(strange);
  const managed = new Map(
    reviewed.flatMap(({ policies }) => policies.flatMap((policy) => approvedPolicy(policy) ?? [])).map(byArn),
  );
  return { roles, managedPolicies: [...managed.values()], signOff: { version, sha256 } };
}

function isSame(a: SignedDocument, b: SignedDocument): boolean {
  const members = ['role', 'kind', 'name', 'arn', 'version', 'sha256'] as const;
  return members.every((member) => a[member] === b[member]);
}

/** Opened policies that are not those of their role: the role would be compared with another document. */
function strangePolicies(
  { name: role, managedPolicyArns }: DeployableRole,
  policies: readonly ReviewPolicy[],
): LocatedProblem[] {
  return policies
    .filter(({ document }) => document !== undefined)
    .filter(({ name, arn }) => arn === undefined || !managedPolicyArns.includes(arn) || nameInArn(arn) !== name)
    .map(({ name, arn = name }) => ({
      code: 'invalid_value' as const,
      path: ['review', 'roles'],
      message: `${quote(role)} does not have the managed policy ${quote(arn)} with the name ${quote(name)}`,
      hint: EDITED_HINT,
    }));
}

function byArn(policy: ApprovedPolicy): [string, ApprovedPolicy] {
  return [policy.arn, policy];
}

function approvedPolicy({ name, arn, version, document }: PolicyParts): ApprovedPolicy | undefined {
  if (arn === undefined || version === undefined || document === undefined) return undefined;
  return { name, arn, version, document };
}

function changedReview(changed: readonly SignedDocument[]): InvalidInputError {
  const message = 'the review was changed after it was written';
  const hint = EDITED_HINT;
  const details = changed.map(({ role, kind, name }) => ({
    code: 'invalid_value' as const,
    path: ['review', 'signOff'],
    message: `${message}: the ${kind} policy ${quote(name)} of ${quote(role)} has another hash`,
    hint,
  }));
  return new InvalidInputError(
    details.length > 0 ? details : [{ code: 'invalid_value', path: ['review', 'signOff'], message, hint }],
  );
}
