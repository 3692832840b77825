/* Text that is not JSON, as the tools that print it write it. */

/** Messages of commands that failed, by what went wrong. */
export const COMMAND_ERRORS: Readonly<Record<string, string>> = {
  'access denied':
    '\nAn error occurred (AccessDenied) when calling the GetAccountAuthorizationDetails operation: User: ' +
    'arn:aws:iam::444455556666:user/dev is not authorized to perform: iam:GetAccountAuthorizationDetails\n',
  'access denied, newer aws':
    '\naws: [ERROR]: An error occurred (AccessDeniedException) when calling the GetPolicyVersion operation: no\n',
  'expired token':
    '\nAn error occurred (ExpiredToken) when calling the GetRole operation: The security token included in the ' +
    'request is expired\n',
  'invalid token':
    '\nAn error occurred (InvalidClientTokenId) when calling the GetCallerIdentity operation: The security token ' +
    'included in the request is invalid.\n',
  throttled:
    '\nAn error occurred (Throttling) when calling the ListRoles operation (reached max retries: 4): Rate exceeded\n',
  'no such entity':
    '\nAn error occurred (NoSuchEntity) when calling the GetRolePolicy operation: The role policy with name p cannot be ' +
    'found.\n',
  'invalid parameter': '\nAn error occurred (ValidationError) when calling the GetRole operation: 1 error detected\n',
  'no credentials': '\nUnable to locate credentials. You can configure credentials by running "aws configure".\n',
  'expired SSO session':
    '\nThe SSO session associated with this profile has expired or is otherwise invalid. To refresh this SSO session ' +
    'run aws sso login with the corresponding profile.\n',
  'no SSO token': '\nError loading SSO Token: Token for my-sso does not exist\n',
  'SSO refresh failed': '\nError when retrieving token from sso: Token has expired and refresh failed\n',
  'no Region': '\nYou must specify a region. You can also configure your region by running "aws configure".\n',
  'no profile': '\nThe config profile (prod) could not be found\n',
  'partial credentials': '\nPartial credentials found in env, missing: AWS_SECRET_ACCESS_KEY\n',
  'no network': '\nCould not connect to the endpoint URL: "https://iam.amazonaws.com/"\n',
  'a proxy with its own certificate':
    '\nSSL validation failed for https://iam.amazonaws.com/ [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed\n',
  'unknown output format': '\nUnknown output type: jason\n',
  'unknown argument':
    'usage: aws [options] <command> <subcommand> [<subcommand> ...] [parameters]\nTo see help text, you can run:\n\n' +
    '  aws help\n  aws <command> help\n  aws <command> <subcommand> help\n\nUnknown options: --role\n',
  'missing argument':
    'usage: aws [options] <command>\n\naws: error: the following arguments are required: --role-name\n',
  'invalid parameter value': '\nParameter validation failed:\nInvalid length for parameter RoleName, value: 0\n',
  'no aws in bash': 'bash: aws: command not found\n',
  'no aws in zsh': 'zsh: command not found: aws\n',
  'no aws in cmd': "'aws' is not recognized as an internal or external command,\noperable program or batch file.\n",
  'no aws in PowerShell':
    "The term 'aws' is not recognized as the name of a cmdlet, function, script file, or program.\n",
  'an error of jq': 'jq: error (at <stdin>:1): Cannot index number with "Statement"\n',
  'an error of cat': 'cat: policy.json: No such file or directory\n',
  'a traceback': 'Traceback (most recent call last):\n  File "x.py", line 1, in <module>\nKeyError: 1\n',
  'an error of another tool': 'Error: no stack named prod\n',
};

/** Other text, by what it is. */
export const TEXTS: Readonly<Record<string, string>> = {
  'YAML of aws, an export':
    'GroupDetailList: []\nPolicies: []\nRoleDetailList:\n- Arn: arn:aws:iam::444455556666:role/r\n',
  'YAML of aws, a policy': 'PolicyVersion:\n  CreateDate: "2020-01-01"\n  Document:\n    Statement: []\n',
  'YAML of aws, as a stream': '- IsTruncated: false\n  RoleDetailList: []\n',
  'a policy in YAML': 'Version: "2012-10-17"\nStatement:\n  - Effect: Allow\n    Action: "*"\n    Resource: "*"\n',
  'a policy in YAML after a comment': '# Who may read\n---\nVersion: 2012-10-17\nStatement: []\n',
  'grants in YAML': '- service: s3\n  bucket: my-bucket\n',
  'a template in YAML': 'AWSTemplateFormatVersion: 2010-09-09\nResources:\n  Role:\n    Type: AWS::IAM::Role\n',
  'a template in YAML with parameters first':
    'Parameters:\n  Name:\n    Type: String\nResources:\n  Role:\n    Type: AWS::IAM::Role\n    Properties: {}\n',
  'a SAM template in YAML': 'Transform: AWS::Serverless-2016-10-31\nResources: {}\n',
  'a Serverless Framework file': 'service: shop\nprovider:\n  name: aws\nfunctions: {}\n',
  'a Kubernetes manifest': 'apiVersion: v1\nkind: ConfigMap\n',
  'other YAML': 'name: deploy\non:\n  push: {}\n',
  'a table of aws':
    '-------------------------------\n|  GetAccountAuthorizationDetails  |\n+------------------+-----------+\n',
  'a table of psql': '+------+-----+\n| name | arn |\n',
  'text of aws, an export': 'False\nGROUPDETAILLIST\tarn:aws:iam::444455556666:group/g\t2020-01-01\tAGPA\tg\t/\n',
  'text of aws, a policy': 'UpsolverPolicy\tUpsolverRole\nPOLICYDOCUMENT\t2012-10-17\nSTATEMENT\tAllow\t*\n',
  'text of aws, nothing found': 'None\n',
  'a sign-in page': '<!DOCTYPE html>\n<html><head><title>Sign in</title></head></html>\n',
  'an error in XML':
    '<ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">\n  <Error><Code>AccessDenied</Code></Error>\n' +
    '</ErrorResponse>\n',
  'XML with a declaration': '<?xml version="1.0"?>\n<Policy/>\n',
  'Terraform code': 'resource "aws_iam_role" "upsolver" {\n  name = "UpsolverRole"\n}\n',
  'Terraform code after a comment': '# Roles\ndata "aws_iam_policy_document" "p" {\n  statement {}\n}\n',
  'a Terraform expression': 'jsonencode({\n  Version = "2012-10-17"\n})\n',
  'a module in JavaScript': "export const policy = {\n  Version: '2012-10-17',\n};\n",
  'a program in Python': 'import json\nprint(json.dumps({}))\n',
  'a shell script': '#!/bin/sh\naws iam get-role\n',
  'a Markdown code block': '```json\n{"Version": "2012-10-17"}\n```\n',
  'a Markdown page': '# Policies\n\nThe roles are these.\n',
  'a diff': 'diff --git a/p.json b/p.json\n--- a/p.json\n+++ b/p.json\n',
  'a merge conflict': '<<<<<<< HEAD\n{"Version": "2012-10-17"}\n=======\n{}\n>>>>>>> main\n',
  'an HTTP response': 'HTTP/1.1 200 OK\nContent-Type: application/json\n\n{"Statement": []}\n',
  'a credential report': 'user,arn,user_creation_time,password_enabled\nroot,arn:aws:iam::444455556666:root,x,y\n',
  'comma-separated values': 'Role,Policy,Action,Resource\nr,p,a,b\n',
  'an ARN': 'arn:aws:iam::aws:policy/AdministratorAccess\n',
  'an address': 'https://example.com/policy.json\n',
  base64: 'eyJWZXJzaW9uIjoiMjAxMi0xMC0xNyIsIlN0YXRlbWVudCI6W3siRWZmZWN0IjoiQWxsb3cifV19\n',
  'a prompt and a command': '$ aws iam get-role --role-name r\n{\n  "Role": {}\n}\n',
  'progress before the JSON': 'Assuming role deploy...\nok\n{\n  "Version": "2012-10-17"\n}\n',
  'a banner of npm before the JSON': '\n> app@1.0.0 policy\n> node policy.js\n\n{"Version": "2012-10-17"}\n',
  prose: 'The policy is in the wiki.\n',
  numbers: '... 17 roles\n',
};
