import { describe, expect, it } from 'vitest';
import { POLICY_FILES } from '../policies.js';
import { runCommand } from '../run-command.js';

const evaluate = (...args: string[]) => runCommand(['evaluate', ...args], POLICY_FILES);

describe('evaluate', () => {
  it.each<[string[], number, string]>([
    [['get.json', '--action', 's3:GetObject'], 0, 'allowed'],
    [['get.json', 'nothing.json', '--action', 's3:GetObject'], 1, 'explicitDeny'],
    [['get.json', '--action', 's3:PutObject', '--resource', 'arn:aws:s3:::b/k'], 1, 'implicitDeny'],
    [['empty-value.json', '--action', 's3:GetObject', '--context', 'k='], 0, 'allowed'],
    [
      ['empty-value.json', '--action', 's3:GetObject', '--context', 'k=', '--context', 'k=a=b', '--context', 'j=1'],
      1,
      'implicitDeny',
    ],
    [['trust.json', '--action', 'sts:AssumeRole', '--principal', 'Service=ec2.amazonaws.com'], 0, 'allowed'],
    [['trust.json', '--action', 'sts:AssumeRole', '--principal', 'arn:aws:iam::111122223333:root'], 1, 'implicitDeny'],
  ])('given %j, exits with %i: %s', async (args, code, decision) => {
    const result = await evaluate(...args, '--json');
    expect(result.code).toBe(code);
    expect(JSON.parse(result.out)).toMatchObject({ decision });
  });

  it('explains a denial', async () => {
    expect((await evaluate('get.json', '--action', 's3:PutObject')).out).toBe(
      '✗ Denied (implicit): no statement allows the request.\n' +
        '  statement 0  Allow  does not apply: `Action` does not match\n\n' +
        'Request:\n  action    `s3:PutObject`\n  resource  `*`\n\nNo --resource was given: * is assumed.\n',
    );
  });

  it.each([
    [['get.json'], /required option '--action/],
    [['get.json', '--action', 'GetObject'], /^error: --action: `GetObject` is not an action/],
    [['get.json', '--action', 's3:x', '--context', 'k'], /^error: --context: `k` is not of the form/],
  ])('exits with 2 for %j', async (args, message) => {
    const { code, err } = await evaluate(...args);
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });
});
