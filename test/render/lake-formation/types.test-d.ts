import type {
  BatchGrantPermissionsCommandInput,
  BatchPermissionsRequestEntry,
  Resource,
} from '@aws-sdk/client-lakeformation';
import { describe, expectTypeOf, it } from 'vitest';
import type {
  BatchGrantPermissionsInput,
  BatchPermissionsEntry,
  LakeFormationResourceInput,
  toBatchGrantPermissionsInputs,
} from '../../../src/render/aws-sdk/index.js';

describe('the inputs of toBatchGrantPermissionsInputs', () => {
  it('are assignable to those of @aws-sdk/client-lakeformation', () => {
    expectTypeOf<
      ReturnType<typeof toBatchGrantPermissionsInputs>[number]
    >().toExtend<BatchGrantPermissionsCommandInput>();
    expectTypeOf<BatchGrantPermissionsInput>().toExtend<BatchGrantPermissionsCommandInput>();
    expectTypeOf<BatchPermissionsEntry>().toExtend<BatchPermissionsRequestEntry>();
    expectTypeOf<LakeFormationResourceInput>().toExtend<Resource>();
  });
});
