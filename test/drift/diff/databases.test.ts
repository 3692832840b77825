import { describe, expect, it } from 'vitest';
import { checkRoles, repair, type Finding, type RoleReport } from '../../../src/drift/index.js';
import { readRepairable } from '../../../src/drift/report/read-report.js';
import { buildRoles, type AthenaParameters, type PolicyDocument, type RoleParameters } from '../../../src/index.js';
import { EVERYTHING, READ, WRITE } from '../../upsolver/athena-parameters.js';
import { ACCOUNT, FULL_SCOPE, having } from '../../upsolver/role-parameters.js';
import { exportOf } from '../account.js';

const check = (deployed: Partial<RoleParameters>, expected: Partial<RoleParameters>): RoleReport => {
  const parameters = having(expected);
  const account = exportOf(buildRoles('upsolver-vpc', having(deployed)));
  return checkRoles(account, buildRoles('upsolver-vpc', parameters), { parameters }).roles[0] as RoleReport;
};
const about = ({ findings }: RoleReport): string[] =>
  findings.filter(({ code }) => code.startsWith('database')).map(({ code, message }) => `${code}: ${message}`);

describe('a role with databases', () => {
  it.each([
    ['reading', READ],
    ['writing', WRITE],
    ['every option', EVERYTHING],
  ] as [string, AthenaParameters][])('is in sync if they were requested: %s', (_what, athena) => {
    expect(check({ athena }, { athena })).toMatchObject({ status: 'inSync', findings: [] });
  });

  it.each([
    ['reading', READ],
    ['writing', WRITE],
    ['every option', EVERYTHING],
    ['managed results', { ...READ, results: 'managed' }],
    ['odd names', { ...WRITE, databases: [{ name: 'a${b}', access: 'write', tables: ['c d', 'é'] }] }],
  ] as [string, AthenaParameters][])('is recognized where the managed policy was requested: %s', (_what, athena) => {
    const report = check({ athena }, {});
    expect(report.variant).toMatchObject({
      // A bucket for results is not in what AWS grants.
      relation: athena.results === 'managed' ? 'narrower' : 'incomparable',
      withoutFeatures: [],
      databases: athena.databases.map(({ name }) => name),
    });
    const [recognized, ...rest] = report.findings as [Finding, ...Finding[]];
    expect(recognized).toMatchObject({ code: 'variantRecognized', severity: 'warning' });
    expect(recognized.message).toContain('with access to named databases only');
    const { dataLocations: _notInIam, ...options } = athena;
    // `upsolver` and `upsolver/` are the same prefix.
    const results = options.results === 'managed' ? 'managed' : { ...options.results, prefix: 'upsolver/' };
    expect(recognized.options).toEqual({ athena: { ...options, results, databases: expect.any(Array) as unknown } });
    // What the options build is what is deployed.
    const asked = having({ athena: recognized.options?.athena });
    const again = checkRoles(
      exportOf(buildRoles('upsolver-vpc', having({ athena }))),
      buildRoles('upsolver-vpc', asked),
    );
    expect(again.status).toBe('inSync');
    expect(rest.every(({ code }) => ['permissionExtra'].includes(code))).toBe(true);
  });

  it('is recognized together with a scope and without a feature, and the message has the options', () => {
    const { vpcId: _vpc, ...scope } = FULL_SCOPE;
    const report = check({ athena: WRITE, scope, features: { kinesisStreams: false } }, {});
    expect(report.variant).toMatchObject({ withoutFeatures: ['kinesisStreams'], databases: ['sales'] });
    expect(report.variant?.scope.length).toBeGreaterThan(3);
    const { message } = report.findings[0] as Finding;
    expect(message).toMatch(/add `--no-kinesis-streams --scope \S+ --account 444455556666 --write-tables /);
    expect(message).toMatch(
      /--write-tables 'sales\/\*' --query-results s3:\/\/acme-results\/upsolver\/ --workgroup upsolver`$/,
    );
    expect(check({ athena: READ }, {}).findings[0]?.message).toMatch(
      /add `--account 444455556666 --read-tables 'sales\/\*' --query-results /,
    );
    const key = check({ athena: EVERYTHING }, {}).findings[0]?.message;
    expect(key).toMatch(/--catalog-key arn:aws:kms:\S+ --athena listDatabases,listWorkgroups,createDatabases/);
    expect(check({ athena: { ...READ, results: 'managed' } }, {}).findings[0]?.message).toContain(
      '--query-results managed',
    );
  });

  it('has the managed policy reported if databases were requested, with nothing explained away', () => {
    const report = check({}, { athena: READ });
    expect(report.status).toBe('drifted');
    expect(report).not.toHaveProperty('variantRole');
    expect(about(report)).toEqual([
      'databaseExtra: `AmazonAthenaFullAccess` is attached: the role can use every database, not only those requested',
    ]);
    expect(report.findings.map(({ code }) => code)).toContain('managedPolicyExtra');
  });

  it('has missing and extra databases and tables named', () => {
    const athena = (databases: AthenaParameters['databases']) => ({ athena: { ...READ, databases } });
    expect(
      about(
        check(
          athena([
            { name: 'hr', access: 'read' },
            { name: 'sales', access: 'read', tables: ['orders', 'salaries'] },
          ]),
          athena([
            { name: 'raw', access: 'read' },
            { name: 'sales', access: 'read', tables: ['orders', 'customers'] },
          ]),
        ),
      ),
    ).toEqual([
      'databaseMissing: the database `raw` is missing: the role cannot read its tables',
      'databaseMissing: the table `customers` of the database `sales` is missing: the role cannot read it',
      'databaseExtra: the database `hr` was not requested: the role can read its tables',
      'databaseExtra: the table `salaries` of the database `sales` was not requested: the role can read it',
    ]);
    expect(about(check({ athena: READ }, { athena: WRITE }))).toEqual([
      'databaseMissing: the database `sales` is missing: the role cannot write its tables',
    ]);
    expect(about(check({ athena: WRITE }, { athena: READ }))).toEqual([
      'databaseExtra: the database `sales` was not requested: the role can write its tables',
    ]);
    const some = athena([{ name: 'sales', access: 'read', tables: ['orders'] }]);
    expect(about(check({ athena: READ }, some))).toEqual([
      'databaseExtra: the database `sales` was not requested: the role can read its tables',
    ]);
  });

  it('has wildcards that somebody wrote named as what they are', () => {
    const parameters = having({ athena: READ });
    const account = exportOf(buildRoles('upsolver-vpc', parameters));
    account.RoleDetailList[0]?.RolePolicyList.push({
      PolicyName: 'More',
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Action: 'glue:Get*', Resource: ['*', `arn:aws:glue:us-east-1:${ACCOUNT}:table/*`] },
          { Effect: 'Allow', Action: 'glue:createtable', Resource: `arn:aws:glue:us-east-1:${ACCOUNT}:table/hr/x*` },
          { Effect: 'Deny', Action: 'glue:*', Resource: '*' },
        ],
      },
    });
    const [report] = checkRoles(account, buildRoles('upsolver-vpc', parameters), { parameters }).roles;
    expect(about(report as RoleReport)).toEqual([
      'databaseExtra: every database was not requested: the role can read its tables',
      'databaseExtra: the table `x*` of the database `hr` was not requested: the role can write it',
    ]);
  });

  it('has what is granted without a name as permissions, and none of it as a database', () => {
    const parameters = having({ athena: READ });
    const expected = buildRoles('upsolver-vpc', parameters);
    for (const statement of [
      { Effect: 'Allow', NotAction: 'iam:*', Resource: `arn:aws:glue:us-east-1:${ACCOUNT}:table/hr/*` },
      { Effect: 'Allow', Action: 'glue:GetTable', NotResource: `arn:aws:glue:us-east-1:${ACCOUNT}:table/hr/*` },
    ]) {
      const account = exportOf(expected);
      account.RoleDetailList[0]?.RolePolicyList.push({
        PolicyName: 'More',
        PolicyDocument: { Version: '2012-10-17', Statement: [statement] } as PolicyDocument,
      });
      const report = checkRoles(account, expected, { parameters }).roles[0] as RoleReport;
      expect(about(report)).toEqual([]);
      expect(report.status).toBe('drifted');
      expect(report.findings.map(({ code }) => code)).toContain('permissionExtra');
    }
  });

  it('has the databases compared beside a managed policy that is not in the input', () => {
    const parameters = having({ athena: WRITE });
    const account = exportOf(buildRoles('upsolver-vpc', having({ athena: READ })));
    const PolicyArn = `arn:aws:iam::${ACCOUNT}:policy/More`;
    account.RoleDetailList[0]?.AttachedManagedPolicies.push({ PolicyName: 'More', PolicyArn });
    const report = checkRoles(account, buildRoles('upsolver-vpc', parameters), { parameters }).roles[0] as RoleReport;
    expect(about(report)).toEqual([
      'databaseMissing: the database `sales` is missing: the role cannot write its tables',
    ]);
    expect(report.findings.map(({ code }) => code)).toContain('managedPolicyExtra');
  });

  it('is not recognized by a statement that names what it does not allow', () => {
    const account = exportOf(buildRoles('upsolver-vpc', having({ athena: READ })));
    const policy = account.RoleDetailList[0]?.RolePolicyList.find(({ PolicyName }) => /Athena/.test(PolicyName));
    const document = policy?.PolicyDocument as { Statement: { Action?: string[]; Resource: string[] }[] };
    const [{ Action, Resource }, ...rest] = document.Statement as [(typeof document.Statement)[0]];
    const recognizedWith = (...statements: object[]): string => {
      policy!.PolicyDocument = { Version: '2012-10-17', Statement: [...statements, ...rest] } as PolicyDocument;
      const { findings } = checkRoles(account, buildRoles('upsolver-vpc', having({})), { parameters: having({}) })
        .roles[0] as RoleReport;
      return findings.map(({ message }) => message).join('\n');
    };
    expect(recognizedWith({ Effect: 'Allow', Action, Resource })).toContain('named databases');
    expect(recognizedWith({ Effect: 'Allow', Action, NotResource: Resource })).not.toContain('named databases');
    expect(recognizedWith({ Effect: 'Allow', NotAction: Action, Resource })).not.toContain('named databases');
    const whole = { Effect: 'Allow', Action, Resource };
    const listing = { Effect: 'Allow', Action: 'glue:GetDatabases' };
    const lists = ['catalog', 'database/*'].map((each) => `arn:aws:glue:us-east-1:${ACCOUNT}:${each}`);
    expect(recognizedWith(whole, { ...listing, Resource: lists })).toContain('--athena listDatabases');
    expect(recognizedWith(whole, { ...listing, NotResource: lists })).not.toContain('listDatabases');
  });

  it('has options that a shell reads as they are: a whole bucket for results, and names with quotes', () => {
    const messageOf = (athena: AthenaParameters): string | undefined => check({ athena }, {}).findings[0]?.message;
    expect(messageOf({ ...READ, results: { bucket: 'acme-results' } })).toContain(
      '--query-results s3://acme-results/ --workgroup upsolver',
    );
    expect(messageOf({ ...READ, databases: [{ name: "a'; b", access: 'read' }] })).toContain(
      String.raw`--read-tables 'a'\''; b/*' --query-results`,
    );
  });

  it('is repaired: what is missing is written, and what was recognized is left alone without being asked', () => {
    const parameters = having({ athena: WRITE });
    const report = checkRoles(
      exportOf(buildRoles('upsolver-vpc', having({ athena: READ }))),
      buildRoles('upsolver-vpc', parameters),
      { parameters },
    );
    const [fixed] = repair(report);
    expect(JSON.stringify(fixed)).toContain('UpsolverAthenaPolicy');
    expect(readRepairable(JSON.parse(JSON.stringify(report))).value).toEqual(JSON.parse(JSON.stringify(report)));
    const recognized = checkRoles(
      exportOf(buildRoles('upsolver-vpc', parameters)),
      buildRoles('upsolver-vpc', having({})),
      { parameters: having({}) },
    );
    expect(readRepairable(JSON.parse(JSON.stringify(recognized))).issues).toEqual([]);
  });

  it('is not recognized if a statement was changed', () => {
    const account = exportOf(buildRoles('upsolver-vpc', having({ athena: WRITE })));
    const policy = account.RoleDetailList[0]?.RolePolicyList.find(({ PolicyName }) => /Athena/.test(PolicyName));
    const document = policy?.PolicyDocument as { Statement: { Sid: string; Resource: string[] }[] };
    const written = document.Statement.find(({ Sid }) => Sid === 'writeTables');
    written?.Resource.pop();
    const parameters = having({});
    const [report] = checkRoles(account, buildRoles('upsolver-vpc', parameters), { parameters }).roles;
    expect(JSON.stringify(report?.findings)).not.toContain('named databases');
    expect(report?.findings.map(({ code }) => code)).toContain('permissionExtra');
  });
});
