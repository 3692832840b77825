import { expect, it } from 'vitest';
import { ISSUES } from '../../src/core/issue-codes.js';

it.each(Object.entries(ISSUES))('the meaning of the code %s completes the sentence "The value …"', (_code, entry) => {
  expect(entry.meaning).toMatch(/^(?:is|has|begins|exceeds|makes|conflicts|looks|applies|allows) .*[^.]$/);
  expect(new Set(entry.occursIn).size).toBe(entry.occursIn.length);
});
