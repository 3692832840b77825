import { partitionForRegion } from '../../aws/partition.js';
import { assertValid } from '../../core/schema.js';
import {
  ATHENA_PARTS,
  ATHENA_STATEMENTS,
  athenaResource,
  type AthenaAction,
  type AthenaPart,
} from '../catalogue/athena.js';
import {
  escapeVariables,
  fillPlaceholders,
  withSlash,
  type CataloguePolicy,
  type CatalogueStatement,
} from '../catalogue/build-policy.js';
import {
  ATHENA_FLAGS,
  DEFAULT_WORKGROUP,
  validateAthena,
  type AthenaDatabase,
  type AthenaParameters,
  type AthenaPlace,
} from '../parameters/athena.js';

/** A policy that grants access to some databases through Athena. */
export type AthenaPolicy = CataloguePolicy<AthenaAction>;

/**
 * Builds the policy that replaces AmazonAthenaFullAccess: queries in one workgroup, on named databases and tables of
 * the account's own Data Catalog, with their results in one place.
 *
 * `buildRoles` adds it as an inline policy if it gets the parameter `athena`. This function is for a policy that is
 * attached in another way, such as a customer managed policy for a part of the databases.
 *
 * @param parameters The account, the databases, where results are stored, and what else is granted.
 * @param place `region`, the Region of the databases, also determines the partition of the ARNs.
 * @returns A new document, with the statements in a fixed order and each with a `Sid`.
 * @throws {InvalidInputError} With every problem of all parameters.
 *
 * @example
 * const { Statement } = buildAthenaPolicy(
 *   {
 *     accountId: '444455556666',
 *     databases: [{ name: 'sales', access: 'read', tables: ['orders'] }],
 *     results: { bucket: 'acme-results' },
 *   },
 *   { region: 'eu-west-1' },
 * );
 * Statement.find(({ Sid }) => Sid === 'readTables')?.Resource;
 * // [
 * //   'arn:aws:glue:eu-west-1:444455556666:catalog',
 * //   'arn:aws:glue:eu-west-1:444455556666:database/sales',
 * //   'arn:aws:glue:eu-west-1:444455556666:table/sales/orders',
 * // ]
 *
 * Source: Amazon Athena User Guide; `athenaPermissions` names the page of each action.
 */
export function buildAthenaPolicy(parameters: AthenaParameters, place: AthenaPlace): AthenaPolicy {
  const [athena, { region }] = assertValid(...validateAthena(parameters, place));
  return assembleAthena(athena, { region, partition: partitionForRegion(region) });
}

/** The same for parameters that are known to be valid. */
export function assembleAthena(
  athena: AthenaParameters,
  { region, partition }: { region: string; partition: string },
): AthenaPolicy {
  const parts = new Set(athenaParts(athena));
  const results = athena.results === 'managed' ? undefined : athena.results;
  const values = {
    Partition: partition,
    Region: region,
    Account: athena.accountId,
    Workgroup: athena.workgroup ?? DEFAULT_WORKGROUP,
    Bucket: results?.bucket,
    Prefix: escapeVariables(withSlash(results?.prefix)),
    Key: athena.catalogKey,
  };
  const statements = ATHENA_STATEMENTS.filter(({ parts: needed = [] }) => needed.every((part) => parts.has(part)));
  return {
    Version: '2012-10-17',
    Statement: statements.map(({ sid, actions, resources, parts: needed = [] }): CatalogueStatement<AthenaAction> => {
      const databases = athena.databases.filter(({ access }) => access === 'write' || !needed.includes('write'));
      return {
        Sid: sid,
        Effect: 'Allow',
        Action: [...actions] as AthenaAction[],
        Resource: resources.flatMap((resource) =>
          namesFor(resource, databases).map((names) =>
            fillPlaceholders(athenaResource(resource), { ...values, ...names }),
          ),
        ),
      };
    }),
  };
}

/** The parts of the catalogue that the parameters bring, in its order. */
export function athenaParts(athena: AthenaParameters): AthenaPart[] {
  const { databases, results, catalogKey } = athena;
  const own: Partial<Record<AthenaPart, boolean>> = {
    ...Object.fromEntries(ATHENA_FLAGS.map((name) => [name, athena[name]])),
    write: databases.some(({ access }) => access === 'write'),
    bucket: results !== 'managed',
    key: catalogKey !== undefined,
  };
  return ATHENA_PARTS.filter((part) => own[part] === true);
}

/** The names that a resource is filled in with, once for each database or table that it stands for. */
function namesFor(resource: string, databases: readonly AthenaDatabase[]): { Database?: string; Table?: string }[] {
  if (!resource.includes('${Database}')) return [{}];
  return databases.flatMap(({ name, tables = ['*'] }) => {
    const Database = escapeVariables(name);
    // A name has no wildcard: `*` stands for every table.
    return resource.includes('${Table}')
      ? tables.map((table) => ({ Database, Table: escapeVariables(table) }))
      : [{ Database }];
  });
}
