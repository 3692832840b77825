import { foldAscii } from '../../core/words.js';
import type { AllElements, AnyPolicy, AnyStatement, ResourcePrincipal } from '../../iam/document.js';

/**
 * A key that is equal for statements that differ only in form: in their Sids, the order of lists, a list of one, or the
 * letter case of actions and condition keys. Equal keys mean equal access. Different keys prove nothing and are left to
 * the comparison. For identity-based and trust policies, which do not have `NotPrincipal`.
 */
export function statementKey(statement: AnyStatement, version: string): string {
  const { Principal, Action, NotAction, Resource, NotResource } = statement as AllElements;
  const key = JSON.stringify([
    statement.Effect,
    Principal && principalKey(Principal),
    list(Action, foldAscii),
    list(NotAction, foldAscii),
    list(Resource),
    list(NotResource),
    conditionKey(statement.Condition ?? {}),
  ]);
  // Only one version of the language has policy variables.
  return key.includes('${') ? version + key : key;
}

/** The keys of all statements of policies that are attached together. */
export function statementKeys(policies: readonly AnyPolicy[]): Set<string> {
  return new Set(
    policies.flatMap(({ Version, Statement }) => Statement.map((statement) => statementKey(statement, Version))),
  );
}

/** Whether policies have the same statements, in any form and order. */
export function haveSameStatements(a: readonly AnyPolicy[], b: readonly AnyPolicy[]): boolean {
  const [left, right] = [statementKeys(a), statementKeys(b)];
  return left.size === right.size && [...left].every((key) => right.has(key));
}

function principalKey(principal: ResourcePrincipal): unknown {
  if (typeof principal === 'string') return principal;
  return sortedEntries(principal).map(([kind, ids]) => [kind, list(ids)]);
}

function conditionKey(condition: Readonly<Record<string, Readonly<Record<string, string | string[]>>>>): unknown {
  return sortedEntries(condition).map(([operator, keys]) => [
    operator,
    sortedEntries(keys).map(([key, values]) => [key.toLowerCase(), list(values)]),
  ]);
}

function list(
  values: string | readonly string[] | undefined,
  fold = (value: string): string => value,
): string[] | undefined {
  if (values === undefined) return undefined;
  if (typeof values === 'string') return [fold(values)];
  return [...new Set(values.map(fold))].toSorted();
}

function sortedEntries<Value>(record: Readonly<Record<string, Value>>): [string, Value][] {
  return Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1));
}
