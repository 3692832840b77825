import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { entryPointsOf, renderApiReports, withoutPlaces } from '../scripts/api-reports.js';

describe('etc/*.api.md', () => {
  it('say what each entry point of the built package exports (run `npm run api`, and read its diff)', () => {
    const reports = renderApiReports();
    expect(readdirSync('etc').toSorted()).toEqual(Object.keys(reports).toSorted());
    for (const [file, report] of Object.entries(reports)) {
      const written = readFileSync(`etc/${file}`, 'utf8');
      expect(report, `etc/${file} is not up to date: run \`npm run api\``).toBe(written);
    }
  }, 60_000);

  it('have the signature of a function, with its types', () => {
    const report = readFileSync('etc/upsolver-iam.api.md', 'utf8');
    expect(report).toContain('export function buildServerPolicy(orgId: string, region: string');
  });
});

describe('the reports', () => {
  it('are one for each entry point that has types', () => {
    const types = { import: { types: './dist/index.d.ts' } };
    const exports = { '.': types, './iam': types, './a/b': types, './package.json': './package.json' };
    expect(Object.keys(entryPointsOf({ name: 'x', exports }))).toEqual(['x', 'x-iam', 'x-a-b']);
  });

  it('name no places in built files, whose names change with every build', () => {
    const warnings = [
      '// dist/index.d.ts:105:5 - (ae-forgotten-export) The symbol "B" needs to be exported',
      '// dist/role-DTgiO8Gg.d.ts:1:50 - (ae-forgotten-export) The symbol "A" needs to be exported',
      '// dist/role-DTgiO8Gg.d.ts:2:50 - (ae-forgotten-export) The symbol "A" needs to be exported',
    ];
    expect(withoutPlaces(`a\r\n${warnings.join('\r\n')}\r\nb\r\n`)).toBe(
      [
        'a',
        '// (ae-forgotten-export) The symbol "A" needs to be exported',
        '// (ae-forgotten-export) The symbol "B" needs to be exported',
        'b\n',
      ].join('\n'),
    );
  });
});
