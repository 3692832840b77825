import { describe, expect, it } from 'vitest';
import { checkRoles, repair, type RoleReport } from '../../../src/drift/index.js';
import type { Statement } from '../../../src/iam/index.js';
import { FULL_SCOPE } from '../../upsolver/role-parameters.js';
import { exportOf, rolesOf, TAGGED } from '../account.js';
import { summarize } from '../check-server.js';

describe('the Deny statements of scoped roles', () => {
  const scoped = rolesOf('private-vpc', { scope: FULL_SCOPE });
  const { document } = scoped[0]!.inlinePolicies[0]!;
  const check = (change: (statements: Statement[]) => Statement[]): RoleReport => {
    const account = exportOf(scoped);
    account.RoleDetailList[0]!.RolePolicyList[0]!.PolicyDocument = {
      ...document,
      Statement: change(structuredClone(document.Statement)),
    };
    const report = checkRoles(account, scoped, { parameters: { ...TAGGED, scope: FULL_SCOPE } });
    const [found] = report.roles;
    if (found!.status !== 'inSync')
      expect(repair(report, { widen: true }).flatMap(({ calls }) => calls.map(({ operation }) => operation))).toEqual([
        'PutRolePolicy',
      ]);
    return found!;
  };

  it('are reported with an example request if they are missing', () => {
    const { status, findings } = check((statements) => statements.filter(({ Effect }) => Effect === 'Allow'));
    expect([status, summarize(findings)]).toEqual([
      'drifted',
      ['denyMissing ec2:RunInstances', 'denyMissing ec2:RequestSpotInstances'],
    ]);
    expect(findings[0]).toMatchObject({
      message:
        'the role does not deny `ec2:RunInstances` as the statement `denyOtherVpcs` of the policy `UpsolverManagementPolicy` should',
      policy: { kind: 'inline', name: 'UpsolverManagementPolicy', sid: 'denyOtherVpcs' },
      witness: { action: 'ec2:RunInstances' },
    });
  });

  it('may be split into one statement for each action', () => {
    const { status, findings } = check((statements) =>
      statements.flatMap((statement) =>
        statement.Effect === 'Deny'
          ? [statement.Action ?? []]
              .flat()
              .map((Action, index) => ({ ...statement, Sid: `deny${index}`, Action }) as Statement)
          : [statement],
      ),
    );
    expect([status, findings]).toEqual(['inSync', []]);
  });

  it('are undecided if policy variables decide whether a request gets past them', () => {
    const { findings } = check((statements) => [
      ...statements
        .filter(({ Effect }) => Effect === 'Allow')
        .map(
          (statement) =>
            ({
              ...statement,
              Resource: 'arn:aws:ec2:us-east-1:444455556666:subnet/x',
              Condition: { StringEquals: { 'aws:username': '${aws:userid}', 'aws:userid': '${aws:PrincipalTag/id}' } },
            }) as Statement,
        ),
      {
        Effect: 'Deny',
        Action: '*',
        Resource: '*',
        Condition: { StringEquals: { 'aws:username': '${aws:PrincipalTag/id}' } },
      },
    ]);
    expect(summarize(findings)).toContain('undecided ec2:RunInstances');
  });

  it('and the Allow statements are each reported if a single one is missing', () => {
    // Without these statements the role is scoped to no role or no instance profile at all.
    const isVariant = (sid = ''): boolean => ['fillNamedInstanceProfiles', 'passNamedRoles'].includes(sid);
    for (const { Sid, Effect } of document.Statement) {
      const { status, findings } = check((statements) => statements.filter((statement) => statement.Sid !== Sid));
      expect([status, new Set(findings.map(({ code }) => code))], Sid).toEqual([
        'drifted',
        new Set([Effect === 'Deny' ? 'denyMissing' : isVariant(Sid) ? 'variantRecognized' : 'permissionMissing']),
      ]);
    }
  });
});
