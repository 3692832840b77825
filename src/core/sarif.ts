/** How code scanning services show a result. */
export type SarifLevel = 'error' | 'warning' | 'note';

type SarifText = { text: string };

type SarifRule = {
  id: string;
  shortDescription: SarifText;
  helpUri?: string;
  defaultConfiguration: { level: string };
  properties?: { 'security-severity': string };
};

/** One result of a run. */
export type SarifEntry<RuleId extends string, Properties extends object> = {
  ruleId: RuleId;
  level: SarifLevel;
  message: SarifText;
  locations: {
    physicalLocation: { artifactLocation: { uri: string }; region: { startLine: number; startColumn?: number } };
    logicalLocations: { fullyQualifiedName: string; kind: 'resource' }[];
  }[];
  partialFingerprints: { finding: string };
  properties: Properties;
};

/** A SARIF 2.1.0 log with one run. */
export type SarifDocument<RuleId extends string, Properties extends object> = {
  $schema: string;
  version: '2.1.0';
  runs: {
    tool: { driver: { name: string; version: string; rules: SarifRule[] } };
    invocations: {
      executionSuccessful: boolean;
      toolExecutionNotifications: { level: 'error'; message: SarifText }[];
    }[];
    results: SarifEntry<RuleId, Properties>[];
  }[];
};

/**
 * A log with its rules and results.
 *
 * @param version The version of the tool.
 * @param notifications What the tool could not do.
 *
 * Source: OASIS, "Static Analysis Results Interchange Format (SARIF) Version 2.1.0".
 */
export function sarifDocument<RuleId extends string, Properties extends object>(
  version: string,
  rules: SarifRule[],
  results: SarifEntry<RuleId, Properties>[],
  notifications: readonly string[] = [],
): SarifDocument<RuleId, Properties> {
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'upsolver-iam', version, rules } },
        invocations: [
          {
            executionSuccessful: notifications.length === 0,
            toolExecutionNotifications: notifications.map((message) => ({
              level: 'error',
              message: { text: message },
            })),
          },
        ],
        results,
      },
    ],
  };
}

/**
 * A result about a role.
 *
 * @param place The name of the role, after the account if that is known.
 * @param fingerprint Equal for the same result in another log. Never the message, which can be reworded.
 */
export function sarifEntry<RuleId extends string, Properties extends object>(
  ruleId: RuleId,
  level: SarifLevel,
  message: string,
  place: string,
  fingerprint: string,
  properties: Properties,
): SarifEntry<RuleId, Properties> {
  return {
    ruleId,
    level,
    message: { text: message },
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
    partialFingerprints: { finding: fingerprint },
    properties,
  };
}
