import { checkRoles, type Finding, type RoleReport } from '../../src/drift/index.js';
import type { PolicyDocument, Statement } from '../../src/iam/index.js';
import type { DeployableRole } from '../../src/index.js';
import { exportOf, rolesOf, TAGGED, type AccountExport, type RoleDetail } from './account.js';

export const roles: DeployableRole[] = rolesOf('private-vpc');

/** The server role after a change of it or of its account. */
export function checkServer(
  change: (role: RoleDetail, account: AccountExport) => void,
  expected: readonly DeployableRole[] = roles,
): RoleReport {
  const account = exportOf(expected);
  change(account.RoleDetailList[1]!, account);
  return checkRoles(account, expected, { parameters: TAGGED }).roles[1]!;
}

export const policy = (...statements: Statement[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: statements,
});

export const codes = ({ findings }: RoleReport): string[] => findings.map(({ code }) => code);

/** Findings as `code action`. */
export const summarize = (findings: readonly Finding[]): string[] =>
  findings.map(({ code, action = '' }) => `${code} ${action}`.trim());
