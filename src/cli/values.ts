import type { Command, Option } from 'commander';

/**
 * Refuses an option whose value is missing. Without this, the option after it would be taken for its value:
 * `--external-id --json` would accept the external ID `--json`. A value that looks like an option is written as
 * `--external-id=--json`.
 *
 * @param args The arguments of the command.
 * @throws {CommanderError} For the first such option, after the message has been written.
 */
export function assertValues(command: Command, args: readonly string[]): void {
  const named = (argument: string): Option | undefined =>
    command.options.find(({ short, long }) => argument === short || argument.split('=')[0] === long);
  for (let index = 0; index < args.length && args[index] !== '--'; index += 1) {
    const argument = args[index] as string;
    const option = named(argument);
    if (option?.required !== true || argument.includes('=')) continue;
    index += 1;
    if (named(args[index] ?? '') === undefined) continue;
    command.error(`error: option '${option.flags}' argument missing`, { code: 'commander.optionMissingArgument' });
  }
}
