import type { Immutable } from '../../core/immutable.js';
import { InvalidInputError, type LocatedProblem } from '../../core/issue.js';
import { quote } from '../../core/quote.js';
import { PLACEHOLDER_ORG_ID } from '../catalogue/names.js';
import type { DeployableRole } from './deployable-role.js';

/** Throws for roles whose policies still have the documentation's placeholder in place of an organization ID. */
export function refusePlaceholders(roles: readonly Immutable<DeployableRole>[]): void {
  const issues = roles.flatMap((role, index): LocatedProblem[] => {
    if (!resourcesOf(role).some((resource) => resource?.includes(`-upsolver-${PLACEHOLDER_ORG_ID}`))) return [];
    const placeholder = quote(PLACEHOLDER_ORG_ID);
    const message = `${role.name} contains the placeholder ${placeholder} in place of an organization ID`;
    return [{ code: 'placeholder', path: [index], message, hint: 'build the role for your organization' }];
  });
  if (issues.length > 0) throw new InvalidInputError(issues);
}

function resourcesOf({ inlinePolicies }: Immutable<DeployableRole>): (string | undefined)[] {
  return inlinePolicies.flatMap(({ document }) =>
    document.Statement.flatMap(({ Resource, NotResource }) => [Resource, NotResource].flat()),
  );
}
