import { InvalidInputError, type LocatedProblem } from '../../core/issue.js';
import { formatNumber } from '../../core/words.js';
import { quotaUses, type QuotaUse } from '../../iam/quota-use.js';
import type { DeployableRole } from './deployable-role.js';

/**
 * Throws for roles that exceed IAM's quotas for the size of policies. Source: IAM User Guide, "IAM and AWS STS quotas".
 *
 * @param root The path to the parameters that the roles are built from.
 */
export function assertFit(roles: readonly DeployableRole[], root: readonly string[] = []): void {
  const issues = roles.flatMap(sizeIssues).map((issue) => ({ ...issue, path: [...root, ...issue.path] }));
  if (issues.length > 0) throw new InvalidInputError(issues);
}

function sizeIssues(role: DeployableRole): LocatedProblem[] {
  const documents = role.inlinePolicies.map(({ document }) => document);
  return [
    ...quotaUses(documents, 'role-inline').flatMap((use) =>
      sizeIssue(`inline policies of ${role.name}`, use, largestPart(role)),
    ),
    ...quotaUses([role.trustPolicy], 'trust-policy').flatMap((use) =>
      sizeIssue(`trust policy of ${role.name}`, use, 'externalId'),
    ),
  ];
}

function sizeIssue(what: string, { used, limit, left, fits }: QuotaUse, parameter: string): LocatedProblem[] {
  if (fits) return [];
  const message = `the ${what} would have ${formatNumber(used)} characters, ${formatNumber(-left)} too many`;
  return [{ code: 'over_quota', path: [parameter], message, hint: `the quota is ${formatNumber(limit)}` }];
}

/** The parameter that most of the inline policies come from; the policy of data access is the second. */
function largestPart({ inlinePolicies }: DeployableRole): string {
  const [own = 0, dataAccess = 0] = inlinePolicies.map(({ document }) => JSON.stringify(document).length);
  return dataAccess > own ? 'dataAccess' : 'scope';
}
