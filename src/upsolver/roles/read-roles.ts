import { json, list, number, oneOf, optional, readData, record, text, type Reader } from '../../core/data.js';
import type { Immutable } from '../../core/immutable.js';
import type { PolicyDocument, TrustPolicyDocument } from '../../iam/document.js';
import { ROLE_NAMES } from '../catalogue/names.js';
import type { DeployableRole, InlinePolicy, InstanceProfile } from './deployable-role.js';
import { refusePlaceholders } from './placeholder.js';

/** Readers of documents, for functions that look at statements more or less closely. */
type DocumentReaders = { identity: Reader<PolicyDocument>; trust: Reader<TrustPolicyDocument> };

export const tag: Reader<{ key: string; value: string }> = /* @__PURE__ */ record({ key: text, value: text });

export function inlinePolicy(document: Reader<PolicyDocument>): Reader<InlinePolicy> {
  return record<InlinePolicy>({ name: text, document });
}

/** Reads a role as `buildRoles` returns it, also one that was saved as JSON. */
export function deployableRole({ identity, trust }: DocumentReaders): Reader<DeployableRole> {
  return record<DeployableRole>({
    role: oneOf(ROLE_NAMES),
    name: text,
    description: text,
    path: text,
    trustPolicy: trust,
    managedPolicyArns: list(text),
    inlinePolicies: list(inlinePolicy(identity)),
    maxSessionDuration: number,
    tags: list(tag),
    permissionsBoundaryArn: optional(text),
    instanceProfile: optional(record<InstanceProfile>({ name: text, path: text })),
  });
}

const statements: Reader<unknown> = /* @__PURE__ */ record({
  Statement: /* @__PURE__ */ list(/* @__PURE__ */ record({})),
});

/** A document that is passed on to AWS, which validates it. */
function passOn<Document>(value: unknown, ...context: Tail<Parameters<Reader<unknown>>>): Document {
  const copy = json(value, ...context);
  if (copy !== undefined) statements(copy, ...context);
  return copy as Document;
}

type Tail<Values extends readonly unknown[]> = Values extends [unknown, ...infer Rest] ? Rest : never;

const HINT = 'pass the result of `buildRoles`';

/**
 * Reads roles that are to be deployed.
 *
 * @throws {InvalidInputError} If the value is not a list of roles, or a role still has the documentation's placeholder
 *   in place of an organization ID.
 */
export function readRoles(value: readonly Immutable<DeployableRole>[]): DeployableRole[] {
  const roles = readData(list(deployableRole({ identity: passOn, trust: passOn })), value, ['roles'], HINT);
  refusePlaceholders(roles);
  return roles;
}

/** The same for one role, which may have the placeholder. */
export function readRole(value: Immutable<DeployableRole>): DeployableRole {
  return readData(deployableRole({ identity: passOn, trust: passOn }), value, ['role'], HINT);
}
