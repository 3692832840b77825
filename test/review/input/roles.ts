import type { DeployableRole } from '../../../src/index.js';
import type { DescribedRole } from '../../../src/review/input/described-role.js';
import { snapshotOf } from '../../../src/upsolver/catalogue/snapshot-of.js';

/** A role of `buildRoles` as a reader describes it. */
export function describedAs(role: DeployableRole): DescribedRole {
  const managed = role.managedPolicyArns.map((arn) => ({ arn, document: snapshotOf(arn)?.document }));
  const { permissionsBoundaryArn: boundary } = role;
  return {
    name: role.name,
    trustPolicy: role.trustPolicy,
    policies: [
      ...role.inlinePolicies,
      ...managed.flatMap(({ arn, document }) => (document ? [{ name: arn.replace(/.*\//, ''), document }] : [])),
    ],
    unreadable: managed.filter(({ document }) => document === undefined).map(({ arn }) => arn),
    ...(role.tags.length > 0 && { tags: role.tags }),
    ...(boundary !== undefined && { permissionsBoundary: { name: boundary } }),
  };
}

/** The lines of an InvalidInputError, or what else happened. */
export function linesOf(run: () => unknown): string[] {
  try {
    run();
  } catch (error) {
    return String((error as Error).message).split('\n');
  }
  return ['no error'];
}
