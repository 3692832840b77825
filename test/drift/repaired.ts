import { expect } from 'vitest';
import { repair, type DriftReport, type Finding, type RepairCall, type RoleRepair } from '../../src/drift/index.js';
import type { IntegrationMode } from '../../src/index.js';
import type { AccountExport } from './account.js';
import { applyCalls } from './apply-calls.js';
import type { Change } from './changes.js';
import { accountIn, checkIn, detailOf, expectedIn, seenIn, type Setting } from './settings.js';

/** Options with which a repair does all that it can. */
export const WHATEVER = { widen: true, ignoreHints: true } as const;

export const summarize = (findings: readonly Finding[]): string[] =>
  findings.map(({ code, action }) => (action === undefined ? code : `${code} ${action}`)).toSorted();

/** The findings that a role has to have no more of after its repair. */
const serious = (report: DriftReport): string[] =>
  report.roles.flatMap(({ name, findings }) =>
    findings.filter(({ severity }) => severity !== 'info').map(({ code, message }) => `${name}: ${code}: ${message}`),
  );

/**
 * The laws of a repair, judged by a check of the account after its calls: what the repair says to remain is what
 * remains, nothing else does once every document is known, and no call can be left out.
 */
export function expectRepaired(setting: Setting, mode: IntegrationMode, change: Change): void {
  const whole = accountIn(setting, mode, change);
  const report = checkIn(setting, mode, seenIn(setting, whole));
  expectTrueRemaining(setting, mode, whole, repair(report));
  const repairs = repair(report, WHATEVER);
  expectTrueRemaining(setting, mode, whole, repairs);
  expectNothingWidened(setting, mode, whole, report);

  const calls = repairs.flatMap((each) => each.calls);
  if (report.status === 'inSync') expect(calls).toEqual([]);
  const after = checkIn(setting, mode, applyCalls(whole, calls));
  // Everything is in sync, or the repair says what is not. No call changes what a policy of AWS allows.
  if (change.area !== 'athena version' && repairs.every(({ remaining }) => remaining.every(isUnread))) {
    expect(
      after.roles.flatMap(({ name, findings }) => findings.filter(isSerious).map(({ code }) => [name, code])),
    ).toEqual(unreadInAllDocuments(after));
  }
  // Without its document, a copy is not known to be one.
  const isUnknownCopy = change.name.includes('replaced by a copy') && !setting.hasDocuments;
  if (change.area === 'unreadable' || isUnknownCopy) return;
  for (const call of calls.filter(canBeLeftOut)) {
    const fewer = applyCalls(
      whole,
      calls.filter((each) => each !== call),
    );
    expect(serious(checkIn(setting, mode, fewer)), `without ${call.operation}`).not.toEqual(serious(after));
  }
}

const isSerious = ({ severity }: Finding): boolean => severity !== 'info';

/** What cannot be read in some settings, or never. */
const isUnread = ({ code, message }: Finding): boolean =>
  code === 'policyUnreadable' || (code === 'managedPolicyExtra' && message.includes('`Unread`'));

/** Some changes are about policies that no setting can read. */
function unreadInAllDocuments({ roles }: DriftReport): string[][] {
  return roles.flatMap(({ name, findings }) =>
    findings.filter((each) => isSerious(each) && isUnread(each)).map(({ code }) => [name, code]),
  );
}

/** `remaining` is complete and true: it is what a check of the account after the calls finds. */
function expectTrueRemaining(
  setting: Setting,
  mode: IntegrationMode,
  whole: AccountExport,
  repairs: readonly RoleRepair[],
): void {
  const after = checkIn(
    setting,
    mode,
    seenIn(
      setting,
      applyCalls(
        whole,
        repairs.flatMap(({ calls }) => calls),
      ),
    ),
  );
  const said = repairs.flatMap(({ name, remaining }) => summarize(remaining).map((each) => `${name}: ${each}`));
  const found = after.roles.flatMap(({ name, findings }) =>
    summarize(findings.filter(isSerious)).map((each) => `${name}: ${each}`),
  );
  expect(said.toSorted()).toEqual(found.toSorted());
}

/** Without `widen`, a repair leaves the policies of a recognized variant alone, and an account with a hint. */
function expectNothingWidened(
  setting: Setting,
  mode: IntegrationMode,
  whole: AccountExport,
  report: DriftReport,
): void {
  const repairs = repair(report);
  const after = applyCalls(
    whole,
    repairs.flatMap(({ calls }) => calls),
  );
  if (report.hints !== undefined) expect(after).toEqual(whole);
  for (const role of expectedIn(setting, mode)) {
    const found = report.roles.find(({ name }) => name === role.name);
    if (found?.findings.some(({ code }) => code === 'variantRecognized') !== true) continue;
    const names = new Set(role.inlinePolicies.map(({ name }) => name));
    const own = (account: AccountExport): unknown =>
      detailOf(account, role)?.RolePolicyList.filter(({ PolicyName }) => names.has(PolicyName));
    expect(own(after)).toEqual(own(whole));
  }
}

/**
 * Calls on an instance profile go together, and so do those that recreate a role: IAM rejects one without the other.
 */
function canBeLeftOut({ operation }: RepairCall, _index: number, calls: readonly RepairCall[]): boolean {
  return !operation.endsWith('InstanceProfile') && !calls.some((call) => call.operation === 'CreateRole');
}
