import { SESSION_SECONDS } from '../../aws/identifiers.js';
import { ec2ServicePrincipal, PARTITIONS } from '../../aws/partition.js';
import type { Feature } from '../../upsolver/catalogue/names.js';
import type { TemplateOptions } from '../../upsolver/parameters/template.js';
import type { Json } from '../json.js';

type Variable = { [key: string]: Json };

/** `pattern` is a regular expression of Terraform's; inside a text of HCL its backslashes are doubled. */
function validation(condition: string, message: string): { validation: Json } {
  return { validation: [{ condition: `\${${condition}}`, error_message: message }] };
}
const matches = (pattern: string, value: string): string => `can(regex(${JSON.stringify(pattern)}, ${value}))`;

const feature = (description: string): Variable => ({ type: 'bool', description, default: true });

const affix = (name: string, description: string): Variable => ({
  type: 'string',
  description,
  default: '',
  ...validation(
    `length(var.${name}) <= 21 && ${matches('^[\\w+=,.@-]*$', `var.${name}`)}`,
    'At most 21 letters, digits and _+=,.@-.',
  ),
});

/** The variable of each feature. */
export const featureVariables: Record<Feature, string> = {
  athenaTables: 'athena_tables',
  kinesisStreams: 'kinesis_streams',
  dedicatedBucket: 'dedicated_bucket',
};

/**
 * The variables of a configuration, and what it looks up where it is applied. Terraform takes descriptions and defaults
 * of variables as they are; they are no templates.
 */
export function variableBlocks({ tags = {}, scope = [] }: TemplateOptions): { [block: string]: Json } {
  const variable: { [name: string]: Variable } = {
    organization_id: {
      type: 'string',
      description: "Upsolver's id of your organization, a lower-case UUID.",
      ...validation(
        `length(var.organization_id) <= 44 && ${matches('^[a-z0-9]([a-z0-9-]*[a-z0-9])?$', 'var.organization_id')}`,
        'At most 44 lower-case letters, digits and hyphens, with no hyphen at either end.',
      ),
    },
    trusted_account_id: {
      type: 'string',
      description: "Upsolver's AWS account, which may assume the roles; ask Upsolver for it.",
      ...validation(matches('^\\d{12}$', 'var.trusted_account_id'), 'An AWS account id has 12 digits.'),
    },
    external_ids: {
      type: 'list(string)',
      description: 'The external ids that Upsolver sends when it assumes the roles; they belong to you alone.',
      ...validation(
        `length(var.external_ids) > 0 && alltrue([for id in var.external_ids : length(id) <= 1224 && ${matches('^[\\w+=,.@:/-]{2,}$', 'id')}])`,
        'At least one external id, each of 2 to 1,224 letters, digits and _+=,.@:/-.',
      ),
    },
    athena_tables: feature('Let Upsolver manage Athena tables.'),
    kinesis_streams: feature('Let Upsolver list Kinesis streams.'),
    dedicated_bucket: feature('Let Upsolver use its dedicated bucket.'),
    permissions_boundary_arn: {
      type: 'string',
      description: 'ARN of a policy that limits what the roles can ever do.',
      default: null,
      ...validation(
        `var.permissions_boundary_arn == null || ${matches('^arn:aws[a-z-]*:iam::(\\d{12}|aws):policy/.+$', 'var.permissions_boundary_arn')}`,
        'The ARN of a policy.',
      ),
    },
    path: {
      type: 'string',
      description: 'Path of the roles and of the instance profile.',
      default: '/',
      ...validation(matches('^/([!-~]+/)?$', 'var.path'), 'A path begins and ends with a slash.'),
    },
    name_prefix: affix('name_prefix', 'Put in front of the names of roles.'),
    name_suffix: affix('name_suffix', 'Put behind the names of roles.'),
    max_session_duration: {
      type: 'number',
      description: 'Longest session, in seconds.',
      default: SESSION_SECONDS.min,
      ...validation(
        `var.max_session_duration >= ${SESSION_SECONDS.min} && var.max_session_duration <= ${SESSION_SECONDS.max}`,
        `From ${SESSION_SECONDS.min} to ${SESSION_SECONDS.max} seconds.`,
      ),
    },
    tags: { type: 'map(string)', description: 'Tags of the roles and of the instance profile.', default: { ...tags } },
  };
  if (scope.includes('vpcId')) {
    variable['vpc_id'] = {
      type: 'string',
      description: 'The only VPC in which instances may be started.',
      ...validation(matches('^vpc-[0-9a-f]+$', 'var.vpc_id'), 'The id of a VPC.'),
    };
  }
  return {
    variable,
    data: { aws_partition: { current: {} }, aws_region: { current: {} }, aws_caller_identity: { current: {} } },
  };
}

/** EC2's principal is not made from the DNS suffix in every partition. */
export function principalLocals(): { [name: string]: Json } {
  return {
    ec2_service_principals: Object.fromEntries(
      PARTITIONS.map((partition) => [partition, ec2ServicePrincipal(partition)]),
    ),
  };
}
