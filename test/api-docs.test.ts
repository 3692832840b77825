import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { renderApiDocs } from '../scripts/api-docs.js';
import { deep } from './deep.js';

/** The names that each entry point exports, as `etc/` has them, which `test/api.test.ts` compares with the build. */
const EXPORTS: [page: string, names: string[]][] = readdirSync('etc').map((file) => {
  const report = readFileSync(`etc/${file}`, 'utf8');
  const names = [...report.matchAll(/^export (?:type|interface|class|const|function|declare \w+) (\w+)/gm)];
  const page = file.replace(/^upsolver-iam-(?=.*\.api)/, '').replace('.api.md', '.md');
  return [page, [...new Set(names.map(([, name = '']) => name))]];
});

const read = (page: string): string => readFileSync(`docs/api/${page}`, 'utf8');

/** A page without the backslashes that Markdown needs before underscores. */
const plain = (page: string): string => read(page).replaceAll('\\_', '_');

describe('docs/api', () => {
  it('has a page for each entry point, and an index', () => {
    expect(readdirSync('docs/api').toSorted()).toEqual(['README.md', ...EXPORTS.map(([page]) => page)].toSorted());
  });

  it.each(EXPORTS)('%s has a heading for each name that the entry point exports', (page, names) => {
    const headings = new Set([...plain(page).matchAll(/^### (\w+)(?:\(\))?$/gm)].map(([, name]) => name));
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name) => !headings.has(name))).toEqual([]);
  });

  it.each(EXPORTS)('the index names each function and constant of %s', (page) => {
    const sections = plain(page)
      .split(/^## /m)
      .filter((section) => /^(?:Functions|Variables)$/m.test(section));
    const named = sections.flatMap((section) => [...section.matchAll(/^### (\w+)/gm)].map(([, name = '']) => name));
    expect(named.length).toBeGreaterThan(0);
    const isLinked = (name: string): boolean =>
      RegExp(`\\[\`${name}\`\\]\\(${page}#${name.toLowerCase()}(?:-\\d)?\\)`).test(read('README.md'));
    expect(named.filter((name) => !isLinked(name))).toEqual([]);
  });

  it('names no place on the machine that made it, and no commit', () => {
    for (const page of readdirSync('docs/api')) {
      expect(read(page), page).not.toMatch(
        /(?:^|[\s(`])(?:\/|[A-Z]:\\)\w+[/\\]|reports\/api|\bdist\/|blob\/|\b[0-9a-f]{40}\b/m,
      );
    }
  });

  if (deep) {
    it('is up to date (npm run docs:api)', { timeout: 120_000 }, async () => {
      const pages = await renderApiDocs();
      for (const [page, text] of Object.entries(pages)) expect(read(page), page).toBe(text);
    });
  }
});
