import { quote } from '../../core/quote.js';
import type { Statement } from '../../iam/document.js';
import { matchesGlob } from '../../iam/match/glob.js';
import type { DeployableRole } from '../../upsolver/roles/deployable-role.js';
import { isUnreadable, type DeployedRole } from '../input/deployed-role.js';
import { finding, type Finding, type PolicyLocation } from '../report/finding.js';
import { isAthenaFullAccess } from './athena-detection.js';

/* Which databases of the Data Catalog a role can use, in the words of whoever asked for them. */

/** The actions that show that tables can be read and written. */
const SIGNS = { read: 'glue:GetTable', write: 'glue:CreateTable' } as const;

type Access = keyof typeof SIGNS;

/** Tables of a database, as `database/table`; both may have wildcards. */
type Tables = Readonly<Record<Access, readonly string[]>>;

/** Compares the databases that a role can use with those that it should use, if it should use only some. */
export function compareDatabases(
  { inlinePolicies, managedPolicyArns }: DeployableRole,
  deployed: DeployedRole,
): Finding[] {
  const wanted = tablesIn(inlinePolicies.flatMap(({ document }) => document.Statement));
  if (wanted.read.length === 0) return [];
  const everything = deployed.managedPolicies.find(
    ({ arn }) => isAthenaFullAccess(arn) && !managedPolicyArns.includes(arn),
  );
  const managed = deployed.managedPolicies.filter((policy) => policy !== everything);
  const documents = [...deployed.inlinePolicies, ...managed].flatMap(({ document }) => document ?? []);
  const actual = tablesIn(documents.flatMap((document) => document.Statement));
  if (everything !== undefined) {
    const policy = { kind: 'managed', name: everything.name } as const;
    const message = '`AmazonAthenaFullAccess` is attached: the role can use every database, not only those requested';
    const unexpected = managed.filter(({ arn }) => !managedPolicyArns.includes(arn));
    // What cannot be read may be the inline policy.
    const isAlone =
      actual.read.length === 0 && deployed.unreadablePolicies.length === 0 && !unexpected.some(isUnreadable);
    return [...(isAlone ? [fullAccessFinding(wanted, policy)] : []), finding('databaseExtra', message, { policy })];
  }
  return (['read', 'write'] as const).flatMap((access) => [
    ...onlyIn(wanted[access], actual[access]).map((table) => {
      return finding('databaseMissing', `${describe(table)} is missing: the role cannot ${access} ${partOf(table)}`, {
        expected: table,
      });
    }),
    ...onlyIn(actual[access], wanted[access]).map((table) => {
      return finding('databaseExtra', `${describe(table)} was not requested: the role can ${access} ${partOf(table)}`, {
        actual: table,
      });
    }),
  ]);
}

/** The finding that AWS's managed policy is in place of the inline policy with databases. */
function fullAccessFinding({ read }: Tables, policy: PolicyLocation): Finding {
  const databases = [...new Set(read.map((table) => table.split('/', 1)[0]))].map((name) => quote(name));
  const message =
    'the managed policy `AmazonAthenaFullAccess` is a variant of the inline policy that was requested: ' +
    `with access to every database, not to named databases only (${databases.join(', ')})`;
  return finding('variantRecognized', message, { policy });
}

function tablesIn(statements: readonly Statement[]): Tables {
  const of = (access: Access): string[] => [
    ...new Set(statements.filter((statement) => grants(statement, SIGNS[access])).flatMap(tablesOf)),
  ];
  return { read: of('read'), write: of('write') };
}

function grants({ Effect, Action }: Statement, action: string): boolean {
  const patterns = [Action ?? []].flat().map((pattern) => pattern.toLowerCase());
  return Effect === 'Allow' && patterns.some((pattern) => matchesGlob(pattern, action.toLowerCase()));
}

function tablesOf({ Resource }: Statement): string[] {
  return [Resource ?? []].flat().flatMap((resource) => {
    if (resource === '*') return ['*/*'];
    const [, table] = /:table\/(.+)$/.exec(resource) ?? [];
    return table === undefined ? [] : [table.includes('/') ? table : `${table}/*`];
  });
}

/** The tables that no entry of the other list includes. */
function onlyIn(tables: readonly string[], others: readonly string[]): string[] {
  return tables.filter((table) => !others.some((other) => matchesGlob(other, table)));
}

function describe(table: string): string {
  const [database = '', name] = table.split('/');
  if (name === '*') return database === '*' ? 'every database' : `the database \`${database}\``;
  return `the table \`${name}\` of the database \`${database}\``;
}

function partOf(table: string): string {
  return table.endsWith('/*') ? 'its tables' : 'it';
}
