import { describe, expect, it } from 'vitest';
import { runCommand } from './run-command.js';

const roles = (region: string) => runCommand(['roles', 'private-vpc', '--org-id', 'acme', '--region', region]);

describe('a Region', () => {
  it('that is not known is accepted with a warning', async () => {
    const { code, out, err } = await roles('eu-west-11');
    expect([code, err]).toEqual([
      0,
      'warning: --region: this version does not know the Region `eu-west-11` (did you mean `eu-west-1`?)\n',
    ]);
    expect(out).toContain('arn:aws:s3:::eu-west-11-upsolver-acme');
    expect((await roles('il-something-9')).err).toBe(
      'warning: --region: this version does not know the Region `il-something-9`\n',
    );
  });

  it('that is known, or refused, is not warned of', async () => {
    expect((await roles('eu-west-1')).err).toBe('');
    expect((await roles('eu-west')).err).toMatch(/^error: --region: `eu-west` is not an AWS Region/);
  });
});
