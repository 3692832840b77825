import { describe, expect, it } from 'vitest';
import { matchesGlob } from '../../../src/iam/match/glob.js';
import { MANAGED_POLICY_SNAPSHOTS } from '../../../src/upsolver/catalogue/managed-policy-snapshots.js';
import { MANAGED_POLICY_NAMES } from '../../../src/upsolver/catalogue/names.js';
import { serverPart } from '../../../src/upsolver/catalogue/parts.js';
import versions from '../../fixtures/aws-managed-policies.json' with { type: 'json' };

describe('the snapshots of AWS managed policies', () => {
  it('are those of the managed policies that roles hold', () => {
    expect(Object.keys(MANAGED_POLICY_SNAPSHOTS)).toEqual([
      'AWSCloudFormationReadOnlyAccess',
      'AmazonAthenaFullAccess',
    ]);
  });

  it.each(MANAGED_POLICY_NAMES)('have the newest version of %s that the fixture has, and its document', (name) => {
    const { version, document } = MANAGED_POLICY_SNAPSHOTS[name];
    const [newest] = Object.entries(versions[name]).toReversed();
    expect([version, document]).toStrictEqual(newest);
  });

  it.each(MANAGED_POLICY_NAMES)('have a day as the date of %s', (name) => {
    const { date } = MANAGED_POLICY_SNAPSHOTS[name];
    expect(new Date(date).toISOString()).toBe(`${date}T00:00:00.000Z`);
  });

  it('grant on all resources what the documentation says that a managed policy grants', () => {
    const granted = serverPart.promised.map(({ policy, entry: [action] }) => {
      const statements = MANAGED_POLICY_SNAPSHOTS[policy].document.Statement;
      const patterns = [statements]
        .flat()
        .filter(({ Effect, Resource }) => Effect === 'Allow' && [Resource].flat().includes('*'))
        .flatMap(({ Action = [] }) => Action);
      return [policy, action, patterns.some((pattern) => matchesGlob(pattern, action))];
    });
    expect(granted).toEqual([['AmazonAthenaFullAccess', 's3:ListAllMyBuckets', true]]);
  });
});
