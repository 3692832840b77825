import { cell } from '../../core/markdown.js';
import { escapeInvisible } from '../../core/quote.js';
import { explainReport } from '../../drift/report/explain.js';
import type { RoleReport, DriftReport, RoleStatus } from '../../drift/report/report.js';
import { INTEGRATION_MODES } from '../../upsolver/catalogue/names.js';
import type { Acceptance } from '../../upsolver/parameters/accounts.js';
import { table } from '../layout.js';
import type { Style, Tone } from '../style.js';
import { ACCEPTABLE_CODES } from './acceptable.js';
import type { AcceptedFinding } from './apply-accepted.js';
import { isFinding, rolesOfAccounts, type AccountResult, type AccountsResult } from './check-accounts.js';
import { fingerprintOf } from './fingerprint.js';

const CELLS: Readonly<Record<RoleStatus, [tone: Tone, text: string]>> = {
  inSync: ['good', 'in sync'],
  drifted: ['bad', 'drifted'],
  missing: ['bad', 'missing'],
  unreadable: ['unknown', 'unreadable'],
};

type Mark = (tone: Tone, text: string) => string;

/** The parts of a text about accounts that do not depend on its format. */
type Parts = {
  summary: string;
  tables: { mode: string; rows: string[][] }[];
  notes: { title: string; lines: string[] }[];
};

/** Writes the result for people: a summary, a table with what has drifted first, what it is, and what is accepted. */
export function explainAccounts(result: AccountsResult, style: Style): string {
  const { summary, tables, notes } = partsOf(result, (tone, text) => style.mark(tone, text));
  return style.wrap(
    [
      style.bold(summary),
      ...tables.map(({ mode, rows }) => [mode, ...table(rows).map((line) => `  ${line}`)].join('\n')),
      ...notes.map(({ title, lines }) => [style.bold(title), ...lines.map((line) => `  ${line}`)].join('\n')),
      ...detailsOf(result),
    ].join('\n\n'),
  );
}

/** Writes the same as Markdown: tables, and the details in a block. */
export function markdownOfAccounts(result: AccountsResult): string {
  const { summary, tables, notes } = partsOf(result, (_tone, text) => text);
  const details = detailsOf(result).map((text) => ['```text', text.replaceAll('```', "'''"), '```'].join('\n'));
  return [
    `## ${summary}`,
    ...tables.map(({ mode, rows: [head = [], ...rows] }) =>
      [`### ${mode}`, '', row(head), row(head.map(() => '---')), ...rows.map((cells) => row(filled(cells, head)))].join(
        '\n',
      ),
    ),
    ...notes.map(({ title, lines }) => [`### ${title}`, '', ...lines.map((line) => `- ${cell(line)}`)].join('\n')),
    ...details,
  ].join('\n\n');
}

function row(cells: readonly string[]): string {
  return `| ${cells.map(cell).join(' | ')} |`;
}

function filled(cells: readonly string[], head: readonly string[]): string[] {
  return head.map((_name, index) => cells[index] ?? '');
}

function partsOf(result: AccountsResult, mark: Mark): Parts {
  const { accounts, unknownAccounts, accepted, expired, unused, issues } = result;
  return {
    summary: summaryOf(result),
    tables: INTEGRATION_MODES.flatMap((mode) =>
      tableOf(
        mode,
        accounts.filter((each) => each.mode === mode),
        mark,
      ),
    ),
    notes: [
      ...note('In sync', foldedLines(accounts, mark)),
      ...note(
        'Not in the accounts file',
        unknownAccounts.map(({ accountId, file }) => mark('bad', `${accountId} (${escapeInvisible(file)})`)),
      ),
      ...note(
        'Expired, so these findings count again',
        expired.map((each) => mark('bad', acceptedLine(each))),
      ),
      ...note('Accepted', accepted.map(acceptedLine)),
      ...note(
        'Accepted, but not found',
        unused.map((each) => mark('warning', unusedLine(each))),
      ),
      ...note(
        'Could not be read',
        issues.map(({ file, position, message }) => {
          const place = file === undefined ? '' : `${escapeInvisible(file)}:${position?.line}:${position?.column}: `;
          return mark('unknown', `${place}${message}`);
        }),
      ),
    ],
  };
}

function note(title: string, lines: string[]): Parts['notes'] {
  return lines.length === 0 ? [] : [{ title, lines }];
}

function summaryOf(result: AccountsResult): string {
  const { accounts, unknownAccounts } = result;
  const roles = rolesOfAccounts(result);
  const parts = [
    [roles.filter(isFinding).length, 'role drifted or missing', 'roles drifted or missing'],
    [roles.filter(({ status }) => status === 'unreadable').length, 'role unreadable', 'roles unreadable'],
    [accounts.filter(({ report }) => !report).length, 'entry without an export', 'entries without an export'],
    [unknownAccounts.length, 'unknown account', 'unknown accounts'],
  ] as const;
  const found = parts.flatMap(([count, one, many]) => (count === 0 ? [] : [`${count} ${count === 1 ? one : many}`]));
  const total = countRoles(roles.length, accounts);
  if (found.length > 0) return `${total}: ${found.join(', ')}.`;
  return result.issues.length > 0
    ? `${total}: in sync, but parts of the input could not be read.`
    : `${total}: all in sync.`;
}

const isWholeInSync = ({ report }: AccountResult): boolean => report?.status === 'inSync';

/** How bad a row is: drifted roles first, then accounts without an export, then what could not be read. */
function rank({ report }: AccountResult): number {
  if (report === undefined) return 1;
  return report.roles.some(isFinding) ? 0 : 2;
}

function tableOf(mode: string, accounts: readonly AccountResult[], mark: Mark): Parts['tables'] {
  const rows = accounts.filter((account) => !isWholeInSync(account)).toSorted((a, b) => rank(a) - rank(b));
  if (rows.length === 0) return [];
  const roles = [...new Set(rows.flatMap(({ report }) => report?.roles.map(({ role }) => role) ?? []))];
  const head = [
    'Account',
    'Region',
    ...roles.map((role) => role.replace(/^Upsolver(?=.+Role$)/, '').replace(/Role$/, '')),
  ];
  const cells = rows.map(({ accountId, region, report }) => [
    accountId,
    region,
    ...(report === undefined ? [mark('bad', 'no export')] : roles.map((role) => cellOf(report, role, mark))),
  ]);
  return [{ mode, rows: [head, ...cells] }];
}

/** The status of a role. A role in sync may not be if parts of the input could not be read. */
function cellOf({ issues, roles }: DriftReport, name: string, mark: Mark): string {
  const role = roles.find((each) => each.role === name) as RoleReport;
  if (role.status === 'inSync' && issues.length > 0) return mark('unknown', 'incomplete');
  const [tone, text] = CELLS[role.status];
  return mark(tone, role.status === 'drifted' ? `${text} (${role.findings.length})` : text);
}

function foldedLines(accounts: readonly AccountResult[], mark: Mark): string[] {
  const folded = accounts.filter(isWholeInSync);
  const roles = folded.reduce((sum, { report }) => sum + (report as DriftReport).roles.length, 0);
  return roles === 0 ? [] : [mark('good', countRoles(roles, folded))];
}

/** `2 roles in 1 account`. */
function countRoles(roles: number, accounts: readonly AccountResult[]): string {
  const count = new Set(accounts.map(({ accountId }) => accountId)).size;
  return `${roles} ${roles === 1 ? 'role' : 'roles'} in ${count} ${count === 1 ? 'account' : 'accounts'}`;
}

function acceptedLine({ accountId, name, finding, acceptance }: AcceptedFinding): string {
  const { reason, owner, expires } = acceptance;
  const text = `${accountId} ${name} ${finding.code}: ${reason} (${owner}, until ${expires})`;
  return escapeInvisible(text);
}

function unusedLine({ code, account, role, reason, owner, expires }: Acceptance): string {
  const where = [account, role].filter((part) => part !== undefined).join(' ');
  return escapeInvisible(`${where === '' ? '' : `${where} `}${code}: ${reason} (${owner}, until ${expires})`);
}

/** Most fingerprints of an account that are printed for people. */
const MAX_FINGERPRINTS = 10;

/** The report on each account that is not in sync, and the fingerprints with which its findings can be accepted. */
function detailsOf({ accounts }: AccountsResult): string[] {
  return accounts.flatMap(({ accountId, region, report }) => {
    const roles = report?.roles.filter(({ status }) => status !== 'inSync') ?? [];
    if (report === undefined || roles.length === 0) return [];
    const all = roles.flatMap((role) =>
      role.findings
        .filter(({ code }) => ACCEPTABLE_CODES.withMatch.includes(code))
        .map((finding) => `  ${finding.code} of ${role.name}: ${fingerprintOf(finding, role)}`),
    );
    const rest = all.length - MAX_FINGERPRINTS;
    const prints = rest > 0 ? [...all.slice(0, MAX_FINGERPRINTS), `  ${rest} more; --json prints all of them`] : all;
    const text = explainReport({ ...report, roles, issues: [] });
    const title = prints.length === 0 ? [] : ['', 'Fingerprints, to accept a finding:'];
    return [[`Account ${accountId}, ${region}`, '', text, ...title, ...prints].join('\n')];
  });
}
