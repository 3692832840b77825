import { passRole } from './pass-role-row.js';
import * as at from './resources.js';
import { hackTricks, laboratory, pathfinding, plain, some, type RiskRow } from './row.js';

/** `iam:PassRole` together with compute that then has the role. */
export const COMPUTE_RISKS = {
  passRoleToRunningInstance: passRole(
    'give a running instance an instance profile',
    'ec2',
    hackTricks('ec2'),
    some(at.INSTANCE, 'ec2:AssociateIamInstanceProfile', 'ec2:ReplaceIamInstanceProfileAssociation'),
  ),
  passRoleToSpotFleet: passRole(
    'request a Spot Fleet',
    ['ec2', 'spotfleet'],
    hackTricks('ec2'),
    some(at.SPOT_FLEET, 'ec2:RequestSpotFleet'),
  ),
  passRoleToAutoScaling: passRole(
    'launch instances in an Auto Scaling group',
    'ec2',
    hackTricks('ec2'),
    [
      some(at.LAUNCH_CONFIGURATION, 'autoscaling:CreateLaunchConfiguration'),
      some(at.LAUNCH_TEMPLATE, 'ec2:CreateLaunchTemplate', 'ec2:CreateLaunchTemplateVersion'),
    ],
    some(at.SCALING_GROUP, 'autoscaling:CreateAutoScalingGroup', 'autoscaling:UpdateAutoScalingGroup'),
  ),
  passRoleToLambda: passRole(
    'create and run a Lambda function',
    'lambda',
    pathfinding('lambda-001', 'lambda-002', 'lambda-006'),
    some(at.FUNCTION, 'lambda:CreateFunction'),
    [some(at.FUNCTION, 'lambda:InvokeFunction', 'lambda:AddPermission'), plain('lambda:CreateEventSourceMapping')],
  ),
  passRoleToEcsRunTask: passRole(
    'run an Amazon ECS task',
    'ecs-tasks',
    pathfinding('ecs-002', 'ecs-004', 'ecs-008'),
    some(at.TASK_DEFINITION, 'ecs:RunTask'),
  ),
  passRoleToEcsStartTask: passRole(
    'start an Amazon ECS task on a container instance',
    'ecs-tasks',
    pathfinding('ecs-005', 'ecs-007', 'ecs-009'),
    some(at.TASK_DEFINITION, 'ecs:StartTask'),
  ),
  passRoleToEcsService: passRole(
    'create or update an Amazon ECS service',
    'ecs-tasks',
    pathfinding('ecs-001', 'ecs-003'),
    some(at.TASK_DEFINITION, 'ecs:RegisterTaskDefinition'),
    some(at.ECS_SERVICE, 'ecs:CreateService', 'ecs:UpdateService'),
  ),
  passRoleToPod: passRole('run a pod in an Amazon EKS cluster', 'pods.eks', hackTricks('eks'), [
    some(at.EKS_CLUSTER, 'eks:CreatePodIdentityAssociation'),
    some(at.POD_IDENTITY, 'eks:UpdatePodIdentityAssociation'),
  ]),
  passRoleToBatchJob: passRole(
    'run an AWS Batch job',
    ['ecs-tasks', 'batch'],
    pathfinding('batch-001', 'batch-003'),
    some(at.JOB_DEFINITION, 'batch:RegisterJobDefinition'),
    [some(at.BATCH_JOB_QUEUE, 'batch:SubmitJob')],
  ),
  passRoleToAppRunner: passRole(
    'create an App Runner service',
    'tasks.apprunner',
    pathfinding('apprunner-001'),
    some(at.APP_RUNNER_SERVICE, 'apprunner:CreateService'),
  ),
  passRoleToAmplify: passRole(
    'build an Amplify app',
    'amplify',
    laboratory('amplify-001'),
    plain('amplify:CreateApp'),
    some(at.AMPLIFY_BRANCH, 'amplify:CreateBranch'),
    some(at.AMPLIFY_JOB, 'amplify:StartJob'),
  ),
  passRoleToBeanstalk: passRole(
    'create or update an Elastic Beanstalk environment',
    ['elasticbeanstalk', 'ec2'],
    hackTricks('elastic-beanstalk'),
    some(at.BEANSTALK_ENVIRONMENT, 'elasticbeanstalk:CreateEnvironment', 'elasticbeanstalk:UpdateEnvironment'),
  ),
  passRoleToImageBuilder: passRole(
    'build an EC2 Image Builder image on an instance',
    'ec2',
    pathfinding('imagebuilder-001'),
    some(at.IMAGE_COMPONENT, 'imagebuilder:CreateComponent'),
    some(at.IMAGE_RECIPE, 'imagebuilder:CreateImageRecipe'),
    some(at.IMAGE_INFRASTRUCTURE, 'imagebuilder:CreateInfrastructureConfiguration'),
    some(at.BUILT_IMAGE, 'imagebuilder:CreateImage'),
  ),
  passRoleToGameLift: passRole(
    'create a GameLift fleet',
    ['gamelift', 'ec2'],
    pathfinding('gamelift-001'),
    plain('gamelift:CreateBuild'),
    plain('gamelift:CreateFleet'),
  ),
} as const satisfies Record<string, RiskRow>;
