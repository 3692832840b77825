import type { OpenCatalog } from '../aws/actions/open.js';
import { nameInArn } from '../aws/arn.js';
import { serviceOf } from '../aws/service-of.js';
import { elementsOf, type AnyPolicy, type AnyStatement, type PolicyDocument } from '../iam/document.js';
import { actionReason } from '../upsolver/catalogue/reasons.js';
import { snapshotOf } from '../upsolver/catalogue/snapshot-of.js';
import type { Reason } from '../upsolver/catalogue/statements.js';
import type { DeployableRole } from '../upsolver/roles/deployable-role.js';
import { managedPoliciesOf } from '../upsolver/roles/managed-policies.js';
import { allActionsBut, expandAction, worstOfActions } from './access.js';
import { explainCondition } from './conditions.js';
import { toReviewSource } from './sources.js';
import type { ReviewPermission, ReviewPolicy, ReviewReason, ReviewStatement } from './types.js';

/** A policy of a role with its document, read. */
export type OpenedPolicy = { policy: ReviewPolicy; document: AnyPolicy };

export function toReviewReason({ purpose, source }: Reason): ReviewReason {
  return { purpose, source: toReviewSource(source) };
}

/** The statements of a policy, for reading. */
export function toReviewStatements({ Statement }: AnyPolicy): ReviewStatement[] {
  return Statement.map(toReviewStatement);
}

function toReviewStatement(statement: AnyStatement, index: number): ReviewStatement {
  const { Sid, Effect, Condition } = statement;
  const { Action, NotAction = [], Resource, NotResource = [] } = elementsOf(statement);
  return {
    index,
    ...(Sid !== undefined && { sid: Sid }),
    effect: Effect,
    actions: [Action ?? NotAction].flat(),
    ...(Action === undefined && { exceptActions: true as const }),
    resources: [Resource ?? NotResource].flat(),
    ...(Resource === undefined && { exceptResources: true as const }),
    conditions: explainCondition(Condition),
  };
}

/** The policies of a role: its inline policies, then its managed policies with the documents that are known. */
export function openPolicies(role: DeployableRole, read: (document: PolicyDocument) => AnyPolicy): OpenedPolicy[] {
  const inline = role.inlinePolicies.map(({ name, document: given }): OpenedPolicy => {
    const document = read(given);
    return { policy: { kind: 'inline', name, reasons: [], statements: toReviewStatements(document) }, document };
  });
  const reasons = new Map<string, Reason[]>(
    managedPoliciesOf(role.role, undefined).map((each) => [each.name, each.reasons]),
  );
  const managed = role.managedPolicyArns.flatMap((arn): OpenedPolicy[] => {
    const snapshot = snapshotOf(arn);
    if (snapshot === undefined) return [];
    const { version, date } = snapshot;
    const name = nameInArn(arn);
    const document = structuredClone(snapshot.document);
    const statements = toReviewStatements(document);
    const why = (reasons.get(name) ?? []).map(toReviewReason);
    return [{ policy: { kind: 'managed', name, arn, version, date, reasons: why, statements, document }, document }];
  });
  return [...inline, ...managed];
}

const ALL_BUT_ACTIONS = 'Allows every action except those listed, including actions that AWS adds later.';
const ALL_BUT_RESOURCES = 'Applies to every resource except those listed, including resources created later.';

/** What a statement allows without naming it; nothing if it names all of it. */
function openEnd({ exceptActions, exceptResources, actions, resources }: ReviewStatement): Partial<ReviewPermission> {
  const warnings = [...(exceptActions ? [ALL_BUT_ACTIONS] : []), ...(exceptResources ? [ALL_BUT_RESOURCES] : [])];
  if (warnings.length === 0) return {};
  return {
    ...(exceptActions && { exceptActions: actions }),
    ...(exceptResources && { exceptResources: resources }),
    warning: warnings.join(' '),
  };
}

/**
 * Every action of the Allow statements of the inline policies, with its reason; a statement that allows all actions but
 * some is one permission.
 */
export function permissionsOf(
  { role }: DeployableRole,
  opened: readonly OpenedPolicy[],
  catalog: OpenCatalog | undefined,
): ReviewPermission[] {
  return opened
    .filter(({ policy }) => policy.kind === 'inline')
    .flatMap(({ policy }) =>
      policy.statements
        .filter(({ effect }) => effect === 'Allow')
        .flatMap((statement) => {
          const { index, sid, exceptActions, actions } = statement;
          const { warning, ...except } = openEnd(statement);
          return (exceptActions ? ['*'] : actions).map((action): ReviewPermission => {
            const covered = exceptActions ? allActionsBut(actions, catalog) : expandAction(action, catalog);
            const level = worstOfActions(covered);
            const reason = actionReason(role, sid, action);
            return {
              action,
              ...except,
              service: serviceOf(action),
              ...(level !== undefined && { level }),
              covers: covered.filter((each) => each.level !== undefined).length,
              ...(reason && { reason: toReviewReason(reason) }),
              policy: policy.name,
              statement: index,
              ...(sid !== undefined && { sid }),
              ...(warning !== undefined && { warning }),
            };
          });
        }),
    );
}
