/*
 * What AWS Config sends to the function of a custom rule, and what it takes back. Neither is in `@types/aws-lambda`.
 *
 * Sources: AWS Config Developer Guide, "Example Events for AWS Config Rules" and "Managing Deleted Resources"; AWS Config
 * API Reference, Evaluation; AWS Config resource schema, AWS::IAM::Role.
 */

export type ConfigRuleEvent = {
  version: string;
  /** JSON of an `InvokingEvent`. */
  invokingEvent: string;
  /** JSON of what the rule was given as `InputParameters`: an object of texts. */
  ruleParameters?: string;
  resultToken: string;
  /** Whether the resource is no longer one that the rule is for. */
  eventLeftScope: boolean;
  executionRoleArn: string;
  configRuleArn: string;
  configRuleName: string;
  configRuleId: string;
  accountId: string;
};

export type InvokingEvent =
  | {
      messageType: 'ConfigurationItemChangeNotification';
      configurationItem: ItemSummary & { configuration: RoleConfiguration | null };
    }
  | { messageType: 'OversizedConfigurationItemChangeNotification'; configurationItemSummary: ItemSummary }
  | { messageType: 'ScheduledNotification' };

/** What is said of a resource however large it is. */
export type ItemSummary = {
  resourceType: string;
  resourceId: string;
  resourceName?: string | null;
  configurationItemStatus:
    | 'OK'
    | 'ResourceDiscovered'
    | 'ResourceNotRecorded'
    | 'ResourceDeleted'
    | 'ResourceDeletedNotRecorded';
  configurationItemCaptureTime: string;
};

/** `RoleDetail` of AWS IAM, with names that begin in lower case; documents are URL-encoded JSON. */
export type RoleConfiguration = {
  path: string;
  roleName: string;
  roleId: string;
  arn: string;
  createDate: string;
  assumeRolePolicyDocument: string;
  instanceProfileList: { instanceProfileName: string; arn: string; path: string }[];
  rolePolicyList: { policyName: string; policyDocument: string }[];
  attachedManagedPolicies: { policyName: string; policyArn: string }[];
  permissionsBoundary: { permissionsBoundaryType: string; permissionsBoundaryArn: string } | null;
  tags: { key: string; value: string }[];
};

/** `PutEvaluations` takes three of the four compliance types: `INSUFFICIENT_DATA` is not for rules to say. */
export type Evaluation = {
  ComplianceResourceType: string;
  ComplianceResourceId: string;
  ComplianceType: 'COMPLIANT' | 'NON_COMPLIANT' | 'NOT_APPLICABLE';
  Annotation?: string;
  OrderingTimestamp: Date;
};
