import * as at from './resources.js';
import {
  hackTricks,
  other,
  pathfinding,
  plain,
  reference,
  RETURNS_CREDENTIALS,
  type Ask,
  type RiskRow,
  type RiskSeverity,
  type RiskSource,
  type Step,
} from './row.js';

function credentials(
  severity: RiskSeverity,
  description: string,
  source: RiskSource,
  ...steps: (Ask | Step)[]
): RiskRow {
  return { category: 'credentialExposure', severity, description, source, steps };
}

/** Passwords, keys and tokens of other identities. */
export const CREDENTIAL_RISKS = {
  createAccessKey: credentials(
    'critical',
    'Can create an access key of any user, and act as that user.',
    pathfinding('iam-002', 'iam-003'),
    other(at.USER, 'iam:CreateAccessKey'),
  ),
  createLoginProfile: credentials(
    'critical',
    'Can set a password for any user that has none, and sign in to the console as that user.',
    pathfinding('iam-004'),
    other(at.USER, 'iam:CreateLoginProfile'),
  ),
  updateLoginProfile: credentials(
    'critical',
    'Can change the password of any user, and sign in to the console as that user.',
    pathfinding('iam-006'),
    other(at.USER, 'iam:UpdateLoginProfile'),
  ),
  createServiceCredential: credentials(
    'medium',
    'Can create or reset credentials of any user for individual services, such as Git credentials for CodeCommit.',
    hackTricks('iam'),
    other(
      at.USER,
      'iam:CreateServiceSpecificCredential',
      'iam:ResetServiceSpecificCredential',
      'iam:UploadSSHPublicKey',
    ),
  ),
  getFederationToken: credentials(
    'low',
    'Can create credentials with its own permissions that stay valid for up to 36 hours, even without its access key.',
    RETURNS_CREDENTIALS,
    { ...other('sts::A:federated-user/{administrator}', 'sts:GetFederationToken') },
  ),
  readSecrets: credentials(
    'high',
    'Can read any secret in Secrets Manager.',
    hackTricks('secrets-manager'),
    other(at.SECRET, 'secretsmanager:GetSecretValue'),
  ),
  readParameters: credentials(
    'high',
    'Can read any parameter in Parameter Store, which often stores passwords and keys.',
    hackTricks('ssm'),
    other(at.PARAMETER, 'ssm:GetParameter', 'ssm:GetParameters', 'ssm:GetParametersByPath', 'ssm:GetParameterHistory'),
  ),
  getInstancePassword: credentials(
    'medium',
    'Can read the encrypted administrator password of any Windows instance.',
    RETURNS_CREDENTIALS,
    other(at.INSTANCE, 'ec2:GetPasswordData'),
  ),
  setDatabasePassword: credentials(
    'high',
    'Can change the master user password of any Amazon RDS database.',
    hackTricks('rds'),
    [other(at.DATABASE, 'rds:ModifyDBInstance'), other(at.DATABASE_CLUSTER, 'rds:ModifyDBCluster')],
  ),
  connectToDatabase: credentials(
    'high',
    'Can sign in to any Amazon RDS, Aurora DSQL or ElastiCache database that allows IAM authentication, as any user.',
    RETURNS_CREDENTIALS,
    [
      other(at.DATABASE_USER, 'rds-db:connect'),
      other(at.DSQL_CLUSTER, 'dsql:DbConnectAdmin', 'dsql:DbConnect'),
      other(at.CACHE_USER, 'elasticache:Connect'),
    ],
  ),
  getWarehouseCredentials: credentials(
    'high',
    'Can get credentials for any Amazon Redshift database.',
    RETURNS_CREDENTIALS,
    [
      other(at.WAREHOUSE_USER, 'redshift:GetClusterCredentials'),
      other(at.WAREHOUSE_DATABASE, 'redshift:GetClusterCredentialsWithIAM'),
      other(at.WAREHOUSE_WORKGROUP, 'redshift-serverless:GetCredentials'),
    ],
  ),
  getRegistryToken: credentials(
    'low',
    'Can get a token for Amazon ECR, with the permissions that it already has there.',
    RETURNS_CREDENTIALS,
    plain('ecr:GetAuthorizationToken', 'ecr-public:GetAuthorizationToken'),
  ),
  getPackageToken: credentials(
    'low',
    'Can get a token for any CodeArtifact domain, with the permissions that it already has there.',
    RETURNS_CREDENTIALS,
    other('codeartifact:R:A:domain/{production}', 'codeartifact:GetAuthorizationToken'),
  ),
  getIdentityCredentials: credentials(
    'high',
    'Can get credentials of any identity in any Cognito identity pool.',
    RETURNS_CREDENTIALS,
    other(
      'cognito-identity:R:A:identitypool/{us-east-1:01234567-89ab-cdef-0123-456789abcdef}',
      'cognito-identity:GetOpenIdTokenForDeveloperIdentity',
    ),
  ),
  setUserPoolPassword: credentials(
    'high',
    'Can set the password of any user in any Cognito user pool, and sign in as that user.',
    hackTricks('cognito'),
    other('cognito-idp:R:A:userpool/{us-east-1_AbCdEfGhI}', 'cognito-idp:AdminSetUserPassword'),
  ),
  resetDirectoryPassword: credentials(
    'high',
    'Can reset the password of any user in AWS Directory Service, IAM Identity Center or Amazon WorkMail.',
    hackTricks('directory-services'),
    [
      other('ds:R:A:directory/{d-0123456789}', 'ds:ResetUserPassword'),
      plain('sso-directory:UpdatePassword'),
      other('workmail:R:A:organization/{m-0123456789abcdef0123456789abcdef}', 'workmail:ResetPassword'),
    ],
  ),
  getLightsailCredentials: credentials(
    'medium',
    'Can get keys and passwords of any Amazon Lightsail instance, database or bucket.',
    hackTricks('lightsail'),
    [
      other('lightsail:R:A:Instance/{01234567-89ab-cdef}', 'lightsail:GetInstanceAccessDetails'),
      other(
        'lightsail:R:A:RelationalDatabase/{01234567-89ab-cdef}',
        'lightsail:GetRelationalDatabaseMasterUserPassword',
      ),
      other('lightsail:R:A:Bucket/{01234567-89ab-cdef}', 'lightsail:CreateBucketAccessKey'),
      plain('lightsail:DownloadDefaultKeyPair'),
    ],
  ),
  createBrokerUser: credentials(
    'medium',
    'Can create or change users of any Amazon MQ broker.',
    hackTricks('mq'),
    other('mq:R:A:broker:{production}:{b-01234567}', 'mq:CreateUser', 'mq:UpdateUser'),
  ),
  importTransferKey: credentials(
    'high',
    'Can add an SSH key to any user of any Transfer Family server, and act as the role of that user.',
    reference('AWS Transfer Family'),
    other(at.TRANSFER_USER, 'transfer:ImportSshPublicKey'),
  ),
  signInToAirflow: credentials(
    'high',
    'Can sign in to any Amazon MWAA environment, run code there, and act as its execution role.',
    RETURNS_CREDENTIALS,
    [other(at.AIRFLOW_ROLE, 'airflow:CreateWebLoginToken'), other(at.AIRFLOW, 'airflow:CreateCliToken')],
  ),
  getClusterCredentials: credentials(
    'medium',
    'Can get session credentials of any Amazon EMR cluster or EMR on EKS endpoint.',
    RETURNS_CREDENTIALS,
    [
      other(at.EMR_CLUSTER, 'elasticmapreduce:GetClusterSessionCredentials'),
      other(
        'emr-containers:R:A:/virtualclusters/{0123456789abcdefghijklmno}/endpoints/{0123456789abcdef}',
        'emr-containers:GetManagedEndpointSessionCredentials',
      ),
    ],
  ),
  getFleetAccess: credentials(
    'medium',
    'Can connect to the instances of any GameLift fleet.',
    RETURNS_CREDENTIALS,
    other('gamelift:R:A:fleet/{fleet-01234567-89ab-cdef}', 'gamelift:GetInstanceAccess', 'gamelift:GetComputeAccess'),
  ),
  pollPipelineJobs: credentials(
    'medium',
    'Can poll for jobs of any custom CodePipeline action, and get credentials for their artifacts.',
    RETURNS_CREDENTIALS,
    other(at.ACTION_TYPE, 'codepipeline:PollForJobs'),
  ),
  createGrafanaToken: credentials(
    'medium',
    'Can create keys and tokens of any Amazon Managed Grafana workspace.',
    RETURNS_CREDENTIALS,
    other(
      'grafana:R:A:/workspaces/{g-0123456789}',
      'grafana:CreateWorkspaceApiKey',
      'grafana:CreateWorkspaceServiceAccountToken',
    ),
  ),
  createApiKey: credentials(
    'medium',
    'Can create API keys for AWS AppSync or Amazon Chime, or read any API key of API Gateway.',
    RETURNS_CREDENTIALS,
    [
      plain('appsync:CreateApiKey', 'chime:CreateApiKey'),
      other('apigateway:R::/apikeys/{a0123456789}', 'apigateway:GET'),
    ],
  ),
  signInToConnect: credentials(
    'medium',
    'Can sign in to any Amazon Connect instance.',
    RETURNS_CREDENTIALS,
    other('connect:R:A:instance/{01234567-89ab-cdef}', 'connect:GetFederationToken'),
  ),
  rotateIngestCredentials: credentials(
    'low',
    'Can replace and read the ingest credentials of any MediaPackage channel.',
    RETURNS_CREDENTIALS,
    other(
      'mediapackage:R:A:channels/{0123456789abcdef}',
      'mediapackage:RotateIngestEndpointCredentials',
      'mediapackage:RotateChannelCredentials',
    ),
  ),
  getAgentCredentials: credentials(
    'medium',
    'Can get the tokens and API keys for other services that Bedrock AgentCore stores.',
    hackTricks('bedrock-agentcore'),
    [
      other(
        'bedrock-agentcore:R:A:token-vault/{default}/oauth2credentialprovider/{production}',
        'bedrock-agentcore:GetResourceOauth2Token',
      ),
      other(
        'bedrock-agentcore:R:A:token-vault/{default}/apikeycredentialprovider/{production}',
        'bedrock-agentcore:GetResourceApiKey',
      ),
    ],
  ),
  exportCertificate: credentials(
    'medium',
    'Can export any exportable ACM certificate with its private key.',
    reference('AWS Certificate Manager'),
    other('acm:R:A:certificate/{01234567-89ab-cdef}', 'acm:ExportCertificate'),
  ),
} as const satisfies Record<string, RiskRow>;
