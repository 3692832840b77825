import { describe, expect, it } from 'vitest';
import { ACTION_CATALOG } from '../../src/aws/actions/index.js';
import { checkGuardrailsWithin } from '../../src/guardrails/check-guardrails.js';
import {
  checkGuardrails,
  explainGuardrails,
  guardrailsToSarif,
  InvalidInputError,
  readGuardrails,
  type GuardrailFile,
  type GuardrailReport,
  type GuardrailPermission,
} from '../../src/guardrails/index.js';
import { createBudget } from '../../src/iam/compare/budget.js';
import { buildRoles } from '../../src/index.js';
import { ACCOUNT_ID, GUARDRAILS, ORGANIZATION_ID, REGION, TRUSTED_ACCOUNT_ID, UPSOLVER_ORG_ID } from './guardrails.js';
import { LARGE_SCPS } from './large-scps.js';

const PARAMETERS = { orgId: UPSOLVER_ORG_ID, region: REGION, trustedAccountId: TRUSTED_ACCOUNT_ID, externalId: 'acme' };
const ROLES = buildRoles('private-vpc', PARAMETERS);
const [MANAGEMENT, SERVER] = ROLES;
const FACTS = { accountId: ACCOUNT_ID, organizationId: ORGANIZATION_ID, region: REGION };
const OPTIONS = { facts: FACTS, catalog: ACTION_CATALOG };

type Kind = NonNullable<GuardrailFile['kind']>;

const file = (kind: Kind, Statement: object[], level?: string): GuardrailFile => ({
  name: `${kind}.json`,
  kind,
  text: JSON.stringify({ Version: '2012-10-17', Statement }),
  ...(level !== undefined && { level }),
});
const denyIam = file('scp', [{ Sid: 'NoIam', Effect: 'Deny', Action: 'iam:*', Resource: '*' }]);
const find = ({ roles }: GuardrailReport, action: string): GuardrailPermission =>
  roles[0]?.permissions.find((each) => each.action === action) as GuardrailPermission;
const statusesOf = ({ roles }: GuardrailReport): string[] => [
  ...new Set(roles.flatMap(({ permissions }) => permissions.map(({ status }) => status))),
];

describe('checkGuardrails', () => {
  it('says that everything works under guardrails that allow everything', () => {
    const report = checkGuardrails(ROLES, readGuardrails([]), OPTIONS);
    expect(statusesOf(report)).toEqual(['works']);
    expect(report.roles.map(({ status }) => status)).toEqual(['works', 'works']);
  });

  it('names the level, the policy and the statement that deny, with the purpose', () => {
    const report = checkGuardrails([MANAGEMENT], readGuardrails([{ ...denyIam, level: 'root' }]), OPTIONS);
    expect(find(report, 'iam:PassRole')).toMatchObject({
      status: 'cutOff',
      purpose: 'Let Spotinst validate the policies that apply to it.',
      grantedBy: [{ policy: 'UpsolverManagementPolicy', sid: 'validateAndMonitor' }],
      by: { layer: 'scp', level: 'root', policy: 'scp.json', statement: 0, sid: 'NoIam' },
      lost: { action: 'iam:PassRole', resource: `arn:aws:iam::${ACCOUNT_ID}:role/example-role` },
    });
  });

  it('names a level whose policies allow nothing of it', () => {
    const allowList = file(
      'scp',
      [{ Effect: 'Allow', Action: ['ec2:*', 'iam:*', 'cloudformation:*'], Resource: '*' }],
      'ou',
    );
    const report = checkGuardrails([MANAGEMENT], readGuardrails([allowList]), OPTIONS);
    expect(find(report, 'cloudwatch:PutMetricData')).toMatchObject({
      status: 'cutOff',
      by: { layer: 'scp', level: 'ou' },
    });
    expect(find(report, 'ec2:DescribeInstances').status).toBe('works');
  });

  it('never says that something works while a document of its level is missing', () => {
    const listing = {
      name: 'list.json',
      kind: 'scp' as const,
      text: '{"Policies":[{"Id":"p-1","Name":"Other","Type":"SERVICE_CONTROL_POLICY"}]}',
    };
    const report = checkGuardrails([MANAGEMENT], readGuardrails([listing]), OPTIONS);
    expect(statusesOf(report)).toEqual(['unknown']);
    expect(report.roles[0]?.permissions[0]?.unknown).toBe('missingPolicy');
  });

  it('still says what is cut off for sure', () => {
    const listing = {
      name: 'list.json',
      kind: 'scp' as const,
      level: 'ou',
      text: '{"Policies":[{"Id":"p-1","Name":"Other","Type":"SERVICE_CONTROL_POLICY"}]}',
    };
    const imds = GUARDRAILS.find(({ id }) => id === 'imdsv2')?.document.Statement as object[];
    const report = checkGuardrails(
      [MANAGEMENT],
      readGuardrails(
        [{ ...denyIam, level: 'root' }, file('scp', imds, 'root'), listing].map((each, index) => ({
          ...each,
          name: `${index}`,
        })),
      ),
      OPTIONS,
    );
    expect(find(report, 'iam:PassRole').status).toBe('cutOff');
    expect(find(report, 'ec2:RunInstances')).toMatchObject({ status: 'unknown', unknown: 'missingPolicy' });
  });

  it('applies RCPs that are missing to the services only that RCPs cover', () => {
    const guardrails = { ...readGuardrails([]), rcps: [{ name: '', policies: [], missing: ['p-1'] }] };
    const report = checkGuardrails([SERVER], guardrails, OPTIONS);
    expect(find(report, 's3:*').status).toBe('unknown');
    expect(find(report, 'kinesis:*').status).toBe('works');
    expect(report.roles[0]?.assume).toEqual([
      { action: 'sts:AssumeRole', principal: 'ec2.amazonaws.com', status: 'unknown', unknown: 'missingPolicy' },
    ]);
  });

  it.each([
    ['S3:GetObject', 'unknown'],
    ['Kms:decrypt', 'unknown'],
    ['kms:Retire*', 'unknown'],
    ['k?s:RetireGrant', 'unknown'],
    ['*', 'unknown'],
    ['kms:RetireGrant', 'works'],
    ['KMS:retireGrant', 'works'],
    ['Kinesis:PutRecord', 'works'],
  ])('applies RCPs that are missing to what they cover, in any letter case: %s is %s', (action, status) => {
    const guardrails = { ...readGuardrails([]), rcps: [{ name: '', policies: [], missing: ['p-1'] }] };
    const statement = { Effect: 'Allow' as const, Action: action, Resource: '*' };
    const document = { Version: '2012-10-17' as const, Statement: [statement] };
    const role = { ...SERVER, inlinePolicies: [{ name: 'inline', document }], managedPolicyArns: [] };
    const [found] = checkGuardrails([role], guardrails, OPTIONS).roles;
    expect(found?.permissions.map((each) => each.status)).toEqual([status]);
  });

  it('needs the document of a boundary that a role has, and uses it', () => {
    const arn = `arn:aws:iam::${ACCOUNT_ID}:policy/Boundary`;
    const [role] = buildRoles('private-vpc', { ...PARAMETERS, permissionsBoundaryArn: arn });
    expect(statusesOf(checkGuardrails([role], readGuardrails([]), OPTIONS))).toEqual(['unknown']);
    const boundary = file('boundary', [{ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }]);
    const report = checkGuardrails([role], readGuardrails([boundary]), OPTIONS);
    expect(find(report, 'iam:PassRole')).toMatchObject({ status: 'cutOff', by: { layer: 'boundary' } });
    expect(find(report, 'iam:PassRole').by).toEqual({ layer: 'boundary' });
    expect(find(report, 'ec2:DescribeInstances').status).toBe('works');
  });

  it('knows that SCPs have no effect in the management account', () => {
    const options = { ...OPTIONS, managementAccountId: ACCOUNT_ID };
    expect(statusesOf(checkGuardrails(ROLES, readGuardrails([denyIam]), options))).toEqual(['works']);
  });

  it('lists managed policies without a document, and is then unknown', () => {
    const managedPolicyArns = [...MANAGEMENT.managedPolicyArns, 'arn:aws:iam::aws:policy/Other'];
    const [role] = checkGuardrails([{ ...MANAGEMENT, managedPolicyArns }], readGuardrails([]), OPTIONS).roles;
    expect([role?.status, role?.notLookedAt]).toEqual(['unknown', ['arn:aws:iam::aws:policy/Other']]);
  });

  it('cannot tell who assumes a role without a trust policy, if RCPs deny something', () => {
    const { trustPolicy: _trust, ...role } = MANAGEMENT;
    const rcp = file('rcp', [{ Effect: 'Deny', Principal: '*', Action: 'sts:*', Resource: '*' }]);
    expect(checkGuardrails([role], readGuardrails([rcp]), OPTIONS).roles[0]?.assume).toEqual([
      { action: 'sts:AssumeRole', status: 'unknown', unknown: 'missingTrustPolicy' },
    ]);
    expect(checkGuardrails([role], readGuardrails([]), OPTIONS).roles[0]?.assume).toEqual([]);
  });

  it('is decided for an exempt account, and for an organization of which the caller is no member', () => {
    const rcp = (account: string): GuardrailFile =>
      file('rcp', [
        {
          Effect: 'Deny',
          Principal: '*',
          Action: 'sts:AssumeRole',
          Resource: '*',
          Condition: {
            StringNotEqualsIfExists: { 'aws:PrincipalOrgID': ORGANIZATION_ID, 'aws:PrincipalAccount': account },
          },
        },
      ]);
    const statusFor = (account: string) =>
      checkGuardrails([MANAGEMENT], readGuardrails([rcp(account)]), OPTIONS).roles[0]?.assume[0]?.status;
    expect([statusFor(TRUSTED_ACCOUNT_ID), statusFor(ACCOUNT_ID)]).toEqual(['works', 'cutOff']);
  });

  it('takes few steps for five large SCPs and both roles', () => {
    const files = LARGE_SCPS.map(({ name, document }) => ({
      name,
      kind: 'scp' as const,
      text: JSON.stringify(document),
    }));
    const budget = createBudget(100_000);
    const report = checkGuardrailsWithin(budget, ROLES, readGuardrails(files), OPTIONS);
    expect(statusesOf(report)).not.toContain('unknown');
    expect(budget.left).toBeGreaterThan(0);
  });

  it('lists every problem of roles, guardrails and options', () => {
    const bad = {
      scps: [{ name: '', missing: [], policies: [{ name: 'x', document: { Statement: [{ Effect: 'Maybe' }] } }] }],
      rcps: [],
      assumptions: [],
      notEvaluated: [],
      warnings: [],
      boundary: {
        name: 'b',
        document: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }],
        },
      },
    };
    try {
      checkGuardrails([{ ...MANAGEMENT, inlinePolicies: [{ name: 'p', document: 'no' }] }], bad as never, {
        facts: { accountId: 'x', region: REGION },
        managementAccountId: '1',
      });
      expect.unreachable();
    } catch (error) {
      const paths = (error as InvalidInputError).issues.map(({ path }) => path.join('.'));
      expect(paths).toEqual(
        expect.arrayContaining([
          'options.facts.accountId',
          'options.managementAccountId',
          'guardrails.scps.0.policies.0.document.Statement.0.Effect',
          'guardrails.boundary.document.Statement.0.Principal',
          'roles.0.inlinePolicies.0.document',
        ]),
      );
    }
  });
});

describe('explainGuardrails', () => {
  it('says what is denied by what, and what is left', () => {
    const { kind, document } = GUARDRAILS.find(({ id }) => id === 'imdsv2') as (typeof GUARDRAILS)[number];
    const report = checkGuardrails(
      [MANAGEMENT],
      readGuardrails([{ name: 'imds.json', kind, text: JSON.stringify(document) }]),
      OPTIONS,
    );
    const text = explainGuardrails(report);
    expect(text).toContain('UpsolverManagementRole: 44 of 45 permissions work, 1 narrowed.');
    expect(text).toContain('of a launch  instance narrowed');
    expect(text).toContain('Denied by `InstanceMetadataTokens` of service control policy `imds.json`.');
    expect(text).toContain('`ec2:MetadataHttpTokens` = `required`');
    expect(text).toContain('What policies do not show:');
  });

  it('says what could not be decided, and what was not evaluated', () => {
    const managedPolicyArns = ['arn:aws:iam::aws:policy/Other'];
    const { trustPolicy: _trust, ...role } = { ...MANAGEMENT, managedPolicyArns };
    const guardrails = readGuardrails([
      file('rcp', [{ Effect: 'Deny', Principal: '*', Action: 'sts:*', Resource: '*' }]),
      {
        ...denyIam,
        text: JSON.stringify({
          Version: '2012-10-17',
          Statement: [{ Effect: 'Deny', Action: 'iam:*', Resource: '*' }],
        }),
      },
    ]);
    const report = checkGuardrails(
      [role],
      {
        ...guardrails,
        notEvaluated: [
          { name: 'Imds', type: 'DECLARATIVE_POLICY_EC2', effect: 'enforced', file: 'd.json' },
          { name: 'Backups', type: 'BACKUP_POLICY', effect: 'configuration', file: 'd.json' },
        ],
      },
      OPTIONS,
    );
    const text = explainGuardrails(report);
    expect(text).toContain(
      'Who assumes the role, sts:AssumeRole: unknown, because the input does not include the trust policy.',
    );
    expect(text).toContain('- arn:aws:iam::aws:policy/Other');
    expect(text).toContain('`Imds` of type DECLARATIVE_POLICY_EC2 (d.json), which can make AWS services deny requests');
    expect(text).toContain('`Backups` of type BACKUP_POLICY (d.json), which denies no request');
    expect(text).toContain('statement 0 of service control policy `scp.json`');
    const { results, invocations } = guardrailsToSarif(report, '1.0.0').runs[0] as never as {
      results: { ruleId: string }[];
      invocations: object[];
    };
    expect(new Set(results.map(({ ruleId }) => ruleId))).toEqual(new Set(['permissionCutOff', 'assumeRoleUnknown']));
    expect(JSON.stringify(invocations)).toContain('was not evaluated');
  });

  it.each([undefined, {}, { roles: [{}] }])('rejects what is no report: %o', (value) => {
    expect(() => explainGuardrails(value as never)).toThrow(InvalidInputError);
    expect(() => guardrailsToSarif(value as never, '1')).toThrow(InvalidInputError);
  });
});

describe('guardrailsToSarif', () => {
  it.each([
    ['permissionUnknown', { scps: [{ name: '', policies: [], missing: ['p-1'] }] }],
    ['assumeRoleUnknown', { rcps: [{ name: '', policies: [], missing: ['p-1'] }] }],
  ])('has a warning %s for what depends on a policy that is missing', (code, missing) => {
    const report = checkGuardrails([MANAGEMENT], { ...readGuardrails([]), ...missing }, OPTIONS);
    const results = guardrailsToSarif(report, '1.0.0').runs[0]?.results ?? [];
    expect(results.map(({ ruleId, level }) => [ruleId, level])).toContainEqual([code, 'warning']);
  });

  it('has a warning assumeRoleNarrowed if some calls that assume the role are denied', () => {
    const Condition = { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } };
    const rcp = file('rcp', [{ Effect: 'Deny', Principal: '*', Action: 'sts:*', Resource: '*', Condition }]);
    const report = checkGuardrails([MANAGEMENT], readGuardrails([rcp]), OPTIONS);
    expect(guardrailsToSarif(report, '1.0.0').runs[0]?.results).toMatchObject([
      { ruleId: 'assumeRoleNarrowed', level: 'warning' },
    ]);
  });

  it('has one result for each permission and each caller that does not work', () => {
    const rcp = GUARDRAILS.find(({ id }) => id === 'identity-perimeter') as (typeof GUARDRAILS)[number];
    const report = checkGuardrails(
      ROLES,
      readGuardrails([denyIam, { name: 'rcp.json', kind: 'rcp', text: JSON.stringify(rcp.document) }]),
      OPTIONS,
    );
    const results = guardrailsToSarif(report, '1.0.0').runs[0]?.results ?? [];
    expect(results).toHaveLength(11);
    expect(results.at(-1)).toMatchObject({
      ruleId: 'assumeRoleCutOff',
      level: 'error',
      properties: { by: { layer: 'rcp' } },
    });
    expect(new Set(results.map(({ partialFingerprints }) => partialFingerprints.finding)).size).toBe(11);
  });

  it('rejects a version that is not a string', () => {
    const report = checkGuardrails([], readGuardrails([]), OPTIONS);
    expect(() => guardrailsToSarif(report, 1 as never)).toThrow('the toolVersion must be a string');
  });
});

describe('explainGuardrails', () => {
  it('names the layer of which no policy allows a permission, and a boundary without a level', () => {
    const allowlist = file('scp', [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }], 'root');
    const boundary = file('boundary', [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }]);
    const [byScp, byBoundary] = [allowlist, boundary].map((each) =>
      explainGuardrails(checkGuardrails([SERVER!], readGuardrails([each]), OPTIONS)),
    ) as [string, string];
    expect(byScp).toContain('Denied by no service control policy that allows it at level `root`.');
    expect(byBoundary).toContain('Denied by no permissions boundary that allows it.');
  });

  it('names what one statement cuts off once, up to 20 permissions, and how many more there are', () => {
    const deny = (Sid: string, Action: string): object => ({ Effect: 'Deny', Sid, Action, Resource: '*' });
    const report = checkGuardrails(
      [MANAGEMENT],
      readGuardrails([file('scp', [deny('Spot', 'ec2:RequestSpotInstances'), deny('All', '*')])]),
      OPTIONS,
    );
    const { permissions } = report.roles[0]!;
    const text = explainGuardrails(report);
    // Every permission counts in one group, and the report has all of them.
    const byAll = permissions.filter(({ by }) => by?.sid === 'All').map(({ action }) => action);
    const bySpot = permissions.filter(({ by }) => by?.sid === 'Spot').map(({ action }) => action);
    expect(byAll.length + bySpot.length).toBe(45);
    expect(text).toContain(`UpsolverManagementRole: 0 of 45 permissions work, 45 cut off.`);
    const [more] = / and \d+ more, which the report in JSON lists\./.exec(text) ?? [''];
    expect(more).toBe(` and ${byAll.length - 20} more, which the report in JSON lists.`);
    expect(text).toContain(`${byAll.length} permissions: cut off.\n  ${byAll.slice(0, 20).join(', ')}${more}\n`);
    for (const action of bySpot) expect(text).toContain(`${action}: cut off.`);
    expect(text.match(/Denied by `All`/g)).toHaveLength(1);
    expect(text.split('\n').length).toBeLessThan(40);
  });

  it('does not put permissions together that two statements cut off, or that are narrowed', () => {
    const statements = [
      { Effect: 'Deny', Sid: 'One', Action: ['iam:ListRoles', 'iam:ListPolicies'], Resource: '*' },
      { Effect: 'Deny', Sid: 'Two', Action: 'iam:GetPolicy', Resource: '*' },
      {
        Effect: 'Deny',
        Sid: 'Narrow',
        Action: ['ec2:TerminateInstances', 'ec2:RebootInstances'],
        Resource: '*',
        Condition: { StringEquals: { 'ec2:InstanceType': 'x1e.32xlarge' } },
      },
    ];
    const report = checkGuardrails([MANAGEMENT], readGuardrails([file('scp', statements)]), OPTIONS);
    const narrowed = report.roles[0]!.permissions.filter(({ status }) => status === 'narrowed');
    const text = explainGuardrails(report);
    expect(text).toMatch(/2 permissions: cut off\.\n {2}iam:ListPolicies, iam:ListRoles\./);
    expect(text).toContain('iam:GetPolicy: cut off.');
    expect(narrowed.length).toBeGreaterThan(0);
    for (const { action } of narrowed) expect(text).toContain(`${action}: narrowed.`);
  });

  it('has no table if everything works', () => {
    const all = file('scp', [{ Effect: 'Allow', Action: '*', Resource: '*' }]);
    const text = explainGuardrails(checkGuardrails(ROLES, readGuardrails([all]), OPTIONS));
    expect(text).toMatch(/UpsolverServerRole: \d+ of \d+ permissions work\./);
    expect(text).not.toContain('Denied by');
  });
});
