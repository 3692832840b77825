import { describe, expect, it } from 'vitest';
import { compareAccess, evaluateAccess } from '../../../src/iam/index.js';
import { buildManagementPolicy, type PolicyDocument } from '../../../src/index.js';

/* Every single change of the management policy, and what the comparison has to say to it. */

type Built = ReturnType<typeof buildManagementPolicy>;
type Change = { name: string; changed: PolicyDocument; action?: string; actions?: readonly string[] };

const policy = buildManagementPolicy();
const INDEXES = policy.Statement.map((_, index) => index);

/** The policy with one statement replaced or omitted. */
function withStatement(
  index: number,
  change: (statement: Built['Statement'][number]) => object | undefined,
): PolicyDocument {
  const changed = policy.Statement.flatMap((statement, position) =>
    position === index ? (change(statement) ?? []) : statement,
  );
  return { ...policy, Statement: changed as PolicyDocument['Statement'] };
}

const withoutAction: Change[] = INDEXES.flatMap((index) => {
  const { Sid, Action } = policy.Statement[index]!;
  return Action.map((action) => ({
    name: `${Sid} without ${action}`,
    action,
    changed: withStatement(index, (statement) =>
      Action.length === 1 ? undefined : { ...statement, Action: Action.filter((each) => each !== action) },
    ),
  }));
});

const conditional = INDEXES.filter((index) => policy.Statement[index]!.Condition !== undefined);

const withoutCondition: Change[] = conditional.map((index) => ({
  name: `${policy.Statement[index]!.Sid} without its condition`,
  actions: policy.Statement[index]!.Action,
  changed: withStatement(index, (statement) => ({ ...statement, Condition: {} })),
}));

const narrowerValue: Change[] = conditional.map((index) => ({
  name: `${policy.Statement[index]!.Sid} with a narrower value`,
  actions: policy.Statement[index]!.Action,
  changed: withStatement(index, (statement) => ({
    ...statement,
    Condition: JSON.parse(JSON.stringify(statement.Condition).replace('*upsolver*', 'upsolver-*')) as object,
  })),
}));

const narrowerArn: Change[] = INDEXES.flatMap((index) => {
  const { Sid, Action, Resource } = policy.Statement[index]!;
  return Resource.map((resource, position) => ({
    name: `${Sid} on a part of ${resource}`,
    actions: Action,
    changed: withStatement(index, (statement) => ({
      ...statement,
      Resource: Resource.with(
        position,
        resource === '*' ? 'arn:aws:ec2:us-east-1:*:*' : resource.replace('ec2:*', 'ec2:us-east-1'),
      ),
    })),
  }));
});

const decide = (document: PolicyDocument, request: Parameters<typeof evaluateAccess>[1]): boolean =>
  evaluateAccess(document, request).decision === 'allowed';

it('the changes cover each of the 40 grants, 2 conditions and 7 resources', () => {
  expect([withoutAction, withoutCondition, narrowerValue, narrowerArn].map(({ length }) => length)).toEqual([
    40, 2, 2, 7,
  ]);
});

it('the management policy is equivalent to itself', () => {
  expect(compareAccess(policy, buildManagementPolicy())).toEqual({ relation: 'equivalent' });
});

describe('compareAccess', () => {
  const named = (changes: readonly Change[]) => changes.map((change) => [change.name, change] as const);

  it.each(named([...withoutAction, ...narrowerValue, ...narrowerArn]))(
    'calls the policy narrower with %s',
    (_name, { changed, action, actions = [action] }) => {
      const { relation, onlyInA, onlyInB } = compareAccess(changed, policy);
      expect([relation, onlyInA]).toEqual(['narrower', undefined]);
      expect(actions).toContain(onlyInB!.action);
      expect([decide(changed, onlyInB!), decide(policy, onlyInB!)]).toEqual([false, true]);
    },
  );

  it.each(named(withoutCondition))('calls the policy broader with %s', (_name, { changed, actions }) => {
    const { relation, onlyInA, onlyInB } = compareAccess(changed, policy);
    expect([relation, onlyInB]).toEqual(['broader', undefined]);
    expect(actions).toContain(onlyInA!.action);
    expect(JSON.stringify(onlyInA!.context ?? {})).not.toContain('upsolver');
    expect([decide(changed, onlyInA!), decide(policy, onlyInA!)]).toEqual([true, false]);
  });
});

it('the witness of a narrower value is in the part that is gone', () => {
  const { onlyInB } = compareAccess(narrowerValue[0]!.changed, policy);
  const [value] = Object.values(onlyInB!.context!) as string[];
  expect(value).toContain('upsolver');
  expect(value!.startsWith('upsolver-')).toBe(false);
});
