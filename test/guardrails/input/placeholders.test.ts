import { describe, expect, it } from 'vitest';
import { findPlaceholders, findPlaceholdersInText } from '../../../src/guardrails/input/placeholders.js';
import { readJson } from '../../../src/iam/parse/json.js';

const marksOf = (value: unknown): string[] => {
  const { node } = readJson(JSON.stringify(value));
  return findPlaceholders(node!).map(({ text, path }) => `${path.join('.')}: ${text}`);
};

describe('a placeholder', () => {
  it.each([
    '${Account}',
    '${PARTITION}',
    '${ACCELERATOR_PREFIX}',
    '${var.region}',
    '${data.aws_caller_identity.current.account_id}',
    '${AWS::AccountId}',
    '${Token[AWS.AccountId.0]}',
    '${self:custom.account}',
    '${env:ACCOUNT}',
    '${aws:accountId}',
    '${ACCEL_LOOKUP::AccountId:Audit}',
    '${}',
    '{{AllowedRegions}}',
    '{{resolve:ssm:/accounts/audit}}',
    '[PRIVILEGED_ROLE]',
    '[privileged role]',
    '<my-org-id>',
    '<%= region %>',
  ])('%s is found, alone and inside of a value', (mark) => {
    expect(marksOf([mark])).toEqual([`0: ${mark}`]);
    expect(marksOf({ Resource: `arn:aws:iam::${mark}:role/x` })).toEqual([`Resource: ${mark}`]);
  });

  it.each([
    '${aws:username}',
    '${AWS:PrincipalAccount}',
    '${aws:PrincipalTag/Team}',
    "${aws:PrincipalTag/Team, 'none'}",
    '${aws:userid}',
    '${saml:namequalifier}',
    '${sts:RoleSessionName}',
    '${s3:prefix}',
    '${ec2:SourceInstanceARN}',
    '${token.actions.githubusercontent.com:sub}',
    '${accounts.google.com:aud}',
    '${*}',
    '${?}',
    '${$}',
    'a < b',
    '[]',
    '[0]',
    '{ }',
    'arn:aws:s3:::bucket/*',
  ])('%s is none', (text) => {
    expect(marksOf([text])).toEqual([]);
  });

  it('is found in the name of a condition key, and not in a Sid', () => {
    expect(marksOf({ Sid: '<x>', Condition: { StringEquals: { 'aws:PrincipalTag/<tag>': ['<a>', '<b>'] } } })).toEqual([
      'Condition.StringEquals.aws:PrincipalTag/<tag>: <tag>',
      'Condition.StringEquals.aws:PrincipalTag/<tag>.0: <a>',
      'Condition.StringEquals.aws:PrincipalTag/<tag>.1: <b>',
    ]);
  });

  it('is one of at most 100 that are reported', () => {
    expect(marksOf(Array(300).fill('<a> <b>'))).toHaveLength(100);
    expect(marksOf(['<a>'.repeat(300)])).toHaveLength(100);
    expect(marksOf([true, null, 1])).toEqual([]);
  });

  it('has a line and a column in a text that is not JSON', () => {
    expect(findPlaceholdersInText('{\n  "a": {{b}},\n  "c": [X], ${d}')).toEqual([
      { text: '{{b}}', path: [], position: { line: 2, column: 8 } },
      { text: '[X]', path: [], position: { line: 3, column: 8 } },
      { text: '${d}', path: [], position: { line: 3, column: 13 } },
    ]);
  });
});
