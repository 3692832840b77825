import type { IAMClient } from '@aws-sdk/client-iam';
import type { RoleStatus } from 'upsolver-iam/drift';
import { checkAccount, describe, type Integration } from './check-account.js';

/** A customer's account. The caller provides credentials, such as those of a role in the account. */
export type Account = Integration & { accountId: string; iam: IAMClient };

export type Outcome = { accountId: string; status: RoleStatus | 'failed' };

/** Checks accounts one by one and logs the reports. An account that cannot be read does not stop the others. */
export async function checkAccounts(
  accounts: Iterable<Account>,
  log: (text: string) => void = console.log,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const { accountId, iam, ...integration } of accounts) {
    try {
      const report = await checkAccount(iam, integration, accountId);
      log(`Account ${accountId}: ${describe(report)}`);
      outcomes.push({ accountId, status: report.status });
    } catch (error) {
      log(`Account ${accountId}: ${String(error)}`);
      outcomes.push({ accountId, status: 'failed' });
    }
  }
  return outcomes;
}
