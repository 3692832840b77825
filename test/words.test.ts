import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesOf } from './module-graph.js';
import { proseOfMarkdown, proseOfSource, type Prose } from './prose.js';

/* What docs/style.md says not to write, looked for in all strings and comments of src and in the documentation. */

/** The rows of the table in docs/style.md, in its order, each with what it forbids and a sentence that has it. */
const ROWS: Record<string, [pattern: RegExp, example: string][]> = {
  'AWS takes, IAM takes': [[/\b(?:AWS|IAM|CloudFormation|Terraform) takes?\b/, 'AWS takes 2 to 1224 characters']],
  'lies in, lies to, lies under': [[/\b(?:lies|lie|lying) (?:in|to|under)\b/, 'how what it allows lies to the other']],
  'has no place in': [[/\b(?:has|have) no place in\b/, 'has no place in a trust policy']],
  'asks nothing': [[/\basks? (?:for )?nothing\b/, 'is empty and asks nothing']],
  'IAM has not': [[/\b(?:IAM|AWS) has not\b/, 'an operator that IAM has not']],
  'just if': [[/\bjust if\b/, 'is present just if the relation is unknown']],
  'is not there, is there twice': [
    [/\b(?:is|are|was|were) (?:not there|there twice)\b/, 'the key is there twice'],
    [/\b(?:isn’t|isn't|aren't) there\b/, "the role isn't there"],
  ],
  'stands (in a file, a list)': [[/\b(?:stands?|standing) (?:in|at|under|where|beside)\b/, 'stands under a name']],
  'left out': [[/\bleft out\b/, 'if it is left out']],
  'made anew, written anew': [[/\banew\b/, 'the file is written anew']],
  'held against': [[/\b(?:held|holds?|holding) (?:\w+ )*against\b/, 'holds the roles against what they should be']],
  'the input does not tell': [[/\b(?:does|do|did) not tell\b/, 'the input does not tell']],
  'none the worse': [[/\bnone the worse\b/, 'the role is none the worse for it']],
  ', too': [[/, too(?=[.,;:)]|$)/, 'with the types, too.']],
  'beside (in addition)': [[/\bis there beside\b|\bbeside(?:s)? (?:it|them|that)\b/, 'what is there beside it']],
  'by itself, of its own': [[/\bby itself\b|\bof (?:its|their) own\b(?! \w)/, 'a file of its own']],
  'white space': [[/\bwhite space\b/i, 'without white space']],
  'external id, longest session': [
    [/\b[Ee]xternal [Ii]ds?\b/, 'the external ids of the role'],
    [/\blongest session\b/, 'the longest session'],
  ],
  'the page, edition': [
    [/\b(?:the|source|Upsolver's) page's\b|\bsource page\b/i, "the page's example"],
    [/\beditions?\b/, 'an earlier edition'],
  ],
  'it may, for example': [[/\bit may, for example\b/, 'it may, for example, stop']],
};

/** What no row has, because the words that it is about are harmless elsewhere. */
const OTHERS: [pattern: RegExp, example: string][] = [
  [/\b(?:is|are|was|were) asked for\b/, 'a boundary that was asked for'],
  [/\bnothing to say\b/, 'nothing to say'],
  [/\bby meaning\b/, 'compared by meaning'],
  [/\bspot (?:instances?|requests?)\b/, 'a spot request'],
];

const BANNED = [...Object.values(ROWS).flat(), ...OTHERS];

const read = (file: string): string => readFileSync(file, 'utf8');

const pagesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => join(folder, file).replaceAll('\\', '/'));
const DOCS = pagesIn('docs');
const PAGES = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', ...pagesIn('examples'), ...DOCS];

const SOURCES = filesOf('src').map((file) => `src/${file}`);

function bannedIn(prose: readonly Prose[]): string[] {
  return prose.flatMap(({ line, text }) => {
    return BANNED.flatMap(([pattern]) => {
      const found = pattern.exec(text);
      return found === null ? [] : [`${line}: ${text.slice(Math.max(0, found.index - 30), found.index + 50).trim()}`];
    });
  });
}

/** The style guide quotes what it forbids: in its table, and in double quotes. */
function withoutQuotations(page: string): string {
  return page.replaceAll(/^\|.*\|$/gm, '').replaceAll(/"[^"]*"/g, '');
}

describe('the words', () => {
  it.each(SOURCES)('of %s follow docs/style.md', (file) => {
    expect(bannedIn(proseOfSource(read(file)))).toEqual([]);
  });

  it.each(PAGES)('of %s follow docs/style.md', (page) => {
    const text = page === 'docs/style.md' ? withoutQuotations(read(page)) : read(page);
    expect(bannedIn(proseOfMarkdown(text))).toEqual([]);
  });
});

describe('the list of banned words', () => {
  it('has a pattern for every row of the table in docs/style.md, and no row that the page has not', () => {
    const [, table = ''] = read('docs/style.md').split('## House words and what to write instead');
    const rows = [...table.matchAll(/^\| (.*?) \| .* \|$/gm)].map(([, words]) => words).slice(2);
    expect(rows).toEqual(Object.keys(ROWS));
  });

  it.each(BANNED.map(([pattern, example]) => ({ pattern, example })))(
    'finds $pattern where it occurs',
    ({ pattern, example }) => {
      expect(example).toMatch(pattern);
      expect(bannedIn([{ line: 7, text: example }])).toContainEqual(expect.stringMatching(/^7: /));
    },
  );

  it('leaves the words alone that should be written instead', () => {
    const [, table = ''] = read('docs/style.md').split('## House words and what to write instead');
    for (const [, instead = ''] of [...table.matchAll(/^\| .* \| (.*?) \|$/gm)].slice(2)) {
      expect(bannedIn([{ line: 1, text: instead }])).toEqual([]);
    }
  });
});

describe('the prose', () => {
  it('of a source is in its comments, strings and templates', () => {
    const source = [
      "import { a } from './white space.js';",
      '/**',
      ' * One',
      ' * two `three four`.',
      ' */',
      "const a = 'five'; // six",
      'const b = `seven ${a + `eight`} nine`;',
      'if (a) {',
      '  // ten',
      '}',
      'const c = /eleven/;',
      'const d = `a \\`quoted\\` word`;',
      '/* twelve */',
    ].join('\n');
    expect(proseOfSource(source)).toEqual([
      { line: 2, text: 'One two ….' },
      { line: 6, text: 'five' },
      { line: 6, text: 'six' },
      { line: 7, text: 'seven … nine' },
      { line: 7, text: 'eight' },
      { line: 9, text: 'ten' },
      { line: 12, text: 'a … word' },
      { line: 13, text: 'twelve' },
    ]);
  });

  it('of a page is in its paragraphs, headings, lists and rows, without code', () => {
    const page =
      '# One\n\ntwo\nthree `four`\n\n```sh\nfive\n```\n\n- six\n- seven\n\n| eight | `nine` |\n| --- | --- |\n';
    expect(proseOfMarkdown(page)).toEqual([
      { line: 1, text: '# One' },
      { line: 3, text: 'two three …' },
      { line: 10, text: '- six' },
      { line: 11, text: '- seven' },
      { line: 13, text: '| eight | … |' },
      { line: 14, text: '| --- | --- |' },
    ]);
  });

  it('is one piece, however it is wrapped', () => {
    expect(bannedIn(proseOfSource('/**\n * without white\n * space\n */\nexport {};'))).toHaveLength(1);
    expect(bannedIn(proseOfMarkdown('without white\nspace'))).toHaveLength(1);
    expect(bannedIn(proseOfMarkdown('the `external id`'))).toEqual([]);
  });
});
