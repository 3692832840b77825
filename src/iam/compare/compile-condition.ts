import type { Operator } from '../condition/operator.js';
import type { Reading } from '../reading.js';
import type { AtomTable } from './atom-table.js';
import type { Literal, Quantity, ValueTest } from './atom.js';
import type { Budget } from './budget.js';
import type { KeyDomain } from './key-domain.js';

/** What statements are compiled with. */
export type CompileScope = Pick<Reading, 'colons' | 'mistypedValue' | 'notPrincipal'> & {
  atoms: AtomTable;
  domainOf: (key: string) => KeyDomain;
  budget: Budget;
};

/** One operator, one key and the values that the key is compared with. */
export type ComparedCondition = { operator: Operator; key: string; values: readonly string[]; hasVariables: boolean };

/**
 * The alternatives of a condition. None if it never holds; an empty one if it always does.
 *
 * @param facts Whether the statement requires the key, so that it does not matter what the condition says of an absent
 *   one, and whether the condition can have several alternatives.
 */
export function compileCondition(
  { operator, key, values, hasVariables }: ComparedCondition,
  { isPresent, mayBeSplit }: { isPresent: boolean; mayBeSplit: boolean },
  scope: CompileScope,
): Literal[][] {
  const { atoms, domainOf } = scope;
  const { family, comparison, negated } = operator;
  const absent = (positive: boolean): Literal => ({ atom: atoms.key(key, 'absent'), positive });
  if (family === 'Null') {
    const wanted = new Set(
      values.map((value) => value.toLowerCase()).filter((value) => /^(?:true|false)$/.test(value)),
    );
    if (wanted.size !== 1) return wanted.size === 2 ? [[]] : [];
    return [[absent(wanted.has('true'))]];
  }
  const { isMultivalued, type } = domainOf(key);
  // Values of another type than the policy's, for which a negated operator does not hold in one of the readings.
  const excludes = negated && scope.mistypedValue === 'fails' && type !== family && isTypedFamily(family);
  const test: ValueTest = { family, comparison, values, excludes };
  const literal = (quantity: Quantity, positive: boolean): Literal => ({
    atom: atoms.condition(key, quantity, test, hasVariables),
    positive,
  });
  const found = quantityOf(operator, isMultivalued, negated && !excludes);
  const { positive, isSingle } = found;
  const quantity = isPresent ? (IF_PRESENT[found.quantity] ?? found.quantity) : found.quantity;
  if (mayBeSplit && positive && quantity === 'oneOrNone' && literal('one', true).atom.symbolic !== undefined) {
    return [[absent(true)], [literal('one', true)]];
  }
  if (!positive && quantity === 'oneOrNone') return [[absent(false), literal('one', false)]];
  const several: Literal[] = isSingle ? [{ atom: atoms.key(key, 'several'), positive: false }] : [];
  return [[literal(quantity, positive), ...several]];
}

/** What a quantity is the same as for a key that is not absent. */
const IF_PRESENT: Partial<Record<Quantity, Quantity>> = { oneOrNone: 'one', anyOrNone: 'any', all: 'allPresent' };

function isTypedFamily(family: Operator['family']): boolean {
  return family === 'Arn' || family === 'Numeric' || family === 'Date' || family === 'Ip';
}

/** How many values have to match, or must not, and whether the key has at most one value. */
type HowMany = { quantity: Quantity; positive: boolean; isSingle: boolean };

function howMany(quantity: Quantity, positive: boolean, isSingle = false): HowMany {
  return { quantity, positive, isSingle };
}

/**
 * How many values have to match, and whether that has to hold or must not. An operator that is negated is the negation
 * of the operator without it: `ForAnyValue:StringNotEquals` of `ForAllValues:StringEquals`.
 *
 * @param isFlipped Whether the operator is negated, and the test of its values is not.
 */
function quantityOf({ quantifier, ifExists, negated }: Operator, isMultivalued: boolean, isFlipped: boolean): HowMany {
  if (!isMultivalued) {
    const holdsWithout = ifExists || quantifier === 'all' || (negated && quantifier === undefined);
    if (isFlipped) return howMany(holdsWithout ? 'one' : 'oneOrNone', false);
    return howMany(holdsWithout ? 'oneOrNone' : 'one', true);
  }
  if (quantifier === 'any') {
    if (isFlipped) return howMany(ifExists ? 'allPresent' : 'all', false);
    return howMany(ifExists ? 'anyOrNone' : 'any', true);
  }
  if (quantifier === 'all') return isFlipped ? howMany('any', false) : howMany('all', true);
  if (isFlipped) return howMany('one', false, true);
  return howMany(ifExists || negated ? 'oneOrNone' : 'one', true);
}
