import type { Handler } from 'aws-lambda';
import { evaluateRole, type ReadPolicy, type RuleParameters, type Verdict } from './evaluate-role.js';
import type { ConfigRuleEvent, Evaluation, InvokingEvent, ItemSummary, RoleConfiguration } from './event.js';

/** The AWS calls that the rule needs: `ConfigService` of `@aws-sdk/client-config-service` and `IAM` provide them. */
export type Calls = {
  config: {
    putEvaluations: (input: { Evaluations: Evaluation[]; ResultToken: string }) => Promise<unknown>;
    getResourceConfigHistory: (input: {
      resourceType: 'AWS::IAM::Role';
      resourceId: string;
      laterTime: Date;
      limit: number;
    }) => Promise<{ configurationItems?: { configuration?: string | undefined }[] | undefined }>;
  };
  iam: {
    getPolicy: (input: {
      PolicyArn: string;
    }) => Promise<{ Policy?: { DefaultVersionId?: string | undefined } | undefined }>;
    getPolicyVersion: (input: { PolicyArn: string; VersionId: string | undefined }) => ReturnType<ReadPolicy>;
  };
};

/** Creates the handler of a custom AWS Config rule for roles, triggered by configuration changes. */
export function createHandler({ config, iam }: Calls): Handler<ConfigRuleEvent, Evaluation[]> {
  const readPolicy: ReadPolicy = async (PolicyArn) => {
    const { Policy } = await iam.getPolicy({ PolicyArn });
    return iam.getPolicyVersion({ PolicyArn, VersionId: Policy?.DefaultVersionId });
  };

  const evaluate = async (event: ConfigRuleEvent, invokingEvent: InvokingEvent): Promise<Evaluation[]> => {
    if (invokingEvent.messageType === 'ScheduledNotification') return [];
    const isOversized = invokingEvent.messageType === 'OversizedConfigurationItemChangeNotification';
    const item = isOversized ? invokingEvent.configurationItemSummary : invokingEvent.configurationItem;
    if (!isApplicable(event, item)) return [evaluationOf(item, { ComplianceType: 'NOT_APPLICABLE' })];
    const role = isOversized ? await readConfiguration(item) : invokingEvent.configurationItem.configuration;
    if (role === null) throw new Error(`AWS Config has no configuration of ${item.resourceId}`);
    const parameters = JSON.parse(event.ruleParameters ?? '{}') as RuleParameters;
    return [evaluationOf(item, await evaluateRole(role, parameters, readPolicy))];
  };

  /** The configuration that was too large for the event. */
  const readConfiguration = async ({
    resourceId,
    configurationItemCaptureTime,
  }: ItemSummary): Promise<RoleConfiguration | null> => {
    const laterTime = new Date(configurationItemCaptureTime);
    const { configurationItems = [] } = await config.getResourceConfigHistory({
      resourceType: 'AWS::IAM::Role',
      resourceId,
      laterTime,
      limit: 1,
    });
    return JSON.parse(configurationItems[0]?.configuration ?? 'null') as RoleConfiguration | null;
  };

  return async (event) => {
    const evaluations = await evaluate(event, JSON.parse(event.invokingEvent) as InvokingEvent);
    await config.putEvaluations({ Evaluations: evaluations, ResultToken: event.resultToken });
    return evaluations;
  };
}

function isApplicable(
  { eventLeftScope }: ConfigRuleEvent,
  { resourceType, configurationItemStatus }: ItemSummary,
): boolean {
  return (
    resourceType === 'AWS::IAM::Role' &&
    !eventLeftScope &&
    ['OK', 'ResourceDiscovered'].includes(configurationItemStatus)
  );
}

function evaluationOf(
  { resourceType, resourceId, configurationItemCaptureTime }: ItemSummary,
  verdict: Verdict,
): Evaluation {
  return {
    ComplianceResourceType: resourceType,
    ComplianceResourceId: resourceId,
    ...verdict,
    OrderingTimestamp: new Date(configurationItemCaptureTime),
  };
}
