import { describe, expect, it } from 'vitest';
import { POLICY_FILES } from '../policies.js';
import { refused, runCommand } from '../run-command.js';

const lint = (...args: string[]) => runCommand(['lint', ...args], POLICY_FILES);

describe('lint', () => {
  it('says that it has found neither errors nor warnings', () => {
    expect(lint('get.json')).toEqual({ code: 0, out: 'get.json: OK (no errors, no warnings)\n', err: '' });
  });

  it('lists warnings and exits with 0', () => {
    expect(lint('warned.json')).toEqual({
      code: 0,
      out:
        'warned.json: warning redundant: line 1, column 73: Statement.0.Action.1: ' +
        '`s3:GetObject` is covered by `s3:*`\n',
      err: '',
    });
  });

  it('exits with 1 for warnings with --strict', () => {
    expect(lint('warned.json', '--strict').code).toBe(1);
    expect(lint('get.json', '--strict').code).toBe(0);
  });

  it('lists errors and exits with 1', () => {
    const { code, out } = lint('bad.json');
    expect(code).toBe(1);
    expect(out).toMatch(/^bad\.json: error invalid_json: line 1, column 18: /);
  });

  it('prints JSON', () => {
    const { code, out } = lint('bad.json', '--json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject([{ code: 'invalid_json', position: { line: 1, column: 18 } }]);
  });

  it('exits with 2 for a file that cannot be read', () => {
    expect(lint('gone.json')).toEqual(refused('error: cannot read `gone.json`'));
  });
});
