import { describe, expect, it } from 'vitest';
import { checkRoles } from '../../../src/drift/index.js';
import type { Statement, TrustPolicyDocument } from '../../../src/iam/index.js';
import { exportOf, rolesOf } from '../account.js';
import { checkServer, roles, summarize } from '../check-server.js';

describe('the trust policy', () => {
  it('is narrower if it requires an unexpected external ID', () => {
    const report = checkServer((role) => {
      const [statement] = (role.AssumeRolePolicyDocument as TrustPolicyDocument).Statement;
      statement!.Condition = { StringEquals: { 'sts:ExternalId': 'x' } };
    });
    expect(summarize(report.findings)).toEqual(['trustNarrowed']);
  });

  it('is also compared if it uses NotAction', () => {
    const report = checkServer((role) => {
      const [statement] = (role.AssumeRolePolicyDocument as TrustPolicyDocument).Statement;
      const { Action: _action, ...rest } = statement!;
      role.AssumeRolePolicyDocument = { Version: '2012-10-17', Statement: [{ ...rest, NotAction: 'sts:TagSession' }] };
    });
    expect(summarize(report.findings)).toEqual(['trustBroadened']);
  });

  it.each<[string, Statement['Condition'] | undefined, string]>([
    ['no condition', undefined, 'Anyone in AWS can assume this role'],
    [
      'the expected external ID',
      { StringEquals: { 'sts:ExternalId': 'acme-external-id' } },
      'Anyone in AWS can assume this role with the external ID `acme-external-id`',
    ],
    [
      'another external ID',
      { StringEquals: { 'sts:ExternalId': 'another' } },
      'Anyone in AWS can assume this role with the external ID `another`',
    ],
    [
      'an external ID, if there is one',
      { StringEqualsIfExists: { 'sts:ExternalId': 'another' } },
      'Anyone in AWS can assume this role',
    ],
    [
      'any external ID',
      { Null: { 'sts:ExternalId': 'false' } },
      'Anyone in AWS can assume this role with the external ID `xx`',
    ],
    [
      'multi-factor authentication',
      { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
      'Anyone in AWS can assume this role',
    ],
  ])('is critical, and first in the report, if anyone can assume the role with %s', (_name, condition, message) => {
    const trusted = 'arn:aws:iam::111122223333:root';
    for (const principal of ['*', { AWS: '*' }, { AWS: [trusted, '*'] }, { AWS: ['*'] }] as const) {
      const account = exportOf(roles);
      const role = account.RoleDetailList[0]!;
      role.Tags = [];
      (role.AssumeRolePolicyDocument as TrustPolicyDocument).Statement.push({
        Effect: 'Allow',
        Principal: principal as '*',
        Action: ['sts:AssumeRole', 'sts:TagSession'],
        ...(condition && { Condition: condition }),
      });
      const { findings } = checkRoles(account, roles).roles[0]!;
      expect(findings[0]).toMatchObject({
        code: 'trustBroadened',
        severity: 'critical',
        message,
        witness: { action: 'sts:AssumeRole', principal: { AWS: 'arn:aws:iam::999999999999:user/stranger' } },
      });
      expect(findings.slice(1).map(({ code }) => code)).toEqual(['tagsChanged', 'tagsChanged']);
    }
  });

  it.each<[string, Statement['Condition'], principal?: string]>([
    ['any account', { StringLike: { 'aws:PrincipalAccount': '*' } }],
    ['all accounts but one', { StringNotEquals: { 'aws:PrincipalAccount': '123456789012' } }],
    ['any organization', { StringLike: { 'aws:PrincipalOrgID': 'o-*' } }],
    ['some organization', { Null: { 'aws:PrincipalOrgID': 'false' } }],
    ['a path of any organization', { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-*' } }],
    [
      'a role name that anyone can use',
      { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/upsolver' } },
      'arn:aws:iam::999999999999:role/upsolver',
    ],
    ['any principal', { StringLike: { 'aws:PrincipalArn': '*' } }],
    ['a tag of the caller', { StringEquals: { 'aws:PrincipalTag/team': 'data' } }],
    ['any principal but services', { Bool: { 'aws:PrincipalIsAWSService': 'false' } }],
    ['a type of principal', { StringEquals: { 'aws:PrincipalType': 'AssumedRole' } }],
    ['all types but one', { StringNotEquals: { 'aws:PrincipalType': 'Account' } }],
    ['all principals but one', { StringNotEquals: { 'aws:PrincipalArn': 'arn:aws:iam::123456789012:role/x' } }],
    ['any address', { IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } }],
  ])('is critical if its condition does not limit who can assume the role: %s', (_name, condition, principal) => {
    for (const external of [{}, { 'sts:ExternalId': 'another' }]) {
      const { findings } = checkServer((role) =>
        (role.AssumeRolePolicyDocument as TrustPolicyDocument).Statement.push({
          Sid: 'open',
          Effect: 'Allow',
          Principal: '*',
          Action: 'sts:AssumeRole',
          Condition: { ...condition!, ...(Object.keys(external).length > 0 && { StringEqualsIgnoreCase: external }) },
        }),
      );
      expect(findings).toMatchObject([
        {
          code: 'trustBroadened',
          severity: 'critical',
          policy: { sid: 'open' },
          witness: { principal: { AWS: principal ?? 'arn:aws:iam::999999999999:user/stranger' } },
        },
      ]);
    }
  });

  it.each<[string, Statement['Condition']]>([
    ['an account', { StringEquals: { 'aws:PrincipalAccount': '123456789012' } }],
    ['a principal', { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::123456789012:role/*' } }],
    ['a service', { Bool: { 'aws:PrincipalIsAWSService': 'true' } }],
    ['an ARN that no caller has', { ArnLike: { 'aws:PrincipalArn': 'arn:aws:sts::*:assumed-role/x/y' } }],
    ['a network', { StringEquals: { 'aws:SourceVpc': 'vpc-1' } }],
  ])('is not critical if its condition limits who can assume the role: %s', (_name, condition) => {
    const { findings } = checkServer((role) =>
      (role.AssumeRolePolicyDocument as TrustPolicyDocument).Statement.push({
        Effect: 'Allow',
        Principal: '*',
        Action: 'sts:AssumeRole',
        Condition: condition!,
      }),
    );
    expect(findings.map(({ severity }) => severity)).toEqual(['error']);
  });

  it.each<[string, Statement['Condition']]>([
    ['an organization', { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } }],
    ['an address', { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }],
  ])('is an error if everyone of %s can assume the role', (_name, condition) => {
    const { findings } = checkServer((role) =>
      (role.AssumeRolePolicyDocument as TrustPolicyDocument).Statement.push({
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: 'sts:AssumeRole',
        Condition: condition!,
      }),
    );
    expect(findings).toMatchObject([
      {
        code: 'trustBroadened',
        severity: 'error',
        message: 'everyone is allowed `sts:AssumeRole`, which is not expected',
      },
    ]);
  });

  it('is not broadened for anyone whom a Deny statement stops, or who may only tag sessions', () => {
    const open = (...statements: TrustPolicyDocument['Statement']): ReturnType<typeof checkServer> =>
      checkServer((role) => void (role.AssumeRolePolicyDocument as TrustPolicyDocument).Statement.push(...statements));
    const anyone = { Effect: 'Allow' as const, Principal: '*' as const };
    const denied = open(
      { ...anyone, Action: 'sts:AssumeRole' },
      {
        Effect: 'Deny',
        Principal: '*',
        Action: 'sts:AssumeRole',
        Condition: { StringNotEquals: { 'aws:PrincipalAccount': '444455556666' } },
      },
    );
    expect(denied.findings.map(({ severity }) => severity)).not.toContain('critical');
    const refused = open({ ...anyone, Action: 'sts:AssumeRole' }, { ...anyone, Effect: 'Deny', Action: 'sts:*' });
    expect(refused.findings.map(({ code }) => code)).toEqual(['trustNarrowed']);
    const tagging = open({ ...anyone, Action: 'sts:TagSession' });
    expect(tagging.findings.map(({ code, severity }) => [code, severity])).toEqual([['trustBroadened', 'error']]);
    const all = open({ ...anyone, NotAction: 'sts:TagSession' });
    expect(all.findings.map(({ severity }) => severity)).toEqual(['critical']);
  });

  it('names a stranger that no policy names', () => {
    for (const [named, stranger] of [
      ['987654321', '000000000000'],
      ['9876543210', '999999999999'],
    ] as const) {
      const digits = [...named].map((digit) => digit.repeat(12));
      const { findings } = checkServer(
        (role) =>
          void (role.AssumeRolePolicyDocument as TrustPolicyDocument).Statement.push(
            { Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' },
            { Effect: 'Deny', Principal: { AWS: digits.slice(0, 9) }, Action: 'sts:TagSession' },
            { Effect: 'Deny', Principal: { AWS: digits }, Action: 'sts:SetSourceIdentity' },
          ),
      );
      expect(findings[0]!.witness?.principal).toEqual({ AWS: `arn:aws:iam::${stranger}:user/stranger` });
    }
  });

  it('accepts additional external IDs if it matches them by a pattern', () => {
    const account = exportOf(roles);
    const [statement] = (account.RoleDetailList[0]!.AssumeRolePolicyDocument as TrustPolicyDocument).Statement;
    statement!.Condition = { StringLike: { 'sts:ExternalId': 'acme-*' } };
    const [report] = checkRoles(account, roles).roles;
    expect(report!.findings).toMatchObject([
      {
        code: 'externalIdAdded',
        message: expect.stringMatching(/^the unexpected external ID `acme-.*` is accepted$/) as string,
      },
    ]);
  });

  it.each<[string, Statement['Condition'], string]>([
    ['any external ID', { StringLike: { 'sts:ExternalId': '*' } }, 'xx'],
    ['any external ID but not none', { Null: { 'sts:ExternalId': 'false' } }, 'xx'],
    ['one external ID that STS rejects', { StringEquals: { 'sts:ExternalId': 'y' } }, 'y'],
  ])('is reported with an example external ID if it accepts %s', (_name, condition, id) => {
    const account = exportOf(roles);
    const trusted = account.RoleDetailList[0]!.AssumeRolePolicyDocument as TrustPolicyDocument;
    trusted.Statement.push({ ...trusted.Statement[0]!, Sid: 'other', Condition: condition! });
    const { findings } = checkRoles(account, roles).roles[0]!;
    expect(findings).toMatchObject([
      {
        code: 'externalIdAdded',
        actual: id,
        message: `the unexpected external ID \`${id}\` is accepted`,
        witness: { context: { 'sts:ExternalId': id } },
      },
    ]);
  });

  it('is reported for each missing and each additional external ID', () => {
    const two = rolesOf('private-vpc', { externalId: ['one', 'two'] });
    const account = exportOf(two);
    const [statement] = (account.RoleDetailList[0]!.AssumeRolePolicyDocument as TrustPolicyDocument).Statement;
    statement!.Condition = { StringEquals: { 'STS:ExternalID': ['two', 'three'] } };
    const [report] = checkRoles(account, two).roles;
    expect(report!.findings.map(({ code, expected, actual }) => [code, expected ?? actual])).toEqual([
      ['externalIdRefused', 'one'],
      ['externalIdAdded', 'three'],
    ]);
  });
});
