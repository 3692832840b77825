import { describe, expect, it } from 'vitest';
import { repair } from '../../../src/drift/index.js';
import type { PolicyDocument, Statement } from '../../../src/iam/index.js';
import { checkServer } from '../check-server.js';

describe('policies that are equivalent under the default interpretation only', () => {
  it('are a warning, with an example request and a repair', () => {
    const report = checkServer((role) => {
      const document = role.RolePolicyList[0]!.PolicyDocument as PolicyDocument;
      const split = (Condition: Statement['Condition']): Statement => ({
        Effect: 'Allow',
        Action: 'kinesis:ListStreams',
        Resource: '*',
        ...(Condition && { Condition }),
      });
      document.Statement.splice(
        1,
        1,
        split({ Bool: { 'aws:ViaAWSService': 'true' } }),
        split({ Bool: { 'aws:ViaAWSService': 'false' } }),
      );
    });
    expect(report).toMatchObject({
      status: 'drifted',
      findings: [
        {
          code: 'readingDependent',
          severity: 'warning',
          message: "the policies differ under another interpretation of AWS's documentation (`keyValues`)",
          witness: { action: 'kinesis:ListStreams' },
        },
      ],
    });
    const repaired = repair({ status: 'drifted', issues: [], roles: [report] });
    expect(repaired[0]!.calls.map(({ operation }) => operation)).toEqual(['PutRolePolicy']);
  });
});
