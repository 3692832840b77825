import { closest } from '../../core/closest.js';
import { createValidator, createStandardSchema, type LazySchema, type Validate } from '../../core/schema.js';
import type { StandardSchema } from '../../core/standard-schema.js';
import { spacedWords } from '../../core/words.js';

/** What parameters are called in messages, where it is not their name in words. */
const labels: Readonly<Record<string, string>> = {
  orgId: 'organization ID',
  region: 'Region',
  mode: 'integration mode',
  roleName: 'role',
  managedPolicyName: 'managed policy',
  partition: 'AWS partition',
  trustedAccountId: 'trusted account ID',
  accountId: 'account ID',
  externalId: 'external ID',
  vpcId: 'VPC ID',
  permissionsBoundaryArn: 'permissions boundary ARN',
  streamArn: 'stream ARN',
  queueArn: 'queue ARN',
  keyArn: 'key ARN',
  grants: 'list of grants',
  athena: 'Athena access',
  databases: 'list of databases',
  tables: 'list of tables',
  results: 'result location',
  catalogKey: 'key of the Data Catalog',
  dataLocations: 'list of data locations',
  dataAccess: 'list of data access',
  passRoles: 'list of roles to pass',
  instanceProfiles: 'list of instance profiles',
  regions: 'list of Regions',
  accepted: 'list of accepted findings',
  code: 'finding code',
  match: 'fingerprint',
  account: 'account ID',
  expires: 'expiry date',
};

function labelOf(path: readonly (string | number)[]): string {
  const name = path.findLast((part): part is string => typeof part === 'string');
  if (name === undefined) return 'parameters';
  return Object.hasOwn(labels, name) ? (labels[name] as string) : spacedWords(name);
}

/** The choice that was probably meant; Upsolver's documentation calls the private VPC "My VPC". */
function guessChoice(value: string, choices: readonly string[]): string | undefined {
  return closest(/^\s*my[\s_-]*vpc\s*$/i.test(value) ? 'private-vpc' : value, choices);
}

/** Validates parameters, with issues in Upsolver's words. */
export const validate: Validate = /* @__PURE__ */ createValidator({ label: labelOf, guess: guessChoice });

export function standardSchema<Value>(schema: LazySchema<Value>, name?: string): StandardSchema<Value> {
  return createStandardSchema(validate, schema, name);
}
