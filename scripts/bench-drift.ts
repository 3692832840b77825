/**
 * Measures how many roles are checked per second on one core, and how much memory a long input needs. The figures are
 * those of one run; their growth says more than the times.
 */
import { performance } from 'node:perf_hooks';
import type * as Drift from '../src/drift/index.js';
import {
  encode,
  exportOf,
  roleDetail,
  rolesOf,
  TAGGED,
  type AccountExport,
  type RoleDetail,
} from '../test/drift/account.js';
import { changesOf } from '../test/drift/changes.js';
import { expectationOf } from '../test/drift/expected-changes.js';

// The built library: sources compiled by tsx are slower.
const built = new URL('../dist/drift/index.js', import.meta.url).href;
const { checkRoles, createRoleCheck } = (await import(built)) as typeof Drift;

const MODE = 'private-vpc';
const expected = rolesOf(MODE);
const options = { parameters: TAGGED };

/** The account as the SDK returns it. */
function encoded(account: AccountExport): AccountExport {
  return { ...account, RoleDetailList: account.RoleDetailList.map(encodedRole) };
}

function encodedRole(role: RoleDetail): RoleDetail {
  return {
    ...role,
    AssumeRolePolicyDocument: encode(role.AssumeRolePolicyDocument as object),
    RolePolicyList: role.RolePolicyList.map((each) => ({
      ...each,
      PolicyDocument: encode(each.PolicyDocument as object),
    })),
  };
}

/** Roles per second: `roles` of them are checked by each run. */
function rate(roles: number, runs: number, run: (index: number) => unknown): number {
  for (let index = 0; index < Math.min(runs, 100); index += 1) run(index);
  const start = performance.now();
  for (let index = 0; index < runs; index += 1) run(index);
  return Math.round((roles * runs * 1000) / (performance.now() - start));
}

const account = encoded(exportOf(expected));
const rearranged = exportOf(expected);
for (const { RolePolicyList: policies } of rearranged.RoleDetailList) {
  for (const policy of policies) policy.PolicyDocument = JSON.stringify(policy.PolicyDocument, undefined, 4);
}

const drifted = changesOf(MODE)
  .filter((change) => expectationOf(MODE, change).status === 'drifted')
  .map(({ role, apply }) => {
    const copy = exportOf(expected);
    const detail = copy.RoleDetailList[role] as RoleDetail;
    apply(detail, copy);
    copy.RoleDetailList = [detail];
    return { account: encoded(copy), expected: [expected[role] as (typeof expected)[number]] };
  });

console.log('Roles checked per second on one core');
console.table([
  {
    roles: 'in sync, as built by this library',
    'per second': rate(2, 3000, () => checkRoles(account, expected, options)),
    goal: 2000,
  },
  {
    roles: 'in sync, documents in another form',
    'per second': rate(2, 1000, () => checkRoles(rearranged, expected, options)),
    goal: 2000,
  },
  {
    roles: `drifted, ${drifted.length} kinds in turn`,
    'per second': rate(1, 3 * drifted.length, (index) => {
      const { account: one, expected: role } = drifted[index % drifted.length] as (typeof drifted)[number];
      return checkRoles(one, role, options);
    }),
    goal: 200,
  },
]);

/** A line of NDJSON: an unrelated role of 3,000 characters. */
const { RoleName: _name, Arn: _arn, ...template } = roleDetail(expected[1] as (typeof expected)[number]);
const OTHER_ROLE = JSON.stringify({
  ...template,
  RoleName: 'other-INDEX',
  Arn: 'arn:aws:iam::444455556666:role/other-INDEX',
  RolePolicyList: [],
  Tags: [],
  InstanceProfileList: [],
  Description: 'x'.repeat(2300),
});

function stream(count: number): {
  roles: number;
  MB: string;
  seconds: string;
  'MB per second': number;
  'heap MB': string;
} {
  const check = createRoleCheck(expected, options);
  for (const detail of exportOf(expected).RoleDetailList) check.write(`${JSON.stringify(detail)}\n`);
  let bytes = 0;
  const start = performance.now();
  for (let index = 0; index < count; index += 1) {
    const line = `${OTHER_ROLE.replaceAll('INDEX', String(index))}\n`;
    bytes += line.length;
    check.write(line);
  }
  const seconds = (performance.now() - start) / 1000;
  globalThis.gc?.();
  const heap = process.memoryUsage().heapUsed / 1e6;
  const { status } = check.end();
  if (status !== 'inSync') throw new Error(`the stream is ${status}`);
  return {
    roles: count,
    MB: (bytes / 1e6).toFixed(0),
    seconds: seconds.toFixed(1),
    'MB per second': Math.round(bytes / 1e6 / seconds),
    'heap MB': heap.toFixed(1),
  };
}

console.log('NDJSON of roles, two of which are expected');
console.table([1000, 10_000, 100_000].map(stream));
