import * as z from 'zod/mini';
import type { LocatedProblem } from '../../core/issue.js';
import { lazy } from '../../core/lazy.js';
import { quote } from '../../core/quote.js';
import { checkAll, type Result, type Schema } from '../../core/schema.js';
import { ATHENA_PARTS, type AthenaPart } from '../catalogue/athena.js';
import { SCOPE_OPTIONS, type ScopeOption } from '../scope/options.js';
import { dataAccessList, type DataAccessGrant } from './data-access.js';
import { tags } from './role.js';
import { validate } from './vocabulary.js';

/** What a template with parameters fixes; everything else is a parameter that is set when it is deployed. */
export type TemplateOptions = {
  /** The data that Upsolver's servers read and write. */
  readonly dataAccess?: readonly DataAccessGrant[] | undefined;
  /**
   * Replaces the managed policy AmazonAthenaFullAccess: parameters name the tables, and the list says what else there
   * is: `write` for tables to write, `bucket` for results in a bucket, `key` for the key of the Data Catalog, and the
   * options of `athena` that are on.
   */
  readonly athena?: readonly AthenaPart[] | undefined;
  /** How the policies are narrowed. Account and Region are those in which the template is deployed. */
  readonly scope?: readonly ScopeOption[] | undefined;
  /** Tags of the roles and the instance profile. */
  readonly tags?: Readonly<Record<string, string>> | undefined;
};

const templateOptions = /* @__PURE__ */ lazy((): Schema<TemplateOptions> =>
  z.strictObject({
    dataAccess: z.optional(dataAccessList()),
    athena: z.optional(z.array(z.enum(ATHENA_PARTS)).check(checkAll(partProblems))),
    scope: z.optional(z.array(z.enum(SCOPE_OPTIONS))),
    tags: z.optional(tags()),
  }),
);

function partProblems(parts: readonly AthenaPart[]): LocatedProblem[] {
  if (parts.includes('write')) return [];
  return parts.flatMap((part, index) => {
    if (part !== 'createDatabases' && part !== 'dropDatabases') return [];
    const message = `${quote(part)} has no effect without \`write\``;
    return [{ code: 'conflicting_elements' as const, path: [index], message }];
  });
}

export const validateTemplateOptions = (value: unknown): Result<TemplateOptions> =>
  validate(templateOptions, value, 'options');
