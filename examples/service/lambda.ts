import type { IAMClient } from '@aws-sdk/client-iam';
import type { Handler } from 'aws-lambda';
import type { RoleStatus } from 'upsolver-iam/drift';
import { checkAccount, type Integration } from './check-account.js';

/** One line of the list of accounts. */
export type AccountLine = Integration & { accountId: string };

export type AccountResult = { accountId: string; status: RoleStatus; findings: string[] };

/**
 * Creates a Lambda function that checks one account, for the state machine in `step-functions.asl.json`. Errors are
 * thrown: the state machine retries them and counts the failures that it tolerates.
 *
 * @param clientFor Returns a client with credentials of an account.
 */
export function createHandler(clientFor: (accountId: string) => IAMClient): Handler<AccountLine, AccountResult> {
  return async ({ accountId, ...integration }) => {
    const { status, roles } = await checkAccount(clientFor(accountId), integration);
    return {
      accountId,
      status,
      findings: roles.flatMap(({ name, findings }) =>
        findings.map(({ code, message }) => `${name}: ${code}: ${message}`),
      ),
    };
  };
}
