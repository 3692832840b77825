import { describe, expect, it } from 'vitest';
import { compareAccess, type PolicyDocument } from '../../../src/iam/index.js';
import {
  athenaPermissions,
  buildAthenaPolicy,
  buildRoles,
  buildServerPolicy,
  buildUpsolverPolicy,
  INTEGRATION_MODES,
  type AthenaParameters,
  type CataloguePolicy,
} from '../../../src/index.js';
import { MANAGED_POLICY_SNAPSHOTS } from '../../../src/upsolver/catalogue/managed-policy-snapshots.js';
import { actionReason } from '../../../src/upsolver/catalogue/reasons.js';
import { CATALOG_KEY, EVERYTHING, READ, WRITE } from '../athena-parameters.js';
import { ACCOUNT, FULL_SCOPE, having, ORGANIZATION } from '../role-parameters.js';

const HERE = { region: 'us-east-1' };
const build = (parameters: AthenaParameters): CataloguePolicy => buildAthenaPolicy(parameters, HERE);
const statement = (policy: PolicyDocument, sid: string) => policy.Statement.find(({ Sid }) => Sid === sid);
const sidsOf = (policy: PolicyDocument) => policy.Statement.map(({ Sid }) => Sid);
const glue = (resource: string): string => `arn:aws:glue:us-east-1:${ACCOUNT}:${resource}`;

describe('the policy for reading databases through Athena', () => {
  it('is this document', () => {
    expect(build(READ)).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'runQueries',
          Effect: 'Allow',
          Action: [
            'athena:StartQueryExecution',
            'athena:StopQueryExecution',
            'athena:GetQueryExecution',
            'athena:BatchGetQueryExecution',
            'athena:GetQueryResults',
            'athena:GetQueryResultsStream',
            'athena:GetQueryRuntimeStatistics',
            'athena:ListQueryExecutions',
            'athena:GetWorkGroup',
          ],
          Resource: [`arn:aws:athena:us-east-1:${ACCOUNT}:workgroup/upsolver`],
        },
        {
          Sid: 'readCatalogThroughAthena',
          Effect: 'Allow',
          Action: [
            'athena:GetDataCatalog',
            'athena:GetDatabase',
            'athena:ListDatabases',
            'athena:GetTableMetadata',
            'athena:ListTableMetadata',
          ],
          Resource: [`arn:aws:athena:us-east-1:${ACCOUNT}:datacatalog/AwsDataCatalog`],
        },
        {
          Sid: 'readDefaultDatabase',
          Effect: 'Allow',
          Action: ['glue:GetDatabase', 'glue:GetDatabases'],
          Resource: [glue('catalog'), glue('database/default')],
        },
        {
          Sid: 'readTables',
          Effect: 'Allow',
          Action: [
            'glue:GetDatabase',
            'glue:GetDatabases',
            'glue:GetTable',
            'glue:GetTables',
            'glue:GetPartition',
            'glue:GetPartitions',
            'glue:BatchGetPartition',
          ],
          Resource: [glue('catalog'), glue('database/sales'), glue('table/sales/*')],
        },
        {
          Sid: 'queryResultObjects',
          Effect: 'Allow',
          Action: ['s3:GetObject', 's3:PutObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'],
          Resource: ['arn:aws:s3:::acme-results/upsolver/*'],
        },
        {
          Sid: 'queryResultBucket',
          Effect: 'Allow',
          Action: ['s3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketMultipartUploads'],
          Resource: ['arn:aws:s3:::acme-results'],
        },
      ],
    });
  });
});

describe('the policy for writing tables', () => {
  it('has one more statement, with the actions that create, change and drop them', () => {
    expect(sidsOf(build(WRITE))).toEqual(
      sidsOf(build(READ)).flatMap((sid) => (sid === 'readTables' ? [sid, 'writeTables'] : [sid])),
    );
    expect(statement(build(WRITE), 'writeTables')).toEqual({
      Sid: 'writeTables',
      Effect: 'Allow',
      Action: [
        'glue:CreateTable',
        'glue:UpdateTable',
        'glue:DeleteTable',
        'glue:BatchDeleteTable',
        'glue:CreatePartition',
        'glue:BatchCreatePartition',
        'glue:UpdatePartition',
        'glue:DeletePartition',
        'glue:BatchDeletePartition',
      ],
      Resource: [glue('catalog'), glue('database/sales'), glue('table/sales/*')],
    });
  });
});

describe('the options', () => {
  it('each add the statement that is about them', () => {
    const added = (more: Partial<AthenaParameters>): unknown[] => {
      const before = sidsOf(build(WRITE));
      return build({ ...WRITE, ...more }).Statement.filter(({ Sid }) => !before.includes(Sid));
    };
    expect(added({ listWorkgroups: true })).toMatchObject([
      { Action: ['athena:ListWorkGroups', 'athena:ListDataCatalogs', 'athena:ListEngineVersions'], Resource: ['*'] },
    ]);
    expect(added({ listDatabases: true })).toMatchObject([
      { Action: ['glue:GetDatabases'], Resource: [glue('catalog'), glue('database/*')] },
    ]);
    expect(added({ createDatabases: true })).toMatchObject([
      { Action: ['glue:CreateDatabase', 'glue:UpdateDatabase'], Resource: [glue('catalog'), glue('database/sales')] },
    ]);
    expect(added({ dropDatabases: true })).toMatchObject([
      {
        Action: ['glue:DeleteDatabase', 'glue:DeleteTable', 'glue:GetTables', 'glue:GetTable'],
        Resource: [glue('catalog'), glue('database/sales'), glue('table/sales/*'), glue('userDefinedFunction/sales/*')],
      },
    ]);
    expect(added({ lakeFormation: true })).toMatchObject([
      { Action: ['lakeformation:GetDataAccess'], Resource: ['*'] },
    ]);
    expect(added({ catalogKey: CATALOG_KEY })).toMatchObject([
      { Action: ['kms:GenerateDataKey', 'kms:Decrypt', 'kms:Encrypt'], Resource: [CATALOG_KEY] },
    ]);
    for (const name of ['listWorkgroups', 'listDatabases', 'createDatabases', 'dropDatabases', 'lakeFormation']) {
      expect(added({ [name]: false }), name).toEqual([]);
    }
  });

  it('leave the bucket out if Athena manages the results', () => {
    expect(sidsOf(build({ ...READ, results: 'managed' }))).toEqual([
      'runQueries',
      'readCatalogThroughAthena',
      'readDefaultDatabase',
      'readTables',
    ]);
  });

  it('default to the workgroup `primary`, to all tables and to the whole bucket', () => {
    const { workgroup: _workgroup, ...rest } = READ;
    const policy = build({ ...rest, results: { bucket: 'acme-results' } });
    expect(statement(policy, 'runQueries')?.Resource).toEqual([
      `arn:aws:athena:us-east-1:${ACCOUNT}:workgroup/primary`,
    ]);
    expect(statement(policy, 'queryResultObjects')?.Resource).toEqual(['arn:aws:s3:::acme-results/*']);
  });

  it('keep a variable of IAM out of names and prefixes', () => {
    const policy = build({
      ...WRITE,
      databases: [{ name: 'a${aws:x}', access: 'write', tables: ['t${y}'] }],
      results: { bucket: 'acme-results', prefix: '${z}' },
    });
    expect(statement(policy, 'writeTables')?.Resource).toEqual([
      glue('catalog'),
      glue('database/a${$}{aws:x}'),
      glue('table/a${$}{aws:x}/t${$}{y}'),
    ]);
    expect(statement(policy, 'queryResultObjects')?.Resource).toEqual(['arn:aws:s3:::acme-results/${$}{z}/*']);
  });

  it('together give every statement, with tables and writes only where they are asked', () => {
    const policy = build(EVERYTHING);
    expect(sidsOf(policy)).toEqual([...new Set(athenaPermissions().map(({ sid }) => sid))]);
    expect(statement(policy, 'readTables')?.Resource).toEqual([
      glue('catalog'),
      ...['sales', 'lake', 'raw', 'public'].map((name) => glue(`database/${name}`)),
      ...['sales/*', 'lake/clicks', 'lake/views', 'raw/events', 'public/*'].map((name) => glue(`table/${name}`)),
    ]);
    expect(statement(policy, 'writeTables')?.Resource).toEqual([
      glue('catalog'),
      ...['sales', 'lake'].map((name) => glue(`database/${name}`)),
      ...['sales/*', 'lake/clicks', 'lake/views'].map((name) => glue(`table/${name}`)),
    ]);
  });
});

describe('the place', () => {
  it.each([
    ['cn-north-1', 'aws-cn'],
    ['us-gov-west-1', 'aws-us-gov'],
  ])('%s puts every ARN into the partition %s and its Region', (region, partition) => {
    const key = `arn:${partition}:kms:${region}:${ACCOUNT}:key/1234`;
    const policy = buildAthenaPolicy({ ...EVERYTHING, catalogKey: key }, { region });
    const arns = policy.Statement.flatMap(({ Resource }) => Resource).filter((resource) => resource !== '*');
    for (const arn of arns) {
      expect(arn).toMatch(RegExp(`^arn:${partition}:(s3:::|(glue|athena|kms):${region}:${ACCOUNT}:)`));
    }
  });
});

describe('the access', () => {
  const V15 = MANAGED_POLICY_SNAPSHOTS.AmazonAthenaFullAccess.document;
  /** What the managed policy grants on buckets for results, on the chosen one. */
  const besides: PolicyDocument = {
    Version: '2012-10-17',
    Statement: V15.Statement.filter(({ Sid }) => Sid === 'BaseQueryResultsPermissions').map(({ Action = [] }) => ({
      Effect: 'Allow',
      Action,
      Resource: ['arn:aws:s3:::acme-results', 'arn:aws:s3:::acme-results/upsolver/*'],
    })),
  };
  const key: PolicyDocument = {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Action: ['kms:GenerateDataKey', 'kms:Decrypt', 'kms:Encrypt'], Resource: [CATALOG_KEY] },
    ],
  };
  const relation = (a: PolicyDocument, ...b: PolicyDocument[]) => compareAccess(a, b).relation;

  it('of reading is narrower than that of writing', () => {
    expect(relation(build(READ), build(WRITE))).toBe('narrower');
  });

  it('of writing is narrower than AmazonAthenaFullAccess with the result bucket', () => {
    expect(relation(build(WRITE), V15, besides)).toBe('narrower');
    expect(relation(build(WRITE), V15)).toBe('incomparable');
  });

  it('of managed results, or of a bucket named as AWS expects, is narrower than AmazonAthenaFullAccess', () => {
    expect(relation(build({ ...WRITE, results: 'managed' }), V15)).toBe('narrower');
    const results = { bucket: `aws-athena-query-results-${ACCOUNT}-us-east-1` };
    expect(relation(build({ ...WRITE, results }), V15)).toBe('narrower');
  });

  it('of every option is narrower than AmazonAthenaFullAccess with the bucket and the key, not without', () => {
    expect(relation(build(EVERYTHING), V15, besides, key)).toBe('narrower');
    expect(relation(build(EVERYTHING), V15, besides)).toBe('incomparable');
  });

  it.each(['listDatabases', 'listWorkgroups', 'createDatabases', 'dropDatabases', 'lakeFormation'])(
    'is wider with %s, and still narrower than AmazonAthenaFullAccess with the bucket',
    (name) => {
      expect(relation(build(WRITE), build({ ...WRITE, [name]: true }))).toBe('narrower');
      expect(relation(build({ ...WRITE, [name]: true }), V15, besides)).toBe('narrower');
    },
  );

  it('is narrower with tables than with a whole database', () => {
    const some = build({ ...WRITE, databases: [{ name: 'sales', access: 'write', tables: ['orders'] }] });
    expect(relation(some, build(WRITE))).toBe('narrower');
  });
});

describe('the roles', () => {
  it.each(INTEGRATION_MODES)('of %s have it as an inline policy in place of the managed one', (mode) => {
    const plain = buildRoles(mode, having({}));
    const scoped = buildRoles(mode, having({ athena: WRITE }));
    const without = buildRoles(mode, having({ features: { athenaTables: false } }));
    scoped.forEach((role, index) => {
      const other = without[index];
      const isServer = role.role !== 'UpsolverManagementRole';
      expect(role.managedPolicyArns).toEqual(other?.managedPolicyArns);
      expect(plain[index]?.managedPolicyArns.length).toBe(role.managedPolicyArns.length + (isServer ? 1 : 0));
      expect(role.inlinePolicies).toEqual([
        ...(other?.inlinePolicies ?? []),
        ...(isServer ? [{ name: 'UpsolverAthenaPolicy', document: build(WRITE) }] : []),
      ]);
    });
  });

  it('still list the buckets, which the documentation promises and the managed policy would have granted', () => {
    const [, server] = buildRoles('private-vpc', having({ athena: READ }));
    const sids = server.inlinePolicies.map(({ document }) => document.Statement.map(({ Sid }) => Sid));
    expect(sids[0]).toContain('listBuckets');
  });

  it('have the policy of data access before it', () => {
    const [role] = buildRoles('upsolver-vpc', having({ athena: READ, dataAccess: [{ service: 's3-discovery' }] }));
    expect(role.inlinePolicies.map(({ name }) => name)).toEqual([
      'UpsolverPolicy',
      'UpsolverDataAccessPolicy',
      'UpsolverAthenaPolicy',
    ]);
  });
});

describe('the single policies', () => {
  const { orgId, region } = ORGANIZATION;

  it('of UpsolverServerRole has the statements at its end', () => {
    const plain = buildServerPolicy(orgId, region, { features: { athenaTables: false } });
    expect(buildServerPolicy(orgId, region, { athena: WRITE }).Statement).toEqual([
      ...plain.Statement,
      ...build(WRITE).Statement,
    ]);
    const limited = buildServerPolicy(orgId, region, { athena: READ, withoutBucketAdministration: true });
    expect(statement(limited, 'upsolverBucketAccess')?.Action).not.toContain('s3:*');
    expect(sidsOf(limited)).toContain('readTables');
  });

  it('of UpsolverRole has them after those of a scope', () => {
    const plain = buildUpsolverPolicy(orgId, region, { features: { athenaTables: false }, scope: FULL_SCOPE });
    expect(buildUpsolverPolicy(orgId, region, { athena: WRITE, scope: FULL_SCOPE }).Statement).toEqual([
      ...plain.Statement,
      ...build(WRITE).Statement,
    ]);
  });
});

describe('the reasons', () => {
  it('are there for every action that the policy can grant, once for each statement', () => {
    const granted = build(EVERYTHING).Statement.flatMap(({ Sid, Action }) => Action.map((action) => [Sid, action]));
    expect(athenaPermissions().map(({ sid, action }) => [sid, action])).toEqual(granted);
    for (const { purpose, source } of athenaPermissions()) {
      expect(purpose).toMatch(/^[A-Z].*\.$/);
      expect(source.kind === 'public-page' ? source.page : source.kind === 'derived' && source.from).toMatch(/\S/);
    }
  });

  it('are found by statement and action, wherever the action is', () => {
    const purpose = (sid: string | undefined, action: string) =>
      actionReason('UpsolverServerRole', sid, action)?.purpose;
    expect(purpose('queryResultObjects', 's3:GetObject')).toBe('Write and read the results of queries.');
    expect(purpose('upsolverBucketAccess', 's3:GetObject')).toMatch(/^Keep Upsolver's own data/);
    expect(purpose(undefined, 'glue:GetTable')).toBe('Read the definitions of databases and tables.');
    expect(purpose('dropDatabase', 'glue:GetTable')).toBe('Drop the databases, with everything in them.');
    expect(purpose('readTables', 'glue:DeleteJob')).toBeUndefined();
  });

  it('name the options on which they depend, and resources as templates of ARNs', () => {
    expect(athenaPermissions().find(({ action }) => action === 'glue:DeleteDatabase')).toMatchObject({
      sid: 'dropDatabase',
      parts: ['write', 'dropDatabases'],
      resources: [
        'arn:${Partition}:glue:${Region}:${Account}:catalog',
        'arn:${Partition}:glue:${Region}:${Account}:database/${Database}',
        'arn:${Partition}:glue:${Region}:${Account}:table/${Database}/*',
        'arn:${Partition}:glue:${Region}:${Account}:userDefinedFunction/${Database}/*',
      ],
    });
    expect(athenaPermissions().find(({ sid }) => sid === 'useCatalogKey')?.resources).toEqual(['${Key}']);
    expect(athenaPermissions().find(({ sid }) => sid === 'listAthena')?.resources).toEqual(['*']);
  });

  it('are new data each time', () => {
    const [first] = athenaPermissions();
    first?.resources.push('*');
    first?.parts.push('key');
    expect(athenaPermissions()[0]).toMatchObject({ resources: [expect.stringContaining(':athena:')], parts: [] });
  });
});
