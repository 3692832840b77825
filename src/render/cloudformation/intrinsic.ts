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
const EC2_SERVICE_PRINCIPAL: Json = { 'Fn::FindInMap': ['Partitions', { Ref: 'AWS::Partition' }, 'Ec2ServicePrincipal'] };

/** A text with placeholders as CloudFormation writes it; a text without any stays what it is, `${` and all. */
export function toIntrinsic(text: string): Json {
  const parts = splitPlaceholders(text);
  if (parts.every((part) => 'literal' in part)) return text;
  const [only] = parts;
  if (parts.length === 1 && only !== undefined && 'name' in only) {
    return only.name === 'Ec2ServicePrincipal' ? structuredClone(EC2_SERVICE_PRINCIPAL) : { Ref: references[only.name] };
  }
  const template = parts.map((part) =>
    'literal' in part ? part.literal.replaceAll('${', '${!') : `\${${references[part.name as keyof typeof references]}}`,
  );
  return { 'Fn::Sub': template.join('') };
}
