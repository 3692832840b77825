/** An object of the input, as far as it was read. */
export type Shape = Readonly<Record<string, unknown>>;

/** Whether a value is an object. */
export function isShape(value: unknown): value is Shape {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether an object has all of the members. */
export function has(value: unknown, ...names: readonly string[]): value is Shape {
  return isShape(value) && names.every((name) => Object.hasOwn(value, name));
}

/** The first entry of a list. */
export function firstOf(value: unknown): unknown {
  return Array.isArray(value) ? (value[0] as unknown) : undefined;
}

/** Whether an object has a member that is a list. */
export function hasList(value: unknown, name: string): boolean {
  return isShape(value) && Array.isArray(value[name]);
}

/** Whether an object has a member that is an object. */
export function hasObject(value: unknown, name: string): boolean {
  return isShape(value) && isShape(value[name]);
}

/** Whether an object has a member that is a string. */
export function hasText(value: unknown, name: string): boolean {
  return isShape(value) && typeof value[name] === 'string';
}
