import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ACTION_CATALOG } from '../../../src/aws/actions/index.js';
import { evaluateAccess } from '../../../src/iam/index.js';
import { buildRoles, INTEGRATION_MODES, InvalidInputError } from '../../../src/index.js';
import { reviewOf, toHtml, type Review, type ReviewRole } from '../../../src/review/index.js';
import { deep } from '../../deep.js';
import { HOSTILE, reviewFor, SCOPED, type Variant } from '../reviews.js';

const VARIANTS: readonly Variant[] = ['documented', 'scoped', 'guarded', 'hostile'];
const CASES = INTEGRATION_MODES.flatMap((mode) => VARIANTS.map((variant) => ({ mode, variant })));
/** The matrix in deep runs, otherwise each variant once. */
const TRIED = deep ? CASES : CASES.filter(({ mode }) => mode === 'private-vpc');

/** The text of a page as a browser shows it, without its markup. */
function textOf(page: string): string {
  const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
  return page
    .replace(/<style>[^]*?<\/style>/, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => entities[name]!)
    .replace(/\s+/g, ' ');
}

const numbersOf = (text: string, pattern: RegExp): number[] =>
  [...text.matchAll(pattern)].flatMap(([, ...found]) => found.map(Number));

/** The policies of a role as IAM evaluates them. */
function policiesOf({ definition, policies }: ReviewRole) {
  return [
    ...definition.inlinePolicies.map(({ document }) => document),
    ...policies.flatMap(({ document }) => document ?? []),
  ];
}

describe.each(TRIED)('the page of $mode, $variant', ({ mode, variant }) => {
  const review = reviewFor(mode, variant);
  const page = toHtml(review);
  const text = textOf(page);

  it('is one file below 200 KB, and the same for the same review', () => {
    expect(Buffer.byteLength(page)).toBeLessThan(200_000);
    expect(toHtml(JSON.parse(JSON.stringify(review)) as Review)).toBe(page);
  });

  it('has no script, no handler, no style attribute, and nothing from outside', () => {
    const tags = [...page.matchAll(/<([a-z][a-z0-9]*)\b([^>]*)>/gi)];
    const names = new Set(tags.map(([, name]) => name!.toLowerCase()));
    for (const name of ['script', 'img', 'iframe', 'object', 'embed', 'link', 'form', 'base', 'audio', 'video', 'use'])
      expect(names.has(name), name).toBe(false);
    const attributes = tags.flatMap(([, , rest]) => [...rest!.matchAll(/([\w-]+)="/g)].map(([, name]) => name!));
    expect(
      attributes.filter((name) => /^(?:on|style$|src|srcset|action|formaction|data|xlink|ping)/.test(name)),
    ).toEqual([]);
    expect(page).not.toMatch(/@import|url\(|expression\(/);
  });

  it('allows nothing but its own style, by its hash', () => {
    const [, style] = /<style>([^]*?)<\/style>/.exec(page)!;
    const hash = createHash('sha256').update(style!).digest('base64');
    expect(/<meta http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)![1]).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`,
    );
  });

  it('links to the sources of the review only, and to its own sections', () => {
    const sources = new Set(
      review.roles.flatMap(({ permissions, policies, risks }) => [
        ...permissions.flatMap(({ reason }) => [reason?.source.url ?? [], reason?.source.archiveUrl ?? []].flat()),
        ...policies.flatMap(({ reasons }) => reasons.flatMap(({ source }) => source.url ?? [])),
        ...policies.map(({ name }) => `https://docs.aws.amazon.com/aws-managed-policy/latest/reference/${name}.html`),
        ...risks.flatMap(({ source }) => source.url ?? []),
      ]),
    );
    const targets = [...page.matchAll(/href="([^"]*)"/g)].map(([, target]) => target!);
    const ids = [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id!);
    expect(new Set(ids).size).toBe(ids.length);
    expect(targets.length).toBeGreaterThan(10);
    expect(targets.filter((target) => !target.startsWith('#') && !sources.has(target))).toEqual([]);
    expect(targets.filter((target) => target.startsWith('#') && !ids.includes(target.slice(1)))).toEqual([]);
  });

  it('has the numbers of the data', () => {
    const { roles } = review;
    const all = roles.flatMap(({ services }) => services.flatMap(({ actions }) => actions));
    const byName = new Map(all.map(({ action, level }) => [action, level]));
    const services = new Set(roles.flatMap((role) => role.services.map(({ service }) => service)));
    const figures = [...page.matchAll(/<span class="figure">(?:<[^>]*>)?([^<]*)</g)].map(([, figure]) => figure!);
    const risks = roles.flatMap((role) => role.risks);
    expect(figures.slice(0, 4)).toEqual([
      String(roles.length),
      String(roles.flatMap(({ permissions }) => permissions).length),
      String(byName.size),
      String(risks.length),
    ]);
    expect(numbersOf(text, /of (\d+) services?, AWS managed policies included/g)).toEqual([services.size]);
    const counts: Record<string, number> = {};
    for (const level of byName.values()) counts[level ?? 'Unknown'] = (counts[level ?? 'Unknown'] ?? 0) + 1;
    const mix = page.slice(page.indexOf('<figure'), page.indexOf('</figure>'));
    const shown = [...textOf(mix).matchAll(/(\d+) (Permissions management|Write|Read|Tagging|List|Unknown)/g)];
    expect(Object.fromEntries(shown.map(([, count, level]) => [level, Number(count)]))).toEqual(counts);
    expect([...page.matchAll(/<article class="risk (\w+)"/g)].map(([, severity]) => severity)).toEqual(
      risks.map(({ severity }) => severity),
    );
    for (const severity of ['critical', 'high', 'medium', 'low'] as const) {
      const count = risks.filter((risk) => risk.severity === severity).length;
      if (count > 0) expect(text).toContain(`${count} ${severity}`);
    }
  });

  it('has a table of services and levels whose cells are counted from the data', () => {
    const tables = [...page.matchAll(/<table class="levels">([^]*?)<\/table>/g)].map(([, table]) => table!);
    expect(tables).toHaveLength(review.roles.length);
    for (const [index, { services }] of review.roles.entries()) {
      const columns = [...tables[index]!.matchAll(/<th scope="col">([^<]*)</g)].map(([, name]) => name!).slice(1, -1);
      const rows = [...tables[index]!.matchAll(/<tr>([^]*?)<\/tr>/g)]
        .slice(1)
        .map(([, row]) => [...row!.matchAll(/<td>([^<]*)<\/td>/g)].map(([, cell]) => Number(cell!.replace('–', '0'))));
      const expected = services.map(({ actions }) => [
        ...columns.map((column) => actions.filter(({ level = 'Unknown' }) => level === column).length),
        actions.length,
      ]);
      const sums = expected.reduce((sum, row) => sum.map((value, column) => value + row[column]!));
      expect(rows).toEqual([...expected, sums]);
      // Every action is in a column.
      expect(sums.slice(0, -1).reduce((sum, value) => sum + value, 0)).toBe(sums.at(-1));
    }
  });

  it('shows every statement, every condition, every principal, every limit and every hash', () => {
    const shown = textOf(page.replace(/<\/?(?:code|a|span)\b[^>]*>/g, ''));
    const squeezed = (value: string): string => value.replace(/`/g, '').replace(/\s+/g, ' ');
    for (const { assumedBy, policies } of review.roles) {
      for (const { statements } of policies) {
        for (const { actions } of statements) {
          for (const action of actions.filter((each) => each !== HOSTILE)) expect(shown).toContain(action);
        }
      }
      if (variant === 'hostile') continue;
      for (const { id, conditions } of assumedBy) {
        expect(shown).toContain(id);
        for (const condition of conditions) expect(shown).toContain(squeezed(condition));
      }
      for (const { statements } of policies) {
        for (const { resources, conditions } of statements) {
          for (const value of [...resources, ...conditions.map(squeezed)]) expect(shown).toContain(value);
        }
      }
    }
    for (const { sha256 } of review.signOff.documents) expect(shown).toContain(sha256);
    if (variant !== 'hostile') for (const limit of review.limits) expect(shown).toContain(squeezed(limit));
  });

  it('has example requests that IAM would allow, by the statement that it names', () => {
    for (const role of review.roles) {
      const policies = policiesOf(role);
      for (const { code, steps } of role.risks) {
        for (const { request, policy, statement } of steps) {
          if (request === undefined) continue;
          const { decision, statements } = evaluateAccess(policies, request);
          expect(decision, code).toBe('allowed');
          const place = role.policies.findIndex(({ name }) => name === policy);
          const named = statements.find((each) => each.policy === place && each.statement === statement);
          expect(named, `${code}: ${policy} ${statement}`).toMatchObject({ effect: 'Allow', applies: true });
        }
      }
    }
  });
});

describe('the page of hostile names', () => {
  const page = toHtml(reviewFor('private-vpc', 'hostile'));

  it('has none of their markup, and no character that is invisible or changes the direction of text', () => {
    expect(page).not.toMatch(/<(?:script|img)|javascript:alert\(1\)"/);
    expect(page).not.toMatch(/[\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/u);
    // oxlint-disable-next-line no-control-regex
    expect(page).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
  });

  it('shows what was hidden as escapes', () => {
    for (const escape of ['\\u202e', '\\u2066', '\\u200b', '\\u0000', '\\u001b', '\\udc00', '\\udb40\\udc41'])
      expect(page).toContain(escape);
    expect(page).toContain('&lt;/script&gt;');
  });

  it('says first that anyone can assume the roles', () => {
    expect(textOf(page.slice(page.indexOf('<p class="verdict bad">')))).toContain('Anyone in AWS');
  });
});

describe('toHtml', () => {
  it('does not link to what is not a page of the web', () => {
    const [role] = reviewFor('upsolver-vpc', 'documented').roles as [ReviewRole];
    const url = 'javascript:alert(1)';
    const risks = role.risks.map((risk) => ({ ...risk, source: { text: 'source', url } }));
    const page = toHtml({ ...reviewFor('upsolver-vpc', 'documented'), roles: [{ ...role, risks }] });
    expect(page).not.toContain(url);
  });

  it.each([undefined, null, 'text', [], {}, { roles: [{}] }, { roles: 'x' }, Object.create(null)])(
    'refuses what is no review: %j',
    (value) => expect(() => toHtml(value as Review)).toThrow(InvalidInputError),
  );

  it('shows a role without risks, policies or principals', () => {
    const [role] = buildRoles('upsolver-vpc', SCOPED);
    const empty = { Version: '2012-10-17' as const, Statement: [] };
    const bare = { ...role, trustPolicy: empty, inlinePolicies: [], managedPolicyArns: [] };
    const text = textOf(toHtml(reviewOf([bare])));
    expect(text).toContain('None of the 207 known risks was found. Read the limits below.');
    expect(text).toContain('Nobody: no statement of its trust policy allows it.');
    expect(text).toContain('The role has none.');
  });

  it('shows levels as unknown without a catalog', () => {
    const review = reviewOf(buildRoles('upsolver-vpc', SCOPED));
    expect(review.roles[0]!.permissions.every(({ level }) => level === undefined)).toBe(true);
    expect(review.limits).toContain('No access levels are shown, because no catalog of actions was given.');
    expect(textOf(toHtml(review))).toContain('Unknown');
    expect(ACTION_CATALOG.date).toBe(reviewFor('upsolver-vpc', 'scoped').signOff.catalog?.date);
  });
});
