import { describe, expect, it } from 'vitest';
import { buildRoles, type DeployableRole } from '../../../src/index.js';
import { toAwsCliScript, toAwsSdkInputs, toCreateRoleInput } from '../../../src/render/aws-sdk/index.js';
import { toCloudFormation } from '../../../src/render/cloudformation/index.js';
import { toTerraform } from '../../../src/render/terraform/index.js';
import { issuesOf } from '../../issues-of.js';
import { PARAMETERS } from '../role-parameters.js';
import { untyped } from '../untyped.js';

const role: DeployableRole = buildRoles('upsolver-vpc', PARAMETERS)[0];
const hint = 'pass the result of `buildRoles`';
const having = (more: object): object[] => [{ ...role, ...more }];

describe.each([
  ['toAwsSdkInputs', toAwsSdkInputs],
  ['toAwsCliScript', toAwsCliScript],
  ['toCloudFormation', toCloudFormation],
  ['toTerraform', toTerraform],
])('%s', (_name, render) => {
  it('refuses an object that is no list of roles', () => {
    expect(issuesOf(() => untyped(render, role))).toEqual([
      {
        code: 'invalid_type',
        path: ['roles'],
        message: '`roles` must be a list without gaps, not `object`',
        hint,
      },
    ]);
  });

  it('refuses a role that lacks something, and says everything that is missing', () => {
    expect(issuesOf(() => untyped(render, [{ role: 'UpsolverRole', name: 'a', tags: [] }, null]))).toEqual([
      ...['description', 'path', 'trustPolicy', 'managedPolicyArns', 'inlinePolicies', 'maxSessionDuration'].map(
        (name) => ({ code: 'missing', path: ['roles', 0, name], message: `\`${name}\` is missing`, hint }),
      ),
      { code: 'missing', path: ['roles', 1], message: 'entry 1 of `roles` is missing', hint },
    ]);
  });

  it('refuses an instance profile without name and path', () => {
    expect(issuesOf(() => untyped(render, having({ instanceProfile: {} })))).toEqual(
      ['name', 'path'].map((name) => ({
        code: 'missing',
        path: ['roles', 0, 'instanceProfile', name],
        message: `\`${name}\` is missing`,
        hint,
      })),
    );
  });

  it('refuses a name of a role that could end a comment of a script', () => {
    expect(issuesOf(() => untyped(render, having({ role: 'x\nreboot' })))).toEqual([
      {
        code: 'unknown_value',
        path: ['roles', 0, 'role'],
        message:
          '`role` must be one of `UpsolverManagementRole`, `UpsolverServerRole`, `UpsolverRole`, not `x\\nreboot`',
        hint,
      },
    ]);
  });

  it.each<[name: string, document: unknown, path: (string | number)[], message: string]>([
    ['that is text', '{}', ['Statement'], '`Statement` is missing'],
    ['without statements', { Version: '2012-10-17' }, ['Statement'], '`Statement` is missing'],
    ['with one statement', { Statement: {} }, ['Statement'], '`Statement` must be a list without gaps, not `object`'],
    [
      'with a statement that is none',
      { Statement: ['x'] },
      ['Statement', 0],
      'entry 0 of `Statement` must be an object, not `x`',
    ],
    [
      'with what JSON cannot hold',
      { Statement: [{ Sid: Symbol('x') }] },
      ['Statement', 0, 'Sid'],
      '`Sid` must be JSON, not `symbol`',
    ],
  ])('refuses a document %s', (name, document, path, message) => {
    const found = issuesOf(() => untyped(render, having({ trustPolicy: document })));
    const expected = { path: ['roles', 0, 'trustPolicy', ...path], message, hint };
    if (name === 'that is text') expect(found).toMatchObject([{ path: ['roles', 0, 'trustPolicy'] }]);
    else expect(found).toMatchObject([expected]);
  });
});

describe('toCreateRoleInput', () => {
  it('refuses what is no role', () => {
    expect(issuesOf(() => untyped(toCreateRoleInput, [role]))).toEqual([
      { code: 'invalid_type', path: ['role'], message: '`role` must be an object, not `array`', hint },
    ]);
  });

  it('accepts a role that was saved as JSON', () => {
    const saved = JSON.parse(JSON.stringify(role)) as DeployableRole;
    expect(toCreateRoleInput(saved)).toEqual(toCreateRoleInput(role));
  });
});

it('a placeholder is found in a condition as well', () => {
  const statement = { Effect: 'Allow', Action: '*', Resource: '*' };
  const Condition = { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::us-east-1-upsolver-UPSOLVER_ORG_ID' } };
  const document = { Version: '2012-10-17', Statement: [{ ...statement, Condition }] };
  expect(issuesOf(() => untyped(toAwsSdkInputs, having({ inlinePolicies: [{ name: 'x', document }] })))).toMatchObject([
    { code: 'placeholder', path: [0] },
  ]);
});
