import { nameInArn } from '../aws/arn.js';
import { checkLakeFormation } from '../drift/lake-formation.js';
import { statusOf, worstStatus, type DriftReport } from '../drift/report/report.js';
import { toLakeFormationScript } from '../render/aws-sdk/lake-formation.js';
import type { RoleParameters } from '../upsolver/parameters/role.js';
import type { DeployableRole } from '../upsolver/roles/deployable-role.js';
import { lakeFormationGrants } from '../upsolver/roles/lake-formation-grants.js';
import { nameOfFile } from './input/file-problem.js';
import { readInputText } from './input/read-input.js';
import type { Terminal } from './terminal.js';

/**
 * Adds to a report what Lake Formation does not grant, and the script that grants it.
 *
 * @param file The output of `aws lakeformation list-permissions`.
 * @throws {InvalidInputError} If the file cannot be read, or the roles have no databases that Lake Formation manages.
 */
export function withLakeFormation(
  report: DriftReport,
  file: string,
  { roles, parameters }: { roles: readonly DeployableRole[]; parameters: RoleParameters },
  terminal: Terminal,
): { report: DriftReport; script: string | undefined } {
  const grants = lakeFormationGrants(roles, parameters);
  const { findings, missing, issues } = checkLakeFormation(readInputText(file, terminal).text, grants);
  const reached = new Set(grants.map(({ principalArn }) => nameInArn(principalArn)));
  const merged = report.roles.map((role) => {
    if (!reached.has(role.name)) return role;
    const all = [...role.findings, ...findings];
    return { ...role, findings: all, status: statusOf(all) };
  });
  const named = [...report.issues, ...issues.map((issue) => ({ ...issue, file: nameOfFile(file) }))];
  return {
    report: { ...report, roles: merged, issues: named, status: worstStatus(merged, named) },
    script: missing.length === 0 ? undefined : toLakeFormationScript(missing),
  };
}
