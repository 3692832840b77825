import { safeReadData, text } from '../../core/data.js';
import { assertValid } from '../../core/schema.js';
import { FINDINGS, type Finding, type FindingCode, type Severity } from './finding.js';
import { readDescribed } from './read-report.js';
import type { DriftReport, RoleReport } from './report.js';

const LEVELS: Record<Severity, 'error' | 'warning' | 'note'> = {
  critical: 'error',
  error: 'error',
  warning: 'warning',
  info: 'note',
  unknown: 'warning',
};

/** A SARIF 2.1.0 log, with the properties that `toSarif` writes. */
export type SarifLog = {
  $schema: string;
  version: '2.1.0';
  runs: {
    tool: {
      driver: {
        name: string;
        version: string;
        rules: { id: string; shortDescription: { text: string }; defaultConfiguration: { level: string } }[];
      };
    };
    invocations: {
      executionSuccessful: boolean;
      toolExecutionNotifications: { level: 'error'; message: { text: string } }[];
    }[];
    results: SarifResult[];
  }[];
};

type SarifResult = {
  ruleId: FindingCode;
  level: 'error' | 'warning' | 'note';
  message: { text: string };
  locations: {
    physicalLocation: { artifactLocation: { uri: string }; region: { startLine: 1 } };
    logicalLocations: { fullyQualifiedName: string; kind: 'resource' }[];
  }[];
  partialFingerprints: { finding: string };
  properties: { witness?: unknown; purpose?: string };
};

/**
 * Converts a report to SARIF 2.1.0, the format that code scanning services such as GitHub's import.
 *
 * @param report The result of `checkRoles`.
 * @param toolVersion The version of the tool that the log names.
 * @returns A log with one rule for each finding code and one result for each finding. Roles are not in files, so the
 *   location of a result is `accountId/roleName`.
 * @throws {InvalidInputError} If the value is not a report, or the version is not a string.
 *
 * @example
 * toSarif(report, '1.0.0').runs[0]?.results[0]?.ruleId; // 'permissionMissing'
 *
 * Source: OASIS, "Static Analysis Results Interchange Format (SARIF) Version 2.1.0".
 */
export function toSarif(report: DriftReport, toolVersion: string): SarifLog {
  const [{ roles, issues }, version] = assertValid(
    readDescribed(report),
    safeReadData(text, toolVersion, ['toolVersion'], 'pass the version of your tool'),
  );
  const rules = Object.entries(FINDINGS).map(([id, { meaning, severity }]) => ({
    id,
    shortDescription: { text: meaning },
    defaultConfiguration: { level: LEVELS[severity] },
  }));
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'upsolver-iam', version, rules } },
        invocations: [
          {
            executionSuccessful: issues.length === 0,
            toolExecutionNotifications: issues.map(({ message }) => ({ level: 'error', message: { text: message } })),
          },
        ],
        results: roles.flatMap((role) => role.findings.map((each) => toResult(role, each))),
      },
    ],
  };
}

function toResult(
  { name, accountId = '' }: RoleReport,
  { code, severity, message, witness, purpose, policy, action, tag, expected, actual }: Finding,
): SarifResult {
  const place = accountId === '' ? name : `${accountId}/${name}`;
  return {
    ruleId: code,
    level: LEVELS[severity],
    message: { text: `${name}: ${message}` },
    // A role is not in a file, but GitHub rejects results without one.
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: encodeURI(place.replace(/\p{Surrogate}/gu, '\ufffd')) },
          region: { startLine: 1 },
        },
        logicalLocations: [{ fullyQualifiedName: place, kind: 'resource' }],
      },
    ],
    partialFingerprints: {
      // Never the message: a reworded message is the same finding.
      finding: [accountId, name, code, policy?.name, policy?.sid, action ?? tag ?? expected ?? actual ?? whoOf(witness)]
        .filter((part) => part !== undefined)
        .join('/'),
    },
    properties: { ...(witness && { witness }), ...(purpose !== undefined && { purpose }) },
  };
}

/** Who can assume the role, or cannot: findings about trust differ in that alone. */
function whoOf(witness: Finding['witness']): string | undefined {
  return witness?.principal && JSON.stringify(witness.principal);
}
