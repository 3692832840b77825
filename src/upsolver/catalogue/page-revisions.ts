import type { CatalogueStatement } from './build-policy.js';
import { FIRST_REVISION, OLD_DOCUMENTATION, SOURCE_PAGE } from './pages.js';

/** A revision of Upsolver's documentation: how its management policy differs from that of November 2020. */
export type PageRevision = {
  /** Year and month. */
  name: string;
  adds: readonly string[];
  lacks: readonly string[];
  source: string;
  /** The text of the revision, or the repository that it is in. Absent if it could not be read completely. */
  url?: string;
  /** Set if the revision could not be read completely: it might have other differences. */
  isPartial?: true;
};

/**
 * The revisions that have complete policy documents, and what is known of the one after them, oldest first. As far as
 * is known, only the management policy differs. That of November 2020 is the catalogue's own.
 */
export const DOCUMENTED_REVISIONS = [
  {
    name: '2019-09',
    adds: [],
    lacks: ['ec2:DescribeSpotPriceHistory'],
    source: 'github.com/Upsolver/Documentation_Old, Deployments/AWS/role-permissions.md, commit bee36eb',
    url: FIRST_REVISION,
  },
  {
    name: '2019-12',
    adds: [],
    lacks: [],
    source: 'history of github.com/Upsolver/Documentation_Old',
    url: OLD_DOCUMENTATION,
  },
  {
    name: '2020-02',
    adds: ['sts:DecodeAuthorizationMessage'],
    lacks: [],
    source:
      'history of github.com/Upsolver/Documentation_Old; the action supports no resources, so its resource is `*`',
    url: OLD_DOCUMENTATION,
  },
  {
    name: SOURCE_PAGE.revision,
    adds: [],
    lacks: [],
    source: '"AWS role permissions", github.com/Upsolver/Documentation',
    url: SOURCE_PAGE.archiveUrl,
  },
  {
    name: '2021-08',
    adds: ['iam:CreateServiceLinkedRole', 'sts:DecodeAuthorizationMessage'],
    lacks: [],
    source: 'parts of "AWS role permissions" after August 2021, which could not be read completely',
    isPartial: true,
  },
] as const satisfies readonly PageRevision[];

/** The name of a revision: the year and month in which it was first seen. */
export type RevisionName = (typeof DOCUMENTED_REVISIONS)[number]['name'];

/** The revisions that deployed roles are recognized as: completely known ones that differ from November 2020. */
export const PAGE_REVISIONS: readonly PageRevision[] = DOCUMENTED_REVISIONS.filter(
  ({ adds, lacks, ...rest }) => adds.length + lacks.length > 0 && !('isPartial' in rest),
);

/** The statements of the catalogue as a revision has them. */
export function reviseStatements(
  statements: readonly CatalogueStatement[],
  { adds, lacks }: PageRevision,
): CatalogueStatement[] {
  return statements.map((statement) =>
    statement.Sid === 'validateAndMonitor'
      ? { ...statement, Action: [...statement.Action.filter((action) => !lacks.includes(action)), ...adds] }
      : statement,
  );
}
