import { describe, expect, it } from 'vitest';
import type { ConfigRuleEvent, Evaluation, InvokingEvent } from '../../examples/config-rule/event.js';
import { createHandler, type Calls } from '../../examples/config-rule/rule.js';
import type { InvalidInputError, PolicyDocument } from '../../src/index.js';
import { ACCOUNT } from '../upsolver/role-parameters.js';
import { accountOf, changePolicy, managedPolicy, roleNamed, type Account, type RoleDetail } from './account.js';
import { CAPTURED, changeOf, configurationOf, eventOf, oversizedChangeOf, RULE_PARAMETERS } from './config-events.js';
import { createFakeIam } from './fake-iam.js';
import { LAMBDA_CONTEXT } from './lambda-context.js';

type Outcome = { evaluations: Evaluation[]; put: unknown[]; iamCalls: string[]; historyCalls: unknown[] };

/** Invokes the function with the SDK's IAM client and an AWS Config that has the history of one role. */
async function invoke(event: ConfigRuleEvent, account: Account, history?: RoleDetail): Promise<Outcome> {
  const fake = createFakeIam(account);
  const put: unknown[] = [];
  const historyCalls: unknown[] = [];
  const config: Calls['config'] = {
    putEvaluations: async (input) => void put.push(input),
    getResourceConfigHistory: async (input) => {
      historyCalls.push(input);
      return { configurationItems: history ? [{ configuration: JSON.stringify(configurationOf(history)) }] : [] };
    },
  };
  const evaluations = (await createHandler({ config, iam: fake.client })(
    event,
    LAMBDA_CONTEXT,
    () => undefined,
  )) as Evaluation[];
  return {
    evaluations,
    put,
    historyCalls,
    iamCalls: fake.calls.map(({ Action, PolicyArn, VersionId = '' }) => `${Action} ${PolicyArn} ${VersionId}`.trim()),
  };
}

/** Invokes the function for a change of the server role. */
async function evaluate(
  change: (role: RoleDetail, account: Account) => void,
  more?: Partial<ConfigRuleEvent>,
): Promise<Evaluation & Pick<Outcome, 'iamCalls'>> {
  const account = accountOf('private-vpc');
  const role = roleNamed(account, 'UpsolverServerRole');
  change(role, account);
  const { evaluations, put, iamCalls } = await invoke(eventOf(changeOf(role), more), account);
  expect(put).toEqual([{ Evaluations: evaluations, ResultToken: 'TVlSRVNVTFRUT0tFTg==' }]);
  expect(evaluations).toHaveLength(1);
  return { ...(evaluations[0] as Evaluation), iamCalls };
}

const PLACE = {
  ComplianceResourceType: 'AWS::IAM::Role',
  ComplianceResourceId: 'AROAUPSOLVERSERVERRO',
  OrderingTimestamp: new Date(CAPTURED),
};
const METRICS =
  'the role does not allow `cloudwatch:PutMetricData` as the statement `sendScalingMetrics` of the policy `UpsolverServerPolicy` should';

describe('a change of a role', () => {
  it.each(['UpsolverManagementRole', 'UpsolverServerRole'])('is compliant if the role is in sync: %s', async (name) => {
    const account = accountOf('private-vpc');
    const role = roleNamed(account, name);
    const { put, iamCalls } = await invoke(eventOf(changeOf(role)), account);
    const evaluation = { ...PLACE, ComplianceResourceId: role.RoleId, ComplianceType: 'COMPLIANT' };
    expect(put).toEqual([{ Evaluations: [evaluation], ResultToken: 'TVlSRVNVTFRUT0tFTg==' }]);
    expect(iamCalls).toEqual([]);
  });

  it('is not compliant if a permission is missing', async () => {
    expect(await evaluate((role) => changePolicy(role, ({ Statement }) => void Statement.pop()))).toEqual({
      ...PLACE,
      ComplianceType: 'NON_COMPLIANT',
      Annotation: METRICS,
      iamCalls: [],
    });
  });

  it.each<[what: string, change: (role: RoleDetail) => void, annotation: string]>([
    [
      'the profile',
      (role) => void (role.InstanceProfileList = []),
      'the role is not in an instance profile named `UpsolverServerRole`',
    ],
    [
      'the path',
      (role) => void ((role.Path = '/other/'), (role.Arn = role.Arn.replace(':role/', ':role/other/'))),
      'the path of the role is `/other/`, not `/`',
    ],
    [
      'the trust policy',
      (role) =>
        void (role.AssumeRolePolicyDocument = role.AssumeRolePolicyDocument.replace(
          'ec2.amazonaws.com',
          'lambda.amazonaws.com',
        )),
      '`ec2.amazonaws.com` (Service) cannot assume the role; `lambda.amazonaws.com` (Service) is allowed `sts:AssumeRole`, which is not expected',
    ],
    [
      'a document that is not JSON',
      (role) => void (role.AssumeRolePolicyDocument = '%7B'),
      'RoleDetailList.0.AssumeRolePolicyDocument: the text ends where a key in double quotes should be; the trust policy could not be read',
    ],
  ])('is not compliant if the role differs in %s', async (_what, change, annotation) => {
    expect(await evaluate(change)).toEqual({
      ...PLACE,
      ComplianceType: 'NON_COMPLIANT',
      Annotation: annotation,
      iamCalls: [],
    });
  });

  it('is compliant only with the tags that the rule requires', async () => {
    const ruleParameters = JSON.stringify({ ...RULE_PARAMETERS, tags: { team: 'data' } });
    expect(
      await evaluate((role) => void role.Tags.push({ Key: 'team', Value: 'data' }), { ruleParameters }),
    ).toMatchObject({ ComplianceType: 'COMPLIANT' });
    expect(await evaluate(() => undefined, { ruleParameters })).toMatchObject({
      ComplianceType: 'NON_COMPLIANT',
      Annotation: 'the tag `team` is missing',
    });
  });

  it.each([
    [1, [0], ''],
    [2, [0, 1], ''],
    [3, [0, 1], '; 1 more'],
    [40, [0, 1], '; 38 more'],
  ])('has as many messages as fit in its annotation: %i findings', async (count, told, more) => {
    const { Annotation } = await evaluate((role) =>
      changePolicy(role, ({ Statement }) => void Statement.push(...queues(count))),
    );
    const messages = told.map(
      (index) =>
        `statement ${index + 4} of the policy \`UpsolverServerPolicy\` allows \`sqs:${'x'.repeat(index + 1)}y\`, which Upsolver does not need`,
    );
    expect(Annotation).toBe(messages.join('; ') + more);
  });

  it('has a truncated message if the first one does not fit in its annotation', async () => {
    const action = `sqs:${'y'.repeat(300)}`;
    const { Annotation } = await evaluate((role) =>
      changePolicy(role, ({ Statement }) => void Statement.push({ Effect: 'Allow', Action: action, Resource: '*' })),
    );
    expect(Annotation).toBe(
      `statement 4 of the policy \`UpsolverServerPolicy\` allows \`${action}`.slice(0, 255).concat('…'),
    );
  });
});

/** Statements that grant one thing each that nobody needs. */
function queues(count: number): PolicyDocument['Statement'] {
  return Array.from({ length: count }, (_each, index) => ({
    Effect: 'Allow',
    Action: `sqs:${'x'.repeat(index + 1)}y`,
    Resource: '*',
  }));
}

describe('an AWS managed policy that the role should not have', () => {
  const PolicyArn = 'arn:aws:iam::aws:policy/AdministratorAccess';
  const administer = (account: Account): void =>
    void account.policies.push(
      managedPolicy(
        PolicyArn,
        { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
        'v1',
      ),
    );
  const iamCalls = [`GetPolicy ${PolicyArn}`, `GetPolicyVersion ${PolicyArn} v1`];

  it('is read, and makes the role not compliant if it grants too much', async () => {
    const evaluation = await evaluate((role, account) => {
      administer(account);
      role.AttachedManagedPolicies.push({ PolicyName: 'AdministratorAccess', PolicyArn });
    });
    expect(evaluation).toEqual({
      ...PLACE,
      ComplianceType: 'NON_COMPLIANT',
      Annotation: 'the managed policy `AdministratorAccess` grants more access than Upsolver needs',
      iamCalls,
    });
  });

  it('does not matter as a permissions boundary that blocks nothing', async () => {
    const evaluation = await evaluate((role, account) => {
      administer(account);
      role.PermissionsBoundary = {
        PermissionsBoundaryType: 'PermissionsBoundaryPolicy',
        PermissionsBoundaryArn: PolicyArn,
      };
    });
    expect(evaluation).toEqual({ ...PLACE, ComplianceType: 'COMPLIANT', iamCalls });
  });
});

describe('a customer managed policy', () => {
  const attach = (role: RoleDetail, account: Account, Action: string): void => {
    const policy = managedPolicy(
      `arn:aws:iam::${ACCOUNT}:policy/Own`,
      { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] },
      'v7',
    );
    account.policies.push(policy);
    role.AttachedManagedPolicies.push({ PolicyName: 'Own', PolicyArn: policy.Arn });
  };
  const iamCalls = [
    `GetPolicy arn:aws:iam::${ACCOUNT}:policy/Own`,
    `GetPolicyVersion arn:aws:iam::${ACCOUNT}:policy/Own v7`,
  ];

  it('is read, and makes the role not compliant if it grants too much', async () => {
    expect(await evaluate((role, account) => attach(role, account, 'iam:*'))).toEqual({
      ...PLACE,
      ComplianceType: 'NON_COMPLIANT',
      Annotation: 'the managed policy `Own` grants more access than Upsolver needs',
      iamCalls,
    });
  });

  it('does not matter if it grants no additional access', async () => {
    expect(await evaluate((role, account) => attach(role, account, 'cloudwatch:PutMetricData'))).toEqual({
      ...PLACE,
      ComplianceType: 'COMPLIANT',
      iamCalls,
    });
  });

  it('can grant everything that is needed', async () => {
    const evaluation = await evaluate((role, account) => {
      const [inline] = role.RolePolicyList;
      role.RolePolicyList = [];
      attach(role, account, 'none:none');
      const version = account.policies.at(-1)?.PolicyVersionList.find(({ IsDefaultVersion }) => IsDefaultVersion);
      if (version !== undefined) version.Document = inline?.PolicyDocument ?? '';
    });
    expect(evaluation).toEqual({ ...PLACE, ComplianceType: 'COMPLIANT', iamCalls });
  });

  it('is also read if it is the permissions boundary', async () => {
    const evaluation = await evaluate((role, account) => {
      const boundary = managedPolicy(
        `arn:aws:iam::${ACCOUNT}:policy/Own`,
        { Version: '2012-10-17', Statement: [{ Effect: 'Allow', NotAction: 'cloudwatch:*', Resource: '*' }] },
        'v7',
      );
      account.policies.push(boundary);
      role.PermissionsBoundary = { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: boundary.Arn };
    });
    expect(evaluation).toMatchObject({ ComplianceType: 'NON_COMPLIANT', iamCalls });
    expect(evaluation.Annotation).toMatch(/^the permissions boundary `Own` blocks `cloudwatch:PutMetricData`/);
  });
});

it('AWS managed policies outside of the partition `aws`, which the library does not know, are read.', async () => {
  const account = accountOf('upsolver-vpc', 0, 'cn-north-1');
  const ruleParameters = JSON.stringify({ ...RULE_PARAMETERS, mode: 'upsolver-vpc', region: 'cn-north-1' });
  const { evaluations, iamCalls } = await invoke(
    eventOf(changeOf(roleNamed(account, 'UpsolverRole')), { ruleParameters }),
    account,
  );
  expect(evaluations.map(({ ComplianceType, Annotation }) => [ComplianceType, Annotation])).toEqual([
    ['COMPLIANT', undefined],
  ]);
  expect(iamCalls.toSorted()).toEqual([
    'GetPolicy arn:aws-cn:iam::aws:policy/AWSCloudFormationReadOnlyAccess',
    'GetPolicy arn:aws-cn:iam::aws:policy/AmazonAthenaFullAccess',
    'GetPolicyVersion arn:aws-cn:iam::aws:policy/AWSCloudFormationReadOnlyAccess v7',
    'GetPolicyVersion arn:aws-cn:iam::aws:policy/AmazonAthenaFullAccess v15',
  ]);
});

describe('a configuration item that is too large for an event', () => {
  it('is read from the history of the resource, as of its capture time', async () => {
    const account = accountOf('private-vpc');
    const role = roleNamed(account, 'UpsolverServerRole');
    changePolicy(role, ({ Statement }) => void Statement.pop());
    const { evaluations, historyCalls } = await invoke(eventOf(oversizedChangeOf(role)), account, role);
    expect(evaluations).toEqual([{ ...PLACE, ComplianceType: 'NON_COMPLIANT', Annotation: METRICS }]);
    expect(historyCalls).toEqual([
      { resourceType: 'AWS::IAM::Role', resourceId: role.RoleId, laterTime: new Date(CAPTURED), limit: 1 },
    ]);
  });

  it('fails the invocation if the history does not include it', async () => {
    const account = accountOf('private-vpc');
    const failed = invoke(eventOf(oversizedChangeOf(roleNamed(account, 'UpsolverServerRole'))), account);
    await expect(failed).rejects.toThrow('AWS Config has no configuration of AROAUPSOLVERSERVERRO');
  });
});

describe('the rule', () => {
  const account = accountOf('private-vpc', 1);
  const role = roleNamed(account, 'UpsolverServerRole');
  const NOT_APPLICABLE = [{ ...PLACE, ComplianceType: 'NOT_APPLICABLE' }];

  it.each(['ResourceDeleted', 'ResourceDeletedNotRecorded', 'ResourceNotRecorded'] as const)(
    'does not apply to a role with the status %s',
    async (status) => {
      expect((await invoke(eventOf(changeOf(role, status)), account)).evaluations).toEqual(NOT_APPLICABLE);
      const { evaluations, historyCalls } = await invoke(eventOf(oversizedChangeOf(role, status)), account);
      expect(evaluations).toEqual(NOT_APPLICABLE);
      expect(historyCalls).toEqual([]);
    },
  );

  it('does not apply to a role that has left its scope', async () => {
    expect((await invoke(eventOf(changeOf(role), { eventLeftScope: true }), account)).evaluations).toEqual(
      NOT_APPLICABLE,
    );
  });

  it('does not apply to a role with another name', async () => {
    const other = roleNamed(account, 'Team0');
    const { evaluations } = await invoke(eventOf(changeOf(other)), account);
    expect(evaluations).toEqual([{ ...PLACE, ComplianceResourceId: other.RoleId, ComplianceType: 'NOT_APPLICABLE' }]);
  });

  it('does not apply to other resources', async () => {
    const user = JSON.parse(
      JSON.stringify(changeOf(role)).replace('"resourceType":"AWS::IAM::Role"', '"resourceType":"AWS::IAM::User"'),
    ) as InvokingEvent;
    expect((await invoke(eventOf(user), account)).evaluations).toEqual([
      { ...PLACE, ComplianceResourceType: 'AWS::IAM::User', ComplianceType: 'NOT_APPLICABLE' },
    ]);
  });

  it('returns no evaluations for a scheduled notification', async () => {
    const { put } = await invoke(eventOf({ messageType: 'ScheduledNotification' }), account);
    expect(put).toEqual([{ Evaluations: [], ResultToken: 'TVlSRVNVTFRUT0tFTg==' }]);
  });

  it('applies to a role that was just discovered', async () => {
    expect((await invoke(eventOf(changeOf(role, 'ResourceDiscovered')), account)).evaluations).toEqual([
      { ...PLACE, ComplianceType: 'COMPLIANT' },
    ]);
  });
});

describe('invalid parameters of the rule', () => {
  it.each([
    [
      'none',
      undefined,
      ['missing mode', 'missing orgId', 'missing region', 'missing trustedAccountId', 'missing externalId'],
    ],
    [
      'an unknown one',
      JSON.stringify({ ...RULE_PARAMETERS, organisation: 'acme' }),
      ['unknown_parameter organisation'],
    ],
  ])('fail the invocation with all problems: %s', async (_what, ruleParameters, problems) => {
    const account = accountOf('private-vpc');
    const { ruleParameters: _default, ...event } = eventOf(changeOf(roleNamed(account, 'UpsolverServerRole')));
    const error = (await invoke({ ...event, ...(ruleParameters !== undefined && { ruleParameters }) }, account).catch(
      (reason: unknown) => reason,
    )) as InvalidInputError;
    expect(error.name).toBe('InvalidInputError');
    expect(error.issues.map(({ code, path }) => `${code} ${path.join('.')}`)).toEqual(problems);
  });
});
