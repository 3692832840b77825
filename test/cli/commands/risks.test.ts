import { describe, expect, it } from 'vitest';
import { buildManagementPolicy } from '../../../src/index.js';
import { explainRisks, findRisks, RISK_CODES, type RiskReport } from '../../../src/risks/index.js';
import { PAGE_RISK_CODES } from '../../../src/upsolver/scope/risk-codes.js';
import { FULL_SCOPE } from '../../upsolver/role-parameters.js';
import { runCommand } from '../run-command.js';

const UNDECIDED = {
  Effect: 'Allow',
  Action: 'ec2:ReleaseAddress',
  Resource: '*',
  Condition: {
    StringEquals: { 'aws:username': '${aws:userid}', 'aws:userid': '${aws:PrincipalTag/id}' },
    StringNotEquals: { 'aws:username': '${aws:PrincipalTag/id}' },
  },
};
const READ = { Effect: 'Allow', Action: 's3:ListAllMyBuckets', Resource: '*' };

const files = {
  'broken.json': '[{',
  'management.json': JSON.stringify(buildManagementPolicy()),
  'read.json': JSON.stringify({ Version: '2012-10-17', Statement: READ }),
  'scoped.json': JSON.stringify(buildManagementPolicy({ region: 'us-east-1', scope: FULL_SCOPE })),
  'undecided.json': JSON.stringify({ Version: '2012-10-17', Statement: UNDECIDED }),
};
const risks = (...args: string[]) => runCommand(['risks', ...args], files);

describe('risks', () => {
  it('prints every risk that it finds, with the statements that allow it, and exits with 1', async () => {
    const { code, out } = await risks('management.json');
    expect(code).toBe(1);
    for (const risk of PAGE_RISK_CODES.filter((each) => each !== 'changeBucketPolicy')) {
      expect(out).toMatch(new RegExp(`^${risk} \\((?:high|medium|low)\\): Can `, 'm'));
    }
    expect(out).toContain('closed by  scope option passRoles or instanceProfiles');
    expect(out).toContain(
      '  Step 1, allowed by `validateAndMonitor`. Example request:\n    action    `iam:PassRole`\n',
    );
    expect(out).not.toMatch(/[ \t]$/m);
  });

  it.each([
    'iam:AttachRolePolicy',
    'iam:CreatePolicyVersion',
    'lambda:UpdateFunctionCode',
    'secretsmanager:GetSecretValue',
  ])('never says that nothing is known of %s on everything', async (Action) => {
    const policy = JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action, Resource: '*' } });
    const { code, out } = await runCommand(['risks', 'policy.json'], { 'policy.json': policy });
    expect(code).toBe(1);
    expect(out).toContain(`policy.json: 1 of the ${RISK_CODES.length} known risks`);
  });

  it.each([['--scope', 'all'], ['--account', '444455556666'], ['--external-id', 'acme'], ['--no-athena-tables']])(
    'refuses an option that describes roles beside files, which it would not narrow: %s',
    async (...option) => {
      const { code, out, err } = await risks('read.json', ...option);
      expect([code, out]).toEqual([2, '']);
      const name = option[0]!.replace('--no-', '--');
      expect(err).toBe(
        `error: ${name}: needs \`--mode\`: it describes roles, and changes nothing about policies in files\n`,
      );
    },
  );

  it('prints risks that --fail-on does not count with --quiet, too', async () => {
    const { code, out } = await risks('management.json', '--fail-on', 'never', '--quiet');
    expect(code).toBe(0);
    expect(out).toContain('known risks');
    expect(await risks('read.json', '--quiet')).toEqual({ code: 0, out: '', err: '' });
  });

  it('says what it has looked for if it finds nothing, and exits with 0', async () => {
    expect(await risks('scoped.json', 'read.json')).toEqual({
      code: 0,
      out: `scoped.json + read.json: None of the ${RISK_CODES.length} known risks found (list: docs/risks.md).\n`,
      err: '',
    });
  });

  it('says why a risk is undecided', async () => {
    const { code, out } = await risks('undecided.json');
    expect(code).toBe(1);
    expect(out).toContain('! medium    takeAnyAddress  undecided');
    expect(out).toMatch(/Step 1, .*: undecided, because it depends on policy variables\.\n$/);
  });

  it('prints JSON', async () => {
    const { code, out } = await risks('management.json', '--json');
    expect(code).toBe(1);
    const report = JSON.parse(out) as RiskReport;
    expect(report.lookedFor).toEqual(RISK_CODES);
    expect(report.roles[0]?.risks).toEqual(findRisks(buildManagementPolicy()));
    expect((await risks('management.json')).out.replaceAll(/^[✗!·] | {2}(?=severity)/gm, '')).toBe(
      `${explainRisks(report)}\n`,
    );
  });

  it('looks at the roles of a mode, narrowed or not, with their managed policies', async () => {
    const { code, out } = await risks('--mode', 'private-vpc', '--json');
    expect(code).toBe(1);
    const { roles } = JSON.parse(out) as RiskReport;
    expect(roles.map(({ name }) => name)).toEqual(['UpsolverManagementRole', 'UpsolverServerRole']);
    expect(roles[1]?.policies.map(({ name }) => name)).toEqual([
      'UpsolverServerPolicy',
      'AmazonAthenaFullAccess',
      'AWSCloudFormationReadOnlyAccess',
    ]);
    const narrowed = await risks(
      '--mode',
      'private-vpc',
      '--scope',
      'passRoles',
      '--account',
      '444455556666',
      '--json',
    );
    const [management] = (JSON.parse(narrowed.out) as RiskReport).roles;
    const codes = roles[0]!.risks.map((risk) => risk.code);
    const left = new Set(management!.risks.map((risk) => risk.code));
    expect(codes.filter((each) => !left.has(each))).toEqual([
      'passRoleToInstance',
      'passRoleToSpotInstance',
      'fillInstanceProfile',
      'passRoleToOtherService',
    ]);
    expect((await runCommand(['risks', '--mode', 'private-vpc'], {}, { columns: 80 })).out).toMatch(
      /Next: upsolver-iam risks --mode private-vpc --scope all/,
    );
  });

  it.each([
    [['management.json', '--mode', 'private-vpc'], 'error: --mode: cannot be combined with policy files\n'],
    [[], 'error: --mode: is required if no policy files are given\n'],
    [
      ['--mode', 'private-vpc', '--region', 'nowhere'],
      'error: --region: `nowhere` is not an AWS Region (a Region looks like `us-east-1`, `us-gov-west-1` or ' +
        '`cn-north-1`)\n',
    ],
    [
      ['--mode', 'privat-vpc'],
      'error: --mode: `privat-vpc` is not a known integration mode ' +
        '(did you mean `private-vpc`? one of `private-vpc`, `upsolver-vpc`)\n',
    ],
  ])('exits with 2 for %j', async (args, err) => {
    expect(await risks(...args)).toEqual({ code: 2, out: '', err });
  });

  it.each([
    ['low', 1],
    ['high', 1],
    ['critical', 0],
    ['never', 0],
  ])('exits, with --fail-on %s, with %i for a role whose worst risk is high', async (limit, code) => {
    expect((await risks('management.json', '--fail-on', limit)).code).toBe(code);
  });

  it('prints every format', async () => {
    const formats = await Promise.all(
      ['sarif', 'github', 'junit', 'markdown'].map((format) => risks('management.json', '--format', format)),
    );
    const [sarif, github, junit, markdown] = formats.map(({ out }) => out);
    expect(JSON.parse(sarif!)).toMatchObject({ version: '2.1.0' });
    expect(github).toMatch(/^::error title=management\.json%3A passRoleToInstance::Can launch/m);
    expect(junit).toMatch(/<failure type="takeAnyAddress" message="/);
    expect(markdown).toMatch(/^- \*\*warning\*\* `takeAnyAddress`: Can /m);
  });

  it('exits with 2 for a file that is not JSON', async () => expect((await risks('broken.json')).code).toBe(2));
});
