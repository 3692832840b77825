import { describe, expect, it, vi } from 'vitest';
import {
  compilePolicies,
  evaluateAccess,
  InvalidInputError,
  type AccessRequest,
  type PolicyDocument,
  type PolicyInput,
  type Reading,
} from '../../src/iam/index.js';
import { buildManagementPolicy } from '../../src/index.js';
import { count } from '../deep.js';
import managedPolicies from '../fixtures/aws-managed-policies.json' with { type: 'json' };
import { issuesOf } from '../issues-of.js';
import { READINGS } from './reference/agreement.js';
import { drawRequest, textsOf } from './reference/generate-request.js';
import { drawRequests } from './reference/generate.js';
import type { Policy } from './reference/language.js';
import { createDraw } from './reference/random.js';
import { samples } from './reference/run.js';

vi.setConfig({ testTimeout: 600_000 });

const SEED = 20_261_127;

/** What a function returns, or the problems that it throws. */
function outcomeOf(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    if (error instanceof InvalidInputError) return error.issues;
    throw error;
  }
}

/** Expects that compiled policies answer requests as `evaluateAccess` does; returns the decisions. */
function expectSame(policies: PolicyInput, requests: readonly AccessRequest[], reading: Partial<Reading>): unknown[] {
  // A copy that becomes invalid: the compiled policies have to be independent of it.
  const copy: unknown = structuredClone(policies);
  const compiled = outcomeOf(() => compilePolicies(copy as PolicyInput, reading));
  spoil(copy);
  if (Array.isArray(compiled)) {
    for (const request of requests) {
      expect(outcomeOf(() => evaluateAccess(policies, request, reading))).toStrictEqual(compiled);
    }
    return requests.map(() => 'refused');
  }
  const { evaluate, decide } = compiled as ReturnType<typeof compilePolicies>;
  return requests.map((request) => {
    const expected = outcomeOf(() => evaluateAccess(policies, request, reading));
    expect(outcomeOf(() => evaluate(request))).toStrictEqual(expected);
    const decision = Array.isArray(expected) ? expected : (expected as { decision: string }).decision;
    expect(outcomeOf(() => decide(request))).toStrictEqual(decision);
    return Array.isArray(decision) ? 'unknown caller' : decision;
  });
}

/** Replaces every string in a value, and empties its lists. */
function spoil(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  const members = value as Record<string, unknown>;
  for (const [name, member] of Object.entries(members)) {
    spoil(member);
    if (typeof member === 'string') members[name] = 'spoiled';
  }
  if (Array.isArray(value)) value.length = 0;
}

const tally = (decisions: unknown[]): Record<string, number> =>
  Object.fromEntries([...new Set(decisions)].map((each) => [each, decisions.filter((other) => other === each).length]));

describe('compilePolicies and evaluateAccess', () => {
  it('give the same answers to generated requests, under all readings, whatever happens to the policies', () => {
    const decisions: unknown[] = [];
    for (const { pair, draw } of samples(SEED, count(80, 3000))) {
      const requests = [...drawRequests(draw, pair, 4, 'any'), ...drawRequests(draw, pair, 4, 'typed')];
      for (const reading of READINGS) {
        const policies = draw.pick([pair.a, pair.b]) as PolicyInput;
        decisions.push(...expectSame(policies, requests as AccessRequest[], reading));
      }
    }
    const counts = tally(decisions);
    for (const decision of ['allowed', 'implicitDeny', 'explicitDeny', 'unknown caller']) {
      expect(counts[decision], decision).toBeGreaterThan(decisions.length / 500);
    }
  });

  it('give the same answers for AWS managed policies', () => {
    const draw = createDraw(SEED);
    const decisions: unknown[] = [];
    for (const versions of Object.values(managedPolicies as Record<string, Record<string, unknown>>)) {
      for (const document of Object.values(versions)) {
        const texts = textsOf([document as Policy]);
        const requests = draw.several(8, 8, () => drawRequest(draw, texts, 'any')) as AccessRequest[];
        const reading = draw.pick(READINGS);
        decisions.push(...expectSame(document as PolicyInput, requests, reading));
      }
    }
    const counts = tally(decisions);
    for (const decision of ['allowed', 'implicitDeny', 'explicitDeny']) {
      expect(counts[decision], decision).toBeGreaterThan(5);
    }
  });
});

describe('compilePolicies', () => {
  const policy: PolicyDocument = {
    Version: '2012-10-17',
    Statement: [
      { Sid: 'read', Effect: 'Allow', Action: ['s3:Get*', 's3:ListBucket'], Resource: 'arn:aws:s3:::bucket/*' },
      {
        Effect: 'Deny',
        Action: '*',
        Resource: '*',
        Condition: { Bool: { 'aws:SecureTransport': 'false' }, Null: { 'aws:username': 'true' } },
      },
    ],
  };
  const get: AccessRequest = { action: 's3:GetObject', resource: 'arn:aws:s3:::bucket/key' };

  it('prepares a decision with the outcome of every statement, and the decision alone', () => {
    const { evaluate, decide } = compilePolicies([policy]);
    const request = { ...get, context: { 'AWS:SecureTransport': 'false', 'aws:username': 'Ana' } };
    expect(evaluate(request)).toStrictEqual({
      decision: 'allowed',
      statements: [
        { policy: 0, statement: 0, effect: 'Allow', applies: true, sid: 'read' },
        {
          policy: 0,
          statement: 1,
          effect: 'Deny',
          applies: false,
          mismatch: { element: 'Condition', operator: 'Null', key: 'aws:username' },
        },
      ],
    });
    expect(decide(request)).toBe('allowed');
    expect(decide({ ...get, context: { 'aws:SecureTransport': 'false' } })).toBe('explicitDeny');
    expect(decide({ ...get, action: 's3:PutObject' })).toBe('implicitDeny');
    expect(compilePolicies([]).evaluate(get)).toStrictEqual({ decision: 'implicitDeny', statements: [] });
  });

  it('returns new results each time, which can be changed', () => {
    const { evaluate } = compilePolicies(policy);
    const first = evaluate(get);
    first.statements.forEach((outcome) => Object.assign(outcome, { applies: 'spoiled', mismatch: undefined }));
    first.statements.pop();
    expect(evaluate(get)).toStrictEqual(evaluateAccess(policy, get));
  });

  it('reads policies as AWS returns them', () => {
    const text = encodeURIComponent(JSON.stringify(policy));
    expect(compilePolicies(text).evaluate(get)).toStrictEqual(evaluateAccess(policy, get));
  });

  it('throws for policies and readings that are none, and prepares nothing', () => {
    const wrong = { ...policy, Statement: [{ Effect: 'allow', Action: '*' }] };
    expect(issuesOf(() => compilePolicies(wrong))).toStrictEqual(issuesOf(() => evaluateAccess(wrong, get)));
    const reading = { colons: 'maybe' } as never;
    expect(issuesOf(() => compilePolicies(policy, reading))).toStrictEqual(
      issuesOf(() => evaluateAccess(policy, get, reading)),
    );
  });

  it('has functions that throw for requests that are none', () => {
    const { evaluate, decide } = compilePolicies(policy);
    const wrong = { action: 's3:*', resource: 'bucket', context: { a: [1] }, other: '' } as never;
    const issues = issuesOf(() => evaluateAccess(policy, wrong));
    expect(issues).toHaveLength(4);
    expect(issuesOf(() => evaluate(wrong))).toStrictEqual(issues);
    expect(issuesOf(() => decide(wrong))).toStrictEqual(issues);
  });

  it('matches requests that occur in turns on the management policy', () => {
    const management = buildManagementPolicy({ region: 'us-east-1' });
    const instance = 'arn:aws:ec2:us-east-1:111122223333:instance/i-1';
    const requests: AccessRequest[] = [
      { action: 'ec2:DescribeInstances', resource: '*' },
      { action: 'ec2:RunInstances', resource: instance, context: { 'aws:RequestTag/Name': 'upsolver-1' } },
      { action: 'ec2:runinstances', resource: instance, context: { 'aws:RequestTag/Name': 'other' } },
      { action: 'ec2:RunInstances', resource: 'arn:aws:ec2:us-east-1::image/ami-1' },
      { action: 'ec2:StopInstances', resource: instance },
    ];
    expect(expectSame(management, [...requests, ...requests.toReversed()], {}).slice(0, 5)).toEqual([
      'allowed',
      'allowed',
      'implicitDeny',
      'allowed',
      'implicitDeny',
    ]);
  });
});
