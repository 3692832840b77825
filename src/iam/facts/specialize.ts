import { ARN_FIELDS, arnFields } from '../../aws/arn.js';
import { conditionHolds } from '../condition/condition.js';
import { operatorNamed, supportsVariables, type Operator } from '../condition/operator.js';
import {
  elementsOf,
  type AllElements,
  type AnyPolicy,
  type AnyStatement,
  type ConditionBlock,
  type ConditionMap,
} from '../document.js';
import { arnParts } from '../match/arn-pattern.js';
import { templateParts } from '../match/variable.js';
import { neverApplying } from '../never.js';
import type { KnownValues } from './facts.js';

/** Policies of which known condition keys are evaluated, as far as that is possible. */
export type Specialized = {
  /** The policies, with all statements at their places. */
  policies: readonly AnyPolicy[];
  /** Known keys, in lowercase, that the policies still name: with variables whose values are not known. */
  remaining: ReadonlySet<string>;
};

/**
 * Evaluates what policies say of condition keys with known values: conditions that hold go, statements whose conditions
 * do not hold apply to no request, and variables become text.
 */
export function specialize(policies: readonly AnyPolicy[], known: KnownValues): Specialized {
  const remaining = new Set<string>();
  if (known.size === 0) return { policies, remaining };
  const specialized = policies.map((policy): AnyPolicy => {
    const hasVariables = policy.Version === '2012-10-17';
    const Statement = policy.Statement.map((statement) =>
      specializeStatement(statement, hasVariables, known, remaining),
    );
    return { ...policy, Statement } as AnyPolicy;
  });
  return { policies: specialized, remaining };
}

function specializeStatement(
  statement: AnyStatement,
  hasVariables: boolean,
  known: KnownValues,
  remaining: Set<string>,
): AnyStatement {
  const resolve = (texts: string | readonly string[], place: Place): string[] =>
    [texts].flat().flatMap((text) => {
      if (!hasVariables || !text.includes('${')) return [text];
      return RESOLVERS[place](text, { known, remaining }) ?? [];
    });
  const { Resource, NotResource } = elementsOf(statement);
  const { Condition } = statement;
  const own = [Resource ?? NotResource ?? []].flat();
  const isAffected = Condition !== undefined || (hasVariables && own.some(hasVariable));
  if (!isAffected) return statement;
  const condition = specializeCondition(Condition ?? {}, { resolve, hasVariables, known, remaining });
  const { Condition: _, ...rest } = statement;
  const { Resource: __, NotResource: ___, ...others } = rest as AnyStatement & AllElements;
  const resources = resolve(own, 'resource');
  if (condition === undefined || (Resource !== undefined && resources.length === 0)) {
    return neverApplying(statement);
  }
  return {
    ...others,
    ...(Resource !== undefined && { Resource: resources }),
    ...(NotResource !== undefined && (resources.length > 0 ? { NotResource: resources } : { Resource: '*' })),
    ...(Object.keys(condition).length > 0 && { Condition: condition }),
  } as AnyStatement;
}

type Scope = {
  resolve: (texts: string | readonly string[], place: Place) => string[];
  hasVariables: boolean;
} & KnownScope;

/** What is known of variables, and which of them remain. */
type KnownScope = { known: KnownValues; remaining: Set<string> };

/** What is left of conditions; `undefined` if one of them does not hold. */
function specializeCondition(block: ConditionBlock, scope: Scope): ConditionBlock | undefined {
  const left: [string, ConditionMap][] = [];
  for (const [name, keys] of Object.entries(block)) {
    const operator = operatorNamed(name);
    const open: [string, string | string[]][] = [];
    for (const [key, given] of Object.entries(keys)) {
      const { family } = operator;
      const values = family === 'String' || family === 'Arn' ? scope.resolve(given, family) : [given].flat();
      const holds = evaluateKnown(operator, key, values, scope);
      if (holds === false) return undefined;
      if (holds === undefined) open.push([key, values]);
    }
    if (open.length > 0) left.push([name, Object.fromEntries(open)]);
  }
  return Object.fromEntries(left);
}

/** Whether a condition holds; `undefined` if that depends on the request or on the reading. */
function evaluateKnown(
  operator: Operator,
  key: string,
  values: readonly string[],
  { hasVariables, known, remaining }: Scope,
): boolean | undefined {
  const fact = known.get(key.toLowerCase());
  if (fact === undefined) return undefined;
  const holds = (mistypedValue: 'differs' | 'fails'): boolean =>
    conditionHolds(operator, key, values, {
      hasVariables,
      mistypedValue,
      valuesOf: () => fact.values,
      // No value has a variable.
      lookUp: String,
    });
  const mayHaveVariables = hasVariables && supportsVariables(operator);
  const dependsOnRequest = fact.values.length > 0 && mayHaveVariables && values.some(hasVariable);
  if (!dependsOnRequest && holds('differs') === holds('fails')) return holds('differs');
  remaining.add(key.toLowerCase());
  return undefined;
}

function hasVariable(text: string): boolean {
  return text.includes('${') && templateParts(text).some(({ kind }) => kind === 'variable');
}

/** Where a text stands: variables mean something else in each place. */
type Place = 'resource' | 'String' | 'Arn';

/** A text with the values of known keys in place of variables; `undefined` if it matches nothing. */
const RESOLVERS: Readonly<Record<Place, (text: string, scope: KnownScope) => string | undefined>> = {
  resource: resolveResource,
  String: (text, { known }) => resolveKnown(text, known),
  Arn: resolveArn,
};

/** A resource has variables in its last field only. */
function resolveResource(text: string, { known, remaining }: KnownScope): string | undefined {
  if (!text.startsWith('arn:')) {
    // A value may look like the beginning of an ARN, and is none.
    for (const part of templateParts(text)) {
      if (part.kind === 'variable' && known.has(part.key.toLowerCase())) remaining.add(part.key.toLowerCase());
    }
    return text;
  }
  const fields = arnFields(text);
  if (fields.length < ARN_FIELDS) return text;
  const last = resolveKnown(fields.pop() as string, known);
  return last === undefined ? undefined : [...fields, last].join(':');
}

/** A value of an ARN operator has variables in every field, whose values have colons in the last field only. */
function resolveArn(text: string, { known }: KnownScope): string | undefined {
  const parts = arnParts(text, true);
  if (parts === undefined) return undefined;
  const resolved = parts.map((part, index) => resolveKnown(part, known, index < ARN_FIELDS - 1));
  return resolved.every((part) => part !== undefined) ? resolved.join(':') : undefined;
}

/**
 * A text with the values of known keys in place of variables, or their defaults if a key has no value or several;
 * `undefined` if a variable has no value, so that the text matches nothing.
 *
 * @param isField Whether the text is a field of an ARN, so that values with colons match nothing as well.
 */
function resolveKnown(text: string, known: KnownValues, isField = false): string | undefined {
  const resolved: string[] = [];
  for (const part of templateParts(text)) {
    // What is no variable must not become one together with the text that follows.
    if (part.kind === 'text') resolved.push(part.text.replaceAll(/\$(?=\{|$)/g, () => '${$}'));
    else if (part.kind === 'escaped') resolved.push(`\${${part.character}}`);
    else {
      const fact = known.get(part.key.toLowerCase());
      if (fact === undefined) {
        resolved.push(`\${${part.key}${part.defaultValue === undefined ? '' : `, '${part.defaultValue}'`}}`);
        continue;
      }
      const value = fact.values.length === 1 ? fact.values[0] : part.defaultValue;
      if (value === undefined || (isField && value.includes(':'))) return undefined;
      resolved.push(escapeText(value));
    }
  }
  return resolved.join('');
}

/** A text that stands for itself in a policy: `${*}` in place of `*`. */
function escapeText(text: string): string {
  return text.replaceAll(/[*?$]/g, (character) => `\${${character}}`);
}
