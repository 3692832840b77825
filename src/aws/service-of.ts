/** The service of an action or of a pattern of actions, as it is spelled; empty if there is no colon. */
export function serviceOf(action: string): string {
  return action.slice(0, Math.max(0, action.indexOf(':')));
}
