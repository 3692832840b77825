import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readPolicies, type PolicySource } from '../../src/iam/read.js';
import { findRisks, RISK_CODES } from '../../src/risks/index.js';
import { KNOWN_RISKS } from '../../src/risks/known-risks.js';
import { createSearch } from '../../src/risks/search.js';
import type { Step } from '../../src/risks/table/row.js';
import { deep, everyNth } from '../deep.js';
import { allow, deny, policy } from './policies.js';

const asks = RISK_CODES.flatMap((code) => KNOWN_RISKS[code].steps.flat());
const BUDGET = 1_500_000;

/** The steps that the whole table takes for a policy, and how many of its steps stay undecided. */
function search(source: PolicySource): { spent: number; undecided: number } {
  const budget = { left: BUDGET };
  const answer = createSearch(readPolicies(source), asks, undefined, budget);
  const steps = RISK_CODES.flatMap((code) => KNOWN_RISKS[code].steps).map((step) => answer([step].flat() as Step));
  return {
    spent: BUDGET - budget.left,
    undecided: steps.filter((each) => typeof each === 'string' && each !== 'none').length,
  };
}

const managed = JSON.parse(readFileSync('test/fixtures/aws-managed-policies.json', 'utf8')) as Record<
  string,
  Record<string, PolicySource>
>;
const largest = Object.entries(managed)
  .map(([name, versions]) => ({ name, source: Object.values(versions).at(-1) as PolicySource }))
  .toSorted((a, b) => JSON.stringify(b.source).length - JSON.stringify(a.source).length);

describe('the steps of a search', () => {
  it('suffice for every AWS managed policy, and the five largest together take a sixth of a call', () => {
    const sample = largest.filter((_policy, index) => deep || index < 5 || index % 5 === 0);
    const results = sample.map(({ name, source }) => ({ name, ...search(source) }));
    expect(results.filter(({ undecided }) => undecided > 0)).toEqual([]);
    const spent = results.slice(0, 5).reduce((sum, each) => sum + each.spent, 0);
    expect(spent).toBeLessThan(BUDGET / 6);
  });

  it('are not needed for actions that a policy allows on everything, or not at all', () => {
    expect(search(policy(allow('*')))).toEqual({ spent: 0, undecided: 0 });
    expect(search(policy(allow('*'), deny('*')))).toEqual({ spent: 0, undecided: 0 });
    expect(search(policy(allow('cloudwatch:*')))).toEqual({ spent: 0, undecided: 0 });
  });

  it('are enough for wildcards and question marks on both sides', () => {
    const marks = '?'.repeat(20);
    const denied = deny('*', [`arn:aws:s3:::*b${marks}`, `arn:aws:s3:::*a${marks.slice(1)}c`]);
    const { spent, undecided } = search(policy(allow('*', `arn:aws:s3:::*a${marks}`), denied));
    expect([undecided, spent <= BUDGET]).toEqual([0, true]);
  });

  const hostile: [string, PolicySource][] = [
    [
      'a condition that the search cannot resolve',
      policy(
        allow('*', '*', {
          StringEquals: { 'aws:username': '${aws:userid}', 'aws:userid': '${aws:PrincipalTag/id}' },
          StringNotEquals: { 'aws:username': '${aws:PrincipalTag/id}' },
        }),
      ),
    ],
    [
      'many wildcards',
      policy(
        allow(
          '*',
          Array.from({ length: 100 }, (_, i) => `arn:aws:*:*:*:*a*b*${i}*c*`),
        ),
      ),
    ],
  ];
  it.each(everyNth(hostile, 2))(
    'run out for hostile policies, which makes risks undecided and drops none: %s',
    (_what, document) => {
      const { spent, undecided } = search(document);
      expect(spent).toBeLessThanOrEqual(BUDGET + 1);
      expect(undecided).toBeGreaterThan(0);
      const risks = findRisks(document).filter((risk) => risk.undecided !== undefined);
      expect(risks.length).toBeGreaterThan(0);
      for (const { steps, undecided: reason } of risks) {
        const open = steps.filter((step) => step.undecided !== undefined);
        expect(open[0]?.undecided).toBe(reason);
        expect(open.every(({ request, statement }) => request === undefined && statement === undefined)).toBe(true);
      }
    },
  );
});
