/** What `Ref` and `Fn::GetAtt` return for resources of a type. */
export type ResourceValues = {
  /** The property with the name; without one, AWS chooses the name. */
  name?: string;
  /** The property with a part of the name, of which AWS chooses the rest. */
  partOfName?: string;
  /** The ARN, with `{name}` and, for IAM, `{path}` with slashes at both ends. */
  arn: string;
  /** What `Ref` returns: the name, the ARN, or something else. */
  ref: 'name' | 'arn' | 'other';
  /** The attributes that are the ARN, and those that are the name. */
  arnAttributes: readonly string[];
  nameAttributes?: readonly string[];
};

const AT = 'arn:${AWS::Partition}';
const HERE = '${AWS::Region}:${AWS::AccountId}';
const IAM = `${AT}:iam::\${AWS::AccountId}`;

/**
 * The types of resources whose ARN follows from the name.
 *
 * Sources: CloudFormation Template Reference Guide, "Return values" of each type; Service Authorization Reference,
 * "Resource types".
 */
export const RESOURCE_VALUES: ReadonlyMap<string, ResourceValues> = /* @__PURE__ */ new Map<string, ResourceValues>([
  ['AWS::IAM::Role', { name: 'RoleName', arn: `${IAM}:role{path}{name}`, ref: 'name', arnAttributes: ['Arn'] }],
  ['AWS::IAM::User', { name: 'UserName', arn: `${IAM}:user{path}{name}`, ref: 'name', arnAttributes: ['Arn'] }],
  ['AWS::IAM::Group', { name: 'GroupName', arn: `${IAM}:group{path}{name}`, ref: 'name', arnAttributes: ['Arn'] }],
  [
    'AWS::IAM::InstanceProfile',
    { name: 'InstanceProfileName', arn: `${IAM}:instance-profile{path}{name}`, ref: 'name', arnAttributes: ['Arn'] },
  ],
  [
    'AWS::IAM::ManagedPolicy',
    { name: 'ManagedPolicyName', arn: `${IAM}:policy{path}{name}`, ref: 'arn', arnAttributes: ['PolicyArn'] },
  ],
  ['AWS::S3::Bucket', { name: 'BucketName', arn: `${AT}:s3:::{name}`, ref: 'name', arnAttributes: ['Arn'] }],
  [
    'AWS::SQS::Queue',
    {
      name: 'QueueName',
      arn: `${AT}:sqs:${HERE}:{name}`,
      ref: 'other',
      arnAttributes: ['Arn'],
      nameAttributes: ['QueueName'],
    },
  ],
  [
    'AWS::SNS::Topic',
    {
      name: 'TopicName',
      arn: `${AT}:sns:${HERE}:{name}`,
      ref: 'arn',
      arnAttributes: ['TopicArn'],
      nameAttributes: ['TopicName'],
    },
  ],
  [
    'AWS::DynamoDB::Table',
    { name: 'TableName', arn: `${AT}:dynamodb:${HERE}:table/{name}`, ref: 'name', arnAttributes: ['Arn'] },
  ],
  [
    'AWS::DynamoDB::GlobalTable',
    { name: 'TableName', arn: `${AT}:dynamodb:${HERE}:table/{name}`, ref: 'name', arnAttributes: ['Arn'] },
  ],
  [
    'AWS::Kinesis::Stream',
    { name: 'Name', arn: `${AT}:kinesis:${HERE}:stream/{name}`, ref: 'name', arnAttributes: ['Arn'] },
  ],
  [
    'AWS::KinesisFirehose::DeliveryStream',
    {
      name: 'DeliveryStreamName',
      arn: `${AT}:firehose:${HERE}:deliverystream/{name}`,
      ref: 'name',
      arnAttributes: ['Arn'],
    },
  ],
  [
    'AWS::Lambda::Function',
    { name: 'FunctionName', arn: `${AT}:lambda:${HERE}:function:{name}`, ref: 'name', arnAttributes: ['Arn'] },
  ],
  [
    'AWS::Logs::LogGroup',
    { name: 'LogGroupName', arn: `${AT}:logs:${HERE}:log-group:{name}:*`, ref: 'name', arnAttributes: ['Arn'] },
  ],
  [
    'AWS::KMS::Key',
    { arn: `${AT}:kms:${HERE}:key/{name}`, ref: 'name', arnAttributes: ['Arn'], nameAttributes: ['KeyId'] },
  ],
  [
    // Its name in the ARN ends with six random characters.
    'AWS::SecretsManager::Secret',
    { partOfName: 'Name', arn: `${AT}:secretsmanager:${HERE}:secret:{name}`, ref: 'arn', arnAttributes: ['Id'] },
  ],
  [
    'AWS::StepFunctions::StateMachine',
    {
      name: 'StateMachineName',
      arn: `${AT}:states:${HERE}:stateMachine:{name}`,
      ref: 'arn',
      arnAttributes: ['Arn'],
      nameAttributes: ['Name'],
    },
  ],
  [
    'AWS::ECR::Repository',
    { name: 'RepositoryName', arn: `${AT}:ecr:${HERE}:repository/{name}`, ref: 'name', arnAttributes: ['Arn'] },
  ],
]);

/**
 * Resources that can create roles or policies that are not in the template.
 *
 * Source: CloudFormation Template Reference Guide, the page of each type.
 */
export const CREATES_OTHERS: readonly (readonly [type: RegExp, reason: string])[] = [
  [/^AWS::CloudFormation::Stack$/, 'a nested stack, whose template is not analyzed'],
  [/^AWS::CloudFormation::StackSet$/, 'a StackSet, whose template is not analyzed'],
  [/::MODULE$/, 'a module, which is not analyzed'],
  [/^AWS::Serverless::/, 'a resource of AWS SAM; the roles that SAM creates for it are not in the template'],
  [/^AWS::ServiceCatalog::CloudFormationProvisionedProduct$/, 'a product, whose template is not analyzed'],
  [/^AWS::IAM::ServiceLinkedRole$/, 'a service-linked role, whose policies are not in the template'],
  [/^(?:Custom::|AWS::CloudFormation::CustomResource$)/, 'a custom resource, which can change roles'],
  [/^AWS::SSO::PermissionSet$/, 'a permission set, whose roles are not in the template'],
  [/^AWS::SSO::Assignment$/, 'an assignment of a permission set, whose roles are not in the template'],
  [/^AWS::Organizations::Account$/, 'an account, whose first role is not in the template'],
  [/^(?!AWS::|Alexa::)/, 'of a type that AWS does not publish, which can change roles'],
];
