import { nameInArn } from '../../aws/arn.js';
import { attempt } from '../../core/attempt.js';
import { list, optional, readData, reader, record, text, trueOrFalse, type Reader } from '../../core/data.js';
import { InvalidInputError, type Issue, type IssueCode, type LocatedProblem } from '../../core/issue.js';
import { quote, typeName } from '../../core/quote.js';
import type { AnyPolicy } from '../../iam/document.js';
import { readPolicies, type PolicySource } from '../../iam/read.js';
import { snapshotOf } from '../../upsolver/catalogue/snapshot-of.js';

type NamedPolicy = {
  readonly name: string;
  readonly document: PolicySource;
  /** As in `DescribedRole`. */
  readonly isManaged?: boolean | undefined;
  readonly retained?: string | undefined;
};

/**
 * A role to compare, as `buildRoles`, `rolesFromCloudFormation` or `rolesFromTerraform` returns it, or as an export of
 * an account has it.
 */
export type DiffRole = {
  readonly name: string;
  /** Absent if it could not be read, or if it is not to be compared. */
  readonly trustPolicy?: PolicySource | undefined;
  /** Inline policies, and attached ones of which the documents are known. */
  readonly policies?: readonly NamedPolicy[] | undefined;
  readonly inlinePolicies?: readonly NamedPolicy[] | undefined;
  /** The library has the documents of the AWS managed policies that Upsolver's roles use. */
  readonly managedPolicyArns?: readonly string[] | undefined;
  readonly permissionsBoundary?: { readonly name: string; readonly document?: PolicySource | undefined } | undefined;
  readonly permissionsBoundaryArn?: string | undefined;
  /** Policies can depend on them, by `aws:PrincipalTag`. */
  readonly tags?: readonly { readonly key: string; readonly value: string }[] | undefined;
  /** The policies of which the documents are not known: names, or ARNs of managed policies. */
  readonly unreadable?: readonly string[] | undefined;
  /** As in `DescribedRole`. */
  readonly retained?: string | undefined;
};

/**
 * The roles of a side: a list, or what a reader returned. What the reader did not read then counts as not compared.
 */
export type DiffRoles =
  | readonly DiffRole[]
  | { readonly roles: readonly DiffRole[]; readonly issues?: readonly LocatedProblem[] | undefined };

/** The same with its documents read. */
export type RoleVersion = {
  name: string;
  trustPolicy: AnyPolicy | undefined;
  policies: { name: string; document: AnyPolicy; isManaged?: boolean | undefined; retained?: string | undefined }[];
  boundary: { name: string; document: AnyPolicy | undefined } | undefined;
  /** As text: equal for equal tags. */
  tags: string;
  unreadable: string[];
  retained: string | undefined;
};

const HINT =
  'pass roles as `buildRoles` or a reader returns them, or objects with `name`, `trustPolicy` and `policies`';

const anyDocument: Reader<PolicySource> = (value) => value as PolicySource;
const namedPolicies = /* @__PURE__ */ optional(
  /* @__PURE__ */ list(
    /* @__PURE__ */ record<NamedPolicy>({
      name: text,
      document: anyDocument,
      isManaged: /* @__PURE__ */ optional(trueOrFalse),
      retained: /* @__PURE__ */ optional(text),
    }),
  ),
);

const diffRole = /* @__PURE__ */ record<DiffRole>({
  name: text,
  trustPolicy: /* @__PURE__ */ optional(anyDocument),
  policies: namedPolicies,
  inlinePolicies: namedPolicies,
  managedPolicyArns: /* @__PURE__ */ optional(/* @__PURE__ */ list(text)),
  permissionsBoundary: /* @__PURE__ */ optional(
    /* @__PURE__ */ record({ name: text, document: /* @__PURE__ */ optional(anyDocument) }),
  ) as Reader<DiffRole['permissionsBoundary']>,
  permissionsBoundaryArn: /* @__PURE__ */ optional(text),
  tags: /* @__PURE__ */ optional(/* @__PURE__ */ list(/* @__PURE__ */ record({ key: text, value: text }))),
  unreadable: /* @__PURE__ */ optional(/* @__PURE__ */ list(text)),
  retained: /* @__PURE__ */ optional(text),
});

const readerResult = /* @__PURE__ */ record<{ roles: DiffRole[]; issues?: LocatedProblem[] | undefined }>({
  roles: /* @__PURE__ */ list(diffRole),
  issues: /* @__PURE__ */ optional(
    /* @__PURE__ */ list(
      /* @__PURE__ */ record<Omit<LocatedProblem, 'position'>>({
        code: text as Reader<IssueCode>,
        path: /* @__PURE__ */ list(
          /* @__PURE__ */ reader('a string or a number', (value) =>
            typeof value === 'string' || typeof value === 'number' ? value : undefined,
          ),
        ),
        message: text,
        hint: /* @__PURE__ */ optional(text),
        file: /* @__PURE__ */ optional(text),
      }),
    ),
  ),
});

/** The roles of a side, and what was not read of it. */
export type SideRoles = { roles: RoleVersion[]; issues: LocatedProblem[] };

/**
 * Reads a side.
 *
 * @throws {InvalidInputError} With every problem of all roles and of their policies.
 */
export function readDiffRoles(given: DiffRoles, side: string): SideRoles {
  if (typeName(given) !== 'object') {
    return { roles: readRoles(readData(list(diffRole), given, [side], HINT), [side]), issues: [] };
  }
  const { roles, issues = [] } = readData(readerResult, given, [side], HINT);
  return { roles: readRoles(roles, [side, 'roles']), issues };
}

function readRoles(roles: readonly DiffRole[], place: readonly string[]): RoleVersion[] {
  const problems: Issue[] = [];
  const read = (source: PolicySource, path: (string | number)[]): AnyPolicy[] => {
    const result = attempt(InvalidInputError, () => readPolicies([source], ''));
    if (!(result instanceof InvalidInputError)) return [...result];
    problems.push(...result.issues.map((issue) => ({ ...issue, path: [...path, ...issue.path.slice(2)] })));
    return [];
  };
  const names = new Set<string>();
  const found = roles.map((role, index): RoleVersion => {
    const path = [...place, index];
    if (names.has(role.name)) {
      const message = `the role ${quote(role.name)} appears twice`;
      problems.push({ code: 'duplicate_role', path: [...path, 'name'], message, severity: 'error' });
    }
    names.add(role.name);
    return readRole(role, path, read);
  });
  if (problems.length > 0) throw new InvalidInputError(problems);
  return found;
}

type Read = (source: PolicySource, path: (string | number)[]) => AnyPolicy[];

function readRole(role: DiffRole, path: (string | number)[], read: Read): RoleVersion {
  const { name, trustPolicy, managedPolicyArns = [], tags = [], unreadable = [], retained } = role;
  const own = (['policies', 'inlinePolicies'] as const).flatMap((member) =>
    (role[member] ?? []).flatMap((policy, index) =>
      read(policy.document, [...path, member, index, 'document']).map((document) => ({
        name: policy.name,
        document,
        isManaged: policy.isManaged,
        retained: policy.retained,
      })),
    ),
  );
  const managed = managedPolicyArns.map((arn) => ({ arn, snapshot: snapshotOf(arn) }));
  const [trust] = trustPolicy === undefined ? [] : read(trustPolicy, [...path, 'trustPolicy']);
  return {
    name,
    trustPolicy: trust,
    policies: [
      ...own,
      ...managed.flatMap(({ arn, snapshot }) =>
        snapshot === undefined ? [] : [{ name: nameInArn(arn), document: snapshot.document as AnyPolicy }],
      ),
    ],
    boundary: boundaryOf(role, path, read),
    tags: JSON.stringify(tags.map(({ key, value }) => [key, value]).toSorted(([a = ''], [b = '']) => (a < b ? -1 : 1))),
    unreadable: [...unreadable, ...managed.filter(({ snapshot }) => snapshot === undefined).map(({ arn }) => arn)],
    retained,
  };
}

function boundaryOf(
  { permissionsBoundary: boundary, permissionsBoundaryArn: arn }: DiffRole,
  path: (string | number)[],
  read: Read,
): RoleVersion['boundary'] {
  if (boundary === undefined) return arn === undefined ? undefined : { name: arn, document: undefined };
  const [document] =
    boundary.document === undefined ? [] : read(boundary.document, [...path, 'permissionsBoundary', 'document']);
  return { name: boundary.name, document };
}
