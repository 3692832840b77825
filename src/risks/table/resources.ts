/*
 * The resources of the table, as the Service Authorization Reference writes their ARNs, without the partition. `R` is
 * any Region and `A` any account. What is in braces is the name in example requests: a resource that the author of a
 * policy had no reason to name.
 */

const iam = <Kind extends string>(kind: Kind, name = 'OrganizationAdministrator'): string => `iam::A:${kind}/{${name}}`;

export const ROLE = iam('role');
export const USER = iam('user');
export const GROUP = iam('group', 'Administrators');
export const POLICY = iam('policy');
export const PROFILE = iam('instance-profile');
export const SAML_PROVIDER = iam('saml-provider', 'CorporateDirectory');
export const OIDC_PROVIDER = iam('oidc-provider', 'token.actions.githubusercontent.com');
export const ROOT = 'iam::A:root';

export const INSTANCE = 'ec2:R:A:instance/{i-0123456789abcdef0}';
export const VOLUME = 'ec2:R:A:volume/{vol-0123456789abcdef0}';
export const ADDRESS = 'ec2:R:A:elastic-ip/{eipalloc-0123456789abcdef0}';
export const SPOT_REQUEST = 'ec2:R:A:spot-instances-request/{sir-01234567}';
export const SPOT_FLEET = 'ec2:R:A:spot-fleet-request/{sfr-01234567-89ab-cdef-0123-456789abcdef}';
export const LAUNCH_TEMPLATE = 'ec2:R:A:launch-template/{lt-0123456789abcdef0}';
export const SNAPSHOT = 'ec2:R::snapshot/{snap-0123456789abcdef0}';
export const IMAGE = 'ec2:R::image/{ami-0123456789abcdef0}';
export const MIRROR_SESSION = 'ec2:R:A:traffic-mirror-session/{tms-0123456789abcdef0}';
export const LAUNCH_CONFIGURATION =
  'autoscaling:R:A:launchConfiguration:{01234567-89ab-cdef-0123-456789abcdef}:launchConfigurationName/{production}';
export const SCALING_GROUP =
  'autoscaling:R:A:autoScalingGroup:{01234567-89ab-cdef-0123-456789abcdef}:autoScalingGroupName/{production}';

export const FUNCTION = 'lambda:R:A:function:{production}';
export const LAYER_VERSION = 'lambda:R:A:layer:{production}:{1}';
export const TASK_DEFINITION = 'ecs:R:A:task-definition/{production}:{1}';
export const TASK = 'ecs:R:A:task/{production}/{0123456789abcdef0123456789abcdef}';
export const ECS_SERVICE = 'ecs:R:A:service/{production}/{production}';
export const EKS_CLUSTER = 'eks:R:A:cluster/{production}';
export const ACCESS_ENTRY =
  'eks:R:A:access-entry/{production}/{role}/{123456789012}/{OrganizationAdministrator}/{01234567-89ab-cdef}';
export const POD_IDENTITY = 'eks:R:A:podidentityassociation/{production}/{a-0123456789abcdef0}';
export const JOB_DEFINITION = 'batch:R:A:job-definition/{production}';
export const BATCH_JOB_QUEUE = 'batch:R:A:job-queue/{production}';

export const STACK = 'cloudformation:R:A:stack/{production}/{01234567-89ab-cdef-0123-456789abcdef}';
export const STACK_SET = 'cloudformation:R:A:stackset/{production}:{01234567-89ab-cdef-0123-456789abcdef}';
export const BUILD_PROJECT = 'codebuild:R:A:project/{production}';
export const SANDBOX = 'codebuild:R:A:sandbox/{production:01234567-89ab-cdef-0123-456789abcdef}';
export const DEPLOYMENT_GROUP = 'codedeploy:R:A:deploymentgroup:{production}/{production}';
export const DEPLOYMENT_CONFIG = 'codedeploy:R:A:deploymentconfig:{CodeDeployDefault.AllAtOnce}';
export const DEPLOYED_APPLICATION = 'codedeploy:R:A:application:{production}';
export const CODE_PIPELINE = 'codepipeline:R:A:{production}';
export const ACTION_TYPE = 'codepipeline:R:A:actiontype:{Custom}/{Build}/{Jenkins}/{1}';
export const STAR_PROJECT = 'codestar:R:A:project/{production}';
export const SOURCE_REPOSITORY = 'codecommit:R:A:{production}';
export const DATA_PIPELINE = 'datapipeline:R:A:pipeline/{df-0123456789ABCDEFGHIJ}';
export const BEANSTALK_ENVIRONMENT = 'elasticbeanstalk:R:A:environment/{production}/{production}';
export const AMPLIFY_BRANCH = 'amplify:R:A:apps/{d0123456789abc}/branches/{main}';
export const AMPLIFY_JOB = 'amplify:R:A:apps/{d0123456789abc}/branches/{main}/jobs/{1}';
export const APP_RUNNER_SERVICE = 'apprunner:R:A:service/{production}/{0123456789abcdef0123456789abcdef}';
export const IMAGE_COMPONENT = 'imagebuilder:R:A:component/{production}/{1.0.0}/{1}';
export const IMAGE_RECIPE = 'imagebuilder:R:A:image-recipe/{production}/{1.0.0}';
export const IMAGE_INFRASTRUCTURE = 'imagebuilder:R:A:infrastructure-configuration/{production}';
export const BUILT_IMAGE = 'imagebuilder:R:A:image/{production}/{1.0.0}/{1}';
export const IMAGE_REPOSITORY = 'ecr:R:A:repository/{production}';

export const DEV_ENDPOINT = 'glue:R:A:devEndpoint/{production}';
export const GLUE_JOB = 'glue:R:A:job/{production}';
export const GLUE_TRIGGER = 'glue:R:A:trigger/{production}';
export const GLUE_SESSION = 'glue:R:A:session/{production}';
export const GLUE_CONNECTION = 'glue:R:A:connection/{production}';
export const EMR_CLUSTER = 'elasticmapreduce:R:A:cluster/{j-0123456789ABC}';
export const EMR_APPLICATION = 'emr-serverless:R:A:/applications/{0123456789abcdef}';
export const VIRTUAL_CLUSTER = 'emr-containers:R:A:/virtualclusters/{0123456789abcdefghijklmno}';
export const FLINK_APPLICATION = 'kinesisanalytics:R:A:application/{production}';
export const NOTEBOOK = 'sagemaker:R:A:notebook-instance/{production}';
export const NOTEBOOK_CONFIG = 'sagemaker:R:A:notebook-instance-lifecycle-config/{production}';
export const USER_PROFILE = 'sagemaker:R:A:user-profile/{d-0123456789ab}/{production}';
export const STUDIO_DOMAIN = 'sagemaker:R:A:domain/{d-0123456789ab}';
export const sageMaker = (kind: string): string => `sagemaker:R:A:${kind}/{production}`;
export const CODE_INTERPRETER = 'bedrock-agentcore:R:A:code-interpreter-custom/{production-0123456789}';
export const AGENT_RUNTIME = 'bedrock-agentcore:R:A:runtime/{production-0123456789}';
export const AGENT_BROWSER = 'bedrock-agentcore:R:A:browser-custom/{production-0123456789}';
export const WORKLOAD_IDENTITY =
  'bedrock-agentcore:R:A:workload-identity-directory/{default}/workload-identity/{production}';
export const BRAKET_JOB = 'braket:R:A:job/{01234567-89ab-cdef-0123-456789abcdef}';
export const OMICS_RUN = 'omics:R:A:run/{0123456}';
export const SCHEDULE = 'scheduler:R:A:schedule/{default}/{production}';
export const STATE_MACHINE = 'states:R:A:stateMachine:{production}';
export const EVENT_RULE = 'events:R:A:rule/{production}';
export const PIPE = 'pipes:R:A:pipe/{production}';
export const AIRFLOW = 'airflow:R:A:environment/{production}';
export const AIRFLOW_ROLE = 'airflow:R:A:role/{production}/{Admin}';
export const EXPERIMENT_TEMPLATE = 'fis:R:A:experiment-template/{EXT0123456789abcde}';
export const WORKGROUP = 'athena:R:A:workgroup/{primary}';
export const TRANSFER_SERVER = 'transfer:R:A:server/{s-0123456789abcdef0}';
export const TRANSFER_USER = 'transfer:R:A:user/{s-0123456789abcdef0}/{production}';
export const ROLE_ALIAS = 'iot:R:A:rolealias/{production}';
export const ROLES_ANYWHERE_PROFILE = 'rolesanywhere:R:A:profile/{01234567-89ab-cdef-0123-456789abcdef}';
export const TRUST_ANCHOR = 'rolesanywhere:R:A:trust-anchor/{01234567-89ab-cdef-0123-456789abcdef}';

export const DOCUMENT = 'ssm:R:A:document/{production}';
export const AUTOMATION = 'ssm:R:A:automation-definition/{production}:{1}';
export const AUTOMATION_RUN = 'ssm:R:A:automation-execution/{01234567-89ab-cdef-0123-456789abcdef}';
export const PARAMETER = 'ssm:R:A:parameter/{production/database/password}';

export const PERMISSION_SET = 'sso:::permissionSet/{ssoins-0123456789abcdef}/{ps-0123456789abcdef}';
export const DIRECTORY_GROUP = 'identitystore:::group/{0123456789-01234567-89ab-cdef-0123-456789abcdef}';
export const ORGANIZATION_POLICY =
  'organizations::A:policy/{o-exampleorgid}/{service_control_policy}/{p-examplepolicyid}';

export const BUCKET = 's3:::{production-data}';
export const OBJECT = 's3:::{production-data}/{customers.csv}';
export const ACCESS_POINT = 's3:R:A:accesspoint/{production}';
export const TABLE_BUCKET_TABLE = 's3tables:R:A:bucket/{production}/table/{01234567-89ab-cdef-0123-456789abcdef}';
export const SECRET = 'secretsmanager:R:A:secret:{production/database-AbCdEf}';
export const KEY = 'kms:R:A:key/{01234567-89ab-cdef-0123-456789abcdef}';
export const TABLE = 'dynamodb:R:A:table/{production}';
export const TABLE_STREAM = 'dynamodb:R:A:table/{production}/stream/{2026-01-01T00:00:00.000}';
export const DATABASE = 'rds:R:A:db:{production}';
export const DATABASE_CLUSTER = 'rds:R:A:cluster:{production}';
export const DATABASE_SNAPSHOT = 'rds:R:A:snapshot:{production}';
export const CLUSTER_SNAPSHOT = 'rds:R:A:cluster-snapshot:{production}';
export const DATABASE_USER = 'rds-db:R:A:dbuser:{db-0123456789ABCDEFGHIJKLMNOP}/{admin}';
export const WAREHOUSE = 'redshift:R:A:cluster:{production}';
export const WAREHOUSE_USER = 'redshift:R:A:dbuser:{production}/{admin}';
export const WAREHOUSE_DATABASE = 'redshift:R:A:dbname:{production}/{production}';
export const WAREHOUSE_SNAPSHOT = 'redshift:R:A:snapshot:{production}/{production}';
export const WAREHOUSE_SHARE = 'redshift:R:A:datashare:{01234567-89ab-cdef-0123-456789abcdef}/{production}';
export const WAREHOUSE_WORKGROUP = 'redshift-serverless:R:A:workgroup/{01234567-89ab-cdef-0123-456789abcdef}';
export const STREAM = 'kinesis:R:A:stream/{production}';
export const QUEUE = 'sqs:R:A:{production}';
export const TOPIC = 'sns:R:A:{production}';
export const LOG_GROUP = 'logs:R:A:log-group:{production}';
export const LOG_STREAM = 'logs:R:A:log-group:{production}:log-stream:{application}';
export const LOG_DESTINATION = 'logs:R:A:destination:{production}';
export const FILE_SYSTEM = 'elasticfilesystem:R:A:file-system/{fs-0123456789abcdef0}';
export const SEARCH_DOMAIN = 'es:R:A:domain/{production}';
export const SEARCH_COLLECTION = 'aoss:R:A:collection/{0123456789abcdefghij}';
export const CACHE_USER = 'elasticache:R:A:user:{admin}';
export const GRAPH = 'neptune-db:R:A:{cluster-0123456789ABCDEFGHIJKLMNOP}/{database}';
export const KEYSPACE_TABLE = 'cassandra:R:A:/keyspace/{production}/table/{customers}';
export const TIMESTREAM_TABLE = 'timestream:R:A:database/{production}/table/{customers}';
export const DSQL_CLUSTER = 'dsql:R:A:cluster/{0123456789abcdefghijklmnop}';
export const VAULT = 'glacier:R:A:vaults/{production}';
export const BACKUP_VAULT = 'backup:R:A:backup-vault:{production}';
