import { describe, expect, it } from 'vitest';
import { POLICY_FILES } from '../policies.js';
import { refused, runCommand } from '../run-command.js';

const compare = (...args: string[]) => runCommand(['compare', ...args], POLICY_FILES);

describe('compare', () => {
  it.each<[string[], number]>([
    [['get.json', 'get.json'], 0],
    [['get.json', 'encoded'], 0],
    [['get.json', 'any-get.json'], 0],
    [['any-get.json', 'get.json'], 1],
    [['trust.json', 'trust.json'], 0],
    [['trust.json', 'trust.json', '--kind', 'trust'], 0],
    [['trust.json', 'trust.json', '--kind', 'identity'], 2],
    [['empty-value.json', 'nothing.json'], 1],
    [['nothing.json', 'empty-value.json'], 0],
    [['get.json', 'gone.json'], 2],
    [['get.json'], 2],
    [['get.json', 'get.json', '--kind', 'none'], 2],
  ])('given %j, exits with %i', (args, code) => expect(compare(...args).code).toBe(code));

  it('prints an example request for the difference', () => {
    const { code, out, err } = compare('any-get.json', 'get.json');
    expect([code, err]).toEqual([1, '']);
    expect(out).toBe(
      'any-get.json is broader than get.json: it allows all that get.json allows, and more.\n\n' +
        'Only any-get.json allows:\n  action    `s3:Get`\n  resource  `*`\n',
    );
  });

  it('prints JSON', () => {
    expect(JSON.parse(compare('any-get.json', 'get.json', '--json').out)).toEqual({
      relation: 'broader',
      onlyInA: { action: 's3:Get', resource: '*' },
    });
  });

  it('lists newly granted access with --new', () => {
    expect(compare('--new', 'any-get.json', 'get.json')).toEqual({
      code: 1,
      out: 'New access, granted by statement 0:\n  action    `s3:Get`\n  resource  `*`\n',
      err: '',
    });
    expect(compare('--new', 'get.json', 'any-get.json', '--json')).toEqual({ code: 0, out: '[]\n', err: '' });
  });

  it('refuses policies of two types, and names the files', () => {
    expect(compare('trust.json', 'get.json')).toEqual(
      refused(
        'error: trust.json is a trust policy, and get.json is an identity-based policy; ' +
          'policies of different types cannot be compared',
      ),
    );
  });

  it('says so if a policy is of another type than --kind', () => {
    expect(compare('get.json', 'trust.json', '--kind', 'identity')).toEqual(
      refused(
        'error: trust.json: this is a trust policy, not an identity-based policy (give an identity-based policy)',
      ),
    );
  });

  it('refuses to read standard input twice', () => {
    const message = 'error: standard input is given twice, but can be read only once (save it in a file)';
    expect(compare('-', '-')).toEqual(refused(message));
    expect(compare('-', '/dev/stdin')).toEqual(refused(message));
  });

  it('lists the errors of all files', () => {
    const { code, out, err } = compare('bad.json', 'bad.json');
    expect([code, out]).toEqual([2, '']);
    const line =
      'error: bad.json:1:18: JSON does not allow a comma after the last entry (remove the comma before `}`)\n';
    expect(err).toBe(line + line);
  });
});
