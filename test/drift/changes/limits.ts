import type { PolicyDocument, Statement } from '../../../src/iam/index.js';
import type { DeployableRole } from '../../../src/index.js';
import { ACCOUNT } from '../../upsolver/role-parameters.js';
import { policyDetail, type AccountExport, type RoleDetail } from '../account.js';
import { policy } from '../check-server.js';
import { ALLOW_ALL, type BuiltStatement, type RoleChange } from './change.js';

/** Additional Deny statements. */
export function denyChanges(expected: DeployableRole, { Action: [action = ''] }: BuiltStatement): RoleChange[] {
  const deny =
    (...statement: Pick<Statement, 'Action' | 'Resource' | 'Condition'>[]) =>
    (role: RoleDetail): void =>
      void role.RolePolicyList.push({
        PolicyName: 'Deny',
        PolicyDocument: policy(...statement.map((each) => ({ Effect: 'Deny', ...each }) as Statement)),
      });
  return [
    {
      name: `${action} denied`,
      area: 'deny',
      apply: deny({ Action: action, Resource: '*' }),
    },
    {
      name: 'an unneeded action denied',
      area: 'deny',
      apply: deny({ Action: 'iam:CreateUser', Resource: '*' }),
    },
    {
      name: 'CloudFormation denied',
      area: 'deny',
      apply: deny({ Action: 'cloudformation:ListStacks', Resource: '*' }),
    },
    ...(expected.role !== 'UpsolverServerRole'
      ? [
          {
            name: 'launches in another Region denied',
            area: 'deny',
            apply: deny({
              Action: 'ec2:RunInstances',
              Resource: '*',
              Condition: { StringNotEquals: { 'aws:RequestedRegion': 'us-east-1' } },
            }),
          },
        ]
      : []),
  ];
}

/** Unexpected permissions boundaries. */
export function boundaryChanges(): RoleChange[] {
  const bound =
    (document: PolicyDocument | undefined) =>
    (role: RoleDetail, account: AccountExport): void => {
      role.PermissionsBoundary = {
        PermissionsBoundaryType: 'PermissionsBoundaryPolicy',
        PermissionsBoundaryArn: `arn:aws:iam::${ACCOUNT}:policy/Boundary`,
      };
      if (document) account.Policies.push(policyDetail(`arn:aws:iam::${ACCOUNT}:policy/Boundary`, document));
    };
  return [
    {
      name: 'a boundary that allows everything',
      area: 'boundary',
      apply: bound(ALLOW_ALL),
    },
    {
      name: 'a boundary that allows CloudWatch only',
      area: 'boundary',
      apply: bound(policy({ Effect: 'Allow', Action: 'cloudwatch:*', Resource: '*' })),
    },
    {
      name: 'a boundary that denies one action',
      area: 'boundary',
      apply: bound(
        policy(ALLOW_ALL.Statement[0]!, { Effect: 'Deny', Action: 'cloudwatch:PutMetricData', Resource: '*' }),
      ),
    },
    {
      name: 'a boundary that is not in the input',
      area: 'boundary',
      apply: bound(undefined),
    },
  ];
}
