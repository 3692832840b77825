import { PARAMETERS } from '../../upsolver/role-parameters.js';
import { runCommand, type CommandResult } from '../run-command.js';
import { BYTES } from './bytes.js';
import { DOCUMENTS, ENCODED, MISTAKES } from './documents.js';
import { COMMAND_ERRORS, TEXTS } from './texts.js';

/* What the commands say of inputs that are not what they want. `test/golden/cli-inputs.txt` has it. */

const asText = (documents: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(Object.entries(documents).map(([what, value]) => [what, JSON.stringify(value, undefined, 2)]));

/** The inputs, by what they are. */
export const INPUTS: Readonly<Record<string, string | Uint8Array>> = {
  ...BYTES,
  ...COMMAND_ERRORS,
  ...TEXTS,
  ...asText(DOCUMENTS),
  ...MISTAKES,
  ...ENCODED,
};

const ROLE_OPTIONS = [
  '--mode=upsolver-vpc',
  `--org-id=${PARAMETERS.orgId}`,
  `--region=${PARAMETERS.region}`,
  `--trusted-account=${PARAMETERS.trustedAccountId}`,
  `--external-id=${PARAMETERS.externalId}`,
];

const GOOD = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }],
});

/** The commands that read the file `in`, by the name that the table has for them. */
export const COMMANDS: Readonly<Record<string, readonly string[]>> = {
  lint: ['lint', 'in'],
  compare: ['compare', 'in', 'in'],
  evaluate: ['evaluate', 'in', '--action', 's3:GetObject', '--resource', 'arn:aws:s3:::b/k'],
  risks: ['risks', 'good', 'in'],
  check: ['check', 'in', ...ROLE_OPTIONS],
  'template --data-access': ['template', 'cloudformation', '--mode', 'upsolver-vpc', '--data-access', 'in'],
};

/** The commands whose answers the table has: one for each kind of input that is wanted. */
const SHOWN = ['lint', 'check', 'template --data-access'];

/** Runs a command on an input. */
export function runOn(content: string | Uint8Array, command: string): Promise<CommandResult> {
  return runCommand(COMMANDS[command] as string[], { in: content, good: GOOD });
}

/** The first line that a command prints: of messages, or else of its output. */
export function firstLine({ out, err }: CommandResult): string {
  return (err === '' ? out : err).split('\n')[0] as string;
}

/** The results of a command, by the input and the name of the command. */
type ResultOf = (what: string, command: string) => CommandResult | Promise<CommandResult>;

/** The table: for each input, the exit status of commands and the first line that they print. */
export async function inputsTable(
  resultOf: ResultOf = (what, command) => runOn(INPUTS[what] as string, command),
): Promise<string> {
  const blocks = Object.keys(INPUTS).map(async (what) => {
    const rows = SHOWN.map(async (command) => {
      const result = await resultOf(what, command);
      return `  ${command}: exit ${result.code}: ${firstLine(result)}`;
    });
    return [what, ...(await Promise.all(rows))].join('\n');
  });
  return `${(await Promise.all(blocks)).join('\n\n')}\n`;
}
