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
