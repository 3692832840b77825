import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { toYaml } from '../../../src/cli/yaml.js';
import {
  buildRoles,
  INTEGRATION_MODES,
  SCOPE_OPTIONS,
  type RoleParameters,
  type ScopeOption,
} from '../../../src/index.js';
import {
  toCloudFormation,
  type CloudFormationTemplate,
  type TemplateOptions,
} from '../../../src/render/cloudformation/index.js';
import { issuesOf } from '../../issues-of.js';
import { ACCOUNT, FULL_SCOPE, PARAMETERS } from '../../upsolver/role-parameters.js';
import { RENDER_ROWS } from '../cases.js';
import { expectDeployed } from '../deployed.js';
import { deployedRoles } from './deployed-roles.js';

const FORMATS = [
  ['JSON', (template: CloudFormationTemplate): unknown => JSON.parse(JSON.stringify(template))],
  ['YAML', (template: CloudFormationTemplate): unknown => load(toYaml(template))],
  [
    'YAML 1.1, which reads more words as other types',
    (template: CloudFormationTemplate): unknown => parseYaml(toYaml(template), { version: '1.1' }),
  ],
] as const;

describe.each(FORMATS)('a template of fixed roles, as %s', (_format, parse) => {
  it.each(RENDER_ROWS)('creates exactly these roles: %s', (_name, roles) => {
    expectDeployed(deployedRoles(parse(toCloudFormation(roles))), roles);
  });
});

const VALUES = {
  OrganizationId: PARAMETERS.orgId,
  TrustedAccountId: PARAMETERS.trustedAccountId,
  ExternalId: PARAMETERS.externalId,
};
const dataAccess: RoleParameters['dataAccess'] = [
  { service: 's3', bucket: 'acme-events', prefix: '${aws:username}/"\'\\größe/%{if}', write: true },
  { service: 'sqs', queueArn: 'arn:aws:sqs:us-east-1:444455556666:new-objects' },
];
const all = [...SCOPE_OPTIONS];

type ParameterCase = {
  name: string;
  options: TemplateOptions;
  values: Record<string, string | number>;
  roles: Partial<RoleParameters>;
};

const parameterCases: ParameterCase[] = [
  { name: 'defaults', options: {}, values: {}, roles: {} },
  ...(['AthenaTables', 'KinesisStreams', 'DedicatedBucket'] as const).map((name): ParameterCase => ({
    name: `without ${name}`,
    options: {},
    values: { [name]: 'false' },
    roles: { features: { [`${name.charAt(0).toLowerCase()}${name.slice(1)}`]: false } },
  })),
  {
    name: 'names, session, boundary, tags',
    options: { tags: { Vendor: 'Upsolver' } },
    values: {
      NamePrefix: 'prod-',
      NameSuffix: '.eu',
      Path: '/vendors/',
      MaxSessionDuration: 7200,
      PermissionsBoundary: 'limits/Boundary',
    },
    roles: {
      namePrefix: 'prod-',
      nameSuffix: '.eu',
      path: '/vendors/',
      maxSessionDuration: 7200,
      permissionsBoundaryArn: `arn:aws:iam::${ACCOUNT}:policy/limits/Boundary`,
      tags: { Vendor: 'Upsolver' },
    },
  },
  { name: 'data access, with IAM variables in a Fn::Sub', options: { dataAccess }, values: {}, roles: { dataAccess } },
];

describe.each(FORMATS)('a template with parameters, as %s', (_format, parse) => {
  describe.each(INTEGRATION_MODES)('for %s', (mode) => {
    it.each(parameterCases.map((each) => [each.name, each] as const))(
      'creates the roles that buildRoles returns for the same values: %s',
      (_name, { options, values, roles }) => {
        const template = parse(toCloudFormation(mode, options));
        expectDeployed(
          deployedRoles(template, { ...VALUES, ...values }),
          buildRoles(mode, { ...PARAMETERS, ...roles }),
        );
      },
    );

    it.each<[name: string, scope: ScopeOption[]]>([
      ...SCOPE_OPTIONS.map((option): [string, ScopeOption[]] => [option, [option]]),
      ['all options', all],
    ])('narrows the policies as buildRoles does: %s', (_name, scope) => {
      const servers = mode === 'private-vpc' ? ['/v/a-UpsolverServerRole-z'] : [];
      const full = { ...FULL_SCOPE, passRoles: servers, instanceProfiles: servers };
      const expected = Object.fromEntries(
        Object.entries(full).filter(([name]) => name === 'accountId' || scope.includes(name as ScopeOption)),
      ) as typeof full;
      const values = { ...VALUES, VpcId: 'vpc-0123456789abcdef0', Path: '/v/', NamePrefix: 'a-', NameSuffix: '-z' };
      expectDeployed(
        deployedRoles(parse(toCloudFormation(mode, { scope })), values),
        buildRoles(mode, { ...PARAMETERS, path: '/v/', namePrefix: 'a-', nameSuffix: '-z', scope: expected }),
      );
    });
  });
});

describe('a template with parameters', () => {
  const template = toCloudFormation('private-vpc');

  it('has no default for account, external ID and organization', () => {
    for (const name of Object.keys(VALUES)) expect(template.Parameters?.[name]).not.toHaveProperty('Default');
    expect(JSON.stringify(template)).not.toMatch(/\d{12}(?!\})/);
  });

  it.each([
    ['TrustedAccountId', ['123456789012'], ['12345678901', '1234567890123', 'abc']],
    ['ExternalId', ['ab', 'a_b=c,d.e@f:g/h-i+j'], ['a b', 'a*']],
    ['OrganizationId', ['acme', PARAMETERS.orgId], ['A', '-a', 'a-', 'a_b', '']],
    [
      'PermissionsBoundary',
      ['', 'Boundary', 'a/b/Boundary'],
      ['/Boundary', 'a b', 'arn:aws:iam::123456789012:policy/x'],
    ],
    ['Path', ['/', '/a/', '/a/b/'], ['', 'a', '/a', '/a b/']],
    ['NamePrefix', ['', 'a-'], ['a b', 'a/']],
  ])('checks %s by its pattern', (name, good, bad) => {
    const { AllowedPattern } = { AllowedPattern: 'none', ...(template.Parameters?.[name] as object) };
    const pattern = new RegExp(AllowedPattern);
    expect(good.filter((value) => !pattern.test(value))).toEqual([]);
    expect(bad.filter((value) => pattern.test(value))).toEqual([]);
  });

  it('groups and labels every parameter, and describes it', () => {
    const { Metadata = {} } = template;
    const { ParameterGroups, ParameterLabels } = Metadata['AWS::CloudFormation::Interface'] as {
      ParameterGroups: { Parameters: string[] }[];
      ParameterLabels: object;
    };
    const names = Object.keys(template.Parameters ?? {});
    expect(ParameterGroups.flatMap(({ Parameters }) => Parameters).toSorted()).toEqual(names.toSorted());
    expect(Object.keys(ParameterLabels).toSorted()).toEqual(names.toSorted());
    for (const parameter of Object.values(template.Parameters ?? {})) expect(parameter).toHaveProperty('Description');
  });

  it('has the ARNs as outputs', () => {
    expect(template.Outputs).toEqual({
      UpsolverManagementRoleArn: {
        Description: 'ARN of UpsolverManagementRole',
        Value: { 'Fn::GetAtt': ['UpsolverManagementRole', 'Arn'] },
      },
      UpsolverServerRoleArn: {
        Description: 'ARN of UpsolverServerRole',
        Value: { 'Fn::GetAtt': ['UpsolverServerRole', 'Arn'] },
      },
      UpsolverServerRoleInstanceProfileArn: {
        Description: 'ARN of the instance profile of UpsolverServerRole',
        Value: { 'Fn::GetAtt': ['UpsolverServerRoleInstanceProfile', 'Arn'] },
      },
    });
  });

  it('has the parameter VpcId only if the scope has vpcId', () => {
    expect(template.Parameters).not.toHaveProperty('VpcId');
    expect(toCloudFormation('private-vpc', { scope: ['vpcId'] }).Parameters).toHaveProperty('VpcId');
  });

  it('is not misled by data that looks like parts of a template', () => {
    const named = toCloudFormation('upsolver-vpc', {
      dataAccess: [{ service: 's3', bucket: 'acme', prefix: '${VpcId}/"Fn::FindInMap":' }],
    });
    expect(named.Parameters).not.toHaveProperty('VpcId');
    expect(named).not.toHaveProperty('Mappings');
  });

  it('is refused if its policies would be too large for a role, and built if they are not', () => {
    const grants = (count: number) =>
      Array.from({ length: count }, (_, n) => ({ service: 's3' as const, bucket: `acme-events-of-team-number-${n}` }));
    const fits = JSON.stringify(toCloudFormation('private-vpc', { dataAccess: grants(50) }));
    for (const { bucket } of grants(50)) expect(fits).toContain(`:s3:::${bucket}"`);
    const [issue, ...rest] = issuesOf(() => toCloudFormation('private-vpc', { dataAccess: grants(100) }));
    expect(rest).toEqual([]);
    expect(issue).toMatchObject({ code: 'over_quota', path: ['options', 'dataAccess'], hint: 'the quota is 10,240' });
    expect(issue?.message).toMatch(
      /^the inline policies of UpsolverServerRole would have \d{2},\d{3} characters, [\d,]+ too many$/,
    );
  });

  it("is within CloudFormation's limits, even with every option", () => {
    // Source: CloudFormation User Guide, "Understand CloudFormation quotas": a template's body, its description, its
    // parameters.
    for (const mode of INTEGRATION_MODES) {
      const largest = toCloudFormation(mode, { scope: all, dataAccess });
      expect(JSON.stringify(largest, undefined, 2).length).toBeLessThan(51_200);
      expect(largest.Description.length).toBeLessThanOrEqual(1024);
      expect(Object.keys(largest.Parameters ?? {}).length).toBeLessThanOrEqual(200);
    }
  });

  it('reports every problem of mode and options', () => {
    const problems = issuesOf(() =>
      toCloudFormation(
        'x' as never,
        {
          scope: ['all' as never],
          tags: { 'aws:a': '' },
          dataAccess: [{ service: 's3', bucket: '*' }],
          orgId: 'x',
        } as never,
      ),
    );
    expect(problems.map(({ code, path }) => [code, path.join('.')])).toEqual([
      ['unknown_value', 'mode'],
      ['invalid_value', 'options.dataAccess.0.bucket'],
      ['unknown_value', 'options.scope.0'],
      ['reserved_name', 'options.tags.aws:a'],
      ['unknown_parameter', 'options.orgId'],
    ]);
  });

  it('keeps one resource of a policy that the caller wrote as one', () => {
    const [role] = buildRoles('upsolver-vpc', PARAMETERS);
    const Statement = [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::data/*' }] as const;
    const own = { name: 'Own', document: { Version: '2012-10-17', Statement } } as const;
    const { Resources } = toCloudFormation([{ ...role!, inlinePolicies: [own] }]);
    const { Policies } = Object.values(Resources)[0]!.Properties as { Policies: object[] };
    expect(Policies).toEqual([{ PolicyName: 'Own', PolicyDocument: own.document }]);
  });

  it('is new at each call', () => {
    Object.values(toCloudFormation('private-vpc').Parameters ?? {}).forEach((parameter) =>
      Object.assign(parameter as object, { Default: 'spoilt' }),
    );
    expect(toCloudFormation('private-vpc')).toStrictEqual(template);
  });
});

it('toCloudFormation refuses a dynamic reference, because CloudFormation would resolve it', () => {
  const grants = [{ service: 's3' as const, bucket: 'acme', prefix: '{{resolve:ssm:/name}}' }];
  const issue = {
    code: 'invalid_value',
    path: [],
    message: 'CloudFormation would resolve `{{resolve:ssm:/name` as a dynamic reference',
    hint: 'use another name, or Terraform',
  };
  expect(issuesOf(() => toCloudFormation(buildRoles('private-vpc', { ...PARAMETERS, dataAccess: grants })))).toEqual([
    issue,
  ]);
  expect(issuesOf(() => toCloudFormation('private-vpc', { dataAccess: grants }))).toEqual([issue]);
});

it('toCloudFormation numbers several roles of the same kind', () => {
  const roles = ['a-', 'b-'].flatMap((namePrefix) => buildRoles('private-vpc', { ...PARAMETERS, namePrefix }));
  expect(Object.keys(toCloudFormation(roles).Resources)).toEqual([
    'UpsolverManagementRole',
    'UpsolverServerRole',
    'UpsolverServerRoleInstanceProfile',
    'UpsolverManagementRole2',
    'UpsolverServerRole2',
    'UpsolverServerRole2InstanceProfile',
  ]);
});
