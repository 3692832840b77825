import { describe, expect, it } from 'vitest';
import { stackSetFiles } from '../../../src/cli/config/stackset.js';
import type { PolicyDocument } from '../../../src/iam/index.js';
import { buildRoles, INTEGRATION_MODES, type IntegrationMode } from '../../../src/index.js';
import { athenaValues } from '../../../src/render/cloudformation/athena.js';
import { cloudFormationTemplate } from '../../../src/render/cloudformation/index.js';
import { ATHENA_PARTS } from '../../../src/upsolver/catalogue/athena.js';
import { resolveTemplate } from '../../render/cloudformation/resolve-template.js';
import { DEFAULTS, entriesOf, linesOf } from './config-text.js';

const [FIRST, SECOND] = ['444455556666', '444455556667'];
const keyIn = (account: string, region = 'us-east-1'): string => `arn:aws:kms:${region}:${account}:key/catalog`;
const results = { bucket: 'acme-results' };

/** Settings of two accounts that can share a template. */
const CASES = {
  'reading with managed results': [
    { databases: [{ name: 'sales', access: 'read' }], results: 'managed' },
    { databases: [{ name: 'raw', access: 'read', tables: ['a.b', 'c'] }], results: 'managed', workgroup: 'other' },
  ],
  'writing, with and without tables that are only read': [
    { databases: [{ name: 'lake', access: 'write' }], results },
    {
      databases: [
        { name: 'sales', access: 'read', tables: ['orders'] },
        { name: 'lake', access: 'write', tables: ['clicks', 'views'] },
      ],
      results: { bucket: 'other-results', prefix: 'upsolver/eu' },
    },
  ],
  everything: [FIRST, SECOND].map((account) => ({
    databases: [
      { name: `read-${account}`, access: 'read' },
      { name: 'lake', access: 'write' },
    ],
    results: { bucket: `results-${account}`, prefix: 'queries/' },
    catalogKey: keyIn(account),
    listDatabases: true,
    listWorkgroups: true,
    createDatabases: true,
    dropDatabases: true,
    lakeFormation: true,
  })),
  'ten entries': [
    { databases: Array.from({ length: 10 }, (_, n) => ({ name: `d${n}`, access: 'read' })), results },
    { databases: [{ name: 'one', access: 'read', tables: ['a'] }], results, listDatabases: false },
  ],
} as const;
const ROWS = Object.entries(CASES).flatMap(([name, both]) =>
  INTEGRATION_MODES.flatMap((mode) =>
    // Too much for a single role: see below.
    name === 'everything' && mode === 'upsolver-vpc' ? [] : [[name, mode, both] as const],
  ),
);

const filesFor = (first: object | undefined, second: object | undefined, mode: IntegrationMode = 'private-vpc') => {
  const settings = (athena: object | undefined) => (athena === undefined ? null : { athena });
  const accounts = { [FIRST]: settings(first), [SECOND]: settings(second) };
  const entries = entriesOf({ defaults: { ...DEFAULTS, mode }, accounts });
  return { entries, ...stackSetFiles(entries) };
};
const linesFor = (first: object | undefined, second: object | undefined): string[] =>
  linesOf(filesFor(first, second).problems);

/** A policy with its resources in order and each once: IAM reads what is listed twice as listed once. */
const normal = ({ Statement, ...rest }: PolicyDocument): unknown => ({
  ...rest,
  Statement: Statement.map((statement) => ({
    ...statement,
    Resource: [...new Set([statement.Resource].flat())].toSorted(),
  })),
});

describe('a StackSet with databases', () => {
  it.each(ROWS)('grants in each account what its own roles grant: %s, %s', (_name, mode, both) => {
    const { entries, files, problems } = filesFor(both[0], both[1], mode);
    expect(problems).toEqual([]);
    const [template, ...overrides] = files.map(({ text }) => JSON.parse(text) as unknown);
    expect(overrides).toHaveLength(2);
    for (const [index, { accountId, region, parameters }] of entries.entries()) {
      const list = overrides[index] as { ParameterKey: string; ParameterValue: string }[];
      const values = Object.fromEntries(list.map(({ ParameterKey, ParameterValue }) => [ParameterKey, ParameterValue]));
      const place = { 'AWS::AccountId': accountId, 'AWS::Region': region };
      const deployed = Object.values(resolveTemplate(template, { ...values, ...place })).filter(({ Type }) =>
        Type.endsWith('::Role'),
      );
      expect(
        deployed.map(({ Properties }) => ({
          managed: Properties['ManagedPolicyArns'],
          policies: (Properties['Policies'] as { PolicyName: string; PolicyDocument: PolicyDocument }[]).map(
            ({ PolicyName, PolicyDocument }) => [PolicyName, normal(PolicyDocument)],
          ),
        })),
      ).toEqual(
        buildRoles(mode, parameters).map(({ managedPolicyArns, inlinePolicies }) => ({
          managed: managedPolicyArns,
          policies: inlinePolicies.map(({ name, document }) => [name, normal(document)]),
        })),
      );
    }
  });

  it('refuses what IAM would refuse, because the template repeats tables', () => {
    const [first, second] = CASES.everything;
    const { entries, files, problems } = filesFor(first, second, 'upsolver-vpc');
    expect(files).toEqual([]);
    const size = (documents: unknown): number => JSON.stringify(documents).replaceAll(/\s/g, '').length;
    const [{ parameters }] = entries as [(typeof entries)[number]];
    const { orgId, trustedAccountId, externalId, athena } = parameters;
    const values = Object.fromEntries(
      Object.entries(athenaValues(athena!)).map(([name, value]) => [name, [value].flat().join(',')]),
    );
    const deployed = resolveTemplate(cloudFormationTemplate('upsolver-vpc', { athena: [...ATHENA_PARTS] }), {
      OrganizationId: orgId,
      TrustedAccountId: trustedAccountId,
      ExternalId: String(externalId),
      ...values,
    });
    const policies = deployed['UpsolverRole']!.Properties['Policies'] as { PolicyDocument: PolicyDocument }[];
    const sizes = policies.map(({ PolicyDocument }) => size(PolicyDocument));
    const used = sizes.reduce((sum, each) => sum + each, 0);
    expect(used).toBeGreaterThan(10_240);
    expect(problems.map(({ code, message }) => [code, message])).toEqual(
      [FIRST, SECOND].map(() => [
        'over_quota',
        `the inline policies of UpsolverRole would have ${used.toLocaleString('en')} characters, ${used - 10_240} too many`,
      ]),
    );
  });

  it('has the parameters of each account', () => {
    const { files } = filesFor(...(CASES['writing, with and without tables that are only read'] as [object, object]));
    const [first, second] = files.slice(1).map(({ text }) => {
      const list = JSON.parse(text) as { ParameterKey: string; ParameterValue: string }[];
      return Object.fromEntries(list.map(({ ParameterKey, ParameterValue }) => [ParameterKey, ParameterValue]));
    });
    expect(first).toMatchObject({
      ReadTables: '',
      WriteTables: 'lake/*',
      Workgroup: 'primary',
      ResultBucket: 'acme-results',
      ResultPrefix: '',
    });
    expect(second).toMatchObject({
      ReadTables: 'sales/orders',
      WriteTables: 'lake/clicks,lake/views',
      ResultBucket: 'other-results',
      ResultPrefix: 'upsolver/eu/',
    });
    expect(first).not.toHaveProperty('CatalogKey');
    expect(first).not.toHaveProperty('AthenaTables');
  });

  const read = { databases: [{ name: 'sales', access: 'read' }], results };
  const write = { databases: [{ name: 'sales', access: 'write' }], results };
  const at = `accounts.${SECOND}`;

  it('refuses accounts with other parts, and says which', () => {
    const other = `that of the account \`${FIRST}\``;
    const hint = '(a StackSet has one template; omit `--stackset` to write one for each account)';
    expect(linesFor(read, write)).toEqual([
      `${at}.athena: \`athena\` has other parts than ${other}: also \`write\` ${hint}`,
    ]);
    expect(
      linesFor({ ...write, listDatabases: true }, { ...read, results: 'managed', catalogKey: keyIn(SECOND) }),
    ).toEqual([
      `${at}.athena: \`athena\` has other parts than ${other}: also \`key\`, not \`write\`, \`listDatabases\`, \`bucket\` ${hint}`,
    ]);
    expect(linesFor(write, read)).toEqual([
      `${at}.athena: \`athena\` has other parts than ${other}: not \`write\` ${hint}`,
    ]);
    expect(linesFor(read, undefined)).toEqual([
      `${at}.athena: \`athena\` is missing, and the account \`${FIRST}\` has it ${hint}`,
    ]);
    expect(linesFor(undefined, read)).toEqual([`${at}.athena: the account \`${FIRST}\` has no \`athena\` ${hint}`]);
    expect(linesFor(read, { ...read, listDatabases: false, workgroup: 'other' })).toEqual([]);
  });

  it('refuses names, prefixes and lists that the parameters cannot have, all of them', () => {
    const tables = ['a b', 'größe', 'fine'];
    const bad = {
      databases: [{ name: 'sales', access: 'read', tables }],
      results: { bucket: 'acme-results', prefix: 'a+b' },
    };
    expect(linesFor(read, bad)).toEqual([
      `${at}: \`sales/a b\` is not a value of the parameter \`ReadTables\` (omit \`--stackset\`)`,
      `${at}: \`sales/größe\` is not a value of the parameter \`ReadTables\` (omit \`--stackset\`)`,
      `${at}: \`a+b/\` is not a value of the parameter \`ResultPrefix\` (omit \`--stackset\`)`,
    ]);
  });

  it('refuses more entries than the template uses', () => {
    const eleven = Array.from({ length: 11 }, (_, n) => `t${n}`);
    const many = { databases: [{ name: 'sales', access: 'read', tables: eleven }], results };
    expect(linesFor(read, many)).toEqual([
      `${at}.athena.databases: the parameter \`ReadTables\` would have 11 entries; a StackSet uses 10 ` +
        '(omit `tables` to name whole databases, or omit `--stackset`)',
    ]);
    const both = { ...many, databases: [...many.databases, { name: 'lake', access: 'write', tables: eleven }] };
    expect(linesFor(write, both).map((line) => / `\w+` /.exec(line)?.[0])).toEqual([
      ' `ReadTables` ',
      ' `WriteTables` ',
    ]);
  });

  it('refuses tables that fit into the roles once, but not as often as the template repeats them', () => {
    const long = (access: string) => ({ name: access.padEnd(120, 'x'), access, tables: ['t'.repeat(120)] });
    const large = { databases: [long('read'), long('write')], results };
    expect(linesFor(write, large)).toEqual([
      expect.stringMatching(
        new RegExp(
          `^${at}\\.athena\\.databases: the inline policies of UpsolverServerRole would have [\\d,]+ characters, ` +
            '[\\d,]+ too many \\(omit `--stackset`: its template repeats tables until each list has 10 entries\\)$',
        ),
      ),
    ]);
  });

  it('refuses a list that is longer than a value can be', () => {
    const tables = Array.from({ length: 9 }, (_, n) => `${n}`.padEnd(250, 't'));
    const long = { databases: [{ name: 'd'.repeat(250), access: 'read', tables }], results };
    expect(
      linesFor(read, long).filter((line) => line.includes('is not a value of the parameter `ReadTables`')),
    ).toHaveLength(1);
  });
});
