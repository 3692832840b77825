import { describe, expect, it } from 'vitest';
import { actionReason, managedPolicyReason } from '../../../src/upsolver/catalogue/reasons.js';
import { DOCUMENTATION, PAGE } from '../upsolver-pages.js';

const CUSTOM_POLICIES = { kind: 'source-page', table: 'Custom Policies', ...PAGE };
const MANAGED_POLICIES = { kind: 'source-page', table: 'Managed Policies', ...PAGE };

const SPOTINST = { purpose: 'Let Spotinst validate the policies that apply to it.', source: CUSTOM_POLICIES };
const RUN = {
  purpose:
    'Launch, start and terminate the EC2 instances that Upsolver runs on, with their volumes and Spot Instance requests.',
  source: CUSTOM_POLICIES,
};
const SCALE = { purpose: 'Scale clusters on CloudWatch statistics and alarms.', source: CUSTOM_POLICIES };
const REPORT = {
  purpose: 'Report the metrics that scaling and self-healing use.',
  source: {
    kind: 'public-page',
    page: 'upsolver-components.md (github.com/Upsolver/Documentation)',
    url: DOCUMENTATION,
  },
};
const OWN_BUCKET = {
  purpose: "Keep Upsolver's own data in the bucket that is dedicated to it.",
  source: { kind: 'derived', from: 'the Sid upsolverBucketAccess' },
};
const OWN_STREAMS = {
  purpose: 'Create and use the Kinesis streams that Upsolver manages for itself.',
  source: { kind: 'derived', from: 'the Sid upsolverManagedStream' },
};
const FIND_STREAMS = {
  purpose: "Find the account's Kinesis streams, to suggest them in Upsolver's user interface.",
  source: { kind: 'source-page', table: 'Permissions', ...PAGE },
};

describe('the reason of an action', () => {
  it('is the one that it has in its statement', () => {
    expect(actionReason('UpsolverManagementRole', 'validateAndMonitor', 'iam:PassRole')).toStrictEqual(SPOTINST);
    expect(actionReason('UpsolverManagementRole', 'useNamedUpsolver', 'ec2:RunInstances')).toStrictEqual(RUN);
  });

  it('depends on the statement if two statements have the action', () => {
    const reasonIn = (sid: string) => actionReason('UpsolverRole', sid, 'cloudwatch:PutMetricData');
    expect(reasonIn('validateAndMonitor')).toStrictEqual(SCALE);
    expect(reasonIn('sendScalingMetrics')).toStrictEqual(REPORT);
  });

  it('is the first one of the role if the statement is not in the catalogue, or has no Sid', () => {
    expect(actionReason('UpsolverManagementRole', 'passNamedRoles', 'iam:PassRole')).toStrictEqual(SPOTINST);
    expect(actionReason('UpsolverRole', 'other', 'cloudwatch:PutMetricData')).toStrictEqual(SCALE);
    expect(actionReason('UpsolverServerRole', undefined, 'cloudwatch:PutMetricData')).toStrictEqual(REPORT);
  });

  it('is that of a pattern that includes the action', () => {
    expect(actionReason('UpsolverRole', 'upsolverBucketAccess', 's3:PutObject')).toStrictEqual(OWN_BUCKET);
    expect(actionReason('UpsolverServerRole', 'upsolverManagedStream', 'kinesis:PutRecord')).toStrictEqual(OWN_STREAMS);
  });

  it('is that of the action itself rather than that of a pattern, wherever the pattern is', () => {
    expect(actionReason('UpsolverServerRole', 'other', 'kinesis:ListStreams')).toStrictEqual(FIND_STREAMS);
    expect(actionReason('UpsolverServerRole', 'upsolverManagedStream', 'kinesis:ListStreams')).toStrictEqual(
      OWN_STREAMS,
    );
  });

  it('is that of the statement that replaces a feature', () => {
    expect(actionReason('UpsolverServerRole', 'listBuckets', 's3:ListAllMyBuckets')).toStrictEqual({
      purpose: "Find the account's buckets, to suggest them in Upsolver's user interface.",
      source: { kind: 'source-page', table: 'Permissions', ...PAGE },
    });
  });

  it('is that of data access if no statement of the role has the action', () => {
    expect(actionReason('UpsolverServerRole', 'decryptData', 'kms:Decrypt')).toStrictEqual({
      purpose: 'Read data that is encrypted with a key.',
      source: {
        kind: 'derived',
        from: 'connections to buckets, streams and queues that are encrypted with a KMS key',
      },
    });
    expect(actionReason('UpsolverServerRole', 'receiveNotifications', 'sqs:DeleteMessage')?.purpose).toBe(
      'Receive notifications of new objects, and remove them.',
    );
  });

  it('does not exist if the catalogue does not contain the action', () => {
    expect(actionReason('UpsolverServerRole', 'listStreams', 'sts:AssumeRole')).toBeUndefined();
    expect(actionReason('UpsolverManagementRole', undefined, 'kinesis:CreateStream')).toBeUndefined();
  });

  it('is new data, which a caller may change', () => {
    const again = () => actionReason('UpsolverServerRole', 'sendScalingMetrics', 'cloudwatch:PutMetricData');
    const reason = again();
    Object.assign(reason ?? {}, { purpose: 'changed' });
    Object.assign(reason?.source ?? {}, { page: 'changed' });
    expect(again()).toStrictEqual(REPORT);
  });
});

describe('the reason of a managed policy', () => {
  const NOTICE_FIRST = {
    purpose: 'Notice when the first integration has been completed.',
    source: MANAGED_POLICIES,
  };
  const NOTICE_LATER = {
    purpose: 'Notice when later integrations have been completed.',
    source: MANAGED_POLICIES,
  };

  it('is the one that the role has for it', () => {
    expect(managedPolicyReason('UpsolverServerRole', 'AmazonAthenaFullAccess')).toStrictEqual({
      purpose: 'Manage Athena tables.',
      source: MANAGED_POLICIES,
    });
    expect(managedPolicyReason('UpsolverServerRole', 'AWSCloudFormationReadOnlyAccess')).toStrictEqual(NOTICE_LATER);
  });

  it('is the first one if the role has several', () => {
    expect(managedPolicyReason('UpsolverRole', 'AWSCloudFormationReadOnlyAccess')).toStrictEqual(NOTICE_FIRST);
  });

  it('does not exist if the role does not hold the policy', () => {
    expect(managedPolicyReason('UpsolverManagementRole', 'AmazonAthenaFullAccess')).toBeUndefined();
  });
});
