import { describe, expect, it } from 'vitest';
import { readDeployedRoles } from '../../src/drift/deployed-roles.js';
import { checkRoles } from '../../src/drift/index.js';
import { buildRoles, type DeployableRole } from '../../src/index.js';
import { PARAMETERS } from '../upsolver/role-parameters.js';
import { exportOf } from './account.js';

const ROLES = buildRoles('private-vpc', PARAMETERS);

describe('readDeployedRoles', () => {
  it('reports an input that cannot be read', () => {
    const { proxy: hostile, revoke } = Proxy.revocable({}, {});
    revoke();
    const { accounts, issues } = readDeployedRoles(hostile);
    expect(accounts).toEqual([]);
    expect(issues).toMatchObject([{ message: 'the input cannot be read: a getter or a proxy throws' }]);
  });

  it('reports that later pages are missing, and has the roles of the first one', () => {
    const { accounts, issues } = readDeployedRoles({ ...exportOf(ROLES), IsTruncated: true });
    expect(accounts.flatMap(({ roles }) => roles.map(({ name }) => name))).toContain('UpsolverServerRole');
    expect(issues.map(({ message }) => message).join()).toMatch(/page|truncated/i);
  });
});

describe('expected roles', () => {
  it('are refused if a document is no data', () => {
    const Statement = [{ Effect: 'Allow', Action: (): string => 's3:*', Resource: '*' }];
    const inlinePolicies = [{ name: 'Own', document: { Version: '2012-10-17', Statement } }];
    const roles = [{ ...ROLES[0], inlinePolicies }] as unknown as DeployableRole[];
    expect(() => checkRoles(exportOf(ROLES), roles)).toThrow(/`Action` must be JSON/);
  });
});
