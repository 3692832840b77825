import { describe, expect, it } from 'vitest';
import { buildManagementPolicy } from '../../../src/index.js';
import { findRisks, RISK_CODES } from '../../../src/risks/index.js';
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
const READ = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };

const files = {
  'broken.json': '[{',
  'management.json': JSON.stringify(buildManagementPolicy()),
  'read.json': JSON.stringify({ Version: '2012-10-17', Statement: READ }),
  'scoped.json': JSON.stringify(buildManagementPolicy({ region: 'us-east-1', scope: FULL_SCOPE })),
  'undecided.json': JSON.stringify({ Version: '2012-10-17', Statement: UNDECIDED }),
};
const risks = (...args: string[]) => runCommand(['risks', ...args], files);

describe('risks', () => {
  it('prints every risk that it finds, and exits with 1', async () => {
    const { code, out } = await risks('management.json');
    expect(code).toBe(1);
    for (const risk of RISK_CODES.filter((each) => each !== 'changeBucketPolicy'))
      expect(out).toContain(`${risk}: Can `);
    expect(out).toContain('closed by  scope option passRoles or instanceProfiles');
    expect(out).toContain('  Example request:\n    action    `iam:PassRole`\n');
    expect(out).not.toMatch(/[ \t]$/m);
  });

  it('says what it has looked for if it finds nothing, and exits with 0', async () => {
    expect(await risks('scoped.json', 'read.json')).toEqual({
      code: 0,
      out:
        `None of the ${RISK_CODES.length} known risks of Upsolver's roles was found. ` +
        'Other risks were not checked.\n',
      err: '',
    });
  });

  it('says why a risk is undecided', async () => {
    const { code, out } = await risks('undecided.json');
    expect(code).toBe(1);
    expect(out).toMatch(/^takeAnyAddress: [^]*\n {2}undecided {2}a step depends on policy variables\n$/);
  });

  it('prints JSON', async () => {
    const { code, out } = await risks('management.json', '--json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toEqual(findRisks(buildManagementPolicy()));
  });

  it('exits with 2 for a file that is not JSON', async () => expect((await risks('broken.json')).code).toBe(2));
});
