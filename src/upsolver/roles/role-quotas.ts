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
      sizeIssue(`trust policy of ${role.name}`, use, { parameter: 'externalId' }),
    ),
  ];
}

/** A parameter that makes a policy large, and how to make it smaller. */
type Part = { parameter: string; advice?: string };

function sizeIssue(what: string, { used, limit, left, fits }: QuotaUse, { parameter, advice }: Part): LocatedProblem[] {
  if (fits) return [];
  const message = `the ${what} would have ${formatNumber(used)} characters, ${formatNumber(-left)} too many`;
  const hint = `the quota is ${formatNumber(limit)}${advice === undefined ? '' : `; ${advice}`}`;
  return [{ code: 'over_quota', path: [parameter], message, hint }];
}

/** The parameters that inline policies come from, by the policy's name; all others come from the catalogue. */
const PARTS: Readonly<Record<string, Part>> = {
  UpsolverDataAccessPolicy: { parameter: 'dataAccess' },
  UpsolverAthenaPolicy: {
    parameter: 'athena',
    advice:
      'omit `tables` to grant whole databases, ' +
      'or attach what `buildAthenaPolicy` returns for some databases as a customer managed policy',
  },
};

/** The parameter that most of the inline policies come from. */
function largestPart({ inlinePolicies }: DeployableRole): Part {
  const sizes = inlinePolicies.map(({ document }) => JSON.stringify(document).length);
  const largest = inlinePolicies[sizes.indexOf(Math.max(...sizes))];
  return (largest && PARTS[largest.name]) ?? { parameter: 'scope' };
}
