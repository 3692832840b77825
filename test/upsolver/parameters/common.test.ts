import { describe, expect, it } from 'vitest';
import { managedPolicyArn, permissionsFor, rolesFor } from '../../../src/index.js';
import { issuesOf } from '../../issues-of.js';
import { untyped } from '../untyped.js';

describe('rolesFor', () => {
  const all = 'one of `private-vpc`, `upsolver-vpc`';

  it.each([
    ['vpc', all],
    ['', all],
    ['my-vpc', `did you mean \`private-vpc\`? ${all}`],
    ['My  VPC', `did you mean \`private-vpc\`? ${all}`],
    ['Private VPC', `did you mean \`private-vpc\`? ${all}`],
    [' UPSOLVER_VPC ', `did you mean \`upsolver-vpc\`? ${all}`],
  ])('refuses the integration mode %j with a hint', (mode, hint) => {
    expect(issuesOf(() => untyped(rolesFor, mode))).toEqual([
      { code: 'unknown_value', message: `\`${mode}\` is not a known integration mode`, hint, path: ['mode'] },
    ]);
  });

  it('refuses an integration mode that is missing or not a string', () => {
    expect(issuesOf(() => untyped(rolesFor))).toEqual([
      { code: 'missing', message: 'the integration mode is missing', hint: all, path: ['mode'] },
    ]);
    expect(issuesOf(() => untyped(rolesFor, ['private-vpc']))).toEqual([
      {
        code: 'invalid_type',
        message: 'the integration mode must be a string, not `array`',
        hint: all,
        path: ['mode'],
      },
    ]);
  });

  it('reports the problems of all parameters, those of the mode first', () => {
    const issues = issuesOf(() => untyped(rolesFor, 'my-vpc', { orgId: 'a'.repeat(45), region: 'us-east-1', mode: 1 }));
    expect(issues.map(({ code, path }) => [code, path])).toEqual([
      ['unknown_value', ['mode']],
      ['unknown_parameter', ['mode']],
      ['too_long', ['orgId']],
    ]);
    expect(issuesOf(() => untyped(rolesFor, 'private-vpc', {})).map(({ code, path }) => [code, path])).toEqual([
      ['missing', ['orgId']],
      ['missing', ['region']],
    ]);
    expect(issuesOf(() => untyped(rolesFor, 'private-vpc', 'acme'))).toEqual([
      { code: 'invalid_type', message: 'the parameters must be an object, not `acme`', path: [] },
    ]);
    expect(issuesOf(() => untyped(rolesFor, 'private-vpc', null))).toEqual([
      { code: 'missing', message: 'the parameters are missing', path: [] },
    ]);
  });
});

describe('a name', () => {
  it('of a role in another letter case is refused with a guess', () => {
    expect(issuesOf(() => untyped(permissionsFor, 'upsolverserverrole'))).toEqual([
      {
        code: 'unknown_value',
        message: '`upsolverserverrole` is not a known role',
        hint:
          'did you mean `UpsolverServerRole`? ' +
          'one of `UpsolverManagementRole`, `UpsolverServerRole`, `UpsolverRole`',
        path: ['roleName'],
      },
    ]);
  });

  it('of a managed policy is refused together with that of a partition', () => {
    expect(issuesOf(() => untyped(managedPolicyArn, 'AdministratorAccess', 'azure'))).toEqual([
      {
        code: 'unknown_value',
        message: '`AdministratorAccess` is not a known managed policy',
        hint: 'one of `AWSCloudFormationReadOnlyAccess`, `AmazonAthenaFullAccess`',
        path: ['managedPolicyName'],
      },
      {
        code: 'unknown_value',
        message: '`azure` is not a known AWS partition',
        hint: 'one of `aws`, `aws-cn`, `aws-us-gov`, `aws-iso`, `aws-iso-b`, `aws-iso-e`, `aws-iso-f`, `aws-eusc`',
        path: ['partition'],
      },
    ]);
  });
});

describe.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('the name %s', (name) => {
  it('is an unknown value like any other', () => {
    expect(issuesOf(() => untyped(rolesFor, name))).toMatchObject([{ code: 'unknown_value', path: ['mode'] }]);
    expect(issuesOf(() => untyped(permissionsFor, name))).toMatchObject([
      { code: 'unknown_value', path: ['roleName'] },
    ]);
    expect(issuesOf(() => untyped(managedPolicyArn, name, name))).toMatchObject([
      { code: 'unknown_value', path: ['managedPolicyName'] },
      { code: 'unknown_value', path: ['partition'] },
    ]);
  });

  it('is an unknown parameter like any other, and changes no prototype', () => {
    const parameters: unknown = JSON.parse(`{ "orgId": "acme", "region": "us-east-1", "${name}": { "polluted": 1 } }`);
    expect(issuesOf(() => untyped(rolesFor, 'private-vpc', parameters))).toEqual([
      { code: 'unknown_parameter', message: `\`${name}\` is not a recognized parameter`, path: [name] },
    ]);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});
