import { describe, expect, it } from 'vitest';
import { evaluateDocuments } from '../../../src/iam/decide.js';
import type { AnyPolicy, AnyStatement } from '../../../src/iam/document.js';
import { evaluateAccess, type AccessLayers, type PolicyInput } from '../../../src/iam/index.js';
import { beyondRcps, isUnderRcps, underRcps } from '../../../src/iam/layers/rcp-scope.js';
import { DEFAULT_READING } from '../../../src/iam/reading.js';
import { OWN } from './accounts.js';
import { allow, deny, FULL, FULL_RCP, policy } from './layer-vectors.js';

/*
 * Source of the decisions: AWS Organizations User Guide, "Resource control policies (RCPs)".
 */

const KEY = `arn:aws:kms:eu-west-1:${OWN}:key/1`;
const OBJECT = 'arn:aws:s3:::bucket/key';
const ROLE = `arn:aws:iam::${OWN}:role/r`;

const COVERED: [string, string][] = [
  ['s3:GetObject', OBJECT],
  ['S3:GETOBJECT', OBJECT],
  ['kms:Decrypt', KEY],
  ['kms:RetireGrants', KEY],
  ['sts:AssumeRole', ROLE],
  ['sqs:SendMessage', `arn:aws:sqs:eu-west-1:${OWN}:q`],
];

const NOT_COVERED: [string, string][] = [
  ['s3:ListAllMyBuckets', '*'],
  ['kms:RetireGrant', KEY],
  ['KMS:retiregrant', KEY],
  ['ec2:RunInstances', `arn:aws:ec2:eu-west-1:${OWN}:instance/*`],
  ['iam:GetRole', ROLE],
  ['s3tables:GetTable', `arn:aws:s3tables:eu-west-1:${OWN}:bucket/b/table/t`],
  ['ec2:DescribeInstances', '*'],
];

function decide(rcp: PolicyInput, action: string, resource: string): unknown[] {
  const layers: AccessLayers = {
    identity: FULL,
    rcps: [FULL_RCP, rcp],
    resource: policy(allow({ Principal: { AWS: OWN } })),
    principalAccount: OWN,
    resourceAccount: OWN,
  };
  const request = { action, resource, principal: `arn:aws:iam::${OWN}:user/ann` };
  const { decision, by, layers: outcomes } = evaluateAccess(layers, request);
  return [decision, by?.layer, outcomes[1]?.exempt];
}

const denying = policy(allow({ Principal: '*' }), deny({ Principal: '*' }));
const silent = policy(deny({ Principal: '*', Action: 'x:y' }));

describe('resource control policies', () => {
  it.each(COVERED)('deny %s on %s', (action, resource) => {
    expect(decide(denying, action, resource)).toEqual(['explicitDeny', 'rcp', undefined]);
    expect(decide(silent, action, resource)).toEqual(['implicitDeny', 'rcp', undefined]);
    expect(decide(FULL_RCP, action, resource)).toEqual(['allowed', 'identity', undefined]);
    expect([isUnderRcps(action, resource), isUnderRcps(action)]).toEqual([true, true]);
  });

  it.each(NOT_COVERED)('have no effect on %s on %s', (action, resource) => {
    expect(decide(denying, action, resource)).toEqual(['allowed', 'identity', 'service']);
    expect(decide(silent, action, resource)).toEqual(['allowed', 'identity', 'service']);
    expect(isUnderRcps(action, resource)).toBe(false);
  });
});

describe('the statements that distinguish these requests', () => {
  const applying = (statements: readonly AnyStatement[], action: string, resource: string): boolean[] => {
    const document = { Version: '2012-10-17', Statement: [...statements] } as AnyPolicy;
    const outcome = evaluateDocuments([document], { action, resource }, DEFAULT_READING);
    expect(outcome.statements.map(({ effect }) => effect)).toEqual(['Allow', 'Allow', 'Allow']);
    return outcome.statements.map(({ applies }) => applies);
  };

  it('all apply to a request under RCPs, and none of the others does', () => {
    for (const [action, resource] of COVERED) {
      expect([applying(underRcps(), action, resource), applying(beyondRcps(), action, resource)]).toEqual([
        [true, true, true],
        [false, false, false],
      ]);
    }
  });

  it('do not all apply to another request, and one of the others does', () => {
    for (const [action, resource] of NOT_COVERED) {
      expect(applying(underRcps(), action, resource)).toContain(false);
      expect(applying(beyondRcps(), action, resource)).toContain(true);
    }
  });
});
