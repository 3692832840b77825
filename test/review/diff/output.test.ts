import { describe, expect, it } from 'vitest';
import { ACTION_CATALOG } from '../../../src/aws/actions/index.js';
import { InvalidInputError, type PolicyDocument } from '../../../src/iam/index.js';
import { diffToMarkdown } from '../../../src/review/diff/diff-markdown.js';
import { diffPolicies, diffRoles } from '../../../src/review/diff/diff-roles.js';
import { diffToSarif } from '../../../src/review/diff/diff-sarif.js';
import type { AccessDiff } from '../../../src/review/diff/diff.js';
import { explainDiff } from '../../../src/review/diff/explain-diff.js';
import type { DiffRole } from '../../../src/review/diff/read-roles.js';
import { allow, bucket, deny, policy } from '../../iam/compare/policies.js';
import { linesOf } from '../input/roles.js';

const trust = (id: string): PolicyDocument =>
  ({
    Version: '2012-10-17',
    Statement: [{ Sid: 'Who', Effect: 'Allow', Principal: { AWS: id }, Action: 'sts:AssumeRole' }],
  }) as never;

const hostile = 'a|b`<i>\u202E\n# x';

const old: DiffRole[] = [
  {
    name: 'Server',
    trustPolicy: trust('arn:aws:iam::111122223333:root'),
    policies: [
      {
        name: 'Own',
        document: policy({
          ...allow({ Action: ['s3:GetObject', 's3:PutObject'], Resource: bucket('a/*') }),
          Sid: 'Read',
        }),
      },
    ],
    unreadable: ['arn:aws:iam::aws:policy/Unheard'],
  },
];
const proposed: DiffRole[] = [
  {
    name: 'Server',
    trustPolicy: trust('*'),
    policies: [
      {
        name: 'Own',
        document: policy({
          ...allow({
            Action: ['s3:GetObject', 'sqs:*'],
            Resource: [bucket('a/*'), '*'],
            Condition: { Bool: { 'aws:SecureTransport': 'true' } },
          }),
          Sid: 'Read',
        }),
      },
    ],
    unreadable: ['arn:aws:iam::aws:policy/Unheard', 'Other'],
  },
  {
    name: hostile,
    trustPolicy: trust('arn:aws:iam::111122223333:root'),
    policies: [{ name: 'Own', document: policy(allow({ Action: 's3:GetObject', Resource: bucket(hostile) })) }],
  },
];
const diff = diffRoles(old, proposed, { catalog: ACTION_CATALOG });

describe('a diff', () => {
  it('is described role by role and service by service', async () => {
    await expect(explainDiff(diff)).toMatchFileSnapshot('./golden/diff.txt');
    await expect(explainDiff(diff, { examples: true })).toMatchFileSnapshot('./golden/diff-examples.txt');
    await expect(diffToMarkdown(diff)).toMatchFileSnapshot('./golden/diff.md');
  });

  it('says what it comes to', () => {
    const [one, other] = ['s3:GetObject', 's3:PutObject'].map((Action) => policy(allow({ Action })));
    const verdictOf = (found: AccessDiff): string => explainDiff(found).split('\n')[0]!;
    expect(verdictOf(diffPolicies(one!, one!))).toBe('No difference in access.');
    expect(verdictOf(diffPolicies(one!, other!))).toBe('New access: 1 difference. Lost access: 1 difference.');
    expect(verdictOf(diffPolicies(one!, other!, { catalog: ACTION_CATALOG }))).toBe(
      'New access: 1 difference, at worst Write. Lost access: 1 difference.',
    );
    expect(verdictOf(diff)).toMatch(/^New access: 8 differences, at worst .* Something could not be compared\.$/);
    const unread = diffRoles([{ name: 'A', unreadable: ['x'] }], [{ name: 'A' }]);
    expect(verdictOf(unread)).toBe('No difference was found. Something could not be compared.');
  });

  it.each<[string, PolicyDocument, PolicyDocument, string[]]>([
    [
      'all actions but some',
      policy(allow({ Action: 's3:A' })),
      policy({ Effect: 'Allow', NotAction: ['iam:*', 's3:A'], Resource: '*' }, allow({ Action: 's3:A' })),
      ['several services', '+ all actions but iam:*, s3:A', 'on *'],
    ],
    [
      'all resources but some',
      policy(allow({ Action: 'sqs:A' })),
      policy(allow({ Action: 'sqs:A' }), { Effect: 'Allow', Action: 's3:A', NotResource: bucket('a/*') }),
      ['s3', '+ s3:A', 'on all but arn:aws:s3:::a/*'],
    ],
    [
      'resources that may be others under another reading of ARNs',
      policy(allow({ Action: 'sqs:A' })),
      policy(
        allow({ Action: 'sqs:A' }),
        allow({ Action: 's3:A', Resource: ['arn:aws:s3:*c:1:x', 'arn:aws:s3:a:b:c:1:x'] }),
        deny({ Action: 's3:A', Resource: 'arn:aws:s3:*c:1:x' }),
      ),
      ['s3', '+ s3:A', 'on arn:aws:s3:a:b:c:1:x not on arn:aws:s3:*c:1:x'],
    ],
    [
      'a denial of all resources but some',
      policy(allow({ Action: 's3:A' })),
      policy(allow({ Action: 's3:A' }), { Effect: 'Deny', Action: 's3:A', NotResource: bucket('a/*') }),
      ['s3', '~ s3:A', 'before: on *', 'after:  on *; denied on all but arn:aws:s3:::a/*'],
    ],
    [
      'a denial of all principals but one',
      trust('*'),
      {
        Version: '2012-10-17',
        Statement: [
          ...trust('*').Statement,
          { Effect: 'Deny', NotPrincipal: { AWS: 'arn:aws:iam::111122223333:root' }, Action: 'sts:AssumeRole' },
        ],
      } as never,
      [
        'who can assume the role',
        '~ sts:AssumeRole',
        'before: by AWS *',
        'after:  by AWS *; denied by all but AWS arn:aws:iam::111122223333:root',
      ],
    ],
  ])('says in words: %s', (_what, one, other, lines) => {
    const printed = explainDiff(diffPolicies(one, other)).split('\n').slice(3);
    expect(printed.map((line) => line.trim())).toEqual(lines);
  });

  it('names a renamed role by both names, and has no table without rows', () => {
    const renamed = diffRoles([{ ...old[0]!, name: 'Before' }], [{ ...old[0]!, name: 'After' }]);
    expect(explainDiff(renamed).split('\n\n')[1]).toBe(
      'Before -> After\n  i Both sides have `arn:aws:iam::aws:policy/Unheard`, whose document is not known.',
    );
    expect(diffToMarkdown(renamed)).toBe(
      'No difference in access.\n\n### Before -\\> After\n\n' +
        '- Both sides have `arn:aws:iam::aws:policy/Unheard`, whose document is not known.\n',
    );
    expect(diffToSarif(renamed, '1').runs[0]!.results).toEqual([]);
  });

  it('says which access is new or lost under another reading of the documentation only', () => {
    const plain = policy(allow({ Action: 's3:A', Condition: { Null: { 'aws:SecureTransport': 'true' } } }));
    const nothing = policy(deny({ Action: 's3:A' }));
    for (const [one, other, side, ruleId] of [
      [nothing, plain, 'new', 'newAccess'],
      [plain, nothing, 'old', 'lostAccess'],
    ] as const) {
      const found = diffPolicies(one, other);
      const only = `only the ${side} version allows s3:A on *.`;
      const sentence = `If a condition key can have values of any type, or none: ${only}`;
      expect(explainDiff(found)).toContain(`\n  ! ${sentence}`);
      expect(diffToSarif(found, '1').runs[0]!.results).toMatchObject([
        { ruleId, message: { text: `Policies: ${sentence}` } },
      ]);
    }
  });

  it('writes nothing that Markdown or a terminal would take for something else', () => {
    for (const text of [explainDiff(diff, { examples: true }), diffToMarkdown(diff)]) {
      expect(text).not.toContain('\u202E');
      expect(text).not.toContain('\n# x');
    }
    const rows = diffToMarkdown(diff)
      .split('\n')
      .filter((line) => line.startsWith('|'));
    for (const row of rows) expect(row.match(/(?<!\\)\|/g)).toHaveLength(6);
    expect(diffToMarkdown(diff)).not.toContain('<i>');
  });

  it('fits into a comment, and says how much is not listed', () => {
    const whole = diffToMarkdown(diff);
    expect(diffToMarkdown(diff, { limit: whole.length })).toBe(whole);
    const short = diffToMarkdown(diff, { limit: 900 });
    expect(short.length).toBeLessThanOrEqual(900);
    const count = Number(/\n(\d+) more lines are not listed\.\n$/.exec(short)?.[1]);
    expect(short.trimEnd().split('\n').slice(0, -2)).toEqual(whole.trimEnd().split('\n').slice(0, -count));
    const many = Array.from({ length: 500 }, (_, index) => ({
      name: `Role${index}`,
      policies: proposed[1]!.policies!,
    }));
    const long = diffToMarkdown(diffRoles([], many));
    expect(long.length).toBeLessThanOrEqual(60_000);
    expect(long).toContain('more lines are not listed');
  });

  it('becomes SARIF with a result for each row', () => {
    const [run] = diffToSarif(diff, '1.0.0').runs;
    const codes = run!.results.map(({ ruleId }) => ruleId);
    expect(codes.filter((code) => code === 'newAccess')).toHaveLength(diff.gained);
    expect(codes.filter((code) => code === 'lostAccess')).toHaveLength(diff.lost);
    expect(codes.filter((code) => code === 'notCompared')).toHaveLength(1);
    expect(run!.results[0]).toMatchObject({
      ruleId: 'newAccess',
      level: 'error',
      message: {
        text: expect.stringContaining(
          'Server: newly allows sts:AssumeRole some requests (before: by AWS arn',
        ) as string,
      },
      properties: { row: { part: 'trust' } },
    });
    const prints = run!.results.map(({ partialFingerprints }) => partialFingerprints.finding);
    expect(new Set(prints).size).toBe(prints.length);
    expect(() => diffToSarif(diff, 1 as never)).toThrow(InvalidInputError);
  });

  it('has what the readers of its sides did not read, in every form', () => {
    const issues = [
      { code: 'template', path: ['template', 'N'], message: 'a nested stack`|\u202E', hint: 'pass the whole' },
    ] as const;
    const side = { roles: old, issues: issues.map((each) => ({ ...each, path: [...each.path] })) };
    const found = diffRoles(side, { ...side, issues: [{ ...side.issues[0]!, file: 'new.yaml' }] });
    expect(found).toEqual({
      roles: [],
      gained: 0,
      lost: 0,
      isUndecided: true,
      unread: [
        { side: 'old', ...side.issues[0] },
        { side: 'new', ...side.issues[0], file: 'new.yaml' },
      ],
    });
    const sentences = [
      'Not compared: old version, template.N: a nested stack`|\\u202e (pass the whole).',
      'Not compared: new.yaml: template.N: a nested stack`|\\u202e (pass the whole).',
    ];
    expect(explainDiff(found).split('\n\n')).toEqual([
      'No difference was found. Something could not be compared.',
      ...sentences,
    ]);
    expect(diffToMarkdown(found).trimEnd().split('\n\n')).toHaveLength(3);
    expect(diffToSarif(found, '1').runs[0]!.results.map(({ ruleId, message }) => [ruleId, message.text])).toEqual(
      sentences.map((sentence) => ['notCompared', sentence]),
    );
    expect(diffRoles({ roles: old }, { roles: old, issues: [] })).toEqual({
      roles: [],
      gained: 0,
      lost: 0,
      isUndecided: false,
    });
  });

  it.each([
    [11, 'Not compared: 1 more part of the input.'],
    [5000, 'Not compared: 4990 more parts of the input.'],
  ])('lists ten of %i parts that were not read, and counts the others', (count, last) => {
    const issues = Array.from({ length: count }, (_, index) => ({
      code: 'template' as const,
      path: [index],
      message: 'a nested stack',
    }));
    const found = diffRoles({ roles: [], issues }, []);
    for (const text of [explainDiff(found), diffToMarkdown(found)]) {
      const listed = text.trimEnd().split('\n\n').slice(1);
      expect([listed.length, listed.at(-1)]).toEqual([11, last]);
    }
  });

  it('of something that is neither roles nor the result of a reader is refused with every problem', () => {
    const problem = { code: 'template', path: [{}], message: 1 };
    const places = (side: unknown): string[] =>
      linesOf(() => diffRoles(side as never, [])).map((line) => line.replace(/ \(pass roles as .*\)$/, ''));
    expect(places({ roles: [{ name: 1 }], issues: [problem] })).toEqual([
      'old.roles.0.name: `name` must be a string, not `number`',
      'old.issues.0.path.0: entry 0 of `path` must be a string or a number, not `object`',
      'old.issues.0.message: `message` must be a string, not `number`',
    ]);
    expect(places('x')).toEqual(['old: `old` must be a list without gaps, not `x`']);
    expect(places({ roles: [{ name: 'a' }, { name: 'a', trustPolicy: 1 }] })).toEqual([
      'old.roles.1.name: the role `a` appears twice',
      'old.roles.1.trustPolicy: a policy must be an object, not a number',
    ]);
  });

  it('is what the functions that print it take, and nothing else', () => {
    for (const value of [undefined, null, {}, [], 'x', { roles: [1] }]) {
      expect(() => explainDiff(value as never)).toThrow(InvalidInputError);
      expect(() => diffToMarkdown(value as never)).toThrow(InvalidInputError);
      expect(() => diffToSarif(value as never, '1')).toThrow(InvalidInputError);
    }
  });
});
