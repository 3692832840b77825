/*
 * What AWS Config sends to the function of a custom rule, and what it accepts. Neither is in `@types/aws-lambda`.
 *
 * Sources: AWS Config Developer Guide, "Example Events for AWS Config Rules" and "Managing Deleted Resources"; AWS
 * Config API Reference, Evaluation; AWS Config resource schema, AWS::IAM::Role.
 */

export type ConfigRuleEvent = {
  version: string;
  /** JSON of an `InvokingEvent`. */
  invokingEvent: string;
  /** JSON of the rule's `InputParameters`: an object of strings. */
  ruleParameters?: string;
  resultToken: string;
  /** Whether the resource has left the scope of the rule. */
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

/** The fields that AWS Config sends for a resource of any size. */
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

/** `RoleDetail` of IAM with field names in lower camel case. Documents are URL-encoded JSON. */
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

/** `PutEvaluations` accepts three of the four compliance types: rules cannot report `INSUFFICIENT_DATA`. */
export type Evaluation = {
  ComplianceResourceType: string;
  ComplianceResourceId: string;
  ComplianceType: 'COMPLIANT' | 'NON_COMPLIANT' | 'NOT_APPLICABLE';
  Annotation?: string;
  OrderingTimestamp: Date;
};
