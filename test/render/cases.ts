import {
  buildRoles,
  type DeployableRole,
  type IntegrationMode,
  type PolicyDocument,
  type RoleParameters,
} from '../../src/index.js';
import { EVERYTHING } from '../upsolver/athena-parameters.js';
import { ACCOUNT, FULL_SCOPE, PARAMETERS } from '../upsolver/role-parameters.js';

/** Texts that each format has to escape in its own way. */
export const HOSTILE_TEXTS = [
  '"',
  '\\',
  '\\"',
  '${aws:username}',
  '$${x}',
  '${!x}',
  '%{if}',
  '%%{x}',
  "'",
  "a'b'c",
  '\n',
  '\t',
  'größe',
  '日本',
  '😀',
  '$HOME',
  '`id`',
  '$(id)',
  '*',
  '!important',
  '# no',
  '- a',
  ': ',
  '&a',
  'yes',
  '2012-10-17',
  '012',
  '1e3',
  '~',
  'file:///etc/passwd',
  ' x ',
];

const hostileDocument: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'hostile',
      Effect: 'Allow',
      Action: ['s3:GetObject'],
      Resource: HOSTILE_TEXTS.map((text) => `arn:aws:s3:::acme/${text}`),
      Condition: { StringLike: Object.fromEntries(HOSTILE_TEXTS.map((text) => [`aws:RequestTag/${text}`, [text]])) },
    },
  ],
};

const optionSets: Record<string, Partial<RoleParameters>> = {
  defaults: {},
  'no features': { features: { athenaTables: false, kinesisStreams: false, dedicatedBucket: false } },
  scope: { scope: FULL_SCOPE },
  databases: { athena: EVERYTHING },
  'databases with odd names': {
    athena: {
      ...EVERYTHING,
      databases: [{ name: '${aws:x}%{if}"größe', access: 'write', tables: ["it's", '$(id)', '!sub ${a}', ' x'] }],
    },
  },
  'names, tags, boundary, session': {
    namePrefix: 'prod-',
    nameSuffix: '.eu',
    path: '/vendors/upsolver/',
    tags: { Vendor: 'Upsolver', 'cost center': 'größe + 1' },
    permissionsBoundaryArn: `arn:aws:iam::${ACCOUNT}:policy/Boundary`,
    maxSessionDuration: 7200,
  },
  'data and external ids': {
    externalId: ['one', 'two'],
    dataAccess: [
      {
        service: 's3',
        bucket: 'acme-events',
        prefix: '${aws:username}/%{if}/"\'\\größe',
        write: true,
        retention: true,
      },
      { service: 's3', bucket: 'acme-raw' },
      { service: 'kinesis', streamArn: 'arn:aws:kinesis:us-east-1:444455556666:stream/clicks', write: true },
      { service: 'sqs', queueArn: 'arn:aws:sqs:us-east-1:444455556666:new-objects' },
      {
        service: 'kms',
        keyArn: 'arn:aws:kms:us-east-1:444455556666:key/12345678-1234-1234-1234-1234567890ab',
        via: ['s3', 'sqs'],
        write: true,
      },
    ],
  },
};

/** Roles as a caller might have changed them. */
function makeHostile(roles: DeployableRole[]): DeployableRole[] {
  return roles.map((role) => ({
    ...role,
    description: HOSTILE_TEXTS.join(' '),
    managedPolicyArns: [
      ...role.managedPolicyArns,
      `arn:aws:iam::${ACCOUNT}:policy/Own`,
      `arn:aws:iam::${ACCOUNT}:policy/team/Own`,
    ],
    // Names that are the same once a format has changed their characters.
    inlinePolicies: [
      ...role.inlinePolicies,
      ...['Hostile', 'UpsolverHostile', 'TrustPolicy'].map((name) => ({
        name,
        document: structuredClone(hostileDocument),
      })),
    ],
  }));
}

export type RenderCase = { name: string; mode: IntegrationMode; roles: DeployableRole[] };

/** Every mode with every set of options; those of all sets together, too; and hostile texts. */
export const RENDER_CASES: RenderCase[] = (['private-vpc', 'upsolver-vpc'] as const).flatMap((mode) => {
  const build = (more: Partial<RoleParameters>): DeployableRole[] => buildRoles(mode, { ...PARAMETERS, ...more });
  // What replaces the managed policy cannot be combined with omitting it.
  const features = { kinesisStreams: false, dedicatedBucket: false };
  const everything = { ...(Object.assign({}, ...Object.values(optionSets)) as Partial<RoleParameters>), features };
  return [
    ...Object.entries(optionSets).map(([name, more]) => ({ name, mode, roles: build(more) })),
    { name: 'everything', mode, roles: build(everything) },
    { name: 'hostile texts', mode, roles: makeHostile(build({ tags: { a: 'b' } })) },
  ].map((each) => ({ ...each, name: `${mode}, ${each.name}` }));
});

/** The same as rows of `it.each`, under their names. */
export const RENDER_ROWS = RENDER_CASES.map(({ name, roles }) => [name, roles] as const);
