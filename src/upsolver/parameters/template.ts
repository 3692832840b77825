import { choice, validate, lazy, list, object, optional, type Result } from '../../core/schema.js';
import { SCOPE_OPTIONS, type ScopeOption } from '../scope/narrow.js';
import { grantList, type DataAccessGrant } from './data-access.js';
import { tagRecord } from './role.js';

/** What a template with parameters fixes; all else is a parameter of whoever deploys it. */
export type TemplateOptions = {
  /** The data that Upsolver's servers read and write. */
  dataAccess?: DataAccessGrant[] | undefined;
  /** How the policies are narrowed. Account and Region are those that the template is deployed in. */
  scope?: ScopeOption[] | undefined;
  /** Tags of roles and instance profile. */
  tags?: Record<string, string> | undefined;
};

const templateOptions = /* @__PURE__ */ lazy(() =>
  object<TemplateOptions>({
    dataAccess: optional(grantList()),
    scope: optional(list(choice(SCOPE_OPTIONS))),
    tags: optional(tagRecord()),
  }),
);

export const checkTemplateOptions = (value: unknown): Result<TemplateOptions> =>
  validate(templateOptions, value, 'options');
