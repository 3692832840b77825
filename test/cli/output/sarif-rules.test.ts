import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import packageJson from '../../../package.json' with { type: 'json' };
import { COMMANDS } from '../../../src/cli/commands.js';
import { issueRule } from '../../../src/cli/output/issue-rule.js';
import { ISSUES } from '../../../src/core/issue-codes.js';
import type { IssueCode } from '../../../src/core/issue.js';
import { checkRoles, FINDINGS, toSarif } from '../../../src/drift/index.js';
import { checkGuardrails, guardrailsToSarif, readGuardrails } from '../../../src/guardrails/index.js';
import { GUARDRAIL_FINDINGS } from '../../../src/guardrails/sarif.js';
import { buildRoles } from '../../../src/index.js';
import { DIFF_FINDINGS } from '../../../src/review/diff/diff-sarif.js';
import { diffPolicies, diffToSarif } from '../../../src/review/index.js';
import { findRoleRisks, RISK_CODES, risksToSarif } from '../../../src/risks/index.js';
import { exportOf } from '../../drift/account.js';
import { PARAMETERS } from '../../upsolver/role-parameters.js';
import { POLICY_FILES } from '../policies.js';
import { runCommand } from '../run-command.js';

type Rule = {
  id: string;
  shortDescription: { text: string };
  fullDescription: { text: string };
  help: { text: string; markdown: string };
  helpUri?: string;
  defaultConfiguration: { level: string };
};
type Log = { runs: { tool: { driver: { rules: Rule[] } }; results: { ruleId: string }[] }[] };

const EMPTY = { Version: '2012-10-17' as const, Statement: [] };
const roles = buildRoles('private-vpc', PARAMETERS);
const facts = { accountId: '444455556666', region: 'us-east-1' };
const rulesIn = (log: unknown): Rule[] => (log as Log).runs.flatMap(({ tool }) => tool.driver.rules);

/** Every table of codes, and the rules that are made of it. */
const TABLES: [name: string, codes: readonly string[], rules: Rule[]][] = [
  ['drift', Object.keys(FINDINGS), rulesIn(toSarif(checkRoles(exportOf(roles), roles), '1'))],
  [
    'guardrails',
    Object.keys(GUARDRAIL_FINDINGS),
    rulesIn(guardrailsToSarif(checkGuardrails(roles, readGuardrails([]), { facts }), '1')),
  ],
  ['risks', RISK_CODES, rulesIn(risksToSarif(findRoleRisks([]), '1'))],
  ['diff', Object.keys(DIFF_FINDINGS), rulesIn(diffToSarif(diffPolicies(EMPTY, EMPTY), '1'))],
  ['policy issues', Object.keys(ISSUES), (Object.keys(ISSUES) as IssueCode[]).map(issueRule)],
];
const ALL = TABLES.flatMap(([name, , rules]) => rules.map((rule) => [name, rule.id, rule] as const));

const PAGE = /docs\/[\w-]+\.md(?:#[\w-]+)?/;

/** The anchors of a page, as GitHub makes them of its headings. */
const anchorsOf = (text: string): string[] =>
  [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  );

describe('the rules of SARIF', () => {
  it.each(TABLES)('are one for each code of %s', (_name, codes, rules) => {
    expect(rules.map(({ id }) => id)).toEqual(codes);
    expect(codes.length).toBeGreaterThan(0);
  });

  it.each(ALL)('say what the code means in a sentence, and more in their help: %s, %s', (_name, id, rule) => {
    const { shortDescription, fullDescription, help, defaultConfiguration } = rule;
    expect(shortDescription.text.trim()).not.toBe('');
    expect(fullDescription.text).toMatch(/^[A-Z].{15,}[^.]\.$/);
    expect(help.text).toContain(fullDescription.text);
    expect(help.markdown).toContain(fullDescription.text);
    expect(help.markdown).toContain(`\`${id}\``);
    expect(['error', 'warning', 'note']).toContain(defaultConfiguration.level);
  });

  it.each(ALL)('name a page of the package that explains the code: %s, %s', (_name, id, { help }) => {
    const [place = ''] = PAGE.exec(help.markdown) ?? [];
    expect(help.text).toContain(place);
    const [page = '', anchor] = place.split('#');
    expect(existsSync(page), page).toBe(true);
    expect(packageJson.files).toContain('docs');
    const text = readFileSync(page, 'utf8');
    if (anchor !== undefined) expect(anchorsOf(text)).toContain(anchor);
    const table = anchor === id.toLowerCase() ? `### ${id}\n` : `| \`${id}\` |`;
    expect(text).toContain(table);
  });

  it.each(ALL)('have an absolute address, or none: %s, %s', (name, _id, { helpUri, help }) => {
    // Only the table of risks has addresses; the project has none of its own.
    expect(helpUri !== undefined).toBe(name === 'risks');
    if (helpUri === undefined) return;
    expect(new URL(helpUri).protocol).toBe('https:');
    expect(help.text).toContain(helpUri);
    expect(help.markdown).toContain(`](${helpUri})`);
  });

  it('of risks link to another address on request, and keep their source in the help', () => {
    const [rule] = rulesIn(risksToSarif(findRoleRisks([]), '1', 'https://example.com/risks'));
    const [own] = rulesIn(risksToSarif(findRoleRisks([]), '1'));
    expect(rule).toEqual({ ...own, helpUri: `https://example.com/risks#${own!.id.toLowerCase()}` });
  });

  it('are in the output of every command that prints SARIF, for each code that has a result', async () => {
    const files = {
      ...POLICY_FILES,
      'scp.json': '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"ec2:*","Resource":"*"}]}',
      'export.json': JSON.stringify({ RoleDetailList: [] }),
    };
    const place = ['--mode', 'private-vpc', '--region', 'us-east-1', '--account', '444455556666'];
    const identity = ['--org-id', PARAMETERS.orgId, '--trusted-account', '111122223333', '--external-id', 'acme'];
    const lines: Record<string, string[]> = {
      check: ['export.json', ...place, ...identity],
      compare: ['get.json', 'any-get.json'],
      diff: ['get.json', 'any-get.json'],
      guardrails: [...place, '--scp', 'scp.json'],
      lint: ['warned.json'],
      risks: ['any-get.json'],
    };
    const withSarif: string[] = [];
    for (const [name, { load }] of Object.entries(COMMANDS)) {
      if ((await load()).default.formats.includes('sarif')) withSarif.push(name);
    }
    expect(Object.keys(lines)).toEqual(withSarif.toSorted());
    for (const [name, args] of Object.entries(lines)) {
      const { out, err } = await runCommand([name, ...args, '--sarif'], files);
      expect(out, `${name}: ${err}`).not.toBe('');
      const [run] = (JSON.parse(out) as Log).runs;
      expect(run!.results.length, name).toBeGreaterThan(0);
      for (const { ruleId } of run!.results) {
        const rule = run!.tool.driver.rules.find(({ id }) => id === ruleId);
        expect(rule?.fullDescription.text, `${name}: ${ruleId}`).toMatch(/^[A-Z].*\.$/);
        expect(rule?.help.markdown, `${name}: ${ruleId}`).toMatch(PAGE);
      }
    }
  });
});
