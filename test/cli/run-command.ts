import { describeMissing } from '../../src/cli/input/file-names.js';
import { fileError } from '../../src/cli/input/file-problem.js';
import { run } from '../../src/cli/program.js';

/** Files by name, as text or as bytes; `-` is standard input. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

export type CommandResult = { code: number; out: string; err: string };

/** What a command sees of its surroundings, unless a test says otherwise: no terminal, no colors. */
export type Surroundings = {
  color?: boolean;
  columns?: number;
  written?: Map<string, string>;
  environment?: Readonly<Record<string, string>>;
  today?: string;
  readChunks?: (file: string) => Iterable<Uint8Array>;
};

/** Runs the command on files that exist in memory only. */
export async function runCommand(
  args: readonly string[],
  files: Files = {},
  {
    color = false,
    columns,
    written = new Map(),
    environment = {},
    today = '2027-06-30',
    readChunks = (file) => [readFrom(files, file)],
  }: Surroundings = {},
): Promise<CommandResult> {
  const result = { code: 0, out: '', err: '' };
  result.code = await run(args, {
    color,
    ...(columns !== undefined && { columns }),
    out: (text) => void (result.out += text),
    err: (text) => void (result.err += text),
    readChunks,
    write: (file, text) => void written.set(file, text),
    folders: {
      write: (folder, path, text) => void written.set(`${folder}/${path}`, text),
      list: (folder, isWanted) =>
        [...written]
          .filter(([file]) => file.startsWith(`${folder}/`))
          .map(([file, text]) => ({ path: file.slice(folder.length + 1), text }))
          .filter(({ path }) => isWanted(path)),
    },
    environment,
    today,
  });
  return result;
}

/** Returns the bytes of a file. */
export function readFrom(files: Files, file: string): Uint8Array {
  const content = files[file];
  if (content === undefined) {
    throw fileError(file, describeMissing(file, Object.assign(new Error('no such file'), { code: 'ENOENT' })));
  }
  return typeof content === 'string' ? new TextEncoder().encode(content) : content;
}

/** The result of a command that prints a value as JSON. */
export function printed(value: unknown): CommandResult {
  return { code: 0, out: `${JSON.stringify(value, undefined, 2)}\n`, err: '' };
}

/** The result of a command that refuses its input, with one line for each problem. */
export function refused(...messages: readonly string[]): CommandResult {
  return { code: 2, out: '', err: messages.map((message) => `${message}\n`).join('') };
}
