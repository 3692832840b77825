import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import jsonSchema from '../../../schema/role-parameters.schema.json' with { type: 'json' };
import { ARN_KINDS, IDENTIFIERS } from '../../../src/aws/identifiers.js';
import type { Schema } from '../../../src/core/schema.js';
import {
  bucket,
  dataAccessList,
  keyArn,
  keyUsers,
  prefix,
  queueArn,
  streamArn,
} from '../../../src/upsolver/parameters/data-access.js';
import { schemaMetadata, type SchemaMetadata } from '../../../src/upsolver/parameters/metadata.js';
import { orgId, region } from '../../../src/upsolver/parameters/organization.js';
import {
  externalId,
  externalIds,
  maxSessionDuration,
  namePrefix,
  nameSuffix,
  path,
  permissionsBoundaryArn,
  tags,
} from '../../../src/upsolver/parameters/role.js';
import { accountId, instanceProfileNameOrArn, roleNameOrArn, vpcId } from '../../../src/upsolver/parameters/scope.js';

const metadataOf = (schema: Schema<unknown>): SchemaMetadata | undefined => new Map(schemaMetadata()).get(schema);

/** What the schema says of a value, and what its metadata says by pattern and length. */
function judge(schema: Schema<unknown>, value: string): { bySchema: boolean; byMetadata: boolean } {
  const {
    pattern,
    minLength = 0,
    maxLength = Infinity,
  } = metadataOf(schema) as {
    pattern: string;
    minLength?: number;
    maxLength?: number;
  };
  const hasLength = value.length >= minLength && value.length <= maxLength;
  return { bySchema: schema.safeParse(value).success, byMetadata: hasLength && RegExp(pattern, 'u').test(value) };
}

const { properties } = jsonSchema;
const [one, several] = properties.externalId.anyOf as [object, object];

/** The first property of a name that a grant of data access has in the file. */
function grantWith(name: string): { anyOf?: object[] } {
  const found = properties.dataAccess.items.oneOf.find((grant) => Object.hasOwn(grant.properties, name));
  return (found?.properties as Record<string, object> | undefined)?.[name] ?? {};
}

describe('the metadata of a schema', () => {
  it.each<[name: string, schema: Schema<string>, good: string, bad: string]>([
    ['an organization ID', orgId(), 'acme', 'Acme'],
    ['a Region', region(), 'cn-north-1', 'us-east-1a'],
    ['an account ID', accountId(), '123456789012', '12345678901'],
    ['an external ID', externalId(), 'ab', 'a'],
    ['a VPC ID', vpcId(), 'vpc-0a1b2c3d', 'vpc-1'],
    ['a name prefix', namePrefix(), 'prod-', 'a/'],
    ['a permissions boundary', permissionsBoundaryArn(), 'arn:aws:iam::aws:policy/x', 'arn:aws:iam::aws:role/x'],
    ['a role', roleNameOrArn(), '/path/Name', 'a b'],
    ['a bucket', bucket(), 'acme', 'A'],
    ['a prefix', prefix(), 'clicks/', '/clicks'],
    ['a stream', streamArn(), 'arn:aws:kinesis:us-east-1:123456789012:stream/x', 'x'],
    ['a queue', queueArn(), 'arn:aws:sqs:us-east-1:123456789012:x', 'x'],
  ])('agrees with the schema on a good and a bad value of %s', (_name, schema, good, bad) => {
    expect(judge(schema, good)).toEqual({ bySchema: true, byMetadata: true });
    expect(judge(schema, bad)).toEqual({ bySchema: false, byMetadata: false });
  });

  it.each<[name: string, schema: Schema<string>]>([
    ['an organization ID', orgId()],
    ['an account ID', accountId()],
    ['an external ID', externalId()],
    ['a VPC ID', vpcId()],
    ['a bucket', bucket()],
    ['a prefix', prefix()],
  ])('refuses no value of %s that the schema accepts', (_name, schema) => {
    const { pattern } = metadataOf(schema) as { pattern: string };
    // fast-check does not generate from classes such as `\p{Cc}`.
    const values = fc.oneof(fc.string(), fc.stringMatching(RegExp(pattern.replaceAll('\\p{Cc}\\p{Cs}', ''))));
    fc.assert(
      fc.property(values, (value) => {
        const { bySchema, byMetadata } = judge(schema, value);
        expect(bySchema && !byMetadata).toBe(false);
      }),
      { numRuns: 200 },
    );
  });

  it.each<[name: string, schema: Schema<unknown>, expected: SchemaMetadata]>([
    ['lists of external IDs', externalIds(), { minItems: 1 }],
    ['lists of services', keyUsers(), { minItems: 1 }],
    ['lists of data access', dataAccessList(), { minItems: 1 }],
    ['session durations', maxSessionDuration(), { type: 'integer', minimum: 3600, maximum: 43_200 }],
  ])('limits %s', (_name, schema, expected) => expect(metadataOf(schema)).toEqual(expected));

  it('limits the number, the keys and the values of tags', () => {
    const limits = (name: 'tagKey' | 'tagValue') => {
      const { pattern, min, max } = IDENTIFIERS[name];
      return { pattern, minLength: min, maxLength: max };
    };
    expect(metadataOf(tags())).toEqual({
      type: 'object',
      propertyNames: limits('tagKey'),
      additionalProperties: { type: 'string', ...limits('tagValue') },
      maxProperties: 50,
    });
  });

  it.each<[name: string, schema: Schema<unknown>, inFile: object]>([
    ['an organization ID', orgId(), properties.orgId],
    ['a Region', region(), properties.region],
    ['an account ID', accountId(), properties.trustedAccountId],
    ['an external ID', externalId(), one],
    ['a list of external IDs', externalIds(), several],
    ['a VPC ID', vpcId(), properties.scope.properties.vpcId],
    ['a path', path(), properties.path],
    ['a name prefix', namePrefix(), properties.namePrefix],
    ['a name suffix', nameSuffix(), properties.nameSuffix],
    ['a maximum session duration', maxSessionDuration(), properties.maxSessionDuration],
    ['a permissions boundary', permissionsBoundaryArn(), properties.permissionsBoundaryArn],
    ['a role', roleNameOrArn(), properties.scope.properties.passRoles.items],
    ['an instance profile', instanceProfileNameOrArn(), properties.scope.properties.instanceProfiles.items],
    ['a bucket', bucket(), grantWith('bucket')],
    ['a prefix', prefix(), grantWith('prefix')],
    ['a stream', streamArn(), grantWith('streamArn')],
    ['a queue', queueArn(), grantWith('queueArn')],
    ['a key', keyArn(), grantWith('keyArn')],
    ['a list of services', keyUsers(), grantWith('via').anyOf?.[1] ?? {}],
    ['a list of data access', dataAccessList(), properties.dataAccess],
    ['tags', tags(), properties.tags],
  ])('is what the JSON Schema file says of %s in addition to its type and description', (_name, schema, inFile) => {
    const metadata = metadataOf(schema) ?? {};
    const inAddition = Object.entries(inFile).filter(
      ([keyword]) => keyword in metadata || !['type', 'description', 'items'].includes(keyword),
    );
    expect(metadata).toStrictEqual(Object.fromEntries(inAddition));
  });

  it('exists for each schema once, and has a pattern for every kind of ARN', () => {
    const metadata = new Map(schemaMetadata());
    expect(metadata.size).toBe(schemaMetadata().length);
    const patterns = JSON.stringify([...metadata.values()]);
    for (const { service, resource } of Object.values(ARN_KINDS)) {
      expect(patterns).toContain(JSON.stringify(`:${service}:`).slice(1, -1));
      expect(patterns).toContain(JSON.stringify(resource).slice(1, -1));
    }
  });
});
