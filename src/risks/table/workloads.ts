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

/** A way to act as the role that a resource has already. */
function takeOver(what: string, source: RiskSource, ...steps: (Ask | Step)[]): RiskRow {
  return { category: 'escalation', severity: 'high', description: `Can ${what}, and act as its role.`, source, steps };
}

/** Control of workloads that have a role already, so that nothing is passed. */
export const WORKLOAD_RISKS = {
  updateFunctionCode: takeOver(
    'replace the code of any Lambda function',
    pathfinding('lambda-003', 'lambda-004', 'lambda-005'),
    other(at.FUNCTION, 'lambda:UpdateFunctionCode'),
  ),
  updateFunctionConfiguration: takeOver(
    'add a layer or environment variables to any Lambda function',
    hackTricks('lambda'),
    other(at.FUNCTION, 'lambda:UpdateFunctionConfiguration'),
  ),
  updateDevEndpoint: takeOver(
    'sign in to any AWS Glue development endpoint',
    pathfinding('glue-002'),
    other(at.DEV_ENDPOINT, 'glue:UpdateDevEndpoint'),
  ),
  startBuild: takeOver(
    'start a build of any CodeBuild project with other build commands',
    pathfinding('codebuild-002', 'codebuild-003'),
    other(at.BUILD_PROJECT, 'codebuild:StartBuild', 'codebuild:StartBuildBatch'),
  ),
  startSandbox: takeOver(
    'run commands in a sandbox of any CodeBuild project',
    reference('AWS CodeBuild'),
    other(at.BUILD_PROJECT, 'codebuild:StartSandbox'),
    some(at.SANDBOX, 'codebuild:StartCommandExecution', 'codebuild:StartSandboxConnection'),
  ),
  deployToInstances: takeOver(
    'deploy a revision with scripts to the instances of any CodeDeploy application',
    pathfinding('codedeploy-001'),
    other(at.DEPLOYMENT_GROUP, 'codedeploy:CreateDeployment'),
    some(at.DEPLOYED_APPLICATION, 'codedeploy:RegisterApplicationRevision'),
    some(at.DEPLOYMENT_CONFIG, 'codedeploy:GetDeploymentConfig'),
  ),
  joinCodeStarProject: takeOver(
    'create a CodeStar project and become its owner',
    hackTricks('codestar'),
    plain('codestar:CreateProject'),
    some(at.STAR_PROJECT, 'codestar:AssociateTeamMember'),
  ),
  updateStack: takeOver(
    'update any CloudFormation stack',
    pathfinding('cloudformation-002'),
    other(at.STACK, 'cloudformation:UpdateStack'),
  ),
  executeChangeSet: takeOver(
    'run a change set on any CloudFormation stack',
    pathfinding('cloudformation-005'),
    other(at.STACK, 'cloudformation:CreateChangeSet'),
    other(at.STACK, 'cloudformation:ExecuteChangeSet'),
  ),
  changeUserData: takeOver(
    'change the user data of any instance and restart the instance',
    pathfinding('ec2-002'),
    other(at.INSTANCE, 'ec2:ModifyInstanceAttribute'),
    other(at.INSTANCE, 'ec2:StopInstances'),
    other(at.INSTANCE, 'ec2:StartInstances'),
  ),
  changeLaunchTemplate: takeOver(
    'change the default version of any launch template',
    pathfinding('ec2-004', 'ec2-005'),
    other(at.LAUNCH_TEMPLATE, 'ec2:CreateLaunchTemplateVersion'),
    other(at.LAUNCH_TEMPLATE, 'ec2:ModifyLaunchTemplate'),
  ),
  connectToInstance: takeOver(
    'sign in to any instance with EC2 Instance Connect',
    pathfinding('ec2instanceconnect-003'),
    other(at.INSTANCE, 'ec2-instance-connect:SendSSHPublicKey', 'ec2-instance-connect:SendSerialConsoleSSHPublicKey'),
  ),
  startInstanceSession: takeOver(
    'open a Session Manager session on any instance',
    pathfinding('ssm-001'),
    other(at.INSTANCE, 'ssm:StartSession'),
  ),
  sendInstanceCommand: takeOver(
    'run commands on any instance with Systems Manager',
    pathfinding('ssm-002'),
    other(at.INSTANCE, 'ssm:SendCommand'),
    some(at.DOCUMENT, 'ssm:SendCommand'),
  ),
  associateDocument: takeOver(
    'run commands on any instance with a State Manager association',
    hackTricks('ssm'),
    other(at.INSTANCE, 'ssm:CreateAssociation'),
    some(at.DOCUMENT, 'ssm:CreateAssociation'),
  ),
  executeInTask: takeOver(
    'run commands in any container of an Amazon ECS task',
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
    'run other commands in a job of any AWS Batch job definition',
    pathfinding('batch-002'),
    other(at.JOB_DEFINITION, 'batch:SubmitJob'),
  ),
  updateAppRunner: takeOver(
    'change the image or the start command of any App Runner service',
    pathfinding('apprunner-002'),
    other(at.APP_RUNNER_SERVICE, 'apprunner:UpdateService'),
  ),
  openNotebook: takeOver('open any SageMaker notebook instance or Studio profile', pathfinding('sagemaker-004'), [
    other(at.NOTEBOOK, 'sagemaker:CreatePresignedNotebookInstanceUrl'),
    other(at.USER_PROFILE, 'sagemaker:CreatePresignedDomainUrl'),
  ]),
  changeNotebookConfig: takeOver(
    'change the lifecycle configuration of any SageMaker notebook instance and restart it',
    pathfinding('sagemaker-005'),
    some(at.NOTEBOOK_CONFIG, 'sagemaker:CreateNotebookInstanceLifecycleConfig'),
    other(at.NOTEBOOK, 'sagemaker:StopNotebookInstance'),
    other(at.NOTEBOOK, 'sagemaker:UpdateNotebookInstance'),
    other(at.NOTEBOOK, 'sagemaker:StartNotebookInstance'),
  ),
  useCodeInterpreter: takeOver(
    'run code in any Bedrock AgentCore code interpreter',
    pathfinding('bedrock-002'),
    other(at.CODE_INTERPRETER, 'bedrock-agentcore:StartCodeInterpreterSession'),
    other(at.CODE_INTERPRETER, 'bedrock-agentcore:InvokeCodeInterpreter'),
  ),
  commandAgentRuntime: takeOver(
    'run commands in any Bedrock AgentCore runtime',
    pathfinding('bedrock-004'),
    other(at.AGENT_RUNTIME, 'bedrock-agentcore:InvokeAgentRuntimeCommand'),
  ),
  driveAgentBrowser: takeOver(
    'drive any Bedrock AgentCore browser',
    pathfinding('bedrock-007'),
    other(at.AGENT_BROWSER, 'bedrock-agentcore:StartBrowserSession'),
    plain('bedrock-agentcore:ConnectBrowserAutomationStream'),
  ),
  updateStateMachine: takeOver(
    'change and run any Step Functions state machine',
    laboratory('stepfunctions-002'),
    other(at.STATE_MACHINE, 'states:UpdateStateMachine'),
    other(at.STATE_MACHINE, 'states:StartExecution'),
  ),
  addClusterStep: takeOver(
    'run a step on any Amazon EMR cluster',
    hackTricks('emr'),
    other(at.EMR_CLUSTER, 'elasticmapreduce:AddJobFlowSteps'),
  ),
  runVirtualClusterJob: takeOver(
    'run an EMR on EKS job with any execution role, which takes no `iam:PassRole`',
    reference('Amazon EMR on EKS'),
    other(at.VIRTUAL_CLUSTER, 'emr-containers:StartJobRun'),
  ),
  replaceImage: {
    category: 'escalation',
    severity: 'medium',
    description: 'Can push another image to any repository of Amazon ECR, which workloads then run.',
    source: hackTricks('ecr'),
    steps: [other(at.IMAGE_REPOSITORY, 'ecr:PutImage')],
  },
  changeSourceCode: {
    category: 'escalation',
    severity: 'medium',
    description: 'Can change the code in any CodeCommit repository, which pipelines then build and deploy.',
    source: hackTricks('codecommit-pipeline-source'),
    steps: [other(at.SOURCE_REPOSITORY, 'codecommit:GitPush', 'codecommit:PutFile', 'codecommit:CreateCommit')],
  },
  replaceObject: {
    category: 'escalation',
    severity: 'medium',
    description: 'Can replace objects of any bucket, such as templates and code that more powerful roles use.',
    source: hackTricks('s3'),
    steps: [other(at.OBJECT, 's3:PutObject')],
  },
} as const satisfies Record<string, RiskRow>;
