import { partitionForRegion } from '../../aws/partition.js';
import type { Immutable } from '../../core/immutable.js';
import { InvalidInputError, type LocatedProblem } from '../../core/issue.js';
import { assertValid } from '../../core/schema.js';
import { withSlash } from '../catalogue/build-policy.js';
import {
  lakeFormationRules,
  type LakeFormationNeed,
  type LakeFormationPermission,
  type LakeFormationResource,
} from '../catalogue/lake-formation.js';
import { partsOf } from '../catalogue/roles.js';
import { copyReason, type Reason } from '../catalogue/statements.js';
import type { AthenaParameters } from '../parameters/athena.js';
import { validateRoleParameters, type RoleParameters } from '../parameters/role.js';
import { assembleAthena } from '../policies/athena-policy.js';
import type { DeployableRole } from './deployable-role.js';
import { readRoles } from './read-roles.js';

/** What has to be granted to a role in Lake Formation, on one resource and without the grant option. */
export type LakeFormationGrant = Reason & {
  /** The ARN of the role. */
  principalArn: string;
  /** The account whose Data Catalog it is, 12 digits. */
  catalogId: string;
  resource: LakeFormationResource;
  permissions: LakeFormationPermission[];
};

/** The database that Athena looks for in every Region. */
const DEFAULT_DATABASE = 'default';

/**
 * Returns what a data lake administrator has to grant in AWS Lake Formation, so that the roles can use the databases of
 * the parameter `athena`. Policies of IAM cannot grant it: where Lake Formation manages the permissions on a database,
 * a request needs both.
 *
 * A grant on a table requires that it exists. Whoever creates a table has all permissions on it. If the account has no
 * database named `default`, omit the grant on it.
 *
 * @param roles What `buildRoles` returned.
 * @param parameters What `buildRoles` got. `athena.lakeFormation` must be `true`.
 * @returns New data: for each role that reaches data, grants on the catalog, databases, tables and locations.
 * @throws {InvalidInputError} With every problem of the parameters, if `athena.lakeFormation` is not `true`, or if the
 *   roles were built from other parameters.
 *
 * @example
 * const athena = { ...databases, lakeFormation: true };
 * const roles = buildRoles('upsolver-vpc', { ...parameters, athena });
 * lakeFormationGrants(roles, { ...parameters, athena })[0];
 * // {
 * //   principalArn: 'arn:aws:iam::444455556666:role/UpsolverRole',
 * //   catalogId: '444455556666',
 * //   resource: { kind: 'database', database: 'default' },
 * //   permissions: ['DESCRIBE'],
 * //   purpose: 'Let Athena look for the database.',
 * //   source: { kind: 'public-page', page: '"Considerations and limitations for querying data …" (…)', url: '…' },
 * // }
 *
 * Source: AWS Lake Formation Developer Guide, "Lake Formation permissions reference".
 */
export function lakeFormationGrants(
  roles: readonly Immutable<DeployableRole>[],
  parameters: RoleParameters,
): LakeFormationGrant[] {
  const [{ athena, region }] = assertValid(validateRoleParameters(parameters));
  const partition = partitionForRegion(region);
  if (athena?.lakeFormation !== true) throw new InvalidInputError([notManaged(athena)]);
  const expected = JSON.stringify(assembleAthena(athena, { region, partition }));
  const problems: LocatedProblem[] = [];
  const grants = readRoles(roles).flatMap((role, index) => {
    if (!partsOf(role.role).some(({ readsData }) => readsData)) return [];
    if (!role.inlinePolicies.some(({ document }) => JSON.stringify(document) === expected)) {
      const message = `${role.name} was built from other parameters`;
      problems.push({
        code: 'conflicting_elements',
        path: ['roles', index],
        message,
        hint: 'pass those of `buildRoles`',
      });
    }
    const principalArn = `arn:${partition}:iam::${athena.accountId}:role${role.path}${role.name}`;
    return resourcesOf(athena, partition).map(({ need, resource }): LakeFormationGrant => {
      const { permissions, ...reason } = lakeFormationRules[need];
      const granted = [...permissions];
      return { principalArn, catalogId: athena.accountId, resource, permissions: granted, ...copyReason(reason) };
    });
  });
  if (problems.length > 0) throw new InvalidInputError(problems);
  return grants;
}

function notManaged(athena: AthenaParameters | undefined): LocatedProblem {
  return athena === undefined
    ? { code: 'missing', path: ['athena'], message: 'the Athena access is missing' }
    : {
        code: 'conflicting_elements',
        path: ['athena', 'lakeFormation'],
        message: 'the roles cannot get credentials from Lake Formation: `lakeFormation` is off',
        hint: 'set it to `true`, and build the roles again',
      };
}

type Needed = { need: LakeFormationNeed; resource: LakeFormationResource };

function resourcesOf(athena: AthenaParameters, partition: string): Needed[] {
  const { databases, createDatabases, dropDatabases, dataLocations = [] } = athena;
  const hasDefault = databases.some(({ name }) => name === DEFAULT_DATABASE);
  return [
    ...(hasDefault ? [] : [onDatabase('findDefault', DEFAULT_DATABASE)]),
    ...(createDatabases === true ? [{ need: 'createDatabases' as const, resource: { kind: 'catalog' as const } }] : []),
    ...databases.flatMap(({ name, access, tables }): Needed[] => {
      const need = access === 'write' ? 'writeTables' : 'readTables';
      const onTables = tables?.map((table): Needed => ({ need, resource: { kind: 'table', database: name, table } }));
      const own = access === 'read' ? 'readDatabase' : dropDatabases === true ? 'dropDatabase' : 'writeDatabase';
      return [
        onDatabase(own, name),
        ...(onTables ?? [{ need, resource: { kind: 'allTables', database: name } } as const]),
      ];
    }),
    ...dataLocations.map(({ bucket, prefix }): Needed => {
      const path = withSlash(prefix).slice(0, -1);
      const locationArn = `arn:${partition}:s3:::${bucket}${path === '' ? '' : `/${path}`}`;
      return { need: 'useLocation', resource: { kind: 'dataLocation', locationArn } };
    }),
  ];
}

function onDatabase(need: LakeFormationNeed, database: string): Needed {
  return { need, resource: { kind: 'database', database } };
}
