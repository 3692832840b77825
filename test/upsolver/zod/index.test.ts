import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import * as standard from '../../../src/index.js';
import {
  dataAccessGrantSchema,
  integrationModeSchema,
  organizationSchema,
  orgIdSchema,
  regionSchema,
  roleParametersSchema,
} from '../../../src/upsolver/zod/index.js';
import { PARAMETERS } from '../role-parameters.js';

describe('a schema of upsolver-iam/zod', () => {
  const form = z.object({ orgId: orgIdSchema, mode: integrationModeSchema, roles: z.optional(roleParametersSchema) });

  it('can be a field of an object schema of zod', () => {
    const value = { orgId: 'acme', mode: 'private-vpc', roles: PARAMETERS };
    expect(form.parse(value)).toEqual(value);
    expect(form.parse({ orgId: 'acme', mode: 'upsolver-vpc' })).toEqual({ orgId: 'acme', mode: 'upsolver-vpc' });
  });

  it('reports issues with the paths of the fields around it', () => {
    const { error } = form.safeParse({ orgId: 'A', mode: 'vpc', roles: { ...PARAMETERS, externalId: ['ab', '*'] } });
    expect(error?.issues.map(({ path }) => path.join('.'))).toEqual([
      'orgId',
      'mode',
      'roles.externalId.1',
      'roles.externalId.1',
    ]);
  });

  it.each([
    [
      'organizationSchema',
      organizationSchema,
      standard.organizationSchema,
      { orgId: 'a'.repeat(45), region: 'us-east-1' },
    ],
    ['regionSchema', regionSchema, standard.regionSchema, 'us-east-1a'],
    ['dataAccessGrantSchema', dataAccessGrantSchema, standard.dataAccessGrantSchema, { service: 's3', bucket: 'A' }],
  ] as const)('has the messages of the Standard Schema of the same name: %s', (_name, schema, same, value) => {
    const messages = schema.safeParse(value).error?.issues.map(({ message }) => message);
    expect(messages).toHaveLength(1);
    expect(messages).toEqual(same['~standard'].validate(value).issues?.map(({ message }) => message));
  });

  it('has patterns and limits in the JSON Schema that zod makes of it', () => {
    expect(z.toJSONSchema(z.object({ orgId: orgIdSchema }))).toMatchObject({
      properties: {
        orgId: { type: 'string', minLength: 1, maxLength: 44, pattern: '^[a-z0-9]([a-z0-9-]*[a-z0-9])?$' },
      },
    });
  });
});
