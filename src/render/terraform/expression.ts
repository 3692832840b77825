import { mapStrings, type Json } from '../json.js';
import { splitPlaceholders, type ListPlaceholder, type PlaceholderName } from '../placeholders.js';

/** What takes the place of a placeholder; entries of lists have none. */
export const references: Readonly<Record<Exclude<PlaceholderName, ListPlaceholder>, string>> & {
  readonly [Name in PlaceholderName]?: string;
} = {
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
  Workgroup: 'var.workgroup',
  ResultBucket: 'var.result_bucket',
  ResultPrefix: 'var.result_prefix',
  CatalogKey: 'var.catalog_key',
};

/** A string as Terraform's template language writes it: what it would read as a template is escaped. */
export function escapeTemplate(value: string): string {
  return value.replace(/[$%](?=\{)/g, (sign) => sign + sign);
}

/** A string with placeholders as a template. */
export function toTemplate(value: string): string {
  return splitPlaceholders(value)
    .map((part) => ('literal' in part ? escapeTemplate(part.literal) : `\${${references[part.name]}}`))
    .join('');
}

/** A value with every string in it as a template; to Terraform, the keys of objects are templates as well. */
export function toTemplates(value: unknown): Json {
  return mapStrings(value as Json, toTemplate, escapeTemplate);
}

/** The block `terraform` of every configuration: the versions that it works with. */
export function requirements(): { [name: string]: Json } {
  return {
    required_version: '>= 1.3',
    required_providers: { aws: { source: 'hashicorp/aws', version: '>= 5.0' } },
  };
}
