import type { CatalogueStatement } from './build-policy.js';

/** A revision of Upsolver's documentation: how its management policy differs from that of November 2020. */
export type PageRevision = {
  /** Year and month. */
  name: string;
  adds: readonly string[];
  lacks: readonly string[];
  source: string;
};

/**
 * The revisions whose policies are known and differ from those of November 2020, the catalogue's own. As far as is
 * known, only the management policy differs. Revisions before September 2019 have no complete policy documents; those
 * after August 2021 could not be read whole.
 */
export const PAGE_REVISIONS: readonly PageRevision[] = [
  {
    name: '2019-09',
    adds: [],
    lacks: ['ec2:DescribeSpotPriceHistory'],
    source: 'github.com/Upsolver/Documentation_Old, Deployments/AWS/role-permissions.md, commit bee36eb',
  },
  {
    name: '2020-02',
    adds: ['sts:DecodeAuthorizationMessage'],
    lacks: [],
    source:
      'history of github.com/Upsolver/Documentation_Old; the action supports no resources, so its resource is `*`',
  },
];

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
