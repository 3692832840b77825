import { describe, expect, it } from 'vitest';
import { SCOPE_OPTIONS } from '../../../src/index.js';
import { SCOPE_ENTRIES } from '../../../src/risks/index.js';
import { scopeKind, scopeOf as scopeOfKinds } from '../../../src/upsolver/scope/options.js';
import { ATHENA_RISK_CODES, PAGE_RISK_CODES } from '../../../src/upsolver/scope/risk-codes.js';
import { scopedUpsolver, scopeOf, upsolver } from './scoped-policies.js';

describe('the table of options', () => {
  it('describes every option once in sentences, and names statements of the documentation', () => {
    expect(SCOPE_ENTRIES.map(({ option }) => option)).toEqual([...SCOPE_OPTIONS]);
    const sids = new Set<string>(upsolver.Statement.map(({ Sid }) => Sid));
    for (const { risk, source, mightBreak, changes, closes, replaces } of SCOPE_ENTRIES) {
      expect(risk).toMatch(/^[A-Z].*\.$/);
      expect(mightBreak).toMatch(/^[A-Z].*\.$/);
      expect(source).not.toBe('');
      expect([...changes, replaces].filter((each) => each !== undefined)).not.toEqual([]);
      expect(changes.filter((sid) => !sids.has(sid))).toEqual([]);
      expect(closes.filter((code) => ![...PAGE_RISK_CODES, ...ATHENA_RISK_CODES].includes(code))).toEqual([]);
    }
  });

  it.each(SCOPE_ENTRIES.map(({ option, changes }) => [option, changes] as const))(
    'names exactly the statements that %s changes',
    (option, changes) => {
      // Against the scope that has the account alone, because every scope has it.
      const before = option === 'accountId' ? upsolver : scopedUpsolver(scopeOf());
      const after = new Map(
        scopedUpsolver(scopeOf(option)).Statement.map((statement) => [statement.Sid, JSON.stringify(statement)]),
      );
      const changed = before.Statement.filter(
        (statement) => after.get(statement.Sid) !== JSON.stringify(statement),
      ).map(({ Sid }) => Sid);
      // A statement that denies takes from those that allow, without a change of their text.
      const denied =
        option === 'vpcId' ? ['requestSpotAndAddresses', 'useNamedUpsolver', 'launchFromImageIntoSubnet'] : [];
      expect([...changed, ...denied].toSorted()).toEqual(changes.toSorted());
    },
  );
});

describe('scopeOf', () => {
  it('gives each chosen option the value of its kind, in the order of the choice', () => {
    const values = {
      account: () => 'the account',
      region: () => 'the Region',
      vpc: () => 'the VPC',
      roles: () => ['a role'],
      instanceProfiles: () => ['an instance profile'],
      flag: () => true,
    };
    expect(Object.entries(scopeOfKinds(SCOPE_OPTIONS, values))).toEqual([
      ['withoutPolicyReads', true],
      ['passRoles', ['a role']],
      ['instanceProfiles', ['an instance profile']],
      ['tagOnCreateOnly', true],
      ['namedAddressesOnly', true],
      ['withoutBucketAdministration', true],
      ['withoutStreamAdministration', true],
      ['stackStatusOnly', true],
      ['vpcId', 'the VPC'],
      ['region', 'the Region'],
      ['accountId', 'the account'],
    ]);
    expect(scopeOfKinds([], values)).toEqual({});
  });
});

it('only accountId is of the kind account', () => {
  expect(SCOPE_OPTIONS.filter((option) => scopeKind(option) === 'account')).toEqual(['accountId']);
});
