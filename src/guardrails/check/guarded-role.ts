import { nameInArn } from '../../aws/arn.js';
import { attempt } from '../../core/attempt.js';
import { anything, list, mapOf, oneOf, optional, readData, record, text, type Reader } from '../../core/data.js';
import { InvalidInputError, type LocatedProblem } from '../../core/issue.js';
import type { AnyPolicy } from '../../iam/document.js';
import { readLayers } from '../../iam/layers/layers.js';
import type { PolicySource } from '../../iam/read.js';
import { ROLE_NAMES, type RoleName } from '../../upsolver/catalogue/names.js';
import { snapshotOf } from '../../upsolver/catalogue/snapshot-of.js';

/** A role to check, such as one from `buildRoles`. */
export type GuardedRole = {
  /** Which role of the catalogue it is. */
  readonly role: RoleName;
  /** Its name in the account. */
  readonly name: string;
  /** Its path; `/` if omitted. */
  readonly path?: string;
  /** Who can assume it. Without it, that is not checked. */
  readonly trustPolicy?: PolicySource;
  readonly inlinePolicies: readonly { readonly name: string; readonly document: PolicySource }[];
  readonly managedPolicyArns: readonly string[];
  readonly permissionsBoundaryArn?: string;
};

/** A role whose policies have been read. */
export type ReadRole = Pick<GuardedRole, 'role' | 'name' | 'path' | 'permissionsBoundaryArn'> & {
  trustPolicy: AnyPolicy | undefined;
  policies: { name: string; arn?: string; document: AnyPolicy }[];
  /** The ARNs of managed policies whose documents are missing. */
  notLookedAt: string[];
};

const document = anything as Reader<PolicySource>;

const rolesReader = /* @__PURE__ */ list(
  /* @__PURE__ */ record<GuardedRole>({
    role: oneOf(ROLE_NAMES),
    name: text,
    path: optional(text),
    trustPolicy: optional(document),
    inlinePolicies: list(record<GuardedRole['inlinePolicies'][number]>({ name: text, document })),
    managedPolicyArns: list(text),
    permissionsBoundaryArn: optional(text),
  }),
);

/** Reads documents of managed policies by their ARNs. */
export const managedPoliciesReader: Reader<Record<string, PolicySource>> = /* @__PURE__ */ mapOf(document);

/**
 * Reads roles with their policies.
 *
 * @param managedPolicies Documents of managed policies. They take precedence over the documents of this library.
 * @throws {InvalidInputError} With every problem of the roles and of their policies.
 */
export function readGuardedRoles(
  roles: readonly GuardedRole[],
  managedPolicies: Readonly<Record<string, PolicySource>>,
): ReadRole[] {
  const hint = 'pass the result of `buildRoles`';
  const given = readData(rolesReader, roles, ['roles'], hint);
  const problems: LocatedProblem[] = [];
  const read = given.map((role, index) => readRole(role, managedPolicies, ['roles', index], problems));
  if (problems.length > 0) throw new InvalidInputError(problems);
  return read;
}

type Path = readonly (string | number)[];

function readRole(
  { trustPolicy, inlinePolicies, managedPolicyArns, ...role }: GuardedRole,
  managedPolicies: Readonly<Record<string, PolicySource>>,
  path: Path,
  problems: LocatedProblem[],
): ReadRole {
  const read = (source: PolicySource, layer: 'identity' | 'resource', place: Path): AnyPolicy[] =>
    readOne(source, layer, place, problems);
  const policies = inlinePolicies.flatMap(({ name, document: source }, index) =>
    read(source, 'identity', [...path, 'inlinePolicies', index, 'document']).map((each) => ({ name, document: each })),
  );
  const notLookedAt: string[] = [];
  for (const arn of managedPolicyArns) {
    const source = Object.hasOwn(managedPolicies, arn) ? managedPolicies[arn] : snapshotOf(arn)?.document;
    if (source === undefined) notLookedAt.push(arn);
    else {
      const place = ['options', 'managedPolicies', arn];
      policies.push(...read(source, 'identity', place).map((each) => ({ name: nameInArn(arn), arn, document: each })));
    }
  }
  const [trust] = trustPolicy === undefined ? [] : read(trustPolicy, 'resource', [...path, 'trustPolicy']);
  return { ...role, trustPolicy: trust, policies, notLookedAt };
}

/** Notes the problems of a policy, also those of its principals. */
function readOne(
  source: PolicySource,
  layer: 'identity' | 'resource',
  path: Path,
  problems: LocatedProblem[],
): AnyPolicy[] {
  const result = attempt(InvalidInputError, () => readLayers({ [layer]: [source] })[layer] as AnyPolicy[]);
  if (!(result instanceof InvalidInputError)) return result;
  problems.push(...result.issues.map((issue) => ({ ...issue, path: [...path, ...issue.path.slice(2)] })));
  return [];
}
