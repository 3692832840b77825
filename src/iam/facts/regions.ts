import { operatorNamed } from '../condition/operator.js';
import type { AllElements, AnyPolicy, AnyStatement } from '../document.js';
import { isSame, type ReadFacts, type KnownValues } from './facts.js';
import { specialize, type Specialized } from './specialize.js';

/** A part of all requests, in which the same facts hold. */
export type Region = {
  known: KnownValues;
  /** Denies all other requests. Nothing in it is a variable. */
  others: readonly AnyStatement[];
};

/**
 * The parts of all requests in which the same facts hold: one for each exception, and one for the rest.
 *
 * @param usesKey Whether policies name a condition key. Exceptions about other keys make no difference.
 */
export function regionsOf({ keys, exceptions }: ReadFacts, usesKey: (key: string) => boolean): Region[] {
  const matters = exceptions.some((exception) =>
    [...new Set([...keys.keys(), ...exception.keys.keys()])].some(
      (key) => usesKey(key) && !isSame(keys.get(key)?.values, exception.keys.get(key)?.values),
    ),
  );
  if (!matters) return [{ known: keys, others: [] }];
  const within = exceptions.map(({ actions, resources }) =>
    denyAll({ Action: [...actions], Resource: [...resources] }),
  );
  return [
    ...exceptions.map(({ actions, resources, keys: known }, index) => ({
      known,
      others: [
        ...within.slice(0, index),
        denyAll({ NotAction: [...actions], Resource: '*' }),
        denyAll({ Action: '*', NotResource: [...resources] }),
      ],
    })),
    { known: keys, others: within },
  ];
}

function denyAll(elements: AllElements): AnyStatement {
  return { Effect: 'Deny', ...elements } as AnyStatement;
}

/**
 * Policies in a region: what is known is evaluated, what remains of it are statements that deny all other requests.
 */
export function inRegion(
  policies: readonly AnyPolicy[],
  { known, others }: Region,
): { policies: readonly AnyPolicy[]; denied: readonly AnyStatement[]; remaining: Specialized['remaining'] } {
  const { policies: specialized, remaining } = specialize(policies, known);
  const pins = [...remaining].flatMap((key) => denyOtherValues(key, known, isComparedAsSet(specialized, key)));
  return { policies: specialized, denied: [...others, ...pins], remaining };
}

/** Whether policies compare a key with a set operator, so that requests with several values are considered. */
function isComparedAsSet(policies: readonly AnyPolicy[], key: string): boolean {
  return policies.some(({ Statement }) =>
    (Statement as readonly AnyStatement[]).some(({ Condition = {} }) =>
      Object.entries(Condition).some(
        ([name, keys]) =>
          operatorNamed(name).quantifier !== undefined && Object.keys(keys).some((each) => each.toLowerCase() === key),
      ),
    ),
  );
}

/**
 * Denies all requests in which a known key has other values.
 *
 * @param isSet Whether a request can have several values of the key.
 */
function denyOtherValues(key: string, known: KnownValues, isSet: boolean): AnyStatement[] {
  const { spelling, values } = known.get(key) as { spelling: string; values: readonly string[] };
  const deny = (operator: string, value: string | string[]): AnyStatement => ({
    Effect: 'Deny',
    Action: '*',
    Resource: '*',
    Condition: { [operator]: { [spelling]: value } },
  });
  const [only, ...more] = values;
  if (only === undefined) return [deny('Null', 'false')];
  if (more.length === 0) {
    return [deny('StringNotEquals', only), ...(isSet ? [deny('ForAnyValue:StringNotEquals', only)] : [])];
  }
  return [
    deny('ForAnyValue:StringNotEquals', [only, ...more]),
    ...[only, ...more].map((value) => deny('ForAllValues:StringNotEquals', value)),
  ];
}
