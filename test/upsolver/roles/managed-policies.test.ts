import { expect, it } from 'vitest';
import { ROLE_NAMES } from '../../../src/upsolver/catalogue/names.js';
import { managedPoliciesOf } from '../../../src/upsolver/roles/managed-policies.js';
import { PAGE } from '../upsolver-pages.js';

const source = { kind: 'source-page', table: 'Managed Policies', ...PAGE };
const athena = { name: 'AmazonAthenaFullAccess', reasons: [{ purpose: 'Manage Athena tables.', source }] };
const cloudFormation = {
  name: 'AWSCloudFormationReadOnlyAccess',
  reasons: [
    { purpose: 'Notice when the first integration has been completed.', source },
    { purpose: 'Notice when later integrations have been completed.', source },
  ],
};

it('a template has the managed policies of every feature, each once, with the reasons of both parts', () => {
  expect(managedPoliciesOf('UpsolverRole', undefined)).toStrictEqual([cloudFormation, athena]);
});

it('a role has the managed policies of the features that are on', () => {
  expect(managedPoliciesOf('UpsolverRole', {})).toStrictEqual([cloudFormation, athena]);
  expect(managedPoliciesOf('UpsolverRole', { athenaTables: false })).toStrictEqual([cloudFormation]);
});

it('a role has no managed policy that an option of scope replaces, which every role had', () => {
  expect(managedPoliciesOf('UpsolverRole', {}, ['passRoles', 'stackStatusOnly'])).toStrictEqual([athena]);
  for (const role of ROLE_NAMES) {
    const [before, after] = [[], ['stackStatusOnly'] as const].map((scope) =>
      managedPoliciesOf(role, {}, scope).map(({ name }) => name),
    );
    expect(new Set(before)).toEqual(new Set([cloudFormation.name, ...after!]));
    expect(after).not.toContain(cloudFormation.name);
  }
});
