import type { ExampleChooser } from '../../iam/compare/example.js';
import type { AnyPolicy } from '../../iam/document.js';
import type { AccessRequest } from '../../iam/request.js';
import type { RoleName } from '../../upsolver/catalogue/names.js';
import { actionReason, managedPolicyReason } from '../../upsolver/catalogue/reasons.js';
import type { Reason } from '../../upsolver/catalogue/statements.js';
import { nameOfPolicy } from '../report/action-message.js';
import { finding, type Finding } from '../report/finding.js';
import type { ExpectedAccess } from './access.js';
import {
  compareActionGrants,
  splitPolicies,
  statementsOf,
  type ActionGrant,
  type GrantDifference,
  type UndecidedGrant,
} from './action-grants.js';

/** Finds what policies do not allow of the expected access: each inline action, and each managed policy as a whole. */
export function compareNeeds(
  { own, managed }: ExpectedAccess,
  policies: readonly AnyPolicy[],
  describe: (grant: ActionGrant, witness: AccessRequest, example: AccessRequest) => Finding,
  chooseExample?: ExampleChooser,
): Finding[] {
  const grants = [...splitPolicies(own, 'Allow'), ...splitPolicies(managed, 'Allow')];
  const differences = compareActionGrants(grants, statementsOf(own, 'Deny'), policies, chooseExample);
  return firstOfManaged(differences).map((difference) =>
    'undecided' in difference
      ? undecidedFinding(difference)
      : describe(difference.grant, difference.witness, difference.example),
  );
}

/** Keeps one difference of each managed policy. */
export function firstOfManaged(differences: Iterable<GrantDifference>): GrantDifference[] {
  const seen = new Set<string>();
  return [...differences].filter(({ grant: { place } }) => {
    if (place.kind !== 'managed') return true;
    const isFirst = !seen.has(place.name);
    seen.add(place.name);
    return isFirst;
  });
}

/** What Upsolver needs a grant of the expected role for. */
export function reasonOf({ place, action }: ActionGrant, role: RoleName): Reason | undefined {
  return place.kind === 'managed' ? managedPolicyReason(role, place.name) : actionReason(role, place.sid, action);
}

export function undecidedFinding({ grant: { place, action }, undecided }: UndecidedGrant): Finding {
  const message = `\`${action}\` of ${nameOfPolicy(place)} could not be compared (${undecided})`;
  return finding('undecided', message, { action, policy: place });
}
