import { parseAllDocuments, type Document, type LineCounter } from 'yaml';
import type { LocatedProblem, Position } from '../../core/issue.js';
import { quote } from '../../core/quote.js';
import { formatNumber } from '../../core/words.js';

/** Later errors of the parser follow from earlier ones. */
const MAX_ERRORS = 10;

/** Where a character of the text is. */
export function positionsIn(lines: LineCounter): (offset: number) => Position {
  return (offset) => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
}

/**
 * Reads the only document of a text in YAML 1.2. A text without a document has none, and no problem.
 *
 * @param hint What to do about a second document.
 */
export function readYamlDocument(
  text: string,
  lines: LineCounter,
  hint: string,
): { document: Document.Parsed | undefined; problems: LocatedProblem[] } {
  const read = parseAllDocuments(text, {
    version: '1.2',
    schema: 'core',
    // It compares each key with each other one; the readers have a set.
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'silent',
    lineCounter: lines,
  });
  const documents = 'empty' in read ? [] : read;
  const [document, second] = documents;
  const at = positionsIn(lines);
  const problems = documents
    .flatMap(({ errors }) => errors)
    .slice(0, MAX_ERRORS)
    .map(({ message, pos }): LocatedProblem => ({
      code: 'invalid_yaml',
      path: [],
      message: `not YAML: ${describeError(message)}`,
      position: at(pos[0]),
    }));
  if (second !== undefined) {
    const message = `the file has ${formatNumber(documents.length)} YAML documents; the second one begins here`;
    problems.push({ code: 'invalid_yaml', path: [], message, hint, position: at(second.range[0]) });
  }
  return { document, problems };
}

/** The message of another library, which can contain parts of the file. */
function describeError(message: string): string {
  const escaped = quote(message).slice(1, -1);
  return escaped.slice(0, 1).toLowerCase() + escaped.slice(1);
}
