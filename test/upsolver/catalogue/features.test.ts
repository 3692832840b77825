import { describe, expect, it } from 'vitest';
import { buildRoles, buildServerPolicy, buildUpsolverPolicy, type RoleParameters } from '../../../src/index.js';
import { FEATURES, features, isEnabled } from '../../../src/upsolver/catalogue/features.js';
import { having, ORGANIZATION } from '../role-parameters.js';

describe('the table of features', () => {
  it('has the three features of the setup wizard', () => {
    expect(FEATURES).toEqual(['athenaTables', 'kinesisStreams', 'dedicatedBucket']);
  });

  it.each(FEATURES)('describes %s without full stops, with an imperative for what is omitted', (feature) => {
    const { label, allows, omitted } = features[feature];
    expect(label).toMatch(/^[A-Z][a-zA-Z ]+$/);
    expect(allows).toMatch(/^Let Upsolver .*[^.]$/);
    expect(omitted).toMatch(/^Omit .*[^.]$/);
  });
});

describe('isEnabled', () => {
  const on = { athenaTables: true };
  const off = { athenaTables: false };

  it('includes what depends on no feature', () => expect(isEnabled({}, off)).toBe(true));

  it('includes what belongs to a feature unless the feature is off', () => {
    const part = { feature: 'athenaTables' } as const;
    expect([isEnabled(part), isEnabled(part, on), isEnabled(part, off)]).toEqual([true, true, false]);
  });

  it('includes what replaces a feature only if the feature is off', () => {
    const part = { unlessFeature: 'athenaTables' } as const;
    expect([isEnabled(part), isEnabled(part, on), isEnabled(part, off)]).toEqual([false, false, true]);
  });
});

describe('the features', () => {
  const server = (chosen: RoleParameters['features']) => buildRoles('private-vpc', having({ features: chosen }))[1];
  const statements = (chosen: RoleParameters['features']) => server(chosen).inlinePolicies[0]?.document.Statement ?? [];
  const sids = (chosen: RoleParameters['features']) => statements(chosen).map(({ Sid }) => Sid);
  const all = ['upsolverBucketAccess', 'listStreams', 'upsolverManagedStream', 'sendScalingMetrics'];
  const managed = (chosen: RoleParameters['features']) =>
    server(chosen).managedPolicyArns.map((arn) => arn.split('/')[1]);

  it('are all on by default', () => {
    expect(sids({})).toEqual(all);
    expect(sids({ athenaTables: true, kinesisStreams: true, dedicatedBucket: true })).toEqual(all);
  });

  it('omit exactly the statement on the bucket without dedicatedBucket', () => {
    expect(sids({ dedicatedBucket: false })).toEqual(all.slice(1));
  });

  it('omit exactly the list of streams without kinesisStreams', () =>
    expect(sids({ kinesisStreams: false })).toEqual([
      'upsolverBucketAccess',
      'upsolverManagedStream',
      'sendScalingMetrics',
    ]));

  it('omit exactly the managed policy without athenaTables, and keep s3:ListAllMyBuckets', () => {
    expect(managed({})).toEqual(['AmazonAthenaFullAccess', 'AWSCloudFormationReadOnlyAccess']);
    expect(managed({ athenaTables: false })).toEqual(['AWSCloudFormationReadOnlyAccess']);
    expect(sids({ athenaTables: false })).toEqual([...all, 'listBuckets']);
    expect(server({ athenaTables: false }).inlinePolicies[0]?.document.Statement[4]).toEqual({
      Sid: 'listBuckets',
      Effect: 'Allow',
      Action: ['s3:ListAllMyBuckets'],
      Resource: ['*'],
    });
  });

  it('leave the other statements unchanged if they are off', () => {
    for (const chosen of [
      { dedicatedBucket: false },
      { kinesisStreams: false },
      { athenaTables: false },
      { athenaTables: false, kinesisStreams: false, dedicatedBucket: false },
    ]) {
      const left = statements(chosen).filter(({ Sid }) => Sid !== 'listBuckets');
      expect(left).toStrictEqual(statements({}).filter(({ Sid }) => sids(chosen).includes(Sid)));
    }
  });

  it('have the same effect in the builders of single policies', () => {
    for (const chosen of [{ athenaTables: false }, { kinesisStreams: false }, { dedicatedBucket: false }]) {
      expect(buildServerPolicy(ORGANIZATION.orgId, 'us-east-1', { features: chosen })).toStrictEqual(
        server(chosen).inlinePolicies[0]?.document,
      );
      const [upsolver] = buildRoles('upsolver-vpc', having({ features: chosen }));
      expect(buildUpsolverPolicy(ORGANIZATION.orgId, 'us-east-1', { features: chosen })).toStrictEqual(
        upsolver.inlinePolicies[0]?.document,
      );
    }
  });
});
