import type { IssueCode } from '../core/issue.js';
import type { RoleRepair } from '../drift/repair/repair.js';
import type { Finding, FindingCode, Severity } from '../drift/report/finding.js';
import type { DriftReport, RoleReport, RoleStatus, Variant } from '../drift/report/report.js';
import type { IntegrationMode, RoleName } from '../upsolver/catalogue/names.js';
import type { Acceptance } from '../upsolver/parameters/accounts.js';
import type { AcceptedFinding } from './config/apply-accepted.js';
import type { ExportIssue } from './config/route-exports.js';
import type { ExitCode } from './terminal.js';

/* What `check` prints as JSON. `schema/check-report.schema.json` is generated from these types. */

/** What `check --json` prints: the report, and the calls that restore the roles. */
export type CheckReport = DriftReport & {
  /** The calls that restore each role that is not in sync. */
  repairs: RoleRepair[];
  /** With `--lake-formation`, if grants are missing: a script of AWS CLI commands that grants them. */
  lakeFormationScript?: string;
};

/** A role in the report for an accounts file. */
export type AccountRole = Omit<RoleReport, 'expected' | 'deployed' | 'findings'> & {
  findings: (Finding & {
    /** The fingerprint with which the accounts file can accept the finding. */
    match: string;
  })[];
};

/** A status, or `noExport` if no export contains the account. */
export type AccountStatus = RoleStatus | 'noExport';

/** What `check --config FILE --json` prints: the result for every account of the file. */
export type AccountsReport = {
  /** The exit status of the command. */
  exitCode: ExitCode;
  /** In the order of the file, one for each Region. */
  accounts: {
    /** The account ID, with the Region if the account has several. */
    key: string;
    /** 12 digits. */
    accountId: string;
    region: string;
    mode: IntegrationMode;
    status: AccountStatus;
    roles: AccountRole[];
  }[];
  /** Accounts that the exports have and the file does not. */
  unknownAccounts: { accountId: string; file: string }[];
  /** Findings that the file accepts. They do not count. */
  accepted: AcceptedFinding[];
  /** Findings that count again, because their acceptance has expired. */
  expired: AcceptedFinding[];
  /** Acceptances that match no finding. */
  unused: Acceptance[];
  /** What could not be read. */
  issues: ExportIssue[];
  /** The calls that restore each role that is not in sync. */
  repairs: RoleRepair[];
};

/** One account in a summary, and its roles. */
export type AccountSummary = {
  /** 12 digits. Absent if the input had no roles at all. */
  accountId?: string;
  /** With `--config`, the AWS Region of the entry. */
  region?: string;
  status: AccountStatus;
  /** Other parameters that the roles seem to be built with, in one sentence. */
  hint?: string;
  roles: RoleSummary[];
};

/** One role in a summary. */
export type RoleSummary = {
  role: RoleName;
  /** The expected name. */
  name: string;
  status: RoleStatus;
  /** How the access of the recognized variant compares with that of the documented policies, if there is a variant. */
  relation?: Variant['relation'];
  /** How many findings have each code. Absent if there are none. */
  findings?: { [Code in FindingCode]?: number };
};

/** What `check --json=summary` prints: counts and codes, without messages, policies or repairs. */
export type CheckSummary = {
  /** Distinguishes a summary from a report. */
  view: 'summary';
  /** The exit status of the command. */
  exitCode: ExitCode;
  /** The worst status of all roles; `unreadable` if they are in sync and something was not read or not checked. */
  status: RoleStatus;
  counts: {
    /** Accounts of the input or of the accounts file, counted once for each Region. */
    accounts: number;
    /** Roles by status. */
    roles: { [Status in RoleStatus]: number };
    /** Findings by severity. */
    findings: { [Level in Severity]: number };
    /** Findings that the accounts file accepts. They do not count. */
    accepted: number;
    /** Findings that count again, because their acceptance has expired. */
    expired: number;
    /** Acceptances that match no finding. */
    unused: number;
  };
  accounts: AccountSummary[];
  /** Accounts that the exports have and the accounts file does not. */
  unknownAccounts: string[];
  /** Settings that were not compared for at least one role, because the input does not include them. */
  uncheckedSettings: string[];
  /** How many parts of the input could not be read, by the code of the issue. */
  issues: { [Code in IssueCode]?: number };
};
