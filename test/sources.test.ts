import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkRoles } from '../src/drift/index.js';
import {
  athenaPermissions,
  buildRoles,
  dataAccessPermissions,
  INTEGRATION_MODES,
  permissionsFor,
  ROLE_NAMES,
  rolesFor,
} from '../src/index.js';
import { reviewOf, toHtml, toMarkdown, type ReviewSource } from '../src/review/index.js';
import { DOCUMENTED_REVISIONS } from '../src/upsolver/catalogue/page-revisions.js';
import { runCommand } from './cli/run-command.js';
import { exportOf } from './drift/account.js';
import { ORGANIZATION, PARAMETERS } from './upsolver/role-parameters.js';
import { PAGE } from './upsolver/upsolver-pages.js';

/* Whoever approves the roles can verify them: each surface has the page's address, its revision and its archive. */

/** Publishers of pages that sources name. */
const PUBLISHERS = [
  'docs.upsolver.com/',
  'github.com/Upsolver/Documentation',
  'github.com/Upsolver/Documentation_Old',
  'docs.aws.amazon.com/',
];

type Source = ReturnType<typeof permissionsFor>[number]['source'];

const SOURCES: Source[] = [
  ...ROLE_NAMES.flatMap((name) => permissionsFor(name).map(({ source }) => source)),
  ...INTEGRATION_MODES.flatMap((mode) =>
    rolesFor(mode, ORGANIZATION).flatMap(({ managedPolicies }) =>
      managedPolicies.flatMap(({ reasons }) => reasons.map(({ source }) => source)),
    ),
  ),
  ...dataAccessPermissions().map(({ source }) => source),
  ...athenaPermissions().map(({ source }) => source),
];

describe('the source of a permission', () => {
  it("has the address, the revision and the archive of Upsolver's page", () => {
    const found = SOURCES.filter(({ kind }) => kind === 'source-page');
    expect(found.length).toBeGreaterThan(80);
    for (const source of found) expect(source).toMatchObject(PAGE);
    expect(new URL(PAGE.archiveUrl).pathname).toMatch(/\/blob\/[0-9a-f]{40}\/.*aws-role-permissions\.md$/);
  });

  it('has an address of the publisher that it names, if it is another page', () => {
    const found = SOURCES.flatMap((source) => (source.kind === 'public-page' ? [source] : []));
    expect(found.length).toBeGreaterThan(10);
    for (const { page, url } of found) {
      const address = url.replace('https://', '');
      const publisher = PUBLISHERS.findLast((each) => address.startsWith(each)) ?? url;
      expect(page.replaceAll(/[()]/g, ' ')).toContain(` ${publisher.replace(/\/$/, '')} `);
    }
  });

  it('is derived, and says from what, if it has no address', () => {
    for (const source of SOURCES) {
      if (source.kind === 'derived') expect(source.from).toMatch(/\S/);
      else expect(source.url).toMatch(/^https:\/\//);
    }
  });

  it('is new data for each permission, which a caller may change', () => {
    const [permission] = permissionsFor('UpsolverServerRole');
    Object.assign(permission!.source, { url: 'x' });
    expect(permissionsFor('UpsolverServerRole')[0]).not.toEqual(permission);
  });
});

describe('a revision', () => {
  it('has the address of its text or of its repository, if it was read whole', () => {
    for (const revision of DOCUMENTED_REVISIONS) {
      const url = 'url' in revision ? revision.url : undefined;
      expect(url === undefined, revision.name).toBe('isPartial' in revision);
      if (url !== undefined) expect(url).toMatch(/^https:\/\/github\.com\//);
    }
    expect(DOCUMENTED_REVISIONS.find(({ name }) => name === PAGE.revision)).toMatchObject({ url: PAGE.archiveUrl });
  });
});

describe('the command permissions', () => {
  it.each(ROLE_NAMES)('names the revision at each source, and lists the addresses once: %s', async (role) => {
    const { out } = await runCommand(['permissions', role]);
    const sources = out.split('\n').filter((line) => line.startsWith('  source: "AWS role permissions", table'));
    expect(sources.length).toBeGreaterThan(0);
    for (const line of sources) expect(line).toMatch(/, revision 2020-11$/);
    for (const url of [PAGE.url, PAGE.archiveUrl]) expect(out.split(url), url).toHaveLength(2);
    const [, footer = ''] = out.split('\nSources\n');
    const named = permissionsFor(role).flatMap(({ source }) => (source.kind === 'derived' ? [] : [source.url]));
    for (const url of named) expect(footer).toContain(url);
  });

  it('prints the addresses with each permission as JSON', async () => {
    const { out } = await runCommand(['permissions', 'UpsolverServerRole', '--json']);
    expect(out).toContain(PAGE.url);
    expect(out).toContain(PAGE.archiveUrl);
  });
});

describe('other commands', () => {
  it('print the address of the source of each risk', async () => {
    const { out } = await runCommand(['risks', '--mode', 'private-vpc']);
    const lines = out.split('\n').filter((line) => /^ +source +/.test(line));
    expect(lines.length).toBeGreaterThan(3);
    for (const line of lines) expect(line).toMatch(/https:\/\/\S+$/);
  });

  it('have the addresses with each finding of check about a permission', () => {
    const roles = buildRoles('private-vpc', PARAMETERS);
    const account = exportOf(roles);
    account.RoleDetailList[0]!.RolePolicyList = [];
    const [report] = checkRoles(account, roles).roles;
    const sources = report!.findings.flatMap(({ source }) => source ?? []);
    expect(sources.filter(({ kind }) => kind === 'source-page').length).toBeGreaterThan(3);
    for (const source of sources) if (source.kind === 'source-page') expect(source).toMatchObject(PAGE);
  });
});

describe('a review', () => {
  const review = reviewOf(buildRoles('private-vpc', PARAMETERS));
  const found: ReviewSource[] = [];
  beforeAll(() => {
    JSON.stringify(review, (key, value: unknown) => {
      if (key === 'source' && typeof value === 'object') found.push(value as ReviewSource);
      return value;
    });
  });

  it('has the revision, the address and the archive with each purpose that the page documents', () => {
    const own = found.filter(({ text }) => text.startsWith('"AWS role permissions", table'));
    expect(own.length).toBeGreaterThan(10);
    for (const { text, url, archiveUrl } of own) {
      expect(text).toMatch(/, revision 2020-11$/);
      expect([url, archiveUrl]).toEqual([PAGE.url, PAGE.archiveUrl]);
    }
  });

  it('links to both on the page and in Markdown', () => {
    const html = toHtml(review);
    expect(html).toContain(`<a href="${PAGE.url}"`);
    expect(html).toContain(`<a href="${PAGE.archiveUrl}" rel="noreferrer noopener">archived</a>`);
    const markdown = toMarkdown(review);
    expect(markdown).toContain(`](${PAGE.url}) ([archived](${PAGE.archiveUrl}))`);
  });
});

describe('the documentation', () => {
  it.each([
    ['README.md', [PAGE.url]],
    ['docs/permissions.md', [PAGE.url, PAGE.archiveUrl]],
    ['docs/history.md', [PAGE.archiveUrl, 'https://github.com/Upsolver/Documentation_Old/blob/']],
    ['docs/drift.md', ['https://github.com/Upsolver/Documentation_Old/blob/']],
    ['docs/decisions/0001-contradictions-of-upsolvers-documentation.md', [PAGE.url, PAGE.archiveUrl]],
  ])('links to the page: %s', (file, urls) => {
    const text = readFileSync(file, 'utf8');
    for (const url of urls) expect(text).toContain(`](${url}`);
    if (urls.includes(PAGE.url)) expect(text).toMatch(/2020-11|November 2020/);
  });

  it('links every source of a permission', () => {
    const rows = readFileSync('docs/permissions.md', 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('|') && line.includes('"AWS role permissions", table'));
    expect(rows.length).toBeGreaterThan(15);
    for (const row of rows)
      expect(row).toMatch(/\]\(https:\/\/docs\.upsolver\.com\/\S+\) \(\[archived\]\(https:\S+\)\) \|$/);
  });
});
