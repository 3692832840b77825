import { describe, expect, it } from 'vitest';
import { actionReason, managedPolicyReason } from '../../../src/upsolver/catalogue/reasons.js';
import { rolesOf } from '../account.js';
import { checkServer } from '../check-server.js';

describe('the purpose of a missing action', () => {
  it('is that of its statement, of another statement with the action, of a pattern, or of data access', () => {
    expect(actionReason('UpsolverManagementRole', 'validateAndMonitor', 'iam:PassRole')?.purpose).toBe(
      'Let Spotinst validate the policies that apply to it.',
    );
    expect(actionReason('UpsolverManagementRole', 'passNamedRoles', 'iam:PassRole')?.purpose).toBe(
      'Let Spotinst validate the policies that apply to it.',
    );
    expect(actionReason('UpsolverRole', 'upsolverBucketAccess', 's3:PutObject')?.purpose).toBe(
      "Keep Upsolver's own data in the bucket that is dedicated to it.",
    );
    expect(actionReason('UpsolverServerRole', 'useKeys', 'kms:Decrypt')?.purpose).toBe(
      'Read data that is encrypted with a key.',
    );
    expect(actionReason('UpsolverServerRole', undefined, 'sts:AssumeRole')).toBeUndefined();
  });

  it('is that of the managed policy if that should grant it', () => {
    expect(managedPolicyReason('UpsolverServerRole', 'AmazonAthenaFullAccess')?.purpose).toBe('Manage Athena tables.');
    expect(managedPolicyReason('UpsolverManagementRole', 'AmazonAthenaFullAccess')).toBeUndefined();
  });

  it('is in findings about data access', () => {
    const dataAccess = [{ service: 's3' as const, bucket: 'acme-events', prefix: 'clicks' }];
    const withData = rolesOf('private-vpc', { dataAccess });
    const report = checkServer((role) => void role.RolePolicyList.pop(), withData);
    expect(report.findings.map(({ code, action, purpose }) => [code, action, purpose])).toContainEqual([
      'permissionMissing',
      's3:GetObject',
      expect.any(String),
    ]);
  });
});
