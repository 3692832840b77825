/** Patterns, without what other patterns match. */
export type Terms = { patterns: Iterable<string>; excluded: Iterable<string> };

/** Values whose patterns are listed together. */
export type Union<Value> = { values: [first: Value, ...others: Value[]]; patterns: string[]; excluded: string[] };

/**
 * Groups values whose patterns can be listed together, because nothing that one of them excludes is access of another.
 *
 * @param mayOverlap Whether two patterns may have something in common.
 */
export function unionsOf<Value>(
  values: readonly Value[],
  termsOf: (value: Value) => Terms,
  mayOverlap: (one: string, other: string) => boolean,
): Union<Value>[] {
  const found: { values: [Value, ...Value[]]; patterns: Set<string>; excluded: Set<string> }[] = [];
  for (const value of values) {
    const { patterns, excluded } = termsOf(value);
    const own = { values: [value] as [Value], patterns: new Set(patterns), excluded: new Set(excluded) };
    const union = found.find((each) => !losesSome(each, own, mayOverlap) && !losesSome(own, each, mayOverlap));
    if (union === undefined) found.push(own);
    else {
      union.values.push(value);
      for (const pattern of own.patterns) union.patterns.add(pattern);
      for (const pattern of own.excluded) union.excluded.add(pattern);
    }
  }
  return found.map(({ values: all, patterns, excluded }) => ({
    values: all,
    patterns: [...patterns],
    excluded: [...excluded].filter((pattern) => !patterns.has(pattern)),
  }));
}

type Lists = { patterns: ReadonlySet<string>; excluded: ReadonlySet<string> };

/** Whether what `one` excludes would take access away from `other`. */
function losesSome(one: Lists, other: Lists, mayOverlap: (one: string, other: string) => boolean): boolean {
  return [...one.excluded].some(
    (excluded) =>
      ![one.patterns, other.patterns, other.excluded].some((list) => list.has(excluded)) &&
      [...other.patterns].some((pattern) => mayOverlap(excluded, pattern)),
  );
}
