import { describe, expect, it } from 'vitest';
import { checkRoles, repair, type Finding, type RepairCall } from '../../src/drift/index.js';
import { INTEGRATION_MODES } from '../../src/index.js';
import { count } from '../deep.js';
import { exportOf, rolesOf, TAGGED } from './account.js';
import { applyCalls } from './apply-calls.js';
import { changed, changesOf, check, type Change } from './changes.js';
import { confirmWitness } from './confirm.js';
import { EXPECTED_CHANGES, expectationOf } from './expected-changes.js';

/** Hundreds of checks and repairs. */
const TIMEOUT = 400_000;

/** Pairs of changes that are checked in each mode. */
const PAIRS = count(120, 1_000);

const summarize = (findings: readonly Finding[]): string[] =>
  findings.map(({ code, action }) => (action === undefined ? code : `${code} ${action}`)).toSorted();

it('The table of changes has a line for each change and no other.', () => {
  const changes = INTEGRATION_MODES.flatMap((mode) => changesOf(mode).map((change) => expectationOf(mode, change)));
  expect(new Set(changes).size).toBe(changes.length);
  expect(changes.length).toBe(EXPECTED_CHANGES);
  expect(changes.length).toBeGreaterThan(300);
});

describe.each(INTEGRATION_MODES)('%s', (mode) => {
  const expected = rolesOf(mode);
  const changes = changesOf(mode);

  it('is in sync if nothing has changed', () => {
    const report = check(mode, exportOf(expected));
    expect(report).toMatchObject({ status: 'inSync', issues: [] });
    expect(report.roles.map(({ findings }) => findings)).toEqual(expected.map(() => []));
  });

  describe.each(changes.map((change) => [`${expected[change.role]!.name}: ${change.name}`, change] as const))(
    '%s',
    (_name, change) => {
      const account = changed(mode, change);
      const report = check(mode, account);
      const line = expectationOf(mode, change);

      it('has the status and findings of its line in the table', () => {
        const concerned = report.roles[change.role]!;
        expect({ status: concerned.status, findings: summarize(concerned.findings) }).toEqual({
          status: line.status,
          findings: line.findings,
        });
        // A managed policy is shared by the roles of an account.
        const others = report.roles.filter((_role, index) => index !== change.role);
        if (!change.area.includes('version'))
          expect(others.map((role) => [role.status, role.findings])).toEqual(others.map(() => ['inSync', []]));
      });

      it('has example requests that the evaluation confirms', () => {
        report.roles.forEach((role, index) =>
          role.findings.forEach((each) => confirmWitness(each, expected[index]!, account)),
        );
      });

      it('is in sync after its repair, and not after fewer calls', () => {
        const repairs = repair(report);
        const calls = repairs.flatMap((each) => each.calls);
        if (line.status === 'inSync') expect(calls).toEqual([]);
        if (line.status === 'unreadable') {
          // Parts that could not be read are not changed.
          expect([calls, repairs.flatMap(({ remaining }) => summarize(remaining))]).toEqual([[], ['policyUnreadable']]);
          return;
        }
        if (change.name.includes('does not list buckets')) {
          // No call on the role can change a policy of AWS.
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

  const pairs = changes
    .flatMap((one, index) => changes.slice(index + 1).map((other): [Change, Change] => [one, other]))
    .filter(([one, other]) => areIndependent(one, other, (change) => expectationOf(mode, change).status));

  it('has many pairs of independent changes', () => expect(pairs.length).toBeGreaterThan(600));

  it(
    'has the findings of both of two independent changes, and repairs both',
    () => {
      for (const [one, other] of sample(pairs, PAIRS)) {
        const name = `${one.name} + ${other.name}`;
        const account = changed(mode, one, other);
        const report = check(mode, account);
        const concerned = report.roles[one.role]!;
        expect(summarize(concerned.findings), name).toEqual(
          [one, other].flatMap((change) => expectationOf(mode, change).findings).toSorted(),
        );
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
    'has the same report in any order of roles, policies and pages',
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

/**
 * Calls on an instance profile go together, and so do those that recreate a role: IAM rejects one without the other.
 */
function canBeLeftOut({ operation }: RepairCall, _index: number, calls: readonly RepairCall[]): boolean {
  return !operation.endsWith('InstanceProfile') && !calls.some((call) => call.operation === 'CreateRole');
}

/** Evenly spread entries, the same in every run. */
function sample<Entry>(entries: readonly Entry[], size: number): Entry[] {
  const step = Math.ceil(entries.length / size) || 1;
  return entries.filter((_entry, index) => index % step === 0);
}

/** Changes that affect all findings of a role. */
const TOTAL_AREAS = new Set(['everything', 'unreadable', 'form', 'role']);

/** Whether two changes of one role have nothing to do with each other, so that neither hides findings of the other. */
function areIndependent(one: Change, other: Change, statusOf: (change: Change) => string): boolean {
  const isPartial = (change: Change): boolean =>
    !TOTAL_AREAS.has(change.area) && statusOf(change) !== 'unreadable' && !change.name.endsWith('not in the input');
  return (
    one.role === other.role &&
    one.area !== other.area &&
    isPartial(one) &&
    isPartial(other) &&
    !hides(one, other) &&
    !hides(other, one)
  );
}

/** Whether a change removes or grants what the other is about. */
function hides(one: Change, other: Change): boolean {
  const isOf = (change: Change, ...names: string[]): boolean =>
    names.some((name) => change.area === name || change.area.endsWith(name));
  // Two statements may allow the same action, and each of them may be enough.
  if (one.area.startsWith('statement') && other.area.startsWith('statement')) return true;
  // A detached policy has no version, and its access cannot be replaced, denied or blocked.
  if (isOf(one, 'AmazonAthenaFullAccess', 'AWSCloudFormationReadOnlyAccess'))
    return (
      isOf(other, 'version', 'athena version', 'deny', 'boundary', 'AmazonAthenaFullAccess') ||
      other.area.startsWith('statement')
    );
  if (isOf(one, 'athena version', 'version')) return isOf(other, 'boundary', 'athena version', 'version');
  // Additional access that is denied everywhere is not additional access.
  if (one.name === 's3:* denied') return other.name === 'upsolverBucketAccess on other resources';
  // A harmless policy can replace a statement.
  return one.name.includes('a part of what is needed') && other.area.startsWith('statement');
}
