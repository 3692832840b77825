import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from '@cdktf/hcl2json';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createStackInstancesInput, createStackSetInput } from '../../examples/stacksets/stack-set.js';
import { writeModules } from '../../examples/terraform-module/write-module.js';
import {
  buildRoles,
  INTEGRATION_MODES,
  scopeAll,
  type DeployableRole,
  type IntegrationMode,
  type RoleParameters,
} from '../../src/index.js';
import type { CloudFormationTemplate } from '../../src/render/cloudformation/index.js';
import { deployedRoles as rolesOfStack } from '../render/cloudformation/deployed-roles.js';
import { findingsOf } from '../render/cloudformation/validator.js';
import { expectDeployed, type Deployed } from '../render/deployed.js';
import { deployedRoles as rolesOfConfiguration } from '../render/terraform/deployed-roles.js';
import { EVERYTHING } from '../upsolver/athena-parameters.js';
import { ACCOUNT, having, ORGANIZATION, PARAMETERS } from '../upsolver/role-parameters.js';
import { installRealPackages, type RealPackages } from './real-packages.js';

const { orgId, trustedAccountId, externalId } = PARAMETERS;
const { region } = ORGANIZATION;

/** What the templates narrow the roles to, in the account and the Region in which the tests resolve them. */
const scopeOf = (mode: IntegrationMode) => scopeAll({ accountId: ACCOUNT, region, mode });

describe('examples/stacksets', () => {
  it.each(INTEGRATION_MODES)('deploys exactly the roles to an account: %s', (mode) => {
    const { TemplateBody, Parameters } = createStackSetInput({ mode, orgId, trustedAccountId, externalId });
    const template = JSON.parse(TemplateBody) as CloudFormationTemplate;
    const values = Object.fromEntries(
      Parameters.map(({ ParameterKey, ParameterValue }) => [ParameterKey, ParameterValue]),
    );
    const names = Object.keys(template.Parameters ?? {});
    expect(Object.keys(values).filter((name) => !names.includes(name))).toEqual([]);
    expectDeployed(rolesOfStack(template, values), buildRoles(mode, having({ scope: scopeOf(mode) })));
  });

  it.each(INTEGRATION_MODES)("has a template that AWS's validator accepts, of a size that can be sent: %s", (mode) => {
    const { TemplateBody } = createStackSetInput({ mode, orgId, trustedAccountId, externalId });
    // Source: CloudFormation API Reference, CreateStackSet: TemplateBody has at most 51,200 bytes.
    expect(Buffer.byteLength(TemplateBody)).toBeLessThan(51_200);
    expect(findingsOf(TemplateBody)).toEqual([]);
  });

  it('deploys to one Region', () => {
    expect(createStackInstancesInput(['ou-ab12-cdefgh34'], region)).toMatchObject({
      DeploymentTargets: { OrganizationalUnitIds: ['ou-ab12-cdefgh34'] },
      Regions: [region],
    });
  });
});

describe('examples/terraform-module', () => {
  const folder = mkdtempSync(join(tmpdir(), 'modules-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const modules = writeModules(folder);
  const read = (module: string): { variable: Record<string, { default?: unknown }>; output: object } =>
    JSON.parse(readFileSync(join(module, 'main.tf.json'), 'utf8')) as ReturnType<typeof read>;

  it.each(INTEGRATION_MODES.map((mode, index) => [mode, modules[index]!] as const))(
    'creates exactly the roles: %s',
    (mode, module) => {
      const variables = {
        organization_id: orgId,
        trusted_account_id: trustedAccountId,
        external_ids: [externalId, 'second'],
        name_prefix: 'prod-',
      };
      const scope = scopeAll({ accountId: ACCOUNT, region, mode, namePrefix: 'prod-' });
      const roles = buildRoles(mode, having({ externalId: [externalId, 'second'], namePrefix: 'prod-', scope }));
      expectDeployed(rolesOfConfiguration(read(module), variables), roles);
    },
  );

  it('is called in its page with all variables that it requires, none that it lacks, and an output', async () => {
    const page = readFileSync('examples/terraform-module/README.md', 'utf8');
    const [, hcl = ''] = /```hcl\n(.*?)```/s.exec(page) ?? [];
    const called = (await parse('main.tf', hcl)) as {
      module: { upsolver: [{ source: string } & Record<string, unknown>] };
      output: Record<string, [{ value: string }]>;
    };
    const [{ source, ...variables }] = called.module.upsolver;
    const { variable, output } = read(join(folder, source.replace('./modules/', '')));
    expect(Object.keys(variables).filter((name) => !(name in variable))).toEqual([]);
    const required = Object.entries(variable).filter(([, block]) => !('default' in block));
    expect(required.map(([name]) => name).filter((name) => !(name in variables))).toEqual([]);
    const values = Object.values(called.output).map(([{ value }]) => value);
    expect(values.map((value) => value.replace(/^\$\{module\.upsolver\.(\w+)\}$/, '$1'))).toEqual(
      Object.keys(output).slice(0, 1),
    );
  });
});

describe('the pages of the examples', () => {
  const folders = readdirSync('examples', { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const pages = folders
    .map(({ name }) => join('examples', name))
    .filter((folder) => readdirSync(folder).includes('README.md'));

  it.each(pages)('use only names that exist: %s', (folder) => {
    const page = readFileSync(join(folder, 'README.md'), 'utf8');
    const imports = [...page.matchAll(/import \{ ([^}]+) \} from '\.\/([\w-]+)\.js'/g)];
    for (const [, names = '', file = ''] of imports) {
      const source = readFileSync(join(folder, `${file}.ts`), 'utf8');
      for (const name of names.split(', '))
        expect(source).toMatch(RegExp(`^export (?:class|function|type) ${name}\\b`, 'm'));
    }
    for (const [, target = ''] of page.matchAll(/\]\((?!https?:)([^)#]+)\)/g)) {
      expect(() => readFileSync(join(folder, target))).not.toThrow();
    }
  });

  it('are at least those of the kits', () => expect(pages.length).toBeGreaterThan(3));
});

/** Roles with everything that they can have, and those of Upsolver's documentation. */
const CASES = INTEGRATION_MODES.flatMap((mode): [IntegrationMode, RoleParameters][] => [
  [mode, PARAMETERS],
  [
    mode,
    having({
      externalId: ['one', 'two'],
      dataAccess: [{ service: 's3', bucket: 'acme-events', prefix: 'clicks/', write: true }],
      athena: EVERYTHING,
      scope: scopeAll({ accountId: ACCOUNT, region, mode, path: '/upsolver/', namePrefix: 'prod-' }),
      permissionsBoundaryArn: `arn:aws:iam::${ACCOUNT}:policy/boundary`,
      path: '/upsolver/',
      namePrefix: 'prod-',
      tags: { Vendor: 'Upsolver', Team: 'data' },
      maxSessionDuration: 7200,
    }),
  ],
]);

describe('the examples with the real packages', () => {
  let packages: RealPackages;
  beforeAll(() => void (packages = installRealPackages()), 600_000);
  afterAll(() => packages.remove(), 120_000);

  it('compile', () => expect(packages.compile()).toBe(''), 300_000);

  it('AWS CDK synthesizes exactly the roles', () => {
    const made = packages.run('cdk', CASES) as {
      template: CloudFormationTemplate;
      synthesized: CloudFormationTemplate;
    }[];
    expect(made).toHaveLength(CASES.length);
    CASES.forEach(([mode, parameters], index) => {
      const { template, synthesized } = made[index]!;
      expect(synthesized.Resources).toEqual(template.Resources);
      const roles = buildRoles(mode, parameters);
      expectDeployed(rolesOfStack(template), roles);
      const profiles = roles.filter(({ instanceProfile }) => instanceProfile !== undefined);
      expect(Object.keys(template.Resources)).toHaveLength(roles.length + profiles.length);
    });
  }, 300_000);

  it('Pulumi registers exactly the roles', () => {
    const made = packages.run('pulumi', CASES) as PulumiResource[][];
    expect(made).toHaveLength(CASES.length);
    CASES.forEach(([mode, parameters], index) =>
      expectDeployed(
        rolesOfPulumi(made[index]!),
        [...buildRoles(mode, parameters)].map((role: DeployableRole) => inOrder(role)),
      ),
    );
  }, 300_000);
});

type PulumiResource = { type: string; name: string; inputs: Record<string, unknown> };

/** Resources are registered in any order. */
function inOrder<Role extends Pick<Deployed, 'managedPolicyArns' | 'inlinePolicies'>>(role: Role): Role {
  const inlinePolicies = role.inlinePolicies.toSorted((one, other) => one.name.localeCompare(other.name));
  return { ...role, managedPolicyArns: role.managedPolicyArns.toSorted(), inlinePolicies };
}

/** The roles that resources make, all of which have to belong to one. */
function rolesOfPulumi(resources: readonly PulumiResource[]): Deployed[] {
  // The resources accept objects: the provider writes them as JSON.
  const copied = (document: unknown): never => structuredClone(document) as never;
  const of = (kind: string): Record<string, unknown>[] =>
    resources.filter(({ type }) => type.endsWith(`:${kind}`)).map(({ inputs }) => inputs);
  const kinds = ['Role', 'RolePolicy', 'RolePolicyAttachment', 'InstanceProfile'];
  expect(kinds.flatMap(of)).toHaveLength(resources.length);
  const roles = of('Role');
  const names = new Set(roles.map(({ name }) => name));
  expect(
    kinds
      .slice(1)
      .flatMap(of)
      .filter(({ role }) => !names.has(role)),
  ).toEqual([]);
  const deployed = roles.map((role): Deployed => {
    const own = (kind: string) => of(kind).filter((inputs) => inputs['role'] === role['name']);
    const [profile] = own('InstanceProfile');
    if (profile !== undefined) expect(profile['tags']).toEqual(role['tags']);
    return {
      name: role['name'] as string,
      description: role['description'],
      path: role['path'],
      maxSessionDuration: role['maxSessionDuration'],
      boundary: role['permissionsBoundary'],
      tags: role['tags'] as Record<string, string>,
      trustPolicy: copied(role['assumeRolePolicy']),
      managedPolicyArns: own('RolePolicyAttachment').map(({ policyArn }) => policyArn as string),
      inlinePolicies: own('RolePolicy').map(({ name, policy }) => ({ name: name as string, document: copied(policy) })),
      instanceProfile: profile && { name: profile['name'], path: profile['path'] },
    };
  });
  return deployed.map(inOrder).toSorted((one, other) => one.name.localeCompare(other.name));
}
