import { readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { ACTION_CATALOG } from '../../../src/aws/actions/index.js';
import { InvalidInputError, type PolicyDocument, type PolicyInput, type Statement } from '../../../src/iam/index.js';
import { buildRoles } from '../../../src/index.js';
import { diffPolicies, diffRoles } from '../../../src/review/diff/diff-roles.js';
import type { AccessDiff, DiffRow } from '../../../src/review/diff/diff.js';
import type { DiffRole } from '../../../src/review/diff/read-roles.js';
import { count, everyNth } from '../../deep.js';
import { allow, bucket, deny, policy } from '../../iam/compare/policies.js';
import { createJudge } from '../../iam/reference/evaluate.js';
import { sampleOf } from '../../iam/reference/generate.js';
import type { Policy, Request } from '../../iam/reference/language.js';
import { PARAMETERS } from '../../upsolver/role-parameters.js';
import { agreesWithComparison } from './agrees.js';
import { diffLines } from './changes.js';

vi.setConfig({ testTimeout: 1_800_000 });

const actions = (...Action: string[]): PolicyDocument => policy(allow({ Action }));
const rowsOf = ({ roles }: AccessDiff): DiffRow[] => roles.flatMap(({ rows }) => rows);
const short = (diff: AccessDiff): unknown[] =>
  rowsOf(diff).map(({ change, actions: names, service }) => [change, service, ...names]);

const trust = (id: string, more: object = {}): PolicyInput =>
  ({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: id }, Action: 'sts:AssumeRole', ...more }],
  }) as never;
const UPSOLVER = 'arn:aws:iam::111122223333:root';

const role = (name: string, more: Partial<DiffRole> = {}): DiffRole => ({
  name,
  trustPolicy: trust(UPSOLVER) as never,
  policies: [{ name: 'Own', document: actions('s3:GetObject') }],
  ...more,
});

describe('diffPolicies', () => {
  it('has a row for what is newly allowed, no longer allowed, and allowed for other requests', () => {
    const before = policy(
      allow({ Action: ['s3:GetObject', 's3:DeleteObject'], Resource: bucket('a/*') }),
      allow({ Action: 'sqs:SendMessage' }),
    );
    const after = policy(
      allow({ Action: ['s3:GetObject', 's3:PutObject'], Resource: [bucket('a/*'), bucket('b/*')] }),
      allow({ Action: 'sqs:SendMessage', Condition: { Bool: { 'aws:SecureTransport': 'true' } } }),
    );
    const diff = diffPolicies(before, after, { catalog: ACTION_CATALOG });
    expect(short(diff)).toEqual([
      ['added', 's3', 's3:PutObject'],
      ['removed', 's3', 's3:DeleteObject'],
      ['changed', 's3', 's3:GetObject'],
      ['changed', 'sqs', 'sqs:SendMessage'],
    ]);
    expect(rowsOf(diff)[2]).toEqual({
      change: 'changed',
      part: 'permissions',
      service: 's3',
      actions: ['s3:GetObject'],
      accessLevel: 'Read',
      before: [{ effect: 'Allow', resources: [bucket('a/*')] }],
      after: [{ effect: 'Allow', resources: [bucket('a/*'), bucket('b/*')] }],
      gained: {
        request: {
          action: 's3:GetObject',
          resource: bucket('b/example'),
          context: { 'aws:SecureTransport': 'true' },
        },
        statement: { policy: 0, statement: 0 },
      },
    });
    expect(rowsOf(diff)[3]).toMatchObject({
      after: [{ effect: 'Allow', resources: ['*'], condition: { Bool: { 'aws:SecureTransport': 'true' } } }],
      lost: { request: { context: { 'aws:SecureTransport': 'false' } } },
    });
    expect([diff.gained, diff.lost, diff.isUndecided]).toEqual([2, 2, false]);
  });

  it('has no row for statements that are reordered, split or merged, or that allow nothing more', () => {
    const one = policy(allow({ Action: ['s3:A', 's3:B'], Resource: [bucket('a'), bucket('b')] }));
    const split = policy(
      allow({ Action: 's3:B', Resource: bucket('b') }),
      allow({ Action: 's3:A', Resource: [bucket('b'), bucket('a')] }),
      allow({ Action: 's3:B', Resource: bucket('a') }),
    );
    const none = { gained: 0, lost: 0, isUndecided: false };
    expect(diffPolicies(one, split)).toMatchObject(none);
    expect(diffPolicies(one, split).roles[0]?.rows).toEqual([]);
    expect(diffPolicies(actions('s3:*', 's3:Get*'), actions('s3:*'), { catalog: ACTION_CATALOG })).toMatchObject(none);
  });

  it('has a row for each list of actions that all but some of them are new', () => {
    const allBut = (NotAction: string): Statement => ({ Effect: 'Allow', NotAction, Resource: '*' });
    const both = policy(allBut('iam:*'), allBut('kms:*'));
    const rows = rowsOf(diffPolicies(actions('s3:GetObject'), both));
    expect(rows.map(({ change, isInverted, actions: names }) => [change, isInverted, names])).toEqual([
      ['added', true, ['iam:*']],
      ['added', true, ['kms:*']],
    ]);
  });

  it('shows the Deny statement that takes access away', () => {
    const denied = policy(allow({ Action: 's3:*' }), deny({ Action: 's3:DeleteBucket' }));
    const [row, ...others] = rowsOf(diffPolicies(actions('s3:*'), denied, { catalog: ACTION_CATALOG }));
    expect(others).toEqual([]);
    expect(row).toMatchObject({
      change: 'changed',
      actions: ['s3:DeleteBucket'],
      after: [{ effect: 'Allow' }, { effect: 'Deny', resources: ['*'] }],
    });
  });

  it('shows what a pattern excludes only of that pattern', () => {
    const after = policy(allow({ Resource: [bucket('a*'), bucket('ab*'), bucket('*c')] }));
    expect(rowsOf(diffPolicies(policy(), after))[0]?.after).toEqual([
      { effect: 'Allow', resources: [bucket('a*')] },
      { effect: 'Allow', resources: [bucket('*c')], notResources: [bucket('a*'), bucket('ab*')] },
    ]);
  });

  it('lists services with the worst access level first, and what AWS documents nowhere last', () => {
    const after = policy(...['sqs:*', 'iam:*', 'x:*'].map((Action) => allow({ Action })));
    const rows = rowsOf(diffPolicies(actions('iam:GetRole'), after, { catalog: ACTION_CATALOG }));
    expect(rows.map(({ service, accessLevel, unreachable }) => [service, accessLevel, unreachable ?? false])).toEqual([
      ['iam', 'Permissions management', false],
      ['iam', 'Write', false],
      ['iam', 'Read', false],
      ['iam', 'List', false],
      ['iam', undefined, true],
      ['sqs', 'Permissions management', false],
      ['sqs', 'Write', false],
      ['sqs', 'Read', false],
      ['sqs', undefined, true],
      ['x', undefined, false],
    ]);
  });

  it('compares trust policies by who can assume the role', () => {
    const diff = diffPolicies(trust(UPSOLVER), trust('arn:aws:iam::999988887777:root'));
    expect(rowsOf(diff)).toMatchObject([
      {
        part: 'trust',
        change: 'changed',
        before: [{ principals: [`AWS ${UPSOLVER}`] }],
        after: [{ principals: ['AWS arn:aws:iam::999988887777:root'] }],
        gained: { request: { principal: { AWS: 'arn:aws:iam::999988887777:root' } } },
        lost: { request: { principal: { AWS: UPSOLVER } } },
      },
    ]);
    const everyone = { ...policy(allow()), Statement: [{ Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' }] };
    expect(rowsOf(diffPolicies(trust(UPSOLVER), everyone as never))[0]?.after[0]?.principals).toEqual(['*']);
  });

  it('counts what is new under another reading of the documentation, and what is not decided', () => {
    const variable = policy(allow({ Condition: { StringEquals: { 'a:b': '${c:d}', 'c:d': '${a:b}x' } } }));
    const other = policy(allow({ Condition: { StringEquals: { 'a:b': '${c:d}y', 'c:d': '${a:b}' } } }));
    const undecided = diffPolicies(variable, other);
    expect(undecided).toMatchObject({ isUndecided: true });
    expect(undecided.roles[0]?.doubts.map(({ message }) => message.replace(/:.*/, ''))).toEqual([
      'Could not compare statement 0 of the old policies',
      'Could not compare statement 0 of the new policies',
    ]);
    const withoutTls = policy(allow({ Action: 's3:A', Condition: { Null: { 'aws:SecureTransport': 'true' } } }));
    const nothing = policy(deny({ Action: 's3:A' }));
    const diff = diffPolicies(nothing, withoutTls);
    expect(diff.roles[0]).toMatchObject({
      rows: [],
      readings: [{ side: 'new', reading: { keyValues: 'any' }, request: { action: 's3:A', resource: '*' } }],
    });
    expect([diff.gained, diff.lost]).toEqual([1, 0]);
    expect(diffPolicies(withoutTls, nothing)).toMatchObject({ gained: 0, lost: 1 });
  });

  it('refuses what is no policy', () => {
    for (const value of [undefined, {}, 'x', [1]]) {
      expect(() => diffPolicies(value as never, actions('s3:A'))).toThrow(InvalidInputError);
      expect(() => diffPolicies(actions('s3:A'), value as never)).toThrow(InvalidInputError);
    }
    expect(() => diffPolicies(actions('s3:A'), actions('s3:A'), { more: 1 } as never)).toThrow(InvalidInputError);
  });
});

describe('diffRoles', () => {
  it('matches roles by name, and lists what is different only', () => {
    const old = [role('A'), role('B'), role('C')];
    const next = [role('C'), role('B', { policies: [{ name: 'Own', document: actions('s3:PutObject') }] }), role('A')];
    const { roles } = diffRoles(old, next);
    expect(roles).toMatchObject([{ name: 'B', rows: [{ change: 'added' }, { change: 'removed' }] }]);
    expect(roles[0]?.rows[1]?.lost?.statement.policyName).toBe('Own');
  });

  it('gives a role that only one side has all of its access', () => {
    const old = [role('A'), role('Gone'), role('AlsoGone')];
    const next = [role('A'), role('New', { managedPolicyArns: ['arn:aws:iam::aws:policy/Unheard'] })];
    const diff = diffRoles(old, next);
    expect(
      diff.roles.map(({ name, only, rows }) => [name, only, rows.map((each) => `${each.change} ${each.part}`)]),
    ).toEqual([
      ['New', 'new', ['added trust', 'added permissions']],
      ['Gone', 'old', ['removed trust', 'removed permissions']],
      ['AlsoGone', 'old', ['removed trust', 'removed permissions']],
    ]);
    expect(diff.roles[0]?.doubts[0]?.message).toContain('The new role has `arn:aws:iam::aws:policy/Unheard`');
    expect(diff).toMatchObject({ gained: 2, lost: 4, isUndecided: true });
  });

  it('takes the only role that each side has more for renamed', () => {
    expect(diffRoles([role('A'), role('Old')], [role('New'), role('A')]).roles).toEqual([
      { name: 'New', oldName: 'Old', rows: [], doubts: [], notes: [] },
    ]);
  });

  it('limits roles by permissions boundaries that are known', () => {
    const limited = (document?: PolicyDocument): DiffRole =>
      role('A', { permissionsBoundary: { name: 'Limit', ...(document && { document }) } });
    expect(short(diffRoles([role('A')], [limited(actions('sqs:*'))]))).toEqual([['removed', 's3', 's3:GetObject']]);
    expect(diffRoles([role('A')], [limited(actions('s3:*'))]).roles).toEqual([]);
    expect(short(diffRoles([limited(actions('sqs:*'))], [role('A')]))).toEqual([['added', 's3', 's3:GetObject']]);
    const more = role('A', { ...limited(), policies: [{ name: 'Own', document: actions('s3:*') }] });
    // Its document can be another one, and the boundary of a role that had none can take access away.
    for (const [old, next] of [
      [limited(), more],
      [limited(), role('A')],
      [role('A'), limited()],
      [limited(), role('A', { permissionsBoundaryArn: 'arn:aws:iam::111122223333:policy/Other' })],
      [limited(), limited()],
    ] as const) {
      expect(diffRoles([old], [next])).toMatchObject({ isUndecided: true });
    }
    const aws = { permissionsBoundaryArn: 'arn:aws:iam::aws:policy/Unheard' };
    expect(diffRoles([role('A', aws)], [role('A', { ...aws, policies: more.policies })])).toMatchObject({
      gained: 1,
      isUndecided: false,
      roles: [{ notes: [expect.stringContaining('Both sides have the permissions boundary')] }],
    });
  });

  it('does not take a policy of AWS that is not known on both sides for harmless where denials differ', () => {
    const admin = (...denied: PolicyDocument[]): DiffRole =>
      role('A', {
        policies: denied.map((document) => ({ name: 'Denied', document })),
        managedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'],
      });
    const denied = policy(deny({ Action: 'iam:*' }));
    expect(diffRoles([admin(denied)], [admin()])).toMatchObject({ isUndecided: true });
    expect(diffRoles([admin(denied)], [admin(denied)])).toMatchObject({ isUndecided: false });
  });

  it('does not take a policy of AWS that is not known on both sides for harmless where a limit differs', () => {
    const admin = (more: Partial<DiffRole> = {}): DiffRole =>
      role('A', { managedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'], ...more });
    const within = (action: string): DiffRole =>
      admin({ permissionsBoundary: { name: 'Limit', document: actions(action, 's3:GetObject') } });
    const of = (Version: string): DiffRole =>
      admin({
        policies: [
          {
            name: 'Denied',
            document: { ...policy(deny({ Action: 's3:*', Resource: bucket('${aws:username}/*') })), Version } as never,
          },
        ],
      });
    const tagged = (value: string): DiffRole => admin({ tags: [{ key: 'team', value }] });
    for (const [old, next] of [
      [within('s3:*'), admin()],
      [admin(), within('s3:*')],
      [within('s3:*'), within('*')],
      [of('2012-10-17'), of('2008-10-17')],
      [tagged('a'), tagged('b')],
      [tagged('a'), admin()],
    ] as const) {
      expect(diffRoles([old], [next])).toMatchObject({ isUndecided: true });
    }
    expect(diffRoles([within('s3:*')], [within('s3:*')])).toMatchObject({ isUndecided: false, roles: [] });
    expect(diffRoles([tagged('a')], [tagged('a')])).toMatchObject({ isUndecided: false, roles: [] });
  });

  it('says that policies depend on tags of the role that differ', () => {
    const own = (Resource: string, ...tags: [string, string][]): DiffRole =>
      role('A', {
        policies: [{ name: 'Own', document: policy(allow({ Action: 's3:GetObject', Resource })) }],
        tags: tags.map(([key, value]) => ({ key, value })),
      });
    const BY_TAG = bucket('${AWS:principalTag/team}/*');
    const [a, b, both] = [
      own(BY_TAG, ['team', 'a']),
      own(BY_TAG, ['team', 'b']),
      [
        ['x', 'y'],
        ['team', 'a'],
      ] as const,
    ];
    for (const [old, next] of [
      [a, b],
      [own(BY_TAG), b],
      [a, own(BY_TAG)],
    ] as const) {
      expect(diffRoles([old], [next]).roles[0]?.doubts).toMatchObject([
        { part: 'permissions', message: expect.stringContaining('`aws:PrincipalTag`') as string },
      ]);
    }
    const [one, other] = both;
    expect(diffRoles([own(BY_TAG, [...one], [...other])], [own(BY_TAG, [...other], [...one])])).toMatchObject({
      isUndecided: false,
    });
    // Without such a policy, and for a role that only one side has, tags decide nothing.
    expect(diffRoles([own('*', ['team', 'a'])], [own('*', ['team', 'b'])])).toMatchObject({ isUndecided: false });
    expect(diffRoles([], [a])).toMatchObject({ isUndecided: false, gained: 2 });
    const limit = { name: 'Limit', document: policy(allow({ Action: 's3:*', Resource: BY_TAG })) };
    const limited = (value: string): DiffRole => ({ ...own('*', ['team', value]), permissionsBoundary: limit });
    expect(diffRoles([limited('a')], [limited('b')])).toMatchObject({ isUndecided: true });
  });

  it('says where a value that is not known can decide', () => {
    const reads = (...more: object[]): DiffRole =>
      role('A', {
        policies: [
          {
            name: 'Own',
            document: policy(allow({ Action: 's3:GetObject', Resource: 'arn:aws:s3:::<P>/*' }), ...(more as never[])),
          },
        ],
      });
    const logs = deny({ Action: 's3:GetObject', Resource: bucket('logs/*') });
    expect(diffRoles([reads(logs)], [reads()])).toMatchObject({ isUndecided: true });
    const own = deny({ Condition: { StringNotEquals: { 'aws:ResourceAccount': '<AWS.AccountId>' } } });
    const other = allow({ Condition: { StringEquals: { 'aws:ResourceAccount': '444455556666' } } });
    expect(diffRoles([reads(own)], [reads(own, other)])).toMatchObject({ isUndecided: true });
    const who = (Effect: string, AWS: string): object => ({ Effect, Principal: { AWS }, Action: 'sts:AssumeRole' });
    const trusts = (...Statement: object[]): DiffRole =>
      role('A', { trustPolicy: { Version: '2012-10-17', Statement } as never });
    expect(
      diffRoles([trusts(who('Allow', UPSOLVER), who('Deny', '<P>'))], [trusts(who('Allow', UPSOLVER))]),
    ).toMatchObject({ isUndecided: true });
    const away = allow({ Action: 's3:A', Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-1' } } });
    expect(diffRoles([reads(away)], [reads()])).toMatchObject({ isUndecided: true });
    // What is only allowed is reported, whatever the value is.
    const more = allow({ Action: 's3:PutObject', Resource: 'arn:aws:s3:::<P>/*' });
    expect(diffRoles([reads()], [reads(more)])).toMatchObject({ gained: 1, isUndecided: false });
  });

  it('names the policies that could not be compared, also under a boundary', () => {
    const where = (one: string, other: string): PolicyDocument =>
      policy(allow({ Action: 's3:GetObject', Condition: { StringEquals: { 'a:b': one, 'c:d': other } } }));
    const own = role('A', { policies: [{ name: 'Own', document: where('${c:d}', '${a:b}x') }] });
    const limited = role('A', { permissionsBoundary: { name: 'Limit', document: where('${c:d}y', '${a:b}') } });
    const messages = diffRoles([own], [limited]).roles.flatMap(({ doubts }) => doubts.map(({ message }) => message));
    expect(messages.map((message) => message.replace(/:.*/, ''))).toEqual([
      'Could not compare statement 0 of `Own`, which is old',
      'Could not compare identity-based policy, statement 0 of `Own`, which is new',
    ]);
    expect(diffRoles([limited], [own])).toMatchObject({ isUndecided: true });
  });

  it('counts what is new or lost under another reading of the documentation', () => {
    const withoutTls = role('A', {
      policies: [
        {
          name: 'Own',
          document: policy(allow({ Action: 's3:A', Condition: { Null: { 'aws:SecureTransport': 'true' } } })),
        },
      ],
    });
    const nothing = role('A', { policies: [] });
    expect(diffRoles([nothing], [withoutTls])).toMatchObject({ gained: 1, lost: 0, roles: [{ readings: [{}] }] });
    expect(diffRoles([withoutTls], [nothing])).toMatchObject({ gained: 0, lost: 1, roles: [{ readings: [{}] }] });
  });

  it('says which policies and trust policies are not known', () => {
    const unread = (...unreadable: string[]): DiffRole => role('A', { unreadable });
    const aws = 'arn:aws:iam::aws:policy/Unheard';
    expect(diffRoles([unread(aws)], [unread(aws)])).toMatchObject({ isUndecided: false, roles: [] });
    expect(diffRoles([unread(aws)], [unread(aws, 'Own2')]).roles[0]).toMatchObject({
      doubts: [{ side: 'new', message: expect.stringContaining('`Own2`') as string }],
      notes: [expect.stringContaining(aws)],
    });
    // Inline policies of one name can have other documents.
    expect(diffRoles([unread('Inline')], [unread('Inline')])).toMatchObject({ isUndecided: true });
    const withoutTrust = { ...role('A'), trustPolicy: undefined };
    expect(diffRoles([role('A')], [withoutTrust]).roles[0]?.doubts).toMatchObject([{ part: 'trust', side: 'new' }]);
    expect(diffRoles([withoutTrust], [role('A')]).roles[0]?.doubts).toMatchObject([{ part: 'trust', side: 'old' }]);
    expect(diffRoles([withoutTrust], [withoutTrust])).toMatchObject({ isUndecided: true });
  });

  it('compares what buildRoles returns', () => {
    const page = buildRoles('private-vpc', PARAMETERS);
    const scoped = buildRoles('private-vpc', {
      ...PARAMETERS,
      scope: { withoutStreamAdministration: true, accountId: '444455556666' },
    });
    const { roles, gained } = diffRoles(page, scoped, { catalog: ACTION_CATALOG });
    expect(gained).toBe(0);
    expect(roles.map(({ name }) => name)).toEqual(page.map(({ name }) => name));
    expect(diffRoles(page, page, { catalog: ACTION_CATALOG })).toEqual({
      roles: [],
      gained: 0,
      lost: 0,
      isUndecided: false,
    });
  });

  it('refuses bad input with every problem', () => {
    const problemsOf = (run: () => unknown): string[] => {
      try {
        run();
      } catch (error) {
        return (error as InvalidInputError).issues.map(({ code, path }) => `${code} ${path.join('.')}`);
      }
      return [];
    };
    expect(problemsOf(() => diffRoles(undefined as never, []))).toEqual(['missing old']);
    const broken = { Statement: [{ Effect: 'Perhaps', Action: 's3:A', Resource: '*' }] };
    const both = role('A', {
      policies: [{ name: 'Own', document: broken }],
      trustPolicy: { Statement: 1 } as never,
      permissionsBoundary: { name: 'B', document: broken },
    });
    expect(problemsOf(() => diffRoles([both, role('A')], []))).toEqual([
      'unknown_value old.0.policies.0.document.Statement.0.Effect',
      'invalid_type old.0.trustPolicy.Statement.0',
      'unknown_value old.0.permissionsBoundary.document.Statement.0.Effect',
      'duplicate_role old.1.name',
    ]);
  });
});

describe('the rows', () => {
  const asInput = (policies: readonly Policy[]): PolicyInput => policies as unknown as PolicyInput;

  it('have examples that the reference confirms, and are there if and only if access differs', () => {
    const found: unknown[] = [];
    let rows = 0;
    const seeds = count(25, 400);
    for (let seed = 1; seed <= seeds; seed += 1) {
      const { pair } = sampleOf(seed);
      let diff: AccessDiff;
      try {
        diff = diffPolicies(asInput(pair.a), asInput(pair.b));
      } catch (error) {
        if (error instanceof InvalidInputError) continue;
        throw error;
      }
      const judges = { old: createJudge(pair.a), new: createJudge(pair.b) };
      for (const row of rowsOf(diff)) {
        rows += 1;
        for (const [side, other, example] of [
          ['new', 'old', row.gained],
          ['old', 'new', row.lost],
        ] as const) {
          if (example === undefined) continue;
          const request = example.request as unknown as Request;
          if (judges[side].decide(request) !== 'allowed' || judges[other].decide(request) === 'allowed') {
            found.push({ seed, request });
          }
        }
      }
      if (!agreesWithComparison(asInput(pair.a), asInput(pair.b), diff)) {
        found.push({ seed, gained: diff.gained, lost: diff.lost });
      }
    }
    expect(found.slice(0, 3)).toEqual([]);
    expect(rows).toBeGreaterThan(seeds);
  });

  it('agree with the comparison of successive versions of AWS managed policies', () => {
    const text = readFileSync('test/fixtures/aws-managed-policies.json', 'utf8');
    const policies = JSON.parse(text) as Record<string, Record<string, PolicyDocument>>;
    const pairs = Object.entries(policies).flatMap(([name, versions]) => {
      const documents = Object.values(versions);
      return documents.slice(1).map((document, index) => ({ name, old: documents[index]!, document }));
    });
    expect(pairs.length).toBeGreaterThan(20);
    const found = pairs.filter(
      ({ old, document }) => !agreesWithComparison(old, document, diffPolicies(old, document)),
    );
    expect(found.map(({ name }) => name)).toEqual([]);
  });

  const table = new Map(
    readFileSync('test/review/diff/golden/diff-changes.txt', 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => [line.split(' | ').slice(0, 3).join(' | '), line]),
  );
  const lines = diffLines();

  it('have a line in the table for each change of a role, and no other', () => {
    expect(table.size).toBe(lines.length + 1);
    expect(lines.filter(({ label }) => !table.has(label))).toEqual([]);
  });

  // The whole table takes half a minute.
  it.each(everyNth(lines, 20).map((each) => [each.label, each] as const))(
    'are exactly the change: %s',
    (label, { line }) => {
      expect(line()).toBe(table.get(label));
    },
  );
});
