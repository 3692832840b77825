import ts from 'typescript';

/** A piece of prose, with the line where it begins. */
export type Prose = { readonly line: number; readonly text: string };

/** What stands for a value that is put into a message, and for a code span. */
const VALUE = '…';

/** The strings, templates and comments of a TypeScript file, without what stands in backticks. */
export function proseOfSource(source: string): Prose[] {
  const file = ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest, true);
  const found: { position: number; text: string }[] = [];
  let code = source;
  const blank = (node: ts.Node): void => {
    const [start, end] = [node.getStart(file), node.getEnd()];
    code = code.slice(0, start) + ' '.repeat(end - start) + code.slice(end);
  };

  function visit(node: ts.Node): void {
    if (ts.isLiteralExpression(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) blank(node);
    const isImport = ts.isImportDeclaration(node.parent ?? node) || ts.isExportDeclaration(node.parent ?? node);
    if (!isImport && ts.isStringLiteralLike(node)) found.push({ position: node.getStart(file), text: node.text });
    if (ts.isTemplateExpression(node)) {
      const text = [node.head, ...node.templateSpans.map(({ literal }) => literal)]
        .map((part) => part.text)
        .join(VALUE);
      found.push({ position: node.getStart(file), text });
    }
    ts.forEachChild(node, visit);
  }

  visit(file);
  // Outside of literals, only comments begin like this.
  for (const { 0: comment, index } of code.matchAll(/\/\*[^]*?\*\/|\/\/.*$/gm)) {
    const text = source.slice(index, index + comment.length).replaceAll(/^\s*\*(?!\/)|^\/[/*]+|\*\/$/gm, ' ');
    found.push({ position: index, text });
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
