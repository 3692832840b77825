import { InvalidInputError, type LocatedProblem } from '../../core/issue.js';
import { quote } from '../../core/quote.js';
import { PLACEHOLDER_ORG_ID } from '../catalogue/names.js';
import type { DeployableRole } from './deployable-role.js';

/** Throws for roles whose policies still have the documentation's placeholder in place of an organization ID. */
export function refusePlaceholders(roles: readonly DeployableRole[]): void {
  const issues = roles.flatMap(({ name, inlinePolicies }, index): LocatedProblem[] => {
    if (!JSON.stringify(inlinePolicies).includes(`-upsolver-${PLACEHOLDER_ORG_ID}`)) return [];
    const message = `${name} contains the placeholder ${quote(PLACEHOLDER_ORG_ID)} in place of an organization ID`;
    return [{ code: 'placeholder', path: [index], message, hint: 'build the role for your organization' }];
  });
  if (issues.length > 0) throw new InvalidInputError(issues);
}
