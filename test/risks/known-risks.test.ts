import { describe, expect, it } from 'vitest';
import { buildManagementPolicy } from '../../src/index.js';
import { findRisks, RISK_CODES } from '../../src/risks/index.js';
import { KNOWN_RISKS } from '../../src/risks/known-risks.js';

describe('the table of known risks', () => {
  it('has the risks of RISK_CODES in the same order', () => {
    expect(Object.keys(KNOWN_RISKS)).toEqual([...RISK_CODES]);
  });

  it.each(RISK_CODES)('describes %s in one sentence that begins with "Can" and names a source', (code) => {
    const { description, source, steps } = KNOWN_RISKS[code];
    expect(description).toMatch(/^Can [^.]+\.$/);
    expect(source).not.toMatch(/^$|\.$/);
    expect(steps.length).toBeGreaterThan(0);
  });
});

it('findRisks returns what the example in its documentation says', () => {
  const [risk] = findRisks(buildManagementPolicy());
  expect(risk?.code).toBe('passRoleToInstance');
  expect(risk?.closedBy).toEqual(['passRoles']);
  expect(risk?.witnesses.map(({ action }) => action)).toEqual(['iam:PassRole', 'ec2:RunInstances']);
});
