import { InvalidInputError, type Issue } from '../../core/issue.js';
import { quote } from '../../core/quote.js';
import { PLACEHOLDER_ORG_ID } from '../catalogue/names.js';
import type { DeployableRole } from './deployable-role.js';

/** Throws for roles that still have the documentation's placeholder in place of an organization ID. */
export function refusePlaceholders(roles: readonly DeployableRole[]): void {
  const issues = roles
    .map((role, index): Issue => {
      const placeholder = quote(PLACEHOLDER_ORG_ID);
      const message = `${role.name} contains the placeholder ${placeholder} in place of an organization ID`;
      return { code: 'placeholder', path: [index], message, hint: 'build the role for your organization' };
    })
    .filter((_issue, index) => JSON.stringify(roles[index]).includes(PLACEHOLDER_ORG_ID));
  if (issues.length > 0) throw new InvalidInputError(issues);
}
