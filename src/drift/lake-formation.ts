import { nameInArn } from '../aws/arn.js';
import { attempt } from '../core/attempt.js';
import { json, list, optional, record, safeReadData, text, type Reader } from '../core/data.js';
import type { Immutable } from '../core/immutable.js';
import { asError, type Issue, type LocatedProblem } from '../core/issue.js';
import { typeName } from '../core/quote.js';
import { readLakeFormationGrants } from '../render/lake-formation.js';
import type { LakeFormationResource } from '../upsolver/catalogue/lake-formation.js';
import type { LakeFormationGrant } from '../upsolver/roles/lake-formation-grants.js';
import { finding, type Finding } from './report/finding.js';

/** How permissions in Lake Formation compare with the grants that are needed. */
export type LakeFormationReport = {
  /** `unreadable` if nothing is known to be missing, and the input does not decide everything. */
  status: 'inSync' | 'drifted' | 'unreadable';
  /** One for each grant that is missing or cannot be decided. */
  findings: Finding[];
  /** The grants that are missing, with the missing permissions only. The functions that render grants repair them. */
  missing: LakeFormationGrant[];
  /** Parts of the input that could not be read. */
  issues: Issue[];
};

/** A permission in the answer of `ListPermissions`. */
type Entry = { principal: string; resource: Readonly<Record<string, unknown>>; permissions: string[] };

/** The group that has `Super` on what IAM alone protects. Source: AWS Lake Formation Developer Guide. */
const IAM_GROUP = 'IAM_ALLOWED_PRINCIPALS';

const HINT = 'pass the output of `aws lakeformation list-permissions --output json`';

/**
 * Checks whether Lake Formation has granted what the roles need. Databases and tables on which `IAM_ALLOWED_PRINCIPALS`
 * has `Super` need no grant: there, IAM alone decides.
 *
 * Invalid input does not throw: `issues` of the report lists it, and nothing is then said to be in sync.
 *
 * @param permissions What `ListPermissions` returned for the account: text, one page, or a list of pages.
 * @param grants What `lakeFormationGrants` returned.
 * @returns The findings, and the grants that are missing.
 * @throws {InvalidInputError} If `grants` is not a list of grants, or is empty.
 *
 * @example
 * const report = checkLakeFormation({ PrincipalResourcePermissions: [] }, grants);
 * report.findings[0]?.message;
 * // 'Lake Formation does not grant `DESCRIBE` on the database `default` to `UpsolverRole`'
 * toLakeFormationScript(report.missing); // the script that grants it
 *
 * Source: AWS Lake Formation API Reference, ListPermissions.
 */
export function checkLakeFormation(
  permissions: string | object,
  grants: readonly Immutable<LakeFormationGrant>[],
): LakeFormationReport {
  const needed = readLakeFormationGrants(grants).map((grant, index) => ({ ...grants[index], ...grant }));
  const { entries, problems } = readEntries(permissions);
  const missing: LakeFormationGrant[] = [];
  const findings: Finding[] = [];
  for (const grant of needed as LakeFormationGrant[]) {
    const lacks = grant.permissions.filter((permission) => !isGranted(grant, permission, entries));
    if (lacks.length === 0) continue;
    const what = `\`${lacks.join('`, `')}\` on ${describe(grant.resource)} to \`${nameInArn(grant.principalArn)}\``;
    const details = { expected: lacks.join(', '), purpose: grant.purpose, source: grant.source };
    if (problems.length > 0 || hasTags(grant, entries)) {
      findings.push(finding('undecided', `whether Lake Formation grants ${what} is not in the input`, details));
    } else {
      missing.push({ ...grant, permissions: lacks });
      findings.push(finding('lakeFormationMissing', `Lake Formation does not grant ${what}`, details));
    }
  }
  const isUnknown = findings.length > 0 || problems.length > 0;
  const status = missing.length > 0 ? 'drifted' : isUnknown ? 'unreadable' : 'inSync';
  return { status, findings, missing, issues: problems.map(asError) };
}

type Page = {
  PrincipalResourcePermissions: {
    Principal: { DataLakePrincipalIdentifier: string };
    Resource: unknown;
    Permissions: string[] | undefined;
  }[];
  NextToken: string | undefined;
};

const page: Reader<Page> = /* @__PURE__ */ record<Page>({
  PrincipalResourcePermissions: list(
    record<Page['PrincipalResourcePermissions'][number]>({
      Principal: record({ DataLakePrincipalIdentifier: text }),
      Resource: json,
      Permissions: optional(list(text)),
    }),
  ),
  NextToken: optional(text),
});

function readEntries(input: string | object): { entries: Entry[]; problems: LocatedProblem[] } {
  return typeof input === 'string' ? readText(input) : readPages(input);
}

function readText(input: string): ReturnType<typeof readEntries> {
  const value = attempt(SyntaxError, () => JSON.parse(input) as object);
  if (!(value instanceof SyntaxError)) return readPages(value);
  const message = 'the permissions are not JSON';
  return { entries: [], problems: [{ code: 'invalid_json', path: ['permissions'], message, hint: HINT }] };
}

function readPages(value: object): ReturnType<typeof readEntries> {
  const pages = safeReadData(list(page), typeName(value) === 'array' ? value : [value], ['permissions'], HINT);
  if (pages.value === undefined) return { entries: [], problems: pages.issues };
  const entries = pages.value.flatMap((each) =>
    each.PrincipalResourcePermissions.map(({ Principal, Resource, Permissions = [] }) => {
      const resource = asObject(Resource);
      return { principal: Principal.DataLakePrincipalIdentifier, resource, permissions: Permissions };
    }),
  );
  const last = pages.value.at(-1);
  if (last !== undefined && last.NextToken === undefined) return { entries, problems: [] };
  const message =
    last === undefined ? 'the list of permissions has no page' : 'the last page of permissions is missing';
  const hint = 'request the next page with `NextToken`; with the AWS CLI, omit `--max-items`';
  return { entries, problems: [{ code: 'missing', path: ['permissions'], message, hint }] };
}

const asObject = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};

function isGranted(grant: LakeFormationGrant, permission: string, entries: readonly Entry[]): boolean {
  return entries.some(({ principal, resource, permissions }) => {
    if (!covers(resource, grant.resource)) return false;
    const hasAll = permissions.includes('ALL');
    if (principal === IAM_GROUP) return hasAll;
    return principal === grant.principalArn && (hasAll || permissions.includes(permission));
  });
}

/** Whether a permission on a resource of the answer is one on the resource of a grant. */
function covers(actual: Readonly<Record<string, unknown>>, wanted: LakeFormationResource): boolean {
  const [database, location] = [asObject(actual['Database']), asObject(actual['DataLocation'])];
  // `SELECT` on a whole table is listed as one on all of its columns.
  const columns = asObject(actual['TableWithColumns']);
  const isWhole = isAll(columns['ColumnWildcard']);
  const table = isWhole ? columns : asObject(actual['Table']);
  const isEvery = isAll(table['TableWildcard']) || table['Name'] === 'ALL_TABLES';
  switch (wanted.kind) {
    case 'catalog':
      return actual['Catalog'] !== undefined;
    case 'database':
      return database['Name'] === wanted.database;
    case 'table':
      return table['DatabaseName'] === wanted.database && (isEvery || table['Name'] === wanted.table);
    case 'allTables':
      return table['DatabaseName'] === wanted.database && isEvery;
    default:
      return location['ResourceArn'] === wanted.locationArn;
  }
}

/** Whether a wildcard excludes nothing. */
function isAll(wildcard: unknown): boolean {
  if (wildcard === undefined || wildcard === null) return false;
  const { ExcludedColumnNames: excluded } = asObject(wildcard);
  return excluded === undefined || (Array.isArray(excluded) && excluded.length === 0);
}

/** Whether the role has permissions by tags: the answer does not say on which resources. */
function hasTags({ principalArn }: LakeFormationGrant, entries: readonly Entry[]): boolean {
  return entries.some(({ principal, resource }) => principal === principalArn && resource['LFTagPolicy'] !== undefined);
}

function describe(resource: LakeFormationResource): string {
  switch (resource.kind) {
    case 'catalog':
      return 'the Data Catalog';
    case 'database':
      return `the database \`${resource.database}\``;
    case 'table':
      return `the table \`${resource.table}\` of the database \`${resource.database}\``;
    case 'allTables':
      return `all tables of the database \`${resource.database}\``;
    default:
      return `the location \`${resource.locationArn}\``;
  }
}
