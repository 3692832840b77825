import { describe, expect, it } from 'vitest';
import { accessDifferences, compareAccess, lostAccess, newAccess } from '../src/iam/index.js';
import { diffPolicies, diffRoles } from '../src/review/index.js';
import { issuesOf } from './issues-of.js';

const BAD = { Version: '2012-10-17', Statement: [{ Effect: 'deny', Action: 's3:GetObject', Resource: '*' }] } as never;
const LAYERS = { identity: [BAD], resource: [BAD] } as never;
const ROLES = [{ name: 'reader', policies: [{ name: 'own', document: BAD }] }];
const OPTIONS = { facts: { keys: { 'aws:SourceVpc': 1 } }, catalog: undefined } as never;

const pathsOf = (run: () => unknown): string[] => issuesOf(run).map(({ path }) => path.join('.'));

describe('problems of an input', () => {
  const OF_POLICY = 'Statement.0.Effect';
  const OF_OPTIONS = 'facts.keys.aws:SourceVpc';

  it.each([
    ['compareAccess', compareAccess, ['a', 'b']],
    ['newAccess', newAccess, ['existing', 'proposed']],
    ['lostAccess', lostAccess, ['proposed', 'existing']],
    ['accessDifferences', accessDifferences, ['existing', 'proposed']],
    ['diffPolicies', diffPolicies, ['old', 'proposed']],
  ])('%s has the problems of both sides and of the options', (_name, compare, names) => {
    expect(pathsOf(() => compare(BAD, BAD, OPTIONS))).toEqual([
      ...names.map((name) => `${name}.${OF_POLICY}`),
      OF_OPTIONS,
    ]);
  });

  it('compareAccess has the problems of all layers of both sides and of the options', () => {
    expect(pathsOf(() => compareAccess(LAYERS, LAYERS, OPTIONS))).toEqual([
      ...['a.identity.0', 'a.resource.0', 'b.identity.0', 'b.resource.0'].map((place) => `${place}.${OF_POLICY}`),
      OF_OPTIONS,
    ]);
  });

  it('diffRoles has the problems of both sides and of the options', () => {
    expect(pathsOf(() => diffRoles(ROLES, ROLES, OPTIONS))).toEqual([
      `old.0.policies.0.document.${OF_POLICY}`,
      `proposed.0.policies.0.document.${OF_POLICY}`,
      OF_OPTIONS,
    ]);
  });
});
