import { parse } from '@cdktf/hcl2json';
import { describe, expect, it } from 'vitest';
import {
  buildRoles,
  INTEGRATION_MODES,
  SCOPE_OPTIONS,
  type RoleParameters,
  type ScopeOption,
} from '../../../src/index.js';
import { toTerraform, type TemplateOptions } from '../../../src/render/terraform/index.js';
import { issuesOf } from '../../issues-of.js';
import { ACCOUNT, FULL_SCOPE, PARAMETERS } from '../../upsolver/role-parameters.js';
import { HOSTILE_TEXTS, RENDER_CASES, RENDER_ROWS } from '../cases.js';
import { expectDeployed } from '../deployed.js';
import { deployedRoles } from './deployed-roles.js';

it.each(RENDER_ROWS)('a configuration of fixed roles creates exactly these roles: %s', (_name, roles) => {
  const configuration = toTerraform(roles);
  expectDeployed(deployedRoles(configuration), roles);
  expect(configuration).not.toHaveProperty('variable');
  const count = Object.values(configuration.resource).flatMap((blocks) => Object.keys(blocks)).length;
  expect(count).toBe(
    roles.reduce(
      (sum, role) =>
        sum + 1 + role.inlinePolicies.length + role.managedPolicyArns.length + (role.instanceProfile ? 1 : 0),
      0,
    ),
  );
});

const VALUES = {
  organization_id: PARAMETERS.orgId,
  trusted_account_id: PARAMETERS.trustedAccountId,
  external_ids: ['one', 'two'],
};
const dataAccess: RoleParameters['dataAccess'] = [
  { service: 's3', bucket: 'acme-events', prefix: '${aws:username}/"\'\\größe/%{if}', write: true },
];

type VariableCase = {
  name: string;
  options: TemplateOptions;
  values: Record<string, unknown>;
  roles: Partial<RoleParameters>;
};
const variableCases: VariableCase[] = [
  { name: 'defaults', options: {}, values: {}, roles: {} },
  {
    name: 'without Athena',
    options: {},
    values: { athena_tables: false },
    roles: { features: { athenaTables: false } },
  },
  {
    name: 'without streams',
    options: {},
    values: { kinesis_streams: false },
    roles: { features: { kinesisStreams: false } },
  },
  {
    name: 'without bucket',
    options: {},
    values: { dedicated_bucket: false },
    roles: { features: { dedicatedBucket: false } },
  },
  {
    name: 'names, session, boundary, tags',
    options: { tags: { Vendor: 'Upsolver' } },
    values: {
      name_prefix: 'prod-',
      name_suffix: '.eu',
      path: '/vendors/',
      max_session_duration: 7200,
      permissions_boundary_arn: `arn:aws:iam::${ACCOUNT}:policy/Boundary`,
    },
    roles: {
      namePrefix: 'prod-',
      nameSuffix: '.eu',
      path: '/vendors/',
      maxSessionDuration: 7200,
      permissionsBoundaryArn: `arn:aws:iam::${ACCOUNT}:policy/Boundary`,
      tags: { Vendor: 'Upsolver' },
    },
  },
  {
    name: 'other tags',
    options: { tags: { Vendor: 'Upsolver' } },
    values: { tags: { Team: 'data' } },
    roles: { tags: { Team: 'data' } },
  },
  { name: 'data access', options: { dataAccess }, values: {}, roles: { dataAccess } },
];

describe.each(INTEGRATION_MODES)('a configuration with variables for %s', (mode) => {
  it.each(variableCases.map((each) => [each.name, each] as const))(
    'creates the roles that buildRoles returns for the same values: %s',
    (_name, { options, values, roles }) => {
      const expected = buildRoles(mode, { ...PARAMETERS, externalId: ['one', 'two'], ...roles });
      expectDeployed(deployedRoles(toTerraform(mode, options), { ...VALUES, ...values }), expected);
    },
  );

  it.each<[name: string, scope: ScopeOption[]]>([
    ...SCOPE_OPTIONS.map((option): [string, ScopeOption[]] => [option, [option]]),
    ['all options', [...SCOPE_OPTIONS]],
  ])('narrows the policies as buildRoles does: %s', (_name, scope) => {
    const servers = mode === 'private-vpc' ? ['/v/a-UpsolverServerRole-z'] : [];
    const full = { ...FULL_SCOPE, passRoles: servers, instanceProfiles: servers };
    const expected = Object.fromEntries(
      Object.entries(full).filter(([name]) => name === 'accountId' || scope.includes(name as ScopeOption)),
    ) as typeof full;
    const values = { ...VALUES, vpc_id: 'vpc-0123456789abcdef0', path: '/v/', name_prefix: 'a-', name_suffix: '-z' };
    expectDeployed(
      deployedRoles(toTerraform(mode, { scope }), values),
      buildRoles(mode, {
        ...PARAMETERS,
        externalId: ['one', 'two'],
        path: '/v/',
        namePrefix: 'a-',
        nameSuffix: '-z',
        scope: expected,
      }),
    );
  });

  it('has no default for account, external IDs and organization', () => {
    const { variable = {} } = toTerraform(mode);
    for (const name of Object.keys(VALUES)) expect(variable[name]).not.toHaveProperty('default');
    for (const block of Object.values(variable)) expect(block).toHaveProperty('description');
  });
});

describe('the validation of a variable', () => {
  const { variable = {} } = toTerraform('private-vpc', { scope: ['vpcId'] });

  it.each([
    ['organization_id', ['acme', PARAMETERS.orgId], ['A', '-a', 'a-', 'a_b', '']],
    ['trusted_account_id', ['123456789012'], ['12345678901', '1234567890123', 'abc']],
    ['external_ids', ['ab', 'a_b=c,d.e@f:g/h-i+j'], ['a', 'a b', 'a*']],
    [
      'permissions_boundary_arn',
      ['arn:aws:iam::123456789012:policy/x', 'arn:aws-cn:iam::aws:policy/x'],
      ['x', 'arn:aws:iam::123456789012:role/x'],
    ],
    ['path', ['/', '/a/', '/a/b/'], ['', 'a', '/a', '/a b/']],
    ['name_prefix', ['', 'a-'], ['a b', 'a/']],
    ['name_suffix', ['', '-z'], ['a b', 'a/']],
    ['vpc_id', ['vpc-0123456789abcdef0'], ['vpc-', 'subnet-1', 'vpc-0123456789abcdefg']],
  ])('accepts good values of %s and refuses bad ones', (name, good, bad) => {
    const [{ condition = '' } = {}] = (variable[name] as { validation: { condition: string }[] }).validation;
    const pattern = new RegExp(JSON.parse(/regex\(("(?:[^"\\]|\\.)*")/.exec(condition)?.[1] ?? '') as string);
    expect(good.filter((value) => !pattern.test(value))).toEqual([]);
    expect(bad.filter((value) => pattern.test(value))).toEqual([]);
  });
});

/** Every text of a value, keys among them. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return [...(Array.isArray(value) ? [] : Object.keys(value)), ...Object.values(value).flatMap(textsIn)];
}

/** A second opinion: HashiCorp's own parser, on each text as Terraform would read it. */
describe("HashiCorp's parser", () => {
  // A here-document holds a template as it is, as a text of JSON does once it has been read.
  const asHcl = (texts: readonly string[]): string =>
    texts.map((text, index) => `x${index} = <<END_OF_TEXT\n${text}\nEND_OF_TEXT\n`).join('');

  it.each(INTEGRATION_MODES)('parses every template and expression of mode %s', async (mode) => {
    const texts = textsIn(toTerraform(mode, { scope: [...SCOPE_OPTIONS], dataAccess, tags: { a: 'b' } }));
    expect(texts.length).toBeGreaterThan(200);
    expect(Object.keys(await parse('t.tf', asHcl(texts)))).toHaveLength(texts.length);
  });

  it('parses every hostile text', async () => {
    const texts = RENDER_CASES.flatMap(({ roles }) => textsIn(toTerraform(roles)));
    expect(Object.keys(await parse('t.tf', asHcl(texts)))).toHaveLength(texts.length);
  });

  it('refuses a template that is not closed, and a directive', async () => {
    await expect(parse('t.tf', asHcl(['${var.x']))).rejects.toThrow();
    await expect(parse('t.tf', asHcl(['%{if}']))).rejects.toThrow();
  });
});

it('toTerraform escapes what Terraform would read as a template', () => {
  const role = RENDER_CASES.find(({ name }) => name.includes('hostile'))?.roles ?? [];
  const texts = textsIn(toTerraform(role).locals).filter((text) => text.startsWith('arn:aws:s3:::acme'));
  expect(texts).toHaveLength(HOSTILE_TEXTS.length * 2 * 3);
  expect(texts).toContain('arn:aws:s3:::acme/$${aws:username}');
  expect(texts).toContain('arn:aws:s3:::acme/%%{if}');
});

it('toTerraform reports every problem of mode and options', () => {
  expect(
    issuesOf(() => toTerraform('x' as never, { scope: ['x'] } as never)).map(({ path }) => path.join('.')),
  ).toEqual(['mode', 'options.scope.0']);
});
