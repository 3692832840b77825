import { expect } from 'vitest';
import type { Deployed } from '../deployed.js';
import { evaluateConfiguration } from './evaluate-configuration.js';

/** The roles that a configuration makes. */
export function deployedRoles(configuration: unknown, variables: Record<string, unknown> = {}): Deployed[] {
  const resources = evaluateConfiguration(JSON.parse(JSON.stringify(configuration)), variables);
  const of = (type: string, name: unknown) =>
    resources
      .filter((resource) => resource.type === type && resource.values['role'] === name)
      .map(({ values }) => values);
  return resources
    .filter(({ type }) => type === 'aws_iam_role')
    .map(({ values }) => {
      const [profile] = of('aws_iam_instance_profile', values['name']);
      if (profile !== undefined) expect(profile['tags']).toEqual(values['tags']);
      return {
        name: values['name'] as string,
        description: values['description'],
        path: values['path'],
        maxSessionDuration: values['max_session_duration'],
        boundary: values['permissions_boundary'] ?? undefined,
        tags: (values['tags'] ?? {}) as Record<string, string>,
        trustPolicy: JSON.parse(values['assume_role_policy'] as string) as Deployed['trustPolicy'],
        managedPolicyArns: of('aws_iam_role_policy_attachment', values['name']).map(
          (attachment) => attachment['policy_arn'] as string,
        ),
        inlinePolicies: of('aws_iam_role_policy', values['name']).map((policy) => ({
          name: policy['name'] as string,
          document: JSON.parse(policy['policy'] as string) as Deployed['inlinePolicies'][0]['document'],
        })),
        instanceProfile: profile && { name: profile['name'], path: profile['path'] },
      };
    });
}
