import { describe, expect, it } from 'vitest';
import {
  formatIssue,
  formatPolicy,
  InvalidInputError,
  parsePolicy,
  safeParsePolicy,
  type PolicyDocument,
  type PolicyKind,
} from '../../../src/iam/index.js';
import managedPolicies from '../../fixtures/aws-managed-policies.json' with { type: 'json' };
import { issuesOf, withoutSeverity } from '../../issues-of.js';

const V = '2012-10-17';
const statement = (more: object = {}): object => ({ Effect: 'Allow', Action: 's3:GetObject', Resource: '*', ...more });
const policy = (more: object = {}): object => ({ Version: V, Statement: [statement(more)] });
const trusting = (more: object = {}): object => ({
  Version: V,
  Statement: [{ Effect: 'Allow', Principal: { AWS: '111122223333' }, Action: 'sts:AssumeRole', ...more }],
});

/** `error code path: message (hint)` of each issue. `parsePolicy`, which has fewer checks, finds the same errors. */
function findings(input: unknown, kind: PolicyKind = 'identity'): string[] {
  const result = safeParsePolicy(input, kind);
  if (result.success) expect(parsePolicy(input, kind)).toStrictEqual(result.document);
  else {
    const errors = result.issues.filter(({ severity }) => severity === 'error');
    expect(issuesOf(() => parsePolicy(input, kind))).toStrictEqual(errors.map(withoutSeverity));
  }
  const issues = result.success ? result.warnings : result.issues;
  return issues.map((issue) => `${issue.severity} ${issue.code} ${formatIssue(issue)}`);
}

describe('parsePolicy', () => {
  const document: PolicyDocument = {
    Version: V,
    Statement: [
      {
        Sid: 'One',
        Effect: 'Allow',
        Action: ['s3:GetObject'],
        Resource: '*',
        Condition: { Bool: { b: 'true' }, NumericEquals: { n: ['10', '9007199254740993'] } },
      },
    ],
  };
  const text =
    '{ "Statement": {"Resource":"*", "Action":["s3:GetObject"], "Sid":"One", "Effect":"Allow",' +
    ' "Condition":{"Bool":{"b":true},"NumericEquals":{"n":[10,9007199254740993]}}}, "Version":"2012-10-17" }';

  it.each([
    ['text', text],
    ['text with a byte order mark', `\ufeff ${text}\n`],
    ['URL-encoded text', encodeURIComponent(text)],
    ['a value', { ...document, Statement: document.Statement[0] }],
    ['its own result', document],
  ])('parsePolicy reads %s', (_what, input) => expect(parsePolicy(input)).toStrictEqual(document));

  it('parsePolicy orders the elements, returns condition values as strings, and does not change the input', () => {
    const input = JSON.parse(text) as object;
    const before = JSON.stringify(input);
    expect(Object.keys(parsePolicy(input).Statement[0]!)).toStrictEqual([
      'Sid',
      'Effect',
      'Action',
      'Resource',
      'Condition',
    ]);
    expect(JSON.stringify(input)).toBe(before);
  });

  it('safeParsePolicy reads a policy without a version as 2008-10-17, with a warning', () => {
    expect(safeParsePolicy({ Statement: statement() })).toStrictEqual({
      success: true,
      document: { Version: '2008-10-17', Statement: [statement()] },
      warnings: [
        {
          code: 'missing_version',
          path: [],
          message: 'the policy has no `Version`, so policy variables in it are literal',
          hint: 'use `"Version": "2012-10-17"`; managed policies require it',
          severity: 'warning',
        },
      ],
    });
  });

  it('parsePolicy reads trust policies and resource-based policies', () => {
    expect(parsePolicy(trusting(), 'trust')).toStrictEqual(trusting());
    const ofBucket = {
      Version: V,
      Id: 'x y',
      Statement: [
        { Effect: 'Deny', NotPrincipal: { CanonicalUser: 'abc' }, Action: 's3:*', Resource: 'arn:aws:s3:::b' },
      ],
    };
    expect(safeParsePolicy(ofBucket, 'resource')).toStrictEqual({ success: true, document: ofBucket, warnings: [] });
  });

  it('parsePolicy throws every error and leaves out warnings', () => {
    const issues = issuesOf(() => parsePolicy({ Statement: [{ Effect: 'allow', Action: 'x', Resource: '*' }] }));
    expect(issues.map(({ code, path }) => [code, path])).toStrictEqual([
      ['unknown_value', ['Statement', 0, 'Effect']],
      ['invalid_action', ['Statement', 0, 'Action']],
    ]);
    expect(() => parsePolicy('{')).toThrow(InvalidInputError);
    expect(issuesOf(() => parsePolicy({ Version: V }))).toStrictEqual([
      { code: 'missing', path: [], message: 'the policy has no `Statement`' },
    ]);
    expect(issuesOf(() => parsePolicy({}, 'bucket' as never))).toStrictEqual([
      {
        code: 'unknown_value',
        path: ['kind'],
        message: '`bucket` is not a known kind of policy',
        hint: 'one of `identity`, `trust`, `resource`, `scp`, `rcp`',
      },
    ]);
  });

  it('safeParsePolicy returns line and column for text', () => {
    expect(
      findings('{"Version":"2012-10-17",\n "Statement":[\n  {"Effect":"Allow","Action":"s3","Resource":"*"}]}'),
    ).toStrictEqual([
      'error invalid_action line 3, column 30: Statement.0.Action: `s3` is not an action (use `*` or `service:Name`, such as `s3:GetObject`)',
    ]);
  });
});

describe('errors: what IAM rejects', () => {
  it.each<[input: unknown, ...issues: string[]]>([
    [undefined, 'error invalid_type `undefined` is not a JSON value'],
    [null, 'error invalid_type a policy must be an object, not `null`'],
    ['"x"', 'error invalid_type line 1, column 1: a policy must be an object, not a string'],
    [[], 'error invalid_type a policy must be an object, not an array'],
    ['%7', 'error invalid_json line 1, column 1: `%` appears where a value should be'],
    ['x'.repeat(131_073), 'error too_long the policy must have at most 131,072 characters, not 131,073'],
    ['x'.repeat(400_000), 'error too_long the policy must have at most 131,072 characters, not 400,000'],
    [{ Version: V }, 'error missing the policy has no `Statement`'],
    [{ Version: V, Statement: [] }, 'error empty Statement: the policy has no statements'],
    [
      { Version: V, Statement: ['x', 1] },
      'error invalid_type Statement.0: a statement must be an object, not a string',
      'error invalid_type Statement.1: a statement must be an object, not a number',
    ],
    [{ Version: 2012, Statement: statement() }, 'error invalid_type Version: `Version` must be a string, not a number'],
    [
      { Version: '2012', Statement: statement() },
      'error unknown_value Version: `2012` is not a version of the policy language (use `2012-10-17`, or the older `2008-10-17`)',
    ],
    [
      { version: V, Statement: statement() },
      'error unknown_element version: `version` is not an element of the policy language (did you mean `Version`?)',
      'warning missing_version the policy has no `Version`, so policy variables in it are literal (use `"Version": "2012-10-17"`; managed policies require it)',
    ],
    [
      { Version: V, Name: 'x', Statement: statement() },
      'error unknown_element Name: `Name` is not an element of the policy language (one of `Version`, `Id`, `Statement`)',
    ],
    [
      { Version: V, Id: 1, Statement: statement() },
      'error invalid_type Id: `Id` must be a string, not a number',
      'warning forbidden_element Id: `Id` is not allowed in an identity-based policy',
    ],
    [
      policy({ Sid: 'a b' }),
      'error invalid_characters Statement.0.Sid: the Sid `a b` must have only letters and digits',
    ],
    [policy({ Sid: 1 }), 'error invalid_type Statement.0.Sid: `Sid` must be a string, not a number'],
    [
      {
        Version: V,
        Statement: [
          statement({ Sid: 'a' }),
          statement({ Sid: 'a', Action: 's3:PutObject' }),
          statement({ Sid: '', Action: 's3:X' }),
          statement({ Sid: '', Action: 's3:Y' }),
        ],
      },
      'error duplicate_sid Statement.1: the Sid `a` appears twice',
      'warning missing Statement.2.Sid: the Sid is empty',
      'warning missing Statement.3.Sid: the Sid is empty',
    ],
    [
      policy({ Effect: 'allow' }),
      'error unknown_value Statement.0.Effect: `allow` is not an effect (use `Allow` or `Deny`, in this letter case)',
    ],
    [policy({ Effect: true }), 'error invalid_type Statement.0.Effect: `Effect` must be a string, not a boolean'],
    [policy({ Effect: undefined }), 'error missing Statement.0: the statement has no `Effect`'],
    [
      policy({ NotAction: 's3:x' }),
      'error conflicting_elements Statement.0.NotAction: `NotAction` cannot be combined with `Action`',
      'warning allow_inverted Statement.0: `NotAction` with `Allow` allows every other action, including actions that AWS adds later',
    ],
    [policy({ Action: undefined }), 'error missing Statement.0: the statement has no `Action` or `NotAction`'],
    [policy({ Resource: undefined }), 'error missing Statement.0: the statement has no `Resource` or `NotResource`'],
    [
      policy({ Principal: '*' }),
      'error forbidden_element Statement.0.Principal: `Principal` is not allowed in an identity-based policy',
    ],
    [policy({ Action: [] }), 'error empty Statement.0.Action: the list is empty'],
    [
      policy({ Action: [null, 's3:x', 1] }),
      'warning missing Statement.0.Action.0: an action is `null`, which IAM drops',
      'error invalid_type Statement.0.Action.2: an action must be a string, not a number',
    ],
    [policy({ Action: {} }), 'error invalid_type Statement.0.Action: an action must be a string, not an object'],
    [
      policy({ Action: 'a:b:c' }),
      'error invalid_action Statement.0.Action: `a:b:c` is not an action (use `*` or `service:Name`, such as `s3:GetObject`)',
    ],
    [policy({ Action: 's_3:b' }), 'error invalid_action Statement.0.Action: `s_3` is not a service prefix'],
    [
      policy({ Resource: 'bucket' }),
      'error invalid_resource Statement.0.Resource: `bucket` is neither `*` nor an ARN (for example `arn:aws:s3:::bucket/key`)',
    ],
    [policy({ Resource: 1 }), 'error invalid_type Statement.0.Resource: a resource must be a string, not a number'],
    [
      policy({ Resource: 'xarn:aws:s3:::b' }),
      'error invalid_resource Statement.0.Resource: `xarn:aws:s3:::b` is neither `*` nor an ARN (for example `arn:aws:s3:::bucket/key`)',
    ],
    [
      policy({ Resource: 'arn:' }),
      'error invalid_resource Statement.0.Resource: `arn:` is in the unknown partition ``',
    ],
    [
      policy({ Resource: 'arn:aws:s3:us-east-1' }),
      'error invalid_resource Statement.0.Resource: `arn:aws:s3:us-east-1` has a Region; ARNs of buckets and objects do not',
    ],
    [
      policy({ Resource: 'arn' }),
      'error invalid_resource Statement.0.Resource: `arn` is neither `*` nor an ARN (for example `arn:aws:s3:::bucket/key`)',
    ],
    [
      policy({ Resource: 'arn:xx:s3:::b' }),
      'error invalid_resource Statement.0.Resource: `arn:xx:s3:::b` is in the unknown partition `xx`',
    ],
    [
      policy({ Resource: ['arn:aws', 'arn:aws::::x'] }),
      'error invalid_resource Statement.0.Resource.0: `arn:aws` has no service',
      'error invalid_resource Statement.0.Resource.1: `arn:aws::::x` has no service',
    ],
    [
      policy({
        Resource: ['arn:aws:s3::my-bucket', 'arn:aws:iam::111122223333', 'arn:aws:sqs:us-east-1:111122223333:q'],
      }),
      ...['arn:aws:s3::my-bucket', 'arn:aws:iam::111122223333'].map(
        (arn, index) =>
          `error invalid_resource Statement.0.Resource.${index}: \`${arn}\` has an empty field but not all six fields of an ARN (count the colons: there must be five)`,
      ),
    ],
    [
      policy({ Action: [null], Resource: '*' }),
      'warning missing Statement.0.Action.0: an action is `null`, which IAM drops',
      'error empty Statement.0.Action: the list is empty',
    ],
    [
      policy({ Resource: 'execute-api:/*' }),
      'error invalid_resource Statement.0.Resource: `execute-api:/*` is neither `*` nor an ARN (for example `arn:aws:s3:::bucket/key`)',
    ],
    [
      policy({ Condition: { StringEquals: { 'x:a': 'a' }, stringEquals: { 'x:b': 'a' } } }),
      'error duplicate_key Statement.0.Condition.stringEquals: the operator `stringEquals` appears twice, in different letter case (write all conditions under one spelling)',
    ],
    [
      policy({ Condition: { StringEquals: { 'aws:Resource Tag/Cost Center': 'a' } } }),
      'error invalid_condition_key Statement.0.Condition.StringEquals.aws:Resource Tag/Cost Center: `aws:Resource Tag/Cost Center` is not a condition key',
      'warning unknown_condition_key Statement.0.Condition.StringEquals.aws:Resource Tag/Cost Center: `aws:Resource Tag/Cost Center` is not a global condition key of AWS',
    ],
    [
      policy({ Resource: 'arn:aws:iam:us-east-1:111122223333:role/x' }),
      'error invalid_resource Statement.0.Resource: `arn:aws:iam:us-east-1:111122223333:role/x` has a Region; ARNs of IAM resources do not',
    ],
    [
      policy({ Resource: 'arn:aws:s3:us-east-1::b' }),
      'error invalid_resource Statement.0.Resource: `arn:aws:s3:us-east-1::b` has a Region; ARNs of buckets and objects do not',
    ],
    [
      policy({ Resource: 'arn:aws:iam::111122223333:r*' }),
      'error invalid_resource Statement.0.Resource: `arn:aws:iam::111122223333:r*` is not a type of resource that IAM defines',
    ],
    [
      policy({
        Resource: ['arn:aws:iam::111122223333:rootx', 'arn:aws:iam::111122223333:x*', 'arn:aws:iam::111122223333:role'],
      }),
      ...['arn:aws:iam::111122223333:rootx', 'arn:aws:iam::111122223333:x*', 'arn:aws:iam::111122223333:role'].map(
        (arn, index) =>
          `error invalid_resource Statement.0.Resource.${index}: \`${arn}\` is not a type of resource that IAM defines`,
      ),
    ],
    [
      policy({ Condition: [] }),
      'error invalid_type Statement.0.Condition: `Condition` must be an object, not an array',
    ],
    [
      policy({ Condition: { Equals: { 'x:k': 'a' } } }),
      'error unknown_operator Statement.0.Condition.Equals: `Equals` is not a condition operator',
    ],
    [
      policy({ Condition: { Bool: 'a' } }),
      'error invalid_type Statement.0.Condition.Bool: the conditions under `Bool` must be an object, not a string',
    ],
    [
      policy({ Condition: { StringLike: { 'x:k': ['a', true] } } }),
      'error invalid_type Statement.0.Condition.StringLike.x:k: condition values must have the same type, not string, boolean',
    ],
    [
      policy({ Condition: { StringLike: { 'x:k': {} } } }),
      'error invalid_type Statement.0.Condition.StringLike.x:k: a condition value must be a string, a number or a boolean, not an object',
    ],
    [
      policy({ Condition: { StringLike: { 'x:k': 'a', 'X:K': 'a' } } }),
      'error duplicate_key Statement.0.Condition.StringLike.X:K: the condition key `X:K` appears twice, in different letter case',
    ],
    [
      JSON.stringify(policy()).replace('"*"', '"*","Condition":{"Bool":{"__proto__":"true"," ":1}}'),
      'error invalid_condition_key line 1, column 116: Statement.0.Condition.Bool.__proto__: `__proto__` is not a condition key',
      'error invalid_condition_key line 1, column 135: Statement.0.Condition.Bool. : ` ` is not a condition key',
      'warning invalid_value line 1, column 139: Statement.0.Condition.Bool. : `1` is not `true` or `false`; `Bool` never matches it',
      'warning invalid_condition_key line 1, column 135: Statement.0.Condition.Bool. : ` ` has no service (write `service:Key`)',
    ],
    [
      JSON.stringify(policy()).replace('"*"', '"*","Condition":{"Bool":{"":"true"}}'),
      'error invalid_condition_key line 1, column 116: Statement.0.Condition.Bool.: `` is not a condition key',
    ],
    [
      JSON.stringify(policy()).replace('"*"', '"*","Condition":{"Bool":{"x:k":"true","x:k":"true"}}'),
      'error duplicate_key line 1, column 129: Statement.0.Condition.Bool.x:k: the key `x:k` appears twice',
    ],
    [
      policy({ Condition: { StringLike: { 'aws:RequestTag/': 'a' } } }),
      'error invalid_condition_key Statement.0.Condition.StringLike.aws:RequestTag/: `aws:RequestTag/` does not name a tag',
    ],
    [
      policy({ Condition: { DateLessThan: { 'x:k': 'soon' } } }),
      'error invalid_value Statement.0.Condition.DateLessThan.x:k: `soon` is not a date; `DateLessThan` never matches it',
    ],
    [
      policy({ Condition: { DateLessThan: { 'x:k': ['2026-01-01', 'x1T'] } } }),
      'error invalid_value Statement.0.Condition.DateLessThan.x:k.1: `x1T` is not a date; `DateLessThan` never matches it',
      'warning redundant Statement.0.Condition.DateLessThan.x:k: `DateLessThan` with several values needs only one of them',
    ],
    [
      policy({ Action: 's3:\u20ac' }),
      'error invalid_characters Statement.0.Action: `s3:\u20ac` has characters that IAM does not allow in a policy',
    ],
    [
      policy({ Resource: ['*', 'arn:aws:s3:::\ud800'] }),
      'error invalid_characters Statement.0.Resource.1: `arn:aws:s3:::\\ud800` has characters that IAM does not allow in a policy',
      'warning redundant Statement.0.Resource.1: `arn:aws:s3:::\\ud800` is covered by `*`',
    ],
  ])('safeParsePolicy reports the errors of %j', (input, ...issues) => expect(findings(input)).toStrictEqual(issues));

  it.each<[input: unknown, ...issues: string[]]>([
    [trusting({ Principal: undefined }), 'error missing Statement.0: the statement has no `Principal`'],
    [
      trusting({ Resource: '*' }),
      'error forbidden_element Statement.0.Resource: `Resource` is not allowed in a trust policy',
    ],
    [
      trusting({ Principal: undefined, NotPrincipal: { AWS: '111122223333' } }),
      'error missing Statement.0: the statement has no `Principal`',
      'error forbidden_element Statement.0.NotPrincipal: `NotPrincipal` is not allowed in a trust policy',
    ],
    [
      trusting({ Action: 's3:GetObject' }),
      'error invalid_action Statement.0.Action: `s3:GetObject` is not an STS action; trust policies allow only `sts:` actions',
    ],
    [
      trusting({ Principal: 'me' }),
      'error invalid_principal Statement.0.Principal: a principal must be `*` or an object, not `me` (for example `{ "AWS": "111122223333" }`)',
    ],
    [
      trusting({ Principal: [] }),
      'error invalid_principal Statement.0.Principal: a principal must be `*` or an object, not an array (for example `{ "AWS": "111122223333" }`)',
    ],
    [trusting({ Principal: {} }), 'error empty Statement.0.Principal: the principal is empty'],
    [
      trusting({ Principal: { aws: '1' } }),
      'error invalid_principal Statement.0.Principal.aws: `aws` is not a kind of principal (one of `AWS`, `Service`, `Federated`, `CanonicalUser`)',
    ],
    [
      trusting({ Principal: { AWS: ['1', 'arn:aws:iam::111122223333:role/*'] } }),
      'error invalid_principal Statement.0.Principal.AWS.0: `1` is not a valid `AWS` principal',
      'error invalid_principal Statement.0.Principal.AWS.1: `arn:aws:iam::111122223333:role/*` is not a valid `AWS` principal (`Principal` does not support partial wildcards; use a condition on `aws:PrincipalArn`)',
    ],
    [
      trusting({ Action: 'xsts:AssumeRole' }),
      'error invalid_action Statement.0.Action: `xsts:AssumeRole` is not an STS action; trust policies allow only `sts:` actions',
    ],
    [
      trusting({ Principal: { Service: ['ec2.amazonaws.com', ''], Federated: 'a?' } }),
      'error invalid_principal Statement.0.Principal.Service.1: `` is not a valid `Service` principal',
      'error invalid_principal Statement.0.Principal.Federated: `a?` is not a valid `Federated` principal (`Principal` does not support partial wildcards; use a condition on `aws:PrincipalArn`)',
    ],
    [
      trusting({ Principal: { Service: '*' } }),
      'error invalid_principal Statement.0.Principal.Service: `*` is not a valid `Service` principal (`Principal` does not support partial wildcards; use a condition on `aws:PrincipalArn`)',
    ],
    [
      trusting({ Principal: { Federated: 1 } }),
      'error invalid_type Statement.0.Principal.Federated: a principal must be a string, not a number',
    ],
    [
      trusting({ Principal: '*' }),
      'error invalid_principal Statement.0.Principal: a trust policy cannot have the principal `*` (use `{ "AWS": "*" }`, which means the same)',
      'warning public_principal Statement.0: everyone can assume the role (list the accounts, or add a condition)',
    ],
    [
      trusting({ Principal: { AWS: ['*'] } }),
      'warning public_principal Statement.0: everyone can assume the role (list the accounts, or add a condition)',
    ],
    [trusting({ Principal: { AWS: '*' }, Condition: { StringEquals: { 'sts:ExternalId': 'x' } } })],
  ])('safeParsePolicy reports the errors of the trust policy %j', (input, ...issues) =>
    expect(findings(input, 'trust')).toStrictEqual(issues),
  );
});

describe('warnings: what IAM accepts', () => {
  const condition = (operator: string, key: string, value: unknown): object =>
    policy({ Condition: { [operator]: { [key]: value } } });
  const at = (operator: string, key: string): string => `Statement.0.Condition.${operator}.${key}`;

  it.each<[input: unknown, ...issues: string[]]>([
    [policy()],
    [
      { Version: '2008-10-17', Statement: statement() },
      'warning missing_version Version: this version does not support policy variables; they are literal (use `"Version": "2012-10-17"`; managed policies require it)',
    ],
    [
      policy({ Action: ['*:*', 's3:Get Object'] }),
      'warning wildcard_service Statement.0.Action.0: `*:*` applies to every service',
      'warning surrounding_whitespace Statement.0.Action.1: `s3:Get Object` contains whitespace; action names never do',
      'warning redundant Statement.0.Action.1: `s3:Get Object` is covered by `*:*`',
      'warning administrator_access Statement.0: allows every action on every resource',
      'warning pass_role_any Statement.0: `iam:PassRole` on `*` allows any role to be passed to any service (list the roles, and add a condition on `iam:PassedToService`)',
    ],
    [
      policy({ Action: 's3:${a}' }),
      'warning unsupported_variable Statement.0.Action: policy variables are not supported here; `s3:${a}` is literal',
    ],
    [
      policy({ Action: ['s3:Get*', 's3:getobject', 's3:GetObject', 's3:GET*', 's3:?'] }),
      'warning redundant Statement.0.Action.1: `s3:getobject` is covered by `s3:Get*`',
      'warning redundant Statement.0.Action.2: `s3:GetObject` is covered by `s3:Get*`',
      'warning redundant Statement.0.Action.3: `s3:GET*` is covered by `s3:Get*`',
    ],
    [policy({ Action: Array.from({ length: 301 }, () => 's3:x') })],
    [
      policy({ Action: ['s3:?', 's3:?', 's3:*'] }),
      'warning redundant Statement.0.Action.0: `s3:?` is covered by `s3:*`',
      'warning redundant Statement.0.Action.1: `s3:?` is covered by `s3:?`',
    ],
    [
      policy({ Resource: ['arn:aws:s3:::?', 'arn:aws:s3:::*'] }),
      'warning redundant Statement.0.Resource.0: `arn:aws:s3:::?` is covered by `arn:aws:s3:::*`',
    ],
    [
      policy({ Resource: ['arn:aws:s3:::${a}?', 'arn:aws:s3:::${a}?', 'arn:aws:s3:::*'] }),
      'warning redundant Statement.0.Resource.1: `arn:aws:s3:::${a}?` is covered by `arn:aws:s3:::${a}?`',
    ],
    [
      policy({ Resource: ['arn:aws:s3:::${a', 'arn:aws:s3:::${a}${'] }),
      ...['${a', '${a}${'].map(
        (text, index) =>
          `warning invalid_variable Statement.0.Resource.${index}: \`${text}\` contains something that looks like a policy variable but is not (write a variable as \`\${key}\` or \`\${key, 'default'}\`)`,
      ),
    ],
    [policy({ Resource: ['arn:aws:iam:*:111122223333:role/x', 'arn:aws:s3:*::b', 'arn:aws:s3:::b'] })],
    [
      policy({
        Resource: [
          'arn:aws:s3:::b*',
          'arn:aws:s3:::bc',
          'arn:aws:sqs:*:111122223333:q',
          'arn:aws:sqs:us-east-1:111122223333:q',
          'arn:aws:s3:::b${a}',
          'arn:aws:s3:::b?',
        ],
      }),
      'warning redundant Statement.0.Resource.1: `arn:aws:s3:::bc` is covered by `arn:aws:s3:::b*`',
      'warning redundant Statement.0.Resource.5: `arn:aws:s3:::b?` is covered by `arn:aws:s3:::b*`',
    ],
    [
      policy({
        Resource: [
          'arn:aws:s*:::x',
          'arn:*:s3:::y',
          'arn:aws:s3:us-east-1:111122223333:accesspoint/x',
          'arn:aws:iam::111122223333:role/x',
          'arn:aws:iam::444455556666:*',
          'arn:aws:sqs',
        ],
      }),
      'warning wildcard_service Statement.0.Resource.0: `arn:aws:s*:::x` applies to more than one service',
      'warning short_arn Statement.0.Resource.5: `arn:aws:sqs` is cut off; IAM completes it with wildcards',
    ],
    [
      policy({
        Resource: [
          'arn:aws:s3:::YOUR_BUCKET',
          'arn:aws:s3:::us-east-1-upsolver-UPSOLVER_ORG_ID/*',
          'arn:aws:s3:::Old.Bucket_of_2010/A_B',
          'arn:aws:s3:::b-${saml:FOO_BAR}/x',
          'arn:aws:sqs:us-east-1:111122223333:MY_QUEUE',
        ],
      }),
      'warning placeholder Statement.0.Resource.0: `YOUR_BUCKET` looks like a placeholder; no new S3 bucket can have that name (use the name of the bucket)',
      'warning placeholder Statement.0.Resource.1: `UPSOLVER_ORG_ID` looks like a placeholder; no new S3 bucket can have that name (use the name of the bucket)',
    ],
    [
      policy({ Resource: ['arn:aws:s3:::${a', 'arn:aws:s3:${a}::b'] }),
      "warning invalid_variable Statement.0.Resource.0: `${a` contains something that looks like a policy variable but is not (write a variable as `${key}` or `${key, 'default'}`)",
      'error invalid_resource Statement.0.Resource.1: `arn:aws:s3:${a}::b` has a Region; ARNs of buckets and objects do not',
      'warning unsupported_variable Statement.0.Resource.1: policy variables are not supported here; `aws:s3:${a}:` is literal',
    ],
    [policy({ Condition: {} }), 'warning empty Statement.0.Condition: `Condition` is empty and has no effect'],
    [
      policy({ Condition: { Any: {}, Bool: {} } }),
      'warning empty Statement.0.Condition.Any: `Any` has no conditions and has no effect',
      'warning empty Statement.0.Condition.Bool: `Bool` has no conditions and has no effect',
    ],
    [
      condition('stringlike', 'x:k', 'a'),
      'warning operator_case Statement.0.Condition.stringlike: `stringlike` should be written `StringLike`',
    ],
    [
      condition('StringEquals', 'x:k', 'a*'),
      `warning literal_wildcard ${at('StringEquals', 'x:k')}: \`StringEquals\` matches \`*\` and \`?\` literally in \`a*\` (use \`StringLike\` for wildcards)`,
    ],
    [condition('StringEquals', 'x:k', '${*}')],
    [
      condition('StringEquals', 'x:k', '${}'),
      `warning invalid_variable ${at('StringEquals', 'x:k')}: \`\${}\` contains something that looks like a policy variable but is not (write a variable as \`\${key}\` or \`\${key, 'default'}\`)`,
    ],
    [
      condition('StringEquals', 'x:k', []),
      `warning empty ${at('StringEquals', 'x:k')}: \`x:k\` is compared with no values`,
    ],
    [
      condition('NumericEquals', 'x:k', ['1', 'x']),
      `warning invalid_value ${at('NumericEquals', 'x:k')}.1: \`x\` is not a number; \`NumericEquals\` never matches it`,
    ],
    [condition('StringLike', 'x:k', ['a*', '10.0.0.1/8'])],
    [
      condition('StringEquals', 'aws:SourceIp', '10.0.0.1/8'),
      `warning operator_type ${at('StringEquals', 'aws:SourceIp')}: \`StringEquals\` is for another type of value: \`aws:SourceIp\` is an IP address or CIDR block`,
    ],
    [condition('ArnEquals', 'x:k', ['arn:aws:s3:::*', '${aws:PrincipalArn}', 'arn:aws:s3:::${k}'])],
    [
      condition('NumericEquals', 'x:k', ['2026', 'x*']),
      `warning invalid_value ${at('NumericEquals', 'x:k')}.1: \`x*\` is not a number; \`NumericEquals\` never matches it`,
    ],
    [condition('DateEquals', 'x:k', ['12026', '202'])],
    [
      condition('NumericEquals', 'x:k', '${a}'),
      `warning unsupported_variable ${at('NumericEquals', 'x:k')}: policy variables are not supported here; \`\${a}\` is literal`,
      `warning invalid_value ${at('NumericEquals', 'x:k')}: \`\${a}\` is not a number; \`NumericEquals\` never matches it`,
    ],
    [
      condition('DateEquals', 'x:k', ['2026', '2026-01-01', '01T']),
      `warning invalid_value ${at('DateEquals', 'x:k')}.0: \`2026\` is ambiguous: a year, or seconds since 1970 (write the full date)`,
      `warning invalid_value ${at('DateEquals', 'x:k')}.2: \`01T\` is not a date; \`DateEquals\` never matches it`,
    ],
    [
      condition('Bool', 'x:k', ['True', 'FALSE', 'yes', 'xtrue', 'falsex']),
      ...['yes', 'xtrue', 'falsex'].map(
        (text, index) =>
          `warning invalid_value ${at('Bool', 'x:k')}.${index + 2}: \`${text}\` is not \`true\` or \`false\`; \`Bool\` never matches it`,
      ),
      `warning invalid_value ${at('Bool', 'x:k')}: \`Bool\` with several values matches every value`,
    ],
    [
      condition('Null', 'x:k', 'x'),
      `warning invalid_value ${at('Null', 'x:k')}: \`x\` is not \`true\` or \`false\`; \`Null\` never matches it`,
    ],
    [
      condition('BinaryEquals', 'x:k', ['YQ==', '!']),
      `warning invalid_value ${at('BinaryEquals', 'x:k')}.1: \`!\` is not Base64; \`BinaryEquals\` never matches it`,
    ],
    [
      condition('ArnLike', 'x:k', ['arn:aws:s3:::b', 'x']),
      `warning invalid_value ${at('ArnLike', 'x:k')}.1: \`x\` is not an ARN with six fields; \`ArnLike\` never matches it`,
    ],
    [
      condition('IpAddress', 'x:k', ['10.0.0.1/8', '10.0.0.0/8', '10.0.0.1', 'x']),
      `warning host_bits ${at('IpAddress', 'x:k')}.0: \`10.0.0.1/8\` has bits set after its prefix, which are ignored`,
      `warning invalid_value ${at('IpAddress', 'x:k')}.3: \`x\` is not an IP address or CIDR block; \`IpAddress\` never matches it`,
    ],
    [
      condition('IpAddress', 'aws:SourceIp', ['10.1.0.0/16', '8.8.8.8', 'fd00::1', '0.0.0.0/0']),
      `warning private_address ${at('IpAddress', 'aws:SourceIp')}.0: \`10.1.0.0/16\` is private, but \`aws:SourceIp\` is always a public address (use \`aws:VpcSourceIp\` for private addresses)`,
      `warning private_address ${at('IpAddress', 'aws:SourceIp')}.2: \`fd00::1\` is private, but \`aws:SourceIp\` is always a public address (use \`aws:VpcSourceIp\` for private addresses)`,
    ],
    [
      condition('ForAnyValue:StringLike', 'aws:RequestTag/a', 'a'),
      `warning set_operator ${at('ForAnyValue:StringLike', 'aws:RequestTag/a')}: \`aws:RequestTag/a\` is single-valued; \`ForAnyValue:\` is for multivalued keys (use \`StringLike\`)`,
    ],
    [
      condition('ForAllValues:StringLike', 'aws:TagKeys', 'a'),
      `warning absent_key_allowed ${at('ForAllValues:StringLike', 'aws:TagKeys')}: \`ForAllValues:StringLike\` also matches requests that do not include \`aws:TagKeys\` (add a condition \`"Null": "false"\` on the key)`,
    ],
    [policy({ Effect: 'Deny', Condition: { 'ForAllValues:StringLike': { 'aws:TagKeys': 'a' } } })],
    [
      policy({ Action: 'iam:Pass*' }),
      'warning pass_role_any Statement.0: `iam:PassRole` on `*` allows any role to be passed to any service (list the roles, and add a condition on `iam:PassedToService`)',
    ],
    [policy({ Action: 'iam:PassRole', Resource: 'arn:aws:iam::111122223333:role/x' })],
    [
      policy({ Action: 'iam:PassRole', Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } } }),
      'warning pass_role_any Statement.0: `iam:PassRole` on `*` allows any role to be passed to any service (list the roles, and add a condition on `iam:PassedToService`)',
    ],
    [
      policy({
        Action: 'iam:PassRole',
        Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-west-1', 'IAM:passedtoservice': 'ec2.amazonaws.com' } },
      }),
    ],
    [policy({ Action: 'iam:PassRole', Condition: { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } } })],
    [policy({ Effect: 'Deny', Action: '*' })],
    [
      { Version: V, Statement: [statement({ Sid: 'A' }), statement({ Sid: 'B' })] },
      'warning duplicate_statement Statement.1: the statement duplicates statement 0',
    ],
  ])('safeParsePolicy reports the warnings of %j', (input, ...issues) => expect(findings(input)).toStrictEqual(issues));
});

describe('statements that could not be read', () => {
  it.each([
    [
      { Effect: 'Allow', Action: 5, Resource: '*' },
      { Effect: 'Allow', Action: true, Resource: '*' },
    ],
    [
      { Effect: 'Allow', Action: 's3:x' },
      { Effect: 'Allow', Action: 's3:x' },
    ],
    [
      { Effect: 'Allow', Action: ['s3:x', 5], Resource: '*' },
      { Effect: 'Allow', Action: ['s3:x', {}], Resource: '*' },
    ],
  ])('are not compared with each other: %j', (...statements) => {
    const result = safeParsePolicy({ Version: V, Statement: statements });
    const codes = (result.success ? result.warnings : result.issues).map(({ code }) => code);
    expect(codes.length).toBeGreaterThan(0);
    expect(codes).not.toContain('duplicate_statement');
  });
});

describe('lists', () => {
  it('safeParsePolicy searches lists of up to 300 entries for redundant ones', () => {
    expect(findings(policy({ Action: Array.from({ length: 300 }, () => 's3:x') }))).toHaveLength(299);
    expect(findings(policy({ Action: Array.from({ length: 301 }, () => 's3:x') }))).toStrictEqual([]);
  });
});

describe('addresses under aws:SourceIp', () => {
  const isPrivate = (text: string): boolean => {
    const [issue] = findings(policy({ Condition: { IpAddress: { 'aws:sourceip': text } } }));
    return issue !== undefined;
  };

  it.each([
    ['10.0.0.0', '10.255.255.255', '9.255.255.255', '11.0.0.0'],
    ['172.16.0.0', '172.31.255.255', '172.15.255.255', '172.32.0.0'],
    ['192.168.0.0', '192.168.255.255', '192.167.255.255', '192.169.0.0'],
    ['127.0.0.0', '127.255.255.255', '126.255.255.255', '128.0.0.0'],
    ['169.254.0.0', '169.254.255.255', '169.253.255.255', '169.255.0.0'],
    ['fc00::', 'fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', 'fbff::', 'fe00::'],
    ['fe80::', 'febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff', 'fe7f::', 'fec0::'],
  ])('addresses from %s to %s are private', (first, last, before, after) => {
    expect([first, last, before, after].map(isPrivate)).toStrictEqual([true, true, false, false]);
  });

  it.each(['10.0.0.0/7', '0.0.0.0/0', '::/0'])('the block %s is not private, because a part of it is public', (block) =>
    expect(isPrivate(block)).toBe(false),
  );
});

describe('what is known of names', () => {
  const warningsOf = (operator: string, key: string): string[] =>
    findings(policy({ Effect: 'Deny', Condition: { [operator]: { [key]: 'a' } } })).map(
      (line) => line.split(' ')[1] as string,
    );

  it.each([
    'aws:RequestTag/a',
    'aws:ResourceTag/a',
    'aws:PrincipalTag/a',
    'ec2:ResourceTag/a',
    'iam:ResourceTag/a',
    's3:ExistingObjectTag/a',
    'secretsmanager:ResourceTag/a',
    'ssm:resourcetag/a',
    'kms:RequestTag/a',
    'ecs:ResourceTag/a',
    's3:RequestObjectTag/a',
    'rds:db-tag/a',
    'account:AccountResourceOrgTags/a',
    'datapipeline:Tag/a',
  ])('the key of one tag, %s, is single-valued', (key) =>
    expect(warningsOf('ForAnyValue:StringLike', key)).toStrictEqual(['set_operator']),
  );

  it.each(['aws:TagKeys', 's3:RequestObjectTagKeys', 'x:RequestTag', 'x:Stage/a', 'x/b:RequestTag/a', 'a/b:Tag/c'])(
    '%s is not the key of one tag, so a set operator on it gives no warning',
    (key) => {
      expect(warningsOf('ForAnyValue:StringLike', key)).toStrictEqual([]);
    },
  );

  it.each(
    [
      'user',
      'federated-user',
      'role',
      'group',
      'instance-profile',
      'mfa',
      'server-certificate',
      'policy',
      'sms-mfa',
      'saml-provider',
      'oidc-provider',
      'report',
      'access-report',
    ]
      .map((kind) => `${kind}/x`)
      .concat('root', '*'),
  )('safeParsePolicy accepts the IAM resource %s', (resource) =>
    expect(findings(policy({ Resource: `arn:aws:iam::111122223333:${resource}` }))).toStrictEqual([]),
  );

  it.each(['aws', 'aws-cn', 'aws-us-gov', 'aws-iso', 'aws-iso-b', 'aws-iso-e', 'aws-iso-f', 'aws-eusc', '*'])(
    'safeParsePolicy accepts the partition %s',
    (partition) => {
      expect(findings(policy({ Resource: `arn:${partition}:sqs:*:*:q` }))).toStrictEqual([]);
    },
  );

  it.each([
    '*',
    '111122223333',
    'arn:aws:iam::111122223333:root',
    'arn:aws-us-gov:sts::111122223333:assumed-role/a/b',
    'arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1',
    'APKAEXAMPLEEXAMPLE12',
    `A${'Z'.repeat(15)}`,
    `A${'9'.repeat(127)}`,
  ])('safeParsePolicy accepts the principal %s', (id) => {
    const document = { Version: V, Statement: [statement({ Effect: 'Deny', Principal: { AWS: id } })] };
    expect(findings(document, 'resource')).toStrictEqual([]);
  });

  it.each([
    '',
    '11112222333',
    '1111222233334',
    'x111122223333',
    'arn:aws:iam::111122223333:',
    'arn:aws:iam::11112222333:root',
    'arn:aws:s3::111122223333:root',
    'arn::iam::111122223333:root',
    'xarn:aws:iam::111122223333:root',
    'arn:aws:iam::cloudfront:role/x',
    'arn:aws:iam::cloudfront:user/',
    'xarn:aws:iam::cloudfront:user/x',
    'arn::iam::cloudfront:user/x',
    `A${'Z'.repeat(14)}`,
    `A${'Z'.repeat(128)}`,
    `B${'Z'.repeat(15)}`,
    `Aa${'Z'.repeat(15)}`,
  ])('safeParsePolicy rejects the principal %j', (id) => {
    const document = { Version: V, Statement: [statement({ Effect: 'Deny', Principal: { AWS: id } })] };
    const shown = id.length > 80 ? `${id.slice(0, 80)}…` : id;
    expect(findings(document, 'resource')).toStrictEqual([
      `error invalid_principal Statement.0.Principal.AWS: \`${shown}\` is not a valid \`AWS\` principal`,
    ]);
  });

  it.each([
    ['\t\n\r ~\u00ff', true],
    ['\u0000', false],
    ['\u001f', false],
    ['\u0100', false],
    ['\ud83d\ude00', false],
  ])('safeParsePolicy accepts the characters %j: %s', (text, expected) => {
    expect(findings(policy({ Resource: `arn:aws:s3:::${text}` })).length === 0).toBe(expected);
    expect(
      findings({ Version: V, Id: text, Statement: [statement({ Principal: '*' })] }, 'resource').length === 0,
    ).toBe(expected);
  });
});

describe('formatPolicy', () => {
  const document = parsePolicy({
    Statement: [statement({ Sid: 'A', Condition: { Bool: { b: 'true' } } })],
    Version: V,
  });

  it('formatPolicy writes the elements in a fixed order', () => {
    const text =
      '{"Version":"2012-10-17","Statement":[{"Sid":"A","Effect":"Allow","Action":"s3:GetObject","Resource":"*","Condition":{"Bool":{"b":"true"}}}]}';
    const shuffled = {
      Statement: document.Statement.map((each) => Object.fromEntries(Object.entries(each).toReversed())),
      Version: V,
    };
    expect(formatPolicy(shuffled as never, { indent: 0 })).toBe(text);
    expect(formatPolicy(document)).toBe(JSON.stringify(JSON.parse(text), undefined, 2));
  });

  it('formatPolicy keeps unknown elements at the end', () => {
    expect(formatPolicy({ Extra: 1, ...document, Statement: [] } as never, { indent: 0 })).toBe(
      '{"Version":"2012-10-17","Statement":[],"Extra":1}',
    );
  });

  it('parsePolicy returns what formatPolicy was given', () =>
    expect(parsePolicy(formatPolicy(document))).toStrictEqual(document));
});

describe('hostile documents', () => {
  it('parsePolicy reads documents of the maximum length', () => {
    const actions = Array.from({ length: 9000 }, (_, n) => `s3:A${n}`);
    const text = JSON.stringify(policy({ Action: actions }));
    expect(text.length).toBeGreaterThan(90_000);
    expect(parsePolicy(text).Statement[0]!.Action).toStrictEqual(actions);
    const many = { Version: V, Statement: Array.from({ length: 1000 }, (_, n) => statement({ Action: `s3:A${n}` })) };
    expect(parsePolicy(JSON.stringify(many)).Statement).toHaveLength(1000);
  });

  it('parsePolicy never changes a prototype', () => {
    const text =
      '{"__proto__":{"x":1},"Version":"2012-10-17","Statement":[{"__proto__":{"Effect":"Allow"},"constructor":1}]}';
    expect(safeParsePolicy(text).success).toBe(false);
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });
});

describe('Sids', () => {
  const sids = (kind: PolicyKind, ...names: string[]): string[] => {
    const principal = kind === 'identity' ? {} : { Principal: { AWS: '111122223333' } };
    const action = kind === 'trust' ? { Action: 'sts:AssumeRole', Resource: undefined } : {};
    const statements = names.map((Sid, index) =>
      statement({ Sid, ...principal, ...action, Condition: { StringEquals: { 'x:k': String(index) } } }),
    );
    return findings({ Version: V, Statement: statements }, kind);
  };

  it.each(['Enable IAM User Permissions', 'Queue1_Send-Receive', '__owner.statement', 'a/b'])(
    'safeParsePolicy accepts the Sid %s in the policies of other services only',
    (sid) => {
      const error = `error invalid_characters Statement.0.Sid: the Sid \`${sid}\` must have only letters and digits`;
      expect(sids('resource', sid)).toStrictEqual([]);
      expect(sids('identity', sid)).toStrictEqual([error]);
      expect(sids('trust', sid)).toStrictEqual([error]);
    },
  );

  it('safeParsePolicy accepts the same Sid twice in the policies of other services, with a warning', () => {
    expect(sids('resource', 'a', 'a', 'b')).toStrictEqual([
      'warning duplicate_sid Statement.1: the Sid `a` appears twice',
    ]);
    expect(sids('identity', 'a', 'a', 'b')).toStrictEqual([
      'error duplicate_sid Statement.1: the Sid `a` appears twice',
    ]);
    expect(sids('trust', 'a', 'b', 'a')).toStrictEqual(['error duplicate_sid Statement.2: the Sid `a` appears twice']);
  });
});

describe('NotPrincipal', () => {
  const withNotPrincipal = (effect: string): string[] =>
    findings(
      { Version: V, Statement: [statement({ Effect: effect, NotPrincipal: { AWS: '111122223333' } })] },
      'resource',
    );

  it('safeParsePolicy accepts NotPrincipal with Deny only', () => {
    expect(withNotPrincipal('Deny')).toStrictEqual([]);
    expect(withNotPrincipal('Allow')).toStrictEqual([
      'error conflicting_elements Statement.0.NotPrincipal: `NotPrincipal` cannot be combined with the effect `Allow`: everyone else would be allowed (use `Principal`, or `NotPrincipal` with `Deny`)',
    ]);
  });
});

describe('policies that AWS publishes', () => {
  it('parsePolicy and formatPolicy keep every AWS managed policy as it is', () => {
    const documents = Object.values(managedPolicies).flatMap((versions) => Object.values(versions));
    expect(documents.length).toBeGreaterThan(10);
    for (const document of documents) {
      const parsed = parsePolicy(document);
      expect(parsePolicy(formatPolicy(parsed))).toStrictEqual(parsed);
      // Some have Booleans where the document has strings, and one statement instead of a list.
      const normal = JSON.stringify({ ...document, Statement: [document.Statement].flat() });
      expect(parsed).toEqual(JSON.parse(normal, (_, value: unknown) => (value === true ? 'true' : value)));
    }
  });

  it.each<[kind: PolicyKind, principal: object | string]>([
    ['resource', '*'],
    ['resource', { AWS: '*' }],
    ['resource', { AWS: ['111122223333', 'arn:aws:iam::111122223333:user/a'], Service: 's3.amazonaws.com' }],
    ['resource', { CanonicalUser: '79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be' }],
    ['trust', { Federated: ['arn:aws:iam::111122223333:saml-provider/x', 'cognito-identity.amazonaws.com'] }],
    ['trust', { AWS: 'AROAEXAMPLEEXAMPLE123' }],
  ])('parsePolicy of kind %s returns the principal %j that formatPolicy was given', (kind, Principal) => {
    const action = kind === 'trust' ? { Action: 'sts:AssumeRole' } : { Action: ['s3:*'], Resource: ['*'] };
    const document = parsePolicy({ Version: V, Id: 'x', Statement: [{ Effect: 'Allow', Principal, ...action }] }, kind);
    expect(document.Statement[0]).toMatchObject({ Principal });
    expect(parsePolicy(formatPolicy(document), kind)).toStrictEqual(document);
  });
});

describe('what is no policy', () => {
  const circle: Record<string, unknown> = {};
  circle['Statement'] = [circle];
  const odd = [
    undefined,
    null,
    1,
    Number.NaN,
    1n,
    Symbol('x'),
    () => 1,
    '',
    'x',
    [],
    {},
    circle,
    new Date(0),
    new Map(),
  ];

  it.each(odd)('parsePolicy throws an InvalidInputError for %s', (value) => {
    for (const kind of ['identity', 'trust', 'resource'] as const) {
      expect(() => parsePolicy(value, kind)).toThrow(InvalidInputError);
      expect(() => parsePolicy({ Version: V, Statement: value }, kind)).toThrow(InvalidInputError);
    }
    for (const element of ['Effect', 'Action', 'Resource', 'Condition']) {
      expect(typeof safeParsePolicy(policy({ [element]: value })).success).toBe('boolean');
      expect(typeof safeParsePolicy(policy({ [element]: [value] })).success).toBe('boolean');
      expect(typeof safeParsePolicy(policy({ Condition: { StringLike: { [element]: value } } })).success).toBe(
        'boolean',
      );
    }
  });

  it.each([undefined, null, 1, 1n, 'x', [], circle, { Version: V, Statement: [1n] }])(
    'formatPolicy throws an InvalidInputError for %s',
    (value) => {
      expect(() => formatPolicy(value as never)).toThrow(InvalidInputError);
    },
  );

  it.each([
    [
      { Version: V, Statement: statement() },
      '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}}',
    ],
    [{ Statement: null, Version: V }, '{"Version":"2012-10-17","Statement":null}'],
    [{ Statement: ['x', null], Version: V }, '{"Version":"2012-10-17","Statement":["x",null]}'],
    [{}, '{}'],
  ])('formatPolicy writes %j as it is', (value, text) => {
    expect(formatPolicy(value as never, { indent: 0 })).toBe(text);
    expect(formatPolicy(value as never, null as never)).toBe(JSON.stringify(JSON.parse(text), undefined, 2));
  });
});

describe('long patterns', () => {
  it('safeParsePolicy stops to search for redundant actions after a number of steps', () => {
    const hostile = Array.from({ length: 290 }, (_, n) => `s3:${'*a'.repeat(200 + (n % 7))}*`);
    // All are equal or covered, but only the first ones are found.
    expect(findings(policy({ Action: hostile })).length).toBeLessThan(289);
    expect(findings(policy({ Action: ['s3:a*b', 's3:aab', ...hostile] }))).toContain(
      'warning redundant Statement.0.Action.1: `s3:aab` is covered by `s3:a*b`',
    );
  });

  it('safeParsePolicy finds redundant entries in long lists of ordinary patterns', () => {
    const patterns = Array.from({ length: 299 }, (_, n) => `s3:Get*Number${n}`);
    expect(findings(policy({ Action: [...patterns, 's3:GetANumber298'] }))).toStrictEqual([
      'warning redundant Statement.0.Action.299: `s3:GetANumber298` is covered by `s3:Get*Number298`',
    ]);
  });
});
