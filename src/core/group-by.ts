/** Puts values with the same name together. Groups and their values keep the order in which they first appear. */
export function groupBy<Value>(
  values: readonly Value[],
  nameOf: (value: Value) => string,
): [first: Value, ...others: Value[]][] {
  const groups = new Map<string, [Value, ...Value[]]>();
  for (const value of values) {
    const name = nameOf(value);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [value]);
    else group.push(value);
  }
  return [...groups.values()];
}
