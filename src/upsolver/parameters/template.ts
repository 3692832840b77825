import * as z from 'zod/mini';
import { lazy } from '../../core/lazy.js';
import { type Result, type Schema } from '../../core/schema.js';
import { SCOPE_OPTIONS, type ScopeOption } from '../scope/options.js';
import { dataAccessList, type DataAccessGrant } from './data-access.js';
import { tags } from './role.js';
import { validate } from './vocabulary.js';

/** What a template with parameters fixes; everything else is a parameter that is set when it is deployed. */
export type TemplateOptions = {
  /** The data that Upsolver's servers read and write. */
  readonly dataAccess?: readonly DataAccessGrant[] | undefined;
  /** How the policies are narrowed. Account and Region are those in which the template is deployed. */
  readonly scope?: readonly ScopeOption[] | undefined;
  /** Tags of the roles and the instance profile. */
  readonly tags?: Readonly<Record<string, string>> | undefined;
};

const templateOptions = /* @__PURE__ */ lazy((): Schema<TemplateOptions> =>
  z.strictObject({
    dataAccess: z.optional(dataAccessList()),
    scope: z.optional(z.array(z.enum(SCOPE_OPTIONS))),
    tags: z.optional(tags()),
  }),
);

export const validateTemplateOptions = (value: unknown): Result<TemplateOptions> =>
  validate(templateOptions, value, 'options');
