import { describe, expect, it } from 'vitest';
import type { FindingCode } from '../../../src/drift/index.js';
import type { IntegrationMode } from '../../../src/index.js';
import { changed, changesOf, check } from '../changes.js';

const ATHENA = 'arn:aws:iam::aws:policy/AmazonAthenaFullAccess';
const BOUNDARY = 'arn:aws:iam::444455556666:policy/Boundary';

/** The messages of findings with a code after a change of the server role. */
function messagesAfter(name: string, code: FindingCode, mode: IntegrationMode = 'private-vpc'): string[] {
  const change = changesOf(mode).findLast((each) => each.name === name)!;
  const { findings } = check(mode, changed(mode, change)).roles[change.role]!;
  return findings.filter((each) => each.code === code).map(({ message }) => message);
}

describe('the message of a finding', () => {
  it.each<[code: FindingCode, change: string, message: string]>([
    ['roleMissing', 'the role deleted', 'there is no role `UpsolverServerRole`'],
    ['roleRenamed', 'another name', 'the role is named `x-UpsolverServerRole`, not `UpsolverServerRole`'],
    ['managedPolicyMissing', `${ATHENA} detached`, 'the managed policy `AmazonAthenaFullAccess` is not attached'],
    [
      'managedPolicyReplaced',
      `${ATHENA} replaced by a copy in the account`,
      'the managed policy `AmazonAthenaFullAccess` is not attached, but other policies grant the same access',
    ],
    [
      'managedPolicyHarmless',
      `${ATHENA} replaced by a copy in the account`,
      'the unexpected managed policy `Copy` is attached, but grants no additional access',
    ],
    [
      'managedPolicyExtra',
      'AdministratorAccess attached',
      'the managed policy `AdministratorAccess` grants more access than Upsolver needs',
    ],
    [
      'managedPolicyVersion',
      'a new version of AWSCloudFormationReadOnlyAccess',
      '`AWSCloudFormationReadOnlyAccess` has version `v99`; this library knows `v7` of 2026-02-12',
    ],
    [
      'permissionExtra',
      'an inline policy that allows everything',
      'statement 0 of the policy `Admin` allows `*`, which Upsolver does not need',
    ],
    [
      'conditionTightened',
      'sendScalingMetrics only from one address',
      'the role allows `cloudwatch:PutMetricData` only under another condition: `IpAddress` on `aws:SourceIp`',
    ],
    [
      'permissionDenied',
      'CloudFormation denied',
      'statement 0 of the policy `Deny` denies access that the managed policy `AWSCloudFormationReadOnlyAccess` grants',
    ],
    [
      'boundaryCutsOff',
      'a boundary that denies one action',
      'the permissions boundary `Boundary` blocks `cloudwatch:PutMetricData`',
    ],
    [
      'boundaryHarmless',
      'a boundary that allows everything',
      `the unexpected permissions boundary \`${BOUNDARY}\` is set, but blocks nothing that Upsolver needs`,
    ],
    [
      'policyUnreadable',
      'a boundary that is not in the input',
      `the input does not include the document of the permissions boundary \`${BOUNDARY}\``,
    ],
    [
      'policyUnreadable',
      'a customer managed policy that is not in the input',
      'the input does not include the document of the unexpected managed policy `Own`',
    ],
    ['policyUnreadable', 'an additional invalid inline policy', 'the inline policy `Broken` could not be read'],
    ['policyUnreadable', 'an invalid trust policy', 'the trust policy could not be read'],
    ['trustNarrowed', 'denies everyone', '`ec2.amazonaws.com` (Service) cannot assume the role'],
    ['trustBroadened', 'trusts everyone', 'Anyone in AWS can assume this role'],
    ['pathChanged', 'another path', 'the path of the role is `/vendors/`, not `/`'],
    [
      'sessionDurationChanged',
      'a longer maximum session duration',
      'the maximum session duration is 7,200 seconds, not 3,600',
    ],
    ['tagsChanged', 'a tag removed', 'the tag `Stage` is missing'],
    ['tagsChanged', 'a tag with another value', 'the tag `Vendor` is `Other`, not `Upsolver`'],
    [
      'instanceProfileMissing',
      'no instance profile',
      'the role is not in an instance profile named `UpsolverServerRole`',
    ],
    [
      'instanceProfileHoldsOther',
      'another role in the instance profile',
      'the instance profile `UpsolverServerRole` contains the role `AWSServiceRoleForEC2Spot`',
    ],
  ])('%s after this change is as expected: %s', (code, change, message) => {
    expect(messagesAfter(change, code)).toEqual([message]);
  });

  it.each<[code: FindingCode, change: string, message: string]>([
    [
      'externalIdGone',
      'no external ID required',
      '`arn:aws:iam::111122223333:root` can assume the role without an external ID',
    ],
    ['externalIdAdded', 'another external ID', 'the unexpected external ID `another` is accepted'],
    ['externalIdRefused', 'another external ID', 'the external ID `acme-external-id` is not accepted'],
  ])('%s after this change of UpsolverRole is as expected: %s', (code, change, message) => {
    expect(messagesAfter(change, code, 'upsolver-vpc')).toEqual([message]);
  });
});
