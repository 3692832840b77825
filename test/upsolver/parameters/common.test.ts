import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  buildManagementPolicy,
  buildServerPolicy,
  buildUpsolverPolicy,
  integrationModeSchema,
  managedPolicyArn,
  orgIdSchema,
  permissionsFor,
  regionSchema,
  rolesFor,
  type Issue,
} from '../../../src/index.js';
import { issuesOf } from '../../issues-of.js';

/** Calls a function as JavaScript can, past the types. */
const untyped = (call: unknown, ...args: unknown[]): unknown => (call as (...all: unknown[]) => unknown)(...args);

const server = (...args: unknown[]) => issuesOf(() => untyped(buildServerPolicy, ...args));

const longId = (length: number) => 'a'.repeat(length);

const orgIdCases: [string, unknown, Omit<Issue, 'path' | 'severity'>[]][] = [
  ['missing', undefined, [{ code: 'missing', message: 'the organization ID is missing' }]],
  ['null', null, [{ code: 'missing', message: 'the organization ID is missing' }]],
  ['empty', '', [{ code: 'missing', message: 'the organization ID is empty' }]],
  ['a number', 7, [{ code: 'invalid_type', message: 'the organization ID must be a string, not `number`' }]],
  ['an array', ['acme'], [{ code: 'invalid_type', message: 'the organization ID must be a string, not `array`' }]],
  [
    'a String object',
    Object('acme'),
    [{ code: 'invalid_type', message: 'the organization ID must be a string, not `object`' }],
  ],
  [
    'in upper case',
    'Acme',
    [
      {
        code: 'upper_case',
        message: 'the organization ID `Acme` contains upper-case letters',
        hint: 'S3 bucket names are lower-case; did you mean `acme`?',
      },
    ],
  ],
  [
    'with an underscore',
    'acme_1',
    [
      {
        code: 'invalid_characters',
        message: 'the organization ID `acme_1` contains characters that are not allowed',
        hint: 'use lower-case letters, digits and hyphens',
      },
    ],
  ],
  [
    'with a dot',
    'acme.1',
    [
      {
        code: 'invalid_characters',
        message: 'the organization ID `acme.1` contains characters that are not allowed',
        hint: 'use lower-case letters, digits and hyphens',
      },
    ],
  ],
  [
    'a wildcard',
    '*',
    [
      {
        code: 'invalid_characters',
        message: 'the organization ID `*` contains characters that are not allowed',
        hint: 'use lower-case letters, digits and hyphens',
      },
    ],
  ],
  [
    "the page's placeholder",
    'UPSOLVER_ORG_ID',
    [
      {
        code: 'placeholder',
        message: "`UPSOLVER_ORG_ID` is the placeholder of Upsolver's documentation, not an organization ID",
        hint: "use your organization's ID, a lower-case UUID",
      },
    ],
  ],
  [
    'the placeholder in lower case, with a space',
    'upsolver_org_id ',
    [
      {
        code: 'placeholder',
        message: "`upsolver_org_id ` is the placeholder of Upsolver's documentation, not an organization ID",
        hint: "use your organization's ID, a lower-case UUID",
      },
    ],
  ],
  [
    'with a leading hyphen',
    '-acme',
    [{ code: 'edge_hyphen', message: 'the organization ID `-acme` begins or ends with a hyphen' }],
  ],
  [
    'with a trailing hyphen',
    'acme-',
    [{ code: 'edge_hyphen', message: 'the organization ID `acme-` begins or ends with a hyphen' }],
  ],
  [
    'with leading white space',
    ' acme',
    [{ code: 'surrounding_whitespace', message: 'the organization ID ` acme` begins or ends with whitespace' }],
  ],
  [
    'with a trailing line feed',
    'acme\n',
    [{ code: 'surrounding_whitespace', message: 'the organization ID `acme\\n` begins or ends with whitespace' }],
  ],
  [
    'of 45 characters, one too many in us-east-1',
    longId(45),
    [
      {
        code: 'too_long',
        message: `the organization ID \`${longId(45)}\` produces a bucket name of 64 characters`,
        hint: 'a bucket name can have 63, which leaves 44 for the ID in `us-east-1`',
      },
    ],
  ],
  ...(['s3alias', 'acme--ol-s3', 'acme--x-s3', 'acme--table-s3', 'acme-an', 'an'] as const).map(
    (orgId): [string, unknown, Omit<Issue, 'path' | 'severity'>[]] => {
      const ending = ['-s3alias', '--ol-s3', '--x-s3', '--table-s3', '-an'].find((each) => `-${orgId}`.endsWith(each));
      return [
        `with the reserved ending of ${orgId}`,
        orgId,
        [
          {
            code: 'reserved_name',
            message: `the organization ID \`${orgId}\` produces a bucket name that ends with \`${ending}\``,
            hint: 'S3 reserves this ending',
          },
        ],
      ];
    },
  ),
  [
    'with everything wrong at once',
    ` -A_${longId(60)}-an- `,
    [
      {
        code: 'surrounding_whitespace',
        message: `the organization ID \` -A_${longId(60)}-an- \` begins or ends with whitespace`,
      },
      {
        code: 'upper_case',
        message: `the organization ID \` -A_${longId(60)}-an- \` contains upper-case letters`,
        hint: 'S3 bucket names are lower-case',
      },
      {
        code: 'invalid_characters',
        message: `the organization ID \` -A_${longId(60)}-an- \` contains characters that are not allowed`,
        hint: 'use lower-case letters, digits and hyphens',
      },
      {
        code: 'edge_hyphen',
        message: `the organization ID \` -A_${longId(60)}-an- \` begins or ends with a hyphen`,
      },
      {
        code: 'too_long',
        message: `the organization ID \` -A_${longId(60)}-an- \` produces a bucket name of 88 characters`,
        hint: 'a bucket name can have 63, which leaves 44 for the ID in `us-east-1`',
      },
    ],
  ],
];

describe.each(orgIdCases)('an organization id that is %s', (_name, orgId, expected) => {
  it('is refused with every problem of it', () => {
    const issues = expected.map((issue) => ({ ...issue, path: ['orgId'] }));
    expect(server(orgId, 'us-east-1')).toEqual(issues);
    expect(issuesOf(() => untyped(buildUpsolverPolicy, orgId, 'us-east-1'))).toEqual(issues);
    expect(issuesOf(() => untyped(rolesFor, 'private-vpc', { orgId, region: 'us-east-1' }))).toEqual(issues);
  });
});

const regionCases: [unknown, Omit<Issue, 'path' | 'severity'>][] = [
  [undefined, { code: 'missing', message: 'the Region is missing' }],
  ['', { code: 'missing', message: 'the Region is empty' }],
  [1, { code: 'invalid_type', message: 'the Region must be a string, not `number`' }],
  [
    'us-east',
    {
      code: 'invalid_region',
      message: '`us-east` is not an AWS Region',
      hint: 'a Region looks like `us-east-1`, `us-gov-west-1` or `cn-north-1`',
    },
  ],
  [
    'US-EAST-1',
    { code: 'invalid_region', message: '`US-EAST-1` is not an AWS Region', hint: 'did you mean `us-east-1`?' },
  ],
  [
    ' us-east-1',
    { code: 'invalid_region', message: '` us-east-1` is not an AWS Region', hint: 'did you mean `us-east-1`?' },
  ],
  [
    'us-east-1a',
    {
      code: 'availability_zone',
      message: '`us-east-1a` is an availability zone, not an AWS Region',
      hint: 'its Region is `us-east-1`',
    },
  ],
  [
    'xx-east-1',
    {
      code: 'invalid_region',
      message: '`xx-east-1` is not an AWS Region',
      hint: 'a Region looks like `us-east-1`, `us-gov-west-1` or `cn-north-1`',
    },
  ],
];

describe.each(regionCases)('the region %j', (region, expected) => {
  it('is refused', () => {
    expect(server('acme', region)).toEqual([{ ...expected, path: ['region'] }]);
  });
});

describe('the management policy', () => {
  it('refuses a bad region', () => {
    expect(issuesOf(() => buildManagementPolicy({ region: 'us-east-1a' }))).toMatchObject([
      { code: 'availability_zone', path: ['region'] },
    ]);
  });

  it('refuses a region that is not a string', () => {
    expect(issuesOf(() => untyped(buildManagementPolicy, { region: null }))).toEqual([
      { code: 'missing', message: 'the Region is missing', path: ['region'] },
    ]);
  });

  it('refuses an unknown parameter, so that a misspelling is noticed', () => {
    expect(issuesOf(() => untyped(buildManagementPolicy, { regoin: 'cn-north-1', orgid: 1 }))).toEqual([
      { code: 'unknown_parameter', message: '`regoin` is not a parameter', path: ['regoin'] },
      { code: 'unknown_parameter', message: '`orgid` is not a parameter', path: ['orgid'] },
    ]);
  });

  it('refuses a bare region', () => {
    expect(issuesOf(() => untyped(buildManagementPolicy, 'cn-north-1'))).toEqual([
      { code: 'invalid_type', message: 'the parameters must be an object, not `cn-north-1`', path: [] },
    ]);
  });

  it('refuses null', () => {
    expect(issuesOf(() => untyped(buildManagementPolicy, null))).toEqual([
      { code: 'missing', message: 'the parameters are missing', path: [] },
    ]);
  });
});

describe('an integration mode', () => {
  const all = 'one of `private-vpc`, `upsolver-vpc`';

  it.each([
    ['vpc', all],
    ['', all],
    ['my-vpc', `did you mean \`private-vpc\`? ${all}`],
    ['My  VPC', `did you mean \`private-vpc\`? ${all}`],
    ['Private VPC', `did you mean \`private-vpc\`? ${all}`],
    [' UPSOLVER_VPC ', `did you mean \`upsolver-vpc\`? ${all}`],
  ])('%j is refused with a hint', (mode, hint) => {
    expect(issuesOf(() => untyped(rolesFor, mode))).toEqual([
      { code: 'unknown_value', message: `\`${mode}\` is not a known integration mode`, hint, path: ['mode'] },
    ]);
  });

  it('that is missing or of another type is refused', () => {
    expect(issuesOf(() => untyped(rolesFor))).toEqual([
      { code: 'missing', message: 'the integration mode is missing', hint: all, path: ['mode'] },
    ]);
    expect(issuesOf(() => untyped(rolesFor, ['private-vpc']))).toEqual([
      {
        code: 'invalid_type',
        message: 'the integration mode must be a string, not `array`',
        hint: all,
        path: ['mode'],
      },
    ]);
  });
});

describe('names', () => {
  it('of a role are refused with a guess', () => {
    expect(issuesOf(() => untyped(permissionsFor, 'upsolverserverrole'))).toEqual([
      {
        code: 'unknown_value',
        message: '`upsolverserverrole` is not a known role',
        hint: 'did you mean `UpsolverServerRole`? one of `UpsolverManagementRole`, `UpsolverServerRole`, `UpsolverRole`',
        path: ['roleName'],
      },
    ]);
  });

  it('of a managed policy and a partition are refused together', () => {
    expect(issuesOf(() => untyped(managedPolicyArn, 'AdministratorAccess', 'azure'))).toEqual([
      {
        code: 'unknown_value',
        message: '`AdministratorAccess` is not a known managed policy',
        hint: 'one of `AWSCloudFormationReadOnlyAccess`, `AmazonAthenaFullAccess`',
        path: ['managedPolicyName'],
      },
      {
        code: 'unknown_value',
        message: '`azure` is not a known AWS partition',
        hint: 'one of `aws`, `aws-cn`, `aws-us-gov`, `aws-iso`, `aws-iso-b`, `aws-iso-e`, `aws-iso-f`, `aws-eusc`',
        path: ['partition'],
      },
    ]);
  });
});

describe('several bad parameters', () => {
  it('of a builder are all reported', () => {
    expect(server('ACME', 'us-east').map(({ code, path }) => [code, path])).toEqual([
      ['upper_case', ['orgId']],
      ['invalid_region', ['region']],
    ]);
    expect(server().map(({ code, path }) => [code, path])).toEqual([
      ['missing', ['orgId']],
      ['missing', ['region']],
    ]);
  });

  it('of rolesFor are all reported, the mode first', () => {
    const issues = issuesOf(() => untyped(rolesFor, 'my-vpc', { orgId: longId(45), region: 'us-east-1', mode: 1 }));
    expect(issues.map(({ code, path }) => [code, path])).toEqual([
      ['unknown_value', ['mode']],
      ['unknown_parameter', ['mode']],
      ['too_long', ['orgId']],
    ]);
    expect(issuesOf(() => untyped(rolesFor, 'private-vpc', {})).map(({ code, path }) => [code, path])).toEqual([
      ['missing', ['orgId']],
      ['missing', ['region']],
    ]);
    expect(issuesOf(() => untyped(rolesFor, 'private-vpc', 'acme'))).toEqual([
      { code: 'invalid_type', message: 'the parameters must be an object, not `acme`', path: [] },
    ]);
    expect(issuesOf(() => untyped(rolesFor, 'private-vpc', null))).toEqual([
      { code: 'missing', message: 'the parameters are missing', path: [] },
    ]);
  });
});

describe.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('the name %s', (name) => {
  it('is an ordinary unknown value', () => {
    expect(issuesOf(() => untyped(rolesFor, name))).toMatchObject([{ code: 'unknown_value', path: ['mode'] }]);
    expect(issuesOf(() => untyped(permissionsFor, name))).toMatchObject([
      { code: 'unknown_value', path: ['roleName'] },
    ]);
    expect(issuesOf(() => untyped(managedPolicyArn, name, name))).toMatchObject([
      { code: 'unknown_value', path: ['managedPolicyName'] },
      { code: 'unknown_value', path: ['partition'] },
    ]);
  });

  it('is an ordinary unknown parameter', () => {
    const parameters: unknown = JSON.parse(`{ "orgId": "acme", "region": "us-east-1", "${name}": { "polluted": 1 } }`);
    expect(issuesOf(() => untyped(rolesFor, 'private-vpc', parameters))).toEqual([
      { code: 'unknown_parameter', message: `\`${name}\` is not a parameter`, path: [name] },
    ]);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe('hostile text', () => {
  it('of a million characters gets a short answer', () => {
    for (const text of [longId(1_000_000), '-'.repeat(1_000_000), 'us-'.repeat(300_000), ' '.repeat(1_000_000)]) {
      for (const { message, hint = '' } of server(text, text)) {
        expect(message.length + hint.length).toBeLessThan(300);
      }
    }
  });

  it('cannot reach a terminal through a message', () => {
    const [issue] = server('a\u001b[2j`\u202e\u009b', 'us-east-1');
    expect(issue?.message).toBe(
      'the organization ID `a\\u001b[2j\\u0060\\u202e\\u009b` contains characters that are not allowed',
    );
  });
});

describe('any organization id', () => {
  /** General purpose bucket names, written down apart from the library. Source: Amazon S3 User Guide. */
  const legalBucketName = (name: string): boolean =>
    /^(?!xn--|sthree-|amzn-s3-demo-)(?!.*(-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3|-an)$)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/.test(
      name,
    );

  const characters = fc.constantFrom(...'abz019-', ...'-an', ...'s3', 'A', '_', '.', ' ', 'é', '\n');
  const regions = fc.constantFrom('us-east-1', 'ap-southeast-2', 'us-gov-west-1', 'cn-north-1');

  it.each([
    ['anything', fc.string()],
    ['nearly right', fc.string({ unit: characters, maxLength: 50 })],
    ['a right one', fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,40}[a-z0-9])?$/)],
    ['a UUID', fc.uuid()],
  ])('(%s) is taken exactly if it makes a legal bucket name', (_name, orgIds) => {
    fc.assert(
      fc.property(orgIds, regions, (orgId, region) => {
        const name = `${region}-upsolver-${orgId}`;
        if (orgId !== '' && !orgId.startsWith('-') && legalBucketName(name)) {
          const arn = `arn:${region.startsWith('cn') ? 'aws-cn' : region.startsWith('us-gov') ? 'aws-us-gov' : 'aws'}:s3:::${name}`;
          expect(buildServerPolicy(orgId, region).Statement[0]?.Resource).toEqual([arn, `${arn}/*`]);
        } else {
          expect(server(orgId, region).every(({ path }) => path[0] === 'orgId')).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('the length of the bucket name', () => {
  it.each([
    ['us-east-1', 44],
    ['ap-southeast-2', 39],
    ['us-gov-west-1', 40],
  ])('in %s leaves %i characters for the organization ID', (region, length) => {
    expect(buildServerPolicy(longId(length), region).Statement).toHaveLength(4);
    expect(server(longId(length + 1), region)).toMatchObject([{ code: 'too_long', path: ['orgId'] }]);
  });

  it('is not judged where there is no region', () => {
    expect(server(longId(60), 'us-east').map(({ code }) => code)).toEqual(['invalid_region']);
    expect(server(longId(60), 7).map(({ code }) => code)).toEqual(['invalid_type']);
  });
});

describe('Standard Schema validators', () => {
  it('say who they are', () => {
    for (const schema of [orgIdSchema, regionSchema, integrationModeSchema]) {
      expect(schema['~standard']).toMatchObject({ version: 1, vendor: 'upsolver-iam' });
    }
  });

  it('return the value', () => {
    expect(orgIdSchema['~standard'].validate('acme')).toEqual({ value: 'acme' });
    expect(regionSchema['~standard'].validate('cn-north-1')).toEqual({ value: 'cn-north-1' });
    expect(integrationModeSchema['~standard'].validate('private-vpc')).toEqual({ value: 'private-vpc' });
  });

  it('return every issue of the value, at its root', () => {
    expect(orgIdSchema['~standard'].validate('-A')).toEqual({
      issues: [
        {
          code: 'upper_case',
          message: 'the organization ID `-A` contains upper-case letters',
          hint: 'S3 bucket names are lower-case',
          path: [],
        },
        { code: 'edge_hyphen', message: 'the organization ID `-A` begins or ends with a hyphen', path: [] },
      ],
    });
    expect(regionSchema['~standard'].validate(undefined)).toEqual({
      issues: [{ code: 'missing', message: 'the Region is missing', path: [] }],
    });
    expect(orgIdSchema['~standard'].validate(1)).toEqual({
      issues: [{ code: 'invalid_type', message: 'the organization ID must be a string, not `number`', path: [] }],
    });
    expect(integrationModeSchema['~standard'].validate('vpc')).toEqual({
      issues: [
        {
          code: 'unknown_value',
          message: '`vpc` is not a known integration mode',
          hint: 'one of `private-vpc`, `upsolver-vpc`',
          path: [],
        },
      ],
    });
  });
});
