import { firstOf, has, hasList, hasObject, hasText, isShape, type Shape } from './shape.js';

/** A response of AWS that does not contain exactly one policy. */
type Response = {
  /** The command of the AWS CLI that prints it. */
  call: string;
  matches: (answer: Shape) => boolean;
  /** The command whose output has the policy. */
  instead: string;
};

const GET_VERSION = '`aws iam get-policy-version --policy-arn ARN --version-id v1`';
const GET_ROLE = '`aws iam get-role --role-name NAME`';
const GET_ROLE_POLICY = '`aws iam get-role-policy --role-name ROLE --policy-name NAME`';
const GET_USER_POLICY = '`aws iam get-user-policy --user-name USER --policy-name NAME`';
const GET_GROUP_POLICY = '`aws iam get-group-policy --group-name GROUP --policy-name NAME`';

const list =
  (name: string) =>
  (answer: Shape): boolean =>
    hasList(answer, name);
const object =
  (name: string) =>
  (answer: Shape): boolean =>
    hasObject(answer, name);
const members =
  (...names: string[]) =>
  (answer: Shape): boolean =>
    has(answer, ...names);

/**
 * Answers of AWS that people give in place of a policy. The first row that matches counts.
 *
 * Sources: IAM, STS, Organizations and S3 API References, the elements of each response.
 */
export const RESPONSES: readonly Response[] = [
  {
    call: 'organizations list-policies',
    matches: (answer) => isShape(firstOf(answer['Policies'])) && has(firstOf(answer['Policies']), 'AwsManaged', 'Type'),
    instead: '`aws organizations describe-policy --policy-id ID`',
  },
  {
    call: 'iam list-policies',
    matches: (answer) => hasList(answer, 'Policies') && !has(firstOf(answer['Policies']), 'PolicyVersionList'),
    instead: GET_VERSION,
  },
  { call: 'iam get-policy', matches: (answer) => has(answer['Policy'], 'DefaultVersionId'), instead: GET_VERSION },
  { call: 'iam list-roles', matches: list('Roles'), instead: GET_ROLE },
  { call: 'iam get-group', matches: object('Group'), instead: GET_GROUP_POLICY },
  { call: 'iam list-users', matches: list('Users'), instead: GET_USER_POLICY },
  { call: 'iam list-groups', matches: list('Groups'), instead: GET_GROUP_POLICY },
  {
    call: 'iam list-attached-role-policies',
    matches: list('AttachedPolicies'),
    instead: GET_VERSION,
  },
  { call: 'iam list-role-policies', matches: list('PolicyNames'), instead: GET_ROLE_POLICY },
  { call: 'iam list-policy-versions', matches: list('Versions'), instead: GET_VERSION },
  {
    call: 'iam list-entities-for-policy',
    matches: (answer) =>
      hasList(answer, 'PolicyRoles') || hasList(answer, 'PolicyUsers') || hasList(answer, 'PolicyGroups'),
    instead: GET_VERSION,
  },
  { call: 'iam list-instance-profiles', matches: list('InstanceProfiles'), instead: GET_ROLE },
  { call: 'iam get-instance-profile', matches: object('InstanceProfile'), instead: GET_ROLE },
  { call: 'iam get-user', matches: object('User'), instead: GET_USER_POLICY },
  { call: 'iam get-role', matches: object('Role'), instead: GET_ROLE_POLICY },
  { call: 'iam simulate-principal-policy', matches: list('EvaluationResults'), instead: GET_ROLE_POLICY },
  { call: 'iam get-context-keys-for-principal-policy', matches: list('ContextKeyNames'), instead: GET_ROLE_POLICY },
  { call: 'iam get-account-summary', matches: object('SummaryMap'), instead: GET_VERSION },
  { call: 'iam get-account-password-policy', matches: object('PasswordPolicy'), instead: GET_VERSION },
  { call: 'iam list-account-aliases', matches: list('AccountAliases'), instead: GET_VERSION },
  { call: 'iam get-credential-report', matches: members('Content', 'ReportFormat'), instead: GET_VERSION },
  { call: 'iam generate-credential-report', matches: members('State', 'Description'), instead: GET_VERSION },
  {
    call: 'iam get-service-last-accessed-details',
    matches: (answer) => has(answer, 'JobStatus') || hasList(answer, 'ServicesLastAccessed'),
    instead: GET_ROLE_POLICY,
  },
  {
    call: 'iam generate-service-last-accessed-details',
    matches: (answer) => has(answer, 'JobId'),
    instead: GET_ROLE_POLICY,
  },
  {
    call: 'iam list-policies-granting-service-access',
    matches: list('PoliciesGrantingServiceAccess'),
    instead: GET_VERSION,
  },
  {
    call: 'iam list-role-tags',
    matches: (answer) => hasList(answer, 'Tags') && !has(answer, 'RoleName'),
    instead: GET_ROLE_POLICY,
  },
  { call: 'iam list-access-keys', matches: list('AccessKeyMetadata'), instead: GET_USER_POLICY },
  { call: 'iam list-mfa-devices', matches: list('MFADevices'), instead: GET_USER_POLICY },
  { call: 'iam list-open-id-connect-providers', matches: list('OpenIDConnectProviderList'), instead: GET_ROLE },
  { call: 'iam list-saml-providers', matches: list('SAMLProviderList'), instead: GET_ROLE },
  { call: 'sts get-caller-identity', matches: members('UserId', 'Account', 'Arn'), instead: GET_ROLE_POLICY },
  { call: 'sts assume-role', matches: object('Credentials'), instead: GET_ROLE_POLICY },
  {
    call: 'organizations describe-organization',
    matches: object('Organization'),
    instead: '`aws organizations describe-policy --policy-id ID`',
  },
  {
    call: 'organizations list-accounts',
    matches: list('Accounts'),
    instead: '`aws organizations describe-policy --policy-id ID`',
  },
  {
    call: 'organizations list-targets-for-policy',
    matches: list('Targets'),
    instead: '`aws organizations describe-policy --policy-id ID`',
  },
  { call: 's3api list-buckets', matches: list('Buckets'), instead: '`aws s3api get-bucket-policy --bucket NAME`' },
  {
    call: 's3api get-bucket-policy-status',
    matches: object('PolicyStatus'),
    instead: '`aws s3api get-bucket-policy --bucket NAME`',
  },
  {
    call: 's3api get-public-access-block',
    matches: object('PublicAccessBlockConfiguration'),
    instead: '`aws s3api get-bucket-policy --bucket NAME`',
  },
  {
    call: 'kms list-keys',
    matches: list('Keys'),
    instead: '`aws kms get-key-policy --key-id ID --policy-name default`',
  },
  {
    call: 'kms describe-key',
    matches: object('KeyMetadata'),
    instead: '`aws kms get-key-policy --key-id ID --policy-name default`',
  },
  {
    call: 'sqs get-queue-url',
    matches: members('QueueUrl'),
    instead: '`aws sqs get-queue-attributes --queue-url URL --attribute-names Policy`',
  },
  { call: 'sns list-topics', matches: list('Topics'), instead: '`aws sns get-topic-attributes --topic-arn ARN`' },
  {
    call: 'sqs get-queue-attributes',
    matches: object('Attributes'),
    instead: 'the same command for a resource with a policy, with `Policy` among the attribute names',
  },
  {
    call: 'lambda get-function',
    matches: members('Configuration', 'Code'),
    instead: '`aws lambda get-policy --function-name NAME`',
  },
  {
    call: 'secretsmanager describe-secret',
    matches: (answer) => has(answer, 'ARN', 'Name') && !has(answer, 'ResourcePolicy'),
    instead: '`aws secretsmanager get-resource-policy --secret-id ID`',
  },
  {
    call: 'accessanalyzer validate-policy',
    matches: (answer) => has(firstOf(answer['findings']), 'findingType'),
    instead: GET_ROLE_POLICY,
  },
  {
    call: 'accessanalyzer list-findings',
    matches: (answer) => has(firstOf(answer['findings']), 'status'),
    instead: GET_ROLE_POLICY,
  },
  { call: 'cloudformation describe-stacks', matches: list('Stacks'), instead: GET_ROLE_POLICY },
  { call: 'cloudformation get-template', matches: (answer) => has(answer, 'TemplateBody'), instead: GET_ROLE_POLICY },
  { call: 'ec2 describe-instances', matches: list('Reservations'), instead: GET_ROLE_POLICY },
];

/** Answers of single calls that have one policy: what a policy command reads, and `check` does not. */
export const POLICY_ANSWERS: readonly Pick<Response, 'call' | 'matches'>[] = [
  { call: 'iam get-role-policy', matches: members('RoleName', 'PolicyDocument') },
  { call: 'iam get-user-policy', matches: members('UserName', 'PolicyDocument') },
  { call: 'iam get-group-policy', matches: members('GroupName', 'PolicyDocument') },
  { call: 'iam get-policy-version', matches: object('PolicyVersion') },
  { call: 'organizations describe-policy', matches: (answer) => has(answer['Policy'], 'Content') },
  { call: 'kms get-key-policy', matches: (answer) => hasText(answer, 'Policy') && has(answer, 'PolicyName') },
  { call: 'lambda get-policy', matches: (answer) => hasText(answer, 'Policy') && has(answer, 'RevisionId') },
  { call: 's3api get-bucket-policy', matches: (answer) => hasText(answer, 'Policy') },
  { call: 'secretsmanager get-resource-policy', matches: (answer) => hasText(answer, 'ResourcePolicy') },
  { call: 'sqs get-queue-attributes', matches: (answer) => has(answer['Attributes'], 'Policy') },
];

/** Returns the call that answered, and what to call for a policy. */
export function findResponse(answer: Shape): Pick<Response, 'call' | 'instead'> | undefined {
  return RESPONSES.find(({ matches }) => matches(answer));
}

/** Returns the call that answered, of those whose answer has one policy. */
export function findPolicyAnswer(answer: Shape): string | undefined {
  return POLICY_ANSWERS.find(({ matches }) => matches(answer))?.call;
}
