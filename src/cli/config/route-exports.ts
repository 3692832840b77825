import { ACTION_CATALOG } from '../../aws/actions/built-in.js';
import { arnFields } from '../../aws/arn.js';
import { isAccountId } from '../../aws/identifiers.js';
import type { Issue, LocatedProblem, Position } from '../../core/issue.js';
import { formatNumber } from '../../core/words.js';
import { createRoleCheck, type RoleCheck } from '../../drift/check.js';
import { createScanner, type Unit } from '../../drift/input/scanner.js';
import type { DriftReport } from '../../drift/report/report.js';
import type { AccountEntry } from './account-entry.js';
import { createLineMap, type LineMap } from './line-map.js';

/** An issue with the file that it is about. */
export type ExportIssue = Issue & { file?: string };

/** An entry with the report on its roles; without one if no export has its account. */
export type EntryReport = { entry: AccountEntry; report?: DriftReport & { issues: ExportIssue[] } };

/** What the exports say of all accounts. */
export type RoutedReports = {
  reports: EntryReport[];
  /** Accounts that the exports have and the entries do not, each with the file that it was first in. */
  strangers: { accountId: string; file: string }[];
  /** What could not be read, and what belongs to no account. */
  issues: ExportIssue[];
};

/** Reads exports of accounts, and gives each role to the checks of its account. */
export type ExportRouter = {
  /** Reads the next part of a file. Parts of one file follow each other. */
  write: (file: string, chunk: Uint8Array) => void;
  end: () => RoutedReports;
};

/** A check of one entry. Its input are lines, and it is known where each of them is from. */
type Route = { entry: AccountEntry; check: RoleCheck; lines: LineMap; others: ReadonlySet<string> };

/** What a check cannot read: it then says that its input is not whole. */
const INCOMPLETE = '!';

/** Most problems of a file that are kept. */
const MAX_ISSUES = 100;

/**
 * Creates a check of many accounts, of any length and in any number of files: one account in a file, or several. Each
 * check keeps what `createRoleCheck` keeps of its own account; managed policies of AWS are kept once.
 */
export function createExportRouter(entries: readonly AccountEntry[]): ExportRouter {
  const routes = new Map<string, Route[]>();
  for (const entry of entries) {
    routes.set(entry.accountId, [...(routes.get(entry.accountId) ?? []), routeOf(entry, entries)]);
  }
  const withExport = new Set<string>();
  const strangers = new Map<string, string>();
  const awsPolicies = new Map<string, { version: number; text: string }>();
  const issues: ExportIssue[] = [];
  let current: { file: string; write: (chunk: Uint8Array) => void; end: () => void } | undefined;

  const send = (accountId: string, text: string, file: string, position: Position, name?: string): void => {
    for (const { check, lines, others } of routes.get(accountId) ?? []) {
      // The role of another Region is not one of this Region under another name.
      if (name !== undefined && others.has(name)) continue;
      lines.add(text, file, position);
      check.write(`${text}\n`);
    }
  };

  function openFile(file: string): NonNullable<typeof current> {
    const decoder = new TextDecoder();
    const seen = new Set<string>();
    const inPage = new Set<string>();
    let count = 0;

    const readUnit = ({ value, text, position, path }: Unit): void => {
      const { Arn, RoleName, DefaultVersionId } = Object(value) as Readonly<Record<string, unknown>>;
      const owner = typeof Arn === 'string' ? arnFields(Arn)[4] : undefined;
      if (owner === 'aws') {
        const version = Number(/^v(\d+)$/.exec(String(DefaultVersionId))?.[1] ?? 0);
        const known = awsPolicies.get(String(Arn));
        if (known === undefined || known.version < version)
          awsPolicies.set(String(Arn), { version, text: JSON.stringify(value) });
      } else if (owner !== undefined && isAccountId(owner)) {
        for (const accounts of [seen, inPage, withExport]) accounts.add(owner);
        if (!routes.has(owner) && !strangers.has(owner)) strangers.set(owner, file);
        send(owner, text, file, position, typeof RoleName === 'string' ? RoleName : undefined);
      } else {
        readIssue({
          code: 'unknown_shape',
          path,
          position,
          message: 'this is neither a role nor a managed policy of an account',
          hint: HINT,
        });
      }
    };
    const readIssue = (issue: LocatedProblem): void => {
      count += 1;
      if (count <= MAX_ISSUES) issues.push({ ...issue, severity: 'error', file });
    };
    const scanner = createScanner({
      onUnit: readUnit,
      onIssue: readIssue,
      onPage: (isTruncated) => {
        const page = JSON.stringify({ RoleDetailList: [], IsTruncated: isTruncated });
        for (const accountId of inPage.size > 0 ? inPage : seen) send(accountId, page, file, { line: 1, column: 1 });
        inPage.clear();
      },
    });
    return {
      file,
      write: (chunk) => scanner.write(decoder.decode(chunk, { stream: true })),
      end: () => {
        scanner.write(decoder.decode());
        scanner.end();
        if (count > MAX_ISSUES) {
          const message = `${formatNumber(count - MAX_ISSUES)} more problems are not listed`;
          issues.push({ code: 'too_long', path: [], message, severity: 'error', file });
        }
        // A part that could not be read may be about any of the accounts of the file.
        if (count > 0) for (const accountId of seen) send(accountId, INCOMPLETE, INCOMPLETE, { line: 1, column: 1 });
      },
    };
  }

  return {
    write(file, chunk) {
      if (current?.file !== file) {
        current?.end();
        current = openFile(file);
      }
      current.write(chunk);
    },
    end() {
      current?.end();
      const reports = [...routes.values()].flat().map(({ entry, check, lines }): EntryReport => {
        if (!withExport.has(entry.accountId)) return { entry };
        for (const { text } of awsPolicies.values()) check.write(`${text}\n`);
        return { entry, report: reportOf(check, lines, entry) };
      });
      const inOrder = entries.map((entry) => reports.find((each) => each.entry === entry) as EntryReport);
      return {
        reports: inOrder,
        strangers: [...strangers].map(([accountId, file]) => ({ accountId, file })),
        issues,
      };
    },
  };
}

const HINT = 'pass the output of `aws iam get-account-authorization-details --output json`';

function routeOf(entry: AccountEntry, entries: readonly AccountEntry[]): Route {
  const own = new Set(entry.roles.map(({ name }) => name));
  const names = entries
    .filter(({ accountId }) => accountId === entry.accountId)
    .flatMap(({ roles }) => roles.map(({ name }) => name));
  return {
    entry,
    check: createRoleCheck(entry.roles, { parameters: entry.parameters, catalog: ACTION_CATALOG }),
    lines: createLineMap(),
    others: new Set(names.filter((name) => !own.has(name))),
  };
}

/** The report of a check, with the places of issues in the files. */
function reportOf(
  check: RoleCheck,
  lines: LineMap,
  { accountId }: AccountEntry,
): DriftReport & { issues: ExportIssue[] } {
  const { roles, issues, ...report } = check.end();
  return {
    ...report,
    roles: roles.map((role) => ({ ...role, accountId })),
    issues: issues.map((issue): ExportIssue => {
      const place = issue.position && lines.placeOf(issue.position);
      if (place?.file !== INCOMPLETE) return place === undefined ? issue : { ...issue, ...place };
      const { position: _position, ...rest } = issue;
      return {
        ...rest,
        code: 'missing',
        message: 'parts of the files of this account could not be read',
        path: [accountId],
      };
    }),
  };
}
