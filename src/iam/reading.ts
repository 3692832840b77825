/**
 * How to interpret what AWS's documentation leaves open. The first value of each setting is the default of
 * `evaluateAccess`.
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
};

/** The readings that `evaluateAccess` and `compareAccess` use by default. */
export const DEFAULT_READING: Reading = { colons: 'cross', emptyValue: 'present', mistypedValue: 'differs' };

/** The alternative of each setting, one at a time. */
export const OTHER_READINGS: readonly Partial<Reading>[] = [
  { colons: 'stay' },
  { emptyValue: 'absent' },
  { mistypedValue: 'fails' },
];
