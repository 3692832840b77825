import { describe, expect, it } from 'vitest';
import { INTEGRATION_MODES, ROLE_NAMES } from '../../../src/index.js';
import { EXAMPLE_VALUES, placeholdersOf } from '../../../src/upsolver/catalogue/example.js';
import { serverPart } from '../../../src/upsolver/catalogue/parts.js';
import { managementPart } from '../../../src/upsolver/catalogue/parts.js';
import { modeOf, partsOf, roles, rolesOfMode, trusts } from '../../../src/upsolver/catalogue/roles.js';

describe('the table of roles', () => {
  it('has a row for each name, in the order of the names', () => expect(Object.keys(roles)).toEqual(ROLE_NAMES));

  it.each(ROLE_NAMES)('gives %s a purpose in one sentence, a known trust, and a name for its policy', (name) => {
    const { purpose, trusts: trust, policyName } = roles[name];
    expect(purpose).toMatch(/^Lets [^.]+\.$/);
    expect(trusts).toHaveProperty(trust);
    // Source: IAM API model, policyNameType.
    expect(policyName).toMatch(/^[\w+=,.@-]{1,128}$/);
  });

  it('gives no two roles the same name of a policy', () => {
    expect(new Set(ROLE_NAMES.map((name) => roles[name].policyName)).size).toBe(ROLE_NAMES.length);
  });
});

describe('rolesOfMode', () => {
  it('returns the roles of private-vpc and of upsolver-vpc in the order of the documentation', () => {
    expect(rolesOfMode('private-vpc')).toEqual(['UpsolverManagementRole', 'UpsolverServerRole']);
    expect(rolesOfMode('upsolver-vpc')).toEqual(['UpsolverRole']);
  });

  it.each(INTEGRATION_MODES)('returns only roles whose modeOf is %s, and some', (mode) => {
    const names: readonly (typeof ROLE_NAMES)[number][] = rolesOfMode(mode);
    expect(names.map(modeOf)).toEqual(names.map(() => mode));
    expect(names).not.toEqual([]);
  });
});

it('partsOf gives UpsolverRole the parts of both other roles', () => {
  expect(partsOf('UpsolverManagementRole')).toEqual([managementPart]);
  expect(partsOf('UpsolverServerRole')).toEqual([serverPart]);
  expect(partsOf('UpsolverRole')).toEqual([managementPart, serverPart]);
});

it('placeholdersOf finds the organization in the roles that use its bucket', () => {
  expect(placeholdersOf('UpsolverManagementRole')).toEqual([]);
  expect(placeholdersOf('UpsolverServerRole')).toEqual([EXAMPLE_VALUES.OrganizationId]);
  expect(placeholdersOf('UpsolverRole')).toEqual([EXAMPLE_VALUES.OrganizationId]);
});
