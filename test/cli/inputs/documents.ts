import { exportOf, rolesOf } from '../../drift/account.js';

/* JSON of other shapes than commands want, and JSON with mistakes. */

const STATEMENT = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*' };
const POLICY = { Version: '2012-10-17', Statement: [STATEMENT] };
const TRUST = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ec2.amazonaws.com' } }],
};
const ROLE = { Path: '/', RoleName: 'r', RoleId: 'AROA', Arn: 'arn:aws:iam::444455556666:role/r', CreateDate: 'x' };
const LISTED = { PolicyName: 'p', Arn: 'arn:aws:iam::444455556666:policy/p', DefaultVersionId: 'v1' };

/** Answers of AWS in which no policy is, or not the wanted one. */
export const ANSWERS: Readonly<Record<string, unknown>> = {
  'aws iam list-roles': { Roles: [{ ...ROLE, AssumeRolePolicyDocument: TRUST }] },
  'aws iam list-users': { Users: [{ UserName: 'u' }] },
  'aws iam list-groups': { Groups: [] },
  'aws iam list-policies': { Policies: [LISTED] },
  'aws iam get-policy': { Policy: LISTED },
  'aws iam list-attached-role-policies': { AttachedPolicies: [{ PolicyName: 'p', PolicyArn: LISTED.Arn }] },
  'aws iam list-role-policies': { PolicyNames: ['p'] },
  'aws iam list-policy-versions': { Versions: [{ VersionId: 'v1' }] },
  'aws iam list-entities-for-policy': { PolicyGroups: [], PolicyUsers: [], PolicyRoles: [] },
  'aws iam simulate-principal-policy': { EvaluationResults: [{ EvalActionName: 's3:GetObject' }] },
  'aws iam get-account-summary': { SummaryMap: { Users: 1 } },
  'aws iam get-user': { User: { UserName: 'u' } },
  'aws iam get-group': { Users: [], Group: { GroupName: 'g' } },
  'aws iam list-instance-profiles': { InstanceProfiles: [] },
  'aws sts get-caller-identity': { UserId: 'AIDA', Account: '444455556666', Arn: ROLE.Arn },
  'aws sts assume-role': { Credentials: { AccessKeyId: 'a', SecretAccessKey: 'b' }, AssumedRoleUser: {} },
  'aws organizations list-policies': { Policies: [{ Id: 'p-1', Type: 'SERVICE_CONTROL_POLICY', AwsManaged: true }] },
  'aws s3api list-buckets': { Buckets: [], Owner: {} },
  'aws accessanalyzer validate-policy': { findings: [{ findingType: 'ERROR' }] },
  'an error of AWS as JSON': { Error: { Code: 'AccessDenied', Message: 'not authorized' } },
  'an error of an API as JSON': { __type: 'AccessDeniedException', Message: 'not authorized' },
  'an error of a gateway as JSON': { message: 'Forbidden' },
};

/** Answers of single calls that have one policy: what policy commands read. */
export const POLICY_ANSWERS: Readonly<Record<string, unknown>> = {
  'aws iam get-role-policy': { RoleName: 'r', PolicyName: 'p', PolicyDocument: POLICY },
  'aws iam get-user-policy': { UserName: 'u', PolicyName: 'p', PolicyDocument: POLICY },
  'aws iam get-group-policy': { GroupName: 'g', PolicyName: 'p', PolicyDocument: POLICY },
  'aws iam get-policy-version': { PolicyVersion: { Document: POLICY, VersionId: 'v1', IsDefaultVersion: true } },
  'aws iam get-role': { Role: { ...ROLE, AssumeRolePolicyDocument: TRUST } },
  'aws s3api get-bucket-policy': {
    Policy: JSON.stringify({ ...POLICY, Statement: [{ ...STATEMENT, Principal: '*' }] }),
  },
  'aws kms get-key-policy': {
    Policy: JSON.stringify({ ...POLICY, Statement: [{ ...STATEMENT, Principal: { AWS: ROLE.Arn } }] }, undefined, 2),
    PolicyName: 'default',
  },
  'aws sqs get-queue-attributes': {
    Attributes: { Policy: JSON.stringify({ ...POLICY, Statement: [{ ...STATEMENT, Principal: { AWS: ROLE.Arn } }] }) },
  },
  'aws secretsmanager get-resource-policy': {
    ARN: 'arn:aws:secretsmanager:us-east-1:444455556666:secret:s',
    Name: 's',
    ResourcePolicy: JSON.stringify({ ...POLICY, Statement: [{ ...STATEMENT, Principal: { AWS: ROLE.Arn } }] }),
  },
  'aws organizations describe-policy': {
    Policy: { PolicySummary: { Type: 'SERVICE_CONTROL_POLICY' }, Content: JSON.stringify(POLICY) },
  },
};

/** Documents of other tools, and parts of what is wanted. */
export const DOCUMENTS: Readonly<Record<string, unknown>> = {
  ...ANSWERS,
  ...POLICY_ANSWERS,
  'a policy': POLICY,
  'a list of policies': [POLICY, POLICY],
  'a list of one policy': [POLICY],
  'a statement': STATEMENT,
  'a list of statements': [STATEMENT],
  'the export of an account': exportOf(rolesOf('upsolver-vpc')),
  'a role of an export': exportOf(rolesOf('upsolver-vpc')).RoleDetailList[0],
  'a list of roles': [{ ...ROLE, AssumeRolePolicyDocument: 5 }],
  grants: [{ service: 's3', bucket: 'my-bucket' }],
  'one grant': { service: 's3', bucket: 'my-bucket' },
  'a template': { AWSTemplateFormatVersion: '2010-09-09', Resources: {} },
  'a template without a version': { Resources: { Role: { Type: 'AWS::IAM::Role' } } },
  'a SAM template': { Transform: 'AWS::Serverless-2016-10-31', Resources: {} },
  'a resource of a template': { Type: 'AWS::IAM::Role', Properties: {} },
  'a policy with functions of CloudFormation': {
    Version: '2012-10-17',
    Statement: [{ ...STATEMENT, Resource: { 'Fn::Sub': 'arn:aws:s3:::${Bucket}/*' } }],
  },
  'a policy with pseudo parameters': {
    Version: '2012-10-17',
    Statement: [{ ...STATEMENT, Resource: 'arn:${AWS::Partition}:s3:::b/*' }],
  },
  'a policy with Terraform interpolation': {
    Version: '2012-10-17',
    Statement: [{ ...STATEMENT, Resource: 'arn:aws:s3:::${var.bucket}/*' }],
  },
  'a policy with the ARN of a Terraform resource': {
    Version: '2012-10-17',
    Statement: [{ ...STATEMENT, Resource: '${aws_s3_bucket.b.arn}' }],
  },
  'a policy with variables of a shell': {
    Version: '2012-10-17',
    Statement: [{ ...STATEMENT, Resource: 'arn:aws:s3:::${BUCKET}/*' }],
  },
  'a policy with Serverless Framework variables': {
    Version: '2012-10-17',
    Statement: [{ ...STATEMENT, Resource: 'arn:aws:s3:::${self:custom.bucket}/*' }],
  },
  'a policy with Jinja variables': {
    Version: '2012-10-17',
    Statement: [{ ...STATEMENT, Resource: 'arn:aws:s3:::{{ bucket }}/*' }],
  },
  'a policy with tokens of the CDK': {
    Version: '2012-10-17',
    Statement: [{ ...STATEMENT, Resource: 'arn:aws:s3:::${Token[TOKEN.12]}/*' }],
  },
  'a Terraform plan': { format_version: '1.2', terraform_version: '1.11.4', planned_values: {}, resource_changes: [] },
  'a Terraform state as JSON': { format_version: '1.0', terraform_version: '1.11.4', values: {} },
  'a Terraform state': { version: 4, terraform_version: '1.11.4', serial: 1, lineage: 'x', resources: [] },
  'a Terraform configuration': { resource: { aws_iam_role: {} } },
  'a Terraform policy document': { version: '2012-10-17', statement: [{ actions: ['*'], resources: ['*'] }] },
  'a CDK manifest': { version: '36.0.0', artifacts: {} },
  'a tree of the CDK': { version: 'tree-0.1', tree: { id: 'App' } },
  'a CDK configuration': { app: 'npx ts-node app.ts', context: {} },
  'a CloudTrail event': { eventVersion: '1.08', eventName: 'AssumeRole', eventSource: 'sts.amazonaws.com' },
  'a log of CloudTrail': { Records: [{ eventVersion: '1.08', eventName: 'AssumeRole' }] },
  'an EventBridge event': { version: '0', 'detail-type': 'x', source: 'aws.iam', detail: {} },
  'an AWS Config record': { fileVersion: '1.0', configurationItems: [] },
  'a SARIF report': { version: '2.1.0', runs: [] },
  'a JSON Schema': { $schema: 'https://json-schema.org/draft/2020-12/schema', properties: {} },
  'a package.json': { name: 'x', version: '1.0.0', dependencies: {} },
  'a report of check': { status: 'inSync', roles: [], issues: [] },
  'roles of the catalogue': [{ name: 'UpsolverRole', purpose: 'x', assumedBy: {} }],
  'permissions of the catalogue': [{ action: 's3:GetObject', purpose: 'x', source: {} }],
  'another object': { a: 1, b: 2, c: 3, d: 4 },
  'a list of other objects': [{ a: 1 }],
  'an empty object': {},
  'an empty list': [],
  'a list of numbers': [1, 2],
  null: null,
  'a number': 17,
  true: true,
};

const GOOD = JSON.stringify(POLICY);

/** A policy with a mistake in its JSON. */
export const MISTAKES: Readonly<Record<string, string>> = {
  'a truncated policy': GOOD.slice(0, 60),
  'a policy truncated in a string': '{"Version": "2012-10-1',
  'a policy truncated in an escape': '{"Version": "2012\\u00',
  'a policy truncated after a key': '{"Version"',
  'a policy truncated in a word': '{"Version": tru',
  'two policies in a row': `${GOOD}\n${GOOD}\n`,
  'a comment': `{\n  // who may read\n  "Version": "2012-10-17"\n}`,
  'a comment before the JSON': `// who may read\n${GOOD}`,
  'a comment with a number sign before the JSON': `# who may read\n${GOOD}`,
  'a comment after the JSON': `${GOOD}\n/* end */\n`,
  'a comma after the last entry': `{"Version": "2012-10-17", "Statement": [],}`,
  'two commas': `{"Version": "2012-10-17",, "Statement": []}`,
  'no value': `{"Version": , "Statement": []}`,
  'no comma': `{"Version": "2012-10-17"\n "Statement": []}`,
  'single quotes': `{'Version': '2012-10-17', 'Statement': []}`,
  'single quotes of a shell': `'${GOOD}'`,
  backticks: '{`Version`: `2012-10-17`}',
  'typographic quotes': '{“Version”: “2012-10-17”}',
  'no-break spaces': '{\n\u00a0\u00a0"Version": "2012-10-17"}',
  'an object of JavaScript': `{ Version: '2012-10-17', Statement: [] }`,
  'a word of Python': `{"Version": None}`,
  'a string of Python': `{"Version": u'2012-10-17'}`,
  NaN: `{"Version": NaN}`,
  undefined: `{"Version": undefined}`,
  'a word of YAML': `{"Version": yes}`,
  'a duplicate key': `{"Version": "2012-10-17", "Version": "2012-10-17", "Statement": ${JSON.stringify([STATEMENT])}}`,
  'a line break in a string': '{"Version": "2012-\n10-17"}',
  'a tab in a string': '{"Version": "2012-\t10-17"}',
  'an escape that JSON does not have': '{"Version": "2012\\-10-17"}',
  'an omission': '{"Version": "2012-10-17", ...}',
  'an unquoted placeholder': '{"Version": "2012-10-17", "Statement": ${statement}}',
  'a tag of YAML': '{"Version": !Ref Version}',
  'a call': '{"Version": ISODate("2012-10-17")}',
  'an equals sign': '{"Version" = "2012-10-17"}',
  'an account ID that is a number': '{"Statement": [{"Principal": 012345678901}]}',
  'a bracket too many': `${GOOD}}`,
  'a bracket too few': '{"Statement": [{"Effect": "Allow"}}',
  'a brace too few': '{"Statement": [{"Effect": "Allow"]}',
  'a list with keys': '{"Statement": ["Effect": "Allow"]}',
  'no braces': '"Version": "2012-10-17",\n"Statement": []\n',
  'a merge conflict in the JSON': '{\n<<<<<<< HEAD\n"Version": "2012-10-17"\n}',
  'text after the JSON': `${GOOD}\nDone in 0.2s\n`,
  'a character that JSON does not have': '{"Version": @}',
  'a mistake far inside': `{"a": ${'['.repeat(120)}}`,
};

/** Policies that are encoded, which policy commands read. */
export const ENCODED: Readonly<Record<string, string>> = {
  'a URL-encoded policy': encodeURIComponent(GOOD),
  'a policy URL-encoded as a form': encodeURIComponent(JSON.stringify(POLICY, undefined, 1)).replaceAll('%20', '+'),
  'a policy URL-encoded twice': encodeURIComponent(encodeURIComponent(GOOD)),
  'a policy in a JSON string': `${JSON.stringify(GOOD)}\n`,
  'a URL-encoded policy with an error': encodeURIComponent('{"Statement": 5}'),
  'a policy in a JSON string with an error': JSON.stringify('{"Statement": 5}'),
  'a JSON string of other text': '"policy.json"',
  'URL-encoded text that is damaged': '%7B%',
};
