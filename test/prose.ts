import ts from 'typescript';

/** A piece of prose, with the line where it begins. */
export type Prose = { readonly line: number; readonly text: string };

/** What stands for a value that is put into a message, and for a code span. */
const VALUE = '…';

/** The strings, templates and comments of a TypeScript file, without what stands in backticks. */
export function proseOfSource(source: string): Prose[] {
  const file = ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest, true);
  const found: { position: number; text: string }[] = [];
  const comments = new Map<number, string>();

  function visit(node: ts.Node): void {
    const ranges = [
      ...(ts.getLeadingCommentRanges(source, node.getFullStart()) ?? []),
      ...(ts.getTrailingCommentRanges(source, node.getEnd()) ?? []),
    ];
    for (const { pos, end } of ranges) comments.set(pos, source.slice(pos, end));
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;
    if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) {
      found.push({ position: node.getStart(), text: node.text });
    }
    if (ts.isTemplateExpression(node)) {
      const text = [node.head, ...node.templateSpans.map(({ literal }) => literal)]
        .map((part) => part.text)
        .join(VALUE);
      found.push({ position: node.getStart(), text });
    }
    for (const child of node.getChildren(file)) visit(child);
  }

  visit(file);
  for (const [position, comment] of comments) {
    const text = comment.replaceAll(/^\s*\*(?!\/)|^\/[/*]+|\*\/$/gm, ' ');
    found.push({ position, text });
  }
  return found
    .toSorted((a, b) => a.position - b.position)
    .map(({ position, text }) => ({
      line: file.getLineAndCharacterOfPosition(position).line + 1,
      text: withoutCode(text),
    }));
}

/** The paragraphs of a Markdown page, without code. */
export function proseOfMarkdown(page: string): Prose[] {
  let line = 1;
  const blank = (block: string): string => block.replaceAll(/[^\n]/g, '');
  return page
    .replaceAll('\r\n', '\n')
    .replaceAll(/^(```+)[^]*?^\1$/gm, blank)
    .split(/(?<=\n)(?=\n)|(?<=\n)(?=[|\-#])/)
    .flatMap((text) => {
      const start = line;
      line += text.split('\n').length - 1;
      return text.trim() === '' ? [] : [{ line: start + (text.startsWith('\n') ? 1 : 0), text: withoutCode(text) }];
    });
}

/** On one line, with every code span as if it were one word, and without the targets of links. */
function withoutCode(text: string): string {
  return text
    .replaceAll(/(`+)(?!`)[^]*?[^`]\1(?!`)/g, VALUE)
    .replaceAll(/\]\([^()\s]*\)/g, ']()')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
