import type { Immutable } from '../../core/immutable.js';
import { DOCUMENT_ELEMENTS, STATEMENT_ELEMENTS, type AnyPolicy } from '../document.js';

/**
 * Formats a policy as JSON text, with its elements in a fixed order. {@link parsePolicy} returns an equal policy for
 * it.
 *
 * @param document A policy of any kind.
 * @param options `indent`: spaces for each level, by default 2; 0 for a single line.
 * @returns The JSON text, without a line break at its end.
 *
 * @example
 * formatPolicy(
 *   { Statement: [{ Resource: '*', Action: 's3:GetObject', Effect: 'Allow' }], Version: '2012-10-17' },
 *   { indent: 0 },
 * );
 * // '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}'
 */
export function formatPolicy(document: Immutable<AnyPolicy>, options: { readonly indent?: number } = {}): string {
  const { indent = 2 } = options;
  const ordered = inOrder(document, DOCUMENT_ELEMENTS);
  const statements = document.Statement.map((statement) => inOrder(statement, STATEMENT_ELEMENTS));
  return JSON.stringify({ ...ordered, Statement: statements }, undefined, indent);
}

function inOrder(value: object, order: readonly string[]): Record<string, unknown> {
  const entries = Object.entries(value) as [string, unknown][];
  const rank = (key: string): number => (order.includes(key) ? order.indexOf(key) : order.length);
  return Object.fromEntries(entries.toSorted(([a], [b]) => rank(a) - rank(b)));
}
