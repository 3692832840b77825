import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { createRoleCheck, checkRoles, type DriftReport } from '../../src/drift/index.js';
import { issuesOf } from '../issues-of.js';
import { untyped } from '../upsolver/untyped.js';
import { attachment, exportOf, policyDetail, TAGGED, type AccountExport } from './account.js';
import { policy, roles } from './check-server.js';

const IDS = ['111111111111', '222222222222', '333333333333'] as const;
const options = { parameters: TAGGED };

/** An account with a drifted role, whose managed policies come on a page after its roles. */
function pagesOf(account: string, change: (value: AccountExport) => void = () => undefined): object[] {
  const value = exportOf(roles, account);
  value.RoleDetailList[1]!.Tags = [];
  const arn = `arn:aws:iam::${account}:policy/Own`;
  value.RoleDetailList[0]!.AttachedManagedPolicies.push(attachment(arn));
  value.Policies.push(policyDetail(arn, policy({ Effect: 'Allow', Action: 'sqs:*', Resource: '*' })));
  change(value);
  return [
    { RoleDetailList: value.RoleDetailList, Policies: [], IsTruncated: true },
    { RoleDetailList: [], Policies: value.Policies, IsTruncated: false },
  ];
}

function stream(read: (check: ReturnType<typeof createRoleCheck>) => void): {
  reports: DriftReport[];
  last: DriftReport;
} {
  const reports: DriftReport[] = [];
  const check = createRoleCheck(roles, options, (report) => void reports.push(report));
  read(check);
  return { reports, last: check.end() };
}

describe('onAccount', () => {
  const whole = checkRoles(
    IDS.flatMap((id) => pagesOf(id)),
    roles,
    options,
  );

  it.each<[string, (check: ReturnType<typeof createRoleCheck>) => void]>([
    ['pages', (check) => IDS.forEach((id) => pagesOf(id).forEach(check.add))],
    ['a list of pages', (check) => check.add(IDS.flatMap((id) => pagesOf(id)))],
    ['text', (check) => check.write(IDS.flatMap((id) => pagesOf(id).map((page) => JSON.stringify(page))).join('\n'))],
    [
      'files',
      (check) =>
        IDS.forEach((id) => {
          check.startFile(`${id}.json`);
          check.write(
            pagesOf(id)
              .map((page) => JSON.stringify(page))
              .join(''),
          );
        }),
    ],
    [
      'lines of roles and policies',
      (check) =>
        IDS.forEach((id) => {
          const [first, second] = pagesOf(id) as [AccountExport, AccountExport];
          for (const each of [...first.RoleDetailList, ...second.Policies]) check.write(`${JSON.stringify(each)}\n`);
        }),
    ],
  ])('receives the report on each account, also if managed policies come after roles: %s', (_name, read) => {
    const { reports, last } = stream(read);
    expect(reports.map((report) => report.roles)).toEqual(
      IDS.map((id) => whole.roles.filter(({ accountId }) => accountId === id)),
    );
    expect(reports.map(({ status, issues }) => [status, issues])).toEqual(IDS.map(() => ['drifted', []]));
    expect(last).toEqual({ status: 'drifted', roles: [], issues: [] });
  });

  it('receives it as soon as the next account begins', () => {
    const reports: DriftReport[] = [];
    const check = createRoleCheck(roles, options, (report) => void reports.push(report));
    const counts = IDS.flatMap((id) =>
      pagesOf(id).map((page) => {
        check.add(page);
        return reports.length;
      }),
    );
    expect(counts).toEqual([0, 0, 1, 1, 2, 2]);
  });

  it('receives the issues since the account before, and a role that comes too late is one', () => {
    const { reports, last } = stream((check) => {
      pagesOf(IDS[0]).forEach(check.add);
      check.write('{"a" 1}\n');
      pagesOf(IDS[1]).forEach(check.add);
      check.add({ RoleDetailList: exportOf(roles, IDS[0]).RoleDetailList.slice(0, 1), Policies: [] });
    });
    expect(reports.map(({ issues }) => issues.map(({ code }) => code))).toEqual([['invalid_json'], ['unknown_shape']]);
    expect(last.issues.map(({ message }) => message)).toEqual([
      expect.stringContaining('where a colon should be'),
      `the role \`arn:aws:iam::${IDS[0]}:role/UpsolverManagementRole\` comes after those of another account`,
    ]);
    expect(last.status).toBe('drifted');
  });

  it('receives an account whose last page is missing as incomplete', () => {
    const inSync = (value: AccountExport): void => {
      Object.assign(value, exportOf(roles, IDS[0]));
    };
    const [cut] = pagesOf(IDS[0], inSync) as [object];
    const { reports, last } = stream((check) => [cut, ...pagesOf(IDS[1])].forEach(check.add));
    expect(reports.map(({ status }) => status)).toEqual(['unreadable', 'drifted']);
    expect(reports[0]!.issues.map(({ message }) => message)).toEqual([
      `the last page of account ${IDS[0]} is missing: every page says that another one follows`,
    ]);
    expect([last.status, last.issues.length]).toEqual(['drifted', 1]);
  });

  it('accepts a last page that only has policies of AWS', () => {
    const { reports } = stream((check) => {
      for (const id of IDS) {
        const value = exportOf(roles, id);
        check.add({ RoleDetailList: value.RoleDetailList, IsTruncated: true });
        check.add({ Policies: value.Policies, IsTruncated: false });
      }
    });
    expect(reports.map(({ status }) => status)).toEqual(['inSync', 'inSync', 'inSync']);
  });

  it('receives nothing of an input without roles, whose roles are missing', () => {
    const { reports, last } = stream((check) => check.add({ RoleDetailList: [] }));
    expect([reports, last.status, last.roles.length]).toEqual([[], 'missing', 2]);
  });

  it('has to be a function', () => {
    expect(issuesOf(() => untyped(createRoleCheck, roles, {}, 'x'))).toMatchObject([
      { path: ['onAccount'], message: '`onAccount` must be a function, not `x`' },
    ]);
  });

  it('keeps memory bounded for any number of drifted roles', () => {
    setFlagsFromString('--expose-gc');
    const collectGarbage = runInNewContext('gc') as () => void;
    const heapAfter = (accounts: number): number => {
      let count = 0;
      const check = createRoleCheck(roles, options, ({ roles: found }) => void (count += found.length));
      for (let id = 100_000_000_000; id < 100_000_000_000 + accounts; id += 1)
        for (const page of pagesOf(String(id))) check.write(`${JSON.stringify(page)}\n`);
      collectGarbage();
      const { heapUsed } = process.memoryUsage();
      check.end();
      expect(count).toBe(2 * accounts);
      return heapUsed;
    };
    heapAfter(5);
    expect(heapAfter(150) - heapAfter(5)).toBeLessThan(1.5e6);
  });
});
