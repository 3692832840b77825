/**
 * Whether a condition key is the value of one tag, such as `aws:ResourceTag/Team` or `rds:db-tag/Team`. Such keys are
 * single-valued.
 *
 * Source: Service Authorization Reference. Every condition key of the form `service:…tag/key` has the type String; the
 * keys of type ArrayOfString that concern tags (`aws:TagKeys`) have no slash.
 */
export function isTagKey(key: string): boolean {
  return /^[^:/]+:[^:/]*tags?\//i.test(key);
}
