import { compareAccess } from '../../iam/compare/compare.js';
import type { ExampleChooser } from '../../iam/compare/example.js';
import type { PolicyDocument } from '../../iam/document.js';
import { evaluatePolicies } from '../../iam/evaluate-policies.js';
import type { AccessRequest } from '../../iam/request.js';
import { actionFinding, nameOfPolicy } from '../report/action-message.js';
import { finding, type Finding } from '../report/finding.js';
import type { ActualAccess, ExpectedAccess } from './access.js';
import {
  compareActionGrants,
  documentsOf,
  grantDocument,
  splitPolicies,
  statementsOf,
  type ActionGrant,
  type GrantDifference,
  type PlacedPolicy,
} from './action-grants.js';
import { findConditionMismatch } from './condition-mismatch.js';
import { compareNeeds, firstOfManaged, reasonOf, undecidedFinding } from './needs.js';
import { statementKeys } from './statement-key.js';

const ALLOW_ALL: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
};

/** Both sides of a comparison, with the keys of their statements: equal statements need no comparison. */
type Sides = {
  needs: ExpectedAccess;
  neededKeys: ReadonlySet<string>;
  grants: ActualAccess;
  granted: readonly PlacedPolicy[];
  grantedKeys: ReadonlySet<string>;
  chooseExample: ExampleChooser | undefined;
};

/** The differences in access, and those that there are only if an unread policy grants what is expected of it. */
export type PermissionFindings = { found: Finding[]; untold: Finding[] };

/**
 * Finds what all policies of a role together lack, deny, allow in addition, and fail to deny.
 *
 * @param chooseExample Chooses the requests that findings have.
 */
export function comparePermissions(
  needs: ExpectedAccess,
  grants: ActualAccess,
  chooseExample?: ExampleChooser,
): PermissionFindings {
  if (isIdentical(needs, grants)) return { found: [], untold: [] };
  const granted = [...grants.own, ...grants.managed];
  const neededKeys = keysOf(needs.own);
  const sides: Sides = { needs, neededKeys, grants, granted, grantedKeys: keysOf(granted), chooseExample };
  const extra = findExtra(sides);
  const found = [...findMissing(sides), ...findDenied(sides), ...extra.found, ...findMissingDenies(sides)];
  const isRearranged =
    found.length + extra.untold.length === 0 && [...keysOf(grants.own)].some((key) => !neededKeys.has(key));
  return {
    found: isRearranged ? findReadingDependence(needs, grants) : found,
    untold: [...findUntoldDenied(sides), ...extra.untold],
  };
}

/** Most roles have exactly the documents that they should have. */
function isIdentical(needs: ExpectedAccess, grants: ActualAccess): boolean {
  return (
    needs.promised.length === 0 &&
    haveSameDocuments(needs.own, grants.own) &&
    haveSameDocuments(needs.managed, grants.managed)
  );
}

function haveSameDocuments(a: readonly PlacedPolicy[], b: readonly PlacedPolicy[]): boolean {
  return a.length === b.length && a.every(({ document }) => b.some((other) => other.document === document));
}

function keysOf(policies: readonly PlacedPolicy[]): Set<string> {
  return statementKeys(documentsOf(policies));
}

/** The grants without those that the policies have word for word: these need no comparison. */
function withoutCommon(grants: readonly ActionGrant[], policies: readonly PlacedPolicy[]): ActionGrant[] {
  if (grants.length === 0) return [];
  const pieces = new Set(splitPolicies(policies, 'Allow').map(({ pieceKey }) => pieceKey));
  return grants.filter(({ pieceKey }) => !pieces.has(pieceKey));
}

/** Needed actions that the role does not allow. */
function findMissing({ needs, neededKeys, grants, granted, grantedKeys, chooseExample }: Sides): Finding[] {
  const changed = splitPolicies(needs.own, 'Allow').filter(({ key }) => !grantedKeys.has(key));
  const wanted = [...withoutCommon(changed, grants.own), ...needs.promised];
  const allowing = statementsOf(granted, 'Allow');
  const denying = statementsOf(needs.own, 'Deny');
  return [...compareActionGrants(wanted, denying, allowing, chooseExample)].map((difference) => {
    if ('undecided' in difference) return undecidedFinding(difference);
    const { grant, witness, example } = difference;
    const reason = reasonOf(grant, needs.role);
    const { action, place } = grant;
    // A changed statement that fails only by its condition is the one that should have allowed the action.
    const mismatch = findConditionMismatch(witness, granted, neededKeys);
    if (mismatch === undefined)
      return actionFinding('permissionMissing', { action, ...reason, policy: place, witness: example });
    return actionFinding('conditionTightened', {
      action,
      ...reason,
      ...mismatch,
      expectedPolicy: place,
      witness: example,
    });
  });
}

/** Needed actions that a Deny statement blocks. */
function findDenied({ needs, neededKeys, granted, chooseExample }: Sides): Finding[] {
  const denies = splitPolicies(granted, 'Deny').filter(({ key }) => !neededKeys.has(key));
  if (denies.length === 0) return [];
  const denying = [ALLOW_ALL, ...denies.map(grantDocument)];
  const describe = (grant: ActionGrant, witness: AccessRequest, example: AccessRequest): Finding => {
    const outcome = evaluatePolicies(denying, witness).statements.find(
      ({ effect, applies }) => effect === 'Deny' && applies,
    );
    const { place: policy } = denies[(outcome?.policy as number) - 1] as ActionGrant;
    const { action, place: expectedPolicy } = grant;
    return actionFinding('permissionDenied', {
      action,
      ...reasonOf(grant, needs.role),
      policy,
      expectedPolicy,
      witness: example,
    });
  };
  return compareNeeds(needs, denying, describe, chooseExample);
}

/** What Deny statements block only if unread policies grant what the library's snapshots say. */
function findUntoldDenied(sides: Sides): Finding[] {
  const { likely } = sides.needs;
  const denied = findDenied({ ...sides, needs: { ...sides.needs, own: [], managed: likely } });
  return denied.map(({ policy }) => {
    const message = `whether ${nameOfPolicy(policy)} blocks access depends on a managed policy that could not be read`;
    return finding('undecided', message, { ...(policy && { policy }) });
  });
}

/** Actions that the role allows and Upsolver does not need. */
function findExtra(sides: Sides): PermissionFindings {
  const { needs, neededKeys, grants, granted, chooseExample } = sides;
  const different = splitPolicies(grants.own, 'Allow').filter(({ key }) => !neededKeys.has(key));
  const changed = withoutCommon(different, needs.own);
  const denies = statementsOf(granted, 'Deny');
  const needed = statementsOf([...needs.own, ...needs.managed], 'Allow');
  const likely = statementsOf(needs.likely, 'Allow');
  const differences = firstOfManaged(compareActionGrants(changed, denies, [...needed, ...likely], chooseExample));
  const found = new Set(differences.map(({ grant }) => subjectOf(grant)));
  // What only an unread policy would need can be told neither way.
  const untold =
    likely.length === 0
      ? []
      : firstOfManaged(compareActionGrants(changed, denies, needed)).filter(
          ({ grant }) => !found.has(subjectOf(grant)),
        );
  return { found: describeExtra(differences, sides), untold: untold.map(({ grant }) => untoldExtra(grant)) };
}

/** What a finding is about: a managed policy as a whole, or a grant. */
function subjectOf(grant: ActionGrant): unknown {
  return grant.place.kind === 'managed' ? grant.place.name : grant;
}

function untoldExtra({ action, place }: ActionGrant): Finding {
  const subject = `\`${action}\` of ${nameOfPolicy(place)}`;
  const message = `whether Upsolver needs ${subject} depends on a policy that could not be read`;
  return finding('undecided', message, { action, policy: place });
}

function describeExtra(differences: readonly GrantDifference[], { needs, grantedKeys }: Sides): Finding[] {
  return differences.map((difference) => {
    if ('undecided' in difference) return undecidedFinding(difference);
    const { action, place: policy } = difference.grant;
    const details = { action, policy, witness: difference.example };
    if (policy.kind === 'managed') {
      const message = `the managed policy \`${policy.name}\` grants more access than Upsolver needs`;
      return finding('managedPolicyExtra', message, details);
    }
    const mismatch = findConditionMismatch(difference.witness, needs.own, grantedKeys);
    if (mismatch === undefined) return actionFinding('permissionExtra', details);
    return actionFinding('conditionWeakened', {
      action,
      policy,
      expectedPolicy: mismatch.policy,
      condition: mismatch.condition,
      witness: difference.example,
    });
  });
}

/** Actions that should be denied and are allowed. */
function findMissingDenies({ needs, granted, grantedKeys, chooseExample }: Sides): Finding[] {
  const denies = splitPolicies(needs.own, 'Deny').filter(({ key }) => !grantedKeys.has(key));
  if (denies.length === 0) return [];
  const allowed = splitPolicies(granted, 'Allow');
  return denies.flatMap((deny) => {
    const others = [ALLOW_ALL, grantDocument(deny)];
    const [difference] = compareActionGrants(allowed, statementsOf(granted, 'Deny'), others, chooseExample);
    if (difference === undefined) return [];
    if ('undecided' in difference) return [undecidedFinding(difference)];
    const { action, place: policy } = deny;
    return [actionFinding('denyMissing', { action, policy, witness: difference.example })];
  });
}

/** Whether policies that are otherwise equivalent differ under another interpretation of AWS's documentation. */
function findReadingDependence({ own: needed }: ExpectedAccess, { own: granted }: ActualAccess): Finding[] {
  const { readings = [] } = compareAccess(documentsOf(granted), documentsOf(needed));
  return readings.map(({ reading, onlyInA, onlyInB }) => {
    const witness = onlyInA ?? onlyInB;
    const [question] = Object.keys(reading);
    const message = `the policies differ under another interpretation of AWS's documentation (\`${question}\`)`;
    return finding('readingDependent', message, { ...(witness && { witness }) });
  });
}
