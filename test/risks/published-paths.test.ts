import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { PolicyDocument } from '../../src/iam/index.js';
import { findRisks, RISK_CODES, type Risk } from '../../src/risks/index.js';
import { KNOWN_RISKS } from '../../src/risks/known-risks.js';
import { allow, policy } from './policies.js';

const { paths, others } = JSON.parse(readFileSync('test/fixtures/escalation-paths.json', 'utf8')) as {
  paths: Record<string, string[]>;
  others: Record<string, string[]>;
};
const managed = JSON.parse(readFileSync('test/fixtures/aws-managed-policies.json', 'utf8')) as Record<
  string,
  Record<string, PolicyDocument>
>;

/** What is not only a matter of data. */
const isEscalation = ({ category }: Risk): boolean =>
  ['administration', 'escalation', 'credentialExposure'].includes(category);

describe('the published paths', () => {
  it('are those that the table names as its sources', () => {
    const named = RISK_CODES.flatMap((code) => KNOWN_RISKS[code].source.paths ?? []);
    expect([...new Set(named)].toSorted()).toEqual(Object.keys(paths).toSorted());
  });

  it.each(Object.entries(paths))('are found in their minimal policies: %s', (path, actions) => {
    const found = findRisks(policy(allow(actions)));
    const own = found.filter(({ code }) => KNOWN_RISKS[code].source.paths?.includes(path));
    expect(own.length).toBeGreaterThan(0);
    expect(own.every(isEscalation)).toBe(true);
  });

  it.each(Object.entries(others))('are found in their minimal policies: %s', (_name, actions) => {
    expect(findRisks(policy(allow(actions))).filter(isEscalation).length).toBeGreaterThan(0);
  });
});

describe('AWS managed policies', () => {
  const risksOf = (name: string): Risk[] => findRisks(Object.values(managed[name] ?? {}).at(-1) as PolicyDocument);

  it('finds every risk in AdministratorAccess', () => {
    expect(risksOf('AdministratorAccess').map(({ code }) => code)).toEqual([...RISK_CODES]);
  });

  it('finds in PowerUserAccess what does not take the permissions of IAM that it lacks', () => {
    const found = risksOf('PowerUserAccess');
    expect(found.flatMap(({ witnesses }) => witnesses).filter(({ action }) => action.startsWith('iam:Pass'))).toEqual(
      [],
    );
    expect(found.map(({ code }) => code)).toEqual(
      RISK_CODES.filter((code) => {
        const steps = KNOWN_RISKS[code].steps.map((step) => [step].flat());
        const isAllowed = (action: string): boolean =>
          action === 'iam:ListRoles' || !/^(?:iam|organizations|account):/.test(action);
        return steps.every((step) => step.some((ask) => ask.actions.some(isAllowed)));
      }),
    );
  });

  it('finds no escalation in ReadOnlyAccess, and the data and credentials that it can read', () => {
    const found = risksOf('ReadOnlyAccess');
    const categories = new Set(found.map(({ category }) => category));
    expect([...categories].toSorted()).toEqual(['credentialExposure', 'dataExposure', 'reconnaissance']);
    expect(found.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['readObjects', 'readParameters', 'readTables', 'readFunctions', 'readLogs']),
    );
    expect(found.map(({ code }) => code)).not.toContain('readSecrets');
  });

  it.each<[string, string[]]>([
    ['SecretsManagerReadWrite', ['readSecrets', 'openSecret']],
    ['AmazonDynamoDBFullAccess', ['readTables', 'exportTables', 'openTable']],
    ['AmazonRDSFullAccess', ['setDatabasePassword', 'shareDatabaseSnapshot', 'exportDatabases']],
    ['AWSCodeStarServiceRole', ['createPolicyVersion', 'putRolePolicy', 'startBuild']],
    ['AWSCloudFormationReadOnlyAccess', []],
    ['AmazonEventBridgeReadOnlyAccess', []],
    ['ComputeOptimizerReadOnlyAccess', []],
    ['AmazonDevOpsGuruReadOnlyAccess', []],
  ])('finds in %s what it is known for', (name, expected) => {
    const codes = risksOf(name).map(({ code }) => code);
    expect(codes).toEqual(expected.length === 0 ? [] : expect.arrayContaining(expected));
  });
});
