import { spawnSync } from 'node:child_process';

const isWindows = process.platform === 'win32';

/** Runs a command in sight of the user. npm and npx are scripts on Windows, which only a shell can start. */
export function run(command: string, args: readonly string[], environment: Record<string, string> = {}): boolean {
  console.log(`\n> ${[command, ...args].join(' ')}`);
  const env = { ...process.env, ...environment };
  const started = isWindows
    ? spawnSync([command, ...args].map(quoteForCmd).join(' '), { stdio: 'inherit', shell: true, env })
    : spawnSync(command, args, { stdio: 'inherit', env });
  return started.status === 0;
}

function quoteForCmd(argument: string): string {
  return /^[\w./:=@-]+$/.test(argument) ? argument : `"${argument.replaceAll('"', '""')}"`;
}
