import { describe, expect, it } from 'vitest';
import { ACTION_CATALOG } from '../../../src/aws/actions/index.js';
import { guardrailsToSarif, readGuardrails } from '../../../src/guardrails/index.js';
import { checkOne, guardrail, roleWith } from './example-role.js';

const allow = (elements: object): object => ({ Effect: 'Allow', Resource: '*', ...elements });
const deny = (Action: string): object => ({ Effect: 'Deny', Action, Resource: '*' });

describe('the permissions of a role', () => {
  it.each<[string, object[], string, [string, string][]]>([
    ['all but those of `NotAction`', [allow({ NotAction: 'ec2:*' })], 'iam:*', [['*', 'narrowed']]],
    ['do not lose what `NotAction` exempts', [allow({ NotAction: 'iam:*' })], 'iam:*', [['*', 'works']]],
    ['all actions', [allow({ Action: '*' })], 'iam:*', [['*', 'narrowed']]],
    ['all actions, denied as a whole', [allow({ Action: '*' })], '*', [['*', 'cutOff']]],
    ['a service that the catalog does not have', [allow({ Action: 'foo:*' })], 'foo:Bar', [['foo:*', 'narrowed']]],
    [
      'do not lose what the role itself denies',
      [allow({ Action: 's3:*' }), deny('s3:Delete*')],
      's3:DeleteObject',
      [['s3:*', 'works']],
    ],
    [
      'named resources',
      [allow({ Action: 's3:GetObject', Resource: 'arn:aws:s3:::bucket/*' })],
      's3:Get*',
      [['s3:GetObject', 'cutOff']],
    ],
  ])('are %s', (_what, statements, denied, expected) => {
    for (const options of [{}, { catalog: ACTION_CATALOG }]) {
      const { permissions } = checkOne(roleWith(statements), guardrail('scp', deny(denied)), options);
      expect(permissions.map(({ action, status }) => [action, status])).toEqual(expected);
    }
  });

  it('of a role without policies all work', () => {
    expect(checkOne(roleWith([]), readGuardrails([])).status).toBe('works');
  });

  it('can be the same for several purposes, each with a finding of its own', () => {
    const arn = 'arn:aws:iam::444455556666:policy/Other';
    const document = JSON.stringify({ Version: '2012-10-17', Statement: allow({ Action: 's3:GetObject' }) });
    const role = { ...roleWith([allow({ Action: 's3:GetObject' })]), managedPolicyArns: [arn] };
    const Condition = { StringNotEquals: { 'aws:SourceVpc': 'vpc-1' } };
    const found = checkOne(role, guardrail('scp', { ...deny('s3:*'), Condition }), {
      managedPolicies: { [arn]: document },
    });
    expect(found.permissions.map(({ grantedBy, purpose }) => [grantedBy, purpose])).toEqual([
      [[{ policy: 'inline' }], 'Read the data.'],
      [[{ policy: 'Other' }], undefined],
    ]);
    const report = { roles: [found], assumptions: [], notEvaluated: [], limits: [], warnings: [] };
    expect(guardrailsToSarif(report, '1').runs[0]?.results).toMatchObject(
      ['', '/2'].map((suffix) => ({
        partialFingerprints: { finding: `Example/permissionNarrowed/s3:GetObject${suffix}` },
        properties: { left: { context: { 'aws:SourceVpc': 'vpc-1' } } },
      })),
    );
  });
});
