import { ARN_KINDS, arnPattern } from '../../aws/identifiers.js';
import { ec2ServicePrincipal, PARTITIONS } from '../../aws/partition.js';
import { formatNumber, snakeCase } from '../../core/words.js';
import type { TemplateOptions } from '../../upsolver/parameters/template.js';
import type { Json } from '../json.js';
import { templateParameters, type TemplateParameter } from '../parameters.js';
import { athenaVariables } from './athena.js';

type Variable = { [key: string]: Json };

/** Names of variables, where they are not the parameter's own: an ARN, and several external IDs. */
const variableNames: Readonly<Record<string, string>> = {
  permissionsBoundary: 'permissions_boundary_arn',
  externalId: 'external_ids',
};

/** A validation, whose message Terraform wants as a sentence. */
function validation(condition: string, rule: string): { validation: Json } {
  return { validation: [{ condition: `\${${condition}}`, error_message: `Use ${rule.replaceAll('`', '')}.` }] };
}

/** `pattern` is a regular expression of Terraform's; in a string of HCL its backslashes are doubled. */
const matches = (pattern: string, value: string): string => `can(regex(${JSON.stringify(pattern)}, ${value}))`;

function define(name: string, { description, value }: TemplateParameter): Variable {
  const variable = `var.${name}`;
  const sentence = `${description}.`;
  switch (value.kind) {
    case 'flag':
      return { type: 'bool', description: sentence, default: true };
    case 'number': {
      const { min, max } = value;
      return {
        type: 'number',
        description: sentence,
        default: value.default,
        ...validation(
          `${variable} >= ${min} && ${variable} <= ${max}`,
          `${formatNumber(min)} to ${formatNumber(max)} seconds`,
        ),
      };
    }
    case 'externalId': {
      const { min, max, pattern, rule } = value;
      // The pattern has the lower limit, so that one list entry needs one test fewer.
      const each = `length(id) <= ${max} && ${matches(pattern.replace(/\*\$$/, `{${min},}$`), 'id')}`;
      return {
        type: 'list(string)',
        description:
          'The external IDs that Upsolver sends when it assumes the roles; they are unique to your organization.',
        ...validation(
          `length(${variable}) > 0 && alltrue([for id in ${variable} : ${each}])`,
          `at least one external ID, each of ${rule}`,
        ),
      };
    }
    case 'vpc':
      return { type: 'string', description: sentence, ...validation(matches(value.pattern, variable), value.rule) };
    case 'boundary':
      return {
        type: 'string',
        description: 'ARN of a policy that limits what the roles can ever do.',
        default: null,
        ...validation(
          `${variable} == null || ${matches(arnPattern(ARN_KINDS.policy), variable)}`,
          'the ARN of a policy',
        ),
      };
    case 'string': {
      const { min, max, pattern, rule } = value;
      const length = min === max ? '' : `length(${variable}) <= ${max} && `;
      return {
        type: 'string',
        description: sentence,
        ...(value.default !== undefined && { default: value.default }),
        ...validation(`${length}${matches(pattern, variable)}`, rule),
      };
    }
  }
}

/**
 * The variables of a configuration, and what it looks up where it is applied. Terraform reads descriptions and
 * defaults of variables literally, not as templates. What only some configurations have comes last.
 */
export function variableBlocks({ tags = {}, scope = [], athena }: TemplateOptions): {
  variable: { [name: string]: Variable };
  data: Variable;
} {
  const isOpen = (key: string): boolean => athena === undefined || key !== 'athenaTables';
  const open = Object.entries(templateParameters()).filter(([key]) => isOpen(key));
  const entries = open.map(([key, parameter]) => {
    const name = variableNames[key] ?? snakeCase(key);
    return { name, option: parameter.option, definition: define(name, parameter) };
  });
  const [common, optional] = [true, false].map((isCommon) =>
    Object.fromEntries(
      entries
        .filter(({ option }) => (isCommon ? option === undefined : option !== undefined && scope.includes(option)))
        .map(({ name, definition }) => [name, definition]),
    ),
  );
  const tables = athena === undefined ? {} : Object.fromEntries(athenaVariables(athena));
  const description = 'Tags of the roles and the instance profile.';
  return {
    variable: { ...common, tags: { type: 'map(string)', description, default: { ...tags } }, ...optional, ...tables },
    data: { aws_partition: { current: {} }, aws_region: { current: {} }, aws_caller_identity: { current: {} } },
  };
}

/** EC2's service principal is not derived from the DNS suffix in every partition. */
export function principalLocals(): { [name: string]: Json } {
  return {
    ec2_service_principals: Object.fromEntries(
      PARTITIONS.map((partition) => [partition, ec2ServicePrincipal(partition)]),
    ),
  };
}
