import type { AnyPolicy } from '../document.js';
import { STATEMENT_ELEMENTS } from '../document.js';
import { DOCUMENT_ELEMENTS } from '../document.js';

/**
 * A policy as JSON text, its elements always in the same order; what {@link parsePolicy} reads back is equal.
 *
 * @param options `indent`: spaces for each level, 2 if it is left out; 0 for one line.
 *
 * @example
 * formatPolicy(
 *   { Statement: [{ Resource: '*', Action: 's3:GetObject', Effect: 'Allow' }], Version: '2012-10-17' },
 *   { indent: 0 },
 * );
 * // '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}'
 */
export function formatPolicy(document: AnyPolicy, { indent = 2 }: { indent?: number } = {}): string {
  const ordered = inOrder(document, DOCUMENT_ELEMENTS);
  const statements = document.Statement.map((statement) => inOrder(statement, STATEMENT_ELEMENTS));
  return JSON.stringify({ ...ordered, Statement: statements }, undefined, indent);
}

function inOrder(value: object, order: readonly string[]): Record<string, unknown> {
  const entries = Object.entries(value) as [string, unknown][];
  const rank = (key: string): number => (order.includes(key) ? order.indexOf(key) : order.length);
  return Object.fromEntries(entries.toSorted(([a], [b]) => rank(a) - rank(b)));
}
