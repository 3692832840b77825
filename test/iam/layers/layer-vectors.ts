import type { AccessLayers, AccessRequest, PolicyLike } from '../../../src/iam/index.js';
import { ACROSS_ACCOUNTS, OTHER, OWN, SAME_ACCOUNT, SESSION } from './accounts.js';

/*
 * Decisions on layers of policies, from AWS's documentation. `confidence` is `high` if AWS's text says it, `medium` if
 * it follows from the text.
 */

export type LayerVector = {
  id: string;
  layers: AccessLayers;
  request: AccessRequest;
  decision: 'allowed' | 'implicitDeny' | 'explicitDeny' | 'unknown';
  /** The layer that decides, with its level: `scp 1`. */
  by?: string;
  missing?: string[];
  source: keyof typeof SOURCES;
  confidence: 'high' | 'medium';
};

const IAM = 'https://docs.aws.amazon.com/IAM/latest/UserGuide';

export const SOURCES = {
  denyallow: `${IAM}/reference_policies_evaluation-logic_policy-eval-denyallow.html`,
  crossaccount: `${IAM}/reference_policies_evaluation-logic-cross-account.html`,
  scps: 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html',
  rcps: 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html',
  notprincipal: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html',
  kms: 'https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html',
} as const;

type Element = string | string[];
type Parts = {
  Sid?: string;
  Action?: Element;
  NotAction?: Element;
  Resource?: Element;
  NotResource?: Element;
  Condition?: object;
  Principal?: unknown;
  NotPrincipal?: unknown;
};

const statement = (Effect: 'Allow' | 'Deny', parts: Parts) => ({ Effect, ...parts });
const all = (parts: Parts): Parts => ({
  ...(parts.NotAction === undefined && { Action: '*' }),
  ...(parts.NotResource === undefined && { Resource: '*' }),
  ...parts,
});
export const policy = (...Statement: ReturnType<typeof statement>[]): PolicyLike => ({
  Version: '2012-10-17',
  Statement,
});
export const allow = (parts: Parts = {}) => statement('Allow', all(parts));
export const deny = (parts: Parts = {}) => statement('Deny', all(parts));

/** FullAWSAccess and RCPFullAWSAccess. */
export const FULL = policy(allow());
export const FULL_RCP = policy(allow({ Principal: '*' }));

const ROLE = `arn:aws:iam::${OWN}:role/app/Deployer`;
const USER = `arn:aws:iam::${OWN}:user/ann`;
const BUCKET = 'arn:aws:s3:::bucket';
const OBJECT = `${BUCKET}/key`;

const get: AccessRequest = { action: 's3:GetObject', resource: OBJECT, principal: SESSION };
const nothing = policy(allow({ Action: 'sns:Publish' }));
const reading = policy(allow({ Action: 's3:Get*' }));
const assume: AccessRequest = {
  action: 'sts:AssumeRole',
  resource: `arn:aws:iam::${OWN}:role/Upsolver`,
  principal: `arn:aws:iam::${OTHER}:role/vendor`,
};
const trust = policy(statement('Allow', { Principal: { AWS: OTHER }, Action: 'sts:AssumeRole' }));
const bucketFor = (Principal: unknown, more: Parts = {}): PolicyLike =>
  policy(allow({ Principal, Action: 's3:GetObject', Resource: OBJECT, ...more }));
const key = `arn:aws:kms:eu-west-1:${OWN}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;

/** A resource policy that names the caller in a way, and layers of the principal of which one is silent. */
const named = (
  name: string,
  principal: string,
  Principal: unknown,
  results: Record<'identity' | 'boundary' | 'session' | 'scp' | 'rcp', boolean>,
  more: Parts = {},
): LayerVector[] =>
  Object.entries(results).map(([silent, isAllowed]) => ({
    id: `${name}-without-${silent}`,
    layers: {
      identity: silent === 'identity' ? nothing : reading,
      ...(silent === 'boundary' && { boundary: nothing }),
      ...(silent === 'session' && { session: nothing }),
      ...(silent === 'scp' && { scps: [FULL, nothing] }),
      ...(silent === 'rcp' && { rcps: [FULL_RCP, policy(deny({ Principal: '*', Action: 'sqs:*' }))] }),
      resource: bucketFor(Principal, more),
      ...SAME_ACCOUNT,
    },
    request: { ...get, principal, context: { 'aws:PrincipalArn': ROLE } },
    decision: isAllowed ? 'allowed' : 'implicitDeny',
    ...(!isAllowed && { by: silent === 'scp' || silent === 'rcp' ? `${silent} 1` : silent }),
    source: 'denyallow',
    confidence: 'high',
  }));

export const LAYER_VECTORS: LayerVector[] = [
  // How a resource-based policy names the principal, and what then limits it.
  ...named(
    'session',
    SESSION,
    { AWS: SESSION },
    { identity: true, boundary: true, session: true, scp: false, rcp: false },
  ),
  ...named('role', SESSION, { AWS: ROLE }, { identity: true, boundary: false, session: false, scp: false, rcp: false }),
  ...named(
    'everyone-with-role-arn',
    SESSION,
    '*',
    { identity: true, boundary: true, session: true, scp: false, rcp: false },
    { Condition: { ArnEquals: { 'aws:PrincipalArn': ROLE } } },
  ),
  ...named('user', USER, { AWS: USER }, { identity: true, boundary: true, session: true, scp: false, rcp: false }),
  ...named(
    'account',
    SESSION,
    { AWS: OWN },
    { identity: false, boundary: false, session: false, scp: false, rcp: false },
  ).map((vector): LayerVector => ({ ...vector, confidence: 'medium' })),
  {
    id: 'explicit-deny-of-a-boundary-stops-a-named-session',
    layers: {
      identity: reading,
      boundary: policy(allow(), deny({ Sid: 'NoReads', Action: 's3:Get*' })),
      resource: bucketFor({ AWS: SESSION }),
      ...SAME_ACCOUNT,
    },
    request: get,
    decision: 'explicitDeny',
    by: 'boundary',
    source: 'denyallow',
    confidence: 'high',
  },
  {
    id: 'explicit-deny-of-an-identity-policy-stops-a-named-role',
    layers: { identity: policy(deny({ Action: 's3:*' })), resource: bucketFor({ AWS: ROLE }), ...SAME_ACCOUNT },
    request: get,
    decision: 'explicitDeny',
    by: 'identity',
    source: 'denyallow',
    confidence: 'high',
  },
  // Within an account.
  {
    id: 'identity-is-enough-within-an-account',
    layers: { identity: reading, ...SAME_ACCOUNT },
    request: get,
    decision: 'allowed',
    by: 'identity',
    source: 'denyallow',
    confidence: 'high',
  },
  {
    id: 'identity-silent',
    layers: { identity: nothing, ...SAME_ACCOUNT },
    request: get,
    decision: 'implicitDeny',
    by: 'identity',
    source: 'denyallow',
    confidence: 'high',
  },
  {
    id: 'boundary-grants-nothing',
    layers: { identity: nothing, boundary: FULL, ...SAME_ACCOUNT },
    request: get,
    decision: 'implicitDeny',
    by: 'identity',
    source: 'denyallow',
    confidence: 'high',
  },
  {
    id: 'identity-and-boundary-intersect',
    layers: { identity: reading, boundary: policy(allow({ Action: 's3:GetObject' })), ...SAME_ACCOUNT },
    request: get,
    decision: 'allowed',
    by: 'identity',
    source: 'denyallow',
    confidence: 'high',
  },
  {
    id: 'session-policy-limits',
    layers: { identity: reading, session: policy(allow({ Action: 's3:ListBucket' })), ...SAME_ACCOUNT },
    request: get,
    decision: 'implicitDeny',
    by: 'session',
    source: 'denyallow',
    confidence: 'high',
  },
  // SCPs.
  {
    id: 'every-level-of-scps-has-to-allow',
    layers: { identity: reading, scps: [FULL, policy(allow({ Action: 'ec2:*' })), FULL], ...SAME_ACCOUNT },
    request: get,
    decision: 'implicitDeny',
    by: 'scp 1',
    source: 'scps',
    confidence: 'high',
  },
  {
    id: 'one-allow-at-a-level-is-enough',
    layers: { identity: reading, scps: [[policy(allow({ Action: 'ec2:*' })), FULL]], ...SAME_ACCOUNT },
    request: get,
    decision: 'allowed',
    by: 'identity',
    source: 'scps',
    confidence: 'high',
  },
  {
    id: 'scps-without-an-allow-deny-everything',
    layers: { identity: reading, scps: [policy(deny({ Action: 'organizations:LeaveOrganization' }))], ...SAME_ACCOUNT },
    request: get,
    decision: 'implicitDeny',
    by: 'scp 0',
    source: 'scps',
    confidence: 'high',
  },
  {
    id: 'a-level-without-policies-allows-nothing',
    layers: { identity: reading, scps: [FULL, []], ...SAME_ACCOUNT },
    request: get,
    decision: 'implicitDeny',
    by: 'scp 1',
    source: 'scps',
    confidence: 'high',
  },
  {
    id: 'scps-have-no-effect-in-the-management-account',
    layers: { identity: reading, scps: [policy(deny())], ...SAME_ACCOUNT, managementAccount: OWN },
    request: get,
    decision: 'allowed',
    by: 'identity',
    source: 'scps',
    confidence: 'high',
  },
  {
    id: 'scps-do-not-bind-service-linked-roles',
    layers: {
      identity: reading,
      scps: [policy(deny())],
      rcps: [policy(deny({ Principal: '*' }))],
      ...SAME_ACCOUNT,
      serviceLinked: true,
    },
    request: get,
    decision: 'allowed',
    by: 'identity',
    source: 'scps',
    confidence: 'high',
  },
  {
    id: 'allow-with-a-condition-in-an-scp',
    layers: {
      identity: reading,
      scps: [policy(allow({ Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } } }))],
      ...SAME_ACCOUNT,
    },
    request: { ...get, context: { 'aws:RequestedRegion': 'us-east-1' } },
    decision: 'implicitDeny',
    by: 'scp 0',
    source: 'scps',
    confidence: 'high',
  },
  {
    id: 'two-operators-of-a-condition-are-joined-by-and',
    layers: {
      identity: reading,
      scps: [
        policy(
          allow(),
          deny({
            Condition: {
              StringNotEquals: { 'aws:RequestedRegion': 'eu-west-1' },
              ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/app/*' },
            },
          }),
        ),
      ],
      ...SAME_ACCOUNT,
    },
    request: { ...get, context: { 'aws:RequestedRegion': 'us-east-1', 'aws:PrincipalArn': ROLE } },
    decision: 'allowed',
    by: 'identity',
    source: 'scps',
    confidence: 'high',
  },
  ...(['StringNotEquals', 'StringEquals', 'Bool', 'NumericGreaterThan'] as const).map((operator): LayerVector => {
    const isNegated = operator === 'StringNotEquals';
    const value = { StringNotEquals: 'required', StringEquals: 'optional', Bool: 'false', NumericGreaterThan: '1' };
    return {
      id: `an-absent-key-under-a-deny-with-${operator}`,
      layers: {
        identity: FULL,
        scps: [
          policy(
            allow(),
            deny({ Action: 'ec2:RunInstances', Condition: { [operator]: { 'ec2:Key': value[operator] } } }),
          ),
        ],
        ...SAME_ACCOUNT,
      },
      request: { action: 'ec2:RunInstances', resource: `arn:aws:ec2:eu-west-1:${OWN}:instance/*`, principal: SESSION },
      decision: isNegated ? 'explicitDeny' : 'allowed',
      by: isNegated ? 'scp 0' : 'identity',
      source: 'scps',
      confidence: 'high',
    };
  }),
  // RCPs.
  {
    id: 'rcps-do-not-bind-services-that-they-do-not-cover',
    layers: { identity: FULL, rcps: [FULL_RCP, policy(deny({ Principal: '*' }))], ...SAME_ACCOUNT },
    request: { action: 'ec2:RunInstances', resource: `arn:aws:ec2:eu-west-1:${OWN}:instance/*`, principal: SESSION },
    decision: 'allowed',
    by: 'identity',
    source: 'rcps',
    confidence: 'high',
  },
  {
    id: 'rcps-do-not-bind-actions-without-a-resource',
    layers: { identity: FULL, rcps: [FULL_RCP, policy(deny({ Principal: '*', Action: 's3:*' }))], ...SAME_ACCOUNT },
    request: { action: 's3:ListAllMyBuckets', resource: '*', principal: SESSION },
    decision: 'allowed',
    by: 'identity',
    source: 'rcps',
    confidence: 'high',
  },
  {
    id: 'rcps-do-not-bind-retiring-a-grant',
    layers: {
      identity: FULL,
      resource: policy(allow({ Principal: { AWS: OWN }, Action: 'kms:*' })),
      rcps: [FULL_RCP, policy(deny({ Principal: '*', Action: 'kms:*' }))],
      ...SAME_ACCOUNT,
    },
    request: { action: 'kms:RetireGrant', resource: key, principal: SESSION },
    decision: 'allowed',
    by: 'identity',
    source: 'rcps',
    confidence: 'high',
  },
  {
    id: 'rcps-bind-callers-of-other-organizations',
    layers: {
      resource: trust,
      rcps: [
        FULL_RCP,
        policy(
          deny({
            Sid: 'EnforceOrgIdentities',
            Principal: '*',
            Action: 'sts:AssumeRole',
            Condition: {
              StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' },
              BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
            },
          }),
        ),
      ],
      principalAccount: OTHER,
      resourceAccount: OWN,
    },
    request: { ...assume, context: { 'aws:PrincipalOrgID': 'o-vendor12345' } },
    decision: 'explicitDeny',
    by: 'rcp 1',
    source: 'rcps',
    confidence: 'high',
  },
  {
    id: 'an-absent-organization-counts-as-another-one',
    layers: {
      resource: policy(
        statement('Allow', {
          Principal: { Federated: 'arn:aws:iam::111122223333:saml-provider/idc' },
          Action: 'sts:AssumeRoleWithSAML',
        }),
      ),
      rcps: [
        [
          FULL_RCP,
          policy(
            deny({
              Principal: '*',
              Action: 'sts:*',
              Condition: { StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
            }),
          ),
        ],
      ],
      resourceAccount: OWN,
    },
    request: {
      action: 'sts:AssumeRoleWithSAML',
      resource: `arn:aws:iam::${OWN}:role/SignIn`,
      principal: { Federated: 'arn:aws:iam::111122223333:saml-provider/idc' },
    },
    decision: 'explicitDeny',
    by: 'rcp 0',
    source: 'rcps',
    confidence: 'high',
  },
  {
    id: 'an-rcp-without-the-exemption-denies-a-service',
    layers: {
      resource: policy(statement('Allow', { Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' })),
      rcps: [
        [
          FULL_RCP,
          policy(
            deny({
              Principal: '*',
              Action: 'sts:AssumeRole',
              Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
            }),
          ),
        ],
      ],
      resourceAccount: OWN,
    },
    request: { ...assume, principal: { Service: 'ec2.amazonaws.com' } },
    decision: 'explicitDeny',
    by: 'rcp 0',
    source: 'rcps',
    confidence: 'medium',
  },
  {
    id: 'rcps-have-no-effect-in-the-management-account',
    layers: {
      identity: reading,
      rcps: [policy(deny({ Principal: '*', Action: 's3:*' }))],
      ...SAME_ACCOUNT,
      managementAccount: OWN,
    },
    request: get,
    decision: 'allowed',
    by: 'identity',
    source: 'rcps',
    confidence: 'high',
  },
  // Across accounts.
  {
    id: 'both-accounts-allow',
    layers: { identity: reading, resource: bucketFor({ AWS: ROLE }), ...ACROSS_ACCOUNTS },
    request: get,
    decision: 'allowed',
    by: 'identity',
    source: 'crossaccount',
    confidence: 'high',
  },
  {
    id: 'the-account-of-the-resource-does-not-allow',
    layers: { identity: reading, resource: bucketFor({ AWS: OTHER }), ...ACROSS_ACCOUNTS },
    request: get,
    decision: 'implicitDeny',
    by: 'resource',
    source: 'crossaccount',
    confidence: 'high',
  },
  {
    id: 'the-account-of-the-principal-does-not-allow',
    layers: { identity: nothing, resource: bucketFor({ AWS: SESSION }), ...ACROSS_ACCOUNTS },
    request: get,
    decision: 'implicitDeny',
    by: 'identity',
    source: 'crossaccount',
    confidence: 'high',
  },
  {
    id: 'a-boundary-limits-across-accounts-whatever-the-resource-names',
    layers: { identity: reading, boundary: nothing, resource: bucketFor({ AWS: SESSION }), ...ACROSS_ACCOUNTS },
    request: get,
    decision: 'implicitDeny',
    by: 'boundary',
    source: 'crossaccount',
    confidence: 'high',
  },
  {
    id: 'scps-of-the-principal-bind-across-accounts',
    layers: {
      identity: reading,
      resource: bucketFor({ AWS: ROLE }),
      scps: [[FULL, policy(deny({ Action: 's3:*' }))]],
      ...ACROSS_ACCOUNTS,
    },
    request: get,
    decision: 'explicitDeny',
    by: 'scp 0',
    source: 'crossaccount',
    confidence: 'high',
  },
  // Trust policies and key policies.
  {
    id: 'a-trust-policy-has-to-allow-within-an-account',
    layers: { identity: FULL, resource: trust, ...SAME_ACCOUNT },
    request: { ...assume, principal: USER },
    decision: 'implicitDeny',
    by: 'resource',
    source: 'denyallow',
    confidence: 'high',
  },
  {
    id: 'a-key-policy-has-to-allow-within-an-account',
    layers: {
      identity: FULL,
      resource: policy(allow({ Principal: { AWS: OTHER }, Action: 'kms:*' })),
      ...SAME_ACCOUNT,
    },
    request: { action: 'kms:Decrypt', resource: key, principal: SESSION },
    decision: 'implicitDeny',
    by: 'resource',
    source: 'kms',
    confidence: 'high',
  },
  {
    id: 'a-key-policy-delegates-to-its-account',
    layers: {
      identity: policy(allow({ Action: 'kms:Decrypt' })),
      resource: policy(allow({ Principal: { AWS: OWN }, Action: 'kms:*' })),
      ...SAME_ACCOUNT,
    },
    request: { action: 'kms:Decrypt', resource: key, principal: SESSION },
    decision: 'allowed',
    by: 'identity',
    source: 'kms',
    confidence: 'high',
  },
  {
    id: 'listing-keys-needs-no-key-policy',
    layers: { identity: policy(allow({ Action: 'kms:ListKeys' })), ...SAME_ACCOUNT },
    request: { action: 'kms:ListKeys', resource: '*', principal: SESSION },
    decision: 'allowed',
    by: 'identity',
    source: 'kms',
    confidence: 'high',
  },
  {
    id: 'NotPrincipal-exempts-nobody-with-a-boundary',
    layers: {
      identity: reading,
      boundary: FULL,
      resource: policy(deny({ NotPrincipal: { AWS: [SESSION, ROLE, OWN] }, Action: 's3:*' })),
      ...SAME_ACCOUNT,
    },
    request: get,
    decision: 'explicitDeny',
    by: 'resource',
    source: 'notprincipal',
    confidence: 'medium',
  },
  // What is omitted.
  {
    id: 'identity-policies-are-omitted',
    layers: { scps: [FULL], ...SAME_ACCOUNT },
    request: get,
    decision: 'unknown',
    missing: ['identity'],
    source: 'denyallow',
    confidence: 'medium',
  },
  {
    id: 'identity-policies-are-omitted-and-do-not-matter',
    layers: { scps: [[FULL, policy(deny({ Action: 's3:*' }))]], ...SAME_ACCOUNT },
    request: get,
    decision: 'explicitDeny',
    by: 'scp 0',
    source: 'denyallow',
    confidence: 'high',
  },
  {
    id: 'the-resource-policy-is-omitted-across-accounts',
    layers: { identity: reading, ...ACROSS_ACCOUNTS },
    request: get,
    decision: 'unknown',
    missing: ['resource'],
    source: 'crossaccount',
    confidence: 'medium',
  },
  {
    id: 'the-account-of-a-bucket-is-omitted',
    layers: { identity: reading, resource: bucketFor({ AWS: OTHER }) },
    request: get,
    decision: 'unknown',
    missing: ['resourceAccount'],
    source: 'crossaccount',
    confidence: 'medium',
  },
  {
    id: 'the-account-of-a-bucket-is-omitted-and-does-not-matter',
    layers: { identity: reading, resource: bucketFor({ AWS: ROLE }) },
    request: get,
    decision: 'allowed',
    by: 'identity',
    source: 'crossaccount',
    confidence: 'high',
  },
];
