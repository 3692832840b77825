import { describe, expect, it } from 'vitest';
import { buildManagementPolicy, buildServerPolicy, buildUpsolverPolicy } from '../../../src/index.js';
import { issuesOf } from '../../issues-of.js';
import { ACCOUNT } from '../role-parameters.js';
import { untyped } from '../untyped.js';

describe('buildManagementPolicy', () => {
  it('refuses an Availability Zone in place of a Region', () => {
    expect(issuesOf(() => buildManagementPolicy({ region: 'us-east-1a' }))).toMatchObject([
      { code: 'availability_zone', path: ['region'] },
    ]);
  });

  it('refuses a Region that is not a string', () => {
    expect(issuesOf(() => untyped(buildManagementPolicy, { region: null }))).toEqual([
      { code: 'missing', message: 'the Region is missing', path: ['region'] },
    ]);
  });

  it('refuses an unknown parameter, so that a misspelling is noticed', () => {
    expect(issuesOf(() => untyped(buildManagementPolicy, { regoin: 'cn-north-1', orgid: 1 }))).toEqual([
      { code: 'unknown_parameter', message: '`regoin` is not a recognized parameter', path: ['regoin'] },
      { code: 'unknown_parameter', message: '`orgid` is not a recognized parameter', path: ['orgid'] },
    ]);
  });

  it('refuses a Region in place of the parameters', () => {
    expect(issuesOf(() => untyped(buildManagementPolicy, 'cn-north-1'))).toEqual([
      { code: 'invalid_type', message: 'the parameters must be an object, not `cn-north-1`', path: [] },
    ]);
  });

  it('refuses null in place of the parameters', () => {
    expect(issuesOf(() => untyped(buildManagementPolicy, null))).toEqual([
      { code: 'missing', message: 'the parameters are missing', path: [] },
    ]);
  });
});

describe('the builders of single policies', () => {
  it('report the problems of their options at the place of the option', () => {
    const problems = (call: () => unknown) => issuesOf(call).map(({ code, path }) => [code, path.join('.')]);
    expect(problems(() => buildServerPolicy('A', 'us-east-1', { features: { x: 1 } } as never))).toEqual([
      ['upper_case', 'orgId'],
      ['unknown_parameter', 'options.features.x'],
    ]);
    expect(
      problems(() =>
        buildManagementPolicy({ region: 'us-east-1', scope: { accountId: ACCOUNT, region: 'cn-north-1' } }),
      ),
    ).toEqual([['wrong_partition', 'scope.region']]);
    expect(
      problems(() => buildUpsolverPolicy('acme', 'us-east-1', { scope: { accountId: ACCOUNT, region: 'cn-north-1' } })),
    ).toEqual([['wrong_partition', 'options.scope.region']]);
    expect(problems(() => buildUpsolverPolicy('acme', 'us-east-1', null as never))).toEqual([['missing', 'options']]);
  });
});
