import { describe, expect, it } from 'vitest';
import { checkRoles, repair, type RoleReport } from '../../../src/drift/index.js';
import type { Statement } from '../../../src/iam/index.js';
import { ACCOUNT } from '../../upsolver/role-parameters.js';
import { attachment, exportOf, policyDetail, rolesOf, type AccountExport, type RoleDetail } from '../account.js';
import { checkServer, codes, policy } from '../check-server.js';

const UNREAD = attachment(`arn:aws:iam::${ACCOUNT}:policy/Unread`);
const ADMIN = attachment('arn:aws:iam::aws:policy/AdministratorAccess');
const everything: Statement = { Effect: 'Allow', Action: '*', Resource: '*' };

/** The server role with a policy whose document is not in the input, after another change. */
const besideUnread = (change: (role: RoleDetail, account: AccountExport) => void): RoleReport =>
  checkServer((role, account) => {
    change(role, account);
    role.AttachedManagedPolicies.push(UNREAD);
  });

const unread = ['policyUnreadable', 'managedPolicyExtra'];

describe('a policy that could not be read', () => {
  it.each<[string, string[], (role: RoleDetail, account: AccountExport) => void]>([
    [
      'an inline policy that allows everything',
      ['permissionExtra'],
      (role) => void role.RolePolicyList.push({ PolicyName: 'Admin', PolicyDocument: policy(everything) }),
    ],
    [
      'a Deny statement',
      ['permissionDenied', 'permissionDenied'],
      (role) =>
        void role.RolePolicyList.push({
          PolicyName: 'Deny',
          PolicyDocument: policy({ Effect: 'Deny', Action: 'kinesis:ListStreams', Resource: '*' }),
        }),
    ],
    [
      'a managed policy that grants more',
      ['managedPolicyExtra'],
      (role, account) => {
        role.AttachedManagedPolicies.push(attachment(`arn:aws:iam::${ACCOUNT}:policy/More`));
        account.Policies.push(policyDetail(`arn:aws:iam::${ACCOUNT}:policy/More`, policy(everything)));
      },
    ],
  ])('does not hide %s', (_name, found, change) => {
    const report = besideUnread(change);
    expect(report.status).toBe('drifted');
    expect(codes(report).toSorted()).toEqual([...unread, ...found].toSorted());
  });

  it('is an error if nobody asked for it, even if its document is not known', () => {
    const report = checkServer((role) => void role.AttachedManagedPolicies.push(ADMIN));
    expect(report.status).toBe('drifted');
    expect(report.findings.map(({ code, severity, message }) => [code, severity, message])).toEqual([
      [
        'policyUnreadable',
        'unknown',
        'the input does not include the document of the unexpected managed policy `AdministratorAccess`',
      ],
      [
        'managedPolicyExtra',
        'error',
        'the unexpected managed policy `AdministratorAccess` is attached; the input does not include its document',
      ],
    ]);
  });

  it('may grant what is missing, so that nothing is said to be missing', () => {
    const report = besideUnread((role) => {
      const { Statement } = role.RolePolicyList[0]!.PolicyDocument as { Statement: Statement[] };
      Statement.pop();
      role.AttachedManagedPolicies.shift();
    });
    expect(codes(report)).toEqual([...unread, 'undecided']);
    expect(report.findings.at(-1)!.message).toBe(
      'whether the role lacks `cloudwatch:PutMetricData`, `AmazonAthenaFullAccess` depends on a policy that could not be read',
    );
  });

  it('does not stand in for an expected policy if it is one itself', () => {
    const china = rolesOf('private-vpc', { region: 'cn-north-1' });
    const account = exportOf(china);
    account.RoleDetailList[1]!.AttachedManagedPolicies.pop();
    expect(codes(checkRoles(account, china).roles[1]!)).toEqual(['policyUnreadable', 'managedPolicyMissing']);
  });

  it('is also unknown if this library has no snapshot of it', () => {
    const other = 'arn:aws-cn:iam::aws:policy/Other';
    const china = rolesOf('private-vpc', { region: 'cn-north-1' }).map((role) => ({
      ...role,
      managedPolicyArns: [other],
    }));
    expect(codes(checkRoles(exportOf(china), china).roles[1]!)).toEqual(['policyUnreadable']);
  });

  it('says for itself that its own statements are not known', () => {
    const report = checkServer((role) => void (role.RolePolicyList[0]!.PolicyDocument = 'no policy'));
    expect(codes(report)).toEqual(['policyUnreadable']);
  });

  it('keeps additional access and Deny statements open that only it may explain', () => {
    const china = rolesOf('private-vpc', { region: 'cn-north-1' });
    const account = exportOf(china);
    const push = (name: string, statement: Statement): void =>
      void account.RoleDetailList[1]!.RolePolicyList.push({ PolicyName: name, PolicyDocument: policy(statement) });
    push('Stacks', { Effect: 'Allow', Action: 'cloudformation:ListStacks', Resource: '*' });
    push('Queues', { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: '*' });
    push('Guard', { Effect: 'Deny', Action: 'cloudformation:DescribeStacks', Resource: '*' });
    const report = checkRoles(account, china);
    expect(report.roles[1]!.findings.slice(2).map(({ code, action, message }) => [code, action ?? message])).toEqual([
      ['permissionExtra', 'sqs:SendMessage'],
      [
        'undecided',
        'whether statement 0 of the policy `Guard` blocks access depends on a managed policy that could not be read',
      ],
      ['undecided', 'cloudformation:ListStacks'],
    ]);
    // What is not known to be wrong is not removed.
    expect(repair(report)[1]!.calls.map(({ input }) => 'PolicyName' in input && input.PolicyName)).toEqual(['Queues']);
  });
});
