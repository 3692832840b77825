import * as z from 'zod/mini';
import { identifierProblems, ORGANIZATION_IDENTIFIER } from '../../aws/identifiers.js';
import { lazy } from '../../core/lazy.js';
import { check, type Schema } from '../../core/schema.js';
import { emptyProblems } from './common.js';
import { accountId } from './scope.js';

/** The guardrails of an organization: the part `guardrails` of `upsolver-iam.yaml`. */
export type GuardrailSettings = {
  /**
   * Files with service control policies, relative to the file that names them. The level can precede a file:
   * `root=scps/deny-regions.json`.
   */
  readonly scp?: readonly string[] | undefined;
  /** Files with resource control policies, in the same form. */
  readonly rcp?: readonly string[] | undefined;
  /** The file with the permissions boundary of the roles. */
  readonly boundary?: string | undefined;
  /** The ID of the organization in AWS Organizations, such as `o-a1b2c3d4e5`. */
  readonly organization?: string | undefined;
  /** The ID of the management account (12 digits, in quotes), in which these policies have no effect. */
  readonly managementAccount?: string | undefined;
  /** Condition keys with the value or the values that all requests have, or `null` for keys that requests lack. */
  readonly facts?: Readonly<Record<string, string | readonly string[] | null>> | undefined;
};

export const fileList = /* @__PURE__ */ lazy(() => z.array(fileName()).check(check(emptyProblems('files'))));
export const fileName = /* @__PURE__ */ lazy((): Schema<string> =>
  z
    .string()
    .check(check((value) => (value === '' ? [{ code: 'missing', message: 'the name of a file is empty' }] : []))),
);
export const organizationId = /* @__PURE__ */ lazy((): Schema<string> =>
  z.string().check(check((value) => identifierProblems(value, ORGANIZATION_IDENTIFIER))),
);

export const guardrailSettings = /* @__PURE__ */ lazy(
  () =>
    z.strictObject({
      scp: z.optional(fileList()),
      rcp: z.optional(fileList()),
      boundary: z.optional(fileName()),
      organization: z.optional(organizationId()),
      managementAccount: z.optional(accountId()),
      facts: z.optional(z.record(z.string(), z.union([z.string(), z.array(z.string()), z.null()]))),
    }) as unknown as Schema<GuardrailSettings>,
);

/** The names that the part `guardrails` can have. */
export const GUARDRAIL_SETTINGS = ['scp', 'rcp', 'boundary', 'organization', 'managementAccount', 'facts'] as const;
