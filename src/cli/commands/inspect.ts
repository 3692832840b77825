import { ACTION_CATALOG } from '../../aws/actions/built-in.js';
import { InvalidInputError, type Issue, type LocatedProblem } from '../../core/issue.js';
import { quote } from '../../core/quote.js';
import { inspectRoles, type InspectedIntegration } from '../../drift/inspect/inspect.js';
import type { SettingDisagreement } from '../../drift/inspect/settings.js';
import { UNCHECKED_SETTINGS } from '../../drift/report/explain.js';
import { SEVERITIES, type Finding } from '../../drift/report/finding.js';
import type { RoleReport } from '../../drift/report/report.js';
import { toImports, type Imports } from '../../render/imports/imports.js';
import type { RoleParameters } from '../../upsolver/parameters/role.js';
import { buildRoles } from '../../upsolver/roles/build-roles.js';
import { SCOPE_OPTIONS } from '../../upsolver/scope/options.js';
import { defineCommand, eitherOf, oneOfList, repeated } from '../command.js';
import { formatFileIssue, formatForPeople, nameOfFile } from '../input/file-problem.js';
import { assertReadOnce } from '../input/open-input.js';
import { readExports } from '../input/read-input.js';
import { assertUniqueKeys } from '../input/unique-keys.js';
import { table } from '../layout.js';
import { optionsFor, quoteArguments } from '../role-command.js';
import type { Style } from '../style.js';
import type { ExitCode, Terminal } from '../terminal.js';
import { toYaml } from '../yaml.js';

const IMPORTERS = ['terraform', 'cloudformation', 'pulumi'] as const;
type Importer = (typeof IMPORTERS)[number];

type Options = { orgId?: string; region?: string; trustedAccount?: string; externalId?: string[]; import?: string };

export default defineCommand<[string[]], Options>({
  description:
    'Infers the parameters of the roles in an account: mode, names, Region, organization, trusted account, scope and ' +
    'features. Prints what differs, and the command line and the accounts file that build the same roles. With ' +
    '--import, prints what a tool needs to import the roles without changing them.',
  examples: [
    'aws iam get-account-authorization-details --output json \\\n' +
      '      --filter Role LocalManagedPolicy AWSManagedPolicy > export.json',
    'upsolver-iam inspect export.json',
    'upsolver-iam inspect export.json --import terraform -o imports.tf.json',
  ],
  declare: (command) =>
    command
      .argument('[export.json...]', 'Output of the AWS CLI, JSON or NDJSON; `-` or no file is standard input')
      .option('--import <tool>', `Print what this tool needs to import the roles: ${eitherOf(IMPORTERS)}`)
      .option('--org-id <id>', 'ID of your Upsolver organization, if the roles do not show it')
      .option('--region <region>', 'AWS Region of the integration, if the roles do not show it')
      .option('--trusted-account <id>', "ID of Upsolver's AWS account, if the roles do not show it")
      .option('--external-id <id>', 'External ID, if the roles do not show it. Repeat it for several', repeated),
  formats: ['text', 'json'],
  exitStatus: {
    0: 'the roles match their inferred parameters',
    1: 'something differs, or the account has none of the roles',
    2: 'invalid input',
    3: 'nothing differs, but the input is incomplete',
  },
  run: ([files], { import: tool, ...options }, terminal) => {
    const exports = files.length === 0 ? ['-'] : files;
    const [importer] = tool === undefined ? [] : oneOfList('import', 'tool', [tool], IMPORTERS);
    const { integrations, issues } = readAll(exports, options, terminal);
    if (importer !== undefined) {
      const text = importText(importer, onlyOne(integrations));
      return { exitCode: 0, text: () => text, document: importsOf(onlyOne(integrations)) };
    }
    const described = integrations.map((each) => describe(each, terminal));
    return {
      exitCode: exitCodeOf(integrations, issues),
      text: (style) =>
        integrations.length === 0
          ? "The input has no role with the name of one of Upsolver's roles."
          : described.map((each) => formatIntegration(each, style)).join('\n\n'),
      report: {
        integrations: described.map(({ integration, command, file }) => ({
          ...integration,
          command,
          accountsFile: file,
        })),
      },
    };
  },
});

function exitCodeOf(integrations: readonly InspectedIntegration[], issues: readonly Issue[]): ExitCode {
  if (integrations.length === 0 || integrations.some(isDifferent)) return 1;
  return issues.length > 0 || integrations.some(isIncomplete) ? 3 : 0;
}

/** Whether something differs, of whatever severity, or nothing was compared. */
function isDifferent({ reports, disagreements }: InspectedIntegration): boolean {
  return reports.length === 0 || disagreements.length > 0 || findingsOf(reports).some((each) => !isUnknown(each));
}

/** Whether something could not be compared. No export has the maximum session duration: it does not count. */
function isIncomplete({ reports }: InspectedIntegration): boolean {
  const unchecked = reports.flatMap(({ uncheckedSettings }) => uncheckedSettings);
  return findingsOf(reports).some(isUnknown) || unchecked.some((setting) => setting !== 'maxSessionDuration');
}

function findingsOf(reports: readonly RoleReport[]): Finding[] {
  return reports.flatMap(({ findings }) => findings);
}

function isUnknown({ severity }: Finding): boolean {
  return severity === 'unknown';
}

/** The largest accounts have some tens of megabytes. */
const MAX_BYTES = 134_217_728;

const TOO_LONG: LocatedProblem = {
  code: 'too_long',
  path: [],
  message: 'the input has more than 128 MiB',
  hint: 'inspect one account at a time',
};

function readAll(files: readonly string[], options: Options, terminal: Terminal) {
  assertReadOnce(files);
  // Parts have whole characters, and no byte order mark.
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const texts: { file: string; parts: string[] }[] = [];
  const start = (file: string): void => void texts.push({ file, parts: [] });
  let length = 0;
  for (const part of readExports(files, terminal, start)) {
    length += part.length;
    if (length > MAX_BYTES) throw new InvalidInputError([TOO_LONG]);
    texts.at(-1)?.parts.push(decoder.decode(part));
  }
  for (const { file, parts } of texts) assertUniqueKeys(file, parts.join(''));
  const { orgId, region, trustedAccount, externalId } = options;
  const found = inspectRoles(texts.flatMap(({ parts }) => parts).join(''), {
    parameters: {
      ...(orgId !== undefined && { orgId }),
      ...(region !== undefined && { region }),
      ...(trustedAccount !== undefined && { trustedAccountId: trustedAccount }),
      ...(externalId !== undefined && { externalId: externalId.length === 1 ? (externalId[0] as string) : externalId }),
    },
    catalog: ACTION_CATALOG,
  });
  if (found.issues.length > 0 && found.integrations.length === 0) {
    const file = files.map(nameOfFile).join(', ');
    throw new InvalidInputError(found.issues.map((issue) => ({ ...issue, file }) as typeof issue));
  }
  for (const line of formatForPeople(found.issues, formatFileIssue)) terminal.err(`error: ${line}\n`);
  return found;
}

type Described = {
  integration: InspectedIntegration;
  /** The command line that checks the roles; omitted if options cannot say all of it. */
  command?: string;
  /** The accounts file that builds the roles. */
  file: string;
};

function describe(integration: InspectedIntegration, terminal: Terminal): Described {
  const { mode, parameters, accountId, reports } = integration;
  const options = reports.length > 0 ? optionsFor(mode, parameters as RoleParameters, terminal) : undefined;
  const { athena, ...others } = parameters;
  const { accountId: _account, ...tables } = athena ?? {};
  const settings = { mode, ...others, ...(athena && { athena: tables }) };
  return {
    integration,
    ...(options && { command: quoteArguments(['upsolver-iam', 'check', 'export.json', ...options]) }),
    file: toYaml({ version: 1, accounts: { [accountId]: settings } }).trimEnd(),
  };
}

function formatIntegration({ integration, command, file }: Described, style: Style): string {
  const { accountId, mode, roles, parameters, unknownParameters, revision = '2020-11' } = integration;
  const { scope, features = {}, athena, dataAccess = [] } = parameters;
  const on = SCOPE_OPTIONS.filter((option) => scope?.[option] !== undefined && scope[option] !== false);
  const missing = SCOPE_OPTIONS.filter((option) => !on.includes(option));
  const without = Object.keys(features);
  const rows = [
    ...roles.map(({ role, name, existing }) => [role, existing === undefined ? `${name}: missing` : name]),
    ['Path', parameters.path ?? '/'],
    ['Region', parameters.region ?? 'not shown by the roles'],
    ['Organization', parameters.orgId ?? 'not shown by the roles'],
    ['Trusted account', parameters.trustedAccountId ?? 'not shown by the roles'],
    ['External ID', [parameters.externalId ?? 'not shown by the roles'].flat().join(', ')],
    ['Scope', scopeInWords(on, missing)],
    ['Features', without.length === 0 ? 'all' : `all but ${without.join(', ')}`],
    ...(athena === undefined ? [] : [['Databases', athena.databases.map(({ name }) => name).join(', ')]]),
    ...(dataAccess.length === 0 ? [] : [['Data access', `${dataAccess.length} grants`]]),
    ...(parameters.permissionsBoundaryArn === undefined ? [] : [['Boundary', parameters.permissionsBoundaryArn]]),
    ['Revision', revision === '2020-11' ? 'November 2020, the latest one that is known in full' : revision],
    ['Differences', differencesInWords(integration)],
    ...uncheckedInWords(integration).map((line) => ['Not checked', line]),
  ];
  const hint =
    unknownParameters.length === 0
      ? []
      : [style.wrap(`Give what the roles do not show: ${flagsOf(unknownParameters)}.`)];
  return [
    style.bold(`Account ${accountId}, mode ${mode}`),
    style.wrap(
      table(rows as string[][])
        .map((line) => `  ${line}`)
        .join('\n'),
    ),
    ...hint,
    ...(command === undefined ? [] : [`Check the roles:\n  ${command}`]),
    `Accounts file:\n${file
      .split('\n')
      .map((line) => `  ${line}`)
      .join('\n')}`,
  ].join('\n\n');
}

function scopeInWords(on: readonly string[], missing: readonly string[]): string {
  if (on.length === 0) return 'none';
  if (missing.length === 0) return 'all';
  return missing.length < on.length ? `all but ${missing.join(', ')}` : on.join(', ');
}

function differencesInWords({ reports, disagreements, unknownParameters }: InspectedIntegration): string {
  const findings = findingsOf(reports);
  const found = [
    ...findings
      .toSorted((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity))
      .map(({ message }) => message),
    ...disagreements.map(disagreementInWords),
  ];
  const reason = unknownParameters.length > 0 ? 'parameters are missing' : 'the roles have settings that are not valid';
  const verdict = reports.length === 0 ? [`not compared: ${reason}`] : [];
  if (found.length === 0) return verdict[0] ?? 'none';
  const shown = found.slice(0, 5);
  return [...verdict, `${found.length}: ${shown.join('; ')}`, ...(found.length > 5 ? ['and more'] : [])].join('; ');
}

const SETTING_NAMES: Readonly<Record<SettingDisagreement['setting'], string>> = {
  path: 'paths',
  permissionsBoundaryArn: 'permissions boundaries',
  maxSessionDuration: 'maximum session durations',
  tags: 'tags',
};

function disagreementInWords({ setting, tag, values }: SettingDisagreement): string {
  const what = tag === undefined ? SETTING_NAMES[setting] : `values of the tag ${quote(tag)}`;
  const each = values.map(({ name, value }) => `${quote(name)} has ${value === undefined ? 'none' : quote(value)}`);
  return `the roles have different ${what}: ${each.join(', ')}`;
}

/** The settings that were not compared, with the call that returns them. */
function uncheckedInWords({ reports }: InspectedIntegration): string[] {
  const settings = new Set(reports.flatMap(({ uncheckedSettings }) => uncheckedSettings));
  return [...settings].map((setting) => UNCHECKED_SETTINGS[setting] as string);
}

const FLAGS: Readonly<Record<string, string>> = {
  orgId: '--org-id',
  region: '--region',
  trustedAccountId: '--trusted-account',
  externalId: '--external-id',
};

function flagsOf(names: readonly string[]): string {
  return names.map((name) => `\`${FLAGS[name]}\``).join(', ');
}

/** @throws {InvalidInputError} Unless there is one set of roles, of which all is known. */
function onlyOne(integrations: readonly InspectedIntegration[]): InspectedIntegration {
  const [only, ...more] = integrations;
  if (only === undefined) throw importProblem('the input has no roles to import', 'export the account that has them');
  if (more.length > 0) {
    const names = integrations.map(({ accountId, roles }) => `${roles[0]?.name} of ${accountId}`).join(', ');
    throw importProblem(
      `the input has ${integrations.length} sets of roles: ${names}`,
      'export one account with one set',
    );
  }
  if (only.unknownParameters.length > 0) {
    throw importProblem(
      `the roles do not show ${only.unknownParameters.map((name) => quote(name)).join(', ')}`,
      `add ${flagsOf(only.unknownParameters)}`,
    );
  }
  return only;
}

function importProblem(message: string, hint: string): InvalidInputError {
  const problem: LocatedProblem = { code: 'conflicting_elements', path: ['import'], message, hint };
  return new InvalidInputError([problem]);
}

function importsOf({ mode, parameters, roles }: InspectedIntegration): Imports {
  return toImports(
    buildRoles(mode, parameters as RoleParameters),
    roles.flatMap(({ existing }) => existing ?? []),
  );
}

function importText(importer: Importer, integration: InspectedIntegration): string {
  const { terraform, cloudFormation, pulumi } = importsOf(integration);
  if (importer === 'pulumi') return pulumi.map((args) => `pulumi import ${quoteArguments(args)}`).join('\n');
  return JSON.stringify(importer === 'terraform' ? terraform : cloudFormation, undefined, 2);
}
