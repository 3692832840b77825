import { describe, expect, it } from 'vitest';
import { POLICY_FILES } from '../policies.js';
import { refused, runCommand } from '../run-command.js';

const lint = (...args: string[]) => runCommand(['lint', ...args], POLICY_FILES);

describe('lint', () => {
  it('says that it has found neither errors nor warnings', async () => {
    expect(await lint('get.json')).toEqual({ code: 0, out: 'get.json: ✓ OK (no errors, no warnings)\n', err: '' });
  });

  it('lists warnings and exits with 0', async () => {
    expect(await lint('warned.json')).toEqual({
      code: 0,
      out:
        'warned.json: ! warning redundant: line 1, column 73: Statement.0.Action.1: ' +
        '`s3:GetObject` is covered by `s3:*`\n',
      err: '',
    });
  });

  it('exits with 1 for warnings with --strict', async () => {
    expect((await lint('warned.json', '--strict')).code).toBe(1);
    expect((await lint('get.json', '--strict')).code).toBe(0);
    expect((await lint('warned.json', '--fail-on', 'warning')).code).toBe(1);
    expect((await lint('bad.json', '--fail-on', 'never')).code).toBe(0);
  });

  it('lists errors and exits with 1', async () => {
    const { code, out } = await lint('bad.json');
    expect(code).toBe(1);
    expect(out).toMatch(/^bad\.json: ✗ error invalid_json: line 1, column 18: /);
  });

  it('prints JSON', async () => {
    const { code, out } = await lint('bad.json', '--json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject([
      { file: 'bad.json', code: 'invalid_json', position: { line: 1, column: 18 } },
    ]);
  });

  it('reads several files', async () => {
    const { code, out } = await lint('get.json', 'warned.json', 'bad.json');
    expect(code).toBe(1);
    expect(out.split('\n').map((line) => line.split(':')[0])).toEqual(['get.json', 'warned.json', 'bad.json', '']);
  });

  it('refuses a severity that does not exist', async () => {
    expect(await lint('get.json', '--fail-on', 'warnings')).toEqual(
      refused(
        'error: --fail-on: `warnings` is not a known severity ' +
          '(did you mean `warning`? one of `error`, `warning`, `never`)',
      ),
    );
  });

  it('exits with 2 for a file that cannot be read', async () => {
    expect(await lint('gone.json')).toEqual(refused('error: cannot read `gone.json`'));
  });
});
