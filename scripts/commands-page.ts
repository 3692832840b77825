import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { COMMANDS } from '../src/cli/commands.js';
import { addOutputOptions } from '../src/cli/output/options.js';
import { code, codeBlock, fillMarkers, table } from './markdown.js';

/** `docs/commands.md` with a section for each command, made of what `--help` prints. */
export async function renderCommandsPage(): Promise<string> {
  const sections = await Promise.all(
    Object.entries(COMMANDS).map(async ([name, { usage, load }]) => {
      const { description, examples, exitStatus, declare, formats } = (await load()).default;
      const command = new Command(name);
      declare(command);
      addOutputOptions(command, formats);
      const positional = command.registeredArguments.map((argument) => {
        const shown = `${argument.name()}${argument.variadic ? '...' : ''}`;
        return [code(usage.includes(`<${shown}>`) ? `<${shown}>` : `[${shown}]`), argument.description];
      });
      const options = command.options
        .filter(({ hidden }) => !hidden)
        .map((option) => [code(option.flags), option.description]);
      return [
        `## ${name}`,
        description,
        codeBlock('sh', [`upsolver-iam ${name} ${usage}`.trim(), '[options]'].join(' ')),
        table(['Argument or option', 'Meaning'], [...positional, ...options]),
        table(['Exit status', 'Meaning'], Object.entries(exitStatus)),
        examples.length > 1 ? 'Examples:' : 'Example:',
        codeBlock('sh', examples.map((example) => example.replaceAll(/\n +/g, '\n  ')).join('\n')),
      ].join('\n\n');
    }),
  );
  return fillMarkers(readFileSync('docs/commands.md', 'utf8'), { commands: sections.join('\n\n') });
}
