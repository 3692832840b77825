import { run } from '../src/cli/program.js';

/** Returns what `--help` prints for a command, or for the program if the name is empty. */
export function helpText(name: string, helpWidth = 80): string {
  let text = '';
  run(
    [name, '--help'].filter((argument) => argument !== ''),
    {
      color: false,
      helpWidth,
      out: (more) => void (text += more),
      err: (more) => void (text += more),
      readChunks: () => [],
    },
  );
  return text;
}

/** The commands that the program lists. */
export const COMMAND_NAMES = [...(helpText('').split('\nCommands:\n')[1] ?? '').matchAll(/^ {2}([a-z]+) /gm)]
  .map(([, name = '']) => name)
  .filter((name) => name !== 'help');

/** Returns what `--help` prints, for the program and then for each command. */
export function allHelpTexts(): string {
  return ['', ...COMMAND_NAMES]
    .map((name) => `$ upsolver-iam ${`${name} --help`.trim()}\n${helpText(name)}`)
    .join('\n');
}
