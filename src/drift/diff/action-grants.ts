import { grantedOnlyBy, type UndecidedReason } from '../../iam/compare/difference.js';
import type { PolicyDocument, PolicyVersion, Statement } from '../../iam/document.js';
import type { AnyPolicy } from '../../iam/document.js';
import type { AccessRequest } from '../../iam/request.js';
import type { PolicyLocation } from '../report/finding.js';
import { statementKey } from './statement-key.js';

/** A policy and what it is in the role. */
export type PlacedPolicy = { kind: PolicyLocation['kind']; name: string; document: PolicyDocument };

/** One action of one statement, so that every difference has its own request. */
export type ActionGrant = {
  place: PolicyLocation;
  /** The action as it stands in the policy; what is not to be split, as a list. */
  action: string;
  statement: Statement;
  version: PolicyVersion;
  /** The key of the statement that it is a part of. */
  key: string;
};

/** What was found out of a piece; one in which nothing was found is not there. */
export type PieceDifference = { piece: ActionGrant } & ({ witness: AccessRequest } | { undecided: UndecidedReason });

/** The statements of policies that have an effect, action by action. */
export function splitPolicies(policies: readonly PlacedPolicy[], effect: 'Allow' | 'Deny'): ActionGrant[] {
  return policies.flatMap(({ kind, name, document }) =>
    document.Statement.flatMap((statement, index): ActionGrant[] => {
      if (statement.Effect !== effect) return [];
      const place: PolicyLocation = {
        kind,
        name,
        statement: index,
        ...(statement.Sid !== undefined && { sid: statement.Sid }),
      };
      const shared = { place, version: document.Version, key: statementKey(statement, document.Version) };
      if (statement.Action === undefined)
        return [{ ...shared, action: `all but ${[statement.NotAction].flat().join(', ')}`, statement }];
      return [statement.Action]
        .flat()
        .map((action) => ({ ...shared, action, statement: { ...statement, Action: [action] } as Statement }));
    }),
  );
}

/** A policy of one piece. */
export function pieceDocument({ version, statement }: ActionGrant): PolicyDocument {
  return { Version: version, Statement: [statement] };
}

/** Policies of whole statements, as they stand. */
export function statementsOf(policies: readonly PlacedPolicy[], effect: 'Allow' | 'Deny'): PolicyDocument[] {
  return policies
    .map(({ document }) => ({
      ...document,
      Statement: document.Statement.filter((statement) => statement.Effect === effect),
    }))
    .filter(({ Statement: statements }) => statements.length > 0);
}

/**
 * For each piece, a request that it allows and `denies` do not deny, and that `others` do not allow. Found one by one, so
 * that whoever needs one only can stop.
 */
export function* compareActionGrants(
  pieces: readonly ActionGrant[],
  denies: readonly AnyPolicy[],
  others: readonly AnyPolicy[],
): Generator<PieceDifference, void, void> {
  if (pieces.length === 0) return;
  for (const { statement, witness, undecided } of grantedOnlyBy([...pieces.map(pieceDocument), ...denies], others)) {
    const piece = pieces[statement.policy] as ActionGrant;
    if (witness !== undefined) yield { piece, witness };
    else if (undecided !== undefined) yield { piece, undecided };
  }
}
