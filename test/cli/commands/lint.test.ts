import { describe, expect, it } from 'vitest';
import type { SarifDocument } from '../../../src/core/sarif.js';
import { POLICY_FILES } from '../policies.js';
import { refused, runCommand } from '../run-command.js';

const repeat = (count: number, statement: object): object[] => Array<object>(count).fill(statement);

const FILES = {
  ...POLICY_FILES,
  '-': POLICY_FILES['get.json'] as string,
  'many.json': JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      ...repeat(12, { Effect: 'Allow', Action: ['s3:Get*', 's3:GetObject'], Resource: 'arn:aws:s3:::b/*' }),
      ...repeat(3, { Effect: 'Allow', Action: 's3:GetObject' }),
    ].map((statement, index) => ({ Sid: `S${index}`, ...statement })),
  }),
};

const lint = (...args: string[]) => runCommand(['lint', ...args], FILES);

describe('lint', () => {
  it('says that it has found neither errors nor warnings', async () => {
    expect(await lint('get.json')).toEqual({ code: 0, out: 'get.json: ✓ OK (no errors, no warnings)\n', err: '' });
  });

  it('lists warnings and exits with 0', async () => {
    expect(await lint('warned.json')).toEqual({
      code: 0,
      out: 'warned.json:1:73: ! warning redundant: Statement.0.Action.1: `s3:GetObject` is covered by `s3:*`\n',
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
    expect(out).toMatch(/^bad\.json:1:18: ✗ error invalid_json: /);
  });

  it('prints JSON', async () => {
    const { code, out } = await lint('bad.json', '--json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      issues: [{ file: 'bad.json', code: 'invalid_json', position: { line: 1, column: 18 } }],
    });
  });

  it('takes many files, and lists those without errors and warnings last', async () => {
    const { code, out } = await lint('get.json', 'bad.json', 'warned.json', '-');
    expect(code).toBe(1);
    expect(out.split('\n').map((line) => line.split(' ').slice(0, 3).join(' '))).toEqual([
      'bad.json:1:18: ✗ error',
      'warned.json:1:73: ! warning',
      'get.json: ✓ OK',
      '<stdin>: ✓ OK',
      '',
    ]);
  });

  it('prints at most ten problems, the errors first, and the number of the rest', async () => {
    const { code, out } = await lint('many.json');
    expect(code).toBe(1);
    const lines = out.trimEnd().split('\n');
    expect(lines.map((line) => / (?:error|warning) /.exec(line)?.[0].trim())).toEqual([
      ...Array<string>(3).fill('error'),
      ...Array<string>(7).fill('warning'),
      undefined,
    ]);
    expect(lines.at(-1)).toBe('16 more problems; --json prints all of them');
    expect(JSON.parse((await lint('many.json', '--json')).out)).toHaveProperty('issues.length', 26);
  });

  it('prints SARIF with the place of each issue', async () => {
    const { out } = await lint('warned.json', 'get.json', '--format', 'sarif');
    expect((JSON.parse(out) as SarifDocument<string, object>).runs).toMatchObject([
      {
        tool: { driver: { name: 'upsolver-iam', rules: [{ id: 'redundant' }] } },
        results: [
          {
            ruleId: 'redundant',
            level: 'warning',
            locations: [
              {
                physicalLocation: {
                  artifactLocation: { uri: 'warned.json' },
                  region: { startLine: 1, startColumn: 73 },
                },
              },
            ],
            partialFingerprints: { finding: 'warned.json/redundant/Statement.0.Action.1' },
          },
        ],
      },
    ]);
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
    expect(await lint('gone.json')).toEqual(refused('error: gone.json: no such file'));
  });
});
