import { describe, expect, it } from 'vitest';
import { findPolicyAnswer, findResponse, POLICY_ANSWERS, RESPONSES } from '../../../src/cli/input/aws-responses.js';
import { BINARY_FORMATS, findBinaryFormat } from '../../../src/cli/input/binary-formats.js';
import { DOCUMENTS } from '../../../src/cli/input/json-documents.js';
import { recognize, recognizePlaceholder } from '../../../src/cli/input/recognize.js';
import { sampleOf } from '../../../src/cli/input/sample.js';
import type { Shape } from '../../../src/cli/input/shape.js';
import { CERTAIN_FORMATS, LIKELY_FORMATS } from '../../../src/cli/input/text-formats.js';
import { INPUTS } from '../inputs/table.js';

/* Each row of a table recognizes something, and is the first one to do so. */

/** A minimal answer of each call. */
const ANSWERS: Readonly<Record<string, Shape>> = {
  'organizations list-policies': { Policies: [{ Type: 'x', AwsManaged: true }] },
  'iam list-policies': { Policies: [{ PolicyName: 'p' }] },
  'iam get-policy': { Policy: { DefaultVersionId: 'v1' } },
  'iam list-roles': { Roles: [] },
  'iam get-group': { Users: [], Group: {} },
  'iam list-users': { Users: [] },
  'iam list-groups': { Groups: [] },
  'iam list-attached-role-policies': { AttachedPolicies: [] },
  'iam list-role-policies': { PolicyNames: [] },
  'iam list-policy-versions': { Versions: [] },
  'iam list-entities-for-policy': { PolicyGroups: [] },
  'iam list-instance-profiles': { InstanceProfiles: [] },
  'iam get-instance-profile': { InstanceProfile: {} },
  'iam get-user': { User: {} },
  'iam get-role': { Role: {} },
  'iam simulate-principal-policy': { EvaluationResults: [] },
  'iam get-context-keys-for-principal-policy': { ContextKeyNames: [] },
  'iam get-account-summary': { SummaryMap: {} },
  'iam get-account-password-policy': { PasswordPolicy: {} },
  'iam list-account-aliases': { AccountAliases: [] },
  'iam get-credential-report': { Content: 'x', ReportFormat: 'text/csv' },
  'iam generate-credential-report': { State: 'STARTED', Description: 'x' },
  'iam get-service-last-accessed-details': { ServicesLastAccessed: [] },
  'iam generate-service-last-accessed-details': { JobId: 'x' },
  'iam list-policies-granting-service-access': { PoliciesGrantingServiceAccess: [] },
  'iam list-role-tags': { Tags: [] },
  'iam list-access-keys': { AccessKeyMetadata: [] },
  'iam list-mfa-devices': { MFADevices: [] },
  'iam list-open-id-connect-providers': { OpenIDConnectProviderList: [] },
  'iam list-saml-providers': { SAMLProviderList: [] },
  'sts get-caller-identity': { UserId: 'x', Account: 'x', Arn: 'x' },
  'sts assume-role': { Credentials: {} },
  'organizations describe-organization': { Organization: {} },
  'organizations list-accounts': { Accounts: [] },
  'organizations list-targets-for-policy': { Targets: [] },
  's3api list-buckets': { Buckets: [] },
  's3api get-bucket-policy-status': { PolicyStatus: {} },
  's3api get-public-access-block': { PublicAccessBlockConfiguration: {} },
  'kms list-keys': { Keys: [] },
  'kms describe-key': { KeyMetadata: {} },
  'sqs get-queue-url': { QueueUrl: 'x' },
  'sns list-topics': { Topics: [] },
  'sqs get-queue-attributes': { Attributes: {} },
  'lambda get-function': { Configuration: {}, Code: {} },
  'secretsmanager describe-secret': { ARN: 'x', Name: 'x' },
  'accessanalyzer validate-policy': { findings: [{ findingType: 'ERROR' }] },
  'accessanalyzer list-findings': { findings: [{ status: 'ACTIVE' }] },
  'cloudformation describe-stacks': { Stacks: [] },
  'cloudformation get-template': { TemplateBody: 'x' },
  'ec2 describe-instances': { Reservations: [] },
};

const WITH_POLICY: Readonly<Record<string, Shape>> = {
  'iam get-role-policy': { RoleName: 'r', PolicyDocument: {} },
  'iam get-user-policy': { UserName: 'u', PolicyDocument: {} },
  'iam get-group-policy': { GroupName: 'g', PolicyDocument: {} },
  'iam get-policy-version': { PolicyVersion: {} },
  'organizations describe-policy': { Policy: { Content: '{}' } },
  'kms get-key-policy': { Policy: '{}', PolicyName: 'default' },
  'lambda get-policy': { Policy: '{}', RevisionId: 'x' },
  's3api get-bucket-policy': { Policy: '{}' },
  'secretsmanager get-resource-policy': { ResourcePolicy: '{}' },
  'sqs get-queue-attributes': { Attributes: { Policy: '{}' } },
};

const messageOf = (input: object | string, wanted: 'policy' | 'export' | 'grants' = 'export'): string | undefined =>
  recognize(sampleOf(typeof input === 'string' ? input : JSON.stringify(input), true, wanted))?.message;

describe('the tables of inputs', () => {
  it('name the call of each answer of AWS', () => {
    expect(RESPONSES.map(({ call }) => call)).toEqual(Object.keys(ANSWERS));
    for (const [call, answer] of Object.entries(ANSWERS)) expect(findResponse(answer)?.call).toBe(call);
    expect(POLICY_ANSWERS.map(({ call }) => call)).toEqual(Object.keys(WITH_POLICY));
    for (const [call, answer] of Object.entries(WITH_POLICY)) expect(findPolicyAnswer(answer)).toBe(call);
    expect(findResponse({ Version: 'x' }) ?? findPolicyAnswer({ Version: 'x' })).toBeUndefined();
  });

  it('have an input for each row of formats, documents and binary data', () => {
    const texts = Object.values(INPUTS).filter((input) => typeof input === 'string');
    const messages = texts.map((input) => messageOf(input)).join('\n');
    for (const { is } of [...CERTAIN_FORMATS, ...LIKELY_FORMATS, ...DOCUMENTS]) {
      expect(messages).toContain(is.replace(/,$/, ''));
    }
    const binary = Object.values(INPUTS).map((input) => typeof input !== 'string' && findBinaryFormat(input)?.is);
    for (const { is } of BINARY_FORMATS) expect(binary).toContain(is);
  });

  it.each([
    ['the beginning of documents', { resource: 5, data: { aws_iam_policy_document: {} } }, /Terraform configuration/],
    ['a Terraform block', { terraform: {} }, /Terraform configuration/],
    ['a policy document of Terraform', { statement: [{ actions: [] }] }, /Terraform policy document/],
    ['assets of the CDK', { version: '36.0.0', dockerImages: {} }, /CDK manifest/],
    ['events of CloudTrail', { Events: [{ CloudTrailEvent: '{}' }] }, /CloudTrail/],
    ['a snapshot of AWS Config', { baseConfigurationItems: [] }, /AWS Config/],
    ['a rule of AWS Config', { configurationItemStatus: 'OK' }, /AWS Config/],
    ['SARIF with its schema', { $schema: 'x', runs: [] }, /SARIF/],
    ['a schema with definitions', { $defs: {} }, /JSON Schema/],
    ['a lock file', { name: 'x', version: '1', lockfileVersion: 3 }, /package\.json/],
    ['a script list', { name: 'x', version: '1', scripts: {} }, /package\.json/],
    ['a deployable role', { role: 'x', trustPolicy: {} }, /upsolver-iam roles --json/],
    ['a Terraform state of old', { terraform_version: '1', resources: [] }, /Terraform state/],
    ['resources without types', { Resources: { a: 1 }, Rules: {} }, /an object with `Resources`, `Rules`/],
    ['a custom resource', { Type: 'Custom::X', Properties: {} }, /resource of a CloudFormation template/],
    ['a type of another kind', { Type: 'x', Properties: {} }, /an object with `Type`/],
    ['users of a policy', { PolicyUsers: [] }, /list-entities-for-policy/],
    ['roles of a policy', { PolicyRoles: [] }, /list-entities-for-policy/],
    ['a finished job', { JobStatus: 'COMPLETED' }, /get-service-last-accessed-details/],
    ['an error with a code', { Code: 'AccessDenied', Message: 'no', RequestId: 'x' }, /error message of AWS: `no`/],
    ['an error with a type alone', { __type: 'Throttled' }, /error message of AWS: `Throttled`/],
    ['an error of another service', { error: 'invalid_grant' }, /error message of AWS: `invalid_grant`/],
    ['an error of a function', { errorMessage: 'timed out', errorType: 'x' }, /error message of AWS: `timed out`/],
    ['an error that is an object', { Error: 'x', more: 1 }, /an object with `Error`, `more`/],
    ['a list of lists', [[[1]]], /a list whose first entry is a JSON list/],
    ['a policy in a list in a list', [{ Statement: [] }], /a list of one policy/],
  ])('know %s', (_what, input, message) => expect(messageOf(input)).toMatch(message));

  it.each([
    ['an export', { RoleDetailList: [] }],
    ['a page of managed policies', { Policies: [{ PolicyName: 'p', PolicyVersionList: [] }] }],
    ['a list of pages', [{ UserDetailList: [] }]],
    ['a list of lists of pages', [[{ UserDetailList: [] }]]],
    ['a managed policy', { Arn: 'x', PolicyVersionList: [] }],
    ['a page without lists', { IsTruncated: false }],
  ])('say nothing of %s for check', (_what, input) => expect(messageOf(input)).toBeUndefined());

  it('say nothing of what comes after the part of a long export that is looked at', () => {
    for (const text of ['{"Marker": "x', '{"x": 1}\n{"RoleDetailList": []}\n', '[{"x": {}},', '{"x": 1']) {
      expect(recognize(sampleOf(text, false, 'export'))).toBeUndefined();
    }
    expect(recognize(sampleOf('{"Statement": [', false, 'policy'))).toBeUndefined();
    expect(recognize(sampleOf(' ', false, 'export'))).toBeUndefined();
  });

  it('take a policy variable for no placeholder, and a placeholder for no policy variable', () => {
    for (const text of ['${aws:username}', '${*}', '${?}', '${$}', "${aws:PrincipalTag/team, 'x'}", '$${x}', '${!x}']) {
      expect(recognizePlaceholder(`{"Resource": "arn:aws:s3:::b/${text}"}`)).toBeUndefined();
    }
    for (const text of ['${x}', '${var.x}', '${AWS::Region}', '${env:X}', '${file(x.json):y}', '{{x}}', '<%= x %>']) {
      expect(recognizePlaceholder(`{"Resource": "arn:aws:s3:::b/${text}"}`)?.message).toContain(text);
    }
  });
});
