import * as z from 'zod/mini';
import { lazy } from '../../core/lazy.js';
import { checkRelations, type Result, type Schema } from '../../core/schema.js';
import type { Features } from '../catalogue/features.js';
import type { Scope } from '../scope/options.js';
import { athena, athenaConflicts, type AthenaParameters } from './athena.js';
import { featureFlags } from './common.js';
import { region } from './organization.js';
import { scope, scopePartitionProblems } from './scope.js';
import { validate } from './vocabulary.js';

/** Where UpsolverManagementRole is created, and how far it is narrowed. */
export type ManagementParameters = {
  /** An AWS Region; only its partition matters. The partition `aws` if omitted. */
  readonly region?: string | undefined;
  /** How far the policy is narrowed; not at all if omitted. */
  readonly scope?: Scope | undefined;
};

/** What the policy of UpsolverServerRole can omit. */
export type ServerPolicyOptions = {
  readonly features?: Features | undefined;
  /** Whether the dedicated bucket can be used, but neither its policy nor its settings changed. */
  readonly withoutBucketAdministration?: boolean | undefined;
  /** Whether Upsolver's own streams can be created and used, but not shared with other accounts. */
  readonly withoutStreamAdministration?: boolean | undefined;
  /** Whether only the status of CloudFormation stacks can be read, in place of AWSCloudFormationReadOnlyAccess. */
  readonly stackStatusOnly?: boolean | undefined;
  /** Which databases are used through Athena, in place of the managed policy AmazonAthenaFullAccess. */
  readonly athena?: AthenaParameters | undefined;
};

/** What the policy of UpsolverRole can omit, and how far it is narrowed. */
export type UpsolverPolicyOptions = {
  readonly features?: Features | undefined;
  readonly scope?: Scope | undefined;
  /** Which databases are used through Athena, in place of the managed policy AmazonAthenaFullAccess. */
  readonly athena?: AthenaParameters | undefined;
};

const managementParameters = /* @__PURE__ */ lazy((): Schema<ManagementParameters> =>
  z
    .strictObject({ region: z.optional(region()), scope: z.optional(scope()) })
    .check(checkRelations((raw) => scopePartitionProblems(raw.scope, raw.region ?? 'us-east-1'))),
);

const serverOptions = /* @__PURE__ */ lazy((): Schema<ServerPolicyOptions> =>
  z.strictObject({
    features: z.optional(featureFlags()),
    withoutBucketAdministration: z.optional(z.boolean()),
    withoutStreamAdministration: z.optional(z.boolean()),
    stackStatusOnly: z.optional(z.boolean()),
    athena: z.optional(athena()),
  }),
);

const upsolverOptions = /* @__PURE__ */ lazy((): Schema<UpsolverPolicyOptions> =>
  z.strictObject({ features: z.optional(featureFlags()), scope: z.optional(scope()), athena: z.optional(athena()) }),
);

export const validateManagementParameters = (value: unknown): Result<ManagementParameters> =>
  validate(managementParameters, value);

/** The Region is another parameter, and can have any value. */
export function validateServerOptions(value: unknown, of: unknown): Result<ServerPolicyOptions> {
  const relations = checkRelations<ServerPolicyOptions>((raw) => athenaConflicts({ ...raw, region: of }));
  return validate(() => serverOptions().check(relations), value, 'options');
}

/** The same. */
export function validateUpsolverOptions(value: unknown, of: unknown): Result<UpsolverPolicyOptions> {
  const relations = checkRelations<UpsolverPolicyOptions>((raw) => [
    ...scopePartitionProblems(raw.scope, of),
    ...athenaConflicts({ ...raw, region: of }),
  ]);
  return validate(() => upsolverOptions().check(relations), value, 'options');
}
