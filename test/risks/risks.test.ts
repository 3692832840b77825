import { describe, expect, it } from 'vitest';
import { evaluateAccess, type PolicyDocument } from '../../src/iam/index.js';
import {
  buildRoles,
  buildServerPolicy,
  INTEGRATION_MODES,
  type DataAccessGrant,
  type RoleParameters,
  type ScopeOption,
} from '../../src/index.js';
import { findRisks, RISK_CODES, SCOPE_ENTRIES, type RiskCode } from '../../src/risks/index.js';
import { PAGE_RISK_CODES } from '../../src/upsolver/scope/risk-codes.js';
import { everyNth } from '../deep.js';
import { ACCOUNT, FULL_SCOPE, PARAMETERS } from '../upsolver/role-parameters.js';
import { management, scopedManagement, scopedUpsolver, scopeOf, server } from '../upsolver/scope/scoped-policies.js';

describe('findRisks', () => {
  it("finds every risk in the policies of Upsolver's documentation", () => {
    expect(findRisks([management, server]).map(({ code }) => code)).toEqual([...PAGE_RISK_CODES]);
    expect(findRisks(management).map(({ code }) => code)).toEqual(
      PAGE_RISK_CODES.filter((code) => code !== 'changeBucketPolicy'),
    );
    expect(findRisks(server).map(({ code }) => code)).toEqual(['changeBucketPolicy']);
  });

  it('finds no risk in the fully scoped policies', () => {
    expect(findRisks(scopedManagement(FULL_SCOPE))).toEqual([]);
    expect(findRisks(scopedUpsolver(FULL_SCOPE))).toEqual([]);
  });

  it.each(INTEGRATION_MODES)(
    'finds every risk in the roles of %s, and none if they are fully scoped, with every kind of data access',
    (mode) => {
      const codes = (more: Partial<RoleParameters>) =>
        buildRoles(mode, { ...PARAMETERS, ...more }).flatMap(({ inlinePolicies }) =>
          findRisks(inlinePolicies.map(({ document }) => document)).map(({ code }) => code),
        );
      expect(codes({}).toSorted()).toEqual(PAGE_RISK_CODES.toSorted());
      const dataAccess: DataAccessGrant[] = [
        { service: 's3', bucket: 'acme', write: true, retention: true },
        { service: 's3-discovery' },
        { service: 'kinesis', streamArn: `arn:aws:kinesis:us-east-1:${ACCOUNT}:stream/x`, write: true },
        { service: 'kinesis-discovery' },
        { service: 'sqs', queueArn: `arn:aws:sqs:us-east-1:${ACCOUNT}:x` },
        { service: 'kms', keyArn: `arn:aws:kms:us-east-1:${ACCOUNT}:key/x`, via: 's3', write: true },
      ];
      expect(codes({ scope: FULL_SCOPE, dataAccess })).toEqual([]);
    },
  );

  it('finds no risk in an empty policy', () => {
    expect(findRisks({ Version: '2012-10-17', Statement: [] })).toEqual([]);
  });

  it('returns an allowed request for each step of a risk', () => {
    const risks = findRisks([management, server]);
    expect(
      Object.fromEntries(risks.map(({ code, witnesses }) => [code, witnesses.map(({ action }) => action)])),
    ).toEqual({
      passRoleToInstance: ['iam:PassRole', 'ec2:RunInstances'],
      passRoleToSpotInstance: ['iam:PassRole', 'ec2:RequestSpotInstances'],
      fillInstanceProfile: ['iam:PassRole', 'iam:AddRoleToInstanceProfile'],
      passRoleToOtherService: ['iam:PassRole'],
      bypassTagGuard: ['ec2:CreateTags', 'ec2:TerminateInstances'],
      readPolicies: ['iam:GetPolicyVersion'],
      attachAnyVolume: ['ec2:CreateTags', 'ec2:AttachVolume'],
      changeBucketPolicy: ['s3:PutBucketPolicy'],
      takeAnyAddress: ['ec2:AssociateAddress'],
    });
    for (const { witnesses, description, source, undecided } of risks) {
      for (const witness of witnesses) expect(evaluateAccess([management, server], witness).decision).toBe('allowed');
      expect(description).toMatch(/^Can .*\.$/);
      expect(source).not.toBe('');
      expect(undecided).toBeUndefined();
    }
  });

  it('returns no risk that an option of closedBy closes, and options for every risk', () => {
    const narrowServer = (option: ScopeOption) =>
      buildServerPolicy('acme', 'us-east-1', { withoutBucketAdministration: option === 'withoutBucketAdministration' });
    for (const { code, closedBy, witnesses } of findRisks([management, server])) {
      expect(closedBy.length, code).toBeGreaterThan(0);
      for (const option of closedBy) {
        expect(
          findRisks(scopedUpsolver(scopeOf(option))).map((risk) => risk.code),
          `${option} closes ${code}`,
        ).not.toContain(code);
        const closed = witnesses.filter(
          (witness) =>
            evaluateAccess([scopedManagement(scopeOf(option)), narrowServer(option)], witness).decision !== 'allowed',
        );
        expect(closed, `${option} refuses a witness of ${code}`).not.toEqual([]);
      }
    }
  });

  it.each(everyNth(SCOPE_ENTRIES, 3).map(({ option, closes }) => [option, closes] as const))(
    'returns every documented risk that %s does not name in closes, and no other',
    (option, closes) => {
      const closed = PAGE_RISK_CODES.filter(
        (code) => !findRisks(scopedUpsolver(scopeOf(option))).some((risk) => risk.code === code),
      );
      const documented: readonly RiskCode[] = PAGE_RISK_CODES;
      expect(closed.toSorted()).toEqual(closes.filter((code) => documented.includes(code)).toSorted());
    },
  );

  const allow = (Action: string | string[], Resource: string | string[] = '*', Condition = {}): PolicyDocument => ({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action, Resource, Condition }],
  });

  it.each<[string, PolicyDocument[], string[]]>([
    [
      'actions with wildcards',
      [allow('iam:Pass*'), allow('ec2:*Instances')],
      ['passRoleToInstance', 'passRoleToSpotInstance', 'passRoleToOtherService'],
    ],
    ['the permissions of an administrator', [allow('*')], [...RISK_CODES]],
    [
      'iam:PassRole on one path alone',
      [allow('iam:PassRole', `arn:aws:iam::${ACCOUNT}:role/app/*`), allow('ec2:RunInstances')],
      [],
    ],
    [
      'iam:PassRole on all roles of one account',
      [
        allow('iam:PassRole', `arn:aws:iam::${ACCOUNT}:role/*`),
        allow('ec2:RunInstances', 'arn:aws:ec2:eu-*:*:instance/*'),
      ],
      ['passRoleToInstance', 'passRoleToOtherService'],
    ],
    [
      'iam:PassRole to EC2 alone',
      [
        allow('iam:PassRole', '*', { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } }),
        allow('ec2:RunInstances'),
      ],
      ['passRoleToInstance'],
    ],
    [
      'iam:PassRole to Lambda alone',
      [
        allow('iam:PassRole', '*', { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } }),
        allow('ec2:RunInstances'),
      ],
      ['passRoleToOtherService'],
    ],
    [
      'iam:PassRole that a Deny takes away',
      [
        allow(['iam:PassRole', 'ec2:RunInstances']),
        { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: 'iam:PassRole', Resource: '*' }] },
      ],
      [],
    ],
    [
      'ec2:CreateTags on resources that have the tag already',
      [
        allow('ec2:CreateTags', '*', { StringEquals: { 'aws:ResourceTag/Name': 'upsolver' } }),
        allow('ec2:TerminateInstances'),
      ],
      [],
    ],
    [
      'iam:PassRole in another partition',
      [
        allow('iam:PassRole', 'arn:aws-cn:iam::*:role/*'),
        allow('ec2:RunInstances', 'arn:aws-cn:ec2:cn-northwest-1:*:instance/*'),
      ],
      ['passRoleToInstance', 'passRoleToOtherService'],
    ],
    [
      'Elastic IPs in one Region',
      [allow('ec2:ReleaseAddress', `arn:aws:ec2:ap-southeast-7:${ACCOUNT}:elastic-ip/*`)],
      ['takeAnyAddress'],
    ],
  ])('judges policies by what they allow: %s', (_what, policies, expected) => {
    expect(findRisks(policies).map(({ code }) => code)).toEqual(expected);
  });

  it('returns a risk that it could not decide, with the reason', () => {
    // No name equals an ID that equals a tag, and is not that tag; the comparison does not see that.
    const contradiction = {
      StringEquals: { 'aws:username': '${aws:userid}', 'aws:userid': '${aws:PrincipalTag/id}' },
      StringNotEquals: { 'aws:username': '${aws:PrincipalTag/id}' },
    };
    expect(findRisks(allow('ec2:ReleaseAddress', '*', contradiction))).toMatchObject([
      { code: 'takeAnyAddress', witnesses: [], undecided: 'variables' },
    ]);
  });
});
