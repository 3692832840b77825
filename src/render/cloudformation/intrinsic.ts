import { InvalidInputError, type LocatedProblem } from '../../core/issue.js';
import { quote } from '../../core/quote.js';
import type { Json } from '../json.js';
import { splitPlaceholders, type ListPlaceholder, type PlaceholderName } from '../placeholders.js';

/** What takes the place of a placeholder: a parameter, or a pseudo parameter. */
const references: Record<Exclude<PlaceholderName, 'Ec2ServicePrincipal' | ListPlaceholder>, string> = {
  Partition: 'AWS::Partition',
  Region: 'AWS::Region',
  AccountId: 'AWS::AccountId',
  OrganizationId: 'OrganizationId',
  TrustedAccountId: 'TrustedAccountId',
  ExternalId: 'ExternalId',
  Path: 'Path',
  NamePrefix: 'NamePrefix',
  NameSuffix: 'NameSuffix',
  VpcId: 'VpcId',
  Workgroup: 'Workgroup',
  ResultBucket: 'ResultBucket',
  ResultPrefix: 'ResultPrefix',
  CatalogKey: 'CatalogKey',
};

/** EC2's service principal is not derived from the DNS suffix in every partition. */
const EC2_SERVICE_PRINCIPAL: Json = {
  'Fn::FindInMap': ['Partitions', { Ref: 'AWS::Partition' }, 'Ec2ServicePrincipal'],
};

/** A string with placeholders as CloudFormation writes it; a string without any is unchanged, including `${`. */
export function toIntrinsic(value: string): Json {
  const parts = splitPlaceholders(value);
  if (parts.every((part) => 'literal' in part)) return value;
  const [only] = parts;
  if (parts.length === 1 && only !== undefined && 'name' in only) {
    return only.name === 'Ec2ServicePrincipal'
      ? structuredClone(EC2_SERVICE_PRINCIPAL)
      : { Ref: references[only.name as keyof typeof references] };
  }
  const template = parts.map((part) =>
    'literal' in part
      ? part.literal.replaceAll('${', '${!')
      : `\${${references[part.name as keyof typeof references]}}`,
  );
  return { 'Fn::Sub': template.join('') };
}

/**
 * Throws where CloudFormation would look something up: it does so in every string, and offers no way to escape one.
 * Source: CloudFormation User Guide, "Get values stored in other services using dynamic references".
 */
export function refuseDynamicReferences(resources: Json): void {
  const found = JSON.stringify(resources).match(/\{\{resolve:[^}"\\]*/g) ?? [];
  const issues = [...new Set(found)].map((reference): LocatedProblem => {
    const message = `CloudFormation would resolve ${quote(reference)} as a dynamic reference`;
    return { code: 'invalid_value', path: [], message, hint: 'use another name, or Terraform' };
  });
  if (issues.length > 0) throw new InvalidInputError(issues);
}
