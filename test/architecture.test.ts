import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  exportsOf,
  filesOf,
  findCircles,
  findClimbs,
  findRepeated,
  importGraph,
  importsOf,
  type Import,
} from './module-graph.js';

/** The rooms of the house, from the ground up: a room imports from itself and from lower floors. */
const ROOMS = ['core', 'aws', 'iam', 'upsolver', ['risks', 'render'], ['guardrails', 'drift'], 'review', 'cli'];

/**
 * The rooms inside a room, from the ground up. `.` stands for the files that are directly in the room; where it is
 * missing, those files are on several floors (the types of `iam` are below `match`, its evaluator above `condition`).
 */
const INNER_ROOMS: Record<string, (string | string[])[]> = {
  aws: ['.', 'actions'],
  iam: ['match', 'condition', 'parse', 'facts', 'layers', 'compare', 'differences'],
  upsolver: ['catalogue', 'scope', 'parameters', 'policies', 'roles'],
  render: ['.', ['aws-sdk', 'cloudformation', 'terraform'], 'imports'],
  drift: ['input', 'report', 'diff', 'repair', '.', 'inspect'],
  guardrails: ['input', 'facts', 'check'],
  review: ['text', 'input', 'diff', ['html', 'markdown']],
};

/** What a room offers to other rooms. Every other module is its own affair. */
const OFFERED: Record<string, string[]> = {
  core: [
    'as-object',
    'attempt',
    'canonical-json',
    'closest',
    'columns',
    'data',
    'group-by',
    'guard',
    'immutable',
    'issue',
    'issue-codes',
    'lazy',
    'markdown',
    'quote',
    'read-each',
    'sarif',
    'schema',
    'sha256',
    'standard-schema',
    'version',
    'words',
  ],
  aws: [
    'actions/access-level',
    'actions/arn-template',
    'actions/built-in',
    'actions/catalog',
    'actions/open',
    'actions/targets',
    'arn',
    'bucket',
    'condition-keys',
    'global-services',
    'glue',
    'identifiers',
    'organization-policies',
    'partition',
    'policy-limits',
    'rcp-services',
    'regions',
    'service-of',
  ],
  iam: [
    'compare/budget',
    'compare/compare',
    'compare/difference',
    'compare/example',
    'compare/new-access',
    'compare/options',
    'compare/workspace',
    'compiled',
    'condition/operator',
    'condition/required-values',
    'differences/access-differences',
    'differences/unions',
    'document',
    'evaluate',
    'evaluate-policies',
    'explain',
    'facts/facts',
    'facts/specialize',
    'layers/compared-layers',
    'layers/decision',
    'layers/layers',
    'layers/rcp-scope',
    'match/action',
    'match/glob',
    'match/overlap',
    'match/principal',
    'parse/identity-providers',
    'parse/input',
    'parse/json',
    'parse/parse',
    'parse/responses',
    'quota',
    'quota-use',
    'read',
    'reading',
    'request',
  ],
  upsolver: [
    'catalogue/athena',
    'catalogue/athena-reasons',
    'catalogue/build-policy',
    'catalogue/data-access',
    'catalogue/dependence',
    'catalogue/example',
    'catalogue/features',
    'catalogue/lake-formation',
    'catalogue/managed-policy-snapshots',
    'catalogue/names',
    'catalogue/page-revisions',
    'catalogue/parts',
    'catalogue/reasons',
    'catalogue/roles',
    'catalogue/snapshot-of',
    'catalogue/statements',
    'parameters/accounts',
    'parameters/athena',
    'parameters/check',
    'parameters/common',
    'parameters/data-access',
    'parameters/guardrails',
    'parameters/organization',
    'parameters/policy',
    'parameters/role',
    'parameters/template',
    'policies/athena-policy',
    'policies/data-access-policy',
    'policies/management-policy',
    'policies/server-policy',
    'policies/trust-policy',
    'policies/upsolver-policy',
    'roles/assemble-roles',
    'roles/build-roles',
    'roles/deployable-role',
    'roles/lake-formation-grants',
    'roles/managed-policies',
    'roles/managed-policy-arn',
    'roles/permissions-for',
    'roles/read-roles',
    'roles/role-quotas',
    'roles/roles-for',
    'roles/scope-all',
    'scope/named-scope',
    'scope/narrow',
    'scope/options',
    'scope/rationale',
    'scope/risk-codes',
  ],
  risks: ['athena-full-access', 'explain', 'known-risks', 'report', 'risks', 'sarif', 'table/row'],
  render: [
    'aws-sdk/inputs',
    'aws-sdk/lake-formation',
    'aws-sdk/script',
    'cloudformation/athena',
    'cloudformation/template',
    'imports/imports',
    'lake-formation',
    'terraform/configuration',
  ],
  guardrails: [
    'access-denied',
    'check-guardrails',
    'check/guarded-role',
    'check/reasons',
    'check/report',
    'explain-access-denied',
    'explain-guardrails',
    'input/guardrails',
    'input/read-guardrails',
    'sarif',
  ],
  drift: [
    'check',
    'deployed-roles',
    'input/deployed-role',
    'input/managed-policy',
    'input/newest-policies',
    'input/scanner',
    'inspect/inspect',
    'inspect/settings',
    'lake-formation',
    'repair/repair',
    'repair/script',
    'report/explain',
    'report/finding',
    'report/report',
    'report/sarif',
  ],
  review: [
    'approved',
    'diff/diff',
    'diff/diff-markdown',
    'diff/diff-roles',
    'diff/diff-sarif',
    'diff/explain-diff',
    'diff/read-roles',
    'diff/words',
    'html/page',
    'input/deployed',
    'input/described-role',
    'input/roles-from-cloudformation',
    'input/roles-from-terraform',
    'markdown/page',
    'review',
  ],
};

/** The modules that know zod. */
const KNOWS_ZOD = /^(?:core\/schema|upsolver\/zod\/index|upsolver\/parameters\/[\w-]+)\.ts$/;

const MAX_LINES = 300;
const MAX_COLUMNS = 120;

const read = (file: string): string => readFileSync(file, 'utf8');
const files = filesOf('src');
const imports = importGraph('src');
const isFile = (target: string): boolean => target.endsWith('.ts');
const internal = imports.filter(({ to }) => isFile(to));
const packages = imports.filter(({ to }) => !isFile(to));

const roomOf = (file: string): string | undefined => /^([\w-]+)\//.exec(file)?.[1];

/** The inner room of a file; `.` for a file that is directly in its room. */
function innerRoomOf(file: string): string {
  const [, inner, rest] = file.split('/');
  return rest === undefined || inner === undefined ? '.' : inner;
}

const isEntryPoint = (file: string): boolean => /(?:^|\/)index\.ts$/.test(file);

const sourcesOf = new Map(files.map((file) => [file, read(`src/${file}`)]));

describe('the house', () => {
  it('has no room but those listed here', () => {
    const unknown = files.filter((file) => !ROOMS.flat().includes(roomOf(file) ?? ''));
    expect(unknown.filter((file) => !isEntryPoint(file))).toEqual([]);
  });

  it('is seen whole by this test: every import leads to a file', () => {
    expect(internal.length).toBeGreaterThan(400);
    expect(internal.filter(({ to }) => !files.includes(to))).toEqual([]);
  });

  it('has imports that run downwards only', () => {
    expect(findClimbs(internal, ROOMS, roomOf)).toEqual([]);
  });

  it.each(Object.entries(INNER_ROOMS))('has imports that run downwards only inside %s', (room, floors) => {
    const inside = internal.filter(
      ({ from, to }) => roomOf(from) === room && roomOf(to) === room && !isEntryPoint(from),
    );
    const placeOf = (file: string): string | undefined => {
      const place = innerRoomOf(file);
      return place === '.' && !floors.includes('.') ? undefined : place;
    };
    expect(inside.length).toBeGreaterThan(10);
    const unknown = inside.filter(({ from }) => ![undefined, ...floors.flat()].includes(placeOf(from)));
    expect(unknown).toEqual([]);
    expect(findClimbs(inside, floors, placeOf)).toEqual([]);
  });

  it('has no circle of files, imports of types included', () => {
    expect(findCircles(internal)).toEqual([]);
  });

  it('imports from another room only what that room offers', () => {
    const offered = Object.entries(OFFERED).flatMap(([room, modules]) =>
      modules.map((module) => `${room}/${module}.ts`),
    );
    const crossing = internal.filter(({ from, to }) => roomOf(from) !== roomOf(to));
    expect(crossing.filter(({ to }) => !offered.includes(to))).toEqual([]);
    const asked = new Set(crossing.map(({ to }) => to));
    expect(offered.filter((module) => !asked.has(module))).toEqual([]);
  });

  it('has nothing that imports an entry point', () => {
    expect(internal.filter(({ to }) => isEntryPoint(to))).toEqual([]);
  });

  it('knows zod where schemas are written, and only its documented `zod/mini`', () => {
    const zod = packages.filter(({ to }) => /^zod\b/.test(to));
    expect(zod.length).toBeGreaterThan(5);
    expect(zod.filter(({ from, to }) => !KNOWS_ZOD.test(from) || to !== 'zod/mini')).toEqual([]);
    const pokes = files.filter((file) => /\._zod\b|\b_zod:/.test(sourcesOf.get(file) ?? ''));
    expect(pokes).toEqual([]);
  });

  it('uses packages and Node in the command only, zod aside', () => {
    expect(packages.filter(({ from, to }) => roomOf(from) !== 'cli' && !/^zod\b/.test(to))).toEqual([]);
  });

  it('gives each exported name to one thing', () => {
    // An entry point of its own repeats the names of others on purpose.
    const modules = [...sourcesOf].filter(([file]) => !isEntryPoint(file));
    const exported = new Map(modules.map(([file, source]) => [file, exportsOf(file, source)]));
    expect([...exported.values()].flat().length).toBeGreaterThan(400);
    expect(findRepeated(exported)).toEqual({});
  });

  it(`has no file of more than ${MAX_LINES} lines`, () => {
    expect(files.filter((file) => isLong(sourcesOf.get(file) ?? ''))).toEqual([]);
  });
});

describe('the sources', () => {
  it.each(['src', 'test', 'scripts', 'examples'])(
    `have no line of more than ${MAX_COLUMNS} columns in %s`,
    (folder) => {
      expect(filesOf(folder).flatMap((file) => wideLines(`${folder}/${file}`, read(`${folder}/${file}`)))).toEqual([]);
    },
  );
});

describe('the rules', () => {
  const graph = (...arrows: string[]): Import[] =>
    arrows.map((arrow) => {
      const [from = '', to = ''] = arrow.split(' -> ');
      return { from, to };
    });

  it('see every form of import', () => {
    const source = `
      import { a } from './a.js';
      import type { B } from '../b.js';
      import './c.js';
      export { d } from './d.js';
      export type { E } from './e.js';
      export * from './f.js';
      type G = import('./g.js').G;
      const h = await import('./h.js');
      import { z } from 'zod';
      // import { no } from './comment.js';
      const text = "import { no } from './text.js'";`;
    expect(importsOf('room/x.ts', source).map(({ to }) => to)).toEqual([
      'room/a.ts',
      'b.ts',
      ...['c', 'd', 'e', 'f', 'g', 'h'].map((name) => `room/${name}.ts`),
      'zod',
    ]);
  });

  it('find a circle of two, of three, and of a file with itself', () => {
    expect(findCircles(graph('a -> b', 'b -> a'))).toEqual([['a', 'b', 'a']]);
    expect(findCircles(graph('x -> a', 'a -> b', 'b -> c', 'c -> a', 'c -> y'))).toEqual([['a', 'b', 'c', 'a']]);
    expect(findCircles(graph('a -> a'))).toEqual([['a', 'a']]);
  });

  it('find a circle behind files that were visited before', () => {
    expect(findCircles(graph('a -> b', 'b -> c', 'd -> b', 'd -> e', 'e -> d'))).toEqual([['d', 'e', 'd']]);
  });

  it('find no circle where two ways lead to one file', () => {
    expect(findCircles(graph('a -> b', 'a -> c', 'b -> d', 'c -> d'))).toEqual([]);
  });

  it('find an import that climbs, and one between neighbours', () => {
    const climbs = graph('core/a.ts -> iam/b.ts', 'risks/a.ts -> render/b.ts', 'drift/a.ts -> guardrails/b.ts');
    expect(findClimbs(climbs, ROOMS, roomOf)).toEqual(climbs);
    expect(findClimbs(graph('cli/a.ts -> core/b.ts', 'iam/a.ts -> iam/b.ts'), ROOMS, roomOf)).toEqual([]);
  });

  it('see the names that a file exports, not those that it passes on', () => {
    const source = `
      export const a = 1, b = 2;
      export function c() {}
      export type D = string;
      export interface E {}
      export class F {}
      export async function* g() {}
      const h = 1, i = 2;
      export { h, i as j };
      export { k } from './k.js';
      export type { L } from './l.js';`;
    expect(exportsOf('x.ts', source)).toEqual(['a', 'b', 'c', 'D', 'E', 'F', 'g', 'h', 'j']);
  });

  it('find a name that two files export', () => {
    const names = new Map([
      ['a.ts', ['x', 'y']],
      ['b.ts', ['z', 'y']],
    ]);
    expect(findRepeated(names)).toEqual({ y: ['a.ts', 'b.ts'] });
  });

  it('find a long file and a wide line', () => {
    expect(isLong('x\n'.repeat(MAX_LINES))).toBe(false);
    expect(isLong('x\n'.repeat(MAX_LINES + 1))).toBe(true);
    expect(wideLines('a.ts', `x\r\n${'x'.repeat(MAX_COLUMNS)}\r\n${'x'.repeat(MAX_COLUMNS + 1)}\r\n`)).toEqual([
      'a.ts:3',
    ]);
  });
});

function isLong(source: string): boolean {
  return source.trimEnd().split('\n').length > MAX_LINES;
}

/** A line of a table in a test: one string, such as a whole message. */
const TABLE_ROW = /^\s*(?:\w+: )?(['"`]).*\1(?:[,;]| \+)?$/;

function wideLines(file: string, source: string): string[] {
  const isWide = (line: string): boolean =>
    line.length > MAX_COLUMNS && !(file.startsWith('test/') && TABLE_ROW.test(line));
  return source.split(/\r?\n/).flatMap((line, index) => (isWide(line) ? [`${file}:${index + 1}`] : []));
}
