import { expect, it } from 'vitest';
import { reasonFor } from '../../../src/iam/compare/difference.js';

it('a request in which everything is settled and that is not confirmed would be a mistake of ours', () => {
  expect(() => reasonFor(new Map())).toThrow('please report this');
});
