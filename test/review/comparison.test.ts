import { describe, expect, it } from 'vitest';
import { buildRoles, type RoleParameters } from '../../src/index.js';
import { compareRoles, type OpenedRole } from '../../src/review/comparison.js';
import { reviewOf, toHtml, toMarkdown, type ComparedRole, type Review } from '../../src/review/index.js';
import { ACCOUNT, FULL_SCOPE, having } from '../upsolver/role-parameters.js';

/* The reviewed roles next to those that Upsolver documents. */

function reviewed(more: Partial<RoleParameters>): Review {
  const parameters = having(more);
  return reviewOf(buildRoles('private-vpc', parameters), { parameters });
}

const serverOf = ({ comparison }: Review): ComparedRole => comparison![1]!;

const ATHENA = {
  accountId: ACCOUNT,
  databases: [{ name: 'sales', access: 'write' as const }],
  results: { bucket: 'acme-results' },
  catalogKey: `arn:aws:kms:us-east-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
};

/** The text of a page or of Markdown, without what each of them adds. */
const plain = (text: string): string =>
  text
    .replace(/<wbr>/g, '')
    .replace(/<style>[^]*<\/style>|<[^>]*>|\*\*|`|\\/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/&#39;/g, "'");

describe('access that only the reviewed role has', () => {
  const review = reviewed({ athena: ATHENA });
  const server = serverOf(review);
  const statusOf = (name: string) => server.actions.find(({ action }) => action === name)?.status;

  it('is named action by action, with a request that only the reviewed role allows', () => {
    expect(server.relation).toBe('incomparable');
    expect(server.gained).toBeDefined();
    expect([statusOf('kms:Encrypt'), statusOf('s3:PutObject'), statusOf('glue:CreateTable')]).toEqual([
      'added',
      'changed',
      'narrowed',
    ]);
    const added = server.actions.filter(({ status }) => status === 'added');
    expect(added.every(({ gained, lost }) => gained !== undefined && lost === undefined)).toBe(true);
  });

  it.each([
    ['HTML', toHtml],
    ['Markdown', toMarkdown],
  ])('is shown in %s, with the request, and with the managed policy that the options replace', (_format, render) => {
    const text = plain(render(review));
    expect(text).toContain("allows some requests that Upsolver's documentation does not grant, and lacks others");
    expect(text).toContain('A request that only your role allows:');
    expect(text).toMatch(/[Nn]ewly allowed, for example:/);
    expect(text).toMatch(/AmazonAthenaFullAccess (?:\| )?attached (?:\| )?not attached/);
    expect(text).toMatch(/kms:Encrypt (?:\| )?added/);
  });
});

describe('roles with managed policies that are not known', () => {
  const REGION = { region: 'us-gov-west-1' };
  const same = reviewed(REGION);
  const less = reviewed({ ...REGION, features: { athenaTables: false } });
  const athena = 'arn:aws-us-gov:iam::aws:policy/AmazonAthenaFullAccess';

  it('are equivalent if both sides have the same ones, and otherwise not decided', () => {
    expect(serverOf(same).relation).toBe('equivalent');
    expect(serverOf(same).notCompared).toContain(athena);
    expect(serverOf(less)).toMatchObject({ relation: 'unknown', notCompared: expect.arrayContaining([athena]) });
    expect(serverOf(less)).not.toHaveProperty('gained');
    expect(new Set(serverOf(less).actions.map(({ status }) => status))).toEqual(new Set(['unknown']));
    expect(serverOf(less).managedPolicies).toContainEqual({
      name: 'AmazonAthenaFullAccess',
      documented: true,
      reviewed: false,
    });
  });

  it.each([
    ['HTML', toHtml],
    ['Markdown', toMarkdown],
  ])(
    'are said to be so in %s: in the verdict, the counts, the risks, the comparison and the role',
    (_format, render) => {
      const text = plain(render(less));
      expect(text).toContain('What a role allows is not fully known: 1 managed policy is not known.');
      expect(text).toContain("could not be compared with Upsolver's documentation");
      expect(text).toContain('Not compared, because it is not known what they allow:');
      expect(text).toContain('1 managed policy is not known: risks of what they allow are not found.');
      expect(text).toContain('1 managed policy is not known: what they allow is not counted.');
      expect(text).toContain('What these managed policies allow is not known:');
      expect(text).toContain('arn:aws-us-gov:iam::aws:policy/AWSCloudFormationReadOnlyAccess');
      expect(text).toContain('not decided');
      const both = plain(render(same));
      expect(both).toContain('2 managed policies are not known');
      expect(both).not.toContain('not attached');
    },
  );

  it('have no risk that is said to be closed', () => {
    const scoped = reviewed({ ...REGION, scope: { ...FULL_SCOPE, ...REGION } });
    const gone = scoped.comparison!.flatMap(({ risks }) => risks).filter(({ reviewed: found }) => !found);
    expect(gone.length).toBeGreaterThan(0);
    expect(toHtml(scoped)).not.toContain('chip closed');
    expect(toMarkdown(scoped)).not.toContain('| closed |');
    expect(toMarkdown(scoped)).toMatch(/\| present \| not found \|/);
  });

  it('have no known risk in the policies that are known, which is not none', () => {
    const [role] = buildRoles('private-vpc', having(REGION));
    const review = reviewOf([{ ...role, inlinePolicies: [] }]);
    for (const render of [toHtml, toMarkdown]) {
      const text = plain(render(review));
      expect(text).toContain('None of the 207 known risks was found in the policies that are known.');
      expect(text).toContain('The policies that are known allow no action.');
      expect(text).toContain('The role has no inline policies.');
    }
    expect(toHtml(review)).toContain('verdict warning');
  });
});

describe('compareRoles', () => {
  it('does not decide an action whose condition is compared as values of several types', () => {
    const role = (Condition: Record<string, Record<string, string>>): OpenedRole => {
      const document = {
        Version: '2012-10-17' as const,
        Statement: [{ Effect: 'Allow' as const, Action: ['s3:GetObject'], Resource: ['*'], Condition }],
      };
      const statements = [
        { index: 0, effect: 'Allow' as const, actions: ['s3:GetObject'], resources: ['*'], conditions: [] },
      ];
      const risks = { name: 'x', risks: [], policies: [], notLookedAt: [] };
      const policy = { kind: 'inline' as const, name: 'x', reasons: [], statements };
      return { name: 'x', opened: [{ policy, document }], risks };
    };
    const { relation, actions } = compareRoles(
      role({ StringEquals: { 'aws:PrincipalTag/x': '${aws:username}' } }),
      role({ StringEquals: { 'aws:username': '${aws:PrincipalTag/x}' } }),
    );
    expect({ relation, status: actions[0]!.status }).toEqual({ relation: 'unknown', status: 'unknown' });
  });
});
