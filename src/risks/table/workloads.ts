import * as at from './resources.js';
import {
  hackTricks,
  laboratory,
  other,
  pathfinding,
  plain,
  reference,
  some,
  type Ask,
  type RiskRow,
  type RiskSource,
  type Step,
} from './row.js';

/** A way to act as the role that a resource already has. */
function takeOver(what: string, source: RiskSource, ...steps: (Ask | Step)[]): RiskRow {
  return { category: 'escalation', severity: 'high', description: `Can ${what}.`, source, steps };
}

/** Control of workloads that already have a role, so that no role is passed. */
export const WORKLOAD_RISKS = {
  updateFunctionCode: takeOver(
    'replace the code of any Lambda function, and act as its execution role',
    pathfinding('lambda-003', 'lambda-004', 'lambda-005'),
    other(at.FUNCTION, 'lambda:UpdateFunctionCode'),
  ),
  updateFunctionConfiguration: takeOver(
    'change the layers or environment variables of any Lambda function, and act as its execution role',
    hackTricks('lambda'),
    other(at.FUNCTION, 'lambda:UpdateFunctionConfiguration'),
  ),
  updateDevEndpoint: takeOver(
    'add an SSH key to any AWS Glue development endpoint, and act as its role',
    pathfinding('glue-002'),
    other(at.DEV_ENDPOINT, 'glue:UpdateDevEndpoint'),
  ),
  startBuild: takeOver(
    'run other build commands in any CodeBuild project, and act as its service role',
    pathfinding('codebuild-002', 'codebuild-003'),
    other(at.BUILD_PROJECT, 'codebuild:StartBuild', 'codebuild:StartBuildBatch'),
  ),
  startSandbox: takeOver(
    'run commands in a sandbox of any CodeBuild project, and act as its service role',
    reference('AWS CodeBuild'),
    other(at.BUILD_PROJECT, 'codebuild:StartSandbox'),
    some(at.SANDBOX, 'codebuild:StartCommandExecution', 'codebuild:StartSandboxConnection'),
  ),
  deployToInstances: takeOver(
    'run scripts on the instances of any CodeDeploy deployment group, and act as the roles of the instances',
    pathfinding('codedeploy-001'),
    other(at.DEPLOYMENT_GROUP, 'codedeploy:CreateDeployment'),
    some(at.DEPLOYED_APPLICATION, 'codedeploy:RegisterApplicationRevision'),
    some(at.DEPLOYMENT_CONFIG, 'codedeploy:GetDeploymentConfig'),
  ),
  joinCodeStarProject: takeOver(
    'create an AWS CodeStar project, become its owner, and gain the permissions of the owner',
    hackTricks('codestar'),
    plain('codestar:CreateProject'),
    some(at.STAR_PROJECT, 'codestar:AssociateTeamMember'),
  ),
  updateStack: takeOver(
    'update any CloudFormation stack, and act as its service role',
    pathfinding('cloudformation-002'),
    other(at.STACK, 'cloudformation:UpdateStack'),
  ),
  executeChangeSet: takeOver(
    'execute a change set for any CloudFormation stack, and act as its service role',
    pathfinding('cloudformation-005'),
    other(at.STACK, 'cloudformation:CreateChangeSet'),
    other(at.STACK, 'cloudformation:ExecuteChangeSet'),
  ),
  changeUserData: takeOver(
    'change the user data of any instance, restart the instance, and act as its role',
    pathfinding('ec2-002'),
    other(at.INSTANCE, 'ec2:ModifyInstanceAttribute'),
    other(at.INSTANCE, 'ec2:StopInstances'),
    other(at.INSTANCE, 'ec2:StartInstances'),
  ),
  changeLaunchTemplate: takeOver(
    'change the default version of any launch template, and act as the roles of instances launched from it',
    pathfinding('ec2-004', 'ec2-005'),
    other(at.LAUNCH_TEMPLATE, 'ec2:CreateLaunchTemplateVersion'),
    other(at.LAUNCH_TEMPLATE, 'ec2:ModifyLaunchTemplate'),
  ),
  connectToInstance: takeOver(
    'sign in to any instance with EC2 Instance Connect, and act as its role',
    pathfinding('ec2instanceconnect-003'),
    other(at.INSTANCE, 'ec2-instance-connect:SendSSHPublicKey', 'ec2-instance-connect:SendSerialConsoleSSHPublicKey'),
  ),
  startInstanceSession: takeOver(
    'start a Session Manager session on any instance, and act as its role',
    pathfinding('ssm-001'),
    other(at.INSTANCE, 'ssm:StartSession'),
  ),
  sendInstanceCommand: takeOver(
    'run commands on any instance with Systems Manager Run Command, and act as its role',
    pathfinding('ssm-002'),
    other(at.INSTANCE, 'ssm:SendCommand'),
    some(at.DOCUMENT, 'ssm:SendCommand'),
  ),
  associateDocument: takeOver(
    'run commands on any instance with a State Manager association, and act as its role',
    hackTricks('ssm'),
    other(at.INSTANCE, 'ssm:CreateAssociation'),
    some(at.DOCUMENT, 'ssm:CreateAssociation'),
  ),
  executeInTask: takeOver(
    'run commands in the containers of any Amazon ECS task, and act as its task role',
    pathfinding('ecs-006'),
    other(at.TASK, 'ecs:ExecuteCommand'),
  ),
  accessCluster: {
    category: 'escalation',
    severity: 'high',
    description: 'Can make itself an administrator of any Amazon EKS cluster, and act as the roles of its pods.',
    source: hackTricks('eks'),
    steps: [
      [other(at.EKS_CLUSTER, 'eks:CreateAccessEntry'), other(at.ACCESS_ENTRY, 'eks:UpdateAccessEntry')],
      some(at.ACCESS_ENTRY, 'eks:AssociateAccessPolicy'),
    ],
  },
  submitBatchJob: takeOver(
    'run other commands in a job of any AWS Batch job definition, and act as its job role',
    pathfinding('batch-002'),
    other(at.JOB_DEFINITION, 'batch:SubmitJob'),
  ),
  updateAppRunner: takeOver(
    'change the image or the start command of any App Runner service, and act as its instance role',
    pathfinding('apprunner-002'),
    other(at.APP_RUNNER_SERVICE, 'apprunner:UpdateService'),
  ),
  openNotebook: takeOver(
    'open any SageMaker notebook instance or Studio user profile, and act as its execution role',
    pathfinding('sagemaker-004'),
    [
      other(at.NOTEBOOK, 'sagemaker:CreatePresignedNotebookInstanceUrl'),
      other(at.USER_PROFILE, 'sagemaker:CreatePresignedDomainUrl'),
    ],
  ),
  changeNotebookConfig: takeOver(
    'change the lifecycle configuration of any SageMaker notebook instance, restart it, and act as its execution role',
    pathfinding('sagemaker-005'),
    some(at.NOTEBOOK_CONFIG, 'sagemaker:CreateNotebookInstanceLifecycleConfig'),
    other(at.NOTEBOOK, 'sagemaker:StopNotebookInstance'),
    other(at.NOTEBOOK, 'sagemaker:UpdateNotebookInstance'),
    other(at.NOTEBOOK, 'sagemaker:StartNotebookInstance'),
  ),
  useCodeInterpreter: takeOver(
    'run code in any Bedrock AgentCore code interpreter, and act as its execution role',
    pathfinding('bedrock-002'),
    other(at.CODE_INTERPRETER, 'bedrock-agentcore:StartCodeInterpreterSession'),
    other(at.CODE_INTERPRETER, 'bedrock-agentcore:InvokeCodeInterpreter'),
  ),
  commandAgentRuntime: takeOver(
    'run commands in any Bedrock AgentCore runtime, and act as its execution role',
    pathfinding('bedrock-004'),
    other(at.AGENT_RUNTIME, 'bedrock-agentcore:InvokeAgentRuntimeCommand'),
  ),
  driveAgentBrowser: takeOver(
    'control any Bedrock AgentCore browser, and act as its execution role',
    pathfinding('bedrock-007'),
    other(at.AGENT_BROWSER, 'bedrock-agentcore:StartBrowserSession'),
    plain('bedrock-agentcore:ConnectBrowserAutomationStream'),
  ),
  updateStateMachine: takeOver(
    'change and run any Step Functions state machine, and act as its execution role',
    laboratory('stepfunctions-002'),
    other(at.STATE_MACHINE, 'states:UpdateStateMachine'),
    other(at.STATE_MACHINE, 'states:StartExecution'),
  ),
  addClusterStep: takeOver(
    'run a step on any Amazon EMR cluster, and act as the role of its instances',
    hackTricks('emr'),
    other(at.EMR_CLUSTER, 'elasticmapreduce:AddJobFlowSteps'),
  ),
  runVirtualClusterJob: takeOver(
    'run an Amazon EMR on EKS job with any job execution role, without `iam:PassRole`, and act as that role',
    reference('Amazon EMR on EKS'),
    other(at.VIRTUAL_CLUSTER, 'emr-containers:StartJobRun'),
  ),
  replaceImage: {
    category: 'escalation',
    severity: 'medium',
    description: 'Can push an image to any Amazon ECR repository, and so run code in the workloads that use it.',
    source: hackTricks('ecr'),
    steps: [other(at.IMAGE_REPOSITORY, 'ecr:PutImage')],
  },
  changeSourceCode: {
    category: 'escalation',
    severity: 'medium',
    description: 'Can change the code in any CodeCommit repository, and so what pipelines build and deploy.',
    source: hackTricks('codecommit-pipeline-source'),
    steps: [other(at.SOURCE_REPOSITORY, 'codecommit:GitPush', 'codecommit:PutFile', 'codecommit:CreateCommit')],
  },
  replaceObject: {
    category: 'escalation',
    severity: 'medium',
    description: 'Can replace the objects of any bucket, such as templates and code that more powerful roles use.',
    source: hackTricks('s3'),
    steps: [other(at.OBJECT, 's3:PutObject')],
  },
} as const satisfies Record<string, RiskRow>;
