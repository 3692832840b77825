import { describe, expect, it } from 'vitest';
import { checkLakeFormation } from '../../src/drift/index.js';
import { toBatchGrantPermissionsInputs, toLakeFormationScript } from '../../src/render/aws-sdk/index.js';
import { issuesOf } from '../issues-of.js';
import { GRANTS, grantsOf } from '../render/lake-formation/grants.js';
import { READ, WRITE } from '../upsolver/athena-parameters.js';

type Entry = { Principal: object; Resource: object; Permissions: string[] };

/** The answer of `ListPermissions` after a batch of grants, as AWS returns it: with the resources of the batch. */
const granted = (grants = GRANTS): Entry[] =>
  toBatchGrantPermissionsInputs(grants).flatMap(({ Entries }) => Entries.map(({ Id: _id, ...entry }) => entry));
const page = (entries: Entry[], more: object = {}) => ({ PrincipalResourcePermissions: entries, ...more });

const read = grantsOf(READ);
const [onDefault, onSales, onTables] = granted(read) as [Entry, Entry, Entry];
const group = { DataLakePrincipalIdentifier: 'IAM_ALLOWED_PRINCIPALS' };

describe('checkLakeFormation', () => {
  it('finds everything in the answer after the grants, as a value, as text, or in pages', () => {
    const all = page(granted());
    const inSync = { status: 'inSync', findings: [], missing: [], issues: [] };
    expect(checkLakeFormation(all, GRANTS)).toEqual(inSync);
    expect(checkLakeFormation(JSON.stringify(all), GRANTS)).toEqual(inSync);
    const pages = [page(granted().slice(0, 4), { NextToken: 'x' }), page(granted().slice(4))];
    expect(checkLakeFormation(pages, GRANTS)).toEqual(inSync);
  });

  it('says what is missing, and returns it as grants', () => {
    const report = checkLakeFormation(page([]), GRANTS);
    expect(report.status).toBe('drifted');
    expect(report.missing).toEqual(GRANTS);
    const messages = report.findings.map(({ code, message }) => {
      expect(code).toBe('lakeFormationMissing');
      return message;
    });
    expect(messages.slice(0, 2)).toEqual([
      'Lake Formation does not grant `DESCRIBE` on the database `default` to `UpsolverRole`',
      'Lake Formation does not grant `CREATE_DATABASE` on the Data Catalog to `UpsolverRole`',
    ]);
    expect(messages.join('\n')).toMatch(/on all tables of the database `sales` to/);
    expect(messages.join('\n')).toMatch(/on the table `clicks` of the database `lake` to/);
    expect(messages.at(-1)).toMatch(/on the location `arn:aws:s3:::acme-raw` to/);
    expect(toLakeFormationScript(report.missing)).toBe(toLakeFormationScript(GRANTS));
  });

  it.each(GRANTS.map((grant, index) => [JSON.stringify(grant.resource), index] as const))(
    'notices that the grant on %s alone is missing',
    (_resource, index) => {
      const report = checkLakeFormation(page(granted().toSpliced(index, 1)), GRANTS);
      expect(report.missing).toEqual([GRANTS[index]]);
    },
  );

  it('returns only the permissions that are missing', () => {
    const report = checkLakeFormation(page(granted(read)), grantsOf(WRITE));
    expect(report.missing.map(({ permissions }) => permissions)).toEqual([
      ['CREATE_TABLE', 'ALTER'],
      ['INSERT', 'DELETE', 'ALTER', 'DROP'],
    ]);
  });

  const tables = { DatabaseName: 'sales', Name: 'ALL_TABLES' };
  it.each([
    ['Super', [onDefault, onSales, { ...onTables, Permissions: ['ALL'] }]],
    [
      'several entries',
      [onDefault, onSales, { ...onTables, Permissions: ['SELECT'] }, { ...onTables, Permissions: ['DESCRIBE'] }],
    ],
    [
      'SELECT on all columns, as AWS lists it',
      [
        onDefault,
        onSales,
        { ...onTables, Resource: { Table: tables }, Permissions: ['DESCRIBE'] },
        { ...onTables, Resource: { TableWithColumns: { ...tables, ColumnWildcard: {} } }, Permissions: ['SELECT'] },
      ],
    ],
    [
      'the group of IAM',
      [onDefault, onSales, onTables].map((entry) => ({ ...entry, Principal: group, Permissions: ['ALL'] })),
    ],
  ] as [string, Entry[]][])('accepts %s', (_what, entries) => {
    expect(checkLakeFormation(page(entries), read).status).toBe('inSync');
  });

  it.each([
    [
      'another role',
      { ...onTables, Principal: { DataLakePrincipalIdentifier: 'arn:aws:iam::444455556666:role/Other' } },
    ],
    [
      'another database',
      { ...onTables, Resource: { Table: { ...tables, DatabaseName: 'sales2', TableWildcard: {} } } },
    ],
    ['one table', { ...onTables, Resource: { Table: { DatabaseName: 'sales', Name: 'orders' } } }],
    [
      'all columns but some',
      {
        ...onTables,
        Resource: { TableWithColumns: { ...tables, ColumnWildcard: { ExcludedColumnNames: ['secret'] } } },
      },
    ],
    ['some columns', { ...onTables, Resource: { TableWithColumns: { ...tables, ColumnNames: ['id'] } } }],
    ['the group of IAM with less than Super', { ...onTables, Principal: group, Permissions: ['SELECT', 'DESCRIBE'] }],
    ['no permissions', { ...onTables, Permissions: [] }],
    ['nothing', { ...onTables, Resource: {} }],
    [
      'the tables with the option to grant it only',
      { ...onTables, Permissions: [], PermissionsWithGrantOption: ['SELECT', 'DESCRIBE'] },
    ],
    [
      'cells of a table',
      {
        ...onTables,
        Resource: { DataCellsFilter: { TableCatalogId: '444455556666', ...tables, TableName: 'ALL_TABLES' } },
      },
    ],
    ['a tag', { ...onTables, Resource: { LFTag: { TagKey: 'sales', TagValues: ['ALL_TABLES'] } } }],
    ['a saved expression of tags', { ...onTables, Resource: { LFTagExpression: { Name: 'ALL_TABLES' } } }],
    [
      'cells and tables at once, which AWS never lists',
      { ...onTables, Resource: { Table: { ...tables, TableWildcard: {} }, DataCellsFilter: tables } },
    ],
    [
      'all columns and some, which AWS never lists',
      {
        ...onTables,
        Permissions: ['SELECT', 'DESCRIBE'],
        Resource: { TableWithColumns: { ...tables, ColumnWildcard: {}, ColumnNames: ['id'] } },
      },
    ],
  ] as [string, Entry][])('does not accept what is granted to or on %s', (_what, entry) => {
    const report = checkLakeFormation(page([onDefault, onSales, entry]), read);
    expect(report.missing.map(({ resource }) => resource.kind)).toEqual(['allTables']);
  });

  /** The same entry in the catalog with an ID, or in that of the account without one. */
  const inCatalog = (entry: Entry, id: string | null | undefined): Entry => {
    const [[kind, resource]] = Object.entries(entry.Resource) as [[string, object]];
    return {
      ...entry,
      Resource: { LFTag: null, [kind]: { ...resource, [kind === 'Catalog' ? 'Id' : 'CatalogId']: id } },
    };
  };

  it.each(GRANTS.map((grant, index) => [JSON.stringify(grant.resource), index] as const))(
    'accepts %s in the catalog of the grant only, granted to the role or to the group of IAM',
    (_resource, index) => {
      const all = granted();
      const [entry, grant] = [all[index] as Entry, GRANTS[index] as (typeof GRANTS)[number]];
      const asGroup = { ...entry, Principal: group, Permissions: ['ALL'] };
      for (const each of [entry, asGroup]) {
        for (const id of [undefined, null, grant.catalogId]) {
          const own = checkLakeFormation(page([inCatalog(each, id)]), [grant]);
          expect(own.status, String(id)).toBe('inSync');
        }
        for (const id of ['999999999999', `${grant.catalogId}:s3tablescatalog`, '']) {
          const other = checkLakeFormation(page([inCatalog(each, id)]), [grant]);
          expect(other.missing, id).toEqual([grant]);
        }
      }
    },
  );

  it('does not decide what is granted under a condition', () => {
    const Condition = { Expression: 'context.sourceIp == ip("203.0.113.1")' };
    const [tablesNow, tablesThen] = [
      { ...onTables, Permissions: ['DESCRIBE'] },
      { ...onTables, Permissions: ['SELECT'], Condition },
    ];
    const report = checkLakeFormation(page([onDefault, onSales, tablesNow, tablesThen]), read);
    expect(report).toMatchObject({ status: 'unreadable', missing: [] });
    expect(report.findings.map(({ code, message }) => [code, message])).toEqual([
      [
        'undecided',
        'whether Lake Formation grants `SELECT` on all tables of the database `sales` to `UpsolverRole` ' +
          'is not in the input',
      ],
    ]);
    const without = checkLakeFormation(page([onDefault, onSales, tablesThen]), read);
    expect(without.status).toBe('drifted');
    expect(without.missing.map(({ permissions }) => permissions)).toEqual([['DESCRIBE']]);
    expect(without.findings.map(({ code, expected }) => [code, expected])).toEqual([
      ['lakeFormationMissing', 'DESCRIBE'],
      ['undecided', 'SELECT'],
    ]);
    const always = { ...tablesThen, Condition: null };
    expect(checkLakeFormation(page([onDefault, onSales, tablesNow, always]), read).status).toBe('inSync');
  });

  it('does not call something missing that permissions by tags may grant', () => {
    const tags = { ...onTables, Resource: { LFTagPolicy: { ResourceType: 'TABLE', Expression: [] } } };
    const report = checkLakeFormation(page([onDefault, onSales, tags]), read);
    expect(report).toMatchObject({ status: 'unreadable', missing: [] });
    expect(report.findings.map(({ code, message }) => [code, message])).toEqual([
      [
        'undecided',
        'whether Lake Formation grants `SELECT`, `DESCRIBE` on all tables of the database `sales` to `UpsolverRole` ' +
          'is not in the input',
      ],
    ]);
  });

  it.each([
    ['no JSON', 'not json', 'invalid_json'],
    ['another answer', { Failures: [] }, 'missing'],
    ['an entry without a principal', { PrincipalResourcePermissions: [{}] }, 'missing'],
    ['no pages', [], 'missing'],
    ['a page after which another one follows', page(granted(read), { NextToken: 'x' }), 'missing'],
  ])('is never in sync with %s', (_what, input, code) => {
    const report = checkLakeFormation(input, read);
    expect(report.status).toBe('unreadable');
    expect(report.missing).toEqual([]);
    expect(report.issues[0]).toMatchObject({ code, severity: 'error' });
  });

  it('refuses grants that are none', () => {
    expect(issuesOf(() => checkLakeFormation(page([]), []))).toMatchObject([{ code: 'empty', path: ['grants'] }]);
  });
});
