import { compareAccess } from '../../iam/compare/compare.js';
import type { PolicyDocument } from '../../iam/document.js';
import { type AnyPolicy } from '../../iam/document.js';
import { evaluateAccess } from '../../iam/evaluate.js';
import type { AccessRequest } from '../../iam/request.js';
import type { RoleName } from '../../upsolver/catalogue/names.js';
import { actionReason, managedPolicyReason } from '../../upsolver/catalogue/reasons.js';
import { finding, type Finding, type FindingCode, type PolicyLocation } from '../report/finding.js';
import {
  compareActionGrants,
  pieceDocument,
  splitPolicies,
  statementsOf,
  type ActionGrant,
  type PieceDifference,
  type PlacedPolicy,
} from './action-grants.js';
import { statementKey, statementKeys } from './statement-key.js';

/** What a role should be allowed: its own policies, and the managed policies that it should have. */
export type ExpectedAccess = {
  role: RoleName;
  /** The role's own policies. */
  own: PlacedPolicy[];
  /** The managed policies that it should have, as far as their documents are known. */
  managed: PlacedPolicy[];
  /** Promised permissions that a managed policy has to bring: AWS might have changed it. */
  promised: ActionGrant[];
};

/** What a role is allowed: everything that is attached to it. */
export type ActualAccess = {
  /** Inline policies, and managed ones that it should not have. */
  own: PlacedPolicy[];
  /** The managed policies that it should have, and has. */
  managed: PlacedPolicy[];
};

const ALLOW_ALL: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
};

/** What the policies of a role lack, deny and grant beyond what is needed, all of them together. */
export function comparePermissions(needs: ExpectedAccess, grants: ActualAccess): Finding[] {
  if (isIdentical(needs, grants)) return [];
  const granted = [...grants.own, ...grants.managed];
  const grantedKeys = keysOf(granted);
  const neededKeys = keysOf(needs.own);
  const found = [
    ...findMissing(needs, granted, grantedKeys, neededKeys),
    ...findDeniedNeeds(needs, granted, neededKeys),
    ...findExcess(needs, grants, grantedKeys, neededKeys),
    ...findMissingDenies(needs, granted, grantedKeys),
  ];
  const isRearranged = found.length === 0 && grants.own.length > 0 && !isSubset(keysOf(grants.own), neededKeys);
  return isRearranged ? findReadings(needs, grants) : found;
}

/** Most roles have the very documents that they should have. */
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

function findMissing(
  needs: ExpectedAccess,
  granted: readonly PlacedPolicy[],
  grantedKeys: ReadonlySet<string>,
  neededKeys: ReadonlySet<string>,
): Finding[] {
  const allowing = statementsOf(granted, 'Allow');
  const pieces = [...splitPolicies(needs.own, 'Allow').filter(({ key }) => !grantedKeys.has(key)), ...needs.promised];
  return [...compareActionGrants(pieces, statementsOf(needs.own, 'Deny'), allowing)].map((difference) => {
    if ('undecided' in difference) return undecided(difference);
    const { piece, witness } = difference;
    // A statement that is new and fails by its condition only is the one that should have been this.
    const { policy, operator, key } = conditionMismatch(witness, granted, neededKeys) ?? {};
    if (policy === undefined) {
      return need(
        needs.role,
        'permissionMissing',
        `\`${piece.action}\` is not granted as ${nameOf(piece.place)} should grant it`,
        piece,
        witness,
      );
    }
    return need(
      needs.role,
      'conditionTightened',
      `\`${piece.action}\` is granted under another condition: \`${operator}\` on \`${key}\``,
      piece,
      witness,
      policy,
    );
  });
}

function findDeniedNeeds(
  needs: ExpectedAccess,
  granted: readonly PlacedPolicy[],
  neededKeys: ReadonlySet<string>,
): Finding[] {
  const denies = splitPolicies(granted, 'Deny').filter(({ key }) => !neededKeys.has(key));
  if (denies.length === 0) return [];
  const denying = [ALLOW_ALL, ...denies.map(pieceDocument)];
  return compareNeeds(needs, denying, (piece, witness) => {
    const outcome = evaluateAccess(denying, witness).statements.find(
      ({ effect, applies }) => effect === 'Deny' && applies,
    );
    const { place } = denies[(outcome?.policy as number) - 1] as ActionGrant;
    return need(
      needs.role,
      'permissionDenied',
      `${subject(piece)} is denied by ${nameOf(place)}`,
      piece,
      witness,
      place,
    );
  });
}

/** What a permissions boundary leaves out of what is needed. */
export function findBlockedByBoundary(needs: ExpectedAccess, boundary: PlacedPolicy): Finding[] {
  return compareNeeds(needs, [boundary.document], (piece, witness) =>
    need(
      needs.role,
      'boundaryCutsOff',
      `${subject(piece)} is cut off by the permissions boundary \`${boundary.name}\``,
      piece,
      witness,
      {
        kind: 'boundary',
        name: boundary.name,
      },
    ),
  );
}

/** Holds what is needed against policies: each action of the role's own, each managed policy as one. */
function compareNeeds(
  needs: ExpectedAccess,
  policies: readonly AnyPolicy[],
  describe: (piece: ActionGrant, witness: AccessRequest) => Finding,
): Finding[] {
  const pieces = [...splitPolicies(needs.own, 'Allow'), ...splitPolicies(needs.managed, 'Allow')];
  const differences = compareActionGrants(pieces, statementsOf(needs.own, 'Deny'), policies);
  return firstOfManaged(differences).map((difference) =>
    'undecided' in difference ? undecided(difference) : describe(difference.piece, difference.witness),
  );
}

function findExcess(
  needs: ExpectedAccess,
  grants: ActualAccess,
  grantedKeys: ReadonlySet<string>,
  neededKeys: ReadonlySet<string>,
): Finding[] {
  const allowed = statementsOf([...needs.own, ...needs.managed], 'Allow');
  const pieces = splitPolicies(grants.own, 'Allow').filter(({ key }) => !neededKeys.has(key));
  const differences = compareActionGrants(pieces, statementsOf([...grants.own, ...grants.managed], 'Deny'), allowed);
  return firstOfManaged(differences).map((difference) => {
    if ('undecided' in difference) return undecided(difference);
    const { piece, witness } = difference;
    const { place, action } = piece;
    const more = { action, policy: place, witness };
    if (place.kind === 'managed')
      return finding('managedPolicyExtra', `the managed policy \`${place.name}\` grants more than is needed`, more);
    const weakened = conditionMismatch(witness, needs.own, grantedKeys);
    if (weakened === undefined)
      return finding('permissionExtra', `\`${action}\` is granted by ${nameOf(place)}, and not needed`, more);
    const { policy, operator, key } = weakened;
    return finding(
      'conditionWeakened',
      `\`${action}\` is granted without the condition of ${nameOf(policy)}: \`${operator}\` on \`${key}\``,
      more,
    );
  });
}

/** What should be denied, and is allowed. */
function findMissingDenies(
  { own }: ExpectedAccess,
  granted: readonly PlacedPolicy[],
  grantedKeys: ReadonlySet<string>,
): Finding[] {
  const allowed = splitPolicies(granted, 'Allow');
  const denies = splitPolicies(own, 'Deny').filter(({ key }) => !grantedKeys.has(key));
  return denies.flatMap((deny) => {
    const [difference] = compareActionGrants(allowed, statementsOf(granted, 'Deny'), [ALLOW_ALL, pieceDocument(deny)]);
    if (difference === undefined) return [];
    if ('undecided' in difference) return [undecided(difference)];
    const { action, place } = deny;
    return [
      finding('denyMissing', `\`${action}\` is not denied as ${nameOf(place)} should deny it`, {
        action,
        policy: place,
        witness: difference.witness,
      }),
    ];
  });
}

/** Whether another reading of AWS's documents makes a difference between policies that are otherwise the same. */
function findReadings({ own: needed }: ExpectedAccess, { own: granted }: ActualAccess): Finding[] {
  const { readings = [] } = compareAccess(documentsOf(granted), documentsOf(needed));
  return readings.map(({ reading, onlyInA, onlyInB }) => {
    const witness = onlyInA ?? onlyInB;
    const [question] = Object.keys(reading);
    return finding(
      'readingDependent',
      `the policies differ if AWS's documents are read in another way (\`${question}\`)`,
      { ...(witness && { witness }) },
    );
  });
}

type ConditionMismatch = { policy: PolicyLocation; operator: string; key: string };

/** A statement that would allow a request but for its condition, and that the other side does not have. */
function conditionMismatch(
  request: AccessRequest,
  policies: readonly PlacedPolicy[],
  otherKeys: ReadonlySet<string>,
): ConditionMismatch | undefined {
  const { statements } = evaluateAccess(documentsOf(policies), request);
  for (const { policy: index, statement, effect, mismatch } of statements) {
    if (effect !== 'Allow' || mismatch?.element !== 'Condition') continue;
    const { kind, name, document } = policies[index] as PlacedPolicy;
    const found = document.Statement[statement] as PolicyDocument['Statement'][number];
    if (otherKeys.has(statementKey(found, document.Version))) continue;
    const policy: PolicyLocation = { kind, name, statement, ...(found.Sid !== undefined && { sid: found.Sid }) };
    return { policy, operator: mismatch.operator, key: mismatch.key };
  }
  return undefined;
}

/** Of a managed policy, one difference is enough. */
function firstOfManaged(differences: Iterable<PieceDifference>): PieceDifference[] {
  const seen = new Set<string>();
  return [...differences].filter(({ piece: { place } }) => {
    if (place.kind !== 'managed') return true;
    const isFirst = !seen.has(place.name);
    seen.add(place.name);
    return isFirst;
  });
}

/** A finding on something that is needed, with its purpose. */
function need(
  role: RoleName,
  code: FindingCode,
  message: string,
  { place, action }: ActionGrant,
  witness: AccessRequest,
  blamed = place,
): Finding {
  const reason =
    place.kind === 'managed' ? managedPolicyReason(role, place.name) : actionReason(role, place.sid, action);
  return finding(code, message, { action, ...reason, policy: blamed, witness });
}

function undecided({ piece: { place, action }, undecided: reason }: PieceDifference & { undecided: string }): Finding {
  return finding('undecided', `\`${action}\` of ${nameOf(place)} could not be compared (${reason})`, {
    action,
    policy: place,
  });
}

function subject({ place, action }: ActionGrant): string {
  return place.kind === 'managed' ? `what the managed policy \`${place.name}\` grants` : `\`${action}\``;
}

function nameOf({ kind, name, statement, sid }: PolicyLocation): string {
  const policy = `the ${kind === 'managed' ? 'managed ' : ''}policy \`${name}\``;
  return sid === undefined || sid === ''
    ? `statement ${statement} of ${policy}`
    : `the statement \`${sid}\` of ${policy}`;
}

function documentsOf(policies: readonly PlacedPolicy[]): PolicyDocument[] {
  return policies.map(({ document }) => document);
}

function keysOf(policies: readonly PlacedPolicy[]): Set<string> {
  return statementKeys(documentsOf(policies));
}

function isSubset(keys: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  return [...keys].every((key) => others.has(key));
}
