import { paginateGetAccountAuthorizationDetails, type IAMClient } from '@aws-sdk/client-iam';
import { buildRoles, type IntegrationMode, type RoleParameters } from 'upsolver-iam';
import { createRoleCheck, explainReport, repair, toRepairScript, type DriftReport } from 'upsolver-iam/drift';

/** An integration as stored in the database of the service. */
export type Integration = { mode: IntegrationMode; parameters: RoleParameters };

/**
 * Checks all roles of an integration in an export of the account, page by page. Unrelated roles are dropped as they
 * arrive.
 *
 * @param iam A client with credentials of the account.
 * @param accountId The account, to be named if it has no roles at all.
 */
export async function checkAccount(
  iam: IAMClient,
  { mode, parameters }: Integration,
  accountId?: string,
): Promise<DriftReport> {
  const check = createRoleCheck(buildRoles(mode, parameters), { parameters, accountId });
  const pages = paginateGetAccountAuthorizationDetails(
    { client: iam },
    { Filter: ['Role', 'LocalManagedPolicy', 'AWSManagedPolicy'] },
  );
  for await (const page of pages) check.add(page);
  return check.end();
}

/** Describes a report in words, with the commands that restore the roles. */
export function describe(report: DriftReport): string {
  const repairs = repair(report);
  const hasCalls = repairs.some(({ calls, accountId }) => calls.length > 0 && accountId !== undefined);
  return [explainReport(report), ...(hasCalls ? [toRepairScript(repairs).trimEnd()] : [])].join('\n\n');
}
