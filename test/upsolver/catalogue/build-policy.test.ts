import { expect, it } from 'vitest';
import { buildPolicy } from '../../../src/upsolver/catalogue/build-policy.js';
import type { Features } from '../../../src/upsolver/catalogue/features.js';
import { serverPart } from '../../../src/upsolver/catalogue/parts.js';

const sidsOf = (features: Features | undefined): string[] =>
  buildPolicy([serverPart], { Partition: 'aws' }, features).Statement.map(({ Sid }) => Sid);

it('a policy without features that are chosen has every statement and every replacement', () => {
  expect(sidsOf(undefined)).toEqual([
    'upsolverBucketAccess',
    'listStreams',
    'upsolverManagedStream',
    'sendScalingMetrics',
    'listBuckets',
  ]);
});

it('a policy with chosen features has either the statements of a feature or its replacement', () => {
  expect(sidsOf({})).toEqual(['upsolverBucketAccess', 'listStreams', 'upsolverManagedStream', 'sendScalingMetrics']);
  expect(sidsOf({ athenaTables: false, kinesisStreams: false, dedicatedBucket: false })).toEqual([
    'upsolverManagedStream',
    'sendScalingMetrics',
    'listBuckets',
  ]);
});
