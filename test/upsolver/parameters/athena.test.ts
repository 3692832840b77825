import { describe, expect, it } from 'vitest';
import {
  buildAthenaPolicy,
  buildRoles,
  buildServerPolicy,
  buildUpsolverPolicy,
  roleParametersSchema,
  type AthenaParameters,
} from '../../../src/index.js';
import { issuesOf } from '../../issues-of.js';
import { EVERYTHING, READ, WRITE } from '../athena-parameters.js';
import { ACCOUNT, having, ORGANIZATION } from '../role-parameters.js';

const { orgId, region } = ORGANIZATION;
const refuse = (more: object, where: object = { region }): ReturnType<typeof issuesOf> =>
  issuesOf(() => buildAthenaPolicy({ ...WRITE, ...more } as AthenaParameters, where as { region: string }));

describe('the parameter `athena`', () => {
  it.each([
    ['no account', { accountId: undefined }, ['accountId'], 'missing', 'the account ID is missing'],
    ['no databases', { databases: undefined }, ['databases'], 'missing', 'the list of databases is missing'],
    ['an empty list of databases', { databases: [] }, ['databases'], 'empty', 'the list of databases is empty'],
    ['no place for results', { results: undefined }, ['results'], 'missing', 'the result location is missing'],
    [
      'another word for results',
      { results: 'athena' },
      ['results'],
      'invalid_type',
      'the result location must be an object, not `athena`',
    ],
    [
      'a name that no workgroup has',
      { workgroup: 'my group' },
      ['workgroup'],
      'invalid_characters',
      'the workgroup name `my group` contains characters that are not allowed',
    ],
    ['an empty workgroup', { workgroup: '' }, ['workgroup'], 'missing', 'the workgroup name is empty'],
    [
      'a long workgroup',
      { workgroup: 'w'.repeat(129) },
      ['workgroup'],
      'too_long',
      'the workgroup name must have 1 to 128 characters, not 129',
    ],
    [
      'an unknown access',
      { databases: [{ name: 'a', access: 'readwrite' }] },
      ['databases', 0, 'access'],
      'unknown_value',
      '`readwrite` is not a known access',
    ],
    [
      'a database in uppercase',
      { databases: [{ name: 'Sales', access: 'write' }] },
      ['databases', 0, 'name'],
      'upper_case',
      'the database name `Sales` has uppercase letters',
    ],
    [
      'a database with a wildcard',
      { databases: [{ name: 's*', access: 'write' }] },
      ['databases', 0, 'name'],
      'invalid_characters',
      'the database name `s*` contains characters that are not allowed',
    ],
    [
      'a database of a federated catalog',
      { databases: [{ name: 's3tablescatalog/acme/ns', access: 'write' }] },
      ['databases', 0, 'name'],
      'invalid_value',
      '`s3tablescatalog/acme/ns` is a database of a federated catalog, which cannot be scoped',
    ],
    [
      'the federated catalog of S3 Tables',
      { databases: [{ name: 's3tablescatalog', access: 'write' }] },
      ['databases', 0, 'name'],
      'invalid_value',
      '`s3tablescatalog` is a federated catalog, not a database',
    ],
    [
      'the same with a slash',
      { databases: [{ name: 's3tablescatalog/', access: 'write' }] },
      ['databases', 0, 'name'],
      'invalid_value',
      '`s3tablescatalog/` is a federated catalog, not a database',
    ],
    [
      'the same in uppercase',
      { databases: [{ name: 'S3TablesCatalog', access: 'write' }] },
      ['databases', 0, 'name'],
      'invalid_value',
      '`S3TablesCatalog` is a federated catalog, not a database',
    ],
    [
      'a table bucket of S3 Tables',
      { databases: [{ name: 's3tablescatalog/acme', access: 'write' }] },
      ['databases', 0, 'name'],
      'invalid_value',
      '`s3tablescatalog/acme` is a database of a federated catalog, which cannot be scoped',
    ],
    [
      'a catalog and a database',
      { databases: [{ name: 'hive.sales', access: 'write' }] },
      ['databases', 0, 'name'],
      'invalid_value',
      '`hive.sales` has a dot, which separates a catalog from a database',
    ],
    [
      "Athena's own catalog and a database",
      { databases: [{ name: 'AwsDataCatalog.sales', access: 'write' }] },
      ['databases', 0, 'name'],
      'invalid_value',
      '`AwsDataCatalog.sales` has a dot, which separates a catalog from a database',
    ],
    [
      'a catalog, a colon and a database',
      { databases: [{ name: 'hive:sales', access: 'write' }] },
      ['databases', 0, 'name'],
      'invalid_value',
      '`hive:sales` has a colon, which separates a catalog from a database',
    ],
    [
      'the ID of a catalog, its name and a database',
      { databases: [{ name: '444455556666:bücher.sales', access: 'write' }] },
      ['databases', 0, 'name'],
      'invalid_value',
      '`444455556666:bücher.sales` has a colon, which separates a catalog from a database',
    ],
    [
      'the ARN of a database',
      { databases: [{ name: 'arn:aws:glue:us-east-1:444455556666:database/sales', access: 'write' }] },
      ['databases', 0, 'name'],
      'invalid_value',
      '`arn:aws:glue:us-east-1:444455556666:database/sales` is an ARN; expected the name of a database',
    ],
    [
      'the ARN of a federated catalog',
      { databases: [{ name: `arn:aws:glue:us-east-1:${ACCOUNT}:catalog/s3tablescatalog`, access: 'write' }] },
      ['databases', 0, 'name'],
      'invalid_value',
      `\`arn:aws:glue:us-east-1:${ACCOUNT}:catalog/s3tablescatalog\` is an ARN; expected the name of a database`,
    ],
    [
      'a database that ends in a slash',
      { databases: [{ name: 'a/', access: 'write' }] },
      ['databases', 0, 'name'],
      'invalid_characters',
      'the database name `a/` contains characters that are not allowed',
    ],
    [
      'an empty list of tables',
      { databases: [{ name: 'a', access: 'write', tables: [] }] },
      ['databases', 0, 'tables'],
      'empty',
      'the list of tables is empty',
    ],
    [
      'a table with a slash',
      { databases: [{ name: 'a', access: 'write', tables: ['b/c'] }] },
      ['databases', 0, 'tables', 0],
      'invalid_characters',
      'the table name `b/c` contains characters that are not allowed',
    ],
    [
      'a table twice',
      { databases: [{ name: 'a', access: 'write', tables: ['b', 'c', 'b'] }] },
      ['databases', 0, 'tables', 2],
      'duplicate_key',
      'the table `b` appears twice',
    ],
    [
      'a database twice',
      {
        databases: [
          { name: 'a', access: 'write', tables: ['b'] },
          { name: 'a', access: 'write', tables: ['c'] },
        ],
      },
      ['databases', 1, 'name'],
      'duplicate_key',
      'the database `a` appears twice',
    ],
    [
      'a database that is read and written',
      {
        databases: [
          { name: 'a', access: 'read' },
          { name: 'a', access: 'write' },
        ],
      },
      ['databases', 1, 'name'],
      'conflicting_elements',
      'the database `a` has the access `read` and `write`',
    ],
    [
      'a bucket that is none',
      { results: { bucket: 'Acme' } },
      ['results', 'bucket'],
      'invalid_value',
      '`Acme` is not a bucket name',
    ],
    [
      'the ARN of a bucket',
      { results: { bucket: 'arn:aws:s3:::acme' } },
      ['results', 'bucket'],
      'invalid_value',
      '`arn:aws:s3:::acme` is an ARN; expected the name of a bucket',
    ],
    [
      'a prefix with a wildcard',
      { results: { bucket: 'acme', prefix: 'a*' } },
      ['results', 'prefix'],
      'invalid_characters',
      'the prefix `a*` contains characters that are not allowed',
    ],
    [
      'a key of another service',
      { catalogKey: 'arn:aws:s3:::acme' },
      ['catalogKey'],
      'wrong_service',
      '`arn:aws:s3:::acme` is not the ARN of a KMS key',
    ],
    [
      'a key in another partition',
      { catalogKey: `arn:aws-cn:kms:cn-north-1:${ACCOUNT}:key/1` },
      ['catalogKey'],
      'wrong_partition',
      `\`arn:aws-cn:kms:cn-north-1:${ACCOUNT}:key/1\` is in the \`aws-cn\` partition; expected \`aws\``,
    ],
    [
      'a key in another Region',
      { catalogKey: `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1` },
      ['catalogKey'],
      'invalid_value',
      `the key \`arn:aws:kms:eu-west-1:${ACCOUNT}:key/1\` is in the Region \`eu-west-1\`; expected \`us-east-1\``,
    ],
    [
      'databases to create without one that is written',
      { databases: READ.databases, createDatabases: true },
      ['createDatabases'],
      'conflicting_elements',
      '`createDatabases` has no effect: no database has the access `write`',
    ],
    [
      'databases to drop without one that is written',
      { databases: READ.databases, dropDatabases: true },
      ['dropDatabases'],
      'conflicting_elements',
      '`dropDatabases` has no effect: no database has the access `write`',
    ],
    [
      'data locations without Lake Formation',
      { dataLocations: [{ bucket: 'acme' }] },
      ['dataLocations'],
      'conflicting_elements',
      '`dataLocations` has no effect: `lakeFormation` is off',
    ],
    [
      'data locations without a database that is written',
      { databases: READ.databases, lakeFormation: true, dataLocations: [{ bucket: 'acme' }] },
      ['dataLocations'],
      'conflicting_elements',
      '`dataLocations` has no effect: no database has the access `write`',
    ],
    [
      'an empty list of data locations',
      { lakeFormation: true, dataLocations: [] },
      ['dataLocations'],
      'empty',
      'the list of data locations is empty',
    ],
    ['an unknown option', { tables: [] }, ['tables'], 'unknown_parameter', '`tables` is not a recognized parameter'],
  ])('refuses %s', (_what, more, path, code, message) => {
    expect(refuse(more)).toEqual([expect.objectContaining({ path: ['athena', ...path], code, message })]);
  });

  it.each([
    'sales',
    'raw-events_2',
    '1',
    '_x',
    ' a b',
    'größe',
    '日本',
    '${x}',
    's3tables',
    's3tablescatalog2',
    'arn',
    '.a',
    'a:',
  ])('takes %j, which AWS Glue allows as the name of a database', (name) => {
    const { Statement } = buildAthenaPolicy({ ...WRITE, databases: [{ name, access: 'write' }] }, { region });
    expect(JSON.stringify(Statement)).toContain(`:database/${name.replace('${', '${$}{')}"`);
  });

  it('takes a table with a dot or a colon', () => {
    const tables = ['a.b', 'a:b'];
    expect(
      JSON.stringify(buildAthenaPolicy({ ...WRITE, databases: [{ name: 'a', access: 'read', tables }] }, { region })),
    ).toContain(':table/a/a.b"');
  });

  it('says what to write instead', () => {
    const hints = (more: object): (string | undefined)[] => refuse(more).map(({ hint }) => hint);
    expect(hints({ results: { bucket: 'arn:aws:s3:::acme' } })).toEqual(['use `acme`']);
    const forName = (name: string): unknown => hints({ databases: [{ name, access: 'write' }] });
    const others = "use databases of the account's own Data Catalog, or the managed policy";
    for (const name of ['s3tablescatalog/b/n', 's3tablescatalog', 's3tablescatalog/']) {
      expect(forName(name)).toEqual([others]);
    }
    const arn = `arn:aws:glue:us-east-1:${ACCOUNT}`;
    expect(forName(`${arn}:database/sales`)).toEqual(['use `sales`']);
    for (const other of ['catalog', 'database/s3tablescatalog/b/n', 'table/sales/orders']) {
      expect(forName(`${arn}:${other}`)).toEqual([others]);
    }
    expect(forName('hive.sales')).toEqual([
      'use the name of a database alone; databases of other catalogs cannot be scoped',
    ]);
    expect(hints({ catalogKey: `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1` })).toEqual([
      'AWS Glue uses keys of its own Region',
    ]);
  });

  it('refuses a bucket and a key in another partition, by their ARNs', () => {
    expect(refuse({ results: { bucket: 'arn:aws-cn:s3:::acme' } })).toMatchObject([
      { code: 'invalid_value', path: ['athena', 'results', 'bucket'] },
      {
        code: 'wrong_partition',
        path: ['athena', 'results', 'bucket'],
        message: '`arn:aws-cn:s3:::acme` is in the `aws-cn` partition; expected `aws`',
      },
    ]);
    expect(
      refuse({ lakeFormation: true, dataLocations: [{ bucket: 'arn:aws-cn:s3:::acme' }] }).map(({ code, path }) => [
        code,
        path?.join('.'),
      ]),
    ).toEqual([
      ['invalid_value', 'athena.dataLocations.0.bucket'],
      ['wrong_partition', 'athena.dataLocations.0.bucket'],
    ]);
  });

  it('has all problems reported together, those of the Region among them', () => {
    const bad = {
      accountId: '1',
      workgroup: 'a b',
      databases: [
        { name: 'A', access: 'read', tables: [] },
        { name: 'b', access: 'read' },
        { name: 'b', access: 'write' },
        { name: 'b', access: 'read', tables: ['t', 't'] },
        { name: 5, access: 'read' },
        'c',
      ],
      results: { bucket: 'arn:aws-cn:s3:::acme', prefix: '?' },
      catalogKey: `arn:aws-cn:kms:cn-north-1:${ACCOUNT}:key/1`,
      dataLocations: [],
      nonsense: 1,
    };
    const found = refuse(bad).map(({ code, path }) => `${path?.slice(1).join('.')}: ${code}`);
    expect(found.toSorted()).toEqual(
      [
        'accountId: invalid_value',
        'workgroup: invalid_characters',
        'databases.0.name: upper_case',
        'databases.0.tables: empty',
        'databases.2.name: conflicting_elements',
        'databases.3.name: duplicate_key',
        'databases.3.tables.1: duplicate_key',
        'databases.4.name: invalid_type',
        'databases.5: invalid_type',
        'results.bucket: invalid_value',
        'results.bucket: wrong_partition',
        'results.prefix: invalid_characters',
        'catalogKey: wrong_partition',
        'dataLocations: empty',
        'dataLocations: conflicting_elements',
        'nonsense: unknown_parameter',
      ].toSorted(),
    );
    expect(refuse({ accountId: '1' }, { region: 'nowhere' }).map(({ path }) => path)).toEqual([
      ['athena', 'accountId'],
      ['region'],
    ]);
  });

  it.each([[undefined], [null], [[]], ['x'], [5]])('refuses %j in its place', (value) => {
    expect(issuesOf(() => buildAthenaPolicy(value as never, { region })).map(({ path }) => path)).toEqual([['athena']]);
    expect(issuesOf(() => buildAthenaPolicy(READ, value as never))).toHaveLength(1);
  });

  it('is accepted whole', () => {
    expect(roleParametersSchema['~standard'].validate(having({ athena: EVERYTHING }))).toHaveProperty('value');
  });
});

describe('together with other parameters', () => {
  it('is refused without the feature that it is about', () => {
    const features = { athenaTables: false };
    const problem = {
      code: 'conflicting_elements',
      message: '`athena` has no effect without the feature `athenaTables`',
      hint: 'omit one of them',
    };
    expect(issuesOf(() => buildRoles('private-vpc', having({ athena: READ, features })))).toEqual([
      { ...problem, path: ['athena'] },
    ]);
    expect(issuesOf(() => buildServerPolicy(orgId, region, { athena: READ, features }))).toEqual([
      { ...problem, path: ['options', 'athena'] },
    ]);
    expect(issuesOf(() => buildUpsolverPolicy(orgId, region, { athena: READ, features }))).toEqual([
      { ...problem, path: ['options', 'athena'] },
    ]);
    expect(() => buildRoles('private-vpc', having({ athena: READ, features: { athenaTables: true } }))).not.toThrow();
  });

  it('is in the account of the scope, and in the partition of the roles', () => {
    const scope = { accountId: '999999999999' };
    const catalogKey = `arn:aws-cn:kms:cn-north-1:${ACCOUNT}:key/1`;
    expect(issuesOf(() => buildRoles('private-vpc', having({ athena: { ...READ, catalogKey }, scope })))).toEqual([
      {
        code: 'wrong_partition',
        path: ['athena', 'catalogKey'],
        message: `\`${catalogKey}\` is in the \`aws-cn\` partition; expected \`aws\``,
      },
      {
        code: 'conflicting_elements',
        path: ['athena', 'accountId'],
        message: `the databases are in the account \`${ACCOUNT}\`, the scope is for \`999999999999\``,
      },
    ]);
    expect(() => buildRoles('private-vpc', having({ athena: READ, scope: { accountId: ACCOUNT } }))).not.toThrow();
  });

  it('is checked even if the Region is not one', () => {
    const parameters = having({ region: 'nowhere', athena: READ, features: { athenaTables: false } });
    expect(issuesOf(() => buildRoles('private-vpc', parameters)).map(({ path }) => path)).toEqual([
      ['region'],
      ['athena'],
    ]);
  });
});

describe('the quotas', () => {
  const databases = Array.from({ length: 20 }, (_, database) => ({
    name: `analytics_${String(database).padStart(2, '0')}`,
    access: 'read' as const,
    tables: Array.from({ length: 10 }, (__, table) => `table_${String(table).padStart(2, '0')}`),
  }));

  it('hold 20 databases, but not 200 of their tables by name, and the error says what to do', () => {
    const whole = databases.map(({ tables: _tables, ...database }) => ({ ...database, access: 'write' as const }));
    expect(() => buildRoles('private-vpc', having({ athena: { ...READ, databases: whole } }))).not.toThrow();
    const [issue, ...rest] = issuesOf(() => buildRoles('private-vpc', having({ athena: { ...READ, databases } })));
    expect(rest).toEqual([]);
    expect(issue).toMatchObject({
      code: 'over_quota',
      path: ['athena'],
      hint:
        'the quota is 10,240; omit `tables` to grant whole databases, or attach what `buildAthenaPolicy` returns for ' +
        'some databases as a customer managed policy',
    });
    expect(issue?.message).toMatch(
      /^the inline policies of UpsolverServerRole would have \d{2},\d{3} characters, \d,\d{3} too many$/,
    );
  });

  it('can be kept with customer managed policies, as the error says', () => {
    const parts = [0, 5, 10, 15].map((start) => ({ ...READ, databases: databases.slice(start, start + 5) }));
    for (const part of parts) {
      expect(JSON.stringify(buildAthenaPolicy(part, { region })).length).toBeLessThanOrEqual(6144);
    }
  });
});
