import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import {
  checkRoles,
  createRoleCheck,
  repair,
  roleFromApiResponses,
  type Finding,
  type RoleReport,
} from '../../src/drift/index.js';
import { createScanner } from '../../src/drift/input/scanner.js';
import type { PolicyDocument, Statement, TrustPolicyDocument } from '../../src/iam/index.js';
import type { DeployableRole } from '../../src/index.js';
import { actionReason, managedPolicyReason } from '../../src/upsolver/catalogue/reasons.js';
import { ACCOUNT, FULL_SCOPE } from '../upsolver/role-parameters.js';
import {
  attachment,
  exportOf,
  policyDetail,
  roleDetail,
  rolesOf,
  TAGGED,
  type AccountExport,
  type RoleDetail,
} from './account.js';

/* What the matrix of changes does not come by. */

const roles = rolesOf('private-vpc');
const policy = (...statements: Statement[]): PolicyDocument => ({ Version: '2012-10-17', Statement: statements });
const summarize = (findings: readonly Finding[]): string[] =>
  findings.map(({ code, action = '' }) => `${code} ${action}`.trim());

/** The server role, after a change of it and of its account. */
function checkServer(
  change: (role: RoleDetail, account: AccountExport) => void,
  expected: readonly DeployableRole[] = roles,
): RoleReport {
  const account = exportOf(expected);
  change(account.RoleDetailList[1]!, account);
  return checkRoles(account, expected, { parameters: TAGGED }).roles[1]!;
}

describe('what the comparison cannot decide', () => {
  const home = 'arn:aws:s3:::home/${aws:username}';
  const allowed: Statement = { Sid: 'home', Effect: 'Allow', Action: 's3:PutObject', Resource: home };
  const denied: Statement = {
    Effect: 'Deny',
    Action: 's3:PutObject',
    Resource: '*',
    Condition: { StringLike: { 'aws:username': '*' } },
  };
  const [management, server] = roles as [DeployableRole, DeployableRole];
  /** The server role, with policies of the caller's own. */
  const withPolicy = (...statements: Statement[]): DeployableRole[] => [
    management,
    { ...server, inlinePolicies: [...server.inlinePolicies, { name: 'Home', document: policy(...statements) }] },
  ];

  it.each<[string, readonly DeployableRole[], (role: RoleDetail) => void, string[]]>([
    [
      'of what is granted',
      roles,
      (role) => void role.RolePolicyList.push({ PolicyName: 'Home', PolicyDocument: policy(allowed, denied) }),
      ['undecided s3:PutObject'],
    ],
    [
      'of what is needed',
      withPolicy(allowed, denied),
      (role) => void role.RolePolicyList.pop(),
      ['undecided s3:PutObject', 'undecided s3:PutObject'],
    ],
    [
      'of what is denied',
      withPolicy(allowed, denied),
      (role) =>
        void role.RolePolicyList.push({
          PolicyName: 'Deny',
          PolicyDocument: policy({ Effect: 'Deny', Action: 's3:PutObject', Resource: 'arn:aws:s3:::home/*' }),
        }),
      ['undecided s3:PutObject', 'permissionDenied s3:*'],
    ],
  ])('%s', (_name, expected, change, findings) => {
    const report = checkServer(change, expected);
    expect(summarize(report.findings)).toEqual(expect.arrayContaining([findings[0]]));
    expect(report.findings.find(({ code }) => code === 'undecided')?.message).toBe(
      '`s3:PutObject` of the statement `home` of the policy `Home` could not be compared (variables)',
    );
  });

  const trust = (...more: TrustPolicyDocument['Statement']): TrustPolicyDocument => ({
    Version: '2012-10-17',
    Statement: more,
  });
  const service = { Service: 'ec2.amazonaws.com' };
  const variable: TrustPolicyDocument['Statement'] = [
    {
      Effect: 'Allow',
      Principal: service,
      Action: 'sts:AssumeRole',
      Condition: { StringEquals: { 'aws:SourceAccount': '${aws:PrincipalTag/a}' } },
    },
    {
      Effect: 'Deny',
      Principal: '*',
      Action: 'sts:AssumeRole',
      Condition: { StringLike: { 'aws:PrincipalTag/a': '*' } },
    },
  ];

  it('of who is trusted', () => {
    const lambda = variable.map((statement) =>
      statement.Effect === 'Allow' ? { ...statement, Principal: { Service: 'lambda.amazonaws.com' } } : statement,
    );
    const deployed = checkServer((role) => void (role.AssumeRolePolicyDocument = trust(...lambda)));
    expect(summarize(deployed.findings)).toEqual(['trustNarrowed', 'undecided']);
    const expected = [management, { ...server, trustPolicy: trust(...lambda) }];
    expect(
      summarize(checkServer((role) => void (role.AssumeRolePolicyDocument = server.trustPolicy), expected).findings),
    ).toEqual(['undecided', 'trustBroadened']);
  });
});

describe('denies that were asked for', () => {
  const scoped = rolesOf('private-vpc', { scope: FULL_SCOPE });
  const { document } = scoped[0]!.inlinePolicies[0]!;
  const check = (change: (statements: Statement[]) => Statement[]): RoleReport => {
    const account = exportOf(scoped);
    account.RoleDetailList[0]!.RolePolicyList[0]!.PolicyDocument = {
      ...document,
      Statement: change(structuredClone(document.Statement)),
    };
    const report = checkRoles(account, scoped, { parameters: { ...TAGGED, scope: FULL_SCOPE } });
    const [found] = report.roles;
    if (found!.status !== 'inSync')
      expect(repair(report).flatMap(({ calls }) => calls.map(({ operation }) => operation))).toEqual(['PutRolePolicy']);
    return found!;
  };

  it('and are gone are missed, with a request', () => {
    const { status, findings } = check((statements) => statements.filter(({ Effect }) => Effect === 'Allow'));
    expect([status, summarize(findings)]).toEqual([
      'drifted',
      ['denyMissing ec2:RunInstances', 'denyMissing ec2:RequestSpotInstances'],
    ]);
    expect(findings[0]).toMatchObject({
      message:
        '`ec2:RunInstances` is not denied as the statement `denyOtherVpcs` of the policy `UpsolverManagementPolicy` should deny it',
      policy: { kind: 'inline', name: 'UpsolverManagementPolicy', sid: 'denyOtherVpcs' },
      witness: { action: 'ec2:RunInstances' },
    });
  });

  it('and stand there in another form are not', () => {
    const { status, findings } = check((statements) =>
      statements.flatMap((statement) =>
        statement.Effect === 'Deny'
          ? [statement.Action ?? []]
              .flat()
              .map((Action, index) => ({ ...statement, Sid: `deny${index}`, Action }) as Statement)
          : [statement],
      ),
    );
    expect([status, findings]).toEqual(['inSync', []]);
  });

  it('of which it cannot be decided whether something gets past them, are said to be so', () => {
    const { findings } = check((statements) => [
      ...statements
        .filter(({ Effect }) => Effect === 'Allow')
        .map(
          (statement) =>
            ({ ...statement, Resource: 'arn:aws:ec2:us-east-1:444455556666:subnet/${aws:username}' }) as Statement,
        ),
      { Effect: 'Deny', Action: '*', Resource: '*', Condition: { StringLike: { 'aws:username': '*' } } },
    ]);
    expect(summarize(findings)).toContain('undecided ec2:RunInstances');
  });

  it('leave nothing needed if any single statement is gone', () => {
    for (const { Sid, Effect } of document.Statement) {
      const { status, findings } = check((statements) => statements.filter((statement) => statement.Sid !== Sid));
      expect([status, new Set(findings.map(({ code }) => code))], Sid).toEqual([
        'drifted',
        new Set([Effect === 'Deny' ? 'denyMissing' : 'permissionMissing']),
      ]);
    }
  });
});

describe('readings', () => {
  it('under which rearranged policies differ are told', () => {
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
        split({ NumericEquals: { 'aws:MultiFactorAuthAge': '5' } }),
        split({ NumericNotEquals: { 'aws:MultiFactorAuthAge': '5' } }),
      );
    });
    expect(report).toMatchObject({
      status: 'drifted',
      findings: [
        {
          code: 'readingDependent',
          severity: 'warning',
          message: "the policies differ if AWS's documents are read in another way (`mistypedValue`)",
          witness: { action: 'kinesis:ListStreams' },
        },
      ],
    });
    const repaired = repair({ status: 'drifted', issues: [], roles: [report] });
    expect(repaired[0]!.calls.map(({ operation }) => operation)).toEqual(['PutRolePolicy']);
  });
});

describe('managed policies', () => {
  const china = rolesOf('private-vpc', { region: 'cn-north-1' });
  const arn = 'arn:aws-cn:iam::aws:policy/AWSCloudFormationReadOnlyAccess';
  const readStacks = policyDetail(
    arn,
    policy({ Effect: 'Allow', Action: 'cloudformation:Describe*', Resource: '*' }),
    'v2',
  );

  it('that are missing, and of which nothing is known, are missing without a request', () => {
    const account = exportOf(china);
    account.Policies = [readStacks];
    account.RoleDetailList[1]!.AttachedManagedPolicies = [attachment(arn)];
    const { findings } = checkRoles(account, china).roles[1]!;
    expect(findings.map(({ code, expected, witness }) => [code, expected, witness])).toEqual([
      ['managedPolicyMissing', 'arn:aws-cn:iam::aws:policy/AmazonAthenaFullAccess', undefined],
    ]);
  });

  it('that stand in for each other are compared as far as that can be decided', () => {
    const { findings } = checkServer((role, account) => {
      role.AttachedManagedPolicies.pop();
      // Whatever the user is called, somebody else's policy would have to say so.
      const variable: Statement = {
        Effect: 'Allow',
        Action: 'cloudformation:*',
        Resource: 'arn:aws:s3:::${aws:username}',
        Condition: { StringEquals: { 'aws:username': '${aws:userid}', 'aws:userid': '${aws:username}x' } },
      };
      account.Policies = [
        policyDetail('arn:aws:iam::aws:policy/AWSCloudFormationReadOnlyAccess', policy(variable), 'v8'),
        account.Policies[1]!,
      ];
    });
    expect(findings.map(({ code, witness }) => [code, witness])).toEqual([['managedPolicyMissing', undefined]]);
  });

  it('of a filtered export may come without their documents', () => {
    const account = {
      ...exportOf(roles),
      Policies: [
        { Arn: arn, DefaultVersionId: 'v1', PolicyName: 'x' },
        { ...readStacks, DefaultVersionId: 'v9' },
      ],
    };
    expect(checkRoles(account, roles)).toMatchObject({ status: 'inSync', issues: [] });
  });

  it('of which there are several versions, as in exports of several days, are there in the newest', () => {
    const athena = 'arn:aws:iam::aws:policy/AmazonAthenaFullAccess';
    const versions = [
      policyDetail(athena, policy({ Effect: 'Allow', Action: 'athena:*', Resource: '*' }), 'v9'),
      policyDetail(
        athena,
        policy({ Effect: 'Allow', Action: ['athena:*', 's3:ListAllMyBuckets'], Resource: '*' }),
        'v16',
      ),
      policyDetail(
        athena,
        policy({ Effect: 'Allow', Action: ['athena:Get*', 's3:ListAllMyBuckets'], Resource: '*' }),
        'v16',
      ),
      policyDetail(athena, policy({ Effect: 'Allow', Action: 's3:ListAllMyBuckets', Resource: '*' }), 'unknown'),
    ];
    const check = (list: typeof versions): Finding[] =>
      checkRoles({ ...exportOf(roles), Policies: list }, roles).roles[1]!.findings;
    expect(check(versions).map(({ code, actual }) => [code, actual])).toEqual([['managedPolicyVersion', 'v16']]);
    expect(check(versions.toReversed())).toEqual(check(versions));
  });

  it('are told by IsDefaultVersion, if the default is not named', () => {
    const { DefaultVersionId: _id, ...unnamed } = policyDetail(
      `arn:aws:iam::${ACCOUNT}:policy/Own`,
      policy({ Effect: 'Allow', Action: 'sqs:*', Resource: '*' }),
      'v3',
    );
    const { findings } = checkServer((role, account) => {
      role.AttachedManagedPolicies.push(attachment(unnamed.Arn));
      account.Policies.push(unnamed as never);
    });
    expect(summarize(findings)).toEqual(['managedPolicyExtra sqs:*']);
  });
});

describe('variants', () => {
  it('of the server role have one option of scope', () => {
    const account = exportOf(
      rolesOf('private-vpc', { scope: { accountId: ACCOUNT, withoutBucketAdministration: true } }),
    );
    const report = checkRoles(account, roles, { parameters: TAGGED }).roles[1]!;
    expect(report.variant).toEqual({
      relation: 'narrower',
      withoutFeatures: [],
      scope: ['withoutBucketAdministration'],
    });
    // Each action of the page's `s3:*` is needed for what that is.
    expect(report.findings.map(({ purpose }) => purpose)).toEqual([
      "Keep Upsolver's own data in the bucket that is dedicated to it.",
    ]);
  });

  it('are none of policies of another kind', () => {
    const report = checkServer(
      (role) =>
        void (role.RolePolicyList[0]!.PolicyDocument = policy({
          Effect: 'Allow',
          NotAction: 'iam:*',
          NotResource: 'arn:aws:s3:::x',
        })),
    );
    expect(report).not.toHaveProperty('variant');
  });
});

describe('trust', () => {
  it('that wants an external id where none was asked for is narrower', () => {
    const report = checkServer((role) => {
      const [statement] = (role.AssumeRolePolicyDocument as TrustPolicyDocument).Statement;
      statement!.Condition = { StringEquals: { 'sts:ExternalId': 'x' } };
    });
    expect(summarize(report.findings)).toEqual(['trustNarrowed']);
  });

  it('with all actions but some is compared, too', () => {
    const report = checkServer((role) => {
      const [statement] = (role.AssumeRolePolicyDocument as TrustPolicyDocument).Statement;
      const { Action: _action, ...rest } = statement!;
      role.AssumeRolePolicyDocument = { Version: '2012-10-17', Statement: [{ ...rest, NotAction: 'sts:TagSession' }] };
    });
    expect(summarize(report.findings)).toEqual(['trustBroadened']);
  });

  it('with an external id by pattern accepts others', () => {
    const account = exportOf(roles);
    const [statement] = (account.RoleDetailList[0]!.AssumeRolePolicyDocument as TrustPolicyDocument).Statement;
    statement!.Condition = { StringLike: { 'sts:ExternalId': 'acme-*' } };
    const [report] = checkRoles(account, roles).roles;
    expect(report!.findings).toMatchObject([
      {
        code: 'externalIdAdded',
        message: expect.stringMatching(/^the external id `acme-.*` is accepted, too$/) as string,
      },
    ]);
  });

  it.each<[string, Statement['Condition'], string]>([
    ['any', { StringLike: { 'sts:ExternalId': '*' } }, 'xx'],
    ['any, as long as there is one', { Null: { 'sts:ExternalId': 'false' } }, 'xx'],
    ['one that STS never takes', { StringEquals: { 'sts:ExternalId': 'y' } }, 'y'],
  ])('accepts %s, and says so with one that can be sent', (_name, condition, id) => {
    const account = exportOf(roles);
    const trusted = account.RoleDetailList[0]!.AssumeRolePolicyDocument as TrustPolicyDocument;
    trusted.Statement.push({ ...trusted.Statement[0]!, Sid: 'other', Condition: condition! });
    const { findings } = checkRoles(account, roles).roles[0]!;
    expect(findings).toMatchObject([
      {
        code: 'externalIdAdded',
        actual: id,
        message: `the external id \`${id}\` is accepted, too`,
        witness: { context: { 'sts:ExternalId': id } },
      },
    ]);
  });

  it('of several external ids misses each', () => {
    const two = rolesOf('private-vpc', { externalId: ['one', 'two'] });
    const account = exportOf(two);
    const [statement] = (account.RoleDetailList[0]!.AssumeRolePolicyDocument as TrustPolicyDocument).Statement;
    statement!.Condition = { StringEquals: { 'STS:ExternalID': ['two', 'three'] } };
    const [report] = checkRoles(account, two).roles;
    expect(report!.findings.map(({ code, expected, actual }) => [code, expected ?? actual])).toEqual([
      ['externalIdRefused', 'one'],
      ['externalIdAdded', 'three'],
    ]);
  });
});

describe('reading', () => {
  it('takes the path from the ARN, if it stands nowhere else', () => {
    for (const path of ['/', '/vendors/upsolver/']) {
      const expected = rolesOf('private-vpc', { path });
      const account = exportOf(expected);
      const list = account.RoleDetailList.map(({ Path: _path, ...role }) => role);
      expect(checkRoles({ ...account, RoleDetailList: list }, expected).status).toBe('inSync');
    }
  });

  it('remembers documents only so far', () => {
    const many = checkServer((role) => {
      role.RolePolicyList.push(
        ...Array.from({ length: 300 }, (_, index) => ({
          PolicyName: `p${index}`,
          PolicyDocument: policy({ Effect: 'Deny', Action: `x:a${index}`, Resource: '*' }),
        })),
      );
    });
    expect(many.status).toBe('inSync');
  });

  it.each<[string, (role: RoleDetail) => object]>([
    ['roles', (role) => role],
    ['pages', (role) => ({ RoleDetailList: [role] })],
  ])('keeps of a text of %s no more than the roles that are asked for', (_name, wrap) => {
    setFlagsFromString('--expose-gc');
    const collectGarbage = runInNewContext('gc') as () => void;
    const heapAfter = (accounts: number): number => {
      const check = createRoleCheck(roles);
      for (let id = 100_000_000_000; id < 100_000_000_000 + accounts; id += 1) {
        check.write(
          new TextEncoder().encode(`${JSON.stringify(wrap(roleDetail(roles[0]!, String(id))))}${' '.repeat(2e5)}`),
        );
      }
      collectGarbage();
      const { heapUsed } = process.memoryUsage();
      expect(check.end().roles.length).toBe(2 * accounts);
      return heapUsed;
    };
    expect(heapAfter(40) - heapAfter(1)).toBeLessThan(3e6);
  });

  it('takes no more of inline policies than makes sense, in time', () => {
    const many = Array.from({ length: 2000 }, (_, index) => ({
      PolicyName: `p${index}`,
      PolicyDocument: policy({ Effect: 'Allow', Action: `x:a${index}`, Resource: `arn:aws:s3:::bucket-${index}/*` }),
    }));
    const account = exportOf(roles);
    account.RoleDetailList[1]!.RolePolicyList.push(...many);
    const report = checkRoles(account, roles);
    expect(report.issues).toEqual([
      {
        code: 'over_quota',
        path: ['RoleDetailList', 1, 'RolePolicyList'],
        message: 'the inline policies of `UpsolverServerRole` are far longer than IAM takes them',
      },
    ]);
    expect(report.roles.map(({ status }) => status)).toEqual(['inSync', 'unreadable']);
  });

  it('needs names and documents', () => {
    const nameless = checkRoles({ RoleDetailList: [{ ...roleDetail(roles[0]!), RolePolicyList: [{}] }] }, roles);
    expect(nameless.issues.map(({ path }) => path.join('.'))).toEqual(['RoleDetailList.0.RolePolicyList.0.PolicyName']);
    const { findings } = checkServer((role) => void role.RolePolicyList.push({ PolicyName: 'Empty' } as never));
    expect(summarize(findings)).toEqual(['policyUnreadable']);
  });

  it('finds the place of what is nested too deep', () => {
    const deep = `{"RoleDetailList":[{"RolePolicyList":[],"x":${'['.repeat(50)}${']'.repeat(50)}}]}`;
    expect(checkRoles(deep, roles).issues[0]).toMatchObject({
      path: ['RoleDetailList', 0, 'RoleName'],
      position: { line: 1, column: 20 },
    });
  });

  it('takes answers that list nothing', () => {
    const { RolePolicyList: _policies, AttachedManagedPolicies: _attached, ...role } = roleDetail(roles[1]!);
    const page = roleFromApiResponses({ role: { Role: role }, attachedPolicies: [{}], inlinePolicies: [] });
    expect(page.RoleDetailList[0]).toMatchObject({ RolePolicyList: [], AttachedManagedPolicies: [] });
  });

  it('is not stopped by a mistake, but by an error of its caller', () => {
    const scanner = createScanner({
      onUnit: () => {
        throw new Error('stop');
      },
      onPage: () => undefined,
      onIssue: () => undefined,
    });
    expect(() => scanner.write('{"a":1}')).toThrow('stop');
  });

  it('finds lines in a value that never ends', () => {
    const values: unknown[] = [];
    const scanner = createScanner({
      onUnit: ({ value }) => void values.push(value),
      onPage: () => undefined,
      onIssue: () => undefined,
    });
    scanner.write('rubbish\nmore\n{"a":[\n{"b":1}\nno\n{"c":2}\n{"d":\n');
    scanner.end();
    expect(values).toEqual([{ b: 1 }, { c: 2 }]);
  });

  it('of a role several times is the same in any order', () => {
    const account = exportOf(roles);
    const copies = [0, 1, 2].map((index) => ({
      ...roleDetail(roles[1]!),
      Tags: [{ Key: 'Vendor', Value: `v${index}` }],
    }));
    const check = (list: RoleDetail[]): string =>
      JSON.stringify(checkRoles({ ...account, RoleDetailList: list }, roles).roles);
    expect(check(copies)).toBe(check(copies.toReversed()));
    expect(check(copies)).toContain('`v0`');
  });

  it('takes documents that are no JSON for unreadable', () => {
    const cyclic: { self?: object } = {};
    cyclic.self = cyclic;
    const change =
      (document: unknown) =>
      (role: RoleDetail): void =>
        void role.RolePolicyList.push({ PolicyName: 'Cyclic', PolicyDocument: document as object });
    for (const document of [cyclic, '%', '%7B', 'null', 1n])
      expect(summarize(checkServer(change(document)).findings)).toEqual(['policyUnreadable']);
  });

  it('finds keys that are there twice, in what would else be the right document', () => {
    const change = (role: RoleDetail): void => {
      const text = JSON.stringify(role.RolePolicyList[0]!.PolicyDocument);
      role.RolePolicyList[0]!.PolicyDocument = text.replace('{', '{"Version":"2012-10-17",');
    };
    const account = exportOf(roles);
    change(account.RoleDetailList[1]!);
    expect(checkRoles(account, roles)).toMatchObject({
      roles: [{ status: 'inSync' }, { status: 'unreadable' }],
      issues: [{ code: 'duplicate_key' }],
    });
  });

  it('of accounts is the same in any order', () => {
    const accounts = ['111111111111', '222222222222', '333333333333'].map((id) => exportOf(roles, id));
    expect(checkRoles(accounts.toReversed(), roles)).toEqual(checkRoles(accounts, roles));
  });

  it('knows instance profiles that are asked for only', () => {
    const { status } = checkServer((_role, { RoleDetailList: list }) => {
      const other = list.at(-1)!;
      other.InstanceProfileList = [{ ...list[1]!.InstanceProfileList[0]!, InstanceProfileName: 'Other' }];
      Object.assign(list[0]!, { InstanceProfileList: undefined });
    });
    expect(status).toBe('inSync');
  });

  it('of a candidate without any permission goes on', () => {
    const account = exportOf(roles);
    const server = account.RoleDetailList[1]!;
    const none = {
      ...server,
      RoleName: 'x-upsolver',
      Arn: `arn:aws:iam::${ACCOUNT}:role/x-upsolver`,
      RolePolicyList: [],
      AttachedManagedPolicies: [attachment(`arn:aws:iam::${ACCOUNT}:policy/Unread`)],
    };
    const reduced = rolesOf('private-vpc').map((role) => ({ ...role, inlinePolicies: [] }));
    expect(checkRoles({ ...account, RoleDetailList: [none] }, reduced).roles.map(({ status }) => status)).toEqual([
      'missing',
      'missing',
    ]);
  });
});

describe('purposes', () => {
  it('are those of the statement, of another statement with the action, of a pattern, of data access', () => {
    expect(actionReason('UpsolverManagementRole', 'validateAndMonitor', 'iam:PassRole')?.purpose).toBe(
      'Let Spotinst validate the policies that it works under.',
    );
    expect(actionReason('UpsolverManagementRole', 'passNamedRoles', 'iam:PassRole')?.purpose).toBe(
      'Let Spotinst validate the policies that it works under.',
    );
    expect(actionReason('UpsolverRole', 'upsolverBucketAccess', 's3:PutObject')?.purpose).toBe(
      "Keep Upsolver's own data in the bucket that is dedicated to it.",
    );
    expect(actionReason('UpsolverServerRole', 'useKeys', 'kms:Decrypt')?.purpose).toBe(
      'Read data that is encrypted with a key.',
    );
    expect(actionReason('UpsolverServerRole', undefined, 'sts:AssumeRole')).toBeUndefined();
  });

  it('of managed policies are those of the role', () => {
    expect(managedPolicyReason('UpsolverServerRole', 'AmazonAthenaFullAccess')?.purpose).toBe('Manage Athena tables.');
    expect(managedPolicyReason('UpsolverManagementRole', 'AmazonAthenaFullAccess')).toBeUndefined();
  });

  it('are in the findings on data access', () => {
    const dataAccess = [{ service: 's3' as const, bucket: 'acme-events', prefix: 'clicks' }];
    const withData = rolesOf('private-vpc', { dataAccess });
    const report = checkServer((role) => void role.RolePolicyList.pop(), withData);
    expect(report.findings.map(({ code, action, purpose }) => [code, action, purpose])).toContainEqual([
      'permissionMissing',
      's3:GetObject',
      expect.any(String),
    ]);
  });
});
