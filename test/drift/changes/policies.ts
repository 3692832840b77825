import type { PolicyDocument } from '../../../src/iam/index.js';
import type { DeployableRole, ManagedPolicyName } from '../../../src/index.js';
import { MANAGED_POLICY_SNAPSHOTS } from '../../../src/upsolver/catalogue/managed-policy-snapshots.js';
import { ACCOUNT } from '../../upsolver/role-parameters.js';
import { attachment, policyDetail, type AccountExport, type RoleDetail } from '../account.js';
import { policy } from '../check-server.js';
import { ALLOW_ALL, type RoleChange } from './change.js';

const OWN_POLICY = `arn:aws:iam::${ACCOUNT}:policy/Own`;
const ADMIN = 'arn:aws:iam::aws:policy/AdministratorAccess';

/** Changes of what policies are attached, and of what managed policies contain. */
export function policyChanges({ managedPolicyArns }: DeployableRole): RoleChange[] {
  const attach = (role: RoleDetail, account: AccountExport, arn: string, document: PolicyDocument): void => {
    role.AttachedManagedPolicies.push(attachment(arn));
    account.Policies.push(policyDetail(arn, document));
  };
  const bump = (account: AccountExport, arn: string, change: (document: PolicyDocument) => PolicyDocument): void => {
    const detail = account.Policies.find(({ Arn }) => Arn === arn)!;
    const { document } = MANAGED_POLICY_SNAPSHOTS[arn.slice(arn.lastIndexOf('/') + 1) as ManagedPolicyName];
    Object.assign(detail, policyDetail(arn, change(structuredClone(document)), 'v99'));
  };
  const athena = managedPolicyArns.find((arn) => arn.endsWith('AmazonAthenaFullAccess'));
  const rows: RoleChange[] = [
    ...managedPolicyArns.map((arn): RoleChange => ({
      name: `${arn} detached`,
      area: arn,
      apply: (detail) =>
        void (detail.AttachedManagedPolicies = detail.AttachedManagedPolicies.filter(
          ({ PolicyArn }) => PolicyArn !== arn,
        )),
    })),
    ...managedPolicyArns.map((arn): RoleChange => ({
      name: `${arn} replaced by a copy in the account`,
      area: arn,
      apply: (detail, account) => {
        detail.AttachedManagedPolicies = detail.AttachedManagedPolicies.filter(({ PolicyArn }) => PolicyArn !== arn);
        const { document } = MANAGED_POLICY_SNAPSHOTS[arn.slice(arn.lastIndexOf('/') + 1) as ManagedPolicyName];
        attach(detail, account, `arn:aws:iam::${ACCOUNT}:policy/Copy`, document);
      },
    })),
    {
      name: 'AdministratorAccess attached',
      area: 'everything',
      apply: (detail, account) => attach(detail, account, ADMIN, ALLOW_ALL),
    },
    {
      name: 'an inline policy that allows everything',
      area: 'everything',
      apply: (detail) => void detail.RolePolicyList.push({ PolicyName: 'Admin', PolicyDocument: ALLOW_ALL }),
    },
    {
      name: 'an inline policy that allows everything except IAM',
      area: 'everything',
      apply: (detail) =>
        void detail.RolePolicyList.push({
          PolicyName: 'Power',
          PolicyDocument: policy({ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }),
        }),
    },
    {
      name: 'an inline policy with two additional actions',
      area: 'own policy',
      apply: (detail) =>
        void detail.RolePolicyList.push({
          PolicyName: 'More',
          PolicyDocument: policy({ Effect: 'Allow', Action: ['sqs:SendMessage', 'sns:Publish'], Resource: '*' }),
        }),
    },
    {
      name: 'a customer managed policy that grants more',
      area: 'own policy',
      apply: (detail, account) =>
        attach(detail, account, OWN_POLICY, policy({ Effect: 'Allow', Action: 'dynamodb:*', Resource: '*' })),
    },
    {
      name: 'a customer managed policy that grants a part of what is needed',
      area: 'own policy',
      apply: (detail, account) =>
        attach(
          detail,
          account,
          OWN_POLICY,
          policy({ Effect: 'Allow', Action: 'cloudwatch:PutMetricData', Resource: '*' }),
        ),
    },
    {
      name: 'a customer managed policy that is not in the input',
      area: 'own policy',
      apply: (detail) => void detail.AttachedManagedPolicies.push(attachment(OWN_POLICY)),
    },
    {
      name: 'a new version of AWSCloudFormationReadOnlyAccess',
      area: 'version',
      apply: (_detail, account) =>
        bump(account, 'arn:aws:iam::aws:policy/AWSCloudFormationReadOnlyAccess', (document) => {
          return {
            ...document,
            Statement: [...document.Statement, { Effect: 'Allow', Action: 'cloudformation:NewList*', Resource: '*' }],
          };
        }),
    },
  ];
  if (athena === undefined) return rows;
  return [
    ...rows,
    {
      name: 'a version of AmazonAthenaFullAccess that does not list buckets',
      area: 'athena version',
      apply: (_detail, account) =>
        bump(account, athena, (document) => ({
          ...document,
          Statement: document.Statement.filter(({ Action }) => ![Action].flat().includes('s3:ListAllMyBuckets')),
        })),
    },
  ];
}
