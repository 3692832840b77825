/** `identity`: managed and inline policies, boundaries; `trust`: who may assume a role; `resource`: all others. */
export type PolicyKind = 'identity' | 'trust' | 'resource';

export const POLICY_KINDS: readonly PolicyKind[] = ['identity', 'trust', 'resource'];
