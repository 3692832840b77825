import type { IAMClient } from '@aws-sdk/client-iam';
import type { Handler } from 'aws-lambda';
import type { DriftReport, RoleStatus } from 'upsolver-iam/drift';
import { checkAccount, type Integration } from './check-account.js';

/** One line of the list of accounts. */
export type AccountLine = Integration & { accountId: string };

/** What Step Functions receives: its size is limited, whatever the check found. */
export type AccountResult = {
  accountId: string;
  status: RoleStatus;
  /** The first findings, as far as they fit. */
  findings: string[];
  /** How many more findings there are. */
  omitted?: number;
  /** Where the whole report is. */
  report?: string;
};

/** Stores a whole report, such as in S3. Returns where it is. */
export type StoreReport = (accountId: string, report: DriftReport) => Promise<string>;

/**
 * In UTF-8 bytes of JSON. The output of a task can have 256 KiB.
 *
 * Source: AWS Step Functions Developer Guide, "Step Functions service quotas".
 */
const MAX_FINDINGS = 200_000;

/**
 * Creates a Lambda function that checks one account, for the state machine in `step-functions.asl.json`. Errors are
 * thrown: the state machine retries them and counts the failures that it tolerates.
 *
 * @param clientFor Returns a client with credentials of an account.
 * @param storeReport Stores the reports on accounts that are not in sync.
 */
export function createHandler(
  clientFor: (accountId: string) => IAMClient,
  storeReport?: StoreReport,
): Handler<AccountLine, AccountResult> {
  return async ({ accountId, ...integration }) => {
    const report = await checkAccount(clientFor(accountId), integration, accountId);
    const all = report.roles.flatMap(({ name, findings }) =>
      findings.map(({ code, message }) => `${name}: ${code}: ${message}`),
    );
    const findings = firstThatFit(all);
    const omitted = all.length - findings.length;
    const isStored = storeReport !== undefined && report.status !== 'inSync';
    return {
      accountId,
      status: report.status,
      findings,
      ...(omitted > 0 && { omitted }),
      ...(isStored && { report: await storeReport(accountId, report) }),
    };
  };
}

function firstThatFit(findings: readonly string[]): string[] {
  let size = 0;
  return findings.filter((each) => {
    size += Buffer.byteLength(JSON.stringify(each)) + 1;
    return size <= MAX_FINDINGS;
  });
}
