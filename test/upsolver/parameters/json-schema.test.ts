import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { renderJsonSchema } from '../../../scripts/json-schema.js';
import { FEATURES, roleParametersSchema, SCOPE_OPTIONS } from '../../../src/index.js';
import { EVERYTHING, READ } from '../athena-parameters.js';
import { ACCOUNT, FULL_SCOPE, PARAMETERS } from '../role-parameters.js';

const FILE = 'schema/role-parameters.schema.json';

type JsonSchema = { properties: Record<string, { description?: string; properties?: Record<string, object> }> };

const schema = JSON.parse(readFileSync(FILE, 'utf8')) as JsonSchema;
const validate = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true }).compile(schema);

/** The judgement of the library itself. */
const isAccepted = (value: unknown): boolean => !('issues' in roleParametersSchema['~standard'].validate(value));

const { externalId: _externalId, ...withoutExternalId } = PARAMETERS;

const GOOD: [name: string, value: unknown][] = [
  ['the required parameters', PARAMETERS],
  [
    'every parameter',
    {
      ...PARAMETERS,
      externalId: ['acme-1', 'acme-2'],
      features: { athenaTables: false, kinesisStreams: true, dedicatedBucket: false },
      dataAccess: [
        { service: 's3', bucket: 'acme-events', prefix: 'clicks/', write: true, retention: true },
        { service: 's3-discovery' },
        { service: 'kinesis', streamArn: `arn:aws:kinesis:us-east-1:${ACCOUNT}:stream/clicks`, write: true },
        { service: 'kinesis-discovery' },
        { service: 'sqs', queueArn: `arn:aws:sqs:us-east-1:${ACCOUNT}:events.fifo` },
        { service: 'kms', keyArn: `arn:aws:kms:us-east-1:${ACCOUNT}:key/mrk-1234`, via: ['s3', 'kinesis'] },
      ],
      scope: FULL_SCOPE,
      permissionsBoundaryArn: `arn:aws:iam::${ACCOUNT}:policy/team/Boundary`,
      path: '/vendors/upsolver/',
      namePrefix: 'prod-',
      nameSuffix: '.eu',
      tags: { Vendor: 'Upsolver', 'cost center': 'größe + 1' },
      maxSessionDuration: 7200,
    },
  ],
  ['every option of Athena', { ...PARAMETERS, athena: EVERYTHING }],
  ['managed results', { ...PARAMETERS, athena: { ...READ, results: 'managed' } }],
  [
    'a scope of ARNs',
    {
      ...PARAMETERS,
      scope: { accountId: ACCOUNT, passRoles: [`arn:aws:iam::${ACCOUNT}:role/a/b`], instanceProfiles: [] },
    },
  ],
];

const BAD: [name: string, value: unknown][] = [
  ['no object', 'acme'],
  ['no organization', { ...PARAMETERS, orgId: undefined }],
  ['an organization in upper case', { ...PARAMETERS, orgId: 'Acme' }],
  ['the placeholder', { ...PARAMETERS, orgId: 'UPSOLVER_ORG_ID' }],
  ['an organization of 45 characters', { ...PARAMETERS, orgId: 'a'.repeat(45) }],
  ['an availability zone', { ...PARAMETERS, region: 'us-east-1a' }],
  ['an account of 11 digits', { ...PARAMETERS, trustedAccountId: '12345678901' }],
  ['an account that is a number', { ...PARAMETERS, trustedAccountId: 123456789012 }],
  ['no external ID', withoutExternalId],
  ['an external ID of one character', { ...PARAMETERS, externalId: 'a' }],
  ['an external ID with a space', { ...PARAMETERS, externalId: 'a b' }],
  ['an empty list of external IDs', { ...PARAMETERS, externalId: [] }],
  ['an unknown parameter', { ...PARAMETERS, orgid: 'acme' }],
  ['an unknown feature', { ...PARAMETERS, features: { athena: true } }],
  ['a feature that is a string', { ...PARAMETERS, features: { athenaTables: 'false' } }],
  ['an unknown service', { ...PARAMETERS, dataAccess: [{ service: 's4' }] }],
  ['a bucket in upper case', { ...PARAMETERS, dataAccess: [{ service: 's3', bucket: 'Acme' }] }],
  ['a stream without its ARN', { ...PARAMETERS, dataAccess: [{ service: 'kinesis', streamArn: 'clicks' }] }],
  [
    'a key without its users',
    { ...PARAMETERS, dataAccess: [{ service: 'kms', keyArn: `arn:aws:kms:us-east-1:${ACCOUNT}:key/1`, via: [] }] },
  ],
  ['Athena without an account', { ...PARAMETERS, athena: { ...READ, accountId: undefined } }],
  ['Athena without databases', { ...PARAMETERS, athena: { ...READ, databases: [] } }],
  ['a database in upper case', { ...PARAMETERS, athena: { ...READ, databases: [{ name: 'A', access: 'read' }] } }],
  [
    'a database that is administered',
    { ...PARAMETERS, athena: { ...READ, databases: [{ name: 'a', access: 'all' }] } },
  ],
  ['no tables', { ...PARAMETERS, athena: { ...READ, databases: [{ name: 'a', access: 'read', tables: [] }] } }],
  [
    'a table twice',
    { ...PARAMETERS, athena: { ...READ, databases: [{ name: 'a', access: 'read', tables: ['b', 'b'] }] } },
  ],
  ['a workgroup with a space', { ...PARAMETERS, athena: { ...READ, workgroup: 'a b' } }],
  ['results of another word', { ...PARAMETERS, athena: { ...READ, results: 'Managed' } }],
  ['a result bucket in upper case', { ...PARAMETERS, athena: { ...READ, results: { bucket: 'Acme' } } }],
  ['a scope without an account', { ...PARAMETERS, scope: { tagOnCreateOnly: true } }],
  ['a VPC of another form', { ...PARAMETERS, scope: { accountId: ACCOUNT, vpcId: 'vpc-1' } }],
  ['a boundary that is a role', { ...PARAMETERS, permissionsBoundaryArn: `arn:aws:iam::${ACCOUNT}:role/x` }],
  ['a path without its slashes', { ...PARAMETERS, path: 'upsolver' }],
  ['a name prefix with a slash', { ...PARAMETERS, namePrefix: 'a/' }],
  ['a tag that is no string', { ...PARAMETERS, tags: { Team: 1 } }],
  ['a tag key with a semicolon', { ...PARAMETERS, tags: { 'a;b': 'x' } }],
  ['a session of a minute', { ...PARAMETERS, maxSessionDuration: 60 }],
  ['a session that is no whole number', { ...PARAMETERS, maxSessionDuration: 3600.5 }],
];

describe(FILE, () => {
  it('is up to date (npm run docs)', () => {
    expect(readFileSync(FILE, 'utf8')).toBe(renderJsonSchema());
  });

  it.each(GOOD)('accepts %s, as the library does', (_name, value) => {
    expect(validate(value), JSON.stringify(validate.errors)).toBe(true);
    expect(isAccepted(value)).toBe(true);
  });

  it.each(BAD)('refuses %s, as the library does', (_name, value) => {
    expect(validate(value)).toBe(false);
    expect(isAccepted(value)).toBe(false);
  });

  it('describes every parameter, feature and scope option in a sentence', () => {
    const { features, scope } = schema.properties;
    expect(Object.keys(features?.properties ?? {})).toEqual(FEATURES);
    expect(Object.keys(scope?.properties ?? {})).toEqual(SCOPE_OPTIONS);
    const described = [schema.properties, features?.properties ?? {}, scope?.properties ?? {}];
    for (const [name, { description = '' }] of described.flatMap((each) =>
      Object.entries(each as JsonSchema['properties']),
    )) {
      expect(description, name).toMatch(/^[A-Z"'`].*\.$/);
    }
  });
});
