import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

/* Every link of every page leads somewhere: in the project, to its headings, and in the published package. Offline. */

const markdownIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => join(folder, file).replaceAll('\\', '/'));

const PAGES = [
  ...readdirSync('.').filter((file) => file.endsWith('.md')),
  ...['docs', 'examples', '.github'].filter((folder) => existsSync(folder)).flatMap(markdownIn),
];

const withoutCode = (page: string): string =>
  page.replaceAll(/^( *)(```+)[^]*?^\1\2$/gm, '').replaceAll(/(`+)(?!`)[^\n]*?[^`\n]\1(?!`)/g, '`');

/** What a page links to: links, images, definitions of references, and HTML. */
export function linksOf(page: string): string[] {
  const text = withoutCode(page);
  return [
    ...text.matchAll(/\]\(\s*<?([^()\s>]+(?:\([^()\s]*\))?)>?(?:\s+"[^"]*")?\s*\)/g),
    ...text.matchAll(/^\[[^\]]+\]: +(\S+)/gm),
    ...text.matchAll(/<(?:a|img)\b[^>]*\b(?:href|src)="([^"]+)"/g),
  ].map(([, target = '']) => target);
}

/** The anchors that GitHub gives the headings of a page. */
export function anchorsOf(page: string): Set<string> {
  const anchors = new Set<string>();
  const fenced = page.replaceAll(/^( *)(```+)[^]*?^\1\2$/gm, '');
  for (const [, title = ''] of fenced.matchAll(/^#{1,6} +(.*?) *#*$/gm)) {
    const slug = title
      .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .replaceAll(/\\(?=[^\w\s])/g, '')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\p{M}_\- ]/gu, '')
      .replaceAll(' ', '-');
    let anchor = slug;
    for (let count = 1; anchors.has(anchor); count++) anchor = `${slug}-${count}`;
    anchors.add(anchor);
  }
  for (const [, name = ''] of page.matchAll(/<a (?:id|name)="([^"]+)"/g)) anchors.add(name);
  return anchors;
}

type Link = { readonly page: string; readonly target: string; readonly path: string; readonly anchor: string };

const isExternal = (target: string): boolean => /^(?:https?|mailto):/.test(target);

function localLinksOf(page: string): Link[] {
  return linksOf(readFileSync(page, 'utf8'))
    .filter((target) => !isExternal(target))
    .map((target) => {
      const [file = '', anchor = ''] = target.split('#');
      const path = file === '' ? page : join(dirname(page), decodeURI(file)).replaceAll('\\', '/').replace(/\/$/, '');
      return { page, target, path, anchor };
    });
}

const LINKS = PAGES.flatMap(localLinksOf);

/** Whether there is a file or a folder with exactly these letters, whatever the file system distinguishes. */
const exists = (path: string): boolean => {
  const folder = dirname(path);
  return existsSync(folder) && (path === '.' || readdirSync(folder).some((name) => join(folder, name) === join(path)));
};

const describeLink = ({ page, target }: Link): string => `${page}: ${target}`;

describe('the links of the pages', () => {
  it('are found on most pages', () => {
    expect(LINKS.length).toBeGreaterThan(300);
    for (const page of ['README.md', 'CONTRIBUTING.md', 'docs/README.md', 'docs/api/README.md', 'examples/README.md']) {
      expect(
        LINKS.some((link) => link.page === page),
        page,
      ).toBe(true);
    }
  });

  it('lead to files that exist', () => {
    expect(LINKS.filter(({ path }) => !exists(path)).map(describeLink)).toEqual([]);
  });

  it('lead to headings that exist', () => {
    const anchors = new Map(PAGES.map((page) => [page, anchorsOf(readFileSync(page, 'utf8'))]));
    const dead = LINKS.filter(({ path, anchor }) => anchor !== '' && anchors.get(path)?.has(anchor) !== true);
    expect(dead.map(describeLink)).toEqual([]);
  });

  it('are of the secure kind, if they leave the project', () => {
    const external = PAGES.flatMap((page) => linksOf(readFileSync(page, 'utf8')).filter(isExternal));
    expect(external.length).toBeGreaterThan(20);
    expect(external.filter((target) => !URL.canParse(target) || target.startsWith('http:'))).toEqual([]);
  });
});

describe('the index docs/README.md', () => {
  it.each([
    ['docs/README.md', 'docs'],
    ['docs/decisions/README.md', 'docs/decisions'],
    ['docs/api/README.md', 'docs/api'],
  ])('%s lists every page of %s', (index, folder) => {
    const listed = new Set(localLinksOf(index).map(({ path }) => path));
    const pages = readdirSync(folder)
      .map((name) => `${folder}/${name}`)
      .flatMap((path) => (statSync(path).isDirectory() ? [`${path}/README.md`] : [path]))
      .filter((path) => path.endsWith('.md') && path !== index && existsSync(path));
    expect(pages.length).toBeGreaterThan(5);
    expect(pages.filter((page) => !listed.has(page))).toEqual([]);
  });
});

describe('the published pages', () => {
  it('link to nothing that is not published', () => {
    // What npm packs: test/package/package.test.ts compares the list with the tarball.
    const files = readFileSync('test/package/packed-files.txt', 'utf8').trim().split('\n');
    const published = (path: string): boolean => files.some((file) => file === path || file.startsWith(`${path}/`));
    const links = LINKS.filter(({ page }) => published(page));
    expect(links.length).toBeGreaterThan(100);
    expect(links.filter(({ path }) => !published(path)).map(describeLink)).toEqual([]);
  });
});

describe('the search for links', () => {
  it('sees links, images, references and HTML, and no code', () => {
    const page = [
      '[a](b.md#c) and ![d](e.svg "title"), `[f](g.md)`',
      '[h]: i.md',
      '<a href="j.md">k</a>',
      '```md',
      '[l](m.md)',
      '```',
    ].join('\n');
    expect(linksOf(page)).toEqual(['b.md#c', 'e.svg', 'i.md', 'j.md']);
  });

  it('names anchors as GitHub does', () => {
    const page = '# A `b` c\n## [D](e.md): f, and\\_g\n## [D](e.md): f, and\\_g\n```\n# no\n```\n';
    expect([...anchorsOf(page)]).toEqual(['a-b-c', 'd-f-and_g', 'd-f-and_g-1']);
  });
});
