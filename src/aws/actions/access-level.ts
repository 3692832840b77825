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
