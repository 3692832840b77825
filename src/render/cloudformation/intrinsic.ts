import { InvalidInputError, type Issue } from '../../core/issue.js';
import { quote } from '../../core/quote.js';
import type { Json } from '../json.js';
import { splitPlaceholders, type PlaceholderName } from '../placeholders.js';

/** What takes the place of a placeholder: a parameter, or a pseudo parameter. */
const references: Record<Exclude<PlaceholderName, 'Ec2ServicePrincipal'>, string> = {
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
};

/** EC2's principal is not made from the DNS suffix in every partition. */
const EC2_SERVICE_PRINCIPAL: Json = {
  'Fn::FindInMap': ['Partitions', { Ref: 'AWS::Partition' }, 'Ec2ServicePrincipal'],
};

/** A text with placeholders as CloudFormation writes it; a text without any stays what it is, `${` and all. */
export function toIntrinsic(text: string): Json {
  const parts = splitPlaceholders(text);
  if (parts.every((part) => 'literal' in part)) return text;
  const [only] = parts;
  if (parts.length === 1 && only !== undefined && 'name' in only) {
    return only.name === 'Ec2ServicePrincipal'
      ? structuredClone(EC2_SERVICE_PRINCIPAL)
      : { Ref: references[only.name] };
  }
  const template = parts.map((part) =>
    'literal' in part
      ? part.literal.replaceAll('${', '${!')
      : `\${${references[part.name as keyof typeof references]}}`,
  );
  return { 'Fn::Sub': template.join('') };
}

/**
 * Throws where CloudFormation would look something up: it does so in every text, and has no way to write such a text as
 * it is. Source: CloudFormation User Guide, "Get values stored in other services using dynamic references".
 */
export function refuseDynamicReferences(resources: Json): void {
  const found = JSON.stringify(resources).match(/\{\{resolve:[^}"\\]*/g) ?? [];
  const issues = [...new Set(found)].map((reference): Issue => {
    const message = `CloudFormation would take ${quote(reference)} for a dynamic reference`;
    return { code: 'invalid_value', path: [], message, hint: 'another name, or Terraform' };
  });
  if (issues.length > 0) throw new InvalidInputError(issues);
}
