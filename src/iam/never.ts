import type { AnyStatement } from './document.js';

/** A statement that applies to no request, in the place of another one. */
export function neverApplying({ Sid, Effect }: AnyStatement): AnyStatement {
  return { ...(Sid !== undefined && { Sid }), Effect, NotAction: '*', Resource: '*' };
}
