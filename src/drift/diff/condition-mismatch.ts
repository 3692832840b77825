import type { PolicyDocument } from '../../iam/document.js';
import { evaluatePolicies } from '../../iam/evaluate-policies.js';
import type { AccessRequest } from '../../iam/request.js';
import type { Finding, PolicyLocation } from '../report/finding.js';
import { documentsOf, type PlacedPolicy } from './action-grants.js';
import { statementKey } from './statement-key.js';

type ConditionMismatch = { policy: PolicyLocation; condition: NonNullable<Finding['condition']> };

/** Finds a statement that would allow a request except for its condition, and that the other side does not have. */
export function findConditionMismatch(
  request: AccessRequest,
  policies: readonly PlacedPolicy[],
  otherKeys: ReadonlySet<string>,
): ConditionMismatch | undefined {
  const { statements } = evaluatePolicies(documentsOf(policies), request);
  for (const { policy: index, statement, effect, mismatch } of statements) {
    if (effect !== 'Allow' || mismatch?.element !== 'Condition') continue;
    const { kind, name, document } = policies[index] as PlacedPolicy;
    const found = document.Statement[statement] as PolicyDocument['Statement'][number];
    if (otherKeys.has(statementKey(found, document.Version))) continue;
    const policy: PolicyLocation = { kind, name, statement, ...(found.Sid !== undefined && { sid: found.Sid }) };
    return { policy, condition: { operator: mismatch.operator, key: mismatch.key } };
  }
  return undefined;
}
