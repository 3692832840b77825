import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { lazy } from '../../../src/core/lazy.js';
import { type Schema } from '../../../src/core/schema.js';
import { integrationModeSchema, orgIdSchema, regionSchema } from '../../../src/index.js';
import { validate } from '../../../src/upsolver/parameters/vocabulary.js';

describe('the Standard Schemas of single parameters', () => {
  it('have version 1 and the vendor upsolver-iam', () => {
    for (const schema of [orgIdSchema, regionSchema, integrationModeSchema]) {
      expect(schema['~standard']).toMatchObject({ version: 1, vendor: 'upsolver-iam' });
    }
  });

  it('return a value that is valid', () => {
    expect(orgIdSchema['~standard'].validate('acme')).toEqual({ value: 'acme' });
    expect(regionSchema['~standard'].validate('cn-north-1')).toEqual({ value: 'cn-north-1' });
    expect(integrationModeSchema['~standard'].validate('private-vpc')).toEqual({ value: 'private-vpc' });
  });

  it('return every issue of the value, with an empty path', () => {
    expect(orgIdSchema['~standard'].validate('-A')).toEqual({
      issues: [
        {
          code: 'upper_case',
          message: 'the organization ID `-A` contains uppercase letters',
          hint: 'S3 bucket names must be lowercase',
          path: [],
        },
        { code: 'edge_hyphen', message: 'the organization ID `-A` begins or ends with a hyphen', path: [] },
      ],
    });
    expect(regionSchema['~standard'].validate(undefined)).toEqual({
      issues: [{ code: 'missing', message: 'the Region is missing', path: [] }],
    });
    expect(orgIdSchema['~standard'].validate(1)).toEqual({
      issues: [{ code: 'invalid_type', message: 'the organization ID must be a string, not `number`', path: [] }],
    });
    expect(integrationModeSchema['~standard'].validate('vpc')).toEqual({
      issues: [
        {
          code: 'unknown_value',
          message: '`vpc` is not a known integration mode',
          hint: 'one of `private-vpc`, `upsolver-vpc`',
          path: [],
        },
      ],
    });
  });
});

describe('validate', () => {
  const text = lazy((): Schema<string> => z.string());
  const messageFor = (name: string): string | undefined => validate(text, undefined, name).issues[0]?.message;

  it.each([
    ['orgId', 'organization ID'],
    ['trustedAccountId', 'trusted account ID'],
    ['permissionsBoundaryArn', 'permissions boundary ARN'],
    ['partition', 'AWS partition'],
    ['namePrefix', 'name prefix'],
    ['toString', 'to string'],
  ])('calls the parameter %s "%s"', (name, label) => expect(messageFor(name)).toBe(`the ${label} is missing`));

  it('calls an object without a name "parameters"', () => {
    const empty = lazy((): Schema<object> => z.strictObject({}));
    expect(validate(empty, undefined).issues[0]?.message).toBe('the parameters are missing');
  });
});
