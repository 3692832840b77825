import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { checkRoles, type FindingCode, type RoleStatus } from '../../src/drift/index.js';
import { buildRoles, type IntegrationMode, type RoleParameters } from '../../src/index.js';

/* Roles as they occur in accounts, from public reports of other tools. */

type Case = {
  id: string;
  source: string;
  situation: string;
  mode: IntegrationMode;
  parameters: RoleParameters;
  page: object;
  /** The status, and for some the code of a finding: `drifted:permissionExtra`. */
  expected: string;
};

const cases = JSON.parse(readFileSync('test/drift/real-cases.json', 'utf8')) as Case[];

it.each(cases)('$situation is $expected ($source)', ({ mode, parameters, page, expected }) => {
  const [status, code] = expected.split(':') as [RoleStatus, FindingCode | undefined];
  const report = checkRoles(page, buildRoles(mode, parameters), { parameters });
  expect(report.status).toBe(status);
  const codes = report.roles.flatMap(({ findings }) => findings.map((finding) => finding.code));
  if (code !== undefined) expect(codes).toContain(code);
});
