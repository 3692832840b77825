import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ACTION_CATALOG } from '../../src/aws/actions/index.js';
import { InvalidInputError } from '../../src/iam/index.js';
import { permissionChanges, RELEASES, REVISIONS } from '../../src/review/history.js';
import { PAGE_REVISIONS } from '../../src/upsolver/catalogue/page-revisions.js';

const changes = (...[from, to]: Parameters<typeof permissionChanges>): string[] =>
  permissionChanges(from, to, { catalog: ACTION_CATALOG }).roles.flatMap(({ name, rows }) =>
    rows.map(({ change, actions, accessLevel }) => `${name}: ${change} ${accessLevel} ${actions.join()}`),
  );

describe('permissionChanges', () => {
  it('lists what roles gained and lost between two revisions', () => {
    expect(changes('2019-09', '2019-12')).toEqual([
      'UpsolverManagementRole: added List ec2:DescribeSpotPriceHistory',
      'UpsolverRole: added List ec2:DescribeSpotPriceHistory',
    ]);
    expect(changes('2019-12', '2020-02')).toEqual([
      'UpsolverManagementRole: added Write sts:DecodeAuthorizationMessage',
      'UpsolverRole: added Write sts:DecodeAuthorizationMessage',
    ]);
    expect(changes('2020-02', '2020-11')).toEqual([
      'UpsolverManagementRole: removed Write sts:DecodeAuthorizationMessage',
      'UpsolverRole: removed Write sts:DecodeAuthorizationMessage',
    ]);
    expect(changes('2020-11', '2021-08')).toEqual([
      'UpsolverManagementRole: added Write iam:CreateServiceLinkedRole',
      'UpsolverManagementRole: added Write sts:DecodeAuthorizationMessage',
      'UpsolverRole: added Write iam:CreateServiceLinkedRole',
      'UpsolverRole: added Write sts:DecodeAuthorizationMessage',
    ]);
    expect(changes('2019-12', '2020-11')).toEqual([]);
  });

  it('takes a release for the revision that its policies are those of', () => {
    expect(changes('2019-09', '0.1.0')).toEqual(changes('2019-09', '2020-11'));
    expect(changes('0.1.0', '0.1.0')).toEqual([]);
  });

  it('refuses what is neither, with every problem', () => {
    const run = (): unknown => permissionChanges('2019-10' as never, undefined as never);
    expect(run).toThrow(InvalidInputError);
    expect(run).toThrow(/^from: .*2019-10.*\nto: /s);
  });
});

it('The releases are those of the changelog.', () => {
  const listed = [...readFileSync('CHANGELOG.md', 'utf8').matchAll(/^## \[(\d[^\]]*)\] - (\S+)$/gm)].map(
    ([, version, date]) => [version, date],
  );
  expect(RELEASES.map(({ version, date }) => [version, date])).toEqual(listed.toReversed());
});

it('Roles are recognized only as revisions that are known in full.', () => {
  expect(REVISIONS).toEqual(['2019-09', '2019-12', '2020-02', '2020-11', '2021-08']);
  expect(PAGE_REVISIONS.map(({ name }) => name)).toEqual(['2019-09', '2020-02']);
});
