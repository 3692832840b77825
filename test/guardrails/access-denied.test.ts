import { describe, expect, it } from 'vitest';
import { explainAccessDenied, parseAccessDenied, type AccessDenied } from '../../src/guardrails/index.js';
import { issuesOf } from '../issues-of.js';

const USER = 'arn:aws:iam::123456789012:user/John';
const SESSION = 'arn:aws:sts::123456789012:assumed-role/UpsolverManagementRole/i-1';
const SCP = 'arn:aws:organizations::111122223333:policy/o-a1b2c3d4e5/service_control_policy/p-6v4y751d';
const denied = (rest: string, principal = USER): string => `User: ${principal} is not authorized to perform: ${rest}`;
const parse = (rest: string, principal?: string): AccessDenied => parseAccessDenied(denied(rest, principal));

/** What decided, in the order of the type. */
const decisionOf = ({ effect, layer, through, policyArn, reason }: AccessDenied): unknown[] =>
  [effect, layer, through, policyArn, reason].filter((each) => each !== undefined);

describe('a message that access was denied', () => {
  it.each<[string, ...unknown[]]>([
    ['a:B because no service control policy allows the a:B action', 'implicitDeny', 'scp'],
    ['a:B with an explicit deny in a service control policy', 'explicitDeny', 'scp'],
    ['a:B with an explicit deny in a resource control policy', 'explicitDeny', 'rcp'],
    ['a:B because no VPC endpoint policy allows the a:B action', 'implicitDeny', 'vpcEndpoint'],
    ['a:B with an explicit deny in a VPC endpoint policy', 'explicitDeny', 'vpcEndpoint'],
    ['a:B because no permissions boundary allows the a:B action', 'implicitDeny', 'boundary'],
    ['a:B with an explicit deny in a permissions boundary', 'explicitDeny', 'boundary'],
    ['a:B because no session policy allows the a:B action', 'implicitDeny', 'session'],
    ['a:B with an explicit deny in a sessions policy', 'explicitDeny', 'session'],
    ['a:B because no resource-based policy allows the a:B action', 'implicitDeny', 'resource'],
    ['a:B with an explicit deny in a resource-based policy', 'explicitDeny', 'resource'],
    ['a:B because no role trust policy allows the a:B action', 'implicitDeny', 'trust'],
    ['a:B with an explicit deny in the role trust policy', 'explicitDeny', 'trust'],
    ['a:B because no identity-based policy allows the a:B action', 'implicitDeny', 'identity'],
    ['a:B with an explicit deny in an identity-based policy', 'explicitDeny', 'identity'],
    [
      'a:B with an explicit deny in a VPC endpoint policy transitively through a service control policy',
      'explicitDeny',
      'vpcEndpoint',
      'scp',
    ],
    [`a:B with an explicit deny in a service control policy: ${SCP}`, 'explicitDeny', 'scp', SCP],
    [`a:B with an explicit deny in a service control policy: ${SCP}. Encoded`, 'explicitDeny', 'scp', SCP],
    ['a:B due to an explicit deny in a Service Control Policy', 'explicitDeny', 'scp'],
    ['a:B with an explicit deny', 'explicitDeny'],
    ['a:B with an explicit deny in a network policy', 'explicitDeny', 'network policy'],
    ['a:B because no network policy allows the a:B action', 'implicitDeny', 'network policy'],
    ['a:B because public policies are prevented by a setting', 'unknown', 'public policies are prevented by a setting'],
    ['a:B', 'unknown'],
    ['a:B because no session policy allows the a:B action status code: 400, request id: 1', 'implicitDeny', 'session'],
    ['a:B with an explicit deny in a session policy status code: 400', 'explicitDeny', 'session'],
  ])('%s', (rest, ...expected) => {
    const found = parse(rest);
    expect(decisionOf(found)).toEqual(expected);
    expect(found.request).toEqual({ action: 'a:B', principal: USER });
  });

  it.each([
    ['a:B on resource: arn:aws:a:::x because no session policy allows', 'arn:aws:a:::x'],
    ['a:B on resource: arn:aws:a:::x with an explicit deny in a session policy', 'arn:aws:a:::x'],
    ['s3:Get on resource: "arn:aws:s3:::b/a key (1)" with an explicit deny', 'arn:aws:s3:::b/a key (1)'],
    ['s3:Get on resource: \\"arn:aws:s3:::b/k\\" because no', 'arn:aws:s3:::b/k'],
    ['a:B on resource: policy one because no session policy allows', 'policy one'],
    ['a:B on the resource: arn:aws:a:::x', 'arn:aws:a:::x'],
    ['a:B on resource: arn:aws:a:::x. Encoded authorization failure message: AbC', 'arn:aws:a:::x'],
    ['a:B on resource: arn:aws:a:::x (Service: AmazonEC2; Status Code: 403)', 'arn:aws:a:::x'],
    ['a:B on resource: arn:aws:a:::x)', 'arn:aws:a:::x'],
    ['a:B\n on\n resource:\n arn:aws:a:::instance/*\n with an explicit deny', 'arn:aws:a:::instance/*'],
  ])('names the resource: %s', (rest, resource) => {
    expect(parse(rest).request.resource).toBe(resource);
  });

  it.each<[string, Partial<AccessDenied>]>([
    [
      `An error occurred (AccessDenied) when calling the RunInstances operation: ${denied('ec2:RunInstances')}`,
      { operation: 'RunInstances' },
    ],
    [
      `Error: operation error EC2: RunInstances, https response error StatusCode: 403, api error UnauthorizedOperation: ` +
        `You are not authorized to perform this operation. ${denied('ec2:RunInstances')}`,
      { operation: 'RunInstances' },
    ],
    [
      `Resource handler returned message: "${denied('iam:CreateRole with an explicit deny in a permissions boundary')} ` +
        '(Service: Iam, Status Code: 403, Request ID: 1)" (RequestToken: 2, HandlerErrorCode: AccessDenied)',
      { effect: 'explicitDeny', layer: 'boundary' },
    ],
    [`${'x'.repeat(100_000)} ${denied('a:B')} ${'y'.repeat(100_000)}`, { effect: 'unknown' }],
    ['"john" is not authorized to perform: a:B', { request: { action: 'a:B', principal: 'john"' } }],
    [`${USER} is not authorized to perform a:B`, { request: { action: 'a:B', principal: USER } }],
  ])('is found in what tools print: %#', (text, expected) => {
    expect(parseAccessDenied(text)).toMatchObject(expected);
  });

  it.each([
    [
      denied('ec2:RunInstances with an explicit deny in a service control policy'),
      /Find the statement .* in the SCPs of/,
    ],
    [
      denied(`a:B with an explicit deny in a service control policy: ${SCP}`),
      /describe-policy --policy-id p-6v4y751d`/,
    ],
    [
      denied('a:B with an explicit deny in a session policy: arn:aws:iam::aws:policy/P'),
      /get-policy --policy-arn arn:/,
    ],
    [
      denied('a:B with an explicit deny in a resource-based policy: arn:aws:s3:::b'),
      /`arn:aws:s3:::b`\..*account of the r/,
    ],
    [
      denied('a:B because no service control policy allows the a:B action'),
      /^Allow `a:B` in the SCPs.*Each level from/,
    ],
    [denied('a:B because no identity-based policy allows the a:B action'), /^Allow `a:B` in the inline and managed/],
    [
      denied('a:B with an explicit deny in a VPC endpoint policy transitively through a service control policy'),
      / in the SCPs of/,
    ],
    [denied('a:B with an explicit deny'), /^The message does not name the kind of policy\./],
    [`${denied('a:B')}. Encoded authorization failure message: AbC`, /decode-authorization-message/],
  ])('says what to do: %s', (text, expected) => {
    expect(parseAccessDenied(text).whatToDo).toMatch(expected);
  });

  it.each([
    ['', /^the message is empty$/],
    [' \n', /^the message is empty$/],
    ['Access Denied', /^`Access Denied` does not say who requested what$/],
    ['You are not authorized to perform this operation.', /does not say who/],
    ['User: x is not authorized to perform this operation', /does not say who/],
    [
      'You are not authorized. Encoded authorization failure message: AbC',
      /^the message is encoded: only AWS can read it$/,
    ],
    ['User: is not authorized to perform: a:B', /has no principal/],
    [denied('everything'), /has no action/],
    [denied(''), /has no action/],
    ['x'.repeat(4_194_305), /^the message must have at most 4,194,304 characters, not 4,194,305$/],
  ])('is not %j', (text, expected) => {
    const [issue, ...others] = issuesOf(() => parseAccessDenied(text));
    expect(issue?.message).toMatch(expected);
    expect([issue?.path, others]).toEqual([['text'], []]);
  });

  it('is a string', () => {
    expect(issuesOf(() => parseAccessDenied(undefined as never))[0]?.code).toBe('missing');
    expect(issuesOf(() => parseAccessDenied(3 as never))[0]?.code).toBe('invalid_type');
  });

  it('that is encoded is decoded by AWS only', () => {
    const [issue] = issuesOf(() => parseAccessDenied('Encoded authorization failure message: AbC'));
    expect(issue?.hint).toBe('run `aws sts decode-authorization-message --encoded-message ...`');
  });
});

describe('explainAccessDenied', () => {
  it('says what denied the request, what it was, and what to do', () => {
    const text = `An error occurred (UnauthorizedOperation) when calling the RunInstances operation: ${denied(
      `ec2:RunInstances on resource: arn:aws:ec2:eu-west-1:123456789012:instance/* with an explicit deny in a service control policy: ${SCP}`,
      SESSION,
    )}`;
    expect(explainAccessDenied(parseAccessDenied(text)).split('\n')).toEqual([
      'Denied (explicit): a service control policy denies the request.',
      '  action     `ec2:RunInstances`',
      '  resource   `arn:aws:ec2:eu-west-1:123456789012:instance/*`',
      `  principal  \`${SESSION}\`, a session of the role \`UpsolverManagementRole\` in account 123456789012`,
      '  operation  `RunInstances`',
      `  policy     \`${SCP}\`, of organization o-a1b2c3d4e5 with the management account 111122223333`,
      '',
      'Find the statement with `"Effect": "Deny"` that applies to `ec2:RunInstances` in ' +
        `\`${SCP}\`. An allow elsewhere does not help: exempt the request, or change it. It can be changed by the ` +
        'management account of the organization or its delegated administrator. To see it: ' +
        '`aws organizations describe-policy --policy-id p-6v4y751d`.',
    ]);
  });

  it.each([
    [
      'a:B with an explicit deny in an identity-based policy',
      'Denied (explicit): an identity-based policy denies the request.',
    ],
    ['a:B with an explicit deny', 'Denied (explicit): a policy denies the request.'],
    ['a:B because no session policy allows the a:B action', 'Denied (implicit): no session policy allows the request.'],
    [
      'a:B with an explicit deny in a VPC endpoint policy transitively through a service control policy',
      'Denied (explicit): a VPC endpoint policy denies the request, because of a service control policy.',
    ],
    ['a:B because of the moon', 'Denied: of the moon.'],
    ['a:B', 'Denied: the message does not say why.'],
    [
      'a:B with an explicit deny in a session policy: arn:aws:iam::aws:policy/P',
      'Denied (explicit): a session policy denies the request.',
    ],
  ])('begins with the verdict: %s', (rest, verdict) => {
    const [first, , resource] = explainAccessDenied(parse(rest)).split('\n');
    expect([first, resource]).toEqual([verdict, '  resource   not in the message']);
  });

  it('refuses what is no such result', () => {
    expect(issuesOf(() => explainAccessDenied({} as never))[0]?.path).toEqual(['denied']);
  });
});
