import type { PolicyDocument, Statement, TrustPolicyDocument } from '../../src/iam/index.js';
import type { DeployableRole, IntegrationMode } from '../../src/index.js';
import { MANAGED_POLICY_SNAPSHOTS } from '../../src/upsolver/catalogue/managed-policy-snapshots.js';
import { ACCOUNT } from '../upsolver/role-parameters.js';
import { attachment, encode, policyDetail, rolesOf, type AccountExport, type RoleDetail } from './account.js';

/** One change of an account in which all was in sync, and what the check has to say of it. */
export type Change = {
  name: string;
  /** The index of the expected role that is changed. */
  role: number;
  /** Changes of different areas do not touch each other. */
  area: string;
  apply: (role: RoleDetail, account: AccountExport) => void;
  status: 'inSync' | 'drifted' | 'missing' | 'unreadable';
  /** Code and action of every finding, in any order. */
  findings: string[];
};

type Built = { Sid: string; Action: string[]; Resource: string[]; Condition?: Record<string, Record<string, string>> };

const documentOf = (role: RoleDetail): PolicyDocument => role.RolePolicyList[0]!.PolicyDocument as PolicyDocument;
const statementOf = (role: RoleDetail, sid: string): Statement =>
  documentOf(role).Statement.find(({ Sid }) => Sid === sid)!;
const trustOf = (role: RoleDetail): TrustPolicyDocument['Statement'][number] =>
  (role.AssumeRolePolicyDocument as TrustPolicyDocument).Statement[0]!;
const withCode = (code: string, actions: readonly string[]): string[] => actions.map((action) => `${code} ${action}`);
const isUpsolverTrust = (role: DeployableRole): boolean => role.role !== 'UpsolverServerRole';

export const OWN_POLICY = `arn:aws:iam::${ACCOUNT}:policy/Own`;
const ADMIN = 'arn:aws:iam::aws:policy/AdministratorAccess';
const ALLOW_ALL: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
};
const policy = (...statements: Statement[]): PolicyDocument => ({ Version: '2012-10-17', Statement: statements });

/** Whether something else grants an action of a statement, so that the role does not lack it without the statement. */
function isCovered(statement: Built, action: string, statements: readonly Built[], hasAthena: boolean): boolean {
  // AmazonAthenaFullAccess has the action, too.
  if (hasAthena && action === 'cloudwatch:DescribeAlarms') return true;
  return statements.some(
    (other) =>
      other !== statement &&
      other.Condition === undefined &&
      other.Resource.includes('*') &&
      other.Action.includes(action),
  );
}

export function changesOf(mode: IntegrationMode): Change[] {
  return rolesOf(mode).flatMap((role, index) => {
    const statements = role.inlinePolicies[0]!.document.Statement as unknown as Built[];
    const of = (change: Omit<Change, 'role'>): Change => ({ ...change, role: index });
    return [
      ...statements.flatMap((statement) => statementChanges(statement, statements, role.role === 'UpsolverRole')),
      ...managedPolicyChanges(role),
      ...trustChanges(role),
      ...denyChanges(role, statements),
      ...boundaryChanges(role, statements),
      ...settingChanges(role),
      ...harmlessChanges(role),
      ...unreadableChanges(),
    ].map(of);
  });
}

type Row = Omit<Change, 'role'>;

function statementChanges(statement: Built, statements: readonly Built[], hasAthena: boolean): Row[] {
  const { Sid, Action, Resource, Condition } = statement;
  const area = `statement ${Sid}`;
  const lacking = Action.filter((action) => !isCovered(statement, action, statements, hasAthena));
  const lack = (actions: readonly string[], code = 'permissionMissing'): Pick<Row, 'status' | 'findings'> => ({
    status: actions.length > 0 ? 'drifted' : 'inSync',
    findings: withCode(code, actions),
  });
  const rows: Row[] = [
    {
      name: `${Sid} removed`,
      area,
      apply: (role) => {
        const document = documentOf(role);
        document.Statement = document.Statement.filter((other) => other.Sid !== Sid);
      },
      ...lack(lacking),
    },
    ...(Action.length === 1 ? [] : Action).map((action): Row => ({
      name: `${action} removed from ${Sid}`,
      area,
      apply: (role) => void ((statementOf(role, Sid) as Built).Action = Action.filter((other) => other !== action)),
      ...lack([action].filter((other) => lacking.includes(other))),
    })),
    {
      name: `${Sid} only from one address`,
      area,
      apply: (role) =>
        void (statementOf(role, Sid).Condition = { ...Condition, IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }),
      ...lack(lacking, 'conditionTightened'),
    },
  ];
  if (Condition !== undefined) {
    const [key = ''] = Object.keys(Condition['StringLike']!);
    rows.push(
      {
        name: `${Sid} without its condition`,
        area,
        apply: (role) => void delete statementOf(role, Sid).Condition,
        status: 'drifted',
        findings: withCode('conditionWeakened', Action),
      },
      {
        name: `${Sid} with a narrower value`,
        area,
        apply: (role) => void (statementOf(role, Sid).Condition = { StringLike: { [key]: 'upsolver-*' } }),
        status: 'drifted',
        findings: withCode('conditionTightened', Action),
      },
      {
        name: `${Sid} with a wider value`,
        area,
        apply: (role) => void (statementOf(role, Sid).Condition = { StringLike: { [key]: '*' } }),
        status: 'drifted',
        findings: withCode('conditionWeakened', Action),
      },
      {
        name: `${Sid} with another key`,
        area,
        apply: (role) =>
          void (statementOf(role, Sid).Condition = { StringLike: { 'aws:PrincipalTag/Name': '*upsolver*' } }),
        status: 'drifted',
        findings: [...withCode('conditionTightened', Action), ...withCode('conditionWeakened', Action)],
      },
    );
  }
  if (!Resource.includes('*')) {
    rows.push({
      name: `${Sid} on something else`,
      area,
      apply: (role) =>
        void ((statementOf(role, Sid) as Built).Resource = Resource.map((arn) =>
          arn.replace(/:([^:]*)$/, ':other-$1'),
        )),
      status: 'drifted',
      findings: [...withCode('permissionMissing', Action), ...withCode('permissionExtra', Action)],
    });
  }
  return rows;
}

function managedPolicyChanges({ managedPolicyArns }: DeployableRole): Row[] {
  const attach = (role: RoleDetail, account: AccountExport, arn: string, document: PolicyDocument): void => {
    role.AttachedManagedPolicies.push(attachment(arn));
    account.Policies.push(policyDetail(arn, document));
  };
  const bump = (account: AccountExport, arn: string, change: (document: PolicyDocument) => PolicyDocument): void => {
    const detail = account.Policies.find(({ Arn }) => Arn === arn)!;
    const { document } = MANAGED_POLICY_SNAPSHOTS[arn.slice(arn.lastIndexOf('/') + 1) as 'AmazonAthenaFullAccess'];
    Object.assign(detail, policyDetail(arn, change(structuredClone(document)), 'v99'));
  };
  const athena = managedPolicyArns.find((arn) => arn.endsWith('AmazonAthenaFullAccess'));
  const rows: Row[] = [
    ...managedPolicyArns.map((arn): Row => ({
      name: `${arn} detached`,
      area: arn,
      apply: (detail) =>
        void (detail.AttachedManagedPolicies = detail.AttachedManagedPolicies.filter(
          ({ PolicyArn }) => PolicyArn !== arn,
        )),
      status: 'drifted',
      findings: ['managedPolicyMissing'],
    })),
    ...managedPolicyArns.map((arn): Row => ({
      name: `${arn} replaced by a policy of the account's own`,
      area: arn,
      apply: (detail, account) => {
        detail.AttachedManagedPolicies = detail.AttachedManagedPolicies.filter(({ PolicyArn }) => PolicyArn !== arn);
        const { document } = MANAGED_POLICY_SNAPSHOTS[arn.slice(arn.lastIndexOf('/') + 1) as 'AmazonAthenaFullAccess'];
        attach(detail, account, `arn:aws:iam::${ACCOUNT}:policy/Copy`, document);
      },
      status: 'inSync',
      findings: ['managedPolicyReplaced', 'managedPolicyHarmless'],
    })),
    {
      name: 'AdministratorAccess attached',
      area: 'everything',
      apply: (detail, account) => attach(detail, account, ADMIN, ALLOW_ALL),
      status: 'drifted',
      findings: ['managedPolicyExtra *'],
    },
    {
      name: 'an inline policy that allows everything',
      area: 'everything',
      apply: (detail) => void detail.RolePolicyList.push({ PolicyName: 'Admin', PolicyDocument: ALLOW_ALL }),
      status: 'drifted',
      findings: ['permissionExtra *'],
    },
    {
      name: 'an inline policy that allows all but IAM',
      area: 'everything',
      apply: (detail) =>
        void detail.RolePolicyList.push({
          PolicyName: 'Power',
          PolicyDocument: policy({ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }),
        }),
      status: 'drifted',
      findings: ['permissionExtra all but iam:*'],
    },
    {
      name: 'an inline policy with two more actions',
      area: 'own policy',
      apply: (detail) =>
        void detail.RolePolicyList.push({
          PolicyName: 'More',
          PolicyDocument: policy({ Effect: 'Allow', Action: ['sqs:SendMessage', 'sns:Publish'], Resource: '*' }),
        }),
      status: 'drifted',
      findings: ['permissionExtra sqs:SendMessage', 'permissionExtra sns:Publish'],
    },
    {
      name: 'a policy of the account that grants more',
      area: 'own policy',
      apply: (detail, account) =>
        attach(detail, account, OWN_POLICY, policy({ Effect: 'Allow', Action: 'dynamodb:*', Resource: '*' })),
      status: 'drifted',
      findings: ['managedPolicyExtra dynamodb:*'],
    },
    {
      name: 'a policy of the account that grants a part of what is needed',
      area: 'own policy',
      apply: (detail, account) =>
        attach(
          detail,
          account,
          OWN_POLICY,
          policy({ Effect: 'Allow', Action: 'cloudwatch:PutMetricData', Resource: '*' }),
        ),
      status: 'inSync',
      findings: ['managedPolicyHarmless'],
    },
    {
      name: 'a policy of the account that is not in the input',
      area: 'own policy',
      apply: (detail) => void detail.AttachedManagedPolicies.push(attachment(OWN_POLICY)),
      status: 'unreadable',
      findings: ['policyUnreadable'],
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
      status: 'inSync',
      findings: ['managedPolicyVersion'],
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
      status: 'drifted',
      findings: ['managedPolicyVersion', 'permissionMissing s3:ListAllMyBuckets'],
    },
  ];
}

function trustChanges(expected: DeployableRole): Row[] {
  const shared: Omit<Row, 'area'>[] = [
    {
      name: 'trusts another account, too',
      apply: (role) =>
        void (role.AssumeRolePolicyDocument as TrustPolicyDocument).Statement.push({
          Effect: 'Allow',
          Principal: { AWS: 'arn:aws:iam::999988887777:root' },
          Action: 'sts:AssumeRole',
        }),
      status: 'drifted',
      findings: ['trustBroadened'],
    },
    {
      name: 'trusts everyone',
      apply: (role) =>
        void (role.AssumeRolePolicyDocument as TrustPolicyDocument).Statement.push({
          Effect: 'Allow',
          Principal: '*',
          Action: 'sts:AssumeRole',
        }),
      status: 'drifted',
      findings: isUpsolverTrust(expected) ? ['externalIdGone'] : ['trustBroadened'],
    },
    {
      name: 'trusts Lambda, too',
      apply: (role) =>
        void (role.AssumeRolePolicyDocument as TrustPolicyDocument).Statement.push({
          Effect: 'Allow',
          Principal: { Service: 'lambda.amazonaws.com' },
          Action: 'sts:AssumeRole',
        }),
      status: 'drifted',
      findings: ['trustBroadened'],
    },
    {
      name: 'trust is denied',
      apply: (role) =>
        void (role.AssumeRolePolicyDocument as TrustPolicyDocument).Statement.push({
          Effect: 'Deny',
          Principal: '*',
          Action: 'sts:AssumeRole',
        }),
      status: 'drifted',
      findings: ['trustNarrowed'],
    },
    {
      name: 'trust for one address only',
      apply: (role) =>
        void (trustOf(role).Condition = {
          ...trustOf(role).Condition,
          IpAddress: { 'aws:SourceIp': '203.0.113.0/24' },
        }),
      status: 'drifted',
      findings: ['trustNarrowed'],
    },
    {
      name: 'sessions may be tagged',
      apply: (role) => void (trustOf(role).Action = ['sts:AssumeRole', 'sts:TagSession']),
      status: 'drifted',
      findings: ['trustBroadened'],
    },
    {
      name: 'trust with another Sid, and lists',
      apply: (role) => void Object.assign(trustOf(role), { Sid: 'other', Action: ['sts:AssumeRole'] }),
      status: 'inSync',
      findings: [],
    },
  ];
  const upsolver: Omit<Row, 'area'>[] = [
    {
      name: 'trusts another account instead',
      apply: (role) => void (trustOf(role).Principal = { AWS: 'arn:aws:iam::999988887777:root' }),
      status: 'drifted',
      findings: ['trustNarrowed', 'trustBroadened'],
    },
    {
      name: 'trusts one role of the account only',
      apply: (role) => void (trustOf(role).Principal = { AWS: 'arn:aws:iam::111122223333:role/caller' }),
      status: 'drifted',
      findings: ['trustNarrowed'],
    },
    {
      name: 'trusts the account by its number',
      apply: (role) => void (trustOf(role).Principal = { AWS: '111122223333' }),
      status: 'inSync',
      findings: [],
    },
    {
      name: 'external id gone',
      apply: (role) => void delete trustOf(role).Condition,
      status: 'drifted',
      findings: ['externalIdGone'],
    },
    {
      name: 'external id changed',
      apply: (role) => void (trustOf(role).Condition = { StringEquals: { 'sts:ExternalId': 'another' } }),
      status: 'drifted',
      findings: ['externalIdRefused', 'externalIdAdded'],
    },
    {
      name: 'external id added',
      apply: (role) =>
        void (trustOf(role).Condition = { StringEquals: { 'sts:ExternalId': ['acme-external-id', 'another'] } }),
      status: 'drifted',
      findings: ['externalIdAdded'],
    },
    {
      name: 'external id only if there is one',
      apply: (role) =>
        void (trustOf(role).Condition = { StringEqualsIfExists: { 'sts:ExternalId': 'acme-external-id' } }),
      status: 'drifted',
      findings: ['externalIdGone'],
    },
  ];
  return [...shared, ...(isUpsolverTrust(expected) ? upsolver : [])].map((row) => ({ ...row, area: 'trust' }));
}

function denyChanges(expected: DeployableRole, statements: readonly Built[]): Row[] {
  const deny =
    (...statement: Pick<Statement, 'Action' | 'Resource' | 'Condition'>[]) =>
    (role: RoleDetail): void =>
      void role.RolePolicyList.push({
        PolicyName: 'Deny',
        PolicyDocument: policy(...statement.map((each) => ({ Effect: 'Deny', ...each }) as Statement)),
      });
  const [first] = statements as [Built];
  const [action = ''] = first.Action;
  const denied = statements.filter(
    (statement) => statement.Action.includes(action) && !isRepeated(statement, action, statements),
  );
  return [
    {
      name: `${action} denied`,
      area: 'deny',
      apply: deny({ Action: action, Resource: '*' }),
      status: 'drifted',
      findings: [
        ...denied.map(() => `permissionDenied ${action}`),
        ...(action === 's3:*' ? ['permissionDenied s3:GetBucketLocation'] : []),
      ],
    },
    {
      name: 'an action that nobody needs denied',
      area: 'deny',
      apply: deny({ Action: 'iam:CreateUser', Resource: '*' }),
      status: 'inSync',
      findings: [],
    },
    {
      name: 'CloudFormation denied',
      area: 'deny',
      apply: deny({ Action: 'cloudformation:ListStacks', Resource: '*' }),
      status: 'drifted',
      findings: ['permissionDenied cloudformation:List*'],
    },
    ...(expected.role === 'UpsolverManagementRole' || expected.role === 'UpsolverRole'
      ? [
          {
            name: 'launches in another Region denied',
            area: 'deny',
            apply: deny({
              Action: 'ec2:RunInstances',
              Resource: '*',
              Condition: { StringNotEquals: { 'aws:RequestedRegion': 'us-east-1' } },
            }),
            status: 'drifted' as const,
            findings: withCode('permissionDenied', ['ec2:RunInstances', 'ec2:RunInstances', 'ec2:RunInstances']),
          },
        ]
      : []),
  ];
}

/** Whether an earlier statement asks just the same for the action. */
function isRepeated(statement: Built, action: string, statements: readonly Built[]): boolean {
  return statements
    .slice(0, statements.indexOf(statement))
    .some(
      (other) =>
        other.Action.includes(action) &&
        JSON.stringify([other.Resource, other.Condition]) === JSON.stringify([statement.Resource, statement.Condition]),
    );
}

function boundaryChanges({ managedPolicyArns }: DeployableRole, statements: readonly Built[]): Row[] {
  const bound =
    (document: PolicyDocument | undefined) =>
    (role: RoleDetail, account: AccountExport): void => {
      role.PermissionsBoundary = {
        PermissionsBoundaryType: 'PermissionsBoundaryPolicy',
        PermissionsBoundaryArn: `arn:aws:iam::${ACCOUNT}:policy/Boundary`,
      };
      if (document) account.Policies.push(policyDetail(`arn:aws:iam::${ACCOUNT}:policy/Boundary`, document));
    };
  const needed = statements.flatMap((statement) =>
    statement.Action.filter((action) => !isRepeated(statement, action, statements)).map((action) => ({
      statement,
      action,
    })),
  );
  const metrics = needed
    .filter(({ action }) => !action.startsWith('cloudwatch:'))
    .map(({ action }) => `boundaryCutsOff ${action}`);
  const firstOfManaged: Record<string, string> = {
    AWSCloudFormationReadOnlyAccess: 'cloudformation:Describe*',
    AmazonAthenaFullAccess: 'athena:*',
  };
  const managed = managedPolicyArns.map(
    (arn) => `boundaryCutsOff ${firstOfManaged[arn.slice(arn.lastIndexOf('/') + 1)]}`,
  );
  return [
    {
      name: 'a boundary that allows everything',
      area: 'boundary',
      apply: bound(ALLOW_ALL),
      status: 'inSync',
      findings: ['boundaryHarmless'],
    },
    {
      name: 'a boundary that allows CloudWatch only',
      area: 'boundary',
      apply: bound(policy({ Effect: 'Allow', Action: 'cloudwatch:*', Resource: '*' })),
      status: 'drifted',
      findings: [...metrics, ...managed],
    },
    {
      name: 'a boundary that denies one action',
      area: 'boundary',
      apply: bound(
        policy(ALLOW_ALL.Statement[0]!, { Effect: 'Deny', Action: 'cloudwatch:PutMetricData', Resource: '*' }),
      ),
      status: 'drifted',
      findings: needed
        .filter(({ action }) => action === 'cloudwatch:PutMetricData')
        .map(({ action }) => `boundaryCutsOff ${action}`),
    },
    {
      name: 'a boundary that is not in the input',
      area: 'boundary',
      apply: bound(undefined),
      status: 'unreadable',
      findings: ['policyUnreadable'],
    },
  ];
}

function settingChanges({ instanceProfile, name, path }: DeployableRole): Row[] {
  const rows: Row[] = [
    {
      name: 'the role is gone',
      area: 'role',
      apply: (role, account) =>
        void (account.RoleDetailList = account.RoleDetailList.filter((other) => other !== role)),
      status: 'missing',
      findings: ['roleMissing'],
    },
    {
      name: 'the role has another name',
      area: 'role',
      apply: (role) =>
        void Object.assign(role, { RoleName: `x-${name}`, Arn: `arn:aws:iam::${ACCOUNT}:role${path}x-${name}` }),
      status: 'drifted',
      findings: ['roleRenamed'],
    },
    {
      name: 'the role lies under another path',
      area: 'path',
      apply: (role) =>
        void Object.assign(role, { Path: '/vendors/', Arn: `arn:aws:iam::${ACCOUNT}:role/vendors/${name}` }),
      status: 'drifted',
      findings: ['pathChanged'],
    },
    {
      name: 'sessions last longer',
      area: 'session',
      apply: (role) => void (role.MaxSessionDuration = 7200),
      status: 'drifted',
      findings: ['sessionDurationChanged'],
    },
    {
      name: 'sessions are known to last as long as they should',
      area: 'session',
      apply: (role) => void (role.MaxSessionDuration = 3600),
      status: 'inSync',
      findings: [],
    },
    {
      name: 'a tag is gone',
      area: 'tags',
      apply: (role) => void role.Tags.pop(),
      status: 'drifted',
      findings: ['tagsChanged'],
    },
    {
      name: 'a tag has another value',
      area: 'tags',
      apply: (role) => void (role.Tags[0]!.Value = 'Other'),
      status: 'drifted',
      findings: ['tagsChanged'],
    },
    {
      name: 'a tag more',
      area: 'tags',
      apply: (role) => void role.Tags.push({ Key: 'Owner', Value: 'data' }),
      status: 'inSync',
      findings: [],
    },
  ];
  if (instanceProfile === undefined) return rows;
  return [
    ...rows,
    {
      name: 'no instance profile',
      area: 'profile',
      apply: (role) => void (role.InstanceProfileList = []),
      status: 'drifted',
      findings: ['instanceProfileMissing'],
    },
    {
      name: 'the instance profile holds another role',
      area: 'profile',
      apply: (role, account) => {
        const other = account.RoleDetailList.find(({ RoleName }) => RoleName === 'AWSServiceRoleForEC2Spot')!;
        [other.InstanceProfileList, role.InstanceProfileList] = [role.InstanceProfileList, []];
      },
      status: 'drifted',
      findings: ['instanceProfileHoldsOther'],
    },
  ];
}

function harmlessChanges({ inlinePolicies }: DeployableRole): Row[] {
  const [{ name: policyName, document }] = inlinePolicies as [DeployableRole['inlinePolicies'][number]];
  const set =
    (change: (statements: Built[]) => unknown) =>
    (role: RoleDetail): void => {
      documentOf(role).Statement = change(structuredClone(document.Statement) as unknown as Built[]) as Statement[];
    };
  const rows: [string, Row['apply']][] = [
    [
      'statements and lists in reverse',
      set((statements) =>
        statements
          .map((each) => ({ ...each, Action: each.Action.toReversed(), Resource: each.Resource.toReversed() }))
          .toReversed(),
      ),
    ],
    [
      'elements in another order',
      set((statements) => statements.map((each) => Object.fromEntries(Object.entries(each).toReversed()))),
    ],
    [
      'texts in place of lists of one',
      set((statements) =>
        statements.map((each) => ({
          ...each,
          Action: each.Action.length === 1 ? each.Action[0] : each.Action,
          Resource: each.Resource.length === 1 ? each.Resource[0] : each.Resource,
        })),
      ),
    ],
    [
      'condition values as lists',
      set((statements) => JSON.parse(JSON.stringify(statements).replaceAll('"*upsolver*"', '["*upsolver*"]'))),
    ],
    ['Sids renamed', set((statements) => statements.map((each, index) => ({ ...each, Sid: `renamed${index}` })))],
    ['Sids gone', set((statements) => statements.map(({ Sid: _sid, ...each }) => each))],
    ['statements doubled', set((statements) => [...statements, ...statements.map(({ Sid: _sid, ...each }) => each)])],
    [
      'a statement for each action',
      set((statements) =>
        statements.flatMap(({ Sid: _sid, ...each }) => each.Action.map((action) => ({ ...each, Action: action }))),
      ),
    ],
    [
      'actions in upper case',
      set((statements) =>
        statements.map((each) => ({ ...each, Action: each.Action.map((action) => action.toUpperCase()) })),
      ),
    ],
    [
      'the policy in two',
      (role) => {
        const statements = structuredClone(document.Statement);
        documentOf(role).Statement = statements.slice(0, 2);
        role.RolePolicyList.push({ PolicyName: 'Rest', PolicyDocument: policy(...statements.slice(2)) });
      },
    ],
    ['the policy under another name', (role) => void (role.RolePolicyList[0]!.PolicyName = 'Renamed')],
    [
      'documents URL-encoded',
      (role) =>
        void Object.assign(role, {
          AssumeRolePolicyDocument: encode(role.AssumeRolePolicyDocument as object),
          RolePolicyList: role.RolePolicyList.map((each) => ({
            ...each,
            PolicyDocument: encode(each.PolicyDocument as object),
          })),
        }),
    ],
    [
      'documents as JSON text',
      (role) =>
        void Object.assign(role, {
          AssumeRolePolicyDocument: JSON.stringify(role.AssumeRolePolicyDocument, undefined, 2),
          RolePolicyList: role.RolePolicyList.map((each) => ({
            ...each,
            PolicyDocument: JSON.stringify(each.PolicyDocument, undefined, 4),
          })),
        }),
    ],
  ];
  return [
    ...rows.map(([name, apply]): Row => ({ name, area: 'form', apply, status: 'inSync', findings: [] })),
    {
      name: 'the policy as a managed one',
      area: 'form',
      apply: (role, account) => {
        role.RolePolicyList = [];
        role.AttachedManagedPolicies.push(attachment(`arn:aws:iam::${ACCOUNT}:policy/${policyName}`));
        account.Policies.push(policyDetail(`arn:aws:iam::${ACCOUNT}:policy/${policyName}`, document));
      },
      status: 'inSync',
      findings: ['managedPolicyHarmless'],
    },
  ];
}

function unreadableChanges(): Row[] {
  const broken = { Version: '2012-10-17', Statement: [{ Effect: 'Allowed', Action: 's3:GetObject', Resource: '*' }] };
  return [
    {
      name: 'a policy that IAM would never return',
      area: 'unreadable',
      apply: (role) => void (role.RolePolicyList[0]!.PolicyDocument = broken),
      status: 'unreadable',
      findings: ['policyUnreadable'],
    },
    {
      name: 'one more policy that IAM would never return',
      area: 'unreadable',
      apply: (role) => void role.RolePolicyList.push({ PolicyName: 'Broken', PolicyDocument: broken }),
      status: 'unreadable',
      findings: ['policyUnreadable'],
    },
    {
      name: 'a trust policy that IAM would never return',
      area: 'unreadable',
      apply: (role) => void (role.AssumeRolePolicyDocument = broken as never),
      status: 'unreadable',
      findings: ['policyUnreadable'],
    },
  ];
}
