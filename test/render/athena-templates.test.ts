import { describe, expect, it } from 'vitest';
import type { PolicyDocument } from '../../src/iam/index.js';
import {
  buildRoles,
  INTEGRATION_MODES,
  type AthenaParameters,
  type AthenaPart,
  type DeployableRole,
  type IntegrationMode,
} from '../../src/index.js';
import { cloudFormationTemplate } from '../../src/render/cloudformation/index.js';
import { terraformConfiguration } from '../../src/render/terraform/index.js';
import { issuesOf } from '../issues-of.js';
import { CATALOG_KEY } from '../upsolver/athena-parameters.js';
import { ACCOUNT, having, PARAMETERS } from '../upsolver/role-parameters.js';
import { resolveTemplate } from './cloudformation/resolve-template.js';
import { findingsOf } from './cloudformation/validator.js';
import { evaluateConfiguration } from './terraform/evaluate-configuration.js';

type Case = { parts: AthenaPart[]; athena: AthenaParameters };

const results = { bucket: 'acme-results', prefix: 'upsolver/eu/' };
const read = [
  { name: 'sales', access: 'read', tables: ['orders', 'customers'] },
  { name: 'public', access: 'read' },
] as const;
const write = [
  { name: 'lake', access: 'write', tables: ['clicks'] },
  { name: 'marts', access: 'write' },
] as const;
const flags = {
  listDatabases: true,
  listWorkgroups: true,
  createDatabases: true,
  dropDatabases: true,
  lakeFormation: true,
};
const base = { accountId: ACCOUNT, workgroup: 'primary' };

const CASES: Record<string, Case> = {
  'reading with managed results': { parts: [], athena: { ...base, databases: read, results: 'managed' } },
  'reading one table': {
    parts: ['bucket'],
    athena: { ...base, databases: [{ name: 'a', access: 'read', tables: ['b'] }], results: { bucket: 'acme-results' } },
  },
  'reading and writing': { parts: ['write', 'bucket'], athena: { ...base, databases: [...read, ...write], results } },
  'writing alone': { parts: ['write', 'bucket'], athena: { ...base, databases: write, results } },
  everything: {
    parts: ['write', 'bucket', 'key', ...(Object.keys(flags) as AthenaPart[])],
    athena: {
      ...base,
      ...flags,
      workgroup: 'upsolver',
      databases: [...read, ...write],
      results,
      catalogKey: CATALOG_KEY,
    },
  },
};
const ROWS = Object.entries(CASES).flatMap(([name, each]) =>
  INTEGRATION_MODES.map((mode) => [name, mode, each] as const),
);

/** `sales/orders,public/*`, as a list of CloudFormation. */
const listOf = ({ databases }: AthenaParameters, access: string): string =>
  databases
    .filter((database) => database.access === access)
    .flatMap(({ name, tables = ['*'] }) => tables.map((table) => `${name}/${table}`))
    .join(', ');

/** A policy with its resources in order and each once: IAM reads what is listed twice as listed once. */
const normal = ({ Statement }: PolicyDocument): unknown =>
  Statement.map((statement) => ({ ...statement, Resource: [...new Set([statement.Resource].flat())].toSorted() }));

const expectedPolicies = (mode: IntegrationMode, athena: AthenaParameters): unknown =>
  (buildRoles(mode, having({ athena })) as DeployableRole[]).flatMap(({ inlinePolicies }) =>
    inlinePolicies.map(({ name, document }) => [name, normal(document)]),
  );

const common = {
  OrganizationId: PARAMETERS.orgId,
  TrustedAccountId: PARAMETERS.trustedAccountId,
  ExternalId: PARAMETERS.externalId,
};

describe('a CloudFormation template with lists of tables', () => {
  const valuesOf = ({ parts, athena }: Case): Record<string, string> => ({
    ...common,
    ...(listOf(athena, 'read') !== '' && { ReadTables: listOf(athena, 'read') }),
    ...(parts.includes('write') && { WriteTables: listOf(athena, 'write') }),
    Workgroup: athena.workgroup as string,
    ...(athena.results !== 'managed' && {
      ResultBucket: athena.results.bucket,
      ResultPrefix: athena.results.prefix ?? '',
    }),
    ...(athena.catalogKey !== undefined && { CatalogKey: athena.catalogKey }),
  });

  it.each(ROWS)('grants for given values what the fixed template grants: %s, %s', (_name, mode, each) => {
    const template = cloudFormationTemplate(mode, { athena: each.parts });
    const resources = Object.values(resolveTemplate(template, valuesOf(each))).filter(({ Type }) =>
      Type.endsWith('::Role'),
    );
    const policies = resources.flatMap(({ Properties }) =>
      (Properties['Policies'] as { PolicyName: string; PolicyDocument: PolicyDocument }[]).map((policy) => [
        policy.PolicyName,
        normal(policy.PolicyDocument),
      ]),
    );
    expect(policies).toEqual(expectedPolicies(mode, each.athena));
    expect(JSON.stringify(resources)).not.toContain('AmazonAthenaFullAccess');
  });

  it('takes ten entries, in any order, and no other than it can hold', () => {
    const parts: AthenaPart[] = ['bucket'];
    const template = cloudFormationTemplate('upsolver-vpc', { athena: parts });
    const databases = Array.from({ length: 10 }, (_, n) => ({ name: `d${n}`, access: 'read' as const }));
    const athena: AthenaParameters = { ...base, databases, results };
    const resolved = resolveTemplate(template, valuesOf({ parts, athena }));
    for (const { name } of databases) expect(JSON.stringify(resolved)).toContain(`:table/${name}/*"`);
    for (const bad of ['sales', 'hive.sales/a', 'Sales/a', 'sales/*/x', '*/a', 'a/b*', '${x}/y', '']) {
      expect(() => resolveTemplate(template, { ...valuesOf({ parts, athena }), ReadTables: bad }), bad).toThrow();
    }
  });

  it.each(ROWS)(
    'passes the validator of AWS: %s, %s',
    (_name, mode, { parts }) => {
      const text = JSON.stringify(cloudFormationTemplate(mode, { athena: parts }));
      expect(findingsOf(text)).toEqual([]);
      // What CreateStack accepts without a bucket. Source: CloudFormation User Guide, "Quotas".
      expect(text.length).toBeLessThanOrEqual(51_200);
    },
    120_000,
  );

  it('has parameters for what it names, in a group of their own, and none for the feature that is replaced', () => {
    const { Parameters, Metadata, Conditions } = cloudFormationTemplate('private-vpc', {
      athena: CASES['everything']!.parts,
    });
    const names = ['ReadTables', 'WriteTables', 'Workgroup', 'ResultBucket', 'ResultPrefix', 'CatalogKey'];
    expect(Object.keys(Parameters)).toEqual(expect.arrayContaining(names));
    expect(Object.keys(Parameters)).not.toContain('AthenaTables');
    expect(Object.keys(Conditions).join()).not.toMatch(/AthenaTables/);
    const { ParameterGroups, ParameterLabels } = Metadata['AWS::CloudFormation::Interface'] as unknown as {
      ParameterGroups: { Label: { default: string }; Parameters: string[] }[];
      ParameterLabels: Record<string, { default: string }>;
    };
    expect(ParameterGroups.find(({ Label }) => Label.default === 'Athena')?.Parameters).toEqual(names);
    for (const name of names) expect(ParameterLabels[name]?.default).toMatch(/^[A-Z]/);
    expect(Object.keys(cloudFormationTemplate('private-vpc', { athena: [] }).Parameters)).not.toContain('WriteTables');
  });

  it('keeps the other features open', () => {
    const template = cloudFormationTemplate('private-vpc', { athena: [] });
    const values = { ...valuesOf(CASES['reading with managed results'] as Case), KinesisStreams: 'false' };
    const text = JSON.stringify(resolveTemplate(template, values));
    expect(text).not.toContain('"listStreams"');
    expect(text).toContain('"listBuckets"');
  });
});

describe('a Terraform configuration with databases', () => {
  it.each(ROWS)('grants for given values what the fixed configuration grants: %s, %s', (_name, mode, each) => {
    const { parts, athena } = each;
    const variables = {
      organization_id: PARAMETERS.orgId,
      trusted_account_id: PARAMETERS.trustedAccountId,
      external_ids: [PARAMETERS.externalId],
      athena_databases: athena.databases.map(({ tables = ['*'], ...database }) => ({ ...database, tables })),
      workgroup: athena.workgroup,
      ...(athena.results !== 'managed' && {
        result_bucket: athena.results.bucket,
        result_prefix: athena.results.prefix ?? '',
      }),
      ...(athena.catalogKey !== undefined && { catalog_key: athena.catalogKey }),
    };
    const resources = evaluateConfiguration(terraformConfiguration(mode, { athena: parts }), variables);
    const policies = resources
      .filter(({ type }) => type === 'aws_iam_role_policy')
      .map(({ values }) => [values['name'], normal(JSON.parse(String(values['policy'])) as PolicyDocument)]);
    const byName = (list: unknown): unknown[] =>
      (list as unknown[][]).toSorted((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1));
    expect(byName(policies)).toEqual(byName(expectedPolicies(mode, athena)));
    expect(JSON.stringify(resources)).not.toContain('AmazonAthenaFullAccess');
  });

  it('has a variable for the databases, checked as a whole, and none for the feature that is replaced', () => {
    const { variable } = terraformConfiguration('private-vpc', { athena: ['write'] });
    expect(Object.keys(variable)).toEqual(expect.arrayContaining(['athena_databases', 'workgroup']));
    expect(Object.keys(variable)).not.toContain('athena_tables');
    const { type, validation } = variable['athena_databases'] as { type: string; validation: { condition: string }[] };
    expect(type).toBe('list(object({ name = string, access = string, tables = optional(list(string), ["*"]) }))');
    expect(validation[0]?.condition).toContain('contains(["read","write"], database.access)');
    const reading = terraformConfiguration('private-vpc', { athena: [] }).variable['athena_databases'];
    expect(JSON.stringify(reading)).toContain(String.raw`contains([\"read\"], database.access)`);
  });
});

describe('the option `athena` of a template', () => {
  it.each([
    [['createDatabases'], 0],
    [['bucket', 'dropDatabases'], 1],
  ] as [AthenaPart[], number][])('refuses %j, which needs `write`', (athena, index) => {
    expect(issuesOf(() => cloudFormationTemplate('private-vpc', { athena }))).toEqual([
      {
        code: 'conflicting_elements',
        path: ['options', 'athena', index],
        message: `\`${athena[index]}\` has no effect without \`write\``,
      },
    ]);
  });

  it('refuses a part that does not exist', () => {
    expect(issuesOf(() => terraformConfiguration('private-vpc', { athena: ['read' as never] }))).toMatchObject([
      { code: 'unknown_value', path: ['options', 'athena', 0] },
    ]);
  });
});
