/** Terraform configurations of Upsolver's roles, in Terraform's JSON syntax. */
export { toTerraform, type TerraformConfiguration } from './configuration.js';
export type { TemplateOptions } from '../../upsolver/parameters/template.js';
