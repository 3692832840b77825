/** Reviews and comparisons of roles for eyes: as data, HTML, Markdown, text and SARIF. */
export { readApproved, type Approved, type ApprovedPolicy } from './approved.js';
export type { AccessDiff, DiffDoubt, DiffExample, DiffRow, DiffUnread, RoleDiff, StatementTerms } from './diff/diff.js';
export { diffToMarkdown } from './diff/diff-markdown.js';
export { diffPolicies, diffRoles } from './diff/diff-roles.js';
export { DIFF_FINDINGS, diffToSarif, type DiffFindingCode, type DiffSarifLog } from './diff/diff-sarif.js';
export { explainDiff, type ExplainDiffOptions } from './diff/explain-diff.js';
export type { DiffRole, DiffRoles } from './diff/read-roles.js';
export { toImports, type ExistingRole, type Imports, type ResourceToImport } from '../render/imports/imports.js';
export { permissionChanges, RELEASES, REVISIONS, type Edition, type Release } from './history.js';
export { toHtml } from './html/page.js';
export type { CloudFormationOptions } from './input/cloudformation/parameters.js';
export { describeDeployedRole } from './input/deployed.js';
export type { DescribedRole, DescribedRoles } from './input/described-role.js';
export { rolesFromCloudFormation } from './input/roles-from-cloudformation.js';
export { rolesFromTerraform, type TerraformOptions } from './input/roles-from-terraform.js';
export { toMarkdown } from './markdown/page.js';
export { reviewOf, type ReviewOptions } from './review.js';
export type * from './types.js';
