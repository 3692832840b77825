import { describe, expect, it } from 'vitest';
import { formatIssue, parsePolicy, safeParsePolicy, type PolicyKind } from '../../../src/iam/index.js';

const deny = { Effect: 'Deny', Action: 's3:*', Resource: '*' };
const denyAll = { ...deny, Principal: '*' };
const FULL_ACCESS = { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' };

/** Severity, code and path of each problem. */
function problems(kind: PolicyKind, ...statements: object[]): string[] {
  const result = safeParsePolicy({ Version: '2012-10-17', Statement: statements }, kind);
  return (result.success ? result.warnings : result.issues).map(
    ({ severity, code, path }) => `${severity} ${code} ${path.join('.')}`,
  );
}

describe('a service control policy', () => {
  it.each<[string, object]>([
    ['Allow with a condition', { Effect: 'Allow', Action: 's3:*', Resource: '*', Condition: { Bool: { a: 'true' } } }],
    ['Allow with an ARN', { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*' }],
    ['Allow with NotAction', { Effect: 'Allow', NotAction: 's3:*', Resource: '*' }],
    ['NotResource', { Effect: 'Deny', Action: 's3:*', NotResource: 'arn:aws:s3:::b/*' }],
    ['a wildcard inside an action', { Effect: 'Deny', Action: ['s3:*Object', 'ec2:*vpn*'], Resource: '*' }],
    ['Allow of everything', { Effect: 'Allow', Action: '*', Resource: '*' }],
    ['Allow of PassRole on everything', { Effect: 'Allow', Action: 'iam:PassRole', Resource: '*' }],
  ])('can have %s, without a warning', (_what, statement) => {
    const found = problems('scp', statement).filter((problem) => !problem.includes('invalid_condition_key'));
    expect(found).toEqual([]);
  });

  it.each([
    ['Principal', '*'],
    ['NotPrincipal', { AWS: '111122223333' }],
  ])('cannot have %s', (element, value) => {
    expect(problems('scp', { ...deny, [element]: value })).toEqual([`error forbidden_element Statement.0.${element}`]);
  });

  it('needs a resource', () => {
    expect(problems('scp', { Effect: 'Deny', Action: 's3:*' })).toEqual(['error missing Statement.0']);
  });

  it.each<[PolicyKind, object, string]>([
    ['scp', deny, 'service control policy'],
    ['rcp', denyAll, 'resource control policy'],
  ])('of kind %s of more than 5,120 characters is over the quota', (kind, statement, name) => {
    const sized = (length: number): string[] => {
      const document = { Version: '2012-10-17', Statement: [{ ...statement, Resource: 'arn:aws:s3:::b/' }] };
      const fill = 'x'.repeat(length - JSON.stringify(document).length);
      document.Statement[0]!.Resource += fill;
      const result = safeParsePolicy(document, kind);
      return result.success ? result.warnings.map(formatIssue) : ['invalid'];
    };
    expect(sized(5120)).toEqual([]);
    expect(sized(5121)).toEqual([`the policy has 5,121 characters, over the 5,120 characters of a ${name}`]);
  });
});

describe('a resource control policy', () => {
  it('that denies an action of a covered service to everyone has no problem', () => {
    expect(problems('rcp', denyAll, { ...denyAll, Action: ['STS:AssumeRole', 'kms:*'] })).toEqual([]);
  });

  it.each<[string, object, string]>([
    ['Allow', { ...denyAll, Effect: 'Allow' }, 'error forbidden_element Statement.0.Effect'],
    [
      'NotAction',
      { Effect: 'Deny', Principal: '*', NotAction: 's3:*', Resource: '*' },
      'error forbidden_element Statement.0.NotAction',
    ],
    ['a bare wildcard', { ...denyAll, Action: ['s3:*', '*'] }, 'error invalid_action Statement.0.Action.1'],
    ['a service that is not covered', { ...denyAll, Action: 'ec2:*' }, 'warning uncovered_service Statement.0.Action'],
    ['a wildcard in the service', { ...denyAll, Action: 's*:*' }, 'warning uncovered_service Statement.0.Action'],
    [
      'an account as principal',
      { ...deny, Principal: { AWS: '111122223333' } },
      'error invalid_principal Statement.0.Principal',
    ],
    [
      'two principals',
      { ...deny, Principal: { AWS: '*', Service: 'ec2.amazonaws.com' } },
      'error invalid_principal Statement.0.Principal',
    ],
    ['everyone as an object', { ...deny, Principal: { AWS: '*' } }, 'warning invalid_principal Statement.0.Principal'],
    [
      'NotPrincipal',
      { ...deny, NotPrincipal: { AWS: '111122223333' } },
      'error forbidden_element Statement.0.NotPrincipal',
    ],
    ['no principal', deny, 'error missing Statement.0'],
  ])('with %s has a problem', (_what, statement, problem) => {
    expect(problems('rcp', statement)).toContain(problem);
  });

  it('allows if it is RCPFullAWSAccess, and only then', () => {
    expect(problems('rcp', FULL_ACCESS)).toEqual([]);
    expect(problems('rcp', { ...FULL_ACCESS, Sid: 'Any' })).toEqual([]);
    expect(problems('rcp', FULL_ACCESS, denyAll)).toContain('error forbidden_element Statement.0.Effect');
    expect(problems('rcp', { ...FULL_ACCESS, Resource: 'arn:aws:s3:::b/*' })).toContain(
      'error forbidden_element Statement.0.Effect',
    );
    expect(parsePolicy({ Version: '2012-10-17', Statement: FULL_ACCESS }, 'rcp').Statement).toEqual([FULL_ACCESS]);
  });
});

describe('the output of `aws organizations describe-policy`', () => {
  const output = (Type: string, statement: object): object => ({
    Policy: {
      PolicySummary: { Id: 'p-1', Type },
      Content: JSON.stringify({ Version: '2012-10-17', Statement: statement }),
    },
  });

  it('is read as the type that its summary has', () => {
    expect(safeParsePolicy(output('SERVICE_CONTROL_POLICY', deny)).success).toBe(true);
    expect(safeParsePolicy(output('RESOURCE_CONTROL_POLICY', denyAll)).success).toBe(true);
    expect(safeParsePolicy(output('SERVICE_CONTROL_POLICY', denyAll)).success).toBe(false);
    expect(safeParsePolicy(output('RESOURCE_CONTROL_POLICY', deny)).success).toBe(false);
  });
});
