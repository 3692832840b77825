import { nameInArn } from '../../aws/arn.js';
import type { LocatedProblem } from '../../core/issue.js';
import { quote } from '../../core/quote.js';
import type { PolicyDocument } from '../../iam/document.js';
import { snapshotOf } from '../../upsolver/catalogue/snapshot-of.js';
import type { DescribedRole, DescribedRoles } from './described-role.js';
import { spellAll, type InputPath, type ReadResult } from './documents.js';
import { spell } from './symbols.js';

/** A policy with its document, or without one if it is not known. */
export type FoundPolicy = { name: string; document?: PolicyDocument; isManaged?: true; retained?: string };

/** Collects the policies of roles. */
export type RoleBuilder = {
  role: DescribedRole;
  /** Where the role is in the input, for issues. */
  path: InputPath;
  add: (policy: FoundPolicy) => void;
};

export function startRole(name: string, path: InputPath, report: (problem: LocatedProblem) => void): RoleBuilder {
  const role: DescribedRole = { name, policies: [], unreadable: [] };
  const documents = new Map<string, Set<PolicyDocument>>();
  const unreadable = new Set<string>();
  const add = ({ name: policyName, document, isManaged, retained }: FoundPolicy): void => {
    if (document === undefined) {
      if (!unreadable.has(policyName)) role.unreadable.push(policyName);
      unreadable.add(policyName);
      return;
    }
    const same = documents.get(policyName) ?? new Set();
    if (same.has(document)) {
      const known = role.policies.find((policy) => policy.document === document);
      if (retained !== undefined && known !== undefined) known.retained = retained;
      return;
    }
    if (same.size > 0) {
      const message = `the role ${quote(spell(name))} has two policies with the name ${quote(spell(policyName))}`;
      report({ code: 'conflicting_elements', path: [...path], message });
    }
    documents.set(policyName, same.add(document));
    role.policies.push({
      name: policyName,
      document,
      ...(isManaged && { isManaged }),
      ...(retained !== undefined && { retained }),
    });
  };
  return { role, path, add };
}

/** A managed policy of which only the ARN is known: AWS's, if the library has a snapshot of it. */
export function policyOfArn(arn: string): FoundPolicy {
  const snapshot = snapshotOf(arn);
  return snapshot === undefined ? { name: arn } : { name: nameInArn(arn), document: snapshot.document };
}

export function foundPolicy(name: string, result: ReadResult<PolicyDocument>): FoundPolicy {
  return result !== undefined && 'document' in result ? { name, document: result.document } : { name };
}

/** The result, in which each role is a copy. */
export function finishRoles(builders: readonly RoleBuilder[], issues: readonly LocatedProblem[]): DescribedRoles {
  const symbols = new Set<string>();
  const roles = builders.map(({ role }) => spellAll(role, symbols));
  return { roles, symbols: [...symbols].toSorted(), issues: [...issues] };
}
