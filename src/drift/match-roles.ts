import type { Issue } from '../core/issue.js';
import { quote } from '../core/quote.js';
import type { PolicyDocument } from '../iam/document.js';
import type { DeployableRole } from '../upsolver/roles/deployable-role.js';
import { locatedReporter } from './input/account.js';
import type { DeployedRole } from './input/deployed-role.js';
import type { RawRole } from './input/raw.js';
import { jsonText } from './input/shape.js';

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
    grantsOf(
      [...deployed.inlinePolicies, ...deployed.managedPolicies.filter(isOwn)].flatMap(({ document }) => document ?? []),
    ),
  );
  const hasTags =
    expected.tags.length > 0 &&
    expected.tags.every(({ key, value }) => deployed.tags.some((tag) => tag.key === key && tag.value === value));
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

/** What a role is, wherever it stood. */
function contentOf({ origin: _origin, inlinePolicies, ...role }: RawRole): string {
  return jsonText([role, inlinePolicies.map(({ name, document }) => [name, document])]);
}

/** The role, of several that have its name: which is the right one, the input does not tell. */
export function pickDuplicate(raws: readonly RawRole[], onIssue: (issue: Issue) => void): RawRole {
  const contents = raws.map((raw) => ({ raw, content: contentOf(raw) }));
  const [first, ...others] = contents.toSorted((a, b) => (a.content < b.content ? -1 : 1)).map(({ raw }) => raw) as [
    RawRole,
    ...RawRole[],
  ];
  for (const { origin, arn } of others) {
    locatedReporter(
      origin,
      onIssue,
    )({ code: 'duplicate_role', path: [...origin.path], message: `the role ${quote(arn)} is there twice` });
  }
  return first;
}

/** Which candidate each role is, best matches first. */
export function findRenamed(
  absent: readonly DeployableRole[],
  candidates: readonly DeployedRole[],
): Map<DeployableRole, DeployedRole> {
  const pairs = absent
    .flatMap((role) => candidates.map((candidate) => ({ role, candidate, score: renameScore(role, candidate) ?? -1 })))
    .filter(({ score }) => score >= 0)
    .toSorted((a, b) => b.score - a.score || (a.candidate.arn < b.candidate.arn ? -1 : 1));
  const found = new Map<DeployableRole, DeployedRole>();
  const taken = new Set<DeployedRole>();
  for (const { role, candidate } of pairs) {
    if (found.has(role) || taken.has(candidate)) continue;
    found.set(role, candidate);
    taken.add(candidate);
  }
  return found;
}
