import * as z from 'zod/mini';
import { lazy } from '../../core/lazy.js';
import { checkRelations, type Result, type Schema } from '../../core/schema.js';
import type { ScopeAllParameters } from '../scope/named-scope.js';
import { integrationMode } from './common.js';
import { region } from './organization.js';
import { namePrefix, nameSuffix, nameLengthProblems, path } from './role.js';
import { accountId, vpcId } from './scope.js';
import { validate } from './vocabulary.js';

const scopeAllParameters = /* @__PURE__ */ lazy((): Schema<ScopeAllParameters> =>
  z
    .strictObject({
      accountId: accountId(),
      region: z.optional(region()),
      vpcId: z.optional(vpcId()),
      mode: z.optional(integrationMode()),
      path: z.optional(path()),
      namePrefix: z.optional(namePrefix()),
      nameSuffix: z.optional(nameSuffix()),
    })
    .check(checkRelations(nameLengthProblems)),
);

export const validateScopeAll = (value: unknown): Result<ScopeAllParameters> => validate(scopeAllParameters, value);
