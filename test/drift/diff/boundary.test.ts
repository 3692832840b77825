import { describe, expect, it } from 'vitest';
import { checkRoles, type RoleReport } from '../../../src/drift/index.js';
import { ACCOUNT } from '../../upsolver/role-parameters.js';
import { exportOf, policyDetail, rolesOf, type AccountExport } from '../account.js';
import { codes } from '../check-server.js';

describe('a role with a requested permissions boundary', () => {
  const permissionsBoundaryArn = `arn:aws:iam::${ACCOUNT}:policy/Boundary`;
  const bound = rolesOf('private-vpc', { permissionsBoundaryArn });
  const boundary = (Action: string): object =>
    policyDetail(permissionsBoundaryArn, {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action, Resource: '*' }],
    });
  const checkWith = (change: (copy: AccountExport) => void): RoleReport => {
    const copy = exportOf(bound);
    change(copy);
    return checkRoles(copy, bound).roles[1]!;
  };

  it('is in sync if the boundary blocks nothing that Upsolver needs', () => {
    expect(checkWith((copy) => void copy.Policies.push(boundary('*') as never))).toMatchObject({
      status: 'inSync',
      findings: [],
    });
  });

  it('has drifted if the boundary blocks needed actions, is missing, or is another one', () => {
    expect(codes(checkWith((copy) => void copy.Policies.push(boundary('s3:*') as never)))).toEqual(
      expect.arrayContaining(['boundaryCutsOff']),
    );
    expect(codes(checkWith((copy) => void delete copy.RoleDetailList[1]!.PermissionsBoundary))).toEqual([
      'boundaryMissing',
    ]);
    const other = `arn:aws:iam::${ACCOUNT}:policy/Other`;
    expect(
      codes(
        checkWith((copy) => {
          copy.Policies.push({ ...(boundary('*') as { Arn: string }), Arn: other } as never);
          copy.RoleDetailList[1]!.PermissionsBoundary!.PermissionsBoundaryArn = other;
        }),
      ),
    ).toEqual(['boundaryChanged']);
  });

  it('is unreadable if the document of the boundary is not in the input', () => {
    expect(checkWith(() => undefined)).toMatchObject({
      status: 'unreadable',
      findings: [{ code: 'policyUnreadable' }],
    });
  });
});
