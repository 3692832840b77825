import { readFileSync } from 'node:fs';
import { COMMANDS } from '../src/cli/commands.js';
import { code, fillMarkers, table } from './markdown.js';

/** `docs/command-line.md` with its tables regenerated from the commands. */
export async function renderCommandLinePage(): Promise<string> {
  const commands = await Promise.all(
    Object.entries(COMMANDS).map(async ([name, { load }]) => ({ name, ...(await load()).default })),
  );
  return fillMarkers(readFileSync('docs/command-line.md', 'utf8'), {
    formats: table(
      ['Command', 'Formats'],
      commands
        .filter(({ formats }) => formats.length > 1)
        .map(({ name, formats }) => [code(name), formats.map(code).join(', ')]),
    ),
    'exit-status': table(
      ['Command', '0', '1', '3'],
      commands.map(({ name, exitStatus }) => [
        code(name),
        ...([0, 1, 3] as const).map((status) => exitStatus[status] ?? '-'),
      ]),
    ),
  });
}
