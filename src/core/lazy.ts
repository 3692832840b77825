/** A value that is computed when it is needed for the first time. */
export function lazy<Value>(compute: () => Value): () => Value {
  let known: { value: Value } | undefined;
  return () => (known ??= { value: compute() }).value;
}
