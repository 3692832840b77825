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

/** Where a command reads and writes; the process has one, and so can a test. */
export type Terminal = {
  stdin: AsyncIterable<string | Uint8Array>;
  out: (text: string) => void;
  err: (text: string) => void;
};

/** All is well, something is not as it should be, or the question could not be answered. */
export type ExitCode = 0 | 1 | 2;

type Options = { mode: IntegrationMode; orgId: string; region: string; trustedAccount: string; externalId: string };

const EXIT_CODES: Record<RoleStatus, ExitCode> = { inSync: 0, drifted: 1, missing: 1, unreadable: 2 };

/** Runs `acme` with the arguments that stand behind its name. */
export async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  let exitCode: ExitCode = 0;
  const program = new Command('acme').description('Acme, with Upsolver in your AWS account').exitOverride();
  program.configureOutput({ writeOut: terminal.out, writeErr: terminal.err });
  addIntegrationOptions(program.command('onboard'))
    .description('print a CloudFormation template of the roles that Upsolver needs')
    .action((options: Options) => onboard(options, terminal));
  addIntegrationOptions(program.command('verify'))
    .description('check the roles in what `aws iam get-account-authorization-details` prints; exits with 0, 1 or 2')
    .action(async (options: Options) => void (exitCode = await verify(options, terminal)));
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    return explainFailure(error, terminal);
  }
}

/** None is required here: the library says what is missing or wrong, of all of them at once. */
function addIntegrationOptions(command: Command): Command {
  return command
    .option('--mode <mode>', INTEGRATION_MODES.join(' or '), 'private-vpc')
    .option('--org-id <id>', "Upsolver's id of your organization")
    .option('--region <region>', 'AWS Region of the integration')
    .option('--trusted-account <id>', "Upsolver's AWS account")
    .option('--external-id <id>', 'the external id that Upsolver sends');
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

/** Commander has said already what is wrong with the arguments; help is no failure. */
function explainFailure(error: unknown, { err }: Terminal): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (!(error instanceof InvalidInputError)) throw error;
  for (const issue of error.issues) err(`error: ${formatIssue(issue)}\n`);
  return 2;
}
