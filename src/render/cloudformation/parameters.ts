import { SESSION_SECONDS } from '../../aws/identifiers.js';
import { ec2ServicePrincipal, PARTITIONS } from '../../aws/partition.js';
import type { Feature } from '../../upsolver/catalogue/names.js';
import type { TemplateOptions } from '../../upsolver/parameters/template.js';
import type { Json } from '../json.js';

/** A parameter of a template, and under which heading the console shows it. */
type Parameter = { group: string; label: string; definition: { [key: string]: Json } };

const INTEGRATION = 'Upsolver';
const NAMES = 'Names and limits';
const FEATURES = 'Features';

const flag = (Description: string): { [key: string]: Json } => ({
  Type: 'String',
  Default: 'true',
  AllowedValues: ['true', 'false'],
  Description,
});

const affix = (Description: string): { [key: string]: Json } => ({
  Type: 'String',
  Default: '',
  MaxLength: 21,
  AllowedPattern: '^[\\w+=,.@-]*$',
  ConstraintDescription: 'letters, digits and _+=,.@- only',
  Description,
});

const parameters: Record<string, Parameter> = {
  OrganizationId: {
    group: INTEGRATION,
    label: 'Organization id',
    definition: {
      Type: 'String',
      MinLength: 1,
      // With the shortest names of Regions, a bucket `<region>-upsolver-<id>` has 63 characters then.
      MaxLength: 44,
      AllowedPattern: '^[a-z0-9]([a-z0-9-]*[a-z0-9])?$',
      ConstraintDescription: 'lower-case letters, digits and hyphens, with no hyphen at either end',
      Description: "Upsolver's id of your organization, a lower-case UUID",
    },
  },
  TrustedAccountId: {
    group: INTEGRATION,
    label: 'Trusted AWS account',
    definition: {
      Type: 'String',
      AllowedPattern: '^\\d{12}$',
      ConstraintDescription: 'an AWS account id has 12 digits',
      Description: "Upsolver's AWS account, which may assume the roles; ask Upsolver for it",
    },
  },
  ExternalId: {
    group: INTEGRATION,
    label: 'External id',
    definition: {
      Type: 'String',
      MinLength: 2,
      MaxLength: 1224,
      AllowedPattern: '^[\\w+=,.@:/-]*$',
      ConstraintDescription: 'letters, digits and _+=,.@:/- only',
      Description: 'The external id that Upsolver sends when it assumes the roles; it belongs to you alone',
    },
  },
  AthenaTables: { group: FEATURES, label: 'Athena tables', definition: flag('Let Upsolver manage Athena tables') },
  KinesisStreams: { group: FEATURES, label: 'Kinesis streams', definition: flag('Let Upsolver list Kinesis streams') },
  DedicatedBucket: {
    group: FEATURES,
    label: 'Dedicated bucket',
    definition: flag('Let Upsolver use its dedicated bucket'),
  },
  VpcId: {
    group: INTEGRATION,
    label: 'VPC',
    definition: { Type: 'AWS::EC2::VPC::Id', Description: 'The only VPC in which instances may be started' },
  },
  // The name, not the ARN: validators hold the empty default of an ARN against the shortest one.
  PermissionsBoundary: {
    group: NAMES,
    label: 'Permissions boundary',
    definition: {
      Type: 'String',
      Default: '',
      AllowedPattern: '^([\\w+=,.@-]+(/[\\w+=,.@-]+)*)?$',
      ConstraintDescription: 'the name of a policy, with its path if it has one, or nothing',
      Description: 'Name of a policy of this account that limits what the roles can ever do; nothing for none',
    },
  },
  Path: {
    group: NAMES,
    label: 'Path',
    definition: {
      Type: 'String',
      Default: '/',
      MaxLength: 512,
      AllowedPattern: '^/([!-~]+/)?$',
      ConstraintDescription: 'begins and ends with a slash',
      Description: 'Path of the roles and of the instance profile',
    },
  },
  NamePrefix: { group: NAMES, label: 'Name prefix', definition: affix('Put in front of the names of roles') },
  NameSuffix: { group: NAMES, label: 'Name suffix', definition: affix('Put behind the names of roles') },
  MaxSessionDuration: {
    group: NAMES,
    label: 'Longest session',
    definition: {
      Type: 'Number',
      Default: SESSION_SECONDS.min,
      MinValue: SESSION_SECONDS.min,
      MaxValue: SESSION_SECONDS.max,
      Description: 'Longest session, in seconds',
    },
  },
};

/** The sections of a template that make it one with parameters, as far as its resources need them. */
export function parameterSections(resources: Json, { scope = [] }: TemplateOptions): { [section: string]: Json } {
  const entries = Object.entries(parameters).filter(([name]) => name !== 'VpcId' || scope.includes('vpcId'));
  const groups = [INTEGRATION, FEATURES, NAMES].map((group) => ({
    Label: { default: group },
    Parameters: entries.filter(([, parameter]) => parameter.group === group).map(([name]) => name),
  }));
  return {
    Metadata: {
      'AWS::CloudFormation::Interface': {
        ParameterGroups: groups,
        ParameterLabels: Object.fromEntries(entries.map(([name, { label }]) => [name, { default: label }])),
      },
    },
    Parameters: Object.fromEntries(entries.map(([name, { definition }]) => [name, structuredClone(definition)])),
    // As a key: in a text, quotation marks would be escaped.
    ...(JSON.stringify(resources).includes('"Fn::FindInMap":') && {
      Mappings: {
        Partitions: Object.fromEntries(
          PARTITIONS.map((partition) => [partition, { Ec2ServicePrincipal: ec2ServicePrincipal(partition) }]),
        ),
      },
    }),
    Conditions: {
      HasPermissionsBoundary: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'PermissionsBoundary' }, ''] }] },
      ...Object.fromEntries(
        Object.values(FEATURE_PARAMETERS).flatMap((name) => [
          [`With${name}`, { 'Fn::Equals': [{ Ref: name }, 'true'] }],
          ...(name === 'AthenaTables' ? [[`Without${name}`, { 'Fn::Equals': [{ Ref: name }, 'false'] }]] : []),
        ]),
      ),
    },
  };
}

const FEATURE_PARAMETERS: Record<Feature, string> = {
  athenaTables: 'AthenaTables',
  kinesisStreams: 'KinesisStreams',
  dedicatedBucket: 'DedicatedBucket',
};

/** The condition under which a part of a role is there. */
export function conditionName(feature: Feature, present: boolean): string {
  return `${present ? 'With' : 'Without'}${FEATURE_PARAMETERS[feature]}`;
}
