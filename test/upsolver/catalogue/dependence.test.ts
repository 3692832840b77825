import { describe, expect, it } from 'vitest';
import {
  hasReplacement,
  managedPolicyDependence,
  statementDependence,
} from '../../../src/upsolver/catalogue/dependence.js';
import { FEATURES } from '../../../src/upsolver/catalogue/features.js';

describe('statementDependence', () => {
  it.each([
    ['upsolverBucketAccess', { feature: 'dedicatedBucket', present: true }],
    ['listStreams', { feature: 'kinesisStreams', present: true }],
    ['listBuckets', { feature: 'athenaTables', present: false }],
    ['validateAndMonitor', undefined],
    ['noSuchSid', undefined],
    [undefined, undefined],
  ])('returns the feature on which the statement %s depends', (sid, dependence) => {
    expect(statementDependence(sid)).toEqual(dependence);
  });
});

describe('managedPolicyDependence', () => {
  it.each([
    ['arn:aws-cn:iam::aws:policy/AmazonAthenaFullAccess', { feature: 'athenaTables', present: true }],
    ['arn:aws:iam::aws:policy/AWSCloudFormationReadOnlyAccess', undefined],
    ['arn:aws:iam::444455556666:policy/Own', undefined],
  ])('returns the feature on which the attachment of %s depends', (arn, dependence) => {
    expect(managedPolicyDependence(arn)).toEqual(dependence);
  });
});

it('hasReplacement is true only for athenaTables, without which a statement lists buckets', () => {
  expect(FEATURES.filter(hasReplacement)).toEqual(['athenaTables']);
});
