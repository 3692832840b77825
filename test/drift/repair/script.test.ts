import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkRoles, repair, toRepairScript, toRepairScripts } from '../../../src/drift/index.js';
import { issuesOf } from '../../issues-of.js';
import { runScript } from '../../render/run-script.js';
import { ACCOUNT } from '../../upsolver/role-parameters.js';
import { driftedExport, exportOf, TAGGED } from '../account.js';
import { roles } from '../check-server.js';

const drifted = checkRoles(driftedExport(), roles, { parameters: TAGGED });

describe('toRepairScript', () => {
  it('writes the calls of each role, guarded by its account', () => {
    expect(toRepairScript(repair(drifted))).toBe(readFileSync('test/golden/drift-repair.sh', 'utf8'));
  });

  it('writes a script that runs with credentials of the account', () => {
    const { calls, status } = runScript(toRepairScript(repair(drifted)), -1, ACCOUNT);
    expect(status).toBe(0);
    expect(calls.map(([, operation]) => operation)).toEqual([
      'get-caller-identity',
      'update-assume-role-policy',
      'put-role-policy',
      'get-caller-identity',
      'attach-role-policy',
      'tag-role',
      'create-instance-profile',
      'add-role-to-instance-profile',
    ]);
    const put = calls[2]!;
    expect(JSON.parse(put[put.indexOf('--policy-document') + 1]!)).toEqual(roles[0]!.inlinePolicies[0]!.document);
  });

  it('writes a script that stops with credentials of another account', () => {
    const { calls, status } = runScript(toRepairScript(repair(drifted)), -1, '999999999999');
    expect([calls.length, status]).toEqual([1, 1]);
  });

  it('writes no calls for roles in sync', () => {
    expect(toRepairScript(repair(checkRoles(exportOf(roles), roles)))).toBe(
      '#!/bin/sh\n# Restores IAM roles with the AWS CLI.\nset -eu\n',
    );
  });
});

describe('toRepairScripts', () => {
  const accounts = ['111111111111', '222222222222'] as const;
  const report = checkRoles(
    accounts.map((account) => ({
      ...exportOf(roles, account),
      RoleDetailList: exportOf([roles[0]!], account).RoleDetailList,
    })),
    roles,
  );

  it('writes a script for each account, which makes calls with its credentials only', () => {
    const scripts = toRepairScripts(repair(report));
    expect(scripts.map(({ accountId }) => accountId)).toEqual(accounts);
    for (const { accountId, script } of scripts) {
      const own = runScript(script, -1, accountId);
      expect([own.status, own.calls[1]?.[1]]).toEqual([0, 'create-role']);
      const foreign = runScript(script, -1, '999999999999');
      expect([foreign.status, foreign.calls.length]).toEqual([1, 1]);
    }
  });

  it('refuses calls for an unknown account, unless it is given', () => {
    const missing = checkRoles({ RoleDetailList: [] }, roles);
    const unknown = issuesOf(() => toRepairScripts(repair(missing)));
    expect(unknown.map(({ code, path, message }) => [code, path, message])).toEqual([
      ['missing', ['accountId'], 'the account of the role `UpsolverManagementRole` is not known'],
      ['missing', ['accountId'], 'the account of the role `UpsolverServerRole` is not known'],
    ]);
    expect(issuesOf(() => toRepairScript(repair(missing)))).toEqual(unknown);
    const known = [
      toRepairScripts(repair(missing), { accountId: accounts[0] }),
      toRepairScripts(repair(missing, { accountId: accounts[0] })),
      toRepairScripts(repair(checkRoles({ RoleDetailList: [] }, roles, { accountId: accounts[0] }))),
    ];
    for (const [{ accountId, script } = { accountId: '', script: '' }] of known) {
      expect([accountId, runScript(script, -1, '999999999999').calls.length]).toEqual([accounts[0], 1]);
      expect(runScript(script, -1, accounts[0]).status).toBe(0);
    }
  });

  it('has no script for roles without calls, whatever their account', () => {
    expect(toRepairScripts(repair(checkRoles('{"a":', roles)))).toEqual([]);
  });

  it('refuses an account ID that a script would run', () => {
    expect(issuesOf(() => toRepairScripts([], { accountId: '1; reboot' }))).toMatchObject([
      { path: ['options', 'accountId'] },
    ]);
  });

  it('is one script for several accounts that skips those of other credentials', () => {
    const script = toRepairScript(repair(report));
    for (const account of accounts) {
      const { calls, status } = runScript(script, -1, account);
      expect([status, calls.filter(([, operation]) => operation === 'create-role').length]).toEqual([0, 1]);
    }
    expect(runScript(script, -1, '999999999999').calls.length).toBe(1);
  });
});
