import { describe, expect, it } from 'vitest';
import { ACCEPTABLE_CODES } from '../../../src/cli/config/acceptable.js';
import { applyAccepted, unusedAcceptances } from '../../../src/cli/config/apply-accepted.js';
import { fingerprintOf } from '../../../src/cli/config/fingerprint.js';
import { checkRoles, FINDINGS, type DriftReport, type FindingCode } from '../../../src/drift/index.js';
import type { Acceptance } from '../../../src/upsolver/parameters/accounts.js';
import { count } from '../../deep.js';
import { driftedExport, exportOf, rolesOf, type RoleDetail } from '../../drift/account.js';
import { changed, changesOf, check } from '../../drift/changes.js';
import { boundaryChanges } from '../../drift/changes/limits.js';
import { policyChanges } from '../../drift/changes/policies.js';
import { trustChanges } from '../../drift/changes/trust.js';
import { ACCOUNT } from '../../upsolver/role-parameters.js';

const TODAY = '2027-06-30';
const MODE = 'private-vpc';
const acceptance = (code: FindingCode, more: Partial<Acceptance> = {}): Acceptance => ({
  code,
  reason: 'A reason',
  owner: 'alice',
  expires: TODAY,
  ...more,
});

/** An acceptance of each finding of a report, by its fingerprint. */
const acceptAll = (report: DriftReport): Acceptance[] =>
  report.roles.flatMap((role) =>
    role.findings.map((finding) => acceptance(finding.code, { match: fingerprintOf(finding, role) })),
  );

const codesOf = (report: DriftReport): string[] =>
  report.roles.flatMap(({ findings }) => findings.map(({ code }) => code));

/** The report on an account whose server role has an inline policy of its own, with one statement. */
function withExtra(Action: string, Resource: string, more: (role: RoleDetail) => void = () => undefined): DriftReport {
  const account = exportOf(rolesOf(MODE));
  const server = account.RoleDetailList[1]!;
  const document = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource }] };
  server.RolePolicyList.push({ PolicyName: 'Archive', PolicyDocument: document });
  more(server);
  return check(MODE, account);
}

const BUCKET = 'arn:aws:s3:::acme-archive/*';

describe('applyAccepted', () => {
  const report = withExtra('s3:GetObject', BUCKET);
  const [own] = acceptAll(report) as [Acceptance];

  it('takes a finding out of the report that is named by its fingerprint, with who answers for it', () => {
    const result = applyAccepted(report, [own], TODAY);
    expect(result.report.status).toBe('inSync');
    expect(result.report.roles.map(({ status, findings }) => [status, findings])).toEqual([
      ['inSync', []],
      ['inSync', []],
    ]);
    expect(result.report.roles[1]).not.toHaveProperty('deployed');
    expect(result.accepted).toEqual([
      { accountId: ACCOUNT, name: 'UpsolverServerRole', finding: report.roles[1]?.findings[0], acceptance: own },
    ]);
    expect(result).toMatchObject({ expired: [], used: [own] });
  });

  it('accepts another permissions boundary by its ARN, and no other one in its place', () => {
    const wanted = rolesOf(MODE).map((role) => ({
      ...role,
      permissionsBoundaryArn: `arn:aws:iam::${ACCOUNT}:policy/Wanted`,
    }));
    const withBoundary = (PermissionsBoundaryArn: string): DriftReport => {
      const account = exportOf(rolesOf(MODE));
      for (const role of account.RoleDetailList) {
        role.PermissionsBoundary = { PermissionsBoundaryType: 'PermissionsBoundaryPolicy', PermissionsBoundaryArn };
      }
      return checkRoles(account, wanted);
    };
    const one = withBoundary(`arn:aws:iam::${ACCOUNT}:policy/Other`);
    const codesLeft = (found: DriftReport, accepted: Acceptance[]): string[] =>
      codesOf(applyAccepted(found, accepted, TODAY).report).filter((code) => code === 'boundaryChanged');
    expect(codesLeft(one, acceptAll(one))).toEqual([]);
    const another = withBoundary('arn:aws:iam::aws:policy/AdministratorAccess');
    expect(codesLeft(another, acceptAll(one))).toEqual(['boundaryChanged', 'boundaryChanged']);
    expect(codesLeft(another, [acceptance('boundaryChanged')])).toEqual(['boundaryChanged', 'boundaryChanged']);
  });

  it('counts on the last day, and no longer on the next one: the finding counts again, and is named', () => {
    expect(applyAccepted(report, [own], '2027-07-01')).toEqual({
      report,
      accepted: [],
      expired: [expect.objectContaining({ name: 'UpsolverServerRole', acceptance: own })],
      used: [own],
    });
    const renewed = { ...own, expires: '2028-01-01' };
    expect(applyAccepted(report, [own, renewed], '2027-07-01')).toMatchObject({
      accepted: [{ acceptance: renewed }],
      expired: [],
      used: [own, renewed],
    });
  });

  it.each<[name: string, wider: DriftReport]>([
    ['more resources', withExtra('s3:GetObject', '*')],
    ['another resource', withExtra('s3:GetObject', 'arn:aws:s3:::payroll/*')],
    [
      'a statement that was changed in any way',
      withExtra('s3:GetObject', BUCKET, (role) => {
        Object.assign(role.RolePolicyList[1]!.PolicyDocument, {
          Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: BUCKET, Sid: 'Other' }],
        });
      }),
    ],
    [
      'a second statement for the same action in another policy',
      withExtra('s3:GetObject', BUCKET, (role) => {
        role.RolePolicyList.push({
          PolicyName: 'Second',
          PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }] },
        });
      }),
    ],
    [
      'someone else who can assume the role',
      withExtra('s3:GetObject', BUCKET, (role) => {
        role.AssumeRolePolicyDocument = {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' }],
        };
      }),
    ],
  ])('does not accept %s under the fingerprint of the first finding', (_name, wider) => {
    const result = applyAccepted(wider, [own], TODAY);
    expect(result.accepted).toEqual([]);
    expect(result.report).toEqual(wider);
    expect(unusedAcceptances([own], [result])).toEqual([own]);
  });

  it('does not accept the same access of another role, of another account, or against other expectations', () => {
    for (const other of [{ role: 'UpsolverManagementRole' as const }, { account: '999999999999' }]) {
      expect(applyAccepted(report, [{ ...own, ...other }], TODAY).accepted).toEqual([]);
    }
    expect(
      applyAccepted(report, [{ ...own, role: 'UpsolverServerRole', account: ACCOUNT }], TODAY).accepted,
    ).toHaveLength(1);
    const [role] = report.roles.slice(1);
    const expected = structuredClone(role!.expected!);
    expected.inlinePolicies[0]!.document.Statement.pop();
    expect(fingerprintOf(role!.findings[0]!, { ...role!, expected })).not.toBe(own.match);
  });

  it('never accepts any access as a whole, even if the list has no fingerprint', () => {
    for (const code of ACCEPTABLE_CODES.withMatch as FindingCode[]) {
      const drifted = check(MODE, driftedExport());
      expect(applyAccepted(drifted, [acceptance(code)], TODAY).report).toEqual(drifted);
    }
  });

  it('accepts findings about one setting by their code', () => {
    const drifted = check(MODE, driftedExport());
    expect(codesOf(drifted)).toContain('tagsChanged');
    const { report: rest, accepted } = applyAccepted(drifted, [acceptance('tagsChanged', { account: ACCOUNT })], TODAY);
    expect(codesOf(rest)).toEqual(codesOf(drifted).filter((code) => code !== 'tagsChanged'));
    expect(accepted.length).toBe(codesOf(drifted).length - codesOf(rest).length);
    expect(rest.status).toBe('drifted');
    expect(rest.roles[1]).toHaveProperty('deployed');
  });

  it('keeps what could not be read: the status is what remains', () => {
    const account = exportOf(rolesOf(MODE));
    account.RoleDetailList[1]!.Tags = [];
    account.RoleDetailList[1]!.RolePolicyList.push({ PolicyName: 'Broken', PolicyDocument: '{' });
    const { report: rest } = applyAccepted(check(MODE, account), [acceptance('tagsChanged')], TODAY);
    expect(rest.status).toBe('unreadable');
    expect(rest.roles[1]?.status).toBe('unreadable');
  });

  it('does not look at codes that cannot be accepted, whatever the list says', () => {
    const account = exportOf(rolesOf(MODE));
    account.RoleDetailList = [];
    const missing = check(MODE, account);
    for (const code of ['roleMissing', 'inputIncomplete'] as const) {
      expect(applyAccepted(missing, [acceptance(code)], TODAY)).toMatchObject({
        report: missing,
        accepted: [],
        used: [],
      });
    }
  });
});

describe('the codes that can be accepted', () => {
  it('are those of findings that count and were decided, except for a role that is missing', () => {
    const codes = [...ACCEPTABLE_CODES.withMatch, ...ACCEPTABLE_CODES.withoutMatch];
    const others = (Object.keys(FINDINGS) as FindingCode[]).filter((code) => !codes.includes(code));
    for (const code of others) {
      expect(code === 'roleMissing' || ['info', 'unknown'].includes(FINDINGS[code].severity), code).toBe(true);
    }
    expect(new Set(codes).size).toBe(codes.length);
    expect(others).toContain('policyUnreadable');
    for (const code of ACCEPTABLE_CODES.withoutMatch as FindingCode[]) expect(FINDINGS[code].severity).toBe('warning');
  });
});

describe('every change of a role', () => {
  const changes = changesOf(MODE);

  it(
    'is accepted by the fingerprints of its findings, except for what cannot be accepted',
    { timeout: 200_000 },
    () => {
      const codes = new Set<string>([...ACCEPTABLE_CODES.withMatch, ...ACCEPTABLE_CODES.withoutMatch]);
      for (const change of changes.filter((_change, index) => index % count(4, 1) === 0)) {
        const report = check(MODE, changed(MODE, change));
        const { report: rest, accepted } = applyAccepted(report, acceptAll(report), TODAY);
        expect(codesOf(rest), change.name).toEqual(codesOf(report).filter((code) => !codes.has(code)));
        expect(accepted).toHaveLength(codesOf(report).filter((code) => codes.has(code)).length);
        // A list of policies has no order.
        const account = changed(MODE, change);
        for (const { RolePolicyList, AttachedManagedPolicies } of account.RoleDetailList) {
          RolePolicyList.reverse();
          AttachedManagedPolicies.reverse();
        }
        const shuffled = check(MODE, account);
        if (codesOf(shuffled).join() === codesOf(report).join()) {
          expect(acceptAll(shuffled).map(({ match }) => match)).toEqual(acceptAll(report).map(({ match }) => match));
        }
      }
    },
  );

  it('is no longer accepted once the access of its role has changed', { timeout: 200_000 }, () => {
    let found = 0;
    const others = rolesOf(MODE).flatMap((role, index) =>
      [...policyChanges(role), ...trustChanges(role), ...boundaryChanges()].map((change) => ({
        ...change,
        role: index,
      })),
    );
    const pairs = changes.flatMap((change, index) => {
      const other = others[(index * 7) % others.length]!;
      const isPair = other.role === change.role && other.area !== change.area && change.area !== 'role';
      return index % count(4, 1) === 0 && isPair ? [[change, other] as const] : [];
    });
    for (const [change, other] of pairs) {
      const before = check(MODE, changed(MODE, change));
      const after = check(MODE, changed(MODE, change, other));
      const { accepted } = applyAccepted(after, acceptAll(before), TODAY);
      const ofRole = accepted.filter(({ name, finding }) => finding.witness && name === after.roles[change.role]?.name);
      expect(ofRole, `${change.name}, then ${other.name}`).toEqual([]);
      found += after.roles[change.role]?.findings.length ?? 0;
    }
    expect(pairs.length).toBeGreaterThan(5);
    expect(found).toBeGreaterThan(pairs.length);
  });
});
