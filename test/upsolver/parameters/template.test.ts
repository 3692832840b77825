import { describe, expect, it } from 'vitest';
import { validateTemplateOptions } from '../../../src/upsolver/parameters/template.js';

describe('validateTemplateOptions', () => {
  it('returns options that are in order, and leaves out none', () => {
    const options = {
      dataAccess: [{ service: 's3', bucket: 'acme-events' }],
      scope: ['accountId', 'vpcId'],
      tags: { Vendor: 'Upsolver' },
    };
    expect(validateTemplateOptions(options)).toEqual({ value: options, issues: [] });
  });

  it('reports the problems of every option at its place', () => {
    const options = { dataAccess: [], scope: ['account'], tags: { 'aws:x': '1' }, orgId: 'acme' };
    expect(validateTemplateOptions(options).issues.map(({ code, path }) => [code, path])).toEqual([
      ['empty', ['options', 'dataAccess']],
      ['unknown_value', ['options', 'scope', 0]],
      ['reserved_name', ['options', 'tags', 'aws:x']],
      ['unknown_parameter', ['options', 'orgId']],
    ]);
  });

  it('accepts no options, and nothing in their place', () => {
    expect(validateTemplateOptions({})).toEqual({ value: {}, issues: [] });
    expect(validateTemplateOptions(null).issues).toEqual([
      { code: 'missing', message: 'the options are missing', path: ['options'] },
    ]);
  });
});
