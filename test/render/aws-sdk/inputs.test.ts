import { expect, it } from 'vitest';
import { buildRoles } from '../../../src/index.js';
import { toAwsSdkInputs, toCreateRoleInput } from '../../../src/render/aws-sdk/index.js';
import { PARAMETERS } from '../../upsolver/role-parameters.js';
import { RENDER_ROWS } from '../cases.js';
import { expectDeployed } from '../deployed.js';
import { apply, type Call } from './fake-iam.js';

it.each(RENDER_ROWS)('the inputs of toAwsSdkInputs create exactly these roles: %s', (_name, roles) => {
  expectDeployed(apply(toAwsSdkInputs(roles) as Call[]), roles);
});

it('toAwsSdkInputs returns the calls in the order in which to send them', () => {
  expect(toAwsSdkInputs(buildRoles('private-vpc', PARAMETERS)).map(({ operation }) => operation)).toEqual([
    'CreateRole',
    'AttachRolePolicy',
    'PutRolePolicy',
    'CreateRole',
    'AttachRolePolicy',
    'AttachRolePolicy',
    'PutRolePolicy',
    'CreateInstanceProfile',
    'AddRoleToInstanceProfile',
  ]);
});

it('toCreateRoleInput omits the boundary and the tags of a role without them', () => {
  expect(Object.keys(toCreateRoleInput(buildRoles('upsolver-vpc', PARAMETERS)[0]))).toEqual([
    'RoleName',
    'Path',
    'AssumeRolePolicyDocument',
    'Description',
    'MaxSessionDuration',
  ]);
});
