import { FEATURES, SCOPE_OPTIONS, type RoleParameters, type Scope } from '../../../src/index.js';
import { scopeOf } from '../../../src/upsolver/scope/options.js';
import { EVERYTHING, READ, WRITE } from '../../upsolver/athena-parameters.js';
import { ACCOUNT, PARAMETERS } from '../../upsolver/role-parameters.js';

/* Each parameter of `buildRoles` with values that differ from the default. */

export const BASE: RoleParameters = {
  orgId: PARAMETERS.orgId,
  region: PARAMETERS.region,
  trustedAccountId: PARAMETERS.trustedAccountId,
  externalId: PARAMETERS.externalId,
};

const scope = (...options: (typeof SCOPE_OPTIONS)[number][]): Scope =>
  scopeOf([...new Set([...options, 'accountId' as const])], {
    account: () => ACCOUNT,
    region: () => BASE.region,
    vpc: () => 'vpc-0123456789abcdef0',
    roles: () => [`arn:aws:iam::${ACCOUNT}:role/UpsolverServerRole`],
    instanceProfiles: () => [`arn:aws:iam::${ACCOUNT}:instance-profile/UpsolverServerRole`],
    flag: () => true,
  });

const KEY = `arn:aws:kms:us-east-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;

/** Each parameter, with values that differ from the default. */
export const CASES: Record<string, Partial<RoleParameters>> = {
  'nothing else': {},
  'two external IDs': { externalId: ['acme-one', 'acme-two'] },
  'another Region': { region: 'eu-west-1' },
  GovCloud: { region: 'us-gov-west-1' },
  China: { region: 'cn-north-1' },
  'a path': { path: '/upsolver/' },
  'a prefix and a suffix': { namePrefix: 'prod-', nameSuffix: '-2' },
  'a boundary': { permissionsBoundaryArn: `arn:aws:iam::${ACCOUNT}:policy/Limit` },
  tags: { tags: { Team: 'data', Stage: 'prod' } },
  ...Object.fromEntries(FEATURES.map((feature) => [`without ${feature}`, { features: { [feature]: false } }])),
  ...Object.fromEntries(SCOPE_OPTIONS.map((option) => [`the scope ${option}`, { scope: scope(option) }])),
  'every scope': { scope: scope(...SCOPE_OPTIONS) },
  'databases to read': { athena: READ },
  'databases to write': { athena: WRITE },
  'every option of athena': { athena: EVERYTHING },
  'data to read': { dataAccess: [{ service: 's3', bucket: 'acme-events', prefix: 'clicks/' }] },
  'data of every kind': {
    dataAccess: [
      { service: 's3-discovery' },
      { service: 's3', bucket: 'acme-events' },
      { service: 's3', bucket: 'acme-lake', prefix: '${a}/b/', write: true, retention: true },
      { service: 'kinesis-discovery' },
      { service: 'kinesis', streamArn: `arn:aws:kinesis:us-east-1:${ACCOUNT}:stream/one` },
      { service: 'kinesis', streamArn: `arn:aws:kinesis:us-east-1:${ACCOUNT}:stream/two`, write: true },
      { service: 'sqs', queueArn: `arn:aws:sqs:us-east-1:${ACCOUNT}:events` },
      { service: 'kms', keyArn: KEY, via: ['s3', 'kinesis'], write: true },
      { service: 'kms', keyArn: KEY.replace('1234abcd', '5678abcd'), via: 'sqs' },
    ],
  },
  'all of it': {
    path: '/upsolver/',
    namePrefix: 'prod-',
    tags: { Team: 'data' },
    features: Object.fromEntries(FEATURES.filter((each) => each !== 'athenaTables').map((each) => [each, false])),
    scope: scope('withoutPolicyReads', 'region', 'vpcId'),
    athena: EVERYTHING,
    dataAccess: [{ service: 's3', bucket: 'acme-events', write: true }],
  },
};
