import { escapeCharacter } from '../../core/quote.js';

/** A piece of HTML that is safe to insert: everything in it was written here or has been escaped. */
export type Html = { readonly html: string };

type Insertable = Html | string | number | readonly Html[] | undefined;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * Escapes a text for HTML, in elements and in attributes. Control characters, characters that change the direction of
 * text or are invisible, and halves of surrogate pairs become visible escapes, such as `\u202e`.
 */
export function escapeHtml(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0]/gu, visible)
    .replace(/[&<>"']/g, (character) => ENTITIES[character] as string);
}

function visible(character: string): string {
  return [...Array(character.length).keys()].map((index) => escapeCharacter(character.charAt(index))).join('');
}

/**
 * Builds HTML. Whatever is inserted is escaped, unless it is HTML. A line break with the indentation around it becomes
 * one line break.
 */
export function markup(parts: TemplateStringsArray, ...values: readonly Insertable[]): Html {
  const [first = '', ...rest] = parts.map((part) => part.replace(/\s*\n\s*/g, '\n'));
  return { html: rest.reduce((text, part, index) => text + insert(values[index]) + part, first) };
}

function insert(value: Insertable): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return escapeHtml(value);
  if (typeof value === 'number') return String(value);
  return 'html' in value ? value.html : value.map((each) => each.html).join('');
}

/** An identifier, a pattern or another value, as code. */
export function codeHtml(value: string): Html {
  return markup`<code>${value}</code>`;
}

/** A name as code, which breaks before its words: `UpsolverServer|Role`. */
export function nameHtml(name: string): Html {
  return markup`<code>${wordsHtml(name)}</code>`;
}

/** A name that breaks before its words. */
export function wordsHtml(name: string): Html {
  const [first = '', ...words] = name.split(/(?<=[a-z])(?=[A-Z])/);
  return markup`${first}${words.map((word) => markup`<wbr>${word}`)}`;
}

/** A text of several lines, as it is. */
export function preformatted(text: string): Html {
  return { html: `<pre>${text.split('\n').map(escapeHtml).join('\n')}</pre>` };
}

/** A sentence of this library, with what is in backticks as code. */
export function prose(text: string): Html {
  const parts = text.split(/`([^`]*)`/);
  return { html: parts.map((part, index) => (index % 2 === 1 ? codeHtml(part).html : escapeHtml(part))).join('') };
}

/** A link to a page; text alone if there is no page, or if it is not one of the web. */
export function linkHtml({ text, url, archiveUrl }: { text: string; url?: string; archiveUrl?: string }): Html {
  const archive = archiveUrl === undefined ? undefined : markup` (${linkHtml({ text: 'archived', url: archiveUrl })})`;
  if (url === undefined || !url.startsWith('https://')) return markup`${prose(text)}${archive}`;
  return markup`<a href="${url}" rel="noreferrer noopener">${prose(text)}</a>${archive}`;
}

/** A list, or nothing if it has no entries. */
export function listHtml(entries: readonly Html[], className = ''): Html | undefined {
  if (entries.length === 0) return undefined;
  return markup`<ul class="${className}">
    ${entries.map((entry) => markup`<li>${entry}</li>`)}
  </ul>`;
}

/** A section that folds. */
export function fold(title: Html, body: Html): Html {
  return markup`<details><summary>${title}</summary>
    <div class="body">${body}</div></details>`;
}

/** A table that scrolls in its frame where it is too wide. The frame can be reached with the keyboard. */
export function tableHtml(
  caption: string,
  head: readonly string[],
  rows: readonly (readonly Html[])[],
  className = '',
): Html {
  const headings = head.map((each) => markup`<th scope="col">${each}</th>`);
  const body = rows.map(
    ([first, ...rest]) =>
      markup`<tr>
        <th scope="row">${first}</th>
        ${rest.map((each) => markup`<td>${each}</td>`)}
      </tr>`,
  );
  return markup`<div class="scroll" tabindex="0" role="region" aria-label="${caption}">
    <table class="${className}">
      <caption class="unseen">
        ${caption}
      </caption>
      <thead>
        <tr>
          ${headings}
        </tr>
      </thead>
      <tbody>
        ${body}
      </tbody>
    </table>
  </div>`;
}
