import { ARN_KINDS, arnPattern, IDENTIFIERS } from '../aws/identifiers.js';
import type { AthenaPart } from '../upsolver/catalogue/athena.js';
import { DEFAULT_WORKGROUP } from '../upsolver/parameters/athena.js';

/* The parameters of a template whose roles use named databases, whatever the format. */

export type AthenaTemplateParameter = {
  label: string;
  /** What it is for; without a full stop. */
  description: string;
  /** The whole of it, and the same in words, after "use". */
  pattern: string;
  rule: string;
  default?: string;
  /** The part without which no template has the parameter. */
  part?: AthenaPart;
};

/** The databases and the tables that a list can have: those that need no escaping in an ARN or an expression. */
export const LISTED_DATABASE = '[a-z0-9_-]+';
export const LISTED_TABLE = '[a-z0-9_.-]+';

export const LISTED_NAME_RULE = 'names of lowercase letters, digits and `_-`, and `.` in names of tables';

/** The single values, by name. Lists of tables differ from format to format. */
const athenaTemplateParameters = {
  workgroup: {
    label: 'Athena workgroup',
    description: 'The workgroup in which queries run',
    pattern: IDENTIFIERS.workgroup.pattern.replace('*$', '{1,128}$'),
    rule: `1 to 128 ${IDENTIFIERS.workgroup.rule}`,
    default: DEFAULT_WORKGROUP,
  },
  resultBucket: {
    label: 'Bucket for query results',
    description: 'The bucket in which the workgroup stores the results of queries',
    pattern: IDENTIFIERS.bucket.pattern,
    rule: IDENTIFIERS.bucket.rule,
    part: 'bucket',
  },
  resultPrefix: {
    label: 'Prefix of query results',
    description: 'The prefix of the results in the bucket, with a slash at its end; empty for the whole bucket',
    pattern: '^([A-Za-z0-9!_.()-]+/)*$',
    rule: 'names of letters, digits and `!_.()-`, each with a slash at its end',
    default: '',
    part: 'bucket',
  },
  catalogKey: {
    label: 'Key of the Data Catalog',
    description: 'ARN of the KMS key that encrypts the Data Catalog',
    pattern: arnPattern(ARN_KINDS.key),
    rule: 'the ARN of a KMS key',
    part: 'key',
  },
} as const satisfies Record<string, AthenaTemplateParameter>;

/** The parameters of a template with some parts, by name. */
export function athenaParametersOf(parts: readonly AthenaPart[]): [name: string, parameter: AthenaTemplateParameter][] {
  return Object.entries<AthenaTemplateParameter>(athenaTemplateParameters).filter(
    ([, { part }]) => part === undefined || parts.includes(part),
  );
}
