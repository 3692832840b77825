import { optional, record, safeReadData, trueOrFalse, type Reader } from '../../core/data.js';
import { assertValid } from '../../core/schema.js';
import type { RoleName } from '../../upsolver/catalogue/names.js';
import { hasUnreadablePart } from '../input/deployed-role.js';
import type { Finding } from '../report/finding.js';
import { accountIdReader, readRepairable } from '../report/read-report.js';
import type { DriftReport, RoleReport } from '../report/report.js';
import type { RepairCall } from './call.js';
import { createRole } from './instance-profile.js';
import { repairInPlace } from './minimize.js';
import { recreateRole } from './recreate.js';
import { createdRole, managedPolicyLookup, targetOf } from './target.js';

/** The calls that restore one role. */
export type RoleRepair = {
  role: RoleName;
  /** The expected name. */
  name: string;
  /** 12 digits. Absent if the account is not known. */
  accountId?: string;
  /** In the order in which to send them. Each call is necessary, given the policies that could be read. */
  calls: RepairCall[];
  /** The findings that remain after the calls. */
  remaining: Finding[];
};

/** Options of `repair`. */
export type RepairOptions = {
  /** Whether roles that were recognized as a variant get the requested policies, which may allow more. */
  widen?: boolean | undefined;
  /** Whether calls are planned for accounts that look as if the check had the wrong parameters (`hints`). */
  ignoreHints?: boolean | undefined;
  /** The account of roles whose account the report does not have, 12 digits. */
  accountId?: string | undefined;
};

const repairOptions = record<RepairOptions>({
  widen: optional(trueOrFalse),
  ignoreHints: optional(trueOrFalse),
  accountId: optional(accountIdReader) as Reader<string | undefined>,
});

/**
 * Plans the IAM calls that restore the roles of a report. Nothing is sent.
 *
 * The check itself verifies each set: after the calls the role is in sync, except for `remaining`, and each call is
 * necessary, given the policies that could be read. No call widens a role that was recognized as a variant, such as a
 * scoped one, and no call is planned for an account with a hint. A renamed role is left alone and a new one is created.
 * IAM cannot move or rename a role, so one with the wrong path, or with the name in another letter case, is deleted and
 * recreated; update any policy that refers to its old unique ID, such as bucket, key and trust policies.
 *
 * @param report The result of `checkRoles`, also one that was saved as JSON.
 * @param options Whether to widen variants, to ignore hints, and the account of roles without one.
 * @returns One entry for each role that is not in sync, in the order of the report.
 * @throws {InvalidInputError} If the value is not a report, or with every problem of the options.
 *
 * @example
 * repair(report)[0]?.calls.map(({ operation }) => operation); // ['UpdateAssumeRolePolicy']
 *
 * Source: IAM API Reference.
 */
export function repair(report: DriftReport, options: RepairOptions = {}): RoleRepair[] {
  const hint = 'the options are `widen`, `ignoreHints` and `accountId`';
  const [{ roles, hints = [] }, valid] = assertValid(
    readRepairable(report),
    safeReadData(repairOptions, options, ['options'], hint),
  );
  const withHint = new Set(valid.ignoreHints === true ? [] : hints.map(({ accountId }) => accountId));
  return roles
    .filter(({ status }) => status !== 'inSync')
    .map((role): RoleRepair => {
      const { name, accountId = valid.accountId, findings } = role;
      const isHinted = accountId !== undefined && withHint.has(accountId);
      return {
        role: role.role,
        name,
        ...(accountId !== undefined && { accountId }),
        ...(isHinted ? { calls: [], remaining: findings } : planRepair(role, valid.widen === true)),
      };
    });
}

type Plan = Pick<RoleRepair, 'calls' | 'remaining'>;

function planRepair(report: RoleReport, mayWiden: boolean): Plan {
  const { findings, expected, deployed, variantRole } = report;
  const nothing: Plan = { calls: [], remaining: findings };
  const isMissing = findings.some(({ code }) => code === 'roleMissing');
  const recognized = mayWiden ? undefined : findings.find(isKept);
  if (expected === undefined || (deployed === undefined && !isMissing)) return nothing;
  if (recognized !== undefined && variantRole === undefined) return nothing;
  const target = targetOf(report, expected, recognized && variantRole && { recognized, role: variantRole });
  const { otherRole } = target;
  if (deployed === undefined || !isSameName(expected.name, deployed.name)) {
    return {
      calls: createRole(target.role, { exists: otherRole !== undefined, otherRole }),
      remaining: target.remainingOf(createdRole(target.role, report.accountId ?? '', managedPolicyLookup(report))),
    };
  }
  const isInPlace = deployed.path === expected.path && deployed.name === expected.name;
  if (!isInPlace && hasUnreadablePart(deployed)) return nothing;
  const { calls, remaining, repaired } = repairInPlace(target, { ...deployed, path: expected.path });
  return {
    calls: isInPlace ? calls : recreateRole(target.role, deployed, repaired, otherRole),
    remaining,
  };
}

/** Whether a finding stands for policies that may be as they are. A managed policy in place of them may not. */
function isKept({ code, options }: Finding): boolean {
  return code === 'variantRecognized' && options !== undefined;
}

/** IAM does not allow two roles whose names differ only in letter case. */
function isSameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
