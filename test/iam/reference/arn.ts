import { ANYTHING, expressionOf, matchesWhole, piecesOf, remember, testOf, type Piece, type TextTest } from './text.js';

/**
 * ARNs in `Resource` and in the values of ARN operators.
 *
 * Source: IAM User Guide, "IAM JSON policy elements: Resource" (reference_policies_elements_resource.html), "Identify
 * AWS resources with Amazon Resource Names (ARNs)" (reference-arns.html).
 */

/** Where the fifth colon of a text is; -1 if it has fewer. */
function fifthColon(text: string): number {
  let index = -1;
  for (let count = 0; count < 5; count += 1) {
    index = text.indexOf(':', index + 1);
    if (index === -1) return -1;
  }
  return index;
}

const RESOURCES = new Map<string, TextTest>();

/**
 * A test for an entry of `Resource` or `NotResource`.
 *
 * - `*` is every resource. Everything else is an ARN; "if you specify an incomplete ARN, AWS completes the ARN by
 *   adding wildcard characters to all missing fields".
 * - A variable can be used "only in the resource portion of the ARN", which "appears after the fifth colon".
 * - "If the asterisk is the last character of a segment, it can expand to match beyond the colon boundaries": the
 *   reading `cross`. Other wildcards before the fifth colon stay in their segment.
 */
export function resourceTest(entry: string, hasVariables: boolean, colons: 'cross' | 'stay'): TextTest {
  if (entry === '*') return () => true;
  return remember(RESOURCES, `${hasVariables} ${colons} ${entry}`, () => prepareResource(entry, hasVariables, colons));
}

function prepareResource(entry: string, hasVariables: boolean, colons: 'cross' | 'stay'): TextTest {
  const missing = 6 - entry.split(':').length;
  const complete = missing > 0 ? entry + ':*'.repeat(missing) : entry;
  const end = fifthColon(complete) + 1;
  const head = complete
    .slice(0, end)
    .split(':')
    .map((field) => {
      const pieces = piecesOf(field, false, true);
      const crosses = (index: number): boolean => {
        const piece = pieces[index];
        const isStar = typeof piece === 'object' && 'wildcard' in piece && piece.wildcard === '*';
        return colons === 'cross' && isStar && index === pieces.length - 1;
      };
      return expressionOf(pieces, (index) => (crosses(index) ? '[^]' : '[^:]'));
    })
    .join(':');
  const tail = piecesOf(complete.slice(end), hasVariables, true);
  return testOf(tail, (pieces) => {
    const expression = head + expressionOf(pieces, ANYTHING);
    return (text) => matchesWhole(expression, text);
  });
}

/** The six fields of an ARN, of which the first is `arn`; `undefined` for other texts. */
export function fieldsOfArn(text: string): readonly string[] | undefined {
  const end = text.startsWith('arn:') ? fifthColon(text) : -1;
  return end === -1 ? undefined : [...text.slice(0, end).split(':'), text.slice(end + 1)];
}

/**
 * A test for a value of an ARN operator: "Each of the six colon-delimited components of the ARN is checked separately
 * and each can include multi-character match wildcards (*) or single-character match wildcards (?)". Colons in a
 * variable are not delimiters, those in its value are none either: a component before the last has no colon, so that
 * such a value matches nothing there.
 */
export function arnTest(value: string, hasVariables: boolean): TextTest {
  const fields: Piece[][] = [[]];
  for (const piece of piecesOf(value, hasVariables, true)) {
    if (typeof piece !== 'string') {
      fields.at(-1)?.push(piece);
      continue;
    }
    const rest = piece.split(':');
    while (rest.length > 0) {
      const text = fields.length === 6 ? rest.splice(0).join(':') : (rest.shift() ?? '');
      if (text !== '') fields.at(-1)?.push(text);
      if (rest.length > 0) fields.push([]);
    }
  }
  if (fields.length < 6) return () => false;
  const tests = fields.map((field) =>
    testOf(field, (pieces) => {
      const expression = expressionOf(pieces, ANYTHING);
      return (text) => matchesWhole(expression, text);
    }),
  );
  return (text, valueOf) => {
    const parts = fieldsOfArn(text);
    return parts !== undefined && tests.every((test, index) => test(parts[index] ?? '', valueOf));
  };
}
