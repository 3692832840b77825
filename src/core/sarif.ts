/** How code scanning services show a result. */
export type SarifLevel = 'error' | 'warning' | 'note';

type SarifText = { text: string };

/** What the results of a kind are about. */
export type SarifRule = {
  id: string;
  shortDescription: SarifText;
  fullDescription: SarifText;
  help: SarifText & { markdown: string };
  helpUri?: string;
  defaultConfiguration: { level: string };
  properties?: { 'security-severity': string };
};

/** What the result of a rule means, and where it is explained. */
type RuleMeaning = {
  /** A sentence, or a clause without its capital and full stop. */
  meaning: string;
  level: SarifLevel;
  /** The page of the package that explains the rule, with its anchor: `docs/drift.md#findings`. */
  page: string;
  /** Where it is documented on the web. */
  source?: { name: string; url: string };
};

/**
 * A rule with a description and help. `helpUri` must be an absolute URI, so only a rule with a source on the web has
 * one; the help of every rule names the page of the package.
 *
 * Source: SARIF 2.1.0, "reportingDescriptor object".
 */
export function sarifRule(id: string, { meaning, level, page, source }: RuleMeaning): SarifRule {
  const sentence = `${meaning.charAt(0).toUpperCase()}${meaning.slice(1).replace(/\.$/, '')}.`;
  return {
    id,
    shortDescription: { text: meaning },
    fullDescription: { text: sentence },
    help: {
      text: [
        sentence,
        ...(source ? [`Source: ${source.name}, ${source.url}`] : []),
        `More: ${page} in the package upsolver-iam.`,
      ].join('\n\n'),
      markdown: [
        `\`${id}\`: ${sentence}`,
        ...(source ? [`Source: [${source.name}](${source.url})`] : []),
        `More: \`${page}\` in the package \`upsolver-iam\`.`,
      ].join('\n\n'),
    },
    ...(source && { helpUri: source.url }),
    defaultConfiguration: { level },
  };
}

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
