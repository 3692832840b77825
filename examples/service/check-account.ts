import { paginateGetAccountAuthorizationDetails, type IAMClient } from '@aws-sdk/client-iam';
import { buildRoles, type IntegrationMode, type RoleParameters } from 'upsolver-iam';
import { createRoleCheck, explainReport, repair, toRepairScript, type DriftReport } from 'upsolver-iam/drift';

/** An integration, as the service has it in its database. */
export type Integration = { mode: IntegrationMode; parameters: RoleParameters };

/**
 * Checks all roles of an integration with one sweep over the account, page by page: what is not a role of it is dropped
 * as it comes in.
 *
 * @param iam A client with credentials of the account.
 */
export async function checkAccount(iam: IAMClient, { mode, parameters }: Integration): Promise<DriftReport> {
  const check = createRoleCheck(buildRoles(mode, parameters), { parameters });
  const pages = paginateGetAccountAuthorizationDetails(
    { client: iam },
    { Filter: ['Role', 'LocalManagedPolicy', 'AWSManagedPolicy'] },
  );
  for await (const page of pages) check.add(page);
  return check.end();
}

/** The report for people, with the commands that bring the roles back where there are such. */
export function describe(report: DriftReport): string {
  const repairs = repair(report);
  const hasCalls = repairs.some(({ calls }) => calls.length > 0);
  return [explainReport(report), ...(hasCalls ? [toRepairScript(repairs).trimEnd()] : [])].join('\n\n');
}
