import { ACTION_CATALOG } from '../../aws/actions/built-in.js';
import { awsManagedPolicyArn } from '../../aws/arn.js';
import { findPartition } from '../../aws/partition.js';
import { attempt } from '../../core/attempt.js';
import { InvalidInputError, type LocatedProblem } from '../../core/issue.js';
import { checkGuardrails } from '../../guardrails/check-guardrails.js';
import type { GuardedRole } from '../../guardrails/check/guarded-role.js';
import type { GuardrailStatus, RoleGuardrails } from '../../guardrails/check/report.js';
import { explainGuardrails } from '../../guardrails/explain-guardrails.js';
import { guardrailFindings, guardrailsToSarif } from '../../guardrails/sarif.js';
import type { KnownKeys } from '../../iam/facts/facts.js';
import { INTEGRATION_MODES, type IntegrationMode } from '../../upsolver/catalogue/names.js';
import { roles, rolesOfMode } from '../../upsolver/catalogue/roles.js';
import { buildTrustPolicy } from '../../upsolver/policies/trust-policy.js';
import { buildRoles } from '../../upsolver/roles/build-roles.js';
import { defineCommand, eitherOf, oneOfList, repeated } from '../command.js';
import {
  nameGuardrailFiles,
  readGuardrailFiles,
  type GuardrailFileOptions,
  type NamedFile,
} from '../guardrail-files.js';
import { readKeyValues } from '../key-values.js';
import type { Check } from '../output/check.js';
import { addPolicyOptions, readRoleParameters, type PolicyOptions } from '../role-options.js';
import { buildRolePolicy, readManagedPolicies } from '../role-policy.js';
import type { Style, Tone } from '../style.js';
import type { ExitCode, Terminal } from '../terminal.js';
import { VERSION } from '../version.js';

type Options = PolicyOptions &
  GuardrailFileOptions & {
    config?: string;
    mode?: IntegrationMode;
    organization?: string;
    managementAccount?: string;
    fact?: string[];
    failOn?: string;
  };

/** What `--fail-on` can name, with the statuses that count. */
const COUNTED = {
  narrowed: ['narrowed', 'cutOff'],
  cutOff: ['cutOff'],
  never: [],
} satisfies Record<string, GuardrailStatus[]>;
type FailOn = keyof typeof COUNTED;
const FAIL_ON = Object.keys(COUNTED) as FailOn[];

/** An example for the name of the bucket. */
const EXAMPLE_ORG_ID = '12345678-1234-1234-1234-1234567890ab';

export default defineCommand<[], Options>({
  description:
    "Checks which permissions of Upsolver's roles are blocked by an organization's guardrails: service control " +
    'policies, resource control policies and a permissions boundary. Prints each permission that they narrow or cut ' +
    'off, with the statement that denies it, a request that is denied and one that remains allowed. States its ' +
    'assumptions, and what policies cannot show; docs/guardrails.md describes the method.',
  examples: [
    'upsolver-iam guardrails --mode private-vpc --scp deny-regions.json \\\n' +
      '      --organization o-a1b2c3d4e5 --account 444455556666 --region eu-west-1',
  ],
  declare: (command) => {
    command
      .option('--config <FILE>', 'Accounts file, in YAML or JSON, with `guardrails`')
      .option('--mode <mode>', `Integration mode (required without --config): ${eitherOf(INTEGRATION_MODES)}`)
      .option('--scp <FILE...>', 'Service control policies: JSON, or output of AWS. Put the level first: root=FILE')
      .option('--rcp <FILE...>', 'Resource control policies, in the same forms')
      .option('--boundary <FILE>', 'Permissions boundary of the roles')
      .option('--organization <id>', 'ID of your organization in AWS Organizations')
      .option(
        '--management-account <id>',
        'ID of the management account of the organization, in which SCPs and RCPs have no effect',
      )
      .option(
        '--fact <key=value>',
        'Condition key that all requests have. Repeat it for several keys, or values of a multivalued key',
        repeated,
      )
      .option(
        '--fail-on <status>',
        `Exit with 1 for permissions with at least this status: ${eitherOf(FAIL_ON)} (default: narrowed)`,
      );
    addPolicyOptions(command);
  },
  formats: ['text', 'json', 'markdown', 'sarif', 'github', 'junit'],
  exitStatus: {
    0: 'everything works',
    1: 'a permission is narrowed or cut off',
    2: 'invalid input',
    3: 'something could not be decided',
  },
  run: async (_args, { failOn = 'narrowed', config, ...given }, terminal) => {
    const [limit] = oneOfList('failOn', 'status', [failOn], FAIL_ON) as [FailOn];
    const { options, files, roles: known, keys } = await withConfig(config, given, terminal);
    const facts = readPlace(options, keys);
    const partition = findPartition(facts.region);
    const { organization } = options;
    const context = {
      ...(organization !== undefined && { organizationId: organization }),
      ...(partition && { partition }),
    };
    const { managementAccount } = options;
    const report = withOptionNames(() =>
      checkGuardrails(known ?? rolesOf(options, terminal), readGuardrailFiles(files, context, terminal), {
        facts,
        catalog: ACTION_CATALOG,
        ...(managementAccount !== undefined && { managementAccountId: managementAccount }),
      }),
    );
    return {
      exitCode: exitCodeOf(report.roles, limit),
      text: (style) => style.wrap(colored(explainGuardrails(report), style)),
      report,
      checks: report.roles.map(toCheck),
      sarif: () => guardrailsToSarif(report, VERSION),
    };
  },
});

/** Options with what the accounts file adds to them. */
type Configured = {
  options: Options;
  files: NamedFile[];
  /** The roles of the file. */
  roles?: readonly GuardedRole[];
  keys: KnownKeys;
};

/** What the accounts file has in place of options that are omitted. */
async function withConfig(config: string | undefined, options: Options, terminal: Terminal): Promise<Configured> {
  if (config === undefined) return { options, files: nameGuardrailFiles(options), keys: {} };
  const { loadGuardrailsConfig } = await import('../config/guardrails-config.js');
  const { settings, folder, entry } = loadGuardrailsConfig(config, options, terminal);
  const { scp, rcp, boundary, organization, managementAccount } = settings;
  const own: GuardrailFileOptions = {
    ...(options.scp === undefined && scp !== undefined && { scp: [...scp] }),
    ...(options.rcp === undefined && rcp !== undefined && { rcp: [...rcp] }),
    ...(options.boundary === undefined && boundary !== undefined && { boundary }),
  };
  return {
    options: {
      ...(organization !== undefined && { organization }),
      ...(managementAccount !== undefined && { managementAccount }),
      ...options,
      mode: entry.mode,
      account: entry.accountId,
      region: entry.region,
    },
    files: [...nameGuardrailFiles(options), ...nameGuardrailFiles(own, folder)],
    roles: entry.roles,
    keys: settings.facts ?? {},
  };
}

/**
 * @param keys Condition keys that options can replace.
 * @throws {InvalidInputError} With every option that is missing.
 */
function readPlace({ mode, account, region, organization, fact = [] }: Options, keys: KnownKeys) {
  const required: [string, string | undefined][] = [
    ['mode', mode],
    ['account', account],
    ['region', region],
  ];
  const missing = required
    .filter(([, value]) => value === undefined)
    .map(([name]): LocatedProblem => ({ code: 'missing', path: [name], message: 'is required' }));
  if (missing.length > 0) throw new InvalidInputError(missing);
  const named = Object.fromEntries(readKeyValues(fact, 'fact'));
  const replaced = new Set(Object.keys(named).map((key) => key.toLowerCase()));
  const kept = Object.entries(keys).filter(([key]) => !replaced.has(key.toLowerCase()));
  const all = { ...Object.fromEntries(kept), ...named };
  return {
    accountId: account as string,
    region: region as string,
    ...(organization !== undefined && { organizationId: organization }),
    ...(Object.keys(all).length > 0 && { keys: all }),
  };
}

/** The options that parameters come from. */
const OPTION_NAMES: Readonly<Record<string, string>> = {
  organizationId: 'organization',
  accountId: 'account',
  managementAccountId: 'managementAccount',
  keys: 'fact',
};

/** @throws {InvalidInputError} With the options in place of the parameters that they are. */
function withOptionNames<Value>(run: () => Value): Value {
  const result = attempt(InvalidInputError, run);
  if (!(result instanceof InvalidInputError)) return result;
  throw new InvalidInputError(
    result.issues.map((issue) => {
      const path = issue.path.filter((step) => step !== 'options' && step !== 'facts');
      const [first, ...rest] = path;
      return { ...issue, path: first === undefined ? path : [OPTION_NAMES[first] ?? first, ...rest] };
    }),
  );
}

/** Without a trusted account, roles that it assumes have no trust policy: whether they can be assumed is unknown. */
function rolesOf(options: Options, terminal: Terminal): readonly GuardedRole[] {
  const { boundary: _file, ...others } = options;
  const given = { ...others, orgId: options.orgId ?? EXAMPLE_ORG_ID };
  const [mode] = oneOfList('mode', 'integration mode', [options.mode as IntegrationMode], INTEGRATION_MODES) as [
    IntegrationMode,
  ];
  if (options.trustedAccount !== undefined || options.externalId !== undefined) {
    return buildRoles(mode, readRoleParameters(given, terminal));
  }
  const { path, namePrefix = '', nameSuffix = '' } = options;
  const partition = findPartition(options.region) ?? 'aws';
  return rolesOfMode(mode).map((role) => ({
    role,
    name: `${namePrefix}${role}${nameSuffix}`,
    ...(path !== undefined && { path }),
    inlinePolicies: [{ name: roles[role].policyName, document: buildRolePolicy(role, given) }],
    ...(roles[role].trusts === 'ec2' && {
      trustPolicy: buildTrustPolicy('UpsolverServerRole', { region: options.region as string }),
    }),
    managedPolicyArns: readManagedPolicies(role, given).map((policy) => awsManagedPolicyArn(partition, policy.name)),
  }));
}

function exitCodeOf(found: readonly RoleGuardrails[], limit: FailOn): ExitCode {
  const statuses = found.flatMap(({ permissions, assume, notLookedAt }): GuardrailStatus[] => [
    ...[...permissions, ...assume].map(({ status }) => status),
    ...notLookedAt.map(() => 'unknown' as const),
  ]);
  if (statuses.some((status) => (COUNTED[limit] as GuardrailStatus[]).includes(status))) return 1;
  return statuses.includes('unknown') ? 3 : 0;
}

function toCheck(role: RoleGuardrails): Check {
  const missing = role.notLookedAt.map((arn) => ({
    level: 'warning' as const,
    code: 'notLookedAt',
    message: `${arn} was not checked, because the input does not include its document`,
  }));
  const findings = guardrailFindings(role).map(({ code, level, message, subject }) => ({
    level,
    code,
    message,
    id: subject,
  }));
  return { name: role.name, findings: [...findings, ...missing] };
}

const TONES = { 'cut off': 'bad', narrowed: 'warning', unknown: 'unknown' } as const satisfies Record<string, Tone>;

/** The text with the status of each row of its tables in color. */
function colored(text: string, style: Style): string {
  return text.replace(/^(status|cut off|narrowed|unknown)(?= {2})/gm, (first: string) =>
    first === 'status' ? `  ${first}` : style.mark(TONES[first as keyof typeof TONES], first),
  );
}
