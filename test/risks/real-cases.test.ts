import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { PolicyDocument } from '../../src/iam/index.js';
import { findRisks } from '../../src/risks/index.js';

const cases = JSON.parse(readFileSync('test/risks/real-cases.json', 'utf8')) as {
  source: string;
  situation: string;
  policies: PolicyDocument[];
}[];

it.each(cases.map(({ situation, source, policies }) => [situation, source, policies] as const))(
  'findRisks finds an escalation that people have reported: %s (%s)',
  (_situation, _source, policies) => {
    expect(findRisks(policies).map(({ category }) => category)).toEqual([expect.stringMatching(/^(?:adm|esc)/)]);
  },
);
