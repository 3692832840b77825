import { expect, it } from 'vitest';
import { reasonFor } from '../../../src/iam/compare/difference.js';

it('a request without variables that the evaluator does not confirm is reported as a defect', () => {
  expect(() => reasonFor(new Map())).toThrow('please report this');
});
