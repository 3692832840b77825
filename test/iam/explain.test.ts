import { describe, expect, it } from 'vitest';
import {
  compareAccess,
  evaluateAccess,
  explainAccess,
  explainComparison,
  explainNewAccess,
  explainRequest,
  type PolicyDocument,
  type RequestPrincipal,
} from '../../src/iam/index.js';

const policy: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [
    { Sid: 'Read', Effect: 'Allow', Action: 's3:Get*', Resource: '*' },
    { Sid: '', Effect: 'Allow', Action: '*', Resource: '*', Condition: { Bool: { 'aws:SecureTransport': 'true' } } },
    { Effect: 'Deny', Action: 's3:GetObject', Resource: '*' },
  ],
};

describe('explainAccess', () => {
  it('explainAccess describes what each statement does', () => {
    expect(explainAccess(evaluateAccess(policy, { action: 's3:GetObject', resource: '*' }))).toBe(
      [
        'Denied (explicit): a Deny statement applies, which overrides every Allow statement.',
        '  statement 0 (Read)  Allow  applies',
        '  statement 1         Allow  does not apply: the condition `Bool` on `aws:SecureTransport` does not hold',
        '  statement 2         Deny   applies',
      ].join('\n'),
    );
  });

  it('explainAccess names the policies if there are several', () => {
    expect(
      explainAccess(evaluateAccess([policy, policy], { action: 's3:GetTags', resource: '*' })).split('\n'),
    ).toContain('  policy 1, statement 2         Deny   does not apply: `Action` does not match');
  });

  it('explainAccess returns one line if there are no statements', () => {
    expect(explainAccess({ decision: 'allowed', statements: [] })).toBe(
      'Allowed: a statement allows the request, and none denies it.',
    );
    expect(explainAccess({ decision: 'implicitDeny', statements: [] })).toBe(
      'Denied (implicit): no statement allows the request.',
    );
  });
});

describe('explainRequest', () => {
  it('explainRequest aligns columns and escapes control characters', () => {
    expect(
      explainRequest({
        action: 'sts:AssumeRole',
        resource: '*',
        context: { 'aws:TagKeys': ['a', 'b\u001b[0m'], k: '' },
        principal: { Service: 'ec2.amazonaws.com' },
      }),
    ).toBe(
      [
        'action     `sts:AssumeRole`',
        'resource   `*`',
        'context    `aws:TagKeys` = `a`, `b\\u001b[0m`',
        '           `k` = ``',
        'principal  Service `ec2.amazonaws.com`',
      ].join('\n'),
    );
    expect(explainRequest({ action: 'a:b', resource: '*', principal: 'arn:x' })).toContain('principal  AWS `arn:x`');
  });

  it('explainRequest names a principal of any kind', () => {
    const principal = { CanonicalUser: 'x' } as unknown as RequestPrincipal;
    expect(explainRequest({ action: 'a:b', resource: '*', principal })).toContain('principal  CanonicalUser `x`');
    const nobody = {} as RequestPrincipal;
    expect(explainRequest({ action: 'a:b', resource: '*', principal: nobody })).toContain('principal  AWS ``');
  });

  it('explainRequest does not truncate long values', () => {
    const resource = `arn:aws:s3:::${'b'.repeat(1000)}`;
    expect(explainRequest({ action: 'a:b', resource })).toContain(`\`${resource}\``);
  });
});

describe('explainComparison', () => {
  const doing = (Action: string, more: object = {}): PolicyDocument => ({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action, Resource: '*', ...more }],
  });

  it.each([
    ['s3:A', 's3:A', 'A and B are equivalent: they allow the same requests.'],
    [
      's3:A',
      's3:*',
      'A is narrower than B: it allows part of what B allows.\n\nOnly B allows:\n  action    `s3:x`\n  resource  `*`',
    ],
    [
      's3:A*',
      's3:A',
      'A is broader than B: it allows all that B allows, and more.\n\nOnly A allows:\n  action    `s3:Ax`\n  resource  `*`',
    ],
    [
      's3:A',
      's3:B',
      'A and B are incomparable: each allows requests that the other does not.\n\nOnly A allows:\n  action    `s3:A`\n  resource  `*`\n\n' +
        'Only B allows:\n  action    `s3:B`\n  resource  `*`',
    ],
  ])('explainComparison describes the relation of %s to %s', (a, b, text) =>
    expect(explainComparison(compareAccess(doing(a), doing(b)))).toBe(text),
  );

  it('explainComparison describes other readings with the names of the sides', () => {
    const empty = doing('s3:A', { Condition: { StringEquals: { k: '' } } });
    expect(explainComparison(compareAccess(empty, { ...empty, Statement: [] }), { a: 'x.json', b: 'y.json' })).toBe(
      'x.json is broader than y.json: it allows all that y.json allows, and more.\n\n' +
        'Only x.json allows:\n  action    `s3:A`\n  resource  `*`\n  context   `k` = ``\n\n' +
        'If an empty condition value counts as absent: x.json and y.json are equivalent: they allow the same requests.',
    );
    const found = { relation: 'narrower' as const };
    const text = explainComparison({
      relation: 'equivalent',
      readings: [
        { ...found, reading: { colons: 'stay' } },
        { ...found, reading: { mistypedValue: 'fails' } },
      ],
    });
    expect(text).toBe(
      'A and B are equivalent: they allow the same requests.\n\n' +
        'If a `*` at the end of an ARN field stops at the colon: A is narrower than B: it allows part of what B allows.\n\n' +
        'If a negated operator does not hold for a value of the wrong type: A is narrower than B: it allows part of what B allows.',
    );
  });

  it.each([
    ['variables', 'it uses policy variables, and no values were found that resolve it'],
    ['mixedTypes', 'a condition key is compared both as a string and as a number, a date or an IP address'],
    ['tooComplex', 'its patterns or conditions exceed the step budget of a comparison'],
  ] as const)('explainComparison and explainNewAccess give the reason %s', (reason, text) => {
    const unknown = [
      { reason, of: 'a' as const, policy: 0, statement: 1, sid: 'S' },
      { reason, of: 'b' as const, policy: 2, statement: 0 },
    ];
    expect(explainComparison({ relation: 'unknown', unknown }, { b: 'old' })).toBe(
      `Could not determine how A relates to old.\n\nCould not compare statement 1 (S) of A: ${text}.\n\n` +
        `Could not compare policy 2, statement 0 of old: ${text}.`,
    );
    expect(explainNewAccess([{ policy: 0, statement: 3, unknown: reason }])).toBe(
      `Could not compare statement 3: ${text}.`,
    );
  });
});

it('explainNewAccess names the statements that grant access', () => {
  expect(explainNewAccess([])).toBe('No new access.');
  expect(explainNewAccess([{ policy: 1, statement: 0, sid: 'W', witness: { action: 'a:b', resource: '*' } }])).toBe(
    'New access, granted by policy 1, statement 0 (W):\n  action    `a:b`\n  resource  `*`',
  );
  const several = [
    { policy: 0, statement: 2, witness: { action: 'a:b', resource: '*' } },
    { policy: 1, statement: 0, unknown: 'variables' as const },
  ];
  expect(explainNewAccess(several)).toBe(
    'New access, granted by policy 0, statement 2:\n  action    `a:b`\n  resource  `*`\n\n' +
      'Could not compare policy 1, statement 0: it uses policy variables, and no values were found that resolve it.',
  );
});

describe('callers and readings in words', () => {
  const request = { action: 's3:GetObject', resource: '*' };

  it('explainRequest says who is anonymous, and who has a permissions boundary', () => {
    expect(explainRequest({ ...request, principal: 'anonymous' })).toMatch(/principal {2}anonymous$/);
    const bob = { AWS: 'arn:aws:iam::111122223333:user/Bob' };
    expect(explainRequest({ ...request, principal: bob, permissionsBoundary: true })).toMatch(
      /principal {2}AWS `arn:aws:iam::111122223333:user\/Bob`, with a permissions boundary$/,
    );
  });

  it('explainNewAccess says under which reading the access is new', () => {
    const place = { policy: 0, statement: 0 };
    expect(explainNewAccess([{ ...place, witness: request, reading: { keyValues: 'any' } }])).toBe(
      'If a condition key can have values of any type, or none: New access, granted by statement 0:\n' +
        '  action    `s3:GetObject`\n  resource  `*`',
    );
    expect(explainNewAccess([{ ...place, unknown: 'variables', reading: { notPrincipal: 'named' } }])).toMatch(
      /^If `NotPrincipal` exempts whoever is named, without the account: Could not compare statement 0/,
    );
  });
});
