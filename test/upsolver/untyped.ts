/** Calls a function as JavaScript can, past the types. */
export function untyped(call: unknown, ...args: unknown[]): unknown {
  return (call as (...all: unknown[]) => unknown)(...args);
}
