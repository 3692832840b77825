import type { Outcome } from '../command.js';
import { createStyle } from '../style.js';
import type { Terminal } from '../terminal.js';
import type { Format } from './format.js';
import { toGithub } from './github.js';
import { toJunit } from './junit.js';
import { checksToMarkdown } from './markdown.js';
import type { OutputChoice } from './options.js';

/**
 * Of the reports of `--format json` and `json-summary`. A new version removes members or changes their meaning; new
 * members do not.
 */
export const SCHEMA_VERSION = 1;

/** Writes what a command found, in the requested format. */
export function printOutcome(name: string, outcome: Outcome, choice: OutputChoice, terminal: Terminal): void {
  const { format, isQuiet } = choice;
  const file = outcome.isWritten === true ? undefined : choice.file;
  if (isQuiet && file === undefined && !hasFinding(outcome)) return;
  // A file has no width, and no colors unless the options request them.
  const color = choice.color ?? (file === undefined && terminal.color);
  const style = createStyle({ color, columns: file === undefined ? terminal.columns : undefined });
  const text = format === 'text' ? outcome.text(style) : formatData(name, format, outcome);
  const lines = text === '' || text.endsWith('\n') ? text : `${text}\n`;
  if (file !== undefined) terminal.write(file, lines);
  else terminal.out(lines);
  if (file === undefined && format === 'text' && terminal.columns !== undefined && outcome.next !== undefined) {
    terminal.out(style.wrap(`\n${style.dim(`Next: ${outcome.next}`)}\n`));
  }
}

/** Whether there is something to tell: an error is, also if the exit status does not count it. */
function hasFinding({ exitCode, checks = [] }: Outcome): boolean {
  return exitCode !== 0 || checks.some(({ findings }) => findings.some(({ level }) => level === 'error'));
}

function formatData(name: string, format: Exclude<Format, 'text'>, outcome: Outcome): string {
  const { report, summary, document, checks = [], html, markdown, sarif } = outcome;
  const title = `upsolver-iam ${name}`;
  switch (format) {
    case 'html':
      // Only commands that render a page have the format.
      return (html as () => string)();
    case 'json':
      return JSON.stringify(report === undefined ? document : withVersion(report), undefined, 2);
    case 'json-summary':
      // Only commands that summarize their report have the format.
      return JSON.stringify(withVersion((summary as () => object)()));
    case 'markdown':
      return markdown?.() ?? checksToMarkdown(title, checks);
    case 'sarif':
      // Only commands that know the rules have the format.
      return JSON.stringify((sarif as () => unknown)(), undefined, 2);
    case 'github':
      return toGithub(checks);
    case 'junit':
      return toJunit(title, checks);
  }
}

function withVersion(report: object): object {
  return { schemaVersion: SCHEMA_VERSION, ...report };
}
