import * as z from 'zod/mini';
import type { ActionCatalog } from '../../aws/actions/catalog.js';
import { lazy } from '../../core/lazy.js';
import type { Result, Schema } from '../../core/schema.js';
import { roleParameters, type RoleParameters } from './role.js';
import { accountId } from './scope.js';
import { validate } from './vocabulary.js';

/** Options of `checkRoles` and `createRoleCheck`. */
export type CheckOptions = {
  /** The parameters of `buildRoles`. With them, scoped, reduced and earlier variants of the roles are recognized. */
  parameters?: RoleParameters | undefined;
  /** The account that the input is from, 12 digits, for an input that has no roles at all. */
  accountId?: string | undefined;
  /**
   * The actions of AWS services: `ACTION_CATALOG` of `upsolver-iam/actions`, or what `fromIamData` returned. With it,
   * examples are requests that AWS documents. Findings do not depend on it.
   */
  catalog?: ActionCatalog | undefined;
};

const checkOptions = /* @__PURE__ */ lazy((): Schema<CheckOptions> =>
  z.strictObject({
    parameters: z.optional(roleParameters()),
    accountId: z.optional(accountId()),
    // Read when it is opened.
    catalog: z.optional(z.any()),
  }),
);

export const validateCheckOptions = (value: unknown): Result<CheckOptions> => validate(checkOptions, value, 'options');
