import * as z from 'zod/mini';
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
};

const checkOptions = /* @__PURE__ */ lazy((): Schema<CheckOptions> =>
  z.strictObject({ parameters: z.optional(roleParameters()), accountId: z.optional(accountId()) }),
);

export const validateCheckOptions = (value: unknown): Result<CheckOptions> => validate(checkOptions, value, 'options');
