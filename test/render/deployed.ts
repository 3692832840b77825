import { expect } from 'vitest';
import { compareAccess, type PolicyDocument, type TrustPolicyDocument } from '../../src/iam/index.js';
import type { DeployableRole } from '../../src/index.js';

/** What a rendering creates, in the words of none of the formats. */
export type Deployed = {
  name: string;
  description: unknown;
  path: unknown;
  maxSessionDuration: unknown;
  boundary: unknown;
  tags: Record<string, string>;
  trustPolicy: TrustPolicyDocument;
  managedPolicyArns: string[];
  inlinePolicies: { name: string; document: PolicyDocument }[];
  instanceProfile: { name: unknown; path: unknown } | undefined;
};

/** Asserts that what is created is what was asked for: the texts letter by letter, the policies by meaning, too. */
export function expectDeployed(deployed: readonly Deployed[], roles: readonly DeployableRole[]): void {
  expect(deployed.map(({ name }) => name)).toEqual(roles.map(({ name }) => name));
  roles.forEach((role, index) => {
    const actual = deployed[index] as Deployed;
    expect(actual).toStrictEqual({
      name: role.name,
      description: role.description,
      path: role.path,
      maxSessionDuration: role.maxSessionDuration,
      boundary: role.permissionsBoundaryArn,
      tags: Object.fromEntries(role.tags.map(({ key, value }) => [key, value])),
      trustPolicy: role.trustPolicy,
      managedPolicyArns: role.managedPolicyArns,
      inlinePolicies: role.inlinePolicies,
      instanceProfile: role.instanceProfile,
    });
    expect(compareAccess(actual.trustPolicy, role.trustPolicy).relation).toBe('equivalent');
    const documents = (policies: readonly { document: PolicyDocument }[]): PolicyDocument[] =>
      policies.map(({ document }) => document);
    expect(compareAccess(documents(actual.inlinePolicies), documents(role.inlinePolicies)).relation).toBe('equivalent');
  });
}
