import { describe, expect, it } from 'vitest';
import type { SarifDocument } from '../../../src/core/sarif.js';
import { POLICY_FILES } from '../policies.js';
import { printed, refused, runCommand } from '../run-command.js';

const compare = (...args: string[]) => runCommand(['compare', ...args], POLICY_FILES);

describe('compare', () => {
  it.each<[string[], number]>([
    [['get.json', 'get.json'], 0],
    [['get.json', 'encoded'], 0],
    [['any-get.json', 'get.json'], 0],
    [['get.json', 'any-get.json'], 1],
    [['trust.json', 'trust.json'], 0],
    [['trust.json', 'trust.json', '--kind', 'trust'], 0],
    [['trust.json', 'trust.json', '--kind', 'identity'], 2],
    [['nothing.json', 'empty-value.json'], 1],
    [['empty-value.json', 'nothing.json'], 0],
    [['empty-value.json', 'nothing.json', '--fail-on', 'lost'], 1],
    [['any-get.json', 'get.json', '--fail-on', 'any'], 1],
    [['get.json', 'any-get.json', '--fail-on', 'lost'], 0],
    [['get.json', 'any-get.json', '--fail-on', 'never'], 0],
    [['get.json', 'get.json', '--fail-on', 'any'], 0],
    [['get.json', 'get.json', '--fail-on', 'all'], 2],
    [['get.json', 'gone.json'], 2],
    [['get.json'], 2],
    [['get.json', 'get.json', '--kind', 'none'], 2],
  ])('given %j, exits with %i', async (args, code) => expect((await compare(...args)).code).toBe(code));

  it('prints an example request for the difference', async () => {
    const { code, out, err } = await compare('get.json', 'any-get.json');
    expect([code, err]).toEqual([1, '']);
    expect(out).toBe(
      'Old: get.json\nNew: any-get.json\n\n✗ any-get.json is broader than get.json: it allows all that get.json allows, and more.\n\n' +
        'Only any-get.json allows:\n  action    `s3:GetAccelerateConfiguration`\n  resource  `arn:aws:s3:::example-bucket`\n',
    );
  });

  it('prints JSON', async () => {
    expect(JSON.parse((await compare('get.json', 'any-get.json', '--json')).out)).toEqual({
      schemaVersion: 1,
      old: 'get.json',
      new: 'any-get.json',
      relation: 'broader',
      onlyInNew: { action: 's3:GetAccelerateConfiguration', resource: 'arn:aws:s3:::example-bucket' },
    });
  });

  it('lists newly granted access with --new', async () => {
    expect(await compare('--new', 'get.json', 'any-get.json')).toEqual({
      code: 1,
      out: 'Old: get.json\nNew: any-get.json\n\n✗ New access, granted by statement 0:\n  action    `s3:GetAccelerateConfiguration`\n  resource  `arn:aws:s3:::example-bucket`\n',
      err: '',
    });
    expect(await compare('--new', 'any-get.json', 'get.json', '--json')).toEqual(
      printed({ schemaVersion: 1, newAccess: [] }),
    );
  });

  it('lists new or lost access for other programs, as --fail-on says', async () => {
    const findings = async (...args: string[]) =>
      (await compare(...args, '--format', 'github')).out.split('\n').filter((line) => line !== '');
    const gained =
      'New access, granted by statement 0:; action `s3:GetAccelerateConfiguration`; resource `arn:aws:s3:::example-bucket`';
    const lost = gained.replace('New access, granted by', 'Lost access, granted before by');
    const place = (file: string, code: string): string => `file=${file},title=${file}%3A ${code}::`;
    const wider = ['get.json', 'any-get.json'];
    const narrower = ['any-get.json', 'get.json'];
    expect(await findings(...wider)).toEqual([`::error ${place('any-get.json', 'newAccess')}${gained}`]);
    expect(await findings(...wider, '--fail-on', 'never')).toEqual([
      `::notice ${place('any-get.json', 'newAccess')}${gained}`,
    ]);
    expect(await findings(...wider, '--fail-on', 'lost')).toEqual([]);
    expect(await findings(...narrower)).toEqual([]);
    for (const limit of ['lost', 'any']) {
      expect(await findings(...narrower, '--fail-on', limit)).toEqual([
        `::error ${place('get.json', 'lostAccess')}${lost}`,
      ]);
    }
    const sarif = JSON.parse((await compare(...wider, '--sarif')).out) as SarifDocument<string, object>;
    expect(sarif.runs[0]?.results).toMatchObject([
      {
        ruleId: 'newAccess',
        level: 'error',
        message: { text: gained },
        locations: [{ physicalLocation: { artifactLocation: { uri: 'any-get.json' }, region: { startLine: 1 } } }],
      },
    ]);
  });

  it('never marks a policy that grants more as good', async () => {
    const marks = async (limit: string) =>
      (await compare('get.json', 'any-get.json', '--fail-on', limit)).out.split('\n')[3]?.[0];
    expect([await marks('new'), await marks('lost'), await marks('never')]).toEqual(['✗', '!', '!']);
  });

  it('refuses policies of two types, and names the files', async () => {
    expect(await compare('trust.json', 'get.json')).toEqual(
      refused(
        'error: trust.json is a trust policy, and get.json is an identity-based policy; ' +
          'policies of different types cannot be compared',
      ),
    );
  });

  it('says so if a policy is of another type than --kind', async () => {
    expect(await compare('get.json', 'trust.json', '--kind', 'identity')).toEqual(
      refused(
        'error: trust.json: this is a trust policy, not an identity-based policy (pass an identity-based policy)',
      ),
    );
  });

  it('refuses to read standard input twice', async () => {
    const message = 'error: standard input is given twice, but can be read only once (save it in a file)';
    expect(await compare('-', '-')).toEqual(refused(message));
    expect(await compare('-', '/dev/stdin')).toEqual(refused(message));
  });

  it('lists the errors of all files', async () => {
    const { code, out, err } = await compare('bad.json', 'bad.json');
    expect([code, out]).toEqual([2, '']);
    const line =
      'error: bad.json:1:18: JSON does not allow a comma after the last entry (remove the comma before `}`)\n';
    expect(err).toBe(line + line);
  });

  it('exits with 1 if it cannot decide, and says which side has the reason', async () => {
    const undecided = {
      Effect: 'Allow',
      Action: 's3:GetObject',
      Resource: '*',
      Condition: {
        StringEquals: { 'aws:username': '${aws:userid}', 'aws:userid': '${aws:PrincipalTag/id}' },
        StringNotEquals: { 'aws:username': '${aws:PrincipalTag/id}' },
      },
    };
    const files = {
      'nothing.json': POLICY_FILES['nothing.json'] as string,
      'hard.json': JSON.stringify({ Version: '2012-10-17', Statement: undecided }),
    };
    const json = await runCommand(['compare', 'nothing.json', 'hard.json', '--json'], files);
    expect([json.code, JSON.parse(json.out)]).toMatchObject([1, { relation: 'unknown', unknown: [{ of: 'new' }] }]);
    const lost = await runCommand(['compare', 'hard.json', 'nothing.json', '--json', '--fail-on', 'any'], files);
    expect([lost.code, JSON.parse(lost.out)]).toMatchObject([1, { unknown: [{ of: 'old' }] }]);
    const text = await runCommand(['compare', 'nothing.json', 'hard.json'], files);
    expect(text.out).toContain('? Could not determine how hard.json relates to nothing.json.');
  });
});
