import { describe, expect, it } from 'vitest';
import { checkGuardrailsWithin } from '../../../src/guardrails/check-guardrails.js';
import { explainGuardrails } from '../../../src/guardrails/index.js';
import { createBudget } from '../../../src/iam/compare/budget.js';
import { checkOne, FACTS, guardrail, roleWith } from './example-role.js';

const allow = (Action: string, Resource = '*'): object => ({ Effect: 'Allow', Action, Resource });

describe('the status of a permission', () => {
  it('is unknown if there are too few steps to decide it', () => {
    const role = roleWith([allow('s3:GetObject')]);
    const scp = guardrail('scp', { Effect: 'Deny', Action: 's3:*', Resource: 'arn:aws:s3:::a*b*c' });
    const report = checkGuardrailsWithin(createBudget(1), [role], scp, { facts: FACTS });
    expect(report.roles[0]?.permissions).toMatchObject([{ status: 'unknown', unknown: 'tooComplex' }]);
    const text = explainGuardrails(report);
    expect(text).toMatch(/unknown +s3:GetObject +-/);
    expect(text).toContain('s3:GetObject: unknown, because it is too complex to decide.');
  });

  it('is unknown if what is left depends on how to read a pattern', () => {
    const role = roleWith([allow('sns:Unsubscribe', 'arn:aws:sns:eu-west-1:444455556666:topic:id')]);
    const scp = guardrail('scp', { Effect: 'Deny', Action: 'sns:*', Resource: 'arn:aws:sns:*:*:id' });
    expect(checkOne(role, scp).permissions).toMatchObject([{ status: 'unknown', unknown: 'reading' }]);
  });

  it.each([
    ['kms:RetireGrant', 'kms:Decrypt'],
    ['kms:Decrypt', 'kms:RetireGrant'],
    ['KMS:retiregrant', 'kms:decrypt'],
    ['kms:Decrypt', 'KMS:RetireGrant'],
  ])('is that of the action itself where RCPs exempt one of the service: %s, %s', (...actions) => {
    const key = 'arn:aws:kms:eu-west-1:444455556666:key/k';
    const rcp = guardrail('rcp', { Effect: 'Deny', Principal: '*', Action: 'kms:*', Resource: '*' });
    const { permissions } = checkOne(roleWith(actions.map((action) => allow(action, key))), rcp);
    expect(permissions.map(({ action, status }) => [action, status])).toEqual(
      actions.map((action) => [action, action.toLowerCase() === 'kms:retiregrant' ? 'works' : 'cutOff']),
    );
  });

  it('leaves no request in which a known key has several values, although set operators compare it', () => {
    const key = { 'acme:Team': '${aws:PrincipalTag/team}' };
    const deny = (operator: string): object => ({
      Effect: 'Deny',
      Action: 's3:*',
      Resource: '*',
      Condition: { [operator]: key },
    });
    const both = guardrail('scp', deny('ForAllValues:StringEquals'), deny('ForAllValues:StringNotEquals'));
    const facts = { ...FACTS, keys: { 'acme:Team': 'data' } };
    const [permission] = checkOne(roleWith([allow('s3:GetObject')]), both, { facts }).permissions;
    expect(permission?.status).not.toBe('narrowed');
    expect(permission?.left).toBeUndefined();
  });

  it('names the boundary that does not allow what a trust policy or a key policy could', () => {
    const role = roleWith([allow('sts:AssumeRole'), allow('kms:Decrypt')]);
    const found = checkOne(role, guardrail('boundary', allow('ec2:*')));
    expect(found.permissions).toMatchObject([
      { action: 'sts:AssumeRole', status: 'cutOff', by: { layer: 'boundary' } },
      { action: 'kms:Decrypt', status: 'cutOff', by: { layer: 'boundary' } },
    ]);
  });

  it('names the statement of a boundary that denies, and a permission without a purpose', () => {
    const role = roleWith([allow('sns:Publish')]);
    const boundary = guardrail('boundary', allow('*'), { Sid: 'No', Effect: 'Deny', Action: 'sns:*', Resource: '*' });
    const found = checkOne(role, boundary);
    expect(found.permissions).toMatchObject([
      { by: { layer: 'boundary', policy: 'boundary.json', statement: 1, sid: 'No' } },
    ]);
    const report = { roles: [found], assumptions: [], notEvaluated: [], limits: [], warnings: [] };
    expect(explainGuardrails(report)).toContain('sns:Publish: cut off.\n  Denied by `No` of permissions boundary');
  });
});
