import { describe, expect, it } from 'vitest';
import { ACTION_CATALOG } from '../../src/aws/actions/index.js';
import { attempt } from '../../src/core/attempt.js';
import { checkGuardrails, readGuardrails, type GuardrailReport } from '../../src/guardrails/index.js';
import { buildRoles, InvalidInputError, type DeployableRole, type RoleParameters } from '../../src/index.js';
import { reviewOf, toHtml, toMarkdown, type Review } from '../../src/review/index.js';
import { plural } from '../../src/review/text/counts.js';
import { ACCOUNT, PARAMETERS } from '../upsolver/role-parameters.js';
import { once, reviewFor } from './reviews.js';

/* What both formats of a review say, in places that a review of unchanged roles does not reach. */

const ROLES = buildRoles('private-vpc', PARAMETERS);
const [MANAGEMENT, SERVER] = ROLES as [DeployableRole, DeployableRole];

/** The text of a page or of Markdown, without what each of them adds. */
const plain = (text: string): string =>
  text
    .replace(/<wbr>/g, '')
    .replace(/<style>[^]*<\/style>|<[^>]*>|\*\*|`|\\/g, ' ')
    .replace(/&#39;/g, "'")
    .replace(/&quot;/g, '"')
    .replace(/\s+/g, ' ');

const FORMATS = [
  ['HTML', toHtml],
  ['Markdown', toMarkdown],
] as const;

/** Checks what guardrails leave, with roles and files that are chosen. */
function guarded(roles: readonly DeployableRole[], files: Parameters<typeof readGuardrails>[0]): GuardrailReport {
  return checkGuardrails(roles, readGuardrails(files), {
    facts: { accountId: ACCOUNT, region: 'us-east-1', organizationId: 'o-a1b2c3d4e5' },
    catalog: ACTION_CATALOG,
  });
}

describe.each(FORMATS)('the %s of a review', (format, render) => {
  it('says of a policy that exceeds a quota that it does', () => {
    const Statement = MANAGEMENT.inlinePolicies.flatMap(({ document }) => document.Statement);
    const document = { Version: '2012-10-17' as const, Statement: Array.from({ length: 20 }, () => Statement).flat() };
    const review = once('big', () => reviewOf([{ ...MANAGEMENT, inlinePolicies: [{ name: 'Big', document }] }]));
    const use = review.roles[0]!.quotas.find(({ fits }) => !fits)!;
    expect(use.used).toBe(JSON.stringify(document).length);
    const text = plain(render(review));
    if (format === 'HTML') {
      expect(render(review)).toContain('class="fill over"');
      expect(text).toContain(`${Math.round((use.used / use.limit) * 100)}%`);
    } else expect(text).toContain(`${use.used.toLocaleString('en-US')}: over the quota`);
  });

  it('says of a risk that could not be decided that it is undecided, and why', () => {
    const Condition = { StringEquals: { 'iam:PassedToService': '${aws:PrincipalTag/service}' } };
    const document = {
      Version: '2012-10-17' as const,
      Statement: [
        { Effect: 'Allow' as const, Action: ['iam:PassRole'], Resource: '*', Condition },
        { Effect: 'Allow' as const, Action: ['ec2:RunInstances'], Resource: '*' },
      ],
    };
    const review = once('undecided', () =>
      reviewOf([{ ...MANAGEMENT, managedPolicyArns: [], inlinePolicies: [{ name: 'Own', document }] }]),
    );
    const open = review.roles[0]!.risks.filter(({ undecided }) => undecided !== undefined);
    expect(open.length).toBeGreaterThan(0);
    const text = plain(render(review));
    expect(text).toContain(`${plural(open.length, 'risk')} could not be decided.`);
    expect(text).toMatch(/[Uu]ndecided, because it depends on policy variables/);
    if (format === 'HTML') expect(render(review)).toContain('<span class="chip unknown">undecided</span>');
  });

  it('names a statement without a name by its place, and the principal of an example request', () => {
    const document = {
      Version: '2012-10-17' as const,
      Statement: [{ Effect: 'Allow' as const, Action: '*', Resource: '*' }],
    };
    const review = reviewOf([{ ...SERVER, inlinePolicies: [{ name: 'Own', document }] }]);
    expect(plain(render(review))).toContain('allowed by statement 0 of Own');
  });

  it('says of a role without principals and policies that it has none', () => {
    const nobody = { Version: '2012-10-17' as const, Statement: [] };
    const bare = { ...MANAGEMENT, trustPolicy: nobody, managedPolicyArns: [] };
    const text = plain(render(reviewOf([bare])));
    expect(text).toMatch(/[Nn]obody: no statement of its trust policy allows it/);
    expect(text).toMatch(
      format === 'HTML' ? /Managed policies The role has none\./ : /The role has no managed policies\./,
    );
    expect(plain(render(reviewOf([MANAGEMENT])))).not.toMatch(/The role has (?:none|no managed policies)\./);
  });

  it('shows a managed policy that the role is not documented to have, without a purpose', () => {
    const arn = 'arn:aws:iam::aws:policy/AmazonAthenaFullAccess';
    const review = reviewOf([{ ...MANAGEMENT, managedPolicyArns: [arn] }]);
    expect(review.roles[0]!.policies.find((policy) => policy.arn === arn)).toMatchObject({ reasons: [] });
    expect(plain(render(review))).toMatch(/AmazonAthenaFullAccess ,? ?version v\d+ of \d{4}-/);
  });

  it('names a risk that only the reviewed role has', () => {
    const review = reviewFor('private-vpc', 'documented');
    const [role] = review.comparison!;
    const risks = role!.risks.map((risk) => ({ ...risk, documented: false }));
    expect(plain(render({ ...review, comparison: [{ ...role!, risks }] }))).toMatch(/not found (?:\| )?present/);
  });

  it('says that the parameter `athena` closes the risks of AmazonAthenaFullAccess, or that nothing does', () => {
    const review = reviewFor('private-vpc', 'documented');
    const text = plain(render(review));
    expect(text).toContain(
      'the parameter athena with a workgroup that is only for Upsolver, and without lakeFormation',
    );
    expect(text).toContain('Queries on databases, tables and catalogs that are not named, or in another workgroup.');
    expect(text).not.toContain('No option of scope');
    const open = review.roles.map((role) => ({
      ...role,
      risks: role.risks.map(({ closedByParameters: _others, ...risk }) => ({ ...risk, closedBy: [] })),
    }));
    const other = plain(render({ ...review, roles: open }));
    expect(other).not.toContain('the parameter athena');
    if (format === 'HTML') expect(other).toContain('No option of scope and no other parameter closes it.');
  });

  it('says how many risks no option of scope closes, and that an option closes all if it does', () => {
    const review = reviewFor('private-vpc', 'documented');
    const all = review.roles.flatMap(({ risks }) => risks);
    const closable = all.filter(({ closedBy }) => closedBy.length > 0);
    expect(closable.length).toBeLessThan(all.length);
    expect(plain(render(review))).toContain(`Options of scope close ${closable.length}.`);
    const roles = review.roles.map((role) => ({
      ...role,
      risks: role.risks.filter((risk) => closable.includes(risk)),
    }));
    expect(plain(render({ ...review, roles }))).toContain('Options of scope close all of them.');
  });
});

/** The guardrails and the review of roles with them, made once for all formats. */
function guardedReview(
  key: string,
  roles: readonly DeployableRole[],
  files: Parameters<typeof readGuardrails>[0],
): { guardrails: GuardrailReport; review: Review } {
  return once(key, () => {
    const guardrails = guarded(roles, files);
    return { guardrails, review: reviewOf(roles, { guardrails }) };
  });
}

const SCP = { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: 'ec2:RunInstances', Resource: '*' }] };

const withoutInstances = (): ReturnType<typeof guardedReview> =>
  guardedReview('denied', ROLES, [{ name: 'no-ec2.json', kind: 'scp', level: 'root', text: JSON.stringify(SCP) }]);

describe.each(FORMATS)('the guardrails in the %s of a review', (format, render) => {
  const all = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

  it('say what is denied, by which policy, and with which request', () => {
    const { guardrails, review } = withoutInstances();
    const text = plain(render(review));
    expect(text).toMatch(/[Dd]enied by .{0,40}no-ec2/);
    expect(text).toContain('ec2:RunInstances');
    expect(text).toContain('cut off');
    expect(text).not.toContain('They are not included. Counts');
    expect(text).toContain('the section on them says what was assumed');
    expect(guardrails.assumptions.length).toBeGreaterThan(0);
    for (const { message } of guardrails.assumptions) expect(text).toContain(plain(message));
  });

  it('say what is not known, and what was not evaluated', () => {
    const boundary = `arn:aws:iam::${ACCOUNT}:policy/Boundary`;
    const roles = ROLES.map((role) => ({
      ...role,
      permissionsBoundaryArn: boundary,
      managedPolicyArns: [...role.managedPolicyArns, `arn:aws:iam::${ACCOUNT}:policy/Own`],
    }));
    const summary = { Id: 'p-tagstags', Name: 'tags', Type: 'TAG_POLICY' };
    const tags = { Policy: { PolicySummary: summary, Content: '{"tags":{}}' } };
    const { guardrails, review } = guardedReview('unknown', roles, [
      { name: 'all.json', kind: 'scp', level: 'root', text: JSON.stringify(all) },
      { name: 'tags.json', level: 'root', text: JSON.stringify(tags) },
    ]);
    expect(guardrails.roles.every(({ notLookedAt }) => notLookedAt.length === 1)).toBe(true);
    const text = plain(render(review));
    expect(text).toContain('Not checked, because their documents are not known');
    expect(text).toContain(`arn:aws:iam::${ACCOUNT}:policy/Own`);
    expect(text).toMatch(/[Uu]nknown, because the document of an attached policy is missing/);
    for (const limit of guardrails.limits) expect(text).toContain(plain(limit));
    expect(text).toMatch(/tags of type TAG_POLICY \( ?tags\.json/);
    expect(review.limits.join(' ')).toContain(`A permissions boundary is named, but not opened: \`${boundary}\``);
  });

  it('say what has to be true of a request that remains allowed, and what of a launch is denied', () => {
    const Condition = { StringNotLike: { 'ec2:InstanceType': 't3.*' } };
    const Statement = [
      { Effect: 'Deny', Action: 'ec2:RunInstances', Resource: 'arn:aws:ec2:*:*:instance/*', Condition },
    ];
    const scp = JSON.stringify({ Version: '2012-10-17', Statement });
    const { guardrails, review } = guardedReview('narrowed', ROLES, [
      { name: 'small.json', kind: 'scp', level: 'root', text: scp },
    ]);
    const launch = guardrails.roles[0]!.permissions.find(({ action }) => action === 'ec2:RunInstances')!;
    expect(launch).toMatchObject({ status: 'narrowed', left: { action: 'ec2:RunInstances' } });
    const text = plain(render(review));
    expect(text).toMatch(
      format === 'HTML'
        ? /A request that remains allowed: Action ec2:RunInstances/
        : /remains allowed: ec2:RunInstances on/,
    );
    expect(text).toContain('instance: narrowed');
    expect(text).toContain('ec2:InstanceType');
  });

  it('name whoever assumes a role, and have no purpose for what Upsolver does not document', () => {
    const document = {
      Version: '2012-10-17' as const,
      Statement: [{ Effect: 'Allow' as const, Action: 'ec2:CopyImage', Resource: '*' }],
    };
    const trust = {
      Version: '2012-10-17' as const,
      Statement: [{ Effect: 'Allow' as const, Principal: '*' as const, Action: 'sts:AssumeRole' }],
    };
    const roles = [{ ...MANAGEMENT, trustPolicy: trust, inlinePolicies: [{ name: 'Own', document }] }];
    const deny = { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: 'ec2:*', Resource: '*' }] };
    const noOne = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Deny', Principal: '*', Action: 'sts:*', Resource: '*' }],
    };
    const { guardrails, review } = guardedReview('anyone', roles, [
      { name: 'deny.json', kind: 'scp', level: 'root', text: JSON.stringify(deny) },
      { name: 'no-one.json', kind: 'rcp', level: 'root', text: JSON.stringify(noOne) },
    ]);
    const text = plain(render(review));
    expect(guardrails.roles[0]!.assume).toMatchObject([{ principal: '*', status: 'cutOff' }]);
    expect(text).toMatch(/sts:AssumeRole by \* /);
    expect(guardrails.roles[0]!.permissions[0]).not.toHaveProperty('purpose');
    expect(text).toMatch(/ec2:CopyImage (?:\| )?cut off|cut off ec2:CopyImage/);
    const [first] = guardrails.roles;
    const assume = [{ action: 'sts:AssumeRole', status: 'unknown' as const, unknown: 'missingTrustPolicy' as const }];
    const unassumed = { ...guardrails, roles: [{ ...first!, assume }] };
    const without = plain(render({ ...review, guardrails: unassumed }));
    expect(without).toContain('sts:AssumeRole by whoever assumes the role');
    expect(without).toMatch(/[Uu]nknown, because the input does not include the trust policy/);
  });

  it('repeat the warnings of the files', () => {
    const { guardrails, review } = withoutInstances();
    const message = 'a name with `code` in it';
    const warnings = [{ code: 'broad_pattern' as const, severity: 'warning' as const, path: ['x'], message }];
    const text = render({ ...review, guardrails: { ...guardrails, warnings } });
    expect(text).toContain(format === 'HTML' ? 'a name with <code>code</code> in it' : '- a name with `code` in it');
  });
});

describe('guardrails of other roles', () => {
  it('are refused, with the names that are missing and those that are too many', () => {
    const { guardrails: others } = withoutInstances();
    const [first] = others.roles;
    const guardrails = { ...others, roles: [first!, { ...first!, name: 'Other' }] };
    expect(() => reviewOf(ROLES, { guardrails })).toThrow(
      'options.guardrails.roles: the guardrails were not checked for the role `UpsolverServerRole` ' +
        '(pass the same roles to `checkGuardrails` and to `reviewOf`)\n' +
        'options.guardrails.roles: the guardrails were checked for `Other`, which is not reviewed ' +
        '(pass the same roles to `checkGuardrails` and to `reviewOf`)',
    );
  });
});

describe('a review whose documented roles nobody can deploy', () => {
  it('is not compared, and says why', () => {
    const granting = (length: number): RoleParameters => ({
      ...PARAMETERS,
      dataAccess: Array.from({ length: 90 }, (_each, index) => ({
        service: 's3',
        bucket: `acme-data-${index}`,
        prefix: 'x'.repeat(index === 0 ? length : 1),
      })),
    });
    const fits = (parameters: RoleParameters): boolean =>
      !(attempt(InvalidInputError, () => buildRoles('private-vpc', parameters)) instanceof InvalidInputError);
    // Just too long for a role with every feature.
    let length = 600;
    while (fits(granting(length))) length += 10;
    const parameters = { ...granting(length), features: { kinesisStreams: false } };
    const review = reviewOf(buildRoles('private-vpc', parameters), { parameters });
    expect(review).not.toHaveProperty('comparison');
    expect(review.limits.at(-1)).toMatch(/because the documented roles .* would exceed a quota of IAM\.$/);
  });
});

describe('the diagram of a review', () => {
  it('has a chain of its own for a role that does not start instances', () => {
    const other = { ...MANAGEMENT, name: 'Other', inlinePolicies: [] };
    const page = toHtml(reviewOf([other, ...ROLES]));
    const description = /<desc id="diagram-text">([^<]*)/.exec(page)![1];
    expect(description).toBe(
      'AWS account 111122223333, must send External ID acme-external-id, assumes Role UpsolverManagementRole, ' +
        'starts EC2 instances ec2.amazonaws.com, have Instance profile UpsolverServerRole, ' +
        'provides the credentials of Role UpsolverServerRole. ' +
        'AWS account 111122223333, must send External ID acme-external-id, assumes Role Other.',
    );
  });
});

describe('both formats', () => {
  it.each(FORMATS)('refuse a review without roles, which would look like one without risks: %s', (_format, render) => {
    const review: Review = { ...reviewFor('private-vpc', 'documented'), roles: [] };
    expect(() => render(review)).toThrow('review.roles: the review has no roles (pass what `reviewOf` returned)');
  });

  it.each(FORMATS)('refuse a review of another version: %s', (_format, render) => {
    const review = { ...reviewFor('private-vpc', 'documented'), formatVersion: 2 as 1 };
    expect(() => render(review)).toThrow(
      '`formatVersion` must be 1, the version that this library writes, not `number`',
    );
  });
});
