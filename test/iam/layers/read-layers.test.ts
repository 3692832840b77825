import { describe, expect, it } from 'vitest';
import { compareAccess, evaluateAccess, type AccessLayers } from '../../../src/iam/index.js';
import { issuesOf } from '../../issues-of.js';
import { SAME_ACCOUNT } from './accounts.js';
import { allow, FULL, FULL_RCP, policy } from './layer-vectors.js';

const request = { action: 's3:GetObject', resource: 'arn:aws:s3:::bucket/key' };
const reading = policy(allow({ Action: 's3:Get*' }));

describe('an input that throws when it is read', () => {
  const { proxy: revoked, revoke } = Proxy.revocable({} as AccessLayers, {});
  revoke();
  const throwing = Object.defineProperty({ scps: [FULL] }, 'identity', {
    enumerable: true,
    get: () => {
      throw new TypeError('no');
    },
  }) as AccessLayers;

  it.each([
    ['policies or layers', revoked, 'the policies'],
    ['layers', throwing, 'the layers'],
  ])('is refused as %s, by its parameter', (_, input, what) => {
    const issue = { code: 'invalid_type', message: `${what} cannot be read: a getter or a proxy throws` };
    expect(issuesOf(() => evaluateAccess(input, request))).toEqual([{ ...issue, path: [] }]);
    expect(issuesOf(() => compareAccess(input, FULL))).toEqual([{ ...issue, path: ['a'] }]);
    expect(issuesOf(() => compareAccess(FULL, input))).toEqual([{ ...issue, path: ['b'] }]);
  });
});

describe('what is no layers', () => {
  it.each<[unknown, string[]]>([
    [null, ['a policy must be an object, not `null`']],
    [1, ['a policy must be an object, not a number']],
    [{ scp: [] }, ['`scp` is not an element of the policy language', 'the policy has no `Statement`']],
  ])('is read as a policy: %j', (input, messages) => {
    const issues = issuesOf(() => evaluateAccess(input as AccessLayers, request));
    expect(issues.map(({ message }) => message)).toEqual(messages);
  });

  it('is read as a policy: JSON text with the name of a layer', () => {
    const named = JSON.stringify({ ...reading, Id: 'identity' });
    expect(evaluateAccess(named, request).decision).toBe('allowed');
    expect(compareAccess(named, reading)).toEqual({ relation: 'equivalent' });
  });
});

describe('`serviceLinked`', () => {
  const layers: AccessLayers = {
    identity: FULL,
    scps: [policy(allow({ Action: 'ec2:*' }))],
    rcps: [FULL_RCP],
    ...SAME_ACCOUNT,
  };

  it.each([
    [true, 'allowed', ['serviceLinkedRole', 'serviceLinkedRole', undefined]],
    [false, 'implicitDeny', [undefined, undefined, undefined]],
    [undefined, 'implicitDeny', [undefined, undefined, undefined]],
  ] as const)('%s decides whether control policies apply', (serviceLinked, decision, exemptions) => {
    const given = { ...layers, serviceLinked } as AccessLayers;
    const found = evaluateAccess(given, request);
    expect([found.decision, found.layers.map(({ exempt }) => exempt)]).toEqual([decision, exemptions]);
  });
});
