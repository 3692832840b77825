import { closest } from '../core/closest.js';
import { InvalidInputError, notOneOf, type LocatedProblem } from '../core/issue.js';
import type { CompareOptions } from '../iam/compare/options.js';
import type { CatalogueStatement } from '../upsolver/catalogue/build-policy.js';
import { INTEGRATION_MODES } from '../upsolver/catalogue/names.js';
import {
  DOCUMENTED_REVISIONS,
  reviseStatements,
  type PageRevision,
  type RevisionName,
} from '../upsolver/catalogue/page-revisions.js';
import { buildRoles } from '../upsolver/roles/build-roles.js';
import type { DeployableRole } from '../upsolver/roles/deployable-role.js';
import { diffRoles } from './diff/diff-roles.js';
import type { AccessDiff } from './diff/diff.js';

/** A release of this library, and the revision of Upsolver's documentation that its policies are those of. */
export type Release = { version: string; date: string; revision: RevisionName };

/** The releases of this library, oldest first. */
export const RELEASES = [
  { version: '0.1.0', date: '2026-11-24', revision: '2020-11' },
] as const satisfies readonly Release[];

/** The revisions of Upsolver's documentation of which the policies are known, oldest first. */
export const REVISIONS: readonly RevisionName[] = DOCUMENTED_REVISIONS.map(({ name }) => name);

/** A revision of Upsolver's documentation, or a release of this library. */
export type Edition = RevisionName | (typeof RELEASES)[number]['version'];

const EXAMPLE = {
  orgId: '12345678-1234-1234-1234-1234567890ab',
  region: 'us-east-1',
  trustedAccountId: '111122223333',
  externalId: 'example',
};

/**
 * Returns what Upsolver's roles gained and lost between two revisions of its documentation, or between two releases of
 * this library.
 *
 * @param from A revision, such as `2019-09`, or a release, such as `0.1.0`.
 * @param to The later one. Of the revision `2021-08`, only parts are known: it may differ in more.
 * @param options `catalog`: the actions of AWS services, for access levels.
 * @returns The roles of both modes that differ, as `diffRoles` returns them.
 * @throws {InvalidInputError} If a revision or a release does not exist.
 *
 * @example
 * const { roles } = permissionChanges('2019-09', '2020-11');
 * roles.map(({ name, rows }) => [name, rows.map(({ change, actions }) => `${change} ${actions.join()}`)]);
 * // [
 * //   ['UpsolverManagementRole', ['added ec2:DescribeSpotPriceHistory']],
 * //   ['UpsolverRole', ['added ec2:DescribeSpotPriceHistory']],
 * // ]
 *
 * Source: the revisions of "AWS role permissions" in github.com/Upsolver/Documentation_Old and
 * github.com/Upsolver/Documentation.
 */
export function permissionChanges(from: Edition, to: Edition, options: CompareOptions = {}): AccessDiff {
  const problems: LocatedProblem[] = [];
  const [old, next] = [
    ['from', from],
    ['to', to],
  ].map(([name, edition]) => {
    const revision = revisionOf(edition as string);
    const known = [...REVISIONS, ...RELEASES.map(({ version }) => version)];
    if (revision !== undefined) return rolesOf(revision);
    const suggestion = typeof edition === 'string' ? closest(edition, known) : undefined;
    problems.push({ ...notOneOf('revision or release', edition, known, suggestion), path: [name as string] });
    return [];
  }) as [DeployableRole[], DeployableRole[]];
  if (problems.length > 0) throw new InvalidInputError(problems);
  return diffRoles(old, next, options);
}

function revisionOf(edition: string): PageRevision | undefined {
  const name = RELEASES.find(({ version }) => version === edition)?.revision ?? edition;
  return DOCUMENTED_REVISIONS.find((revision) => revision.name === name);
}

/** The roles of both modes as a revision has them. */
function rolesOf(revision: PageRevision): DeployableRole[] {
  return INTEGRATION_MODES.flatMap((mode) =>
    buildRoles(mode, EXAMPLE).map((role) => ({
      ...role,
      inlinePolicies: role.inlinePolicies.map(({ name, document }) => ({
        name,
        document: {
          ...document,
          Statement: reviseStatements(document.Statement as CatalogueStatement[], revision),
        },
      })),
    })),
  );
}
