import { describe, expect, it } from 'vitest';
import { checkRoles, FINDINGS, toSarif } from '../../../src/drift/index.js';
import { ACCOUNT } from '../../upsolver/role-parameters.js';
import { driftedExport, roleDetail, rolesOf, TAGGED } from '../account.js';
import { roles } from '../check-server.js';

const drifted = checkRoles(driftedExport(), roles, { parameters: TAGGED });

describe('toSarif', () => {
  const log = toSarif(drifted, '1.2.3');
  const [run] = log.runs;

  it('has a rule for every finding code and a result for every finding', () => {
    expect([log.version, run!.tool.driver.name, run!.tool.driver.version]).toEqual(['2.1.0', 'upsolver-iam', '1.2.3']);
    expect(run!.tool.driver.rules.map(({ id }) => id)).toEqual(Object.keys(FINDINGS));
    expect(run!.results.map(({ ruleId }) => ruleId)).toEqual(
      drifted.roles.flatMap(({ findings }) => findings.map(({ code }) => code)),
    );
    expect(new Set(run!.results.map(({ partialFingerprints }) => partialFingerprints.finding)).size).toBe(
      run!.results.length,
    );
    expect(run!.results[0]).toEqual({
      ruleId: 'externalIdGone',
      level: 'error',
      message: {
        text: 'UpsolverManagementRole: `arn:aws:iam::111122223333:root` can assume the role without an external ID',
      },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: `${ACCOUNT}/UpsolverManagementRole` },
            region: { startLine: 1 },
          },
          logicalLocations: [{ fullyQualifiedName: `${ACCOUNT}/UpsolverManagementRole`, kind: 'resource' }],
        },
      ],
      partialFingerprints: {
        finding:
          `${ACCOUNT}/UpsolverManagementRole/externalIdGone/trust policy/assumeWithExternalId/` +
          '{"AWS":"arn:aws:iam::111122223333:root"}',
      },
      properties: {
        witness: {
          action: 'sts:AssumeRole',
          resource: 'arn:aws:iam::444455556666:role/UpsolverManagementRole',
          principal: { AWS: 'arn:aws:iam::111122223333:root' },
          context: {},
        },
      },
    });
    expect(run!.results[1]!.properties.purpose).toMatch(/^Launch/);
    expect(JSON.parse(JSON.stringify(log))).toEqual(log);
  });

  it('gives each finding a fingerprint of its own that a reworded message does not change', () => {
    const results = run!.results.map(({ partialFingerprints, message }) => [partialFingerprints.finding, message.text]);
    expect(new Set(results.map(([fingerprint]) => fingerprint)).size).toBe(results.length);
    for (const [fingerprint = '', text = ''] of results) {
      expect(fingerprint).not.toContain(text.slice(text.indexOf(': ') + 2));
    }
    const tagged = rolesOf('private-vpc', { tags: { a: 'x', b: 'x' } });
    const [untagged] = toSarif(checkRoles({ RoleDetailList: roles.map((role) => roleDetail(role)) }, tagged), '1').runs;
    const tags = untagged!.results.filter(({ ruleId }) => ruleId === 'tagsChanged');
    expect(tags.map(({ partialFingerprints }) => partialFingerprints.finding)).toEqual([
      `${ACCOUNT}/UpsolverManagementRole/tagsChanged/a`,
      `${ACCOUNT}/UpsolverManagementRole/tagsChanged/b`,
      `${ACCOUNT}/UpsolverServerRole/tagsChanged/a`,
      `${ACCOUNT}/UpsolverServerRole/tagsChanged/b`,
    ]);
  });

  it('says whether the input could be read', () => {
    expect(run!.invocations).toEqual([{ executionSuccessful: true, toolExecutionNotifications: [] }]);
    const [broken] = toSarif(checkRoles('{"a":', roles), '1.2.3').runs;
    expect(broken!.invocations).toEqual([
      {
        executionSuccessful: false,
        toolExecutionNotifications: [{ level: 'error', message: { text: 'the text ends where a value should be' } }],
      },
    ]);
    expect(broken!.results[0]).toMatchObject({
      level: 'warning',
      locations: [{ logicalLocations: [{ fullyQualifiedName: 'UpsolverManagementRole' }] }],
    });
  });
});
