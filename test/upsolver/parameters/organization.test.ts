import { describe, expect, it } from 'vitest';
import {
  buildServerPolicy,
  buildUpsolverPolicy,
  organizationSchema,
  rolesFor,
  type Issue,
} from '../../../src/index.js';
import { issuesOf } from '../../issues-of.js';
import { untyped } from '../untyped.js';

const server = (...args: unknown[]) => issuesOf(() => untyped(buildServerPolicy, ...args));

const longId = (length: number) => 'a'.repeat(length);

const orgIdCases: [string, unknown, Omit<Issue, 'path' | 'severity'>[]][] = [
  ['a missing organization ID', undefined, [{ code: 'missing', message: 'the organization ID is missing' }]],
  ['null', null, [{ code: 'missing', message: 'the organization ID is missing' }]],
  ['an empty organization ID', '', [{ code: 'missing', message: 'the organization ID is empty' }]],
  ['a number', 7, [{ code: 'invalid_type', message: 'the organization ID must be a string, not `number`' }]],
  ['a list', ['acme'], [{ code: 'invalid_type', message: 'the organization ID must be a string, not `array`' }]],
  [
    'a String object',
    Object('acme'),
    [{ code: 'invalid_type', message: 'the organization ID must be a string, not `object`' }],
  ],
  [
    'an upper-case letter',
    'Acme',
    [
      {
        code: 'upper_case',
        message: 'the organization ID `Acme` contains uppercase letters',
        hint: 'S3 bucket names must be lowercase; did you mean `acme`?',
      },
    ],
  ],
  [
    'an underscore',
    'acme_1',
    [
      {
        code: 'invalid_characters',
        message: 'the organization ID `acme_1` contains characters that are not allowed',
        hint: 'use lowercase letters, digits and hyphens',
      },
    ],
  ],
  [
    'a dot',
    'acme.1',
    [
      {
        code: 'invalid_characters',
        message: 'the organization ID `acme.1` contains characters that are not allowed',
        hint: 'use lowercase letters, digits and hyphens',
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
        hint: 'use lowercase letters, digits and hyphens',
      },
    ],
  ],
  [
    "the documentation's placeholder",
    'UPSOLVER_ORG_ID',
    [
      {
        code: 'placeholder',
        message: "`UPSOLVER_ORG_ID` is the placeholder of Upsolver's documentation, not an organization ID",
        hint: 'use the ID of your organization, a lowercase UUID',
      },
    ],
  ],
  [
    'the placeholder in lower case with a space',
    'upsolver_org_id ',
    [
      {
        code: 'placeholder',
        message: "`upsolver_org_id ` is the placeholder of Upsolver's documentation, not an organization ID",
        hint: 'use the ID of your organization, a lowercase UUID',
      },
    ],
  ],
  [
    'a leading hyphen',
    '-acme',
    [{ code: 'edge_hyphen', message: 'the organization ID `-acme` begins or ends with a hyphen' }],
  ],
  [
    'a trailing hyphen',
    'acme-',
    [{ code: 'edge_hyphen', message: 'the organization ID `acme-` begins or ends with a hyphen' }],
  ],
  [
    'leading whitespace',
    ' acme',
    [{ code: 'surrounding_whitespace', message: 'the organization ID ` acme` begins or ends with whitespace' }],
  ],
  [
    'a trailing line feed',
    'acme\n',
    [{ code: 'surrounding_whitespace', message: 'the organization ID `acme\\n` begins or ends with whitespace' }],
  ],
  [
    '45 characters, one too many in us-east-1',
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
        `the reserved ending of ${orgId}`,
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
    'everything wrong at once',
    ` -A_${longId(60)}-an- `,
    [
      {
        code: 'surrounding_whitespace',
        message: `the organization ID \` -A_${longId(60)}-an- \` begins or ends with whitespace`,
      },
      {
        code: 'upper_case',
        message: `the organization ID \` -A_${longId(60)}-an- \` contains uppercase letters`,
        hint: 'S3 bucket names must be lowercase',
      },
      {
        code: 'invalid_characters',
        message: `the organization ID \` -A_${longId(60)}-an- \` contains characters that are not allowed`,
        hint: 'use lowercase letters, digits and hyphens',
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

it.each(orgIdCases)(
  'every function with an organization ID refuses %s, and names each problem',
  (_name, orgId, expected) => {
    const issues = expected.map((issue) => ({ ...issue, path: ['orgId'] }));
    expect(server(orgId, 'us-east-1')).toEqual(issues);
    expect(issuesOf(() => untyped(buildUpsolverPolicy, orgId, 'us-east-1'))).toEqual(issues);
    expect(issuesOf(() => untyped(rolesFor, 'private-vpc', { orgId, region: 'us-east-1' }))).toEqual(issues);
  },
);

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
      message: '`us-east-1a` is an Availability Zone, not an AWS Region',
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

it.each(regionCases)('buildServerPolicy refuses the Region %j', (region, expected) => {
  expect(server('acme', region)).toEqual([{ ...expected, path: ['region'] }]);
});

describe.each([
  ['buildServerPolicy', buildServerPolicy],
  ['buildUpsolverPolicy', buildUpsolverPolicy],
])('%s', (_name, build) => {
  const hint = 'pass the organization ID, then the Region';
  const hints = (...args: unknown[]) =>
    issuesOf(() => untyped(build, ...args)).map((issue) => [issue.path, issue.hint]);

  it('says that its arguments are swapped', () => {
    expect(hints('eu-west-1', '12345678-1234-1234-1234-1234567890ab')).toEqual([[['region'], hint]]);
    expect(hints('acme', 'us-east-9z')).not.toContainEqual([['region'], hint]);
    expect(hints('acme', undefined)).toEqual([[['region'], undefined]]);
  });

  it('says that it does not accept an object of parameters', () => {
    expect(hints({ orgId: 'acme', region: 'us-east-1' })[0]).toEqual([['orgId'], hint]);
    expect(hints(null)[0]).toEqual([['orgId'], undefined]);
  });
});

describe('buildServerPolicy', () => {
  it('reports the problems of both parameters', () => {
    expect(server('ACME', 'us-east').map(({ code, path }) => [code, path])).toEqual([
      ['upper_case', ['orgId']],
      ['invalid_region', ['region']],
    ]);
    expect(server().map(({ code, path }) => [code, path])).toEqual([
      ['missing', ['orgId']],
      ['missing', ['region']],
    ]);
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

  it('is not judged without a valid Region', () => {
    expect(server(longId(60), 'us-east').map(({ code }) => code)).toEqual(['invalid_region']);
    expect(server(longId(60), 7).map(({ code }) => code)).toEqual(['invalid_type']);
  });
});

describe('organizationSchema', () => {
  it('returns an organization that is valid', () => {
    const organization = { orgId: 'acme', region: 'cn-north-1' };
    expect(organizationSchema['~standard'].validate(organization)).toEqual({ value: organization });
  });

  it('returns issues whose paths are the names of form fields', () => {
    const validate = (value: unknown) => organizationSchema['~standard'].validate(value).issues;
    expect(validate({ orgId: 'A', region: 'x' })).toMatchObject([{ path: ['orgId'] }, { path: ['region'] }]);
    expect(validate({ orgId: longId(45), region: 'us-east-1' })).toMatchObject([{ code: 'too_long', path: ['orgId'] }]);
    expect(validate('acme')).toMatchObject([{ code: 'invalid_type', path: [] }]);
  });
});
