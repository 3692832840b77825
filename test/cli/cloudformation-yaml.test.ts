import { describe, expect, it } from 'vitest';
import { parseCloudFormationYaml } from '../../src/cli/cloudformation-yaml.js';
import { rolesFromCloudFormation } from '../../src/review/input/roles-from-cloudformation.js';

const valueOf = (text: string): unknown => {
  const { value, problems } = parseCloudFormationYaml(text);
  expect(problems).toEqual([]);
  return value;
};

const problemsOf = (text: string): string[] => {
  const { value, problems } = parseCloudFormationYaml(text);
  expect(value).toBeUndefined();
  return problems.map(
    ({ position, path, message }) => `${position?.line}:${position?.column} ${path.join('.')}: ${message}`,
  );
};

describe('CloudFormation YAML', () => {
  it.each([
    ['!Ref A', { Ref: 'A' }],
    ['!Ref AWS::Region', { Ref: 'AWS::Region' }],
    ['!Condition A', { Condition: 'A' }],
    ['!GetAtt A.Outputs.B', { 'Fn::GetAtt': ['A', 'Outputs.B'] }],
    ['!GetAtt A', { 'Fn::GetAtt': ['A'] }],
    ['!GetAtt [A, B]', { 'Fn::GetAtt': ['A', 'B'] }],
    ['!Sub "${A}-b"', { 'Fn::Sub': '${A}-b' }],
    ['!Sub ["${A}", {A: !Ref B}]', { 'Fn::Sub': ['${A}', { A: { Ref: 'B' } }] }],
    ['!Join [",", [a, !Ref B]]', { 'Fn::Join': [',', ['a', { Ref: 'B' }]] }],
    ['!If [A, b, !Ref AWS::NoValue]', { 'Fn::If': ['A', 'b', { Ref: 'AWS::NoValue' }] }],
    ['!Equals [a, b]', { 'Fn::Equals': ['a', 'b'] }],
    ['!Not [!Equals [a, b]]', { 'Fn::Not': [{ 'Fn::Equals': ['a', 'b'] }] }],
    ['!And [a]', { 'Fn::And': ['a'] }],
    ['!Or [a]', { 'Fn::Or': ['a'] }],
    ['!FindInMap [a, b, c]', { 'Fn::FindInMap': ['a', 'b', 'c'] }],
    ['!Select [0, !GetAZs ""]', { 'Fn::Select': [0, { 'Fn::GetAZs': '' }] }],
    ['!Split ["/", a]', { 'Fn::Split': ['/', 'a'] }],
    ['!ImportValue 7', { 'Fn::ImportValue': '7' }],
    ['!Base64 a', { 'Fn::Base64': 'a' }],
    ['!Cidr [a, 1, 2]', { 'Fn::Cidr': ['a', 1, 2] }],
    ['!Transform {Name: a}', { 'Fn::Transform': { Name: 'a' } }],
    ['!ToJsonString {a: 1}', { 'Fn::ToJsonString': { a: 1 } }],
    ['!Length [a]', { 'Fn::Length': ['a'] }],
    ['!GetAZs', { 'Fn::GetAZs': '' }],
    ['Fn::Sub: a', { 'Fn::Sub': 'a' }],
  ])('reads %s', (text, value) => {
    expect(valueOf(text)).toEqual(value);
  });

  it('keeps what is written', () => {
    const text = 'Version: 2012-10-17\naccount: 012345678901\nport: 80\nlong: 12345678901234567890\nratio: 1.50\n';
    expect(valueOf(`${text}yes: yes\nflag: true\nnone: ~\nempty:\n012: a\n`)).toEqual({
      Version: '2012-10-17',
      account: '012345678901',
      port: 80,
      long: '12345678901234567890',
      ratio: '1.50',
      yes: 'yes',
      flag: true,
      none: null,
      empty: null,
      '012': 'a',
    });
    expect(valueOf('')).toBeNull();
  });

  it('replaces aliases, also of functions', () => {
    expect(valueOf('a: &x !Ref A\nb: *x\nc: [*x, &y {d: e}, *y]\n')).toEqual({
      a: { Ref: 'A' },
      b: { Ref: 'A' },
      c: [{ Ref: 'A' }, { d: 'e' }, { d: 'e' }],
    });
  });

  it('has the positions of values', () => {
    const { positions } = parseCloudFormationYaml('a:\n  - b\n  - c: !Ref D\n');
    expect(positions.of(['a', 1, 'c'])).toEqual({ line: 3, column: 13 });
  });

  it.each([
    ['a: [', '1:5 : not YAML: flow sequence'],
    ['a: !Include x', '1:13 a: the tag `!Include` is not a function of CloudFormation'],
    ['a: 1\na: 2', '2:1 a: the key `a` appears twice'],
    ['a: *b', '1:4 a: the alias `*b` has no anchor before it'],
    ['a: &a [*a]', '1:8 a.0: the alias `*a` has no anchor before it'],
    ['a:\n  <<: b', '2:3 a: CloudFormation does not support merge keys'],
    ['? [a]\n: b', '1:3 : a key must be a name'],
    [`${'['.repeat(150)}${']'.repeat(150)}`, '1:102'],
    ['['.repeat(400), '1:301'],
  ])('refuses %j', (text, start) => {
    const [problem] = problemsOf(text);
    expect(problem?.slice(0, start.length)).toBe(start);
  });

  it.each([
    ['a: 1\n---\nb: 1\n', '2:1', 2],
    ['---\na: 1\n--- # two\nb: 1\n---\n', '3:1', 3],
  ])('says how many documents %j has, where the second begins, and what to do', (text, position, count) => {
    const place = `${position} : the file has ${count} YAML documents; the second one begins here`;
    expect(problemsOf(text)).toEqual([place]);
    const { problems } = parseCloudFormationYaml(text);
    expect(problems[0]?.hint).toBe('write each template to a separate file, without a line `---` between them');
  });

  it('reads nothing as nothing', () => {
    expect(parseCloudFormationYaml('')).toMatchObject({ value: null, problems: [] });
  });

  it('refuses what is too long, or becomes it', () => {
    expect(problemsOf('a'.repeat(1_048_577))).toEqual([
      'undefined:undefined : the file has more than 1,048,576 characters',
    ]);
    const bomb = Array.from({ length: 20 }, (_, index) =>
      index === 0
        ? 'a0: &a0 [x, x, x, x, x]'
        : `a${index}: &a${index} [*a${index - 1}, *a${index - 1}, *a${index - 1}]`,
    );
    expect(problemsOf(bomb.join('\n'))).toEqual([
      expect.stringContaining('with its aliases, the file has more than 400,000'),
    ]);
  });

  it('of an ordinary template is read', () => {
    const template = valueOf(`
AWSTemplateFormatVersion: 2010-09-09
Parameters:
  Bucket: { Type: String }
Resources:
  Reader:
    Type: AWS::IAM::Role
    Properties:
      RoleName: !Sub "\${AWS::StackName}-reader"
      AssumeRolePolicyDocument:
        Version: 2012-10-17
        Statement:
          - Effect: Allow
            Principal: { AWS: !Sub "arn:aws:iam::\${AWS::AccountId}:root" }
            Action: sts:AssumeRole
      Policies:
        - PolicyName: read
          PolicyDocument:
            Version: 2012-10-17
            Statement:
              - Effect: Allow
                Action: s3:GetObject
                Resource: !Sub "arn:aws:s3:::\${Bucket}/\${!aws:username}/*"
`);
    expect(rolesFromCloudFormation(template as object)).toEqual({
      roles: [
        {
          name: '<AWS.StackName>-reader',
          trustPolicy: {
            Version: '2012-10-17',
            Statement: [
              { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::<AWS.AccountId>:root' }, Action: 'sts:AssumeRole' },
            ],
          },
          policies: [
            {
              name: 'read',
              document: {
                Version: '2012-10-17',
                Statement: [
                  { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::<Bucket>/${aws:username}/*' },
                ],
              },
            },
          ],
          unreadable: [],
        },
      ],
      symbols: ['<AWS.AccountId>', '<AWS.StackName>', '<Bucket>'],
      issues: [],
    });
  });
});
