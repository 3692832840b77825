import { describe, expect, it } from 'vitest';
import {
  checkRoles,
  explainReport,
  repair,
  toRepairScript,
  toSarif,
  type DriftReport,
  type RoleRepair,
} from '../../../src/drift/index.js';
import { issuesOf } from '../../issues-of.js';
import { untyped } from '../../upsolver/untyped.js';
import { driftedExport, TAGGED } from '../account.js';
import { roles } from '../check-server.js';

const report = checkRoles(driftedExport(), roles, { parameters: TAGGED });
const hint = 'pass the result of `checkRoles`';
const having = (more: object): DriftReport => ({ ...report, roles: [{ ...report.roles[0]!, ...more }] });

describe.each([
  ['explainReport', explainReport],
  ['repair', repair],
  ['toSarif', (value: DriftReport) => toSarif(value, '1.0.0')],
])('%s', (_name, call) => {
  it('refuses what is no report', () => {
    expect(issuesOf(() => untyped(call))).toEqual([
      { code: 'missing', path: ['report'], message: '`report` is missing', hint },
    ]);
    expect(issuesOf(() => untyped(call, {}))).toEqual(
      ['status', 'roles', 'issues'].map((name) => {
        return { code: 'missing', path: ['report', name], message: `\`${name}\` is missing`, hint };
      }),
    );
  });

  it('refuses a finding with a code, severity or example request that does not exist', () => {
    const finding = { ...report.roles[0]!.findings[0]!, code: 'toString', severity: 'bad', witness: { action: [] } };
    expect(issuesOf(() => untyped(call, having({ findings: [finding] })))).toMatchObject([
      { code: 'unknown_value', message: '`code` must be a code of `FINDINGS`, not `toString`' },
      { message: '`severity` must be one of `critical`, `error`, `warning`, `info`, `unknown`, not `bad`' },
      {
        path: ['report', 'roles', 0, 'findings', 0, 'witness', 'action'],
        message: '`action` must be a string, not `array`',
      },
      { message: '`resource` is missing' },
    ]);
  });

  it('refuses an account ID that a script would run', () => {
    expect(issuesOf(() => untyped(call, having({ accountId: '1 = 1 || reboot' })))).toMatchObject([
      { path: ['report', 'roles', 0, 'accountId'], message: '`accountId` must be 12 digits, not `1 = 1 || reboot`' },
    ]);
  });

  it('accepts a principal of every form in an example request', () => {
    const finding = report.roles[0]!.findings[0]!;
    for (const principal of ['arn:aws:iam::111122223333:root', { Service: 'ec2.amazonaws.com' }]) {
      const witness = { action: 'sts:AssumeRole', resource: '*', context: { a: 'b', c: ['d'] }, principal };
      expect(() => call(having({ findings: [{ ...finding, witness }] }))).not.toThrow();
    }
  });
});

describe('repair', () => {
  it('refuses a document of a role that is no policy, with the path to it', () => {
    const { deployed } = report.roles[0]!;
    const inlinePolicies = [{ name: 'x', document: { Statement: [{ Effect: 'Maybe', Action: '*', Resource: '*' }] } }];
    const value = having({ deployed: { ...deployed, inlinePolicies } });
    expect(issuesOf(() => repair(value))).toMatchObject([
      {
        path: ['report', 'roles', 0, 'deployed', 'inlinePolicies', 0, 'document', 'Statement', 0, 'Effect'],
        hint,
      },
    ]);
    expect(() => explainReport(value)).not.toThrow();
  });
});

describe('toRepairScript', () => {
  const [first] = repair(report) as [RoleRepair];

  it('refuses what are no repairs', () => {
    expect(issuesOf(() => untyped(toRepairScript, report))).toEqual([
      {
        code: 'invalid_type',
        path: ['repairs'],
        message: '`repairs` must be a list without gaps, not `object`',
        hint: 'pass the result of `repair`',
      },
    ]);
  });

  it.each([['x; reboot'], [''], [1]])('refuses the operation %j', (operation) => {
    const value = [{ ...first, calls: [{ operation, input: {} }] }];
    expect(issuesOf(() => untyped(toRepairScript, value))).toMatchObject([
      { path: ['repairs', 0, 'calls', 0, 'operation'] },
    ]);
  });

  it('keeps a line break in the name of a role out of the script', () => {
    expect(toRepairScript([{ ...first, name: 'x\nreboot' }])).toContain('\n# x\\u000areboot\n');
  });
});

describe('toSarif', () => {
  it('refuses a version that is no string', () => {
    expect(issuesOf(() => untyped(toSarif, report))).toEqual([
      {
        code: 'missing',
        path: ['toolVersion'],
        message: '`toolVersion` is missing',
        hint: 'pass the version of your tool',
      },
    ]);
  });

  it('says everything that is wrong with both arguments', () => {
    expect(issuesOf(() => untyped(toSarif)).map(({ path }) => path)).toEqual([['report'], ['toolVersion']]);
  });

  it('writes a name that is not Unicode as a URI', () => {
    const { runs } = toSarif(having({ name: '\ud800', accountId: undefined }), '1.0.0');
    expect(runs[0]?.results[0]?.locations[0]?.physicalLocation.artifactLocation.uri).toBe('%EF%BF%BD');
  });
});
