/** CloudFormation templates of Upsolver's roles. */
export type { TemplateOptions } from '../../upsolver/parameters/template.js';
export { toLakeFormationTemplate, type LakeFormationTemplate } from './lake-formation.js';
export {
  cloudFormationTemplate,
  toCloudFormation,
  type CloudFormationTemplate,
  type ParameterizedCloudFormationTemplate,
} from './template.js';
