/**
 * Where AWS's documents can be read in two ways, which way is taken. The first of each pair is what
 * `evaluateAccess` does unless it is told otherwise.
 */
export type Reading = {
  /**
   * Whether a `*` that ends one of the first five fields of an ARN runs across colons. The User Guide's page on
   * `Resource` says that it can; until 2023 it said that wildcards stay inside a field.
   */
  colons: 'cross' | 'stay';
  /**
   * Whether an empty text is a value of a condition key, or the same as no value. The page on set operators speaks of
   * a null data set "such as an empty string" in one place and does not in another.
   */
  emptyValue: 'present' | 'absent';
  /**
   * What a negated operator makes of a value of the wrong type: another value than the policy's, so that it holds, or
   * no match, so that the statement does not apply.
   */
  mistypedValue: 'differs' | 'fails';
};

export const DEFAULT_READING: Reading = { colons: 'cross', emptyValue: 'present', mistypedValue: 'differs' };

/** The other way, one question at a time. */
export const OTHER_READINGS: readonly Partial<Reading>[] = [
  { colons: 'stay' },
  { emptyValue: 'absent' },
  { mistypedValue: 'fails' },
];
