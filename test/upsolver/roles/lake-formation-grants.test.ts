import { describe, expect, it } from 'vitest';
import {
  buildRoles,
  lakeFormationGrants,
  type AthenaParameters,
  type LakeFormationGrant,
  type LakeFormationResource,
} from '../../../src/index.js';
import { issuesOf } from '../../issues-of.js';
import { EVERYTHING, READ, WRITE } from '../athena-parameters.js';
import { ACCOUNT, having } from '../role-parameters.js';

function grantsFor(athena: AthenaParameters, mode: 'private-vpc' | 'upsolver-vpc' = 'upsolver-vpc') {
  const parameters = having({ athena: { ...athena, lakeFormation: true } });
  return lakeFormationGrants(buildRoles(mode, parameters), parameters);
}

const short = ({ resource, permissions }: LakeFormationGrant): string => {
  const { kind, ...names } = resource;
  return [kind, ...Object.values(names), ...permissions].join(' ');
};

/**
 * Which permissions exist on which resource. Source: AWS Lake Formation Developer Guide, "Lake Formation permissions
 * reference", permissions per resource type.
 */
const VALID: Record<LakeFormationResource['kind'], string[]> = {
  catalog: ['CREATE_DATABASE'],
  database: ['ALL', 'ALTER', 'CREATE_TABLE', 'DESCRIBE', 'DROP'],
  table: ['ALL', 'ALTER', 'DELETE', 'DESCRIBE', 'DROP', 'INSERT', 'SELECT'],
  allTables: ['ALL', 'ALTER', 'DELETE', 'DESCRIBE', 'DROP', 'INSERT', 'SELECT'],
  dataLocation: ['DATA_LOCATION_ACCESS'],
};

describe('lakeFormationGrants', () => {
  it('for reading describes the databases, `default` among them, and selects from the tables', () => {
    expect(grantsFor(READ).map(short)).toEqual([
      'database default DESCRIBE',
      'database sales DESCRIBE',
      'allTables sales SELECT DESCRIBE',
    ]);
  });

  it('for writing also creates, changes and drops tables', () => {
    expect(grantsFor(WRITE).map(short)).toEqual([
      'database default DESCRIBE',
      'database sales DESCRIBE CREATE_TABLE ALTER',
      'allTables sales SELECT INSERT DELETE DESCRIBE ALTER DROP',
    ]);
  });

  it('with every option has all of this, with each resource once', () => {
    const grants = grantsFor(EVERYTHING);
    expect(grants.map(short)).toEqual([
      'database default DESCRIBE',
      'catalog CREATE_DATABASE',
      'database sales DESCRIBE CREATE_TABLE ALTER DROP',
      'allTables sales SELECT INSERT DELETE DESCRIBE ALTER DROP',
      'database lake DESCRIBE CREATE_TABLE ALTER DROP',
      'table lake clicks SELECT INSERT DELETE DESCRIBE ALTER DROP',
      'table lake views SELECT INSERT DELETE DESCRIBE ALTER DROP',
      'database raw DESCRIBE',
      'table raw events SELECT DESCRIBE',
      'database public DESCRIBE',
      'allTables public SELECT DESCRIBE',
      'dataLocation arn:aws:s3:::acme-lake/tables DATA_LOCATION_ACCESS',
      'dataLocation arn:aws:s3:::acme-raw DATA_LOCATION_ACCESS',
    ]);
    const resources = grants.map(({ resource }) => JSON.stringify(resource));
    expect(new Set(resources).size).toBe(resources.length);
  });

  it('grants only permissions that exist on the kind of resource, each with its purpose and source', () => {
    for (const { resource, permissions, purpose, source } of grantsFor(EVERYTHING)) {
      expect(VALID[resource.kind]).toEqual(expect.arrayContaining(permissions));
      expect(purpose).toMatch(/^[A-Z].*\.$/);
      expect(source).toMatchObject({ kind: 'public-page' });
    }
  });

  it('leaves `default` to its own entry if it is one of the databases', () => {
    const databases = [{ name: 'default', access: 'write' as const }];
    expect(grantsFor({ ...READ, databases }).map(short)).toEqual([
      'database default DESCRIBE CREATE_TABLE ALTER',
      'allTables default SELECT INSERT DELETE DESCRIBE ALTER DROP',
    ]);
  });

  it('is for the role that reaches data only, by its ARN, in the account of the Data Catalog', () => {
    const parameters = having({
      athena: { ...READ, lakeFormation: true },
      path: '/vendors/',
      namePrefix: 'prod-',
    });
    const grants = lakeFormationGrants(buildRoles('private-vpc', parameters), parameters);
    for (const { principalArn, catalogId } of grants) {
      expect(principalArn).toBe(`arn:aws:iam::${ACCOUNT}:role/vendors/prod-UpsolverServerRole`);
      expect(catalogId).toBe(ACCOUNT);
    }
    const inChina = { ...parameters, region: 'cn-north-1' };
    const [first] = lakeFormationGrants(buildRoles('private-vpc', inChina), inChina);
    expect(first?.principalArn).toMatch(/^arn:aws-cn:iam::/);
  });

  it('refuses parameters without databases, or without Lake Formation, and roles of other parameters', () => {
    const roles = buildRoles('private-vpc', having({ athena: READ }));
    expect(issuesOf(() => lakeFormationGrants(roles, having({})))).toEqual([
      { code: 'missing', path: ['athena'], message: 'the Athena access is missing' },
    ]);
    expect(issuesOf(() => lakeFormationGrants(roles, having({ athena: READ })))).toEqual([
      {
        code: 'conflicting_elements',
        path: ['athena', 'lakeFormation'],
        message: 'the roles cannot get credentials from Lake Formation: `lakeFormation` is off',
        hint: 'set it to `true`, and build the roles again',
      },
    ]);
    expect(issuesOf(() => lakeFormationGrants(roles, having({ athena: { ...READ, lakeFormation: true } })))).toEqual([
      {
        code: 'conflicting_elements',
        path: ['roles', 1],
        message: 'UpsolverServerRole was built from other parameters',
        hint: 'pass those of `buildRoles`',
      },
    ]);
    expect(issuesOf(() => lakeFormationGrants(roles, having({ region: 'nowhere' })))).toHaveLength(1);
  });

  it('returns new data each time', () => {
    const [first] = grantsFor(READ);
    first?.permissions.push('DROP');
    expect(grantsFor(READ)[0]?.permissions).toEqual(['DESCRIBE']);
  });
});
