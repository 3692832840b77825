import { nameInArn } from '../aws/arn.js';
import { asObject } from '../core/as-object.js';
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
  /** For each grant, one if permissions are missing, and one if some cannot be decided. */
  findings: Finding[];
  /** The grants that are missing, with the missing permissions only. The functions that render grants repair them. */
  missing: LakeFormationGrant[];
  /** Parts of the input that could not be read. */
  issues: Issue[];
};

/** A permission in the answer of `ListPermissions`. */
type Entry = {
  principal: string;
  resource: Readonly<Record<string, unknown>>;
  permissions: string[];
  /** Whether it applies to some requests only. */
  isConditional: boolean;
};

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
  const certain = entries.filter(({ isConditional }) => !isConditional);
  for (const grant of needed as LakeFormationGrant[]) {
    const lacks = grant.permissions.filter((permission) => !isGranted(grant, permission, certain));
    const isOpen = problems.length > 0 || hasTags(grant, entries);
    const open = lacks.filter((permission) => isOpen || isGranted(grant, permission, entries));
    const gone = lacks.filter((permission) => !open.includes(permission));
    const reason = { purpose: grant.purpose, source: grant.source };
    if (gone.length > 0) {
      missing.push({ ...grant, permissions: gone });
      const message = `Lake Formation does not grant ${what(grant, gone)}`;
      findings.push(finding('lakeFormationMissing', message, { expected: gone.join(', '), ...reason }));
    }
    if (open.length > 0) {
      const message = `whether Lake Formation grants ${what(grant, open)} is not in the input`;
      findings.push(finding('undecided', message, { expected: open.join(', '), ...reason }));
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
    Condition: unknown;
  }[];
  NextToken: string | undefined;
};

const page: Reader<Page> = /* @__PURE__ */ record<Page>({
  PrincipalResourcePermissions: list(
    record<Page['PrincipalResourcePermissions'][number]>({
      Principal: record({ DataLakePrincipalIdentifier: text }),
      Resource: json,
      Permissions: optional(list(text)),
      Condition: optional(json),
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
    each.PrincipalResourcePermissions.map(({ Principal, Resource, Permissions = [], Condition }) => ({
      principal: Principal.DataLakePrincipalIdentifier,
      resource: asObject(Resource),
      permissions: Permissions,
      isConditional: isPresent(Condition),
    })),
  );
  const last = pages.value.at(-1);
  if (last !== undefined && last.NextToken === undefined) return { entries, problems: [] };
  const message =
    last === undefined ? 'the list of permissions has no page' : 'the last page of permissions is missing';
  const hint = 'request the next page with `NextToken`; with the AWS CLI, omit `--max-items`';
  return { entries, problems: [{ code: 'missing', path: ['permissions'], message, hint }] };
}

function isGranted(grant: LakeFormationGrant, permission: string, entries: readonly Entry[]): boolean {
  return entries.some(({ principal, resource, permissions }) => {
    if (!covers(resource, grant)) return false;
    const hasAll = permissions.includes('ALL');
    if (principal === IAM_GROUP) return hasAll;
    return principal === grant.principalArn && (hasAll || permissions.includes(permission));
  });
}

/**
 * Whether a permission on a resource of the answer is one on the resource of a grant. A resource that names no catalog
 * is in that of the account.
 */
function covers(actual: Readonly<Record<string, unknown>>, grant: LakeFormationGrant): boolean {
  const [[kind, value] = [], ...others] = Object.entries(actual).filter(([, member]) => isPresent(member));
  const resource = asObject(value);
  const id = resource[kind === 'Catalog' ? 'Id' : 'CatalogId'] ?? grant.catalogId;
  if (id !== grant.catalogId || others.length > 0) return false;
  const wanted = grant.resource;
  switch (wanted.kind) {
    case 'catalog':
      return kind === 'Catalog';
    case 'database':
      return kind === 'Database' && resource['Name'] === wanted.database;
    case 'dataLocation':
      return kind === 'DataLocation' && resource['ResourceArn'] === wanted.locationArn;
    default:
      return coversTables(kind, resource, wanted);
  }
}

function coversTables(
  kind: string | undefined,
  { DatabaseName: database, Name: name, ...table }: Readonly<Record<string, unknown>>,
  wanted: Extract<LakeFormationResource, { kind: 'table' | 'allTables' }>,
): boolean {
  // `SELECT` on a whole table is listed as one on all of its columns.
  const isWhole = kind === 'TableWithColumns' && isAll(table['ColumnWildcard']) && !isPresent(table['ColumnNames']);
  if ((kind !== 'Table' && !isWhole) || database !== wanted.database) return false;
  const isEvery = isAll(table['TableWildcard']) || name === 'ALL_TABLES';
  return isEvery || (wanted.kind === 'table' && name === wanted.table);
}

/** Whether the answer has a member: some tools write absent ones as `null`. */
const isPresent = (value: unknown): boolean => value !== undefined && value !== null;

/** Whether a wildcard excludes nothing. */
function isAll(wildcard: unknown): boolean {
  if (!isPresent(wildcard)) return false;
  const { ExcludedColumnNames: excluded } = asObject(wildcard);
  return excluded === undefined || (Array.isArray(excluded) && excluded.length === 0);
}

/** Whether the role has permissions by tags: the answer does not say on which resources. */
function hasTags({ principalArn }: LakeFormationGrant, entries: readonly Entry[]): boolean {
  return entries.some(({ principal, resource }) => principal === principalArn && resource['LFTagPolicy'] !== undefined);
}

function what({ principalArn, resource }: LakeFormationGrant, permissions: readonly string[]): string {
  return `\`${permissions.join('`, `')}\` on ${describe(resource)} to \`${nameInArn(principalArn)}\``;
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
