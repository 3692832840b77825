import { describe, expect, it } from 'vitest';
import { validateCheckOptions } from '../../../src/upsolver/parameters/check.js';
import { PARAMETERS } from '../role-parameters.js';

describe('validateCheckOptions', () => {
  it('returns options with the parameters of the roles, and reports the problems of the parameters', () => {
    const options = { parameters: PARAMETERS };
    expect(validateCheckOptions(options)).toEqual({ value: options, issues: [] });
    expect(validateCheckOptions({ parameters: { ...PARAMETERS, path: '' } }).issues).toEqual([
      { code: 'missing', message: 'the path is empty', path: ['options', 'parameters', 'path'] },
    ]);
  });

  it('accepts no parameters, and refuses an unknown option and anything but an object', () => {
    expect(validateCheckOptions({})).toEqual({ value: {}, issues: [] });
    expect(validateCheckOptions({ roles: [] }).issues).toEqual([
      {
        code: 'unknown_parameter',
        message: '`roles` is not a recognized parameter',
        path: ['options', 'roles'],
      },
    ]);
    expect(validateCheckOptions(null).issues).toEqual([
      { code: 'missing', message: 'the options are missing', path: ['options'] },
    ]);
  });
});
