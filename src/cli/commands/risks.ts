import { ACTION_CATALOG } from '../../aws/actions/built-in.js';
import { awsManagedPolicyArn } from '../../aws/arn.js';
import { findPartition } from '../../aws/partition.js';
import { InvalidInputError } from '../../core/issue.js';
import { athenaFullAccessBeyond, type AthenaFullAccessBeyond } from '../../risks/athena-full-access.js';
import { explainRisks } from '../../risks/explain.js';
import { RISK_CODES } from '../../risks/known-risks.js';
import { findRoleRisks, type RiskReport, type RiskRole } from '../../risks/report.js';
import type { Risk } from '../../risks/risks.js';
import { risksToSarif } from '../../risks/sarif.js';
import { RISK_SEVERITIES, type RiskSeverity } from '../../risks/table/row.js';
import { INTEGRATION_MODES, type IntegrationMode } from '../../upsolver/catalogue/names.js';
import { roles, rolesOfMode } from '../../upsolver/catalogue/roles.js';
import { explainAthenaFullAccess } from '../athena-full-access.js';
import { defineCommand, eitherOf, oneOfList } from '../command.js';
import type { Check } from '../output/check.js';
import { readPolicyFiles } from '../policy-files.js';
import { addPolicyOptions, readAthenaParameters, type PolicyOptions } from '../role-options.js';
import { buildRolePolicy, readManagedPolicies } from '../role-policy.js';
import type { Style } from '../style.js';
import type { Terminal } from '../terminal.js';
import { VERSION } from '../version.js';

type Options = PolicyOptions & { mode?: IntegrationMode; failOn?: string };

const FAIL_ON = [...RISK_SEVERITIES, 'never'] as const;

/** Examples for the ARNs of a policy. Its risks depend on neither value. */
const EXAMPLE = { orgId: '12345678-1234-1234-1234-1234567890ab', region: 'us-east-1' };

export default defineCommand<[string[]], Options>({
  description:
    `Checks policies that are attached together, or Upsolver's roles with --mode, for ${RISK_CODES.length} known ` +
    'risks, such as privilege escalation. Prints a remedy for each risk, and for each step an example request and ' +
    'the statement that allows it. Checks no other risks; docs/risks.md lists all that it checks. With tables, also ' +
    'prints what AmazonAthenaFullAccess would grant in addition.',
  examples: [
    'upsolver-iam risks --mode private-vpc',
    'upsolver-iam risks --mode private-vpc --scope passRoles,instanceProfiles \\\n      --account 444455556666',
    'upsolver-iam risks --mode private-vpc --read-tables sales/orders \\\n      --query-results managed ' +
      '--account 444455556666',
    'upsolver-iam risks management.json server.json',
  ],
  declare: (command) => {
    command
      .argument('[POLICY.json...]', 'Identity-based policy documents; `-` is standard input')
      .option('--mode <mode>', `Check the roles of an integration mode: ${eitherOf(INTEGRATION_MODES)}`)
      .option(
        '--fail-on <severity>',
        `Exit with 1 for risks of at least this severity: ${eitherOf(FAIL_ON)} (default: low)`,
      );
    addPolicyOptions(command);
  },
  formats: ['text', 'json', 'markdown', 'sarif', 'github', 'junit'],
  exitStatus: { 0: 'no known risk found', 1: 'a known risk found', 2: 'invalid input' },
  run: ([files], { failOn = 'low', mode, ...options }, terminal) => {
    const [limit] = oneOfList('failOn', 'severity', [failOn], FAIL_ON) as [RiskSeverity | 'never'];
    const report = findRoleRisks(rolesOf(files, mode, options, terminal), { catalog: ACTION_CATALOG });
    const beyond = mode === undefined ? undefined : beyondTables(options);
    const risks = report.roles.flatMap((role) => role.risks);
    const counted = limit === 'never' ? [] : risks.filter(({ severity }) => rank(severity) <= rank(limit));
    return {
      exitCode: counted.length === 0 ? 0 : 1,
      text: (style) =>
        style.wrap(
          [colored(explainRisks(report), style), ...(beyond ? [explainAthenaFullAccess(...beyond)] : [])].join('\n\n'),
        ),
      report: beyond ? { ...report, athenaFullAccess: beyond[0] ?? null } : report,
      checks: report.roles.map(toCheck),
      sarif: () => risksToSarif(report, VERSION),
      ...(mode !== undefined && options.scope === undefined && risks.length > 0 && { next: nextOf(mode) }),
    };
  },
});

const nextOf = (mode: IntegrationMode): string =>
  `upsolver-iam risks --mode ${mode} --scope all --account ... --vpc ...`;

function rank(severity: RiskSeverity): number {
  return RISK_SEVERITIES.indexOf(severity);
}

function rolesOf(
  files: readonly string[],
  mode: IntegrationMode | undefined,
  options: PolicyOptions,
  terminal: Terminal,
): RiskRole[] {
  if (files.length > 0 === (mode !== undefined)) {
    const message =
      files.length > 0 ? 'cannot be combined with policy files' : 'is required if no policy files are given';
    throw new InvalidInputError([
      { code: files.length > 0 ? 'conflicting_elements' : 'missing', path: ['mode'], message },
    ]);
  }
  if (mode === undefined) {
    refuseRoleOptions(options);
    const documents = readPolicyFiles(files, 'identity', terminal);
    const inlinePolicies = documents.map((document, index) => ({ name: files[index] as string, document }));
    return [{ name: files.join(' + '), inlinePolicies, managedPolicyArns: [] }];
  }
  const [known] = oneOfList('mode', 'integration mode', [mode], INTEGRATION_MODES) as [IntegrationMode];
  const given = { ...options, orgId: options.orgId ?? EXAMPLE.orgId, region: options.region ?? EXAMPLE.region };
  const partition = findPartition(given.region) ?? 'aws';
  return rolesOfMode(known).map((name) => ({
    name,
    inlinePolicies: [{ name: roles[name].policyName, document: buildRolePolicy(name, given) }],
    managedPolicyArns: readManagedPolicies(name, options).map((policy) => awsManagedPolicyArn(partition, policy.name)),
  }));
}

/** What AmazonAthenaFullAccess grants beyond the options for tables, if there are any; known in one partition only. */
function beyondTables(options: PolicyOptions): [AthenaFullAccessBeyond | undefined] | undefined {
  const athena = readAthenaParameters(options);
  if (athena === undefined) return undefined;
  return [athenaFullAccessBeyond(athena, { region: options.region ?? EXAMPLE.region }, { catalog: ACTION_CATALOG })];
}

/** Options that describe roles say nothing about policies in files, which they do not narrow. */
function refuseRoleOptions(options: PolicyOptions): void {
  const given = Object.entries(options).filter(([, value]) => value !== undefined && value !== true);
  if (given.length === 0) return;
  throw new InvalidInputError(
    given.map(([name]) => ({
      code: 'conflicting_elements',
      path: [name],
      message: 'needs `--mode`: it describes roles, and changes nothing about policies in files',
    })),
  );
}

const LEVELS = { critical: 'error', high: 'error', medium: 'warning', low: 'warning' } as const;

function toCheck({ name, risks }: RiskReport['roles'][number]): Check {
  return {
    name,
    findings: risks.map(({ code, severity, description, remedy }: Risk) => ({
      level: LEVELS[severity],
      code,
      message: `${description.replace(/\.$/, '')} (${remedy.replace(/\.$/, '')})`,
    })),
  };
}

const TONES = { critical: 'bad', high: 'bad', medium: 'warning', low: 'note' } as const;

/** The text with the severity of each row of its tables in color. */
function colored(text: string, style: Style): string {
  return text.replace(/^(severity|critical|high|medium|low)(?= {2})/gm, (_, first: RiskSeverity | 'severity') =>
    first === 'severity' ? `  ${first}` : style.mark(TONES[first], first),
  );
}
