/**
 * What AWS says about the effect of an action. An action that writes can also be one that changes permissions or tags.
 *
 * Source: IAM User Guide, "Access levels in policy summaries".
 */
export type AccessLevel = (typeof ACCESS_LEVELS)[number];

/** The access levels of AWS, worst first: in this order examples are chosen and shown. */
export const ACCESS_LEVELS = ['Permissions management', 'Write', 'Read', 'Tagging', 'List'] as const;

/** The place of an access level in {@link ACCESS_LEVELS}. */
export function accessLevelRank(level: AccessLevel): number {
  return ACCESS_LEVELS.indexOf(level);
}

/** The worst of the access levels of an action, which has at least one. */
export function worstLevel(levels: readonly AccessLevel[]): AccessLevel {
  return ACCESS_LEVELS.find((level) => levels.includes(level)) as AccessLevel;
}

/** How bad an action is: the place of its worst access level in {@link ACCESS_LEVELS}. */
export function worstRank({ accessLevels }: { readonly accessLevels: readonly AccessLevel[] }): number {
  return accessLevelRank(worstLevel(accessLevels));
}
