import { describe, expect, it } from 'vitest';
import { evaluateAccess } from '../../../src/iam/index.js';
import { FULL } from './layer-vectors.js';

describe('an account that is omitted', () => {
  it.each(['one', 'another', 'another than undefined and undefined', 'acme', ''])(
    'is unknown, whatever the text of the account that a condition key gives: %j',
    (account) => {
      for (const [given, omitted] of [
        ['aws:PrincipalAccount', 'resourceAccount'],
        ['aws:ResourceAccount', 'principalAccount'],
      ] as const) {
        const context = { [given]: account };
        const request = { action: 's3:GetObject', resource: 'arn:aws:s3:::b/k', context };
        const { decision, missing } = evaluateAccess({ identity: FULL }, request);
        expect([decision, missing]).toEqual(['unknown', expect.arrayContaining([omitted])]);
        for (const caller of ['anonymous', { Service: 's3.amazonaws.com' }] as const) {
          const found = evaluateAccess({ rcps: [[]] }, { ...request, principal: caller });
          expect(found.decision).not.toBe('allowed');
        }
      }
    },
  );
});
