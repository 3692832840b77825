import type { ConfigRuleEvent, InvokingEvent, ItemSummary } from '../../examples/config-rule/event.js';
import { ACCOUNT, PARAMETERS } from '../upsolver/role-parameters.js';
import type { RoleDetail } from './account.js';

/* Events of AWS Config about roles, with all their fields. */

export const CAPTURED = '2026-03-10T05:16:24.043Z';
/** Parameters of the rule. Events contain them as JSON. */
export const RULE_PARAMETERS = { mode: 'private-vpc', ...PARAMETERS };

/** Renames the fields of IAM as AWS Config does. */
function camelCase(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(camelCase);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [name.charAt(0).toLowerCase() + name.slice(1), camelCase(part)]),
  );
}

/** `configuration` of the configuration item of a role. */
export const configurationOf = (role: RoleDetail): object => ({
  permissionsBoundary: null,
  roleLastUsed: null,
  ...(camelCase(role) as object),
});

/** The fields that a configuration item and its summary have in common. */
function summaryOf(
  { RoleId, RoleName, Arn, CreateDate }: RoleDetail,
  status: ItemSummary['configurationItemStatus'],
): ItemSummary {
  const item = {
    configurationItemVersion: '1.3',
    configurationItemCaptureTime: CAPTURED,
    configurationStateId: 1_773_119_784_043,
    awsAccountId: ACCOUNT,
    configurationItemStatus: status,
    resourceType: 'AWS::IAM::Role',
    resourceId: RoleId,
    resourceName: RoleName,
    ARN: Arn,
    awsRegion: 'global',
    availabilityZone: 'Not Applicable',
    configurationStateMd5Hash: '',
    resourceCreationTime: CreateDate,
  };
  return item;
}

export function changeOf(role: RoleDetail, status: ItemSummary['configurationItemStatus'] = 'OK'): InvokingEvent {
  const isThere = status === 'OK' || status === 'ResourceDiscovered';
  const event = {
    configurationItemDiff: null,
    configurationItem: {
      relatedEvents: [],
      relationships: role.AttachedManagedPolicies.map(({ PolicyName }) => ({
        resourceId: PolicyName,
        resourceName: PolicyName,
        resourceType: 'AWS::IAM::Policy',
        name: 'Is attached to CustomerManagedPolicy',
      })),
      configuration: isThere ? configurationOf(role) : null,
      supplementaryConfiguration: {},
      tags: {},
      ...summaryOf(role, status),
    },
    notificationCreationTime: '2026-03-10T05:16:25.100Z',
    messageType: 'ConfigurationItemChangeNotification',
    recordVersion: '1.3',
  };
  return event as unknown as InvokingEvent;
}

/** The same for an item that is too large for an event. */
export function oversizedChangeOf(
  role: RoleDetail,
  status: ItemSummary['configurationItemStatus'] = 'OK',
): InvokingEvent {
  const event = {
    configurationItemSummary: { changeType: 'UPDATE', ...summaryOf(role, status) },
    s3DeliverySummary: { s3BucketLocation: 'config-bucket/AWSLogs/x.json.gz', errorCode: null, errorMessage: null },
    notificationCreationTime: '2026-03-10T05:16:25.100Z',
    messageType: 'OversizedConfigurationItemChangeNotification',
    recordVersion: '1.0',
  };
  return event as unknown as InvokingEvent;
}

export function eventOf(invokingEvent: InvokingEvent, more: Partial<ConfigRuleEvent> = {}): ConfigRuleEvent {
  return {
    version: '1.0',
    invokingEvent: JSON.stringify(invokingEvent),
    ruleParameters: JSON.stringify(RULE_PARAMETERS),
    resultToken: 'TVlSRVNVTFRUT0tFTg==',
    eventLeftScope: false,
    executionRoleArn: `arn:aws:iam::${ACCOUNT}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig`,
    configRuleArn: `arn:aws:config:us-east-1:${ACCOUNT}:config-rule/config-rule-0123456`,
    configRuleName: 'upsolver-roles',
    configRuleId: 'config-rule-0123456',
    accountId: ACCOUNT,
    ...more,
  };
}
