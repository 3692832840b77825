import { guarded } from '../core/guard.js';
import { InvalidInputError, notOneOf, type LocatedProblem } from '../core/issue.js';
import { quote } from '../core/quote.js';

/**
 * How to interpret what AWS's documentation leaves open. The first value of each setting is the default of
 * `evaluateAccess` and `compareAccess`.
 */
export type Reading = {
  /**
   * Whether a `*` at the end of one of the first five fields of an ARN matches colons. The IAM User Guide, "IAM JSON
   * policy elements: Resource", says that it does; until 2023 it said that wildcards stay within a field.
   */
  colons: 'cross' | 'stay';
  /**
   * Whether an empty string is a value of a condition key, or the same as no value. The page on set operators mentions
   * a null data set "such as an empty string" in one place but not in another.
   */
  emptyValue: 'present' | 'absent';
  /**
   * Whether a negated operator holds for a value of the wrong type: `differs` if such a value counts as different from
   * the policy's, `fails` if the condition does not hold.
   */
  mistypedValue: 'differs' | 'fails';
  /**
   * Whom `NotPrincipal` exempts: `complete`, a principal whose own ARN and whose account are listed, and of a session
   * also its role; `named`, a principal or a session's role that is listed. The IAM User Guide, "AWS JSON policy
   * elements: NotPrincipal", says that services differ.
   */
  notPrincipal: 'complete' | 'named';
  /**
   * Which values condition keys can have in the requests that `compareAccess` and `newAccess` consider: `typed`, values
   * of the key's type, several only if the key is multivalued, and always one if AWS includes the key in every request;
   * `any`, strings of any type, also none, and several if a policy uses the key with a set operator. `evaluateAccess`
   * evaluates any context that it is given.
   */
  keyValues: 'typed' | 'any';
};

/** The values of each setting, the default first. */
const VALUES: { readonly [Setting in keyof Reading]: readonly [Reading[Setting], Reading[Setting]] } = {
  colons: ['cross', 'stay'],
  emptyValue: ['present', 'absent'],
  mistypedValue: ['differs', 'fails'],
  notPrincipal: ['complete', 'named'],
  keyValues: ['typed', 'any'],
};

/** The reading that `evaluateAccess` and `compareAccess` use by default. */
export const DEFAULT_READING: Reading = /* @__PURE__ */ readingOf(0);

/** The alternative of each setting, one at a time. */
export const OTHER_READINGS: readonly Partial<Reading>[] = /* @__PURE__ */ alternatives();

/** The reading with the first or the second value of each setting. */
function readingOf(index: 0 | 1): Reading {
  return Object.fromEntries(Object.entries(VALUES).map(([setting, values]) => [setting, values[index]])) as Reading;
}

function alternatives(): Partial<Reading>[] {
  return Object.entries(readingOf(1)).map(([setting, value]) => ({ [setting]: value }));
}

/**
 * The complete reading for the settings that a caller gives. A setting that is `undefined` has its default.
 *
 * @throws {InvalidInputError} If a setting or a value is not known.
 */
export function readReading(reading: Partial<Reading>): Reading {
  return guarded('the reading', ['reading'], () => readSettings(reading));
}

function readSettings(reading: Partial<Reading>): Reading {
  if (typeof reading !== 'object' || reading === null) {
    throw new InvalidInputError([
      { code: 'invalid_type', path: ['reading'], message: `the reading must be an object, not ${quote(reading)}` },
    ]);
  }
  if (Object.keys(reading).length === 0) return DEFAULT_READING;
  const entries = Object.entries(reading).filter(([, value]) => value !== undefined);
  const problems = entries.flatMap(([setting, value]): LocatedProblem[] => {
    const path = ['reading', setting];
    if (!Object.hasOwn(VALUES, setting)) {
      return [{ ...notOneOf('setting of a reading', setting, Object.keys(VALUES)), path }];
    }
    const values: readonly unknown[] = VALUES[setting as keyof Reading];
    return values.includes(value) ? [] : [{ ...notOneOf('value', value, values as readonly string[]), path }];
  });
  if (problems.length > 0) throw new InvalidInputError(problems);
  return { ...DEFAULT_READING, ...(Object.fromEntries(entries) as Partial<Reading>) };
}
