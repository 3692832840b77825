import { describe, expect, it } from 'vitest';
import { POLICY_FILES } from '../policies.js';
import { runCommand } from '../run-command.js';

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
        'Only any-get.json allows:\n  action    `s3:Get`\n  resource  `*`\n',
    );
  });

  it('prints JSON', async () => {
    expect(JSON.parse((await compare('get.json', 'any-get.json', '--json')).out)).toEqual({
      old: 'get.json',
      new: 'any-get.json',
      relation: 'broader',
      onlyInNew: { action: 's3:Get', resource: '*' },
    });
  });

  it('lists newly granted access with --new', async () => {
    expect(await compare('--new', 'get.json', 'any-get.json')).toEqual({
      code: 1,
      out: 'Old: get.json\nNew: any-get.json\n\n✗ New access, granted by statement 0:\n  action    `s3:Get`\n  resource  `*`\n',
      err: '',
    });
    expect(await compare('--new', 'any-get.json', 'get.json', '--json')).toEqual({ code: 0, out: '[]\n', err: '' });
  });

  it('lists the errors of all files', async () => {
    const { code, out, err } = await compare('bad.json', 'bad.json');
    expect([code, out]).toEqual([2, '']);
    const line =
      'error: bad.json: line 1, column 18: `}` appears where a key in double quotes should be ' +
      '(JSON does not allow a comma after the last entry)\n';
    expect(err).toBe(line + line);
  });
});
