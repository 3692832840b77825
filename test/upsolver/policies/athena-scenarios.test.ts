import { describe, expect, it } from 'vitest';
import {
  athenaPermissions,
  buildAthenaPolicy,
  type AthenaParameters,
  type CataloguePolicy,
} from '../../../src/index.js';
import { createJudge } from '../../iam/reference/evaluate.js';
import { READ } from '../athena-parameters.js';
import { ACCOUNT } from '../role-parameters.js';
import { needsOf, SCENARIOS, type Place, type Scenario, type Step } from './athena-scenarios.js';

const PLACES: Place[] = [
  { partition: 'aws', region: 'us-east-1', account: ACCOUNT },
  { partition: 'aws-cn', region: 'cn-north-1', account: ACCOUNT },
  { partition: 'aws-us-gov', region: 'us-gov-west-1', account: ACCOUNT },
];

const build = (parameters: AthenaParameters, { region }: Place): CataloguePolicy =>
  buildAthenaPolicy(parameters, { region });

/** The steps that the policy does not allow, as the reference evaluator says. */
function refused(policy: CataloguePolicy, steps: readonly Step[]): Step[] {
  const judge = createJudge([policy]);
  return steps.filter(([action, resource]) => judge.decide({ action, resource, context: {} }) !== 'allowed');
}

const HERE = PLACES[0] as Place;
const all = SCENARIOS.map((scenario) => [scenario.name, scenario] as const);
const needed = (scenario: Scenario, at = HERE): AthenaParameters => ({ ...READ, ...needsOf(scenario, at) });

describe.each(all)('%s', (_name, scenario) => {
  const about = (at: Place, database = 'sales', table = 'orders'): Step[] => scenario.steps(at, database, table);

  it.each(PLACES.map((place) => [place.partition, place] as const))(
    'is allowed in %s in the chosen database, with what it needs',
    (_partition, at) => {
      expect(refused(build(needed(scenario, at), at), about(at))).toEqual([]);
    },
  );

  it.each(PLACES.map((place) => [place.partition, place] as const))(
    'is refused in %s in another Region and another account',
    (_partition, at) => {
      const policy = build(needed(scenario, at), at);
      // Buckets have neither in their ARNs, and what is granted on `*` knows no resources.
      const placed = (steps: Step[]): Step[] => steps.filter(([, resource]) => /:\d{12}:/.test(resource));
      const elsewhere = [
        ...placed(about({ ...at, region: 'eu-west-1' })),
        ...placed(about({ ...at, account: '999999999999' })),
      ];
      expect(refused(policy, elsewhere)).toEqual(elsewhere);
    },
  );

  if (scenario.isGeneral !== true) {
    it('is refused in any other database, whose name may begin or end in the same way', () => {
      const policy = build(needed(scenario), HERE);
      for (const other of ['sale', 'sales2', 'mysales', 'hr']) {
        const own = about(HERE, other).filter(([, resource]) => resource.includes(`/${other}`));
        expect(own.length).toBeGreaterThan(0);
        expect(refused(policy, own), other).toEqual(own);
      }
    });
  }

  if (Object.keys(scenario.needs).length > 0) {
    it('is refused without what it needs', () => {
      const { catalogKey } = needed(scenario);
      const policy = build({ ...READ, ...(catalogKey !== undefined && { catalogKey }) }, HERE);
      expect(refused(policy, about(HERE))).not.toEqual([]);
    });
  }

  for (const option of Object.keys(scenario.needs).filter((name) => name !== 'databases')) {
    it(`is refused without the option ${option}`, () => {
      expect(refused(build({ ...needed(scenario), [option]: false }, HERE), about(HERE))).not.toEqual([]);
    });
  }

  it('names the page of AWS that it is from', () => {
    expect(scenario.source).toMatch(/^(Amazon Athena User Guide|Service Authorization Reference), /);
  });
});

describe('tables', () => {
  const chosen: AthenaParameters = {
    ...READ,
    databases: [{ name: 'sales', access: 'write', tables: ['orders'] }],
  };
  const concerning = SCENARIOS.filter(
    ({ needs, isGeneral }) => isGeneral !== true && needs.createDatabases !== true && needs.dropDatabases !== true,
  );

  it.each(concerning.filter(({ isAboutAllTables }) => !isAboutAllTables).map((each) => [each.name, each] as const))(
    'that are chosen allow, and others do not: %s',
    (_name, { steps }) => {
      const policy = build(chosen, HERE);
      expect(refused(policy, steps(HERE, 'sales', 'orders'))).toEqual([]);
      const others = steps(HERE, 'sales', 'payroll').filter(([, resource]) => resource.includes('payroll'));
      expect(refused(policy, others)).toEqual(others);
    },
  );

  it.each(concerning.filter(({ isAboutAllTables }) => isAboutAllTables).map((each) => [each.name, each] as const))(
    'that are chosen do not allow what concerns all: %s',
    (_name, { steps }) => {
      expect(refused(build(chosen, HERE), steps(HERE, 'sales', 'orders'))).not.toEqual([]);
    },
  );
});

describe('a read database', () => {
  it.each(SCENARIOS.filter(({ needs }) => needs.databases !== undefined).map((each) => [each.name, each] as const))(
    'does not allow: %s',
    (_name, scenario) => {
      const policy = build(
        {
          ...needed(scenario),
          databases: [
            { name: 'sales', access: 'read' },
            { name: 'lake', access: 'write' },
          ],
        },
        HERE,
      );
      expect(refused(policy, scenario.steps(HERE, 'sales', 'orders'))).not.toEqual([]);
      expect(refused(policy, scenario.steps(HERE, 'lake', 'orders'))).toEqual([]);
    },
  );
});

describe('every part of the policy', () => {
  const sids = [...new Set(athenaPermissions().map(({ sid }) => sid))];
  const cases = SCENARIOS.map((scenario) => ({ scenario, policy: build(needed(scenario), HERE) }));
  const fails = (change: (policy: CataloguePolicy) => CataloguePolicy): boolean =>
    cases.some(({ scenario, policy }) => refused(change(policy), scenario.steps(HERE, 'sales', 'orders')).length > 0);

  it.each(sids)('is needed: a scenario fails without the statement %s', (sid) => {
    expect(fails((policy) => policy)).toBe(false);
    expect(fails((policy) => ({ ...policy, Statement: policy.Statement.filter(({ Sid }) => Sid !== sid) }))).toBe(true);
  });

  it.each(athenaPermissions().map(({ sid, action }) => [action, sid] as const))(
    'is needed: a scenario fails without the action %s, wherever it is granted',
    (action) => {
      const without = (policy: CataloguePolicy): CataloguePolicy => ({
        ...policy,
        Statement: policy.Statement.map((each) => ({ ...each, Action: each.Action.filter((name) => name !== action) })),
      });
      expect(fails(without)).toBe(true);
    },
  );
});
