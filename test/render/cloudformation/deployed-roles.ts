import type { Deployed } from '../deployed.js';
import { resolveTemplate } from './resolve-template.js';

type Tag = { Key: string; Value: string };

/** The roles that a stack has. */
export function deployedRoles(template: unknown, parameters: Record<string, string | number> = {}): Deployed[] {
  const resources = Object.entries(resolveTemplate(template, parameters));
  return resources
    .filter(([, { Type }]) => Type === 'AWS::IAM::Role')
    .map(([id, { Properties }]) => {
      const profile = resources.find(
        ([, resource]) =>
          resource.Type === 'AWS::IAM::InstanceProfile' &&
          JSON.stringify(resource.Properties['Roles']) === JSON.stringify([{ resource: id }]),
      )?.[1].Properties;
      return {
        name: Properties['RoleName'] as string,
        description: Properties['Description'],
        path: Properties['Path'],
        maxSessionDuration: Properties['MaxSessionDuration'],
        boundary: Properties['PermissionsBoundary'],
        tags: Object.fromEntries(((Properties['Tags'] ?? []) as Tag[]).map(({ Key, Value }) => [Key, Value])),
        trustPolicy: Properties['AssumeRolePolicyDocument'] as Deployed['trustPolicy'],
        managedPolicyArns: Properties['ManagedPolicyArns'] as string[],
        inlinePolicies: (
          Properties['Policies'] as { PolicyName: string; PolicyDocument: Deployed['inlinePolicies'][0]['document'] }[]
        ).map(({ PolicyName, PolicyDocument }) => ({ name: PolicyName, document: PolicyDocument })),
        instanceProfile: profile && { name: profile['InstanceProfileName'], path: profile['Path'] },
      };
    });
}
