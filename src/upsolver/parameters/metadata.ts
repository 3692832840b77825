import {
  ARN_KINDS,
  arnPattern,
  IDENTIFIERS,
  MAX_TAGS,
  ORGANIZATION_IDENTIFIER,
  SESSION_SECONDS,
  type Identifier,
} from '../../aws/identifiers.js';
import { regionPattern } from '../../aws/partition.js';
import type { Schema } from '../../core/schema.js';
import {
  accounts,
  accountSettings,
  DAY_PATTERN,
  day,
  EXCLUSIVE_SETTINGS,
  FINGERPRINT_PATTERN,
  fingerprint,
  formatVersion,
  policyName,
  regionList,
  regionSettings,
  SENTENCE_PATTERN,
  sentence,
} from './accounts.js';
import {
  athenaDatabases,
  databaseName,
  dataLocations,
  locationBucket,
  tableName,
  tableNames,
  workgroup,
} from './athena.js';
import { bucket, dataAccessList, keyArn, keyUsers, prefix, queueArn, streamArn } from './data-access.js';
import { fileList, fileName, organizationId } from './guardrails.js';
import { MAX_ORG_ID_LENGTH, ORG_ID_PATTERN, orgId, region } from './organization.js';
import {
  externalId,
  externalIds,
  maxAffixLength,
  maxSessionDuration,
  namePrefix,
  nameSuffix,
  path,
  permissionsBoundaryArn,
  tags,
} from './role.js';
import { accountId, instanceProfileNameOrArn, NAME_WITH_PATH, roleNameOrArn, vpcId } from './scope.js';

/** What JSON Schema can say of a value in addition to its type. */
export type SchemaMetadata = { readonly [keyword: string]: unknown };

/**
 * The patterns and limits of schemas, for JSON Schema: checks that are functions have none. How parameters
 * fit together is not in them, such as the partition of an ARN and of the Region.
 */
export function schemaMetadata(): readonly (readonly [Schema<unknown>, SchemaMetadata])[] {
  const affix = { ...limits({ ...IDENTIFIERS.roleName, min: 0 }), maxLength: maxAffixLength() };
  return [
    [orgId(), { pattern: ORG_ID_PATTERN, minLength: 1, maxLength: MAX_ORG_ID_LENGTH }],
    [region(), { pattern: regionPattern() }],
    [accountId(), limits(IDENTIFIERS.accountId)],
    [externalId(), limits(IDENTIFIERS.externalId)],
    [externalIds(), { minItems: 1 }],
    [vpcId(), limits(IDENTIFIERS.vpcId)],
    [path(), limits(IDENTIFIERS.path)],
    [namePrefix(), affix],
    [nameSuffix(), affix],
    [maxSessionDuration(), { type: 'integer', minimum: SESSION_SECONDS.min, maximum: SESSION_SECONDS.max }],
    [permissionsBoundaryArn(), { pattern: arnPattern(ARN_KINDS.policy) }],
    [roleNameOrArn(), { pattern: `${NAME_WITH_PATH}|${arnPattern(ARN_KINDS.role)}` }],
    [instanceProfileNameOrArn(), { pattern: `${NAME_WITH_PATH}|${arnPattern(ARN_KINDS.instanceProfile)}` }],
    [bucket(), limits(IDENTIFIERS.bucket)],
    [prefix(), limits(IDENTIFIERS.prefix)],
    [streamArn(), { pattern: arnPattern(ARN_KINDS.stream) }],
    [queueArn(), { pattern: arnPattern(ARN_KINDS.queue) }],
    [keyArn(), { pattern: arnPattern(ARN_KINDS.key) }],
    [keyUsers(), { minItems: 1 }],
    [dataAccessList(), { minItems: 1 }],
    [workgroup(), limits(IDENTIFIERS.workgroup)],
    [databaseName(), limits(IDENTIFIERS.glueName)],
    [tableName(), limits(IDENTIFIERS.glueName)],
    [tableNames(), { minItems: 1, uniqueItems: true }],
    [athenaDatabases(), { minItems: 1 }],
    [locationBucket(), limits(IDENTIFIERS.bucket)],
    [dataLocations(), { minItems: 1 }],
    [
      tags(),
      {
        type: 'object',
        propertyNames: limits(IDENTIFIERS.tagKey),
        additionalProperties: { type: 'string', ...limits(IDENTIFIERS.tagValue) },
        maxProperties: MAX_TAGS,
      },
    ],
  ];
}

/** The same for the accounts file. Settings are definitions with names, because they occur several times. */
export function accountsMetadata(): readonly (readonly [Schema<unknown>, SchemaMetadata])[] {
  const exclusive = { allOf: EXCLUSIVE_SETTINGS.map((required) => ({ not: { required: [...required] } })) };
  return [
    [fileList(), { minItems: 1 }],
    [fileName(), { minLength: 1 }],
    [organizationId(), limits(ORGANIZATION_IDENTIFIER)],
    ...schemaMetadata(),
    [fingerprint(), { pattern: FINGERPRINT_PATTERN }],
    [policyName(), { pattern: NAME_WITH_PATH }],
    [sentence(), { pattern: SENTENCE_PATTERN }],
    [day(), { pattern: DAY_PATTERN, format: 'date' }],
    [formatVersion(), { const: 1 }],
    [regionList(), { minItems: 1 }],
    [accountSettings(), { id: 'AccountSettings', ...exclusive }],
    [regionSettings(), { id: 'RegionSettings', ...exclusive }],
    [
      accounts(),
      {
        type: 'object',
        minProperties: 1,
        propertyNames: limits(IDENTIFIERS.accountId),
        additionalProperties: { anyOf: [{ $ref: '#/definitions/AccountSettings' }, { type: 'null' }] },
      },
    ],
  ];
}

function limits({ pattern, min, max }: Identifier): SchemaMetadata {
  return { pattern, minLength: min, maxLength: max };
}
