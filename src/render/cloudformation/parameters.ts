import { ec2ServicePrincipal, PARTITIONS } from '../../aws/partition.js';
import { pascalCase } from '../../core/words.js';
import { hasReplacement, openDependence, type Dependence } from '../../upsolver/catalogue/dependence.js';
import { FEATURES, type Feature } from '../../upsolver/catalogue/features.js';
import type { TemplateOptions } from '../../upsolver/parameters/template.js';
import type { Json } from '../json.js';
import { PARAMETER_GROUPS, templateParameters, type TemplateParameter } from '../parameters.js';
import { athenaSections } from './athena.js';

type Definition = { [key: string]: Json };

/** The definition of a parameter. CloudFormation shows no Markdown. */
function define({ description, value }: TemplateParameter): Definition {
  switch (value.kind) {
    case 'flag':
      return { Type: 'String', Default: 'true', AllowedValues: ['true', 'false'], Description: description };
    case 'vpc':
      return { Type: 'AWS::EC2::VPC::Id', Description: description };
    case 'number': {
      const { default: Default, min: MinValue, max: MaxValue } = value;
      return { Type: 'Number', Default, MinValue, MaxValue, Description: description };
    }
    case 'boundary':
      return {
        Type: 'String',
        Default: '',
        // The name, not the ARN: validators compare the empty default of an ARN with the shortest one. So no colons.
        AllowedPattern: '^([\\w+=,.@-]+(/[\\w+=,.@-]+)*)?$',
        ConstraintDescription: 'use the name of a policy, with its path if it has one, or nothing',
        Description: `Name of a policy in this account that limits what the roles can ever do; empty for none`,
      };
    default:
      return {
        Type: 'String',
        ...('default' in value && { Default: value.default }),
        ...lengths(value, 'default' in value),
        AllowedPattern: value.pattern,
        ConstraintDescription: `use ${value.rule.replaceAll('`', '')}`,
        Description: description,
      };
  }
}

/** Limits of a length that the pattern does not imply. */
function lengths({ min, max }: { min: number; max: number }, hasDefault: boolean): Definition {
  if (min === max) return {};
  return { ...(!hasDefault && { MinLength: min }), MaxLength: max };
}

/** The sections that make a template one with parameters, as far as its resources need them. */
export function parameterSections(
  resources: Json,
  { scope = [], athena }: TemplateOptions,
): Required<Pick<ParameterSections, 'Metadata' | 'Parameters' | 'Conditions'>> & ParameterSections {
  const features = FEATURES.filter((feature) => openDependence({ feature, present: true }, athena) !== undefined);
  const entries = Object.entries(templateParameters())
    .filter(([, { option }]) => option === undefined || scope.includes(option))
    .filter(([name, { value }]) => value.kind !== 'flag' || features.some((feature) => feature === name))
    .map(([name, parameter]) => [pascalCase(name), parameter] as const);
  const tables = athena === undefined ? undefined : athenaSections(athena);
  const groups = PARAMETER_GROUPS.map((group) => ({
    Label: { default: group as string },
    Parameters: entries.filter(([, parameter]) => parameter.group === group).map(([name]) => name),
  }));
  if (tables !== undefined) {
    groups.splice(1, 0, {
      Label: { default: 'Athena' },
      Parameters: tables.parameters.map(([name]) => name),
    });
  }
  return {
    Metadata: {
      'AWS::CloudFormation::Interface': {
        ParameterGroups: groups,
        ParameterLabels: Object.fromEntries([
          ...entries.map(([name, { label }]) => [name, { default: label }] as const),
          ...(tables?.parameters ?? []).map(([name, , label]) => [name, { default: label }] as const),
        ]),
      },
    },
    Parameters: Object.fromEntries([
      ...entries.map(([name, parameter]) => [name, define(parameter)] as const),
      ...(tables?.parameters ?? []).map(([name, definition]) => [name, definition] as const),
    ]),
    // As a key: inside a string, quotation marks would be escaped.
    ...(JSON.stringify(resources).includes('"Fn::FindInMap":') && {
      Mappings: {
        Partitions: Object.fromEntries(
          PARTITIONS.map((partition) => [partition, { Ec2ServicePrincipal: ec2ServicePrincipal(partition) }]),
        ),
      },
    }),
    Conditions: {
      HasPermissionsBoundary: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'PermissionsBoundary' }, ''] }] },
      ...Object.fromEntries(features.flatMap(featureConditions)),
      ...tables?.conditions,
    },
  };
}

/** The sections of a template that parameters need. */
export type ParameterSections = {
  Metadata?: { [key: string]: Json };
  Parameters?: { [name: string]: Json };
  Mappings?: { [name: string]: Json };
  Conditions?: { [name: string]: Json };
};

function featureConditions(feature: Feature): [name: string, condition: Json][] {
  const states = hasReplacement(feature) ? [true, false] : [true];
  return states.map((present) => [
    conditionName({ feature, present }),
    { 'Fn::Equals': [{ Ref: pascalCase(feature) }, String(present)] },
  ]);
}

export function conditionName({ feature, present }: Dependence): string {
  return `${present ? 'With' : 'Without'}${pascalCase(feature)}`;
}
