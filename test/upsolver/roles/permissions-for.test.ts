import { describe, expect, it } from 'vitest';
import {
  buildManagementPolicy,
  buildServerPolicy,
  buildUpsolverPolicy,
  permissionsFor,
  ROLE_NAMES,
} from '../../../src/index.js';
import { DOCUMENTATION, OLD_DOCUMENTATION, PAGE } from '../upsolver-pages.js';

describe.each(ROLE_NAMES)('permissionsFor(%s)', (roleName) => {
  it('gives every permission a purpose in one sentence, and says where it is documented', () => {
    for (const { purpose, source } of permissionsFor(roleName)) {
      expect(purpose).toMatch(/^[A-Z].{10,}\.$/);
      switch (source.kind) {
        case 'source-page':
          expect(['Permissions', 'Managed Policies', 'Custom Policies']).toContain(source.table);
          break;
        case 'public-page':
          expect(source.page).toMatch(/github\.com\/Upsolver\//);
          break;
        case 'derived':
          expect(source.from).toMatch(/^the Sid \w+$/);
      }
    }
  });

  it('lists what the policy grants, statement by statement, in its order', () => {
    const policy = {
      UpsolverManagementRole: () => buildManagementPolicy({ region: 'us-east-1' }),
      UpsolverServerRole: () => buildServerPolicy('acme', 'us-east-1'),
      UpsolverRole: () => buildUpsolverPolicy('acme', 'us-east-1'),
    }[roleName]();
    const granted = policy.Statement.flatMap(({ Sid, Action, Resource, Condition }) =>
      (Action as string[]).map((action) => ({ action, Sid, Resource, Condition })),
    );
    const listed = permissionsFor(roleName).flatMap(({ action, grantedBy }) => {
      if (grantedBy.kind !== 'statement') return [];
      const Resource = grantedBy.resources.map((resource) =>
        resource
          .replaceAll('${Partition}', 'aws')
          .replaceAll('${Region}', 'us-east-1')
          .replaceAll('${OrganizationId}', 'acme'),
      );
      return [{ action, Sid: grantedBy.sid, Resource, Condition: grantedBy.condition }];
    });
    expect(listed).toEqual(granted);
  });
});

describe('permissions that no table of the documentation explains', () => {
  const findUnexplained = () =>
    ROLE_NAMES.flatMap((roleName) => permissionsFor(roleName))
      .filter(({ source }) => source.kind !== 'source-page')
      .map(({ action, source }) => [action, source] as const);

  it.each([
    [
      'ec2:DescribeSpotPriceHistory',
      {
        kind: 'public-page',
        page: '"AWS role permissions", revision of December 2019 (github.com/Upsolver/Documentation_Old)',
        url: OLD_DOCUMENTATION,
      },
    ],
    ['s3:*', { kind: 'derived', from: 'the Sid upsolverBucketAccess' }],
    ['kinesis:*', { kind: 'derived', from: 'the Sid upsolverManagedStream' }],
    [
      'cloudwatch:PutMetricData',
      { kind: 'public-page', page: 'upsolver-components.md (github.com/Upsolver/Documentation)', url: DOCUMENTATION },
    ],
  ])('have another source in both roles that have them: %s', (action, source) => {
    const found = findUnexplained().filter(([each]) => each === action);
    expect(found).toEqual([
      [action, source],
      [action, source],
    ]);
  });

  it('are four actions, each in two roles', () => expect(findUnexplained()).toHaveLength(8));
});

it('an action that both parts of UpsolverRole have is listed with both purposes', () => {
  const purposes = permissionsFor('UpsolverRole')
    .filter(({ action }) => action === 'cloudwatch:PutMetricData')
    .map(({ purpose }) => purpose);
  expect(purposes).toEqual([
    'Scale clusters on CloudWatch statistics and alarms.',
    'Report the metrics that scaling and self-healing use.',
  ]);
});

it('s3:ListAllMyBuckets is listed last, because only a managed policy grants it', () => {
  expect(permissionsFor('UpsolverServerRole').at(-1)).toStrictEqual({
    action: 's3:ListAllMyBuckets',
    purpose: "Find the account's buckets, to suggest them in Upsolver's user interface.",
    source: { kind: 'source-page', table: 'Permissions', ...PAGE },
    grantedBy: { kind: 'managed-policy', name: 'AmazonAthenaFullAccess' },
  });
});
