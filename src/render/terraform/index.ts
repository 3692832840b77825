/** Terraform configurations of Upsolver's roles, in Terraform's JSON syntax. */
export type { TemplateOptions } from '../../upsolver/parameters/template.js';
export {
  terraformConfiguration,
  toTerraform,
  type ParameterizedTerraformConfiguration,
  type TerraformConfiguration,
} from './configuration.js';
export { toLakeFormationConfiguration, type LakeFormationConfiguration } from './lake-formation.js';
