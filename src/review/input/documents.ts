import { ARN_FIELDS, arnFields, isArn } from '../../aws/arn.js';
import { conditionKeyFacts } from '../../aws/condition-keys.js';
import type { LocatedProblem } from '../../core/issue.js';
import { quote } from '../../core/quote.js';
import { elementsOf, type AnyPolicy, type PolicyDocument, type TrustPolicyDocument } from '../../iam/document.js';
import { safeReadPolicy } from '../../iam/parse/parse.js';
import { hasSymbol, isSymbol, spell, symbolsIn } from './symbols.js';

export type InputPath = readonly (string | number)[];

/** What became of a document: read, or unreadable because of a value that is not known. */
export type ReadResult<Document> = { document: Document } | { unknown: string[] } | undefined;

/** Reads policies that can have symbols in them. */
export type PolicyReading = {
  identity: (value: unknown, path: InputPath) => ReadResult<PolicyDocument>;
  trust: (value: unknown, path: InputPath) => ReadResult<TrustPolicyDocument>;
};

/** Each result is `undefined` if the value is no policy; then problems have been reported. */
export function createPolicyReading(report: (problem: LocatedProblem) => void): PolicyReading {
  const read = <Document extends AnyPolicy>(
    value: unknown,
    kind: 'identity' | 'trust',
    path: InputPath,
  ): ReadResult<Document> => {
    if (typeof value === 'string' && isSymbol(value)) return { unknown: [value] };
    const result = safeReadPolicy(value, kind);
    if (!result.success) {
      for (const { severity: _error, position: _inDocument, message, ...issue } of result.issues)
        report({ ...issue, message: spell(message), path: [...path, ...issue.path] });
      return undefined;
    }
    const unknown = findMisleading(result.document);
    return unknown.length > 0 ? { unknown } : { document: result.document as Document };
  };
  return {
    identity: (value, path) => read<PolicyDocument>(value, 'identity', path),
    trust: (value, path) => read<TrustPolicyDocument>(value, 'trust', path),
  };
}

/**
 * The symbols that would be misread as text. A symbol as an action, as a whole ARN or as a number never matches a
 * request, so that an evaluation or a comparison would take the statement for one without effect.
 */
function findMisleading({ Statement }: AnyPolicy): string[] {
  const found = Statement.flatMap((statement) => {
    const { Action, NotAction, Resource, NotResource } = elementsOf(statement);
    const conditions = Object.entries(statement.Condition ?? {}).flatMap(([operator, keys]) =>
      Object.entries(keys).flatMap(([key, values]) =>
        list(values).filter((value) => hasSymbol(value) && !isComparable(operator, key, value)),
      ),
    );
    return [
      ...list(Action).filter(hasSymbol),
      ...list(NotAction).filter(hasSymbol),
      ...[...list(Resource), ...list(NotResource)].filter((value) => hasSymbol(value) && !isArnOfService(value)),
      ...conditions,
    ];
  });
  return [...new Set(found.flatMap(symbolsIn))];
}

function list(value: string | string[] | undefined): string[] {
  return value === undefined ? [] : [value].flat();
}

/** Whether the service of an ARN is known. Its other fields can be compared as text. */
function isArnOfService(value: string): boolean {
  const fields = arnFields(value);
  return fields.length === ARN_FIELDS && fields[0] === 'arn' && !hasSymbol(fields[2] as string);
}

/** Whether a value with symbols can be compared as text: a string, or an ARN with all of its fields. */
function isComparable(operator: string, key: string, value: string): boolean {
  const type = conditionKeyFacts(key)?.type ?? 'String';
  const family = /^(?:For\w+:)?(String|Arn)/.exec(operator)?.[1];
  if (family === undefined || (type !== 'String' && type !== 'Arn')) return false;
  return (family === 'String' && type === 'String') || isArn(value);
}

/** A value of texts, lists and objects without noncharacters. Adds the symbols in it to a set. */
export function spellAll<Value>(value: Value, symbols: Set<string>): Value {
  if (typeof value === 'string') {
    for (const symbol of symbolsIn(value)) symbols.add(spell(symbol));
    return spell(value) as Value;
  }
  if (Array.isArray(value)) return value.map((entry: unknown) => spellAll(entry, symbols)) as Value;
  if (typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value as object).map(([key, member]) => [
      spellAll(key, symbols),
      spellAll<unknown>(member, symbols),
    ]),
  ) as Value;
}

/** The issue of a policy or trust policy that depends on values that are not known. */
export function unknownValues(
  what: string,
  path: InputPath,
  symbols: readonly string[],
  hint?: string,
): LocatedProblem {
  const names = symbols.map((symbol) => quote(spell(symbol))).join(', ');
  const rest = symbols.length === 1 ? 'a value that is not known' : 'values that are not known';
  const message = `${what} cannot be read: it depends on ${names}, ${rest}`;
  return { code: 'template', path: [...path], message, ...(hint !== undefined && { hint }) };
}
