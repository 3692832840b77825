import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkRoles, repair, toRepairScript } from '../../../src/drift/index.js';
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

  it('writes no calls for roles in sync, and no guard if the account is not known', () => {
    expect(toRepairScript(repair(checkRoles(exportOf(roles), roles)))).toBe(
      '#!/bin/sh\n# Restores IAM roles with the AWS CLI.\nset -eu\n',
    );
    expect(toRepairScript(repair(checkRoles({ RoleDetailList: [] }, roles)))).not.toContain('get-caller-identity');
  });
});
