import { formatSource } from '../src/cli/text.js';
import type { Source } from '../src/upsolver/catalogue/statements.js';

/** A table with a header. */
export function table(header: string[], rows: string[][]): string {
  return [header, header.map(() => '---'), ...rows].map(tableLine).join('\n');
}

function tableLine(cells: string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

/** A code span. */
export function code(text: string): string {
  return `\`${text}\``;
}

/** A source with links to the page and to its archived text. */
export function sourceLink(source: Source): string {
  if (source.kind === 'derived') return formatSource(source);
  const link = `[${formatSource(source)}](${source.url})`;
  return source.kind === 'source-page' ? `${link} ([archived](${source.archiveUrl}))` : link;
}

/** Where a revision of Upsolver's documentation is from, with a link if it can be read. */
export function revisionLink({ source, url }: { source: string; url?: string }): string {
  return url === undefined ? source : `[${source}](${url})`;
}

/** A fenced block of code. */
export function codeBlock(language: string, text: string): string {
  return `\`\`\`${language}\n${text}\n\`\`\``;
}

/**
 * Replaces what is between `<!-- generated:NAME -->` and `<!-- /generated:NAME -->` by the section of that name.
 *
 * @throws {Error} If the text lacks a marker of a section.
 */
export function fillMarkers(markdown: string, sections: Readonly<Record<string, string>>): string {
  return Object.entries(sections).reduce((text, [name, section]) => {
    const [start, end] = [`<!-- generated:${name} -->`, `<!-- /generated:${name} -->`];
    const [from, to] = [text.indexOf(start), text.indexOf(end)];
    if (from === -1 || to < from) throw new Error(`the text has no ${start} with a ${end} after it`);
    return `${text.slice(0, from + start.length)}\n\n${section}\n\n${text.slice(to)}`;
  }, markdown);
}
