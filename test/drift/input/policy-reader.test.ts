import { describe, expect, it } from 'vitest';
import { checkRoles } from '../../../src/drift/index.js';
import { exportOf, type RoleDetail } from '../account.js';
import { checkServer, policy, roles, summarize } from '../check-server.js';

describe('the documents of policies', () => {
  it('are compared also if there are more of them than are remembered', () => {
    const many = checkServer((role) => {
      role.RolePolicyList.push(
        ...Array.from({ length: 300 }, (_, index) => ({
          PolicyName: `p${index}`,
          PolicyDocument: policy({ Effect: 'Deny', Action: `x:a${index}`, Resource: '*' }),
        })),
      );
    });
    expect(many.status).toBe('inSync');
  });

  it('are unreadable, without delay, if they are far larger than IAM allows', () => {
    const many = Array.from({ length: 2000 }, (_, index) => ({
      PolicyName: `p${index}`,
      PolicyDocument: policy({ Effect: 'Allow', Action: `x:a${index}`, Resource: `arn:aws:s3:::bucket-${index}/*` }),
    }));
    const account = exportOf(roles);
    account.RoleDetailList[1]!.RolePolicyList.push(...many);
    const report = checkRoles(account, roles);
    expect(report.issues).toEqual([
      {
        code: 'over_quota',
        path: ['RoleDetailList', 1, 'RolePolicyList'],
        message: 'the inline policies of `UpsolverServerRole` are far larger than IAM allows',
        severity: 'error',
      },
    ]);
    expect(report.roles.map(({ status }) => status)).toEqual(['inSync', 'unreadable']);
  });

  it('are unreadable if they are not JSON or have no JSON form', () => {
    const cyclic: { self?: object } = {};
    cyclic.self = cyclic;
    const change =
      (document: unknown) =>
      (role: RoleDetail): void =>
        void role.RolePolicyList.push({ PolicyName: 'Cyclic', PolicyDocument: document as object });
    for (const document of [cyclic, '%', '%7B', 'null', 1n])
      expect(summarize(checkServer(change(document)).findings)).toEqual(['policyUnreadable']);
  });

  it('are unreadable if they have a duplicate key, even if the rest is the expected document', () => {
    const change = (role: RoleDetail): void => {
      const text = JSON.stringify(role.RolePolicyList[0]!.PolicyDocument);
      role.RolePolicyList[0]!.PolicyDocument = text.replace('{', '{"Version":"2012-10-17",');
    };
    const account = exportOf(roles);
    change(account.RoleDetailList[1]!);
    expect(checkRoles(account, roles)).toMatchObject({
      roles: [{ status: 'inSync' }, { status: 'unreadable' }],
      issues: [{ code: 'duplicate_key' }],
    });
  });
});
