import type { PolicyDocument } from '../iam/document.js';
import type { DeployableRole } from '../upsolver/deployable-role.js';
import type { DeployedRole } from './deployed.js';

/** A role that could be an expected one under another name, and how much speaks for it. */
export type Candidate = { role: DeployedRole; score: number };

/** Less than this in common is no sign. */
const LEAST_IN_COMMON = 1 / 3;

/**
 * How much speaks for a role's being the expected one under another name: the part that what both grant have in common
 * (0 to 1), and 1 more if it has all the tags. `undefined`, if too little does: tags alone prove nothing. Nothing speaks
 * louder than the same name in another letter case: IAM has no two such names.
 */
export function renameScore(expected: DeployableRole, deployed: DeployedRole): number | undefined {
  const common = similarity(
    grantsOf(expected.inlinePolicies.map(({ document }) => document)),
    grantsOf([...deployed.inlinePolicies, ...deployed.managedPolicies.filter(isOwn)].flatMap(({ document }) => document ?? [])),
  );
  const hasTags = expected.tags.length > 0 && expected.tags.every(({ key, value }) => deployed.tags.some((tag) => tag.key === key && tag.value === value));
  if (deployed.name.toLowerCase() === expected.name.toLowerCase()) return 2 + common;
  if (common === 0 || (common < LEAST_IN_COMMON && !hasTags)) return undefined;
  return common + (hasTags ? 1 : 0);
}

/** Whether a managed policy is the account's own: AWS's are in many roles. */
function isOwn({ arn }: { arn: string }): boolean {
  return !/^arn:[a-z-]+:iam::aws:/.test(arn);
}

/** What is allowed, pair by pair of action and resource as they are written: enough to recognise a policy by. */
function grantsOf(documents: readonly PolicyDocument[]): Set<string> {
  return new Set(
    documents.flatMap(({ Statement }) =>
      Statement.filter(({ Effect }) => Effect === 'Allow').flatMap(({ Action = [], Resource = [] }) =>
        [Action].flat().flatMap((action) => [Resource].flat().map((resource) => `${action.toLowerCase()} ${resource}`)),
      ),
    ),
  );
}

/** What two sets have in common, as a part of both together. */
function similarity(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const common = [...a].filter((each) => b.has(each)).length;
  const all = a.size + b.size - common;
  return all === 0 ? 0 : common / all;
}
