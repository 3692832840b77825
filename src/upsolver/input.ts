import * as z from 'zod/mini';
import { InvalidInputError, notAString, notOneOf, quote, type Issue, type Problem } from '../iam/issue.js';
import { findPartition, PARTITIONS, regionProblems, type Partition } from '../iam/partition.js';
import type { StandardSchema } from '../iam/standard-schema.js';
import {
  INTEGRATION_MODES,
  MANAGED_POLICY_NAMES,
  ROLE_NAMES,
  type IntegrationMode,
  type ManagedPolicyName,
  type RoleName,
} from './names.js';
import { bucketNameProblems, orgIdProblems } from './organization.js';

/* The only module that knows zod: it turns untrusted input into values, or into issues of our own. */

/** The organization and the Region that a role is made for. */
export type OrganizationParameters = {
  /** Upsolver's id of the organization, a lower-case UUID in all public examples. */
  orgId: string;
  /** The AWS Region of the integration, such as `us-east-1`. It picks the partition, too. */
  region: string;
};

/** Where UpsolverManagementRole is made. */
export type ManagementParameters = {
  /** An AWS Region; only its partition matters. The partition `aws` if left out. */
  region?: string | undefined;
};

/** Either the value, or everything that is wrong with it. */
export type Checked<Value> = { value: Value; issues: [] } | { value: undefined; issues: Issue[] };

/** Returns the values of several checks, or throws with the issues of all. */
export function assertValid<Values extends readonly unknown[]>(
  ...checks: { [Index in keyof Values]: Checked<Values[Index]> }
): Values {
  const issues = checks.flatMap((checked) => checked.issues);
  if (issues.length > 0) throw new InvalidInputError(issues);
  return checks.map((checked) => checked.value) as unknown as Values;
}

export const checkMode = (value: unknown): Checked<IntegrationMode> => judge(modeChoice, value, 'mode');

export const checkRoleName = (value: unknown): Checked<RoleName> => judge(roleNameChoice, value, 'roleName');

export const checkManagedPolicyName = (value: unknown): Checked<ManagedPolicyName> =>
  judge(managedPolicyNameChoice, value, 'managedPolicyName');

export const checkPartition = (value: unknown): Checked<Partition> => judge(partitionChoice, value, 'partition');

export const checkOrganization = (value: unknown): Checked<OrganizationParameters> => judge(organizationObject, value);

export const checkManagement = (value: unknown): Checked<ManagementParameters> => judge(managementObject, value);

/** What the parameters are called in messages. */
const labels = {
  orgId: 'organization id',
  region: 'region',
  mode: 'integration mode',
  roleName: 'role',
  managedPolicyName: 'managed policy',
  partition: 'AWS partition',
};
type ParameterName = keyof typeof labels;

type LazySchema<Value> = () => z.ZodMiniType<Value>;

/** Schemas are made when they are first needed: making one costs more than using it, and keeps zod in a bundle. */
function lazy<Schema>(create: () => Schema): () => Schema {
  let schema: Schema | undefined;
  return () => (schema ??= create());
}

const orgIdText = /* @__PURE__ */ lazy(() => text(orgIdProblems));
const regionText = /* @__PURE__ */ lazy(() => text(regionProblems));
const modeChoice = /* @__PURE__ */ lazy(() => z.enum(INTEGRATION_MODES));
const roleNameChoice = /* @__PURE__ */ lazy(() => z.enum(ROLE_NAMES));
const managedPolicyNameChoice = /* @__PURE__ */ lazy(() => z.enum(MANAGED_POLICY_NAMES));
const partitionChoice = /* @__PURE__ */ lazy(() => z.enum(PARTITIONS));
const organizationObject = /* @__PURE__ */ lazy(() => object({ orgId: orgIdText(), region: regionText() }).check(bucketNameFits));
const managementObject = /* @__PURE__ */ lazy(() => object({ region: z.optional(regionText()) }));

/** Validates an organization id, as far as that is possible without a Region. Standard Schema version 1. */
export const orgIdSchema: StandardSchema<string> = /* @__PURE__ */ standardSchema(orgIdText, 'orgId');

/** Validates an AWS Region, of any partition. Standard Schema version 1. */
export const regionSchema: StandardSchema<string> = /* @__PURE__ */ standardSchema(regionText, 'region');

/** Validates an integration mode. Standard Schema version 1. */
export const integrationModeSchema: StandardSchema<IntegrationMode> = /* @__PURE__ */ standardSchema(modeChoice, 'mode');

function judge<Value>(schema: LazySchema<Value>, value: unknown, name?: ParameterName): Checked<Value> {
  const result = schema().safeParse(value, { reportInput: true });
  if (result.success) return { value: result.data, issues: [] };
  return { value: undefined, issues: result.error.issues.flatMap((issue) => toIssues(issue, name)) };
}

function object<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  // Zod would otherwise probe `new Function`, which a page's content security policy reports.
  z.config({ jitless: true });
  return z.strictObject(shape);
}

function standardSchema<Value>(schema: LazySchema<Value>, name: ParameterName): StandardSchema<Value> {
  return {
    '~standard': {
      version: 1,
      vendor: 'upsolver-iam',
      validate: (value) => {
        const checked = judge(schema, value, name);
        // The validator judges the value itself, so its issues lie at the root.
        return checked.value === undefined
          ? { issues: checked.issues.map((issue) => ({ ...issue, path: [] })) }
          : { value: checked.value };
      },
    },
  };
}

function text(findProblems: (value: string) => Problem[]) {
  return z.string().check(({ value, issues }) => {
    for (const problem of findProblems(value)) issues.push(toZodIssue(problem, value));
  });
}

/** Runs even when a text has problems, so that one call reports everything. */
function bucketNameFits({ value, issues }: z.core.ParsePayload<OrganizationParameters>): void {
  const { orgId, region } = value;
  if (findPartition(region) === undefined) return;
  for (const problem of bucketNameProblems(orgId, region)) issues.push(toZodIssue(problem, orgId, ['orgId']));
}

function toZodIssue(problem: Problem, input: unknown, path: string[] = []): z.core.$ZodRawIssue {
  return { code: 'custom', params: problem, input, continue: true, path };
}

/** Our issues for one of zod's: only zod's code, path and input are used, its texts depend on settings. */
function toIssues(issue: z.core.$ZodIssue, root: ParameterName | undefined): Issue[] {
  const path = [...(root === undefined ? [] : [root]), ...issue.path] as ParameterName[];
  if (issue.code === 'custom') return [{ ...(issue.params as Problem), path }];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      code: 'unknown_parameter',
      message: `${quote(key)} is not a parameter`,
      path: [...path, key],
    }));
  }
  const name = path.at(-1);
  if (name === undefined) return [{ ...notAnObject(issue.input), path }];
  if (issue.code !== 'invalid_value') return [{ ...notAString(labels[name], issue.input), path }];
  const choices = issue.values as string[];
  return [{ ...notOneOf(labels[name], issue.input, choices, guessChoice(issue.input, choices)), path }];
}

function notAnObject(value: unknown): Problem {
  return value === null
    ? { code: 'missing', message: 'the parameters are missing' }
    : { code: 'invalid_type', message: `the parameters must be an object, not ${quote(value)}` };
}

/** The choice in another spelling; the page calls the private VPC "My VPC". */
function guessChoice(value: unknown, choices: readonly string[]): string | undefined {
  if (typeof value !== 'string') return undefined;
  const spelling = value.trim().toLowerCase().replace(/[\s_]+/g, '-');
  const meant = spelling === 'my-vpc' ? 'private-vpc' : spelling;
  return choices.find((choice) => choice.toLowerCase() === meant);
}
