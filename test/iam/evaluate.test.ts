import { describe, expect, it } from 'vitest';
import {
  evaluateAccess,
  type AccessRequest,
  type Issue,
  type Reading,
  type PolicyDocument,
  type ResourcePolicyDocument,
  type ResourceStatement,
  type TrustPolicyDocument,
} from '../../src/iam/index.js';
import { issuesOf } from '../issues-of.js';

const key = 'arn:aws:s3:::bucket/key';
const policy = (...Statement: PolicyDocument['Statement']): PolicyDocument => ({ Version: '2012-10-17', Statement });
const get = (context: AccessRequest['context'] = {}): AccessRequest => ({
  action: 's3:GetObject',
  resource: key,
  context,
});

describe('evaluateAccess', () => {
  it('evaluateAccess denies implicitly, allows, and denies explicitly', () => {
    const allow = policy({ Effect: 'Allow', Action: 's3:Get*', Resource: '*' });
    const deny = policy({ Effect: 'Deny', Action: '*', Resource: '*' });
    expect(evaluateAccess([], get()).decision).toBe('implicitDeny');
    expect(evaluateAccess(allow, get()).decision).toBe('allowed');
    expect(evaluateAccess([allow, deny], get()).decision).toBe('explicitDeny');
    expect(evaluateAccess([deny, allow], get()).decision).toBe('explicitDeny');
    expect(evaluateAccess(allow, { action: 's3:PutObject', resource: key }).decision).toBe('implicitDeny');
  });

  it('evaluateAccess returns for every statement whether it applies, or which element does not match', () => {
    const first = policy(
      { Sid: 'read', Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: [key] },
      { Effect: 'Allow', Action: 'ec2:*', Resource: '*' },
      { Effect: 'Deny', NotAction: ['s3:get*'], Resource: '*' },
      { Effect: 'Allow', Action: 's3:*', Resource: 'arn:aws:s3:::other' },
    );
    const second = policy(
      { Effect: 'Deny', Action: 's3:*', NotResource: [key] },
      {
        Effect: 'Deny',
        Action: 's3:*',
        Resource: '*',
        Condition: { StringEquals: { 'aws:a': 'a', 'aws:b': ['b', 'c'] }, Null: { 'aws:d': 'false' } },
      },
    );
    expect(evaluateAccess([first, second], get({ 'aws:a': 'a', 'aws:b': 'd' }))).toStrictEqual({
      decision: 'allowed',
      statements: [
        { policy: 0, statement: 0, sid: 'read', effect: 'Allow', applies: true },
        { policy: 0, statement: 1, effect: 'Allow', applies: false, mismatch: { element: 'Action' } },
        { policy: 0, statement: 2, effect: 'Deny', applies: false, mismatch: { element: 'NotAction' } },
        { policy: 0, statement: 3, effect: 'Allow', applies: false, mismatch: { element: 'Resource' } },
        { policy: 1, statement: 0, effect: 'Deny', applies: false, mismatch: { element: 'NotResource' } },
        {
          policy: 1,
          statement: 1,
          effect: 'Deny',
          applies: false,
          mismatch: { element: 'Condition', operator: 'StringEquals', key: 'aws:b' },
        },
      ],
    });
  });

  it('evaluateAccess accepts condition keys in any letter case, in the context and in variables', () => {
    const document = policy({
      Effect: 'Allow',
      Action: 'S3:getobject',
      Resource: 'arn:aws:s3:::bucket/${AWS:UserName}',
      Condition: { StringEquals: { 'AWS:RequestedRegion': 'eu-west-1' } },
    });
    expect(
      evaluateAccess(document, get({ 'aws:requestedregion': ['eu-west-1'], 'aws:username': 'key' })).decision,
    ).toBe('allowed');
  });

  it('evaluateAccess compares all letters of actions case-insensitively', () => {
    const document = policy({ Effect: 'Allow', Action: ['x:A\u0130', 's3:G?T*'], Resource: '*' });
    const decide = (action: string): string => evaluateAccess(document, { action, resource: '*' }).decision;
    expect(decide('X:a\u0130')).toBe('allowed');
    expect(decide('S3:getObject')).toBe('allowed');
    expect(decide('x:A\u0130b')).toBe('implicitDeny');
  });

  it('evaluateAccess follows the given reading', () => {
    const document = policy(
      { Effect: 'Allow', Action: '*', Resource: '*', Condition: { StringLike: { 'aws:a': '*' } } },
      { Effect: 'Allow', Action: '*', Resource: 'arn:aws:s3:::bucket/${aws:a}key' },
      { Effect: 'Allow', Action: '*', Resource: '*', Condition: { 'ForAllValues:StringEquals': { 'aws:b': 'x' } } },
      { Effect: 'Allow', Action: '*', Resource: '*', Condition: { NumericNotEquals: { 'aws:b': '1' } } },
    );
    const applying = (reading: Partial<Reading>): number[] =>
      evaluateAccess(document, get({ 'aws:a': '', 'aws:b': '' }), reading)
        .statements.filter(({ applies }) => applies)
        .map(({ statement }) => statement);
    expect(applying({})).toStrictEqual([0, 1, 3]);
    expect(applying({ emptyValue: 'absent' })).toStrictEqual([2, 3]);
    expect(applying({ mistypedValue: 'fails' })).toStrictEqual([0, 1]);
    const crossing = policy({ Effect: 'Allow', Action: '*', Resource: 'arn:aws:s*:b:c:x' });
    const request = { action: 's3:GetObject', resource: 'arn:aws:s3:a:b:c:x' };
    expect(evaluateAccess(crossing, request).decision).toBe('allowed');
    expect(evaluateAccess(crossing, request, { colons: 'stay' }).decision).toBe('implicitDeny');
  });

  it('evaluateAccess drops only empty values if empty values count as absent', () => {
    const document = policy({
      Effect: 'Allow',
      Action: '*',
      Resource: '*',
      Condition: { 'ForAllValues:StringEquals': { 'aws:b': 'x' } },
    });
    const decide = (values: string[]): string =>
      evaluateAccess(document, get({ 'aws:b': values }), { emptyValue: 'absent' }).decision;
    expect(decide(['', 'x'])).toBe('allowed');
    expect(decide(['', 'y'])).toBe('implicitDeny');
  });

  it('evaluateAccess treats an empty list as an absent key, and gives a variable no value of several', () => {
    const document = policy({
      Effect: 'Allow',
      Action: '*',
      Resource: 'arn:aws:s3:::bucket/${aws:username}',
      Condition: { Null: { 'aws:x': 'true' } },
    });
    expect(evaluateAccess(document, get({ 'aws:x': [], 'aws:username': ['key'] })).decision).toBe('allowed');
    expect(evaluateAccess(document, get({ 'aws:username': ['key', 'key'] })).decision).toBe('implicitDeny');
  });

  it('evaluateAccess supports variables in version 2012-10-17 only', () => {
    const document: PolicyDocument = {
      Version: '2008-10-17',
      Statement: [{ Effect: 'Allow', Action: '*', Resource: 'arn:aws:s3:::bucket/${aws:username}' }],
    };
    expect(evaluateAccess(document, get({ 'aws:username': 'key' })).decision).toBe('implicitDeny');
  });

  it('evaluateAccess changes no input and returns JSON', () => {
    const document = policy({ Sid: 'a', Effect: 'Allow', Action: ['s3:*'], Resource: ['*'] });
    const request = get({ a: ['b'] });
    const before = JSON.stringify([document, request]);
    const decision = evaluateAccess([document], request);
    expect(JSON.stringify([document, request])).toBe(before);
    expect(JSON.parse(JSON.stringify(decision))).toStrictEqual(decision);
  });

  it('evaluateAccess throws for a condition operator that IAM does not define', () => {
    const document = policy({
      Effect: 'Deny',
      Action: '*',
      Resource: '*',
      Condition: { StringMatches: { a: 'b' } } as never,
    });
    expect(issuesOf(() => evaluateAccess(document, get()))).toStrictEqual([
      {
        code: 'unknown_operator',
        path: ['Statement', 0, 'Condition', 'StringMatches'],
        message: '`StringMatches` is not a condition operator',
      },
    ]);
  });
});

it('evaluateAccess throws for a permissions boundary that is neither true nor false, and for a missing value', () => {
  const request = { ...get(), context: { a: Array.from({ length: 1 }) }, permissionsBoundary: 1 } as never;
  expect(issuesOf(() => evaluateAccess([], request))).toMatchObject([
    { code: 'missing', path: ['context', 'a', 0] },
    {
      code: 'invalid_type',
      path: ['permissionsBoundary'],
      message: '`permissionsBoundary` must be `true` or `false`, not `number`',
    },
  ]);
});

describe('principals', () => {
  const decide = (statement: object, principal?: AccessRequest['principal']) => {
    const document = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', ...statement }],
    } as TrustPolicyDocument;
    const request: AccessRequest = { action: 'sts:AssumeRole', resource: 'arn:aws:iam::111122223333:role/r' };
    const { decision, statements } = evaluateAccess(
      document,
      principal === undefined ? request : { ...request, principal },
    );
    expect(decision === 'allowed' ? undefined : statements[0]?.mismatch?.element).toBe(
      decision === 'allowed' ? undefined : Object.keys(statement)[0],
    );
    return decision === 'allowed';
  };
  const role = 'arn:aws:iam::444455556666:role/path/deputy';
  const session = 'arn:aws:sts::444455556666:assumed-role/deputy/session';

  it.each<[object, AccessRequest['principal'], boolean]>([
    [{ Principal: '*' }, role, true],
    [{ Principal: '*' }, { Service: 'ec2.amazonaws.com' }, true],
    [{ Principal: '*' }, undefined, true],
    [{ Principal: { AWS: '*' } }, undefined, true],
    [{ Principal: '*' }, 'anonymous', true],
    [{ Principal: { AWS: '*' } }, 'anonymous', true],
    [{ Principal: { AWS: '444455556666' } }, 'anonymous', false],
    [{ Principal: { AWS: '*' } }, { CanonicalUser: 'abc' }, true],
    [{ Principal: { CanonicalUser: 'abc' } }, { CanonicalUser: 'abc' }, true],
    [{ Principal: { CanonicalUser: ['abd'] } }, { CanonicalUser: 'abc' }, false],
    [{ Principal: { AWS: 'AIDAEXAMPLEEXAMPLE12' } }, 'AIDAEXAMPLEEXAMPLE12', true],
    [{ Principal: { AWS: 'AROAEXAMPLEEXAMPLE12' } }, 'AROAEXAMPLEEXAMPLE12:session', true],
    [{ Principal: { AWS: 'AIDAEXAMPLEEXAMPLE12' } }, 'AIDAEXAMPLEEXAMPLE12:session', false],
    [{ Principal: { AWS: 'AROAEXAMPLEEXAMPLE12' } }, 'AROAEXAMPLEEXAMPLE12x', false],
    [{ Principal: { AWS: '*' } }, role, true],
    [{ Principal: { AWS: '*' } }, { Service: 'ec2.amazonaws.com' }, false],
    [{ Principal: { AWS: '444455556666' } }, role, true],
    [{ Principal: { AWS: '444455556666' } }, session, true],
    [{ Principal: { AWS: '444455556667' } }, role, false],
    [{ Principal: { AWS: ['1', '444455556666'] } }, { AWS: role }, true],
    [{ Principal: { AWS: 'arn:aws:iam::444455556666:root' } }, role, true],
    [{ Principal: { AWS: 'arn:aws-cn:iam::444455556666:root' } }, role, false],
    [{ Principal: { AWS: 'arn:aws:iam::444455556667:root' } }, role, false],
    [{ Principal: { AWS: role } }, role, true],
    [{ Principal: { AWS: role } }, session, true],
    [{ Principal: { AWS: 'arn:aws:iam::444455556666:role/deputy' } }, session, true],
    [{ Principal: { AWS: 'arn:aws:iam::444455556666:role/dep' } }, session, false],
    [{ Principal: { AWS: 'arn:aws:iam::444455556667:role/deputy' } }, session, false],
    [{ Principal: { AWS: 'arn:aws:iam::444455556666:role/*' } }, role, false],
    [{ Principal: { AWS: 'arn:aws:iam::444455556666:user/deputy' } }, session, false],
    [{ Principal: { AWS: 'arn:aws:iam::444455556666:role/deputy' } }, 'arn:aws:iam::444455556666:role/other', false],
    [{ Principal: { Service: 'ec2.amazonaws.com' } }, { Service: 'ec2.amazonaws.com' }, true],
    [{ Principal: { Service: ['a', 'ec2.amazonaws.com'] } }, { Service: 'ec2.amazonaws.com' }, true],
    [{ Principal: { Service: 'ec2.amazonaws.com' } }, { Service: 'ec2.amazonaws.com.cn' }, false],
    [{ Principal: { Service: 'ec2.amazonaws.com' } }, role, false],
    [{ Principal: { Service: '*' } }, { Service: 'ec2.amazonaws.com' }, false],
    [{ Principal: { AWS: role } }, 'arn:aws:iam::444455556666:assumed-role/deputy/session', false],
    [{ Principal: { AWS: 'arn:aws:iam::444455556666:user/role/deputy' } }, session, false],
    [{ Principal: { AWS: 'arn:aws:iam::444455556666:role/deputy/' } }, session, false],
    [
      { Principal: { AWS: 'arn:aws:iam::444455556666' } },
      'arn:aws:sts::444455556666:assumed-role/undefined/session',
      false,
    ],
    [{ Principal: { AWS: 'arn:aws-cn:iam::444455556666:role/deputy' } }, session, false],
    [{ Principal: { AWS: role } }, 'arn:aws:sts::444455556666:assumed-role/deputy2/session', false],
    [{ Principal: { AWS: role } }, 'arn:aws:sts::444455556666:federated-user/deputy', false],
    [{ Principal: { AWS: 'x444455556666' } }, 'arn:aws:iam::x444455556666:user/u', false],
    [{ Principal: { AWS: '444455556666x' } }, 'arn:aws:iam::444455556666x:user/u', false],
    [{ Principal: { Federated: 'accounts.google.com' } }, { Federated: 'accounts.google.com' }, true],
  ])('the statement %j applies to the principal %j: %s', (statement, principal, expected) =>
    expect(decide(statement, principal)).toBe(expected),
  );
});

describe('NotPrincipal', () => {
  const account = '444455556666';
  const root = `arn:aws:iam::${account}:root`;
  const bob = `arn:aws:iam::${account}:user/Bob`;
  const role = `arn:aws:iam::${account}:role/path/deputy`;
  const session = `arn:aws:sts::${account}:assumed-role/deputy/session`;
  const decide = (
    NotPrincipal: ResourceStatement['NotPrincipal'],
    principal: AccessRequest['principal'],
    { permissionsBoundary = false, reading = {} }: { permissionsBoundary?: boolean; reading?: Partial<Reading> } = {},
  ): string => {
    const document = {
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: '*' },
        { Effect: 'Deny', NotPrincipal, Action: 's3:*', Resource: '*' },
      ],
    } as ResourcePolicyDocument;
    const request = { ...get(), permissionsBoundary, ...(principal !== undefined && { principal }) };
    return evaluateAccess(document, request, reading).decision;
  };

  it.each<[ResourceStatement['NotPrincipal'], AccessRequest['principal'], string]>([
    [{ AWS: [bob, root] }, bob, 'allowed'],
    [{ AWS: [bob, account] }, bob, 'allowed'],
    [{ AWS: [bob, root] }, `arn:aws:iam::${account}:user/Alice`, 'explicitDeny'],
    [{ AWS: [bob] }, bob, 'explicitDeny'],
    [{ AWS: [root] }, bob, 'explicitDeny'],
    [{ AWS: [root] }, root, 'allowed'],
    [{ AWS: [account] }, root, 'allowed'],
    [{ AWS: [bob] }, root, 'explicitDeny'],
    [{ AWS: [session, role, root] }, session, 'allowed'],
    [{ AWS: [session, root] }, session, 'explicitDeny'],
    [{ AWS: [role, root] }, session, 'explicitDeny'],
    [{ AWS: [role, root] }, role, 'allowed'],
    [{ AWS: [session, role, root] }, `arn:aws:sts::${account}:assumed-role/deputy/other`, 'explicitDeny'],
    [{ AWS: ['AIDAEXAMPLEEXAMPLE12', root] }, 'AIDAEXAMPLEEXAMPLE12', 'explicitDeny'],
    [{ AWS: [bob, 'arn:aws-cn:iam::444455556666:root'] }, bob, 'explicitDeny'],
    [{ AWS: '*' }, bob, 'allowed'],
    [{ AWS: '*' }, 'anonymous', 'allowed'],
    [{ AWS: [bob, root] }, 'anonymous', 'explicitDeny'],
    [{ AWS: '*' }, { Service: 'ec2.amazonaws.com' }, 'explicitDeny'],
    ['*', { Service: 'ec2.amazonaws.com' }, 'allowed'],
    [{ Service: 'ec2.amazonaws.com' }, { Service: 'ec2.amazonaws.com' }, 'allowed'],
    [{ Service: 'ec2.amazonaws.com' }, { Service: 's3.amazonaws.com' }, 'explicitDeny'],
    [{ Federated: 'accounts.google.com' }, { Federated: 'accounts.google.com' }, 'allowed'],
    [{ CanonicalUser: 'abc' }, { CanonicalUser: 'abc' }, 'allowed'],
    [{ CanonicalUser: 'abc' }, { CanonicalUser: 'abd' }, 'explicitDeny'],
    ['*', undefined, 'allowed'],
  ])('a Deny with the NotPrincipal %j gives the principal %j the decision %s', (element, principal, expected) => {
    expect(decide(element, principal)).toBe(expected);
  });

  it('NotPrincipal never exempts a principal with a permissions boundary', () => {
    expect(decide({ AWS: [bob, root] }, bob, { permissionsBoundary: true })).toBe('explicitDeny');
    expect(decide('*', bob, { permissionsBoundary: true })).toBe('explicitDeny');
    expect(decide({ Service: 's' }, { Service: 's' }, { permissionsBoundary: true })).toBe('allowed');
  });

  it('NotPrincipal exempts whoever is named under the reading `named`', () => {
    const reading = { notPrincipal: 'named' } as const;
    expect(decide({ AWS: [bob] }, bob, { reading })).toBe('allowed');
    expect(decide({ AWS: [role] }, session, { reading })).toBe('allowed');
    expect(decide({ AWS: [root] }, bob, { reading })).toBe('explicitDeny');
    expect(decide({ AWS: 'AROAEXAMPLEEXAMPLE12' }, 'AROAEXAMPLEEXAMPLE12:session', { reading })).toBe('allowed');
  });
});

describe('a request without a principal', () => {
  const statement = (Effect: string, Principal: unknown, Action = 's3:*'): object => ({
    Effect,
    Principal,
    Action,
    Resource: '*',
  });
  const ask = (...Statement: object[]) => evaluateAccess({ Version: '2012-10-17', Statement } as never, get());
  const bob = { AWS: 'arn:aws:iam::444455556666:user/Bob' };

  it('evaluateAccess throws where a statement that names particular principals would decide', () => {
    const missing = [
      {
        code: 'missing',
        path: ['principal'],
        message: 'the principal is missing, and statement 0 of policy 0 names particular principals',
        hint: 'add the ARN of the principal, or `anonymous`',
      },
    ];
    expect(issuesOf(() => ask(statement('Allow', bob)))).toStrictEqual(missing);
    expect(issuesOf(() => ask(statement('Deny', bob), statement('Allow', '*')))).toStrictEqual(missing);
    expect(
      issuesOf(() => ask({ Effect: 'Deny', NotPrincipal: bob, Action: '*', Resource: '*' }, statement('Allow', '*'))),
    ).toStrictEqual(missing);
  });

  it('evaluateAccess decides where no statement that names particular principals would', () => {
    expect(ask(statement('Allow', bob, 'ec2:*')).decision).toBe('implicitDeny');
    expect(ask(statement('Allow', bob), statement('Allow', '*')).decision).toBe('allowed');
    expect(ask(statement('Allow', bob), statement('Deny', '*'))).toStrictEqual({
      decision: 'explicitDeny',
      statements: [
        { policy: 0, statement: 0, effect: 'Allow', applies: false, mismatch: { element: 'Principal' } },
        { policy: 0, statement: 1, effect: 'Deny', applies: true },
      ],
    });
  });
});

describe('a bad reading', () => {
  const ask = (reading: unknown) => issuesOf(() => evaluateAccess([], get(), reading as Partial<Reading>));

  it('evaluateAccess rejects settings and values that no reading has', () => {
    expect(ask({ emptyValue: 'none', colon: 'stay' })).toStrictEqual([
      {
        code: 'unknown_value',
        path: ['reading', 'emptyValue'],
        message: '`none` is not a known value',
        hint: 'one of `present`, `absent`',
      },
      {
        code: 'unknown_value',
        path: ['reading', 'colon'],
        message: '`colon` is not a known setting of a reading',
        hint: 'one of `colons`, `emptyValue`, `mistypedValue`, `notPrincipal`, `keyValues`',
      },
    ]);
    expect(ask(null)).toStrictEqual([
      { code: 'invalid_type', path: ['reading'], message: 'the reading must be an object, not `null`' },
    ]);
  });

  it('evaluateAccess uses the default of a setting that is undefined', () => {
    const document = policy({ Effect: 'Allow', Action: '*', Resource: '*', Condition: { Null: { k: 'true' } } });
    const reading = { emptyValue: undefined } as unknown as Partial<Reading>;
    expect(evaluateAccess(document, get({ k: '' }), reading).decision).toBe('implicitDeny');
  });
});

describe('a bad request', () => {
  const ask = (request: unknown) => issuesOf(() => evaluateAccess([], request as AccessRequest));
  const good = { action: 's3:GetObject', resource: key };

  it.each(['GetObject', 's3:', ':GetObject', 's3:Get*', 's3:Get?', '*', 's3:a:b', 's3: GetObject', '', 's3:Get\n'])(
    'evaluateAccess rejects the action %j',
    (action) => expect(ask({ ...good, action })).toMatchObject([{ code: 'invalid_action', path: ['action'] }]),
  );

  it.each(['bucket', 'arn:aws:s3', 'arn:aws:s3:::', '', 'xarn:aws:s3:::b', '**'])(
    'evaluateAccess rejects the resource %j',
    (resource) => {
      expect(ask({ ...good, resource })).toMatchObject([{ code: 'invalid_arn', path: ['resource'] }]);
    },
  );

  it.each([[{}], [{ AWS: '' }], [[]], [{ AWS: 'a', Service: 'b' }], [{ AWS: ['a'] }], [''], [null], [7]])(
    'evaluateAccess rejects the principal %j',
    (principal) => {
      expect(ask({ ...good, principal })).toMatchObject([{ code: 'invalid_principal', path: ['principal'] }]);
    },
  );

  it('evaluateAccess reports every problem of a request', () => {
    expect(
      ask({ context: { 'aws:a': 1, 'AWS:A': ['x', null], 'aws:b': undefined }, principal: 0 }).map(({ code, path }) => [
        code,
        path,
      ]),
    ).toStrictEqual([
      ['invalid_type', ['context', 'aws:a']],
      ['duplicate_key', ['context', 'AWS:A']],
      ['missing', ['context', 'AWS:A', 1]],
      ['missing', ['context', 'aws:b']],
      ['missing', ['action']],
      ['missing', ['resource']],
      ['invalid_principal', ['principal']],
    ]);
  });

  it.each([[null], ['x'], [['a']]])('evaluateAccess rejects the context %j', (context) => {
    expect(ask({ ...good, context })).toMatchObject([{ code: 'invalid_type', path: ['context'] }]);
  });

  it.each([[null], ['s3:GetObject'], [undefined]])('evaluateAccess rejects the request %j', (request) => {
    expect(ask(request)).toMatchObject([{ code: 'invalid_type', path: [] }]);
  });

  it.each<[object, Omit<Issue, 'severity'>]>([
    [
      { action: 's3:*' },
      {
        code: 'invalid_action',
        path: ['action'],
        message: '`s3:*` is not an action',
        hint: 'use one action of the form `service:Name`, without wildcards',
      },
    ],
    [{ action: 1 }, { code: 'invalid_type', path: ['action'], message: 'the action must be a string, not `number`' }],
    [
      { resource: 'bucket' },
      {
        code: 'invalid_arn',
        path: ['resource'],
        message: '`bucket` is neither `*` nor a complete ARN',
        hint: 'for example `arn:aws:s3:::bucket/key`',
      },
    ],
    [
      { resource: 1 },
      { code: 'invalid_type', path: ['resource'], message: 'the resource must be a string, not `number`' },
    ],
    [{ context: 'x' }, { code: 'invalid_type', path: ['context'], message: 'the context must be an object, not `x`' }],
    [
      { context: { 'aws:a': 1 } },
      {
        code: 'invalid_type',
        path: ['context', 'aws:a'],
        message: 'the value of a condition key must be a string, not `number`',
      },
    ],
    [
      { context: { 'aws:a': 'x', 'AWS:A': 'y' } },
      {
        code: 'duplicate_key',
        path: ['context', 'AWS:A'],
        message: 'the condition key `AWS:A` appears twice, in different letter case',
      },
    ],
    [
      { principal: {} },
      {
        code: 'invalid_principal',
        path: ['principal'],
        message: '`object` is not a principal that can make a request',
        hint: 'use an ARN, `anonymous`, or `{ AWS }`, `{ Service }`, `{ Federated }`, `{ CanonicalUser }` with one string',
      },
    ],
  ])('evaluateAccess explains what is wrong with %j', (change, issue) =>
    expect(ask({ ...good, ...change })).toStrictEqual([issue]),
  );

  it('evaluateAccess explains that a request must be an object', () => {
    expect(ask('s3:GetObject')).toStrictEqual([
      { code: 'invalid_type', path: [], message: 'the request must be an object, not `s3:GetObject`' },
    ]);
  });

  it('evaluateAccess treats the condition key __proto__ like any other', () => {
    const context = JSON.parse('{ "__proto__": "x" }') as Record<string, string>;
    const document = policy({
      Effect: 'Allow',
      Action: '*',
      Resource: '*',
      Condition: { StringEquals: JSON.parse('{ "__proto__": "x" }') as Record<string, string> },
    });
    expect(evaluateAccess(document, { ...good, context }).decision).toBe('allowed');
    expect(evaluateAccess(document, good).decision).toBe('implicitDeny');
  });
});
