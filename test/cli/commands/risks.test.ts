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
  it('prints every risk that it finds, with the statements that allow it, and exits with 1', () => {
    const { code, out } = risks('management.json');
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
  ])('never says that nothing is known of %s on everything', (Action) => {
    const policy = JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action, Resource: '*' } });
    const { code, out } = runCommand(['risks', 'policy.json'], { 'policy.json': policy });
    expect(code).toBe(1);
    expect(out).toContain(`policy.json: 1 of the ${RISK_CODES.length} known risks`);
  });

  it('says what it has looked for if it finds nothing, and exits with 0', () => {
    expect(risks('scoped.json', 'read.json')).toEqual({
      code: 0,
      out: `scoped.json + read.json: None of the ${RISK_CODES.length} known risks (list: docs/risks.md).\n`,
      err: '',
    });
  });

  it('says why a risk is undecided', () => {
    const { code, out } = risks('undecided.json');
    expect(code).toBe(1);
    expect(out).toContain('medium    takeAnyAddress  undecided');
    expect(out).toMatch(/Step 1, .*: undecided, because it depends on policy variables\.\n$/);
  });

  it('prints JSON', () => {
    const { code, out } = risks('management.json', '--json');
    expect(code).toBe(1);
    const report = JSON.parse(out) as RiskReport;
    expect(report.lookedFor).toEqual(RISK_CODES);
    expect(report.roles[0]?.risks).toEqual(findRisks(buildManagementPolicy()));
    expect(risks('management.json').out).toBe(`${explainRisks(report)}\n`);
  });

  it('exits with 2 for a file that is not JSON', () => expect(risks('broken.json').code).toBe(2));
});
