/** CloudFormation templates of Upsolver's roles. */
export { toCloudFormation, type CloudFormationTemplate } from './template.js';
export type { TemplateOptions } from '../../upsolver/parameters/template.js';
