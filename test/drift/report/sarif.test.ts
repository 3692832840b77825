import { describe, expect, it } from 'vitest';
import { checkRoles, FINDINGS, toSarif } from '../../../src/drift/index.js';
import { ACCOUNT } from '../../upsolver/role-parameters.js';
import { driftedExport, TAGGED } from '../account.js';
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
        finding: `${ACCOUNT}/UpsolverManagementRole/externalIdGone/trust policy/assumeWithExternalId/\`arn:aws:iam::111122223333:root\` can assume the role without an external ID`,
      },
      properties: {
        witness: {
          action: 'sts:AssumeRole',
          resource: '*',
          principal: { AWS: 'arn:aws:iam::111122223333:root' },
          context: {},
        },
      },
    });
    expect(run!.results[1]!.properties.purpose).toMatch(/^Launch/);
    expect(JSON.parse(JSON.stringify(log))).toEqual(log);
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
