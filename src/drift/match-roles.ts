import type { LocatedProblem } from '../core/issue.js';
import { quote } from '../core/quote.js';
import type { PolicyDocument } from '../iam/document.js';
import type { DeployableRole } from '../upsolver/roles/deployable-role.js';
import type { DeployedRole } from './input/deployed-role.js';
import { locatedReporter } from './input/origin.js';
import type { RawRole } from './input/raw.js';
import { jsonText } from './input/shape.js';

/**
 * Picks one of several roles with the same name and reports the others as duplicates. The input does not say which one
 * is right, so the choice depends on their content only, not on their order.
 */
export function pickDuplicate(raws: readonly RawRole[], onIssue: (issue: LocatedProblem) => void): RawRole {
  const contents = raws.map((raw) => ({ raw, content: contentOf(raw) }));
  const [first, ...others] = contents.toSorted((a, b) => (a.content < b.content ? -1 : 1)).map(({ raw }) => raw) as [
    RawRole,
    ...RawRole[],
  ];
  for (const { origin, arn } of others) {
    const report = locatedReporter(origin, onIssue);
    report({ code: 'duplicate_role', path: [...origin.path], message: `the role ${quote(arn)} appears twice` });
  }
  return first;
}

/** A role's content as text, without its position in the input. */
function contentOf({ origin: _origin, inlinePolicies, ...role }: RawRole): string {
  return jsonText([role, inlinePolicies.map(({ name, document }) => [name, document])]);
}

/** Finds expected roles that have another name: each gets one candidate at most, and the best matches go first. */
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

/** Roles with fewer permissions in common are not taken for each other, unless they also have the same tags. */
const MIN_SIMILARITY = 1 / 3;

/**
 * How likely a role is the expected one under another name: the share of common permissions (0 to 1), plus 1 if it has
 * all the tags. `undefined` if it is unlikely: tags alone prove nothing. The same name in other letter case scores
 * highest, because IAM does not allow two such names in one account.
 */
function renameScore(expected: DeployableRole, deployed: DeployedRole): number | undefined {
  const attached = deployed.managedPolicies.filter(isCustomerManaged);
  const common = similarity(
    allowedPairs(expected.inlinePolicies.map(({ document }) => document)),
    allowedPairs([...deployed.inlinePolicies, ...attached].flatMap(({ document }) => document ?? [])),
  );
  if (deployed.name.toLowerCase() === expected.name.toLowerCase()) return 2 + common;
  const hasTags =
    expected.tags.length > 0 &&
    expected.tags.every(({ key, value }) => deployed.tags.some((tag) => tag.key === key && tag.value === value));
  if (common === 0 || (common < MIN_SIMILARITY && !hasTags)) return undefined;
  return common + (hasTags ? 1 : 0);
}

/** AWS managed policies are attached to many roles, so they say nothing about which role this is. */
function isCustomerManaged({ arn }: { arn: string }): boolean {
  return !/^arn:[a-z-]+:iam::aws:/.test(arn);
}

/** The pairs of action and resource that policies allow, as they are written: enough to recognize a policy. */
function allowedPairs(documents: readonly PolicyDocument[]): Set<string> {
  return new Set(
    documents.flatMap(({ Statement }) =>
      Statement.filter(({ Effect }) => Effect === 'Allow').flatMap(({ Action = [], Resource = [] }) =>
        [Action].flat().flatMap((action) => [Resource].flat().map((resource) => `${action.toLowerCase()} ${resource}`)),
      ),
    ),
  );
}

/** The common entries of two sets, as a share of all their entries. */
function similarity(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const common = [...a].filter((each) => b.has(each)).length;
  const all = a.size + b.size - common;
  return all === 0 ? 0 : common / all;
}
