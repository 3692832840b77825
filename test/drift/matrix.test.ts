import { describe, expect, it } from 'vitest';
import { checkRoles, repair, type DriftReport, type Finding, type RepairCall } from '../../src/drift/index.js';
import type { IntegrationMode } from '../../src/index.js';
import { exportOf, rolesOf, TAGGED, type AccountExport } from './account.js';
import { applyCalls } from './apply-calls.js';
import { changesOf, type Change } from './changes.js';
import { confirmWitness } from './confirm.js';

/** Hundreds of checks and repairs. */
const TIMEOUT = 120_000;

const MODES: IntegrationMode[] = ['private-vpc', 'upsolver-vpc'];

const summarize = (findings: readonly Finding[]): string[] =>
  findings.map(({ code, action }) => (action === undefined ? code : `${code} ${action}`)).toSorted();

function changed(mode: IntegrationMode, ...changes: readonly Change[]): AccountExport {
  const account = exportOf(rolesOf(mode));
  const details = account.RoleDetailList.slice();
  for (const { role, apply } of changes) apply(details[role]!, account);
  return account;
}

const check = (mode: IntegrationMode, account: AccountExport): DriftReport =>
  checkRoles(account, rolesOf(mode), { parameters: TAGGED });

describe.each(MODES)('%s', (mode) => {
  const expected = rolesOf(mode);
  const changes = changesOf(mode);

  it('is in sync if nothing has changed', () => {
    const report = check(mode, exportOf(expected));
    expect(report).toMatchObject({ status: 'inSync', issues: [] });
    expect(report.roles.map(({ findings }) => findings)).toEqual(expected.map(() => []));
  });

  it('has at least 60 changes', () => {
    expect(changes.length).toBeGreaterThan(60);
    expect(new Set(changes.map(({ role, name }) => `${role} ${name}`)).size).toBe(changes.length);
  });

  describe.each(changes.map((change) => [`${expected[change.role]!.name}: ${change.name}`, change] as const))(
    '%s',
    (_name, change) => {
      const account = changed(mode, change);
      const report = check(mode, account);

      it('has its status and findings', () => {
        const concerned = report.roles[change.role]!;
        expect({ status: concerned.status, findings: summarize(concerned.findings) }).toEqual({
          status: change.status,
          findings: change.findings.toSorted(),
        });
        // A managed policy is shared by the roles of an account.
        const others = report.roles.filter((_role, index) => index !== change.role);
        if (!change.area.includes('version'))
          expect(others.map(({ status, findings }) => ({ status, findings }))).toEqual(
            others.map(() => ({ status: 'inSync', findings: [] })),
          );
      });

      it('has witnesses that the evaluation confirms', () => {
        report.roles.forEach(({ findings }, index) =>
          findings.forEach((each) => confirmWitness(each, expected[index]!, account)),
        );
      });

      it('is in sync after its repair, and after nothing less', () => {
        const repairs = repair(report);
        const calls = repairs.flatMap((each) => each.calls);
        if (change.status === 'inSync') expect(calls).toEqual([]);
        if (change.status === 'unreadable') {
          // What is not known is not touched.
          expect([calls, repairs.flatMap(({ remaining }) => summarize(remaining))]).toEqual([[], ['policyUnreadable']]);
          return;
        }
        if (change.name.includes('does not list buckets')) {
          // What AWS grants, no call on the role can change.
          expect(repairs.flatMap(({ remaining }) => summarize(remaining))).toContain(
            'permissionMissing s3:ListAllMyBuckets',
          );
          return;
        }
        const after = check(mode, applyCalls(account, calls));
        expect(after.roles.map(({ name, status }) => ({ name, status }))).toEqual(
          expected.map(({ name }) => ({ name, status: 'inSync' })),
        );
        expect(after.issues).toEqual([]);
        expect(repairs.flatMap(({ remaining }) => remaining)).toEqual([]);
        for (const call of calls.filter(canBeLeftOut)) {
          const fewer = applyCalls(
            account,
            calls.filter((each) => each !== call),
          );
          expect(check(mode, fewer).status, `without ${call.operation}`).not.toBe('inSync');
        }
      });
    },
  );

  const pairs = independentPairs(changes);

  it('has many pairs of changes', () => expect(pairs.length).toBeGreaterThan(600));

  it(
    'gives the union of the findings of two changes, and repairs both',
    () => {
      for (const [one, other] of pairs) {
        const name = `${one.name} + ${other.name}`;
        const account = changed(mode, one, other);
        const report = check(mode, account);
        const concerned = report.roles[one.role]!;
        expect(summarize(concerned.findings), name).toEqual([...one.findings, ...other.findings].toSorted());
        concerned.findings.forEach((each) => confirmWitness(each, expected[one.role]!, account));
        const after = check(
          mode,
          applyCalls(
            account,
            repair(report).flatMap(({ calls }) => calls),
          ),
        );
        if (![one, other].some(({ area }) => area === 'athena version')) expect(after.status, name).toBe('inSync');
      }
    },
    TIMEOUT,
  );

  it(
    'gives the same report in any order of roles, policies, statements and pages',
    () => {
      for (const change of changes) {
        const account = changed(mode, change);
        const report = JSON.stringify(
          check(mode, account).roles.map(({ status, findings }) => ({ status, findings: summarize(findings) })),
        );
        const reversed = {
          ...account,
          RoleDetailList: account.RoleDetailList.toReversed(),
          Policies: account.Policies.toReversed(),
        };
        const pages = [
          { RoleDetailList: [], Policies: account.Policies, IsTruncated: true },
          ...account.RoleDetailList.map((role) => ({ RoleDetailList: [role], IsTruncated: true })),
          { RoleDetailList: [], IsTruncated: false },
        ];
        for (const input of [reversed, pages, pages.toReversed()]) {
          const other = checkRoles(input, expected, { parameters: TAGGED });
          expect(
            JSON.stringify(other.roles.map(({ status, findings }) => ({ status, findings: summarize(findings) }))),
            change.name,
          ).toBe(report);
          expect(other.issues.length).toBe(check(mode, account).issues.length);
        }
      }
    },
    TIMEOUT,
  );
});

/** Calls on an instance profile go together, and so do those that make a role anew: IAM refuses one without the other. */
function canBeLeftOut({ operation }: RepairCall, _index: number, calls: readonly RepairCall[]): boolean {
  return !operation.endsWith('InstanceProfile') && !calls.some((call) => call.operation === 'CreateRole');
}

/**
 * Pairs of changes that have nothing to do with each other: of one role, in different areas, and neither hides the
 * other. What is found twice, or grants or hides everything, is left out.
 */
function independentPairs(changes: readonly Change[]): [Change, Change][] {
  const alone = new Set(['everything', 'unreadable', 'form', 'role']);
  const usable = changes.filter(
    ({ area, status, name }) => !alone.has(area) && status !== 'unreadable' && !name.endsWith('not in the input'),
  );
  const all = usable.flatMap((one, index) =>
    usable
      .slice(index + 1)
      .filter((other) => one.role === other.role && one.area !== other.area && !hides(one, other) && !hides(other, one))
      .map((other): [Change, Change] => [one, other]),
  );
  return all.filter((_pair, index) => index % Math.ceil(all.length / 800) === 0);
}

/** Whether a change takes away or brings what the other is about. */
function hides(one: Change, other: Change): boolean {
  const isOf = (change: Change, ...names: string[]): boolean =>
    names.some((name) => change.area === name || change.area.endsWith(name));
  // Two statements that grant the same action, each of which is enough.
  if (one.area.startsWith('statement') && other.area.startsWith('statement')) return true;
  // A policy that is gone has no version, and what it granted is not there to be granted, denied or cut off.
  if (isOf(one, 'AmazonAthenaFullAccess', 'AWSCloudFormationReadOnlyAccess'))
    return (
      isOf(other, 'version', 'athena version', 'deny', 'boundary', 'AmazonAthenaFullAccess') ||
      other.area.startsWith('statement')
    );
  if (isOf(one, 'athena version', 'version')) return isOf(other, 'boundary', 'athena version', 'version');
  // A harmless policy that stands in for a statement.
  return one.name.includes('a part of what is needed') && other.area.startsWith('statement');
}
