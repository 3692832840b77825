import { Command, CommanderError } from 'commander';
import {
  buildRoles,
  formatIssue,
  INTEGRATION_MODES,
  InvalidInputError,
  type IntegrationMode,
  type RoleParameters,
} from 'upsolver-iam';
import { toCloudFormation } from 'upsolver-iam/cloudformation';
import { createRoleCheck, explainReport, type RoleStatus } from 'upsolver-iam/drift';

/** Where a command reads and writes: the process, or a test. */
export type Terminal = {
  stdin: AsyncIterable<string | Uint8Array>;
  out: (text: string) => void;
  err: (text: string) => void;
};

/** 0: all roles are in sync. 1: a role has drifted or is missing. 2: invalid or incomplete input. */
export type ExitCode = 0 | 1 | 2;

type Options = { mode: IntegrationMode; orgId: string; region: string; trustedAccount: string; externalId: string };

const EXIT_CODES: Record<RoleStatus, ExitCode> = { inSync: 0, drifted: 1, missing: 1, unreadable: 2 };

/** Runs `acme` with the arguments after its name. */
export async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  let exitCode: ExitCode = 0;
  const program = new Command('acme').description('set up and verify Upsolver in your AWS account').exitOverride();
  program.configureOutput({ writeOut: terminal.out, writeErr: terminal.err });
  addIntegrationOptions(program.command('onboard'))
    .description('print a CloudFormation template with the roles that Upsolver needs')
    .action((options: Options) => onboard(options, terminal));
  addIntegrationOptions(program.command('verify'))
    .description('check the roles in the output of `aws iam get-account-authorization-details` (standard input)')
    .action(async (options: Options) => void (exitCode = await verify(options, terminal)));
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    return explainFailure(error, terminal);
  }
}

/** No option is required here: the library reports all missing and invalid values at once. */
function addIntegrationOptions(command: Command): Command {
  return command
    .option('--mode <mode>', INTEGRATION_MODES.join(' or '), 'private-vpc')
    .option('--org-id <id>', 'ID of your organization in Upsolver')
    .option('--region <region>', 'AWS Region of the integration')
    .option('--trusted-account <id>', "Upsolver's AWS account")
    .option('--external-id <id>', 'external ID that Upsolver sends');
}

function parametersOf({ orgId, region, trustedAccount, externalId }: Options): RoleParameters {
  return { orgId, region, trustedAccountId: trustedAccount, externalId };
}

function onboard(options: Options, { out }: Terminal): void {
  out(`${JSON.stringify(toCloudFormation(buildRoles(options.mode, parametersOf(options))), undefined, 2)}\n`);
}

async function verify(options: Options, { stdin, out }: Terminal): Promise<ExitCode> {
  const parameters = parametersOf(options);
  const check = createRoleCheck(buildRoles(options.mode, parameters), { parameters });
  for await (const chunk of stdin) check.write(chunk);
  const report = check.end();
  out(`${explainReport(report)}\n`);
  return EXIT_CODES[report.status];
}

/** Commander has already reported invalid arguments. Help is not a failure. */
function explainFailure(error: unknown, { err }: Terminal): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (!(error instanceof InvalidInputError)) throw error;
  for (const issue of error.issues) err(`error: ${formatIssue(issue)}\n`);
  return 2;
}
