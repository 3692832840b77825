import { describe, expect, it } from 'vitest';
import { formatNumber, kebabCase, pascalCase, snakeCase, spacedWords, withoutArticle } from '../../src/core/words.js';

it.each([
  [0, '0'],
  [999, '999'],
  [1000, '1,000'],
  [43_200, '43,200'],
  [123_456, '123,456'],
  [1_234_567, '1,234,567'],
])('formatNumber puts a comma before each group of three digits of %i', (value, text) => {
  expect(formatNumber(value)).toBe(text);
});

it.each([
  ['an external ID', 'external ID'],
  ['a VPC ID', 'VPC ID'],
  ['organization', 'organization'],
  ['anchor', 'anchor'],
  ['the name of a role', 'the name of a role'],
])('withoutArticle drops the article of "%s"', (noun, text) => expect(withoutArticle(noun)).toBe(text));

describe('a name in another spelling', () => {
  it.each([
    ['trustedAccount', 'trusted account', 'TrustedAccount', 'trusted_account', 'trusted-account'],
    ['path', 'path', 'Path', 'path', 'path'],
    [
      'maxSessionDuration',
      'max session duration',
      'MaxSessionDuration',
      'max_session_duration',
      'max-session-duration',
    ],
  ])('of %s has words apart, in Pascal case, in snake case and in kebab case', (name, words, pascal, snake, kebab) => {
    expect(spacedWords(name)).toBe(words);
    expect(pascalCase(name)).toBe(pascal);
    expect(snakeCase(name)).toBe(snake);
    expect(kebabCase(name)).toBe(kebab);
  });

  it.each([
    ['UpsolverServerRole', 'upsolver_server_role'],
    ['AWSCloudFormationReadOnlyAccess', 'aws_cloud_formation_read_only_access'],
    ['UpsolverServerRole2', 'upsolver_server_role2'],
    ['a-b.c/d', 'a_b_c_d'],
    ['role1Name', 'role1_name'],
    ['', ''],
  ])('snakeCase spells %j for Terraform', (name, text) => expect(snakeCase(name)).toBe(text));

  it.each([
    ['CreateRole', 'create-role'],
    ['AssumeRolePolicyDocument', 'assume-role-policy-document'],
    ['AddRoleToInstanceProfile', 'add-role-to-instance-profile'],
  ])('kebabCase spells %s as the AWS CLI does', (name, text) => expect(kebabCase(name)).toBe(text));

  it('pascalCase leaves an empty name empty', () => expect(pascalCase('')).toBe(''));
});
