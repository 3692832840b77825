import { describe, expect, it } from 'vitest';
import { checkRoles, repair } from '../../src/drift/index.js';
import { INTEGRATION_MODES, type IntegrationMode } from '../../src/index.js';
import { count, everyNth } from '../deep.js';
import { exportOf, rolesOf, TAGGED } from './account.js';
import { applyCalls } from './apply-calls.js';
import { changed, changesOf, check, type Change } from './changes.js';
import { confirmWitness } from './confirm.js';
import { EXPECTED_CHANGES, expectationOf } from './expected-changes.js';
import { expectRepaired, summarize, WHATEVER } from './repaired.js';
import { accountIn, checkIn, expectedIn, OTHER_SETTINGS, REFERENCE, seenIn, type Setting } from './settings.js';

/** Hundreds of checks and repairs. */
const TIMEOUT = 400_000;

/** Pairs of changes that are checked in each mode. */
const PAIRS = count(8, 150);

/** The changes that are repaired. */
const REPAIRED = 6;

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

  const repaired = new Set(everyNth(changes, REPAIRED));

  describe.each(
    everyNth(changes, REPAIRED).map((change) => [`${expected[change.role]!.name}: ${change.name}`, change] as const),
  )('%s', (_name, change) => {
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

    if (repaired.has(change)) {
      it('is in sync after its repair, and not after fewer calls', () => {
        expectRepaired(REFERENCE, mode, change);
      });
    }
  });

  describe.each(OTHER_SETTINGS.map((setting, index) => ({ ...setting, index })))(
    'in $name',
    ({ index, ...setting }) => {
      // Other changes in each setting.
      const some = sample(changes.slice(7 * index), count(1, changes.length));

      it(
        'has the findings of each change, except for what cannot be told',
        () => {
          for (const change of some) expectUnion(setting, mode, change);
        },
        TIMEOUT,
      );

      it(
        'is repaired, or the repair says what remains',
        () => {
          for (const change of some) expectRepaired(setting, mode, change);
        },
        TIMEOUT,
      );
    },
  );

  const pairs = changes
    .filter((change) => isPartial(change, expectationOf(mode, change).status))
    .flatMap((one, index, all) => all.slice(index + 1).map((other): [Change, Change] => [one, other]))
    .filter(([one, other]) => areIndependent(one, other));

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
            repair(report, WHATEVER).flatMap(({ calls }) => calls),
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
      for (const change of everyNth(changes, 32)) {
        const account = changed(mode, change);
        const { roles, issues } = check(mode, account);
        const report = JSON.stringify(roles.map(({ status, findings }) => ({ status, findings: summarize(findings) })));
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
          expect(other.issues.length).toBe(issues.length);
        }
      }
    },
    TIMEOUT,
  );
});

/** Evenly spread entries, the same in every run. */
function sample<Entry>(entries: readonly Entry[], size: number): Entry[] {
  const step = Math.ceil(entries.length / size) || 1;
  return entries.filter((_entry, index) => index % step === 0);
}

/** Findings that an unread policy may refute. */
const ABOUT_MISSING = /^(?:permissionMissing|conditionTightened|denyMissing|managedPolicyMissing)/;

/** Changes of what AWS's policies contain are not seen without their documents. */
const ABOUT_DOCUMENTS = /version of A|replaced by a copy|CloudFormation denied|boundary/;

/** A policy of AWS grants the action: without its document, it is not known to be denied. */
const OF_MANAGED_POLICY = 'permissionDenied s3:GetBucketLocation';

/** The findings of a change in a setting are those of the reference, and what could not be read. */
function expectUnion(setting: Setting, mode: IntegrationMode, change: Change): void {
  const { region, hasDocuments, hasUnread } = setting;
  const report = checkIn(setting, mode, seenIn(setting, accountIn(setting, mode, change)));
  const { findings, status } = report.roles[change.role]!;
  const isKnown = hasDocuments || region === 'us-east-1';
  const { name, managedPolicyArns } = expectedIn(setting, mode)[change.role]!;
  const label = `${setting.name}: ${name}: ${change.name}`;
  if (!isKnown && !['missing', 'inSync'].includes(status) && ABOUT_DOCUMENTS.test(change.name)) {
    expect(
      findings.map(({ severity }) => severity),
      label,
    ).toContain('unknown');
    return;
  }
  if (!hasDocuments && ABOUT_DOCUMENTS.test(change.name)) return;
  const reference = expectationOf(mode, change).findings.filter(
    (each) => region === 'us-east-1' || each !== 'managedPolicyVersion',
  );
  const isDetached = (arn: string): boolean => change.name === `${arn.replace(/^arn:[\w-]+:/, 'arn:aws:')} detached`;
  const isAbsent = status === 'missing';
  const unread = [
    ...(hasUnread && !isAbsent ? ['policyUnreadable', 'managedPolicyExtra'] : []),
    ...(isKnown || isAbsent ? [] : managedPolicyArns.filter((arn) => !isDetached(arn)).map(() => 'policyUnreadable')),
  ];
  const isReplaceable = hasUnread || reference.includes('policyUnreadable');
  const isTold = (each: string): boolean =>
    !(each === OF_MANAGED_POLICY && !isKnown) &&
    (unread.length === 0 || !ABOUT_MISSING.test(each) || (!isReplaceable && each === 'managedPolicyMissing'));
  const told = reference.filter(isTold);
  const untold = told.length === reference.length ? [] : ['undecided'];
  expect(summarize(findings), label).toEqual([...told, ...unread, ...untold].toSorted());
}

/** Changes that affect all findings of a role. */
const TOTAL_AREAS = new Set(['everything', 'unreadable', 'form', 'role']);

/** Whether a change leaves other findings of its role as they are. */
const isPartial = ({ area, name }: Change, status: string): boolean =>
  !TOTAL_AREAS.has(area) && status !== 'unreadable' && !name.endsWith('not in the input');

/** Whether two changes of one role have nothing to do with each other, so that neither hides findings of the other. */
function areIndependent(one: Change, other: Change): boolean {
  return one.role === other.role && one.area !== other.area && !hides(one, other) && !hides(other, one);
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
  // What a variant does not have cannot be blocked.
  if (one.name === 'listStreams removed' || one.name === 'upsolverBucketAccess removed') return isOf(other, 'boundary');
  if (isOf(one, 'athena version', 'version')) return isOf(other, 'boundary', 'athena version', 'version');
  // Additional access that is denied everywhere is not additional access.
  if (one.name === 's3:* denied') return other.name === 'upsolverBucketAccess on other resources';
  // A harmless policy can replace a statement.
  return one.name.includes('a part of what is needed') && other.area.startsWith('statement');
}
