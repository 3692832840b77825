import { describe, expect, it } from 'vitest';
import { runCommand } from '../run-command.js';

const MESSAGE =
  'User: arn:aws:iam::111122223333:user/ann is not authorized to perform: ec2:RunInstances ' +
  'with an explicit deny in a service control policy';

describe('explain', () => {
  it.each<[string, string[], string | undefined]>([
    ['one argument', [MESSAGE], undefined],
    ['words', MESSAGE.split(' '), undefined],
    ['standard input', ['-'], MESSAGE],
    ['standard input without an argument', [], `Error: ${MESSAGE}\n`],
  ])('reads the message from %s', async (_from, args, input) => {
    const { code, out, err } = await runCommand(['explain', ...args], input === undefined ? {} : { '-': input });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^✗ Denied \(explicit\): a service control policy denies the request\.\n {2}action +`ec2:Run/);
  });

  it('prints JSON', async () => {
    const { code, out } = await runCommand(['explain', MESSAGE, '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      effect: 'explicitDeny',
      layer: 'scp',
      request: { action: 'ec2:RunInstances' },
    });
  });

  it('exits with 2 for another text, and says what it expects', async () => {
    const { code, out, err } = await runCommand(['explain', 'Access', 'Denied']);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/^error: `Access Denied` does not say who requested what \(pass the whole message: /);
  });
});
