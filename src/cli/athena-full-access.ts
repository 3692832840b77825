import { alignColumns, indent } from '../core/columns.js';
import type { AthenaAccessLevel, AthenaFullAccessBeyond } from '../risks/athena-full-access.js';

/** Describes what AmazonAthenaFullAccess grants beyond the inline policy in its place. */
export function explainAthenaFullAccess(beyond: AthenaFullAccessBeyond | undefined): string {
  if (beyond === undefined) {
    return (
      'AmazonAthenaFullAccess was not compared with the inline policy that replaces it: this library does not have ' +
      'the document of this partition.'
    );
  }
  const { version, date, levels, unknown = [] } = beyond;
  return [
    `AmazonAthenaFullAccess ${version} (${date}) grants more than the inline policy that replaces it. Other policies ` +
      'of the role can grant some of this, such as `s3:ListAllMyBuckets`.',
    ...section('Actions that the inline policy does not grant:', levels, 'actions'),
    ...section('Actions that the inline policy grants on fewer resources:', levels, 'onMoreResources'),
    ...(unknown.length === 0
      ? []
      : [`Could not compare ${unknown.length} of its statements; what they grant may be missing here.`]),
  ].join('\n\n');
}

function section(title: string, levels: readonly AthenaAccessLevel[], name: 'actions' | 'onMoreResources'): string[] {
  const rows = levels
    .filter((level) => level[name].length > 0)
    .map((level) => [level.accessLevel ?? 'not in the catalog', level[name].join(', ')]);
  return rows.length === 0 ? [] : [[title, ...indent(alignColumns(rows))].join('\n')];
}
