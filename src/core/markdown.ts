/** A text in one line that means nothing to Markdown, except for code in backticks. */
export function inline(text: string): string {
  const parts = text.replace(/[\r\n]+/g, ' ').split(/(`[^`]*`)/);
  return parts.map((part, index) => (index % 2 === 1 ? part : part.replace(/[\\*_[\]<>#`|~]/g, '\\$&'))).join('');
}

/** The same for a cell of a table, where a bar ends the cell even in code. */
export function cell(text: string): string {
  return inline(text).replace(/(?<!\\)\|/g, '\\|');
}
