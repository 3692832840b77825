import { describe, expect, it } from 'vitest';
import { ACTION_CATALOG } from '../../../src/aws/actions/index.js';
import { InvalidInputError, type PolicyDocument } from '../../../src/iam/index.js';
import { diffToMarkdown } from '../../../src/review/diff/diff-markdown.js';
import { diffPolicies, diffRoles } from '../../../src/review/diff/diff-roles.js';
import { diffToSarif } from '../../../src/review/diff/diff-sarif.js';
import type { AccessDiff } from '../../../src/review/diff/diff.js';
import { explainDiff } from '../../../src/review/diff/explain-diff.js';
import type { DiffRole } from '../../../src/review/diff/read-roles.js';
import { allow, bucket, policy } from '../../iam/compare/policies.js';

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
    const many = Array.from({ length: 1000 }, (_, index) => ({
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

  it('is what the functions that print it take, and nothing else', () => {
    for (const value of [undefined, null, {}, [], 'x', { roles: [1] }]) {
      expect(() => explainDiff(value as never)).toThrow(InvalidInputError);
      expect(() => diffToMarkdown(value as never)).toThrow(InvalidInputError);
      expect(() => diffToSarif(value as never, '1')).toThrow(InvalidInputError);
    }
  });
});
