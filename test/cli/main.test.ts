import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { rolesFor } from '../../src/index.js';

async function runMain(args: string[], isTTY: boolean | undefined = undefined): Promise<string> {
  vi.resetModules();
  vi.spyOn(process, 'argv', 'get').mockReturnValue(['node', 'upsolver-iam', ...args]);
  let out = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += String(text);
    return true;
  });
  const wasTTY = process.stdout.isTTY;
  process.stdout.isTTY = isTTY as boolean;
  try {
    const { runProcess } = await import('../../src/cli/process.js');
    await runProcess();
  } finally {
    process.stdout.isTTY = wasTTY;
  }
  return out;
}

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  process.stdout.removeAllListeners('error');
  process.exitCode = undefined;
});

describe('the process', () => {
  it('writes data to stdout and exits with 0', async () => {
    expect(await runMain(['roles', 'upsolver-vpc'])).toMatch(/^UpsolverRole\n/);
    expect(process.exitCode).toBe(0);
  });

  it('writes problems to stderr and exits with 2', async () => {
    let err = '';
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
      err += String(text);
      return true;
    });
    expect(await runMain(['roles', 'nowhere'])).toBe('');
    expect(err).toMatch(/^error: <mode>: `nowhere`/);
    expect(process.exitCode).toBe(2);
  });

  it.each([
    [true, {}, true],
    [false, {}, false],
    [undefined, {}, false],
    [undefined, { CI: 'true' }, false],
    [true, { NO_COLOR: '1' }, false],
    [true, { NO_COLOR: '' }, true],
    [true, { TERM: 'dumb' }, false],
    [undefined, { FORCE_COLOR: '1' }, true],
    [true, { FORCE_COLOR: '0' }, false],
    [true, { FORCE_COLOR: 'false' }, false],
    [true, { FORCE_COLOR: '1', NO_COLOR: '1' }, false],
  ])('given a terminal (%s) and the environment %j, prints in colour: %s', async (isTTY, environment, colored) => {
    vi.stubEnv('NO_COLOR', undefined);
    vi.stubEnv('FORCE_COLOR', undefined);
    vi.stubEnv('TERM', 'xterm');
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
    expect((await runMain(['roles', 'upsolver-vpc'], isTTY)).includes('\u001b[1m')).toBe(colored);
  });

  it('ignores a closed pipe, and exits with 70 for any other error of stdout', async () => {
    let err = '';
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
      err += String(text);
      return true;
    });
    await runMain(['roles', 'upsolver-vpc']);
    process.stdout.emit('error', Object.assign(new Error('closed'), { code: 'EPIPE' }));
    expect([process.exitCode, err]).toEqual([0, '']);
    process.stdout.emit('error', Object.assign(new Error('no space left on device'), { code: 'ENOSPC' }));
    expect([process.exitCode, err]).toEqual([70, 'error: cannot write to standard output: no space left on device\n']);
  });

  it('keeps the exit status of a device that is full while the command runs', async () => {
    vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    vi.resetModules();
    vi.spyOn(process, 'argv', 'get').mockReturnValue(['node', 'upsolver-iam', 'roles', 'upsolver-vpc']);
    vi.spyOn(process.stdout, 'write').mockImplementation(() => {
      process.stdout.emit('error', Object.assign(new Error('no space left'), { code: 'ENOSPC' }));
      return false;
    });
    const { runProcess } = await import('../../src/cli/process.js');
    await runProcess();
    expect(process.exitCode).toBe(70);
  });

  it('caches its code from the second start on, where Node can', async () => {
    vi.resetModules();
    vi.spyOn(process, 'argv', 'get').mockReturnValue(['node', 'upsolver-iam', '--version']);
    let out = '';
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
      out += String(text);
      return true;
    });
    const enableCompileCache = vi.fn<() => void>();
    vi.doMock('node:module', () => ({ enableCompileCache }));
    await import('../../src/cli/main.js');
    await vi.waitFor(() => expect(out).toMatch(/^\d+\.\d+\.\d+\n$/));
    expect(enableCompileCache).toHaveBeenCalledOnce();
    vi.doUnmock('node:module');
  });

  it('starts, and writes a file of its own', () => {
    const folder = mkdtempSync(join(tmpdir(), 'upsolver-iam-main-'));
    const file = join(folder, 'roles.json');
    const start = ['dist/cli/main.cjs', 'roles', 'upsolver-vpc', '--json', '-o'];
    const written = spawnSync(process.execPath, [...start, file], { encoding: 'utf8' });
    const refused = spawnSync(process.execPath, [...start, folder], { encoding: 'utf8' });
    const text = readFileSync(file, 'utf8');
    rmSync(folder, { recursive: true });
    expect([written.status, written.stdout, written.stderr]).toEqual([0, '', '']);
    expect(JSON.parse(text)).toEqual(rolesFor('upsolver-vpc'));
    expect([refused.status, refused.stderr]).toEqual([
      2,
      `error: --output: cannot write \`${folder}\`: it is a directory\n`,
    ]);
  });

  it.skipIf(process.platform === 'win32')('exits with 70 if the device is full', () => {
    const command = `"${process.execPath}" dist/cli/main.cjs roles upsolver-vpc > /dev/full`;
    const { status, stderr } = spawnSync('sh', ['-c', command], { encoding: 'utf8' });
    expect([status, stderr]).toEqual([
      70,
      expect.stringMatching(/^error: cannot write to standard output: .*no space left/),
    ]);
  });

  it.each([
    [true, '\rread 16 MB \rread 16 MB \r\u001b[K'],
    [undefined, ''],
  ])('given a terminal (%s), reports how much of a long input it has read', async (isTTY, told) => {
    const folder = mkdtempSync(join(tmpdir(), 'upsolver-iam-long-'));
    const file = join(folder, 'long.json');
    writeFileSync(file, `{"RoleDetailList":[]}${' '.repeat(16_800_000)}`);
    let err = '';
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
      err += String(text);
      return true;
    });
    const wasTTY = process.stderr.isTTY;
    process.stderr.isTTY = isTTY as boolean;
    try {
      const options = [
        '--org-id',
        'acme',
        '--region',
        'us-east-1',
        '--trusted-account',
        '111122223333',
        '--external-id',
        'acme',
      ];
      await runMain(['check', file, '--mode', 'upsolver-vpc', ...options]);
    } finally {
      process.stderr.isTTY = wasTTY;
      rmSync(folder, { recursive: true });
    }
    expect(err).toBe(told);
    expect(process.exitCode).toBe(1);
  });
});
