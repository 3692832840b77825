import { mapTexts, type Json } from '../json.js';
import { splitPlaceholders, type PlaceholderName } from '../placeholders.js';

/** What takes the place of a placeholder. */
const references: Record<PlaceholderName, string> = {
  Partition: 'data.aws_partition.current.partition',
  // In version 6 of the provider `name` has become `region`; `id` is the same in both.
  Region: 'data.aws_region.current.id',
  AccountId: 'data.aws_caller_identity.current.account_id',
  OrganizationId: 'var.organization_id',
  TrustedAccountId: 'var.trusted_account_id',
  ExternalId: 'var.external_ids',
  Ec2ServicePrincipal: 'local.ec2_service_principals[data.aws_partition.current.partition]',
  Path: 'var.path',
  NamePrefix: 'var.name_prefix',
  NameSuffix: 'var.name_suffix',
  VpcId: 'var.vpc_id',
};

/** A text as Terraform's template language writes it: what it would read as a template is escaped. */
export function escapeTemplate(text: string): string {
  return text.replace(/[$%](?=\{)/g, (sign) => sign + sign);
}

/** A text with placeholders as a template. */
export function toTemplate(text: string): string {
  return splitPlaceholders(text)
    .map((part) => ('literal' in part ? escapeTemplate(part.literal) : `\${${references[part.name]}}`))
    .join('');
}

/** A value with the texts in it as templates; the keys of objects are templates to Terraform, too. */
export function toTemplates(value: unknown): Json {
  return mapTexts(value as Json, toTemplate, escapeTemplate);
}
