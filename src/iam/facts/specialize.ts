import { conditionHolds } from '../condition/condition.js';
import { operatorNamed, type Operator } from '../condition/operator.js';
import {
  elementsOf,
  type AllElements,
  type AnyPolicy,
  type AnyStatement,
  type ConditionBlock,
  type ConditionMap,
} from '../document.js';
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
    const statements = policy.Statement.map((statement) =>
      specializeStatement(statement, hasVariables, known, remaining),
    );
    const isSame = statements.every((statement, index) => statement === policy.Statement[index]);
    return isSame ? policy : ({ ...policy, Statement: statements } as AnyPolicy);
  });
  return { policies: specialized, remaining };
}

function specializeStatement(
  statement: AnyStatement,
  hasVariables: boolean,
  known: KnownValues,
  remaining: Set<string>,
): AnyStatement {
  const resolve = (texts: string | readonly string[]): string[] =>
    [texts].flat().flatMap((text) => (hasVariables ? (resolveKnown(text, known) ?? []) : text));
  const { Resource, NotResource } = elementsOf(statement);
  const { Condition } = statement;
  const isAffected =
    Condition !== undefined || (hasVariables && [Resource ?? [], NotResource ?? []].flat().some(hasVariable));
  if (!isAffected) return statement;
  const condition = specializeCondition(Condition ?? {}, { resolve, hasVariables, known, remaining });
  const { Condition: _, ...rest } = statement;
  const { Resource: __, NotResource: ___, ...others } = rest as AnyStatement & AllElements;
  const resources = resolve(Resource ?? NotResource ?? []);
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
  resolve: (texts: string | readonly string[]) => string[];
  hasVariables: boolean;
  known: KnownValues;
  remaining: Set<string>;
};

/** What is left of conditions; `undefined` if one of them does not hold. */
function specializeCondition(block: ConditionBlock, scope: Scope): ConditionBlock | undefined {
  const left: [string, ConditionMap][] = [];
  for (const [name, keys] of Object.entries(block)) {
    const operator = operatorNamed(name);
    const open: [string, string | string[]][] = [];
    for (const [key, given] of Object.entries(keys)) {
      const comparesText = operator.family === 'String' || operator.family === 'Arn';
      const values = comparesText ? scope.resolve(given) : [given].flat();
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
  const dependsOnRequest =
    fact.values.length > 0 && hasVariables && ['String', 'Arn'].includes(operator.family) && values.some(hasVariable);
  if (!dependsOnRequest && holds('differs') === holds('fails')) return holds('differs');
  remaining.add(key.toLowerCase());
  return undefined;
}

function hasVariable(text: string): boolean {
  return text.includes('${') && templateParts(text).some(({ kind }) => kind === 'variable');
}

/**
 * A text with the values of known keys in place of variables, or their defaults if a key has no value or several;
 * `undefined` if a variable has no value, so that the text matches nothing.
 */
function resolveKnown(text: string, known: KnownValues): string | undefined {
  if (!text.includes('${')) return text;
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
      if (value === undefined) return undefined;
      resolved.push(escapeText(value));
    }
  }
  return resolved.join('');
}

/** A text that stands for itself in a policy: `${*}` in place of `*`. */
export function escapeText(text: string): string {
  return text.replaceAll(/[*?$]/g, (character) => `\${${character}}`);
}
