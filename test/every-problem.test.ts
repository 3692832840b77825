import { describe, expect, it } from 'vitest';
import { accessDifferences, compareAccess, lostAccess, newAccess } from '../src/iam/index.js';
import { diffPolicies, diffRoles } from '../src/review/index.js';
import { issuesOf } from './issues-of.js';

const BAD = { Version: '2012-10-17', Statement: [{ Effect: 'deny', Action: 's3:GetObject', Resource: '*' }] } as never;
const LAYERS = { identity: [BAD], resource: [BAD] } as never;
const ROLES = [{ name: 'reader', policies: [{ name: 'own', document: BAD }] }];
const OPTIONS = { facts: { keys: { 'aws:SourceVpc': 1 } }, catalog: undefined } as never;

const pathsOf = (run: () => unknown): string[] => issuesOf(run).map(({ path }) => path.join('.'));

describe('an error has the problems of both sides and of the options', () => {
  const OF_POLICIES = ['Statement.0.Effect'];
  const OF_OPTIONS = 'facts.keys.aws:SourceVpc';
  it.each([
    ['compareAccess', compareAccess, ['a', 'b']],
    ['newAccess', newAccess, ['existing', 'proposed']],
    ['lostAccess', lostAccess, ['proposed', 'existing']],
    ['accessDifferences', accessDifferences, ['existing', 'proposed']],
    ['diffPolicies', diffPolicies, ['old', 'proposed']],
  ])('%s', (_name, compare, names) => {
    expect(pathsOf(() => compare(BAD, BAD, OPTIONS))).toEqual([
      ...names.flatMap((name) => OF_POLICIES.map((path) => `${name}.${path}`)),
      OF_OPTIONS,
    ]);
  });

  it('compareAccess, with layers', () => {
    expect(pathsOf(() => compareAccess(LAYERS, LAYERS, OPTIONS))).toHaveLength(5);
  });

  it('diffRoles', () => {
    expect(pathsOf(() => diffRoles(ROLES, ROLES, OPTIONS))).toEqual([
      'old.0.policies.0.document.Statement.0.Effect',
      'proposed.0.policies.0.document.Statement.0.Effect',
      OF_OPTIONS,
    ]);
  });
});
