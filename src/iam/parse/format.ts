import { guarded } from '../../core/guard.js';
import type { Immutable } from '../../core/immutable.js';
import { InvalidInputError } from '../../core/issue.js';
import { DOCUMENT_ELEMENTS, STATEMENT_ELEMENTS, type AnyPolicy } from '../document.js';
import { nodeOf } from './json.js';

/**
 * Formats a policy as JSON text, with its elements in a fixed order. {@link parsePolicy} returns an equal policy for
 * it.
 *
 * @param document A policy of any kind.
 * @param options `indent`: spaces for each level, by default 2; 0 for a single line.
 * @returns The JSON text, without a line break at its end.
 * @throws {InvalidInputError} If the document is no object, or has values that JSON cannot represent.
 *
 * @example
 * formatPolicy(
 *   { Statement: [{ Resource: '*', Action: 's3:GetObject', Effect: 'Allow' }], Version: '2012-10-17' },
 *   { indent: 0 },
 * );
 * // '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}'
 */
export function formatPolicy(document: Immutable<AnyPolicy>, options: { readonly indent?: number } = {}): string {
  return guarded('the policy', [], () => formatWith(document, options));
}

function formatWith(document: unknown, options: { readonly indent?: number } | undefined): string {
  const indent = options?.indent ?? 2;
  const { node, problems } = nodeOf(document);
  if (problems.length > 0) throw new InvalidInputError(problems);
  if (node?.kind !== 'object') {
    throw new InvalidInputError([{ code: 'invalid_type', path: [], message: 'a policy must be an object' }]);
  }
  const { Statement: statement } = document as { Statement: unknown };
  const ordered = inOrder(document, DOCUMENT_ELEMENTS) as Record<string, unknown>;
  if (Array.isArray(statement)) ordered['Statement'] = statement.map((each) => inOrder(each, STATEMENT_ELEMENTS));
  else if (statement !== undefined) ordered['Statement'] = inOrder(statement, STATEMENT_ELEMENTS);
  return JSON.stringify(ordered, undefined, indent);
}

/** An object with its members in an order, those that the order does not have at the end; other values as they are. */
function inOrder(value: unknown, order: readonly string[]): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value) as [string, unknown][];
  const rank = (key: string): number => (order.includes(key) ? order.indexOf(key) : order.length);
  return Object.fromEntries(entries.toSorted(([a], [b]) => rank(a) - rank(b)));
}
