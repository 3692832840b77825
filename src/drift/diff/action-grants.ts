import { foldAscii } from '../../core/words.js';
import { grantedOnlyBy, type UndecidedReason } from '../../iam/compare/difference.js';
import type { ExampleChooser } from '../../iam/compare/example.js';
import type { AnyPolicy, PolicyDocument, PolicyVersion, Statement } from '../../iam/document.js';
import type { AccessRequest } from '../../iam/request.js';
import type { PolicyLocation } from '../report/finding.js';
import { statementKey } from './statement-key.js';

/** A policy and its place in the role. */
export type PlacedPolicy = { kind: PolicyLocation['kind']; name: string; document: PolicyDocument };

/** One action of one statement. Comparing action by action gives every difference its own example request. */
export type ActionGrant = {
  place: PolicyLocation;
  /** The action as the policy spells it; for `NotAction`, `all but` and the list. */
  action: string;
  statement: Statement;
  version: PolicyVersion;
  /** The key of the whole statement. */
  key: string;
  /** The key of the statement with this action alone. */
  pieceKey: string;
};

/** A grant that could not be compared. */
export type UndecidedGrant = { grant: ActionGrant; undecided: UndecidedReason };

/**
 * A grant that allows more than other policies, with a request and an example for readers, or that could not be
 * compared.
 * What is found depends on the request, never on the example.
 */
export type GrantDifference = { grant: ActionGrant; witness: AccessRequest; example: AccessRequest } | UndecidedGrant;

/** Splits the statements with an effect into actions. */
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
      const key = statementKey(statement, document.Version);
      const shared = { place, version: document.Version, key };
      if (statement.Action === undefined) {
        return [{ ...shared, action: `all but ${[statement.NotAction].flat().join(', ')}`, statement, pieceKey: key }];
      }
      const withoutAction = statementKey({ ...statement, Action: [] }, document.Version);
      return [statement.Action].flat().map((action) => ({
        ...shared,
        action,
        statement: { ...statement, Action: [action] } as Statement,
        pieceKey: `${withoutAction} ${foldAscii(action)}`,
      }));
    }),
  );
}

/** A policy of one grant. */
export function grantDocument({ version, statement }: ActionGrant): PolicyDocument {
  return { Version: version, Statement: [statement] };
}

/** Policies with only the statements that have an effect. */
export function statementsOf(policies: readonly PlacedPolicy[], effect: 'Allow' | 'Deny'): PolicyDocument[] {
  return policies
    .map(({ document }) => ({
      ...document,
      Statement: document.Statement.filter((statement) => statement.Effect === effect),
    }))
    .filter(({ Statement: statements }) => statements.length > 0);
}

export function documentsOf(policies: readonly PlacedPolicy[]): PolicyDocument[] {
  return policies.map(({ document }) => document);
}

/**
 * Finds the grants that allow a request which `denies` do not deny and `others` do not allow. Differences are found one
 * by one, so that a caller who needs only the first one can stop there.
 *
 * @param chooseExample Chooses what readers see in place of the request that decided.
 */
export function* compareActionGrants(
  grants: readonly ActionGrant[],
  denies: readonly AnyPolicy[],
  others: readonly AnyPolicy[],
  chooseExample?: ExampleChooser,
): Generator<GrantDifference, void, void> {
  // An action that two statements grant alike is one difference.
  const byMeaning = new Map<string, ActionGrant>();
  for (const grant of grants) if (!byMeaning.has(grant.pieceKey)) byMeaning.set(grant.pieceKey, grant);
  const unique = [...byMeaning.values()];
  if (unique.length === 0) return;
  const policies = [...unique.map(grantDocument), ...denies];
  for (const { statement, witness, undecided, context } of grantedOnlyBy(policies, others)) {
    const grant = unique[statement.policy] as ActionGrant;
    if (witness !== undefined) {
      const chosen = context && chooseExample?.(witness, context);
      yield { grant, witness, example: chosen?.request ?? witness };
    } else if (undecided !== undefined) yield { grant, undecided };
  }
}
