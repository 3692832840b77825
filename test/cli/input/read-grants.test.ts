import { describe, expect, it } from 'vitest';
import { runCommand } from '../run-command.js';

const template = async (grants: string, ...more: string[]): Promise<string[]> => {
  const args = ['template', 'cloudformation', '--mode', 'upsolver-vpc', '--data-access', 'g.json', ...more];
  return (await runCommand(args, { 'g.json': grants })).err.trimEnd().split('\n');
};

describe('the grants of --data-access', () => {
  it('are counted from 1 in messages, with the service and the position of the value', async () => {
    expect(
      (
        await template(
          '[{"service": "s3", "bucket": "b-1"},\n {"service": "kms", "keyArn": "x"},\n {"service": "ftp"},\n' +
            ' {"service": "\\u001b"}, {}, 5]',
        )
      ).map((line) => line.replace(/ \((?:for|one) .*\)$/, '')),
    ).toEqual([
      'error: g.json:2:31: grant 2 (kms): `x` is not the ARN of a KMS key',
      'error: g.json:2:2: grant 2 (kms): `via` is missing',
      'error: g.json:3:14: grant 3 (ftp): `ftp` is not a known service',
      'error: g.json:4:14: grant 4: `\\u001b` is not a known service',
      'error: g.json:4:25: grant 5: `service` is missing',
      expect.stringMatching(/^error: g\.json:4:29: grant 6: .* must be an object, not `number`$/) as string,
    ]);
  });

  it('are listed with the problems of all other options', async () => {
    expect(await template('[{"service": "sqs"}]', '--tag', 'aws:x=1')).toEqual([
      'error: g.json:1:2: grant 1 (sqs): `queueArn` is missing',
      'error: --tag.aws:x: tag keys that begin with `aws:` are reserved',
    ]);
    const fixed = ['--region', 'us-east-1', '--org-id', 'acme', '--trusted-account', '1', '--external-id', 'acme'];
    expect((await template('[{"service": "sqs"}]', ...fixed)).map((line) => line.split(': ')[1])).toEqual([
      'g.json:1:2',
      '--trusted-account',
    ]);
  });

  it('have keys that appear once', async () => {
    expect(await template('[{"service": "s3", "service": "s3", "bucket": "my-bucket"}]')).toEqual([
      'error: g.json:1:20: 0.service: the key `service` appears twice',
    ]);
  });

  it('may be in any partition until the Region is known', async () => {
    const china = '[{"service": "sqs", "queueArn": "arn:aws-cn:sqs:cn-north-1:444455556666:q"}]';
    const fixed = ['--org-id', 'acme', '--trusted-account', '111122223333', '--external-id', 'acme'];
    expect(await template(china, ...fixed, '--region', 'cn-north-1')).toEqual(['']);
    expect((await template(china, ...fixed, '--region', 'us-east-1'))[0]).toMatch(
      /^error: --data-access\.0\.queueArn: /,
    );
  });
});
