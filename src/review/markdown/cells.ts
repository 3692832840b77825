import { quoteText } from '../../core/quote.js';
import type { AccessRequest } from '../../iam/request.js';
import { idOfPrincipal, notKnownInWords } from '../text/words.js';
import type { ReviewRole } from '../types.js';

/** Longer than any value of a policy that IAM accepts. */
const MAX_LENGTH = 12_000;

/** A value as code. What could end the code, change the direction of text or break a line is escaped. */
export function codeSpan(value: string): string {
  return visible(quoteText(value, MAX_LENGTH));
}

/** Shows what is invisible or changes the direction of text as an escape. */
function visible(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu, escapePoint);
}

function escapePoint(character: string): string {
  return `\\u{${(character.codePointAt(0) as number).toString(16)}}`;
}

/** Values as code, with commas. */
export function codeList(values: readonly string[]): string {
  return values.map(codeSpan).join(', ');
}

/** What is not known of the managed policies of a role, if something is not. */
export function notKnownText({ notOpened }: ReviewRole, consequence: string): string[] {
  return notOpened.length === 0 ? [] : [`**${notKnownInWords(notOpened.length)}: ${consequence}.**`];
}

/** A text of this library outside of code: nothing in it means anything to Markdown or is HTML. */
export function escapeProse(text: string): string {
  const parts = text.replace(/\s+/g, ' ').split(/(`[^`]*`)/);
  return parts
    .map((part, index) =>
      index % 2 === 1 ? codeSpan(part.slice(1, -1)) : visible(part.replace(/[\\*_[\]<>#|~&]/g, '\\$&')),
    )
    .join('');
}

/** A cell of a table, in which a bar would end the cell, also in code. */
function cell(text: string): string {
  return text.replace(/(?<!\\)\|/g, '\\|');
}

/** A table. */
export function tableText(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => '---'), ...rows];
  return lines.map((line) => `| ${line.map(cell).join(' | ')} |`).join('\n');
}

export function bullets(lines: readonly string[]): string {
  return lines.map((line) => `- ${line}`).join('\n');
}

/** A source with its link; text alone if it has no page of the web. */
export function linkText({ text, url, archiveUrl }: { text: string; url?: string; archiveUrl?: string }): string {
  const archive = archiveUrl === undefined ? '' : ` (${linkText({ text: 'archived', url: archiveUrl })})`;
  if (url === undefined || !/^https:\/\/[\w./#%+~?=&:-]+$/.test(url)) return `${escapeProse(text)}${archive}`;
  return `[${escapeProse(text)}](${url})${archive}`;
}

/** A request in one line. */
export function requestLine({ action, resource, context = {}, principal }: AccessRequest): string {
  const keys = Object.entries(context).map(
    ([key, values]) => `${codeSpan(key)} = ${[values].flat().map(codeSpan).join(', ')}`,
  );
  const who = principal === undefined ? '' : `, by ${codeSpan(idOfPrincipal(principal))}`;
  return `${codeSpan(action)} on ${codeSpan(resource)}${keys.length === 0 ? '' : `, with ${keys.join(' and ')}`}${who}`;
}
