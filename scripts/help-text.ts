import { COMMANDS } from '../src/cli/commands.js';
import { run } from '../src/cli/program.js';

/** Returns what `--help` prints for a command, or for the program if the name is empty. */
export async function helpText(name: string, columns = 80): Promise<string> {
  let text = '';
  await run(
    [name, '--help'].filter((argument) => argument !== ''),
    {
      color: false,
      columns,
      out: (more) => void (text += more),
      err: (more) => void (text += more),
      read: () => '',
      readChunks: () => [],
      write: () => {},
    },
  );
  return text;
}

/** The commands that the program lists. */
export const COMMAND_NAMES = Object.keys(COMMANDS);

/** Returns what `--help` prints, for the program and then for each command. */
export async function allHelpTexts(): Promise<string> {
  const texts = await Promise.all(
    ['', ...COMMAND_NAMES].map(async (name) => `$ upsolver-iam ${`${name} --help`.trim()}\n${await helpText(name)}`),
  );
  return texts.join('\n');
}
